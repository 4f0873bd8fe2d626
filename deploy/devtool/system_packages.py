"""Debian packages: which are needed, which are missing, and getting them."""

import ctypes.util
import importlib.util
import os
import shutil
import subprocess
from collections.abc import Callable
from dataclasses import dataclass

from . import postgres, search_node
from .environment import Environment
from .output import SetupError, Step
from .run import run

BROWSERS = ("chromium", "chromium-browser", "google-chrome")
PDF_LIBRARIES = ("pango-1.0", "pangoft2-1.0", "harfbuzz-subset")

# Debian starts a server when it installs it; ours run under our own supervisor, on our own ports.
APT_SCRIPT = """
set -e
policy=/usr/sbin/policy-rc.d
if [ ! -e "$policy" ]; then
    trap 'rm -f "$policy"' EXIT
    printf '#!/bin/sh\\nexit 101\\n' > "$policy"
    chmod 755 "$policy"
fi
export DEBIAN_FRONTEND=noninteractive
apt-get -q update
apt-get -q install -y --no-install-recommends "$@"
"""


@dataclass(frozen=True)
class Need:
    packages: tuple[str, ...]
    is_met: Callable[[], bool]


def missing(environment: Environment) -> list[str]:
    """Packages that must still be installed before `environment` can start."""
    return [
        package for need in _needs(environment) if not need.is_met() for package in need.packages
    ]


def install(environment: Environment) -> None:
    """Installs what is missing; where that is not allowed, raises SetupError with the command."""
    packages = missing(environment)
    if not packages:
        return
    names = " ".join(packages)
    if not has("apt-get"):
        raise SetupError(f"Missing on this machine (by the names of Debian's packages): {names}")
    if not _may_install():
        raise SetupError(
            "Some programs are missing, and only an administrator may install them. Run:\n"
            f"  sudo apt-get update && sudo apt-get install --no-install-recommends {names}"
        )
    sudo = [] if os.geteuid() == 0 else ["sudo", "-n"]
    with Step(f"Installing {names}"):
        run([*sudo, "sh", "-c", APT_SCRIPT, "apt", *packages])
    if still := missing(environment):
        raise SetupError(f"Installed, yet not found or too old: {' '.join(still)}")


def has(program: str) -> bool:
    return shutil.which(program) is not None


def _needs(environment: Environment) -> list[Need]:
    needs = [
        Need(("python3-venv",), lambda: importlib.util.find_spec("ensurepip") is not None),
        Need(("gettext",), lambda: has("msgfmt")),
        # WeasyPrint, which makes the printed pages, loads these at run time.
        Need(
            ("libpango-1.0-0", "libpangoft2-1.0-0", "libharfbuzz-subset0"),
            lambda: all(map(ctypes.util.find_library, PDF_LIBRARIES)),
        ),
        # Its client programs also make backups of a server that runs elsewhere.
        Need(("postgresql",), lambda: bool(postgres.installed_programs())),
    ]
    if not environment.external_url("redis"):
        needs.append(Need(("redis-server",), lambda: has("redis-server")))
    if not environment.external_url("elasticsearch"):
        needs.append(Need(("default-jdk-headless",), lambda: search_node.jdk() is not None))
        needs.append(Need(("maven",), lambda: has("mvn")))
    if environment.name == "test":
        needs.append(Need(("chromium", "fonts-dejavu-core"), lambda: any(map(has, BROWSERS))))
    return needs


def _may_install() -> bool:
    if os.geteuid() == 0:
        return True
    asked = ["sudo", "-n", "true"]
    return has("sudo") and subprocess.run(asked, capture_output=True, check=False).returncode == 0
