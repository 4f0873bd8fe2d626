"""Gets the project itself ready: assets, translations, database, indexes.

Each step is skipped, or harmless, when it was done before.
"""

import os
import subprocess
from pathlib import Path

from . import install, layout
from .environment import Environment
from .layout import ASSETS, PYTHON, ROOT
from .output import SetupError, Step
from .probes import get_json


def manage(environment: Environment, *arguments: str) -> str:
    """Runs a management command and returns what it printed.

    Raises SetupError with its output when it fails.
    """
    done = subprocess.run(
        manage_command(*arguments),
        env=process_environment(environment),
        cwd=ROOT,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise SetupError(
            f"manage.py {' '.join(arguments)} failed:\n"
            + (done.stdout + done.stderr).strip()[-4000:]
        )
    return done.stdout


def manage_command(*arguments: str) -> list[str]:
    return [str(PYTHON), str(ROOT / "manage.py"), *arguments]


def process_environment(environment: Environment) -> dict[str, str]:
    return {**os.environ, **environment.django()}


def build_assets() -> None:
    """Bundles styles, scripts, fonts and icons with npm, unless their source is unchanged."""
    content = layout.content_hash([ASSETS])
    if layout.is_stamped("assets", content) and (ROOT / "frontend" / "static" / "build").exists():
        return
    variables, npm = install.node()
    with Step("Building styles and scripts"):
        for arguments in (["ci", "--no-audit", "--no-fund"], ["run", "build"]):
            done = subprocess.run(
                [*npm, *arguments],
                env=variables,
                cwd=ASSETS,
                stdin=subprocess.DEVNULL,
                capture_output=True,
                text=True,
                check=False,
            )
            if done.returncode:
                raise SetupError(
                    f"npm {arguments[0]} failed:\n{(done.stdout + done.stderr).strip()[-3000:]}"
                )
    layout.stamp("assets", content)


def compile_translations() -> None:
    catalogues = _catalogues()
    content = layout.content_hash(catalogues)
    if layout.is_stamped("translations", content) and all(
        path.with_suffix(".mo").exists() for path in catalogues
    ):
        return
    with Step("Compiling the translations"):
        for catalogue in catalogues:
            command = [
                "msgfmt",
                "--check-format",
                "-o",
                str(catalogue.with_suffix(".mo")),
                str(catalogue),
            ]
            done = subprocess.run(command, capture_output=True, text=True, check=False)
            if done.returncode:
                raise SetupError(
                    f"{catalogue.relative_to(ROOT)} does not compile:\n{done.stderr.strip()}"
                )
    layout.stamp("translations", content)


def collect_static(environment: Environment) -> None:
    with Step("Collecting static files"):
        manage(environment, "collectstatic", "--noinput", "--verbosity=0")


def prepare_data(environment: Environment) -> None:
    """Database tables, reference data and search indexes. Needs the servers, not web or worker."""
    with Step("Migrating the database"):
        manage(environment, "migrate", "--noinput", "--verbosity=0")
    with Step("Loading reference data"):
        manage(environment, "load_reference")
    with Step("Preparing the search indexes"):
        manage(environment, "setup_indexes")
    fill_new_cluster(environment)


def fill_new_cluster(environment: Environment) -> None:
    """Rebuilds the indexes when the search cluster is not the one that was filled last time."""
    state = get_json(f"{environment.elasticsearch_url.split(',')[0]}/_cluster/state/version")
    cluster = (state or {}).get("cluster_uuid", "")
    filled = environment.folder / "filled-cluster"
    if cluster and filled.exists() and filled.read_text() == cluster:
        return
    with Step("Filling the search indexes"):
        manage(environment, "rebuild_index")
    filled.write_text(cluster)


def _catalogues() -> list[Path]:
    found = ROOT.glob("*/**/locale/*/LC_MESSAGES/*.po")
    return sorted(
        path for path in found if ".run" not in path.parts and "node_modules" not in path.parts
    )
