"""The dev tool's own decisions, where no server is needed."""

import tarfile
from pathlib import Path

import pytest

from deploy.devtool import backup, environment, leftovers, postgres, system_packages
from deploy.devtool.environment import PORTS, Environment
from deploy.devtool.output import SetupError

VARIABLES = ("DATABASE_URL", "REDIS_URL", "ELASTICSEARCH_URL", "SEARCH_REPLICAS", "PORTAL_BASE_URL")


@pytest.fixture(autouse=True)
def own_run_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Data of an environment that nothing else uses, without what the caller's shell says."""
    for name in VARIABLES:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(environment, "RUN", tmp_path)
    return tmp_path


def test_ports_come_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("PORTAL_TEST_PORT", raising=False)
    monkeypatch.setenv("PORTAL_PORT", "8123")
    monkeypatch.setenv("PORTAL_TEST_REDIS_PORT", "6123")
    assert Environment("dev").port("web") == 8123
    assert Environment("dev").base_url == "http://127.0.0.1:8123"
    assert Environment("test").port("web") == PORTS["test"]["web"]
    assert Environment("test").redis_url == "redis://127.0.0.1:6123"


@pytest.mark.parametrize("wrong", ["http", "80", "70000", "-1", "8000.5"])
def test_a_wrong_port_is_named(monkeypatch: pytest.MonkeyPatch, wrong: str) -> None:
    monkeypatch.setenv("PORTAL_PORT", wrong)
    with pytest.raises(SetupError, match="PORTAL_PORT"):
        Environment("dev").port("web")


def test_dev_and_test_share_no_port() -> None:
    ports = [port for each in PORTS.values() for port in each.values()]
    assert len(set(ports)) == len(ports)


def test_several_search_nodes_give_several_addresses_and_a_copy() -> None:
    told = Environment("dev", 3).django()
    assert told["ELASTICSEARCH_URL"].split(",") == [
        f"http://127.0.0.1:{port}" for port in (9270, 9271, 9272)
    ]
    assert told["SEARCH_REPLICAS"] == "1"
    assert Environment("dev").django()["SEARCH_REPLICAS"] == "0"


def test_the_number_of_search_nodes_is_remembered(own_run_folder: Path) -> None:
    assert Environment("dev").search_nodes == 1
    (own_run_folder / "dev").mkdir()
    (own_run_folder / "dev" / "search-nodes").write_text("3")
    assert Environment("dev").search_nodes == 3
    assert Environment("dev", 1).search_nodes == 1


def test_secrets_are_made_once_and_readable_by_the_owner_only(own_run_folder: Path) -> None:
    secret = Environment("dev").secret("secret-key")
    assert len(secret) >= 50
    assert Environment("dev").secret("secret-key") == secret
    assert (own_run_folder / "dev" / "secret-key").stat().st_mode & 0o077 == 0
    assert Environment("test").secret("secret-key") != secret


def test_a_given_database_is_used_as_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://b%40n:p%2Fw@db.example:6432/cang")
    assert Environment("dev").database() == {
        "PGHOST": "db.example",
        "PGPORT": "6432",
        "PGUSER": "b@n",
        "PGPASSWORD": "p/w",
        "PGDATABASE": "cang",
    }


def test_database_files_lie_where_their_user_gets_to(own_run_folder: Path) -> None:
    inside = own_run_folder / "dev" / "postgres"
    own_run_folder.chmod(0o700)
    found = postgres.data_folder(Environment("dev"))
    if postgres.owner():
        assert found.is_relative_to("/var/lib/benviec")
        assert found != postgres.data_folder(Environment("test"))
    else:
        assert found == inside


def test_servers_given_by_address_need_no_packages(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "/nonexistent")
    monkeypatch.delenv("JAVA_HOME", raising=False)
    assert "redis-server" in system_packages.missing(Environment("test"))
    assert "maven" in system_packages.missing(Environment("test"))
    monkeypatch.setenv("REDIS_URL", "redis://elsewhere")
    monkeypatch.setenv("ELASTICSEARCH_URL", "http://elsewhere")
    missing = system_packages.missing(Environment("test"))
    assert not {"redis-server", "maven", "default-jdk-headless"} & set(missing)
    assert "chromium" in missing
    assert "chromium" not in system_packages.missing(Environment("dev"))


def test_missing_programs_are_named_where_nothing_may_be_installed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("PATH", "/nonexistent")
    with pytest.raises(SetupError, match=r"Missing on this machine.*redis-server"):
        system_packages.install(Environment("dev"))


def test_only_processes_of_the_parts_count_as_leftovers() -> None:
    assert leftovers.find(Environment("dev")) == {}


@pytest.mark.parametrize("name", ["../outside", "/etc/passwd", "other.txt", "media/../../x"])
def test_an_archive_with_foreign_files_is_refused(tmp_path: Path, name: str) -> None:
    archive = tmp_path / "wrong.tar.gz"
    content = tmp_path / "content"
    content.write_text("x")
    with tarfile.open(archive, "w:gz") as tar:
        tar.add(content, arcname=name)
    target = tmp_path / "target"
    target.mkdir()
    with pytest.raises(SetupError, match="not a backup"):
        backup.extract(archive, target)
    assert list(target.iterdir()) == []


def test_an_archive_with_links_is_refused(tmp_path: Path) -> None:
    archive = tmp_path / "wrong.tar.gz"
    with tarfile.open(archive, "w:gz") as tar:
        link = tarfile.TarInfo("media/link")
        link.type = tarfile.SYMTYPE
        link.linkname = "/etc"
        tar.addfile(link)
    (tmp_path / "target").mkdir()
    with pytest.raises(SetupError, match="not a backup"):
        backup.extract(archive, tmp_path / "target")


@pytest.mark.parametrize("content", [b"", b"no archive", b"\x1f\x8b broken"])
def test_a_broken_archive_is_refused(tmp_path: Path, content: bytes) -> None:
    archive = tmp_path / "broken.tar.gz"
    archive.write_bytes(content)
    with pytest.raises(SetupError, match="cannot be read"):
        backup.extract(archive, tmp_path)
