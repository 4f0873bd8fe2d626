"""A clone of the project to run `./dev` in."""

import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]

PORTS = (
    "PORTAL_PORT",
    "PORTAL_POSTGRES_PORT",
    "PORTAL_REDIS_PORT",
    "PORTAL_ELASTICSEARCH_PORT",
    "PORTAL_ELASTICSEARCH_TRANSPORT_PORT",
)
# What the surrounding `./dev test` tells Django would otherwise reach the clone.
INHERITED = (
    "DATABASE_URL",
    "REDIS_URL",
    "ELASTICSEARCH_URL",
    "SECRET_KEY",
    "DATA_KEYS",
    "SEARCH_",
    "REDIS_",
    "PORTAL_",
    "DJANGO_",
)


def free_ports(count: int) -> list[int]:
    """Ports that are free now, below those that the kernel gives to outgoing connections, and not
    those that another worker of this run looks at in the same moment."""
    found: list[int] = []
    worker = int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw"))
    candidate = 20000 + worker % 4 * 2000 + os.getpid() % 1500
    while len(found) < count:
        candidate += 1
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", candidate)):
                found.append(candidate)
    return found


class Clone:
    """A copy of the project with its own data and ports, sharing what is installed."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.ports = dict(zip(PORTS, free_ports(len(PORTS)), strict=True))
        self.environment = {
            name: value for name, value in os.environ.items() if not name.startswith(INHERITED)
        }
        self.environment |= {name: str(port) for name, port in self.ports.items()}
        self.environment["PORTAL_ELASTICSEARCH_HEAP"] = "384m"

    def dev(self, *arguments: str, **variables: str) -> subprocess.CompletedProcess[str]:
        """Runs `./dev` there; `variables` come on top of the environment."""
        return subprocess.run(
            [str(self.folder / "dev"), *arguments],
            env=self.environment | variables,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
            timeout=300,
        )

    def processes(self) -> list[str]:
        """Command lines of the processes that work in a folder of the clone or its database."""
        found = []
        for entry in Path("/proc").glob("[0-9]*"):
            try:
                folder = os.readlink(entry / "cwd")
                command = (entry / "cmdline").read_text().replace("\0", " ").strip()
            except OSError:
                continue
            if str(self.folder / ".run") in f"{folder} {command}":
                found.append(command)
        return found


def copy_project(target: Path) -> None:
    """The files that git knows or would add, with the assets as built here."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        check=True,
    )
    for name in listed.stdout.decode().split("\0"):
        if name and (ROOT / name).is_file():
            (target / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, target / name)
    build = Path("frontend") / "static" / "build"
    if (ROOT / build).exists():
        shutil.copytree(ROOT / build, target / build)
    modules = Path("frontend") / "assets" / "node_modules"
    if (ROOT / modules).exists():
        (target / modules).symlink_to(ROOT / modules)
    (target / ".run").mkdir()
    for name in ("requirements", "assets", "translations"):
        stamp = Path(".run") / f"{name}.stamp"
        if (ROOT / stamp).exists():
            shutil.copy2(ROOT / stamp, target / stamp)
    for shared in ("venv", "tools"):
        (target / ".run" / shared).symlink_to(ROOT / ".run" / shared)


@pytest.fixture(scope="module")
def clone() -> Iterator[Clone]:
    """A clone whose processes end with the test module."""
    with tempfile.TemporaryDirectory(prefix="clone-") as folder:
        # Where the database's unprivileged user gets to, so that all data is inside.
        Path(folder).chmod(0o755)
        clone = Clone(Path(folder))
        copy_project(clone.folder)
        yield clone
        clone.dev("down")
