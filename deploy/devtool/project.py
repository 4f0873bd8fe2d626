"""Gets the project itself ready: assets, translations, database, indexes.

Each step is skipped, or harmless, when it was done before.
"""

from pathlib import Path

from . import install, layout
from .environment import Environment
from .layout import PYTHON, ROOT
from .output import Step
from .probes import get_json
from .run import run

ASSETS = ROOT / "frontend" / "assets"
STATIC = ROOT / "frontend" / "static"
MIGRATE = "migrate --noinput --verbosity=0"


def manage(environment: Environment, *commands: str) -> str:
    """Runs management commands one after the other and returns what they printed."""
    command = [str(PYTHON), str(ROOT / "deploy" / "commands.py"), *commands]
    return run(command, variables=environment.django(), folder=ROOT)


def manage_command(*arguments: str) -> list[str]:
    return [str(PYTHON), str(ROOT / "manage.py"), *arguments]


def build_assets() -> None:
    """Bundles styles, scripts, fonts and icons with npm, unless their source is unchanged."""
    content = layout.content_hash([ASSETS])
    made = [STATIC / "build", ASSETS / "node_modules"]
    if layout.is_stamped("assets", content) and all(folder.exists() for folder in made):
        return
    variables, npm = install.node()
    with Step("Building styles and scripts"):
        run([*npm, "ci"], variables=variables, folder=ASSETS)
        run([*npm, "run", "build"], variables=variables, folder=ASSETS)
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
            compiled = str(catalogue.with_suffix(".mo"))
            run(["msgfmt", "--check-format", "-o", compiled, str(catalogue)])
    layout.stamp("translations", content)


def collect_static(environment: Environment) -> None:
    """Gathers the static files that web serves, unless they are unchanged."""
    content = layout.content_hash([STATIC, install.LOCK])
    stamp = f"static-{environment.name}"
    if layout.is_stamped(stamp, content) and (environment.folder / "static").exists():
        return
    with Step("Collecting static files"):
        manage(environment, "collectstatic --noinput --clear --verbosity=0")
    layout.stamp(stamp, content)


def prepare_data(environment: Environment) -> None:
    """Database tables, reference data and search indexes. Needs the servers, not web or worker.

    When the search cluster is not the one that was filled last time, it is filled anew.
    """
    state = get_json(f"{environment.elasticsearch_url.split(',')[0]}/_cluster/state/version") or {}
    cluster = state.get("cluster_uuid", "")
    filled = environment.folder / "filled-cluster"
    is_filled = cluster and filled.exists() and filled.read_text() == cluster
    with Step("Preparing database, reference data and search indexes"):
        manage(
            environment,
            MIGRATE,
            "load_reference",
            "setup_indexes",
            *([] if is_filled else ["rebuild_index"]),
        )
    filled.write_text(cluster)


def _catalogues() -> list[Path]:
    return sorted(ROOT.glob("frontend/locale/*/LC_MESSAGES/*.po"))
