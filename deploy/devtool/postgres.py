"""The private PostgreSQL cluster: its programs, its unprivileged user, its data folder."""

import hashlib
import os
import pwd
import shutil
import subprocess
import tempfile
from pathlib import Path

from .environment import HOST, Environment
from .layout import ROOT
from .output import SetupError, Step

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
                f"installed. Install it (apt-get install postgresql-{version}) or remove the folder "
                "to start afresh."
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
        shutil.rmtree(data, ignore_errors=True)
        data.mkdir(parents=True)
        if owner():
            shutil.chown(data, SYSTEM_USER, SYSTEM_USER)
        data.chmod(0o700)
        with tempfile.NamedTemporaryFile("w") as password:
            password.write(environment.secret("database-password"))
            password.flush()
            if owner():
                shutil.chown(password.name, SYSTEM_USER)
            command = [
                program(environment, "initdb"),
                "-D",
                str(data),
                "-U",
                "portal",
                f"--pwfile={password.name}",
            ]
            command += [
                "--auth=scram-sha-256",
                "--encoding=UTF8",
                "--locale=C.UTF-8",
                "--no-instructions",
            ]
            made = subprocess.run(
                command, capture_output=True, text=True, cwd="/", check=False, **as_owner()
            )
        if made.returncode:
            shutil.rmtree(data, ignore_errors=True)
            raise SetupError(
                f"PostgreSQL could not make its data folder {data}:\n{made.stderr.strip()}"
            )


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
    database = environment.database()
    base = [
        program(environment, "psql"),
        "-X",
        "-q",
        "-A",
        "-t",
        "-v",
        "ON_ERROR_STOP=1",
        "-d",
        "postgres",
    ]
    there = f"SELECT 1 FROM pg_database WHERE datname = '{database['PGDATABASE']}'"
    if _query(base, there, database) != "1":
        _query(base, f'CREATE DATABASE "{database["PGDATABASE"]}"', database)


def as_owner() -> dict[str, object]:
    """Options of subprocess.run that give up root."""
    return {"user": SYSTEM_USER, "group": SYSTEM_USER, "extra_groups": []} if owner() else {}


def _query(base: list[str], statement: str, database: dict[str, str]) -> str:
    done = subprocess.run(
        [*base, "-c", statement],
        env={**os.environ, **database},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise SetupError(f"PostgreSQL refused: {done.stderr.strip()}")
    return done.stdout.strip()


def _make_system_user() -> None:
    try:
        pwd.getpwnam(SYSTEM_USER)
    except KeyError:
        command = [
            "useradd",
            "--system",
            "--user-group",
            "--no-create-home",
            "--home-dir",
            "/nonexistent",
        ]
        subprocess.run([*command, "--shell", "/usr/sbin/nologin", SYSTEM_USER], check=True)


def _everyone_enters(folder: Path) -> bool:
    folder.mkdir(parents=True, exist_ok=True)
    return all(parent.stat().st_mode & 0o001 for parent in [folder, *folder.parents])
