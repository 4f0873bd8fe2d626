"""What was saved comes back, and a broken archive changes nothing."""

import os
import tarfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from deploy.devtool import postgres
from deploy.devtool.environment import Environment
from tests.deploy.conftest import Clone

UPLOAD = Path("certificates") / "chứng chỉ hàn.pdf"


@pytest.fixture(scope="module")
def portal(clone: Clone, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Clone]:
    """The clone on a database of its own in the given servers, migrated, with one account."""
    with pytest.MonkeyPatch.context() as patch:
        name = f"deploy_backup_{os.getpid()}"
        server = os.environ["DATABASE_URL"].rpartition("/")[0]
        patch.setenv("DATABASE_URL", f"{server}/{name}")
        clone.environment |= {
            "DATABASE_URL": f"{server}/{name}",
            "REDIS_URL": os.environ["REDIS_URL"],
            "ELASTICSEARCH_URL": os.environ["ELASTICSEARCH_URL"],
            "REDIS_BROKER_DB": "14",
            "REDIS_CACHE_DB": "15",
            "SEARCH_INDEX_PREFIX": name.replace("_", "-"),
            "PORTAL_MEDIA_ROOT": str(tmp_path_factory.mktemp("portal") / "media"),
            "PORTAL_PRIVATE_ROOT": str(tmp_path_factory.mktemp("portal") / "private"),
        }
        server_environment = Environment("test")
        postgres.make_database(server_environment)
        works(clone, "manage", "migrate", "--verbosity=0")
        yield clone
        manage(clone, "from portal.search import indexes; indexes.drop_all()")
        postgres.query(server_environment, f'DROP DATABASE "{name}" WITH (FORCE)')


ROOTS = ("PORTAL_MEDIA_ROOT", "PORTAL_PRIVATE_ROOT")


def works(clone: Clone, *arguments: str) -> str:
    done = clone.dev(*arguments)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def manage(clone: Clone, code: str) -> str:
    return works(clone, "manage", "shell", "--no-imports", "-c", code).strip()


def add_account(clone: Clone, email: str) -> None:
    create = f"User.objects.create_user(email={email!r})"
    manage(clone, f"from portal.accounts.models import User; {create}")


def accounts(clone: Clone) -> list[str]:
    emails = "User.objects.order_by('email').values_list('email', flat=True)"
    return manage(
        clone, f"from portal.accounts.models import User; print(*{emails}, sep='\\n')"
    ).splitlines()


def uploads(clone: Clone) -> dict[str, bytes]:
    roots = [Path(clone.environment[name]) for name in ROOTS]
    return {
        f"{root.name}/{path.relative_to(root)}": path.read_bytes()
        for root in roots
        for path in root.rglob("*")
        if path.is_file()
    }


def upload(clone: Clone, path: Path, content: bytes) -> None:
    """Among what everybody may see, and among what only some may."""
    for name in ROOTS:
        target = Path(clone.environment[name]) / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.unlink(missing_ok=True)
        target.write_bytes(content)


def test_database_and_uploads_come_back(portal: Clone, tmp_path: Path) -> None:
    archive = tmp_path / "saved.tar.gz"
    add_account(portal, "lan@example.com")
    upload(portal, UPLOAD, b"%PDF saved")
    saved_accounts, saved_uploads = accounts(portal), uploads(portal)
    works(portal, "backup", str(archive))
    assert archive.stat().st_mode & 0o077 == 0

    manage(portal, "from portal.accounts.models import User; User.objects.all().delete()")
    add_account(portal, "later@example.com")
    upload(portal, UPLOAD, b"%PDF changed")
    upload(portal, Path("later.txt"), b"later")

    asked = portal.dev("restore", str(archive))
    assert asked.returncode == 1
    assert "--yes" in asked.stderr
    assert accounts(portal) == ["later@example.com"]

    works(portal, "restore", str(archive), "--yes")
    assert accounts(portal) == saved_accounts
    assert "lan@example.com" in saved_accounts
    assert uploads(portal) == saved_uploads
    drift = works(portal, "manage", "reconcile_index")
    assert drift
    assert all("0 missing, 0 stale, 0 orphaned" in line for line in drift.splitlines())


def test_a_broken_archive_changes_nothing(portal: Clone, tmp_path: Path) -> None:
    archive = tmp_path / "saved.tar.gz"
    works(portal, "backup", str(archive))
    with tarfile.open(archive) as tar:
        tar.extractall(tmp_path / "parts", filter="data")
    dump = tmp_path / "parts" / "database.dump"
    dump.write_bytes(dump.read_bytes()[: dump.stat().st_size // 2])
    broken = tmp_path / "broken.tar.gz"
    with tarfile.open(broken, "w:gz") as tar:
        for part in (tmp_path / "parts").iterdir():
            tar.add(part, arcname=part.name)
    before = accounts(portal), uploads(portal)
    refused = portal.dev("restore", str(broken), "--yes")
    assert refused.returncode == 1
    assert "pg_restore" in refused.stderr
    assert "Traceback" not in refused.stderr
    assert (accounts(portal), uploads(portal)) == before


def test_a_backup_never_replaces_a_good_one_by_half_of_one(portal: Clone, tmp_path: Path) -> None:
    archive = tmp_path / "saved.tar.gz"
    archive.write_bytes(b"the good one")
    database = portal.environment["DATABASE_URL"]
    failed = portal.dev("backup", str(archive), DATABASE_URL=f"{database}_missing")
    assert failed.returncode == 1
    assert "pg_dump" in failed.stderr
    assert archive.read_bytes() == b"the good one"
    assert list(tmp_path.iterdir()) == [archive]
