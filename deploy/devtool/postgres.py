"""The private PostgreSQL cluster: its programs, its unprivileged user, its data folder."""

import hashlib
import os
import pwd
import shutil
import tempfile
from pathlib import Path

from .environment import HOST, Environment
from .layout import ROOT
from .output import SetupError, Step
from .run import run

SYSTEM_USER = "benviec"
DEBIAN_PROGRAMS = Path("/usr/lib/postgresql")


def installed_programs() -> list[Path]:
    """Folders with PostgreSQL's server programs, newest first."""
    folders = sorted(
        DEBIAN_PROGRAMS.glob("[0-9]*/bin"), key=lambda folder: -int(folder.parent.name)
    )
    on_path = shutil.which("postgres")
    return [folder for folder in folders if (folder / "postgres").exists()] + (
        [Path(on_path).parent] if on_path else []
    )


def owner() -> str | None:
    """The user that PostgreSQL runs as (it refuses root); None for the user who calls."""
    return SYSTEM_USER if os.geteuid() == 0 else None


def data_folder(environment: Environment) -> Path:
    """Inside `.run`, unless the unprivileged user cannot get there (a clone in /root, say)."""
    if owner() and not _everyone_enters(environment.folder):
        clone = hashlib.sha256(str(ROOT).encode()).hexdigest()[:12]
        return Path("/var/lib/benviec") / clone / environment.name / "postgres"
    return environment.folder / "postgres"


def program(environment: Environment, name: str) -> str:
    """The path of a PostgreSQL program, of the version that made the data."""
    folders = installed_programs()
    version_file = data_folder(environment) / "PG_VERSION"
    if version_file.exists() and not environment.external_url("postgres"):
        version = version_file.read_text().strip()
        matching = [folder for folder in folders if folder.parent.name == version]
        if not matching:
            raise SetupError(
                f"The data in {version_file.parent} was made by PostgreSQL {version}, which is not "
                f"installed. Install postgresql-{version}, or remove the folder to start afresh."
            )
        folders = matching
    if not folders:
        raise SetupError("PostgreSQL's programs are not installed: apt-get install postgresql")
    return str(folders[0] / name)


def prepare(environment: Environment) -> None:
    """Makes the cluster at first use, and clears what a killed server left."""
    data = data_folder(environment)
    if owner():
        _make_system_user()
    if (data / "PG_VERSION").exists():
        # The caller has made sure that no server of ours runs, so this is a dead one's: its number
        # may be another process's by now, and PostgreSQL would then refuse to start.
        (data / "postmaster.pid").unlink(missing_ok=True)
        return
    with Step("Making the database cluster"):
        # Under another name first: what an interrupted run leaves must not pass for a cluster.
        unfinished = data.with_name(f"{data.name}.unfinished")
        for folder in (unfinished, data):
            shutil.rmtree(folder, ignore_errors=True)
        unfinished.mkdir(parents=True)
        unfinished.chmod(0o700)
        with tempfile.NamedTemporaryFile("w") as password:
            password.write(environment.secret("database-password"))
            password.flush()
            if owner():
                shutil.chown(unfinished, SYSTEM_USER, SYSTEM_USER)
                shutil.chown(password.name, SYSTEM_USER)
            options = ["-D", str(unfinished), "-U", "portal", f"--pwfile={password.name}"]
            options += ["--auth=scram-sha-256", "--encoding=UTF8", "--locale=C.UTF-8"]
            run([program(environment, "initdb"), *options], folder=Path("/"), **_as_owner())
        unfinished.rename(data)


def server_command(environment: Environment) -> list[str]:
    settings = {
        "listen_addresses": HOST,
        "port": environment.port("postgres"),
        "unix_socket_directories": "",
        "max_connections": 200,
        "shared_buffers": "256MB",
        "timezone": "UTC",
        "log_timezone": "UTC",
    }
    if environment.name == "test":
        # Test data need not outlive a power cut; a killed process loses nothing by this.
        settings |= {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}
    options = [text for name, value in settings.items() for text in ("-c", f"{name}={value}")]
    return [program(environment, "postgres"), "-D", str(data_folder(environment)), *options]


def make_database(environment: Environment) -> None:
    """Makes the empty database `portal` in our own cluster, unless it is there."""
    name = environment.database()["PGDATABASE"]
    if query(environment, f"SELECT 1 FROM pg_database WHERE datname = '{name}'") != "1":
        query(environment, f'CREATE DATABASE "{name}"')


def query(environment: Environment, *statements: str) -> str:
    """Runs the statements one by one, each in its own transaction, beside the portal's database."""
    options = [text for statement in statements for text in ("-c", statement)]
    return client(environment, "psql", "-XqAt", "-v", "ON_ERROR_STOP=1", "-d", "postgres", *options)


def client(environment: Environment, name: str, *arguments: str) -> str:
    """Runs one of PostgreSQL's client programs against the environment's server."""
    return run(
        [program(environment, name), *arguments],
        variables={**environment.database(), "PGOPTIONS": "-c client_min_messages=warning"},
    ).strip()


def _as_owner() -> dict[str, object]:
    """Options of subprocess.run that give up root."""
    return {"user": SYSTEM_USER, "group": SYSTEM_USER, "extra_groups": []} if owner() else {}


def _make_system_user() -> None:
    try:
        pwd.getpwnam(SYSTEM_USER)
    except KeyError:
        home = ["--no-create-home", "--home-dir", "/nonexistent", "--shell", "/usr/sbin/nologin"]
        run(["useradd", "--system", "--user-group", *home, SYSTEM_USER])


def _everyone_enters(folder: Path) -> bool:
    folder.mkdir(parents=True, exist_ok=True)
    return all(parent.stat().st_mode & 0o001 for parent in [folder, *folder.parents])
