"""One archive with the database and the uploads, and the way back from it.

Works on our own PostgreSQL and on one given by DATABASE_URL alike. Search indexes are not in it:
they are rebuilt.
"""

import datetime
import json
import os
import shutil
import tarfile
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath

from . import parts, postgres, project, supervise
from .environment import Environment
from .layout import RUN
from .output import SetupError, Step, say
from .supervisor_link import states

DUMP, MANIFEST = "database.dump", "manifest.json"
UPLOADS = ("media", "private")
FORMAT = 1
EMPTY_CACHE = "shell --no-imports -c 'from django.core.cache import cache; cache.clear()'"


def backup(environment: Environment, target: Path) -> None:
    """Writes the archive: whole, or not at all. The portal may run meanwhile.

    An upload that the database names is in the archive even when it is deleted while the backup
    runs: uploads are gathered before and after the database's snapshot, and never change once
    written.
    """
    if not target.parent.is_dir():
        raise SetupError(f"There is no folder {target.parent}")
    with _scratch() as folder:
        _gather_all(environment, folder)
        with Step("Saving the database"):
            dump = ["--format=custom", "--no-owner", "--no-privileges", f"--file={folder / DUMP}"]
            postgres.client(environment, "pg_dump", *dump)
        _gather_all(environment, folder)
        about = {
            "format": FORMAT,
            "made": datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds"),
        }
        (folder / MANIFEST).write_text(json.dumps(about))
        unfinished = target.with_name(f"{target.name}.unfinished")
        with (
            Step("Writing the archive"),
            open(os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file,
        ):
            with tarfile.open(fileobj=file, mode="w:gz") as archive:
                for name in (MANIFEST, DUMP, *UPLOADS):
                    archive.add(folder / name, arcname=name)
            os.fsync(file.fileno())
        unfinished.replace(target)
    say(f"Saved in {target}. It holds personal data: keep it as safe as the database.")


def restore(environment: Environment, source: Path) -> None:
    """Puts database and uploads back to what the archive holds; what is there now is replaced.

    Everything is read into a fresh database and folder first, so a broken archive changes nothing.
    """
    with _scratch() as folder:
        with Step("Reading the archive"):
            extract(source, folder)
        fresh = f"{environment.database()['PGDATABASE']}_restored"
        with Step("Restoring into a fresh database"):
            _fill_fresh_database(environment, fresh, folder / DUMP)
        with _stopped_portal(environment):
            with Step("Putting it in place"):
                old = _swap_databases(environment, fresh)
                for name, uploads in environment.uploads.items():
                    _swap_uploads(uploads, folder / name)
                postgres.query(environment, f'DROP DATABASE "{old}"')
            with Step("Migrating the database, filling the search indexes"):
                commands = [project.MIGRATE, EMPTY_CACHE, "setup_indexes", "rebuild_index --force"]
                project.manage(environment, *commands)
    say("Restored.")


@contextmanager
def _stopped_portal(environment: Environment) -> Iterator[None]:
    """Has those of web, worker and beat that run stopped meanwhile."""
    running = _running(environment)
    portal = [part for part in parts.django_parts(environment) if part.name in running]
    supervise.stop(environment, [part.name for part in portal])
    try:
        yield
    finally:
        supervise.start(environment, portal)


def _fill_fresh_database(environment: Environment, name: str, dump: Path) -> None:
    remove = f'DROP DATABASE IF EXISTS "{name}"'
    postgres.query(environment, remove, f'CREATE DATABASE "{name}"')
    options = ["--no-owner", "--no-privileges", "--exit-on-error", f"--dbname={name}"]
    try:
        postgres.client(environment, "pg_restore", *options, str(dump))
    except SetupError:
        postgres.query(environment, remove)
        raise


def _running(environment: Environment) -> list[str]:
    return [
        name
        for name, process in (states(environment) or {}).items()
        if process["statename"] == "RUNNING"
    ]


@contextmanager
def _scratch() -> Iterator[Path]:
    RUN.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(dir=RUN, prefix="backup-") as folder:
        yield Path(folder)


def _gather_all(environment: Environment, folder: Path) -> None:
    for name, uploads in environment.uploads.items():
        _gather(uploads, folder / name)


def _gather(uploads: Path, copy: Path) -> None:
    """Adds all uploads that the copy lacks, by hard links where it is on the same disk."""

    def take(source: str, target: str) -> None:
        if os.path.exists(target):
            return
        try:
            os.link(source, target)
        except FileNotFoundError:
            return  # deleted just now
        except OSError:
            shutil.copy2(source, target)

    copy.mkdir(exist_ok=True)
    if uploads.is_dir():
        shutil.copytree(uploads, copy, copy_function=take, dirs_exist_ok=True)


def extract(source: Path, folder: Path) -> None:
    """Unpacks plain files that lie where ours do, and refuses anything else."""
    try:
        with tarfile.open(source, "r:gz") as archive:
            for member in archive:
                path = PurePosixPath(member.name)
                ours = member.name in (DUMP, MANIFEST) or path.parts[0] in UPLOADS
                if not ours or ".." in path.parts or not (member.isfile() or member.isdir()):
                    raise SetupError(
                        f"{source} is not a backup of Bến Việc: it holds {member.name!r}"
                    )
                if member.isdir():
                    (folder / path).mkdir(parents=True, exist_ok=True)
                    continue
                (folder / path).parent.mkdir(parents=True, exist_ok=True)
                with archive.extractfile(member) as packed, open(folder / path, "wb") as file:
                    shutil.copyfileobj(packed, file)
        about = json.loads((folder / MANIFEST).read_text())
    except (OSError, EOFError, tarfile.TarError, ValueError) as error:
        raise SetupError(f"{source} cannot be read as a backup of Bến Việc: {error}") from error
    if about.get("format") != FORMAT or not (folder / DUMP).is_file():
        raise SetupError(f"{source} is not a backup that this version reads.")
    for name in UPLOADS:
        (folder / name).mkdir(exist_ok=True)


def _swap_databases(environment: Environment, fresh: str) -> str:
    """Lets `fresh` take the database's name in one transaction; returns the old one's new name."""
    name = environment.database()["PGDATABASE"]
    old = f"{name}_replaced"
    postgres.query(
        environment,
        f'DROP DATABASE IF EXISTS "{old}"',
        f'ALTER DATABASE "{name}" ALLOW_CONNECTIONS false',
    )
    try:
        postgres.query(
            environment,
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
            f"WHERE datname IN ('{name}', '{fresh}')",
        )
        postgres.query(
            environment,
            f'BEGIN; ALTER DATABASE "{name}" RENAME TO "{old}"; '
            f'ALTER DATABASE "{fresh}" RENAME TO "{name}"; COMMIT',
        )
    except SetupError:
        postgres.query(environment, f'ALTER DATABASE "{name}" ALLOW_CONNECTIONS true')
        raise
    return old


def _swap_uploads(uploads: Path, restored: Path) -> None:
    old = uploads.with_name(f"{uploads.name}.replaced")
    new = uploads.with_name(f"{uploads.name}.restored")
    for path in (old, new):
        shutil.rmtree(path, ignore_errors=True)
    shutil.move(restored, new)
    if uploads.exists():
        uploads.rename(old)
    new.rename(uploads)
    shutil.rmtree(old, ignore_errors=True)
