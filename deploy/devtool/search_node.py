"""The Elasticsearch node for development and tests, built once from published artifacts."""

import functools
import os
import re
import shutil
from pathlib import Path

from .environment import HOST, Environment
from .layout import ROOT, TOOLS, content_hash
from .output import SetupError, Step
from .run import run

SOURCE = ROOT / "deploy" / "elasticsearch"
BEST_JAVAS = (17, 21)


def build() -> None:
    """Builds the node home, unless it stands already for the same source."""
    if (home() / "built").exists():
        return
    with Step("Building the search node (the first time fetches it from Maven Central)"):
        folder = home().parent
        shutil.rmtree(folder, ignore_errors=True)
        variables = {"JAVA_HOME": str(_jdk_or_fail())}
        command = ["mvn", "-q", "-B", "-f", str(SOURCE), f"-Dbuild.folder={folder}", "package"]
        run(command, variables=variables)
        for old in folder.parent.iterdir():
            if old != folder:
                shutil.rmtree(old, ignore_errors=True)
        (home() / "built").touch()


def home() -> Path:
    return TOOLS / "search-node" / content_hash([SOURCE / "pom.xml", SOURCE / "src"]) / "home"


def jdk() -> Path | None:
    """The home of a Java that is new enough, best one that Elasticsearch 8.18 is made for."""
    homes = [Path(os.environ["JAVA_HOME"])] if os.environ.get("JAVA_HOME") else []
    for version in BEST_JAVAS:
        homes += sorted(Path("/usr/lib/jvm").glob(f"*-{version}-*"))
    if on_path := shutil.which("javac"):
        homes.append(Path(on_path).resolve().parents[1])
    homes = filter(_is_jdk, homes)
    return next((home for home in homes if _java_version(home) >= BEST_JAVAS[0]), None)


def node_folder(environment: Environment, number: int) -> Path:
    """Data of one node. A cluster of another size is another cluster, filled anew."""
    return environment.folder / "elasticsearch" / f"{number}-of-{environment.search_nodes}"


def prepare(environment: Environment) -> None:
    (environment.folder / "search-nodes").write_text(str(environment.search_nodes))
    for number in range(1, environment.search_nodes + 1):
        folder = node_folder(environment, number)
        (folder / "config").mkdir(parents=True, exist_ok=True)
        (folder / "config" / "elasticsearch.yml").write_text(_settings(environment, number))


def command(environment: Environment, number: int) -> list[str]:
    heap = os.environ.get("PORTAL_ELASTICSEARCH_HEAP") or "512m"
    if not re.fullmatch(r"\d+[mg]", heap):
        raise SetupError(
            f"PORTAL_ELASTICSEARCH_HEAP must be a size such as 512m or 2g, but is {heap!r}."
        )
    folder = node_folder(environment, number)
    return [
        str(_jdk_or_fail() / "bin" / "java"),
        f"-Xms{heap}",
        f"-Xmx{heap}",
        "-XX:+ExitOnOutOfMemoryError",
        "-XX:+UseG1GC",
        "-Dfile.encoding=UTF-8",
        "-Dlog4j2.disable.jmx=true",
        f"-Des.path.home={home()}",
        "-cp",
        f"{home()}/lib/*",
        "vn.benviec.search.node.SearchNode",
        str(folder / "config"),
    ]


def _jdk_or_fail() -> Path:
    home = jdk()
    if home is None:
        raise SetupError(f"No JDK {BEST_JAVAS[0]} or newer is installed: ./dev up does that.")
    return home


def _settings(environment: Environment, number: int) -> str:
    folder = node_folder(environment, number)
    numbers = range(1, environment.search_nodes + 1)
    settings = {
        "cluster.name": f"benviec-{environment.name}",
        "node.name": f"search-{number}",
        "path.data": folder / "data",
        "path.logs": folder / "logs",
        "network.host": HOST,
        "http.port": environment.port("elasticsearch", number),
        "transport.port": environment.port("elasticsearch_transport", number),
        "action.destructive_requires_name": "true",
        # A developer's disk is often nearly full, and indexes that turn read-only confuse.
        "cluster.routing.allocation.disk.threshold_enabled": "false",
    }
    if environment.search_nodes == 1:
        settings["discovery.type"] = "single-node"
    else:
        hosts = (f"{HOST}:{environment.port('elasticsearch_transport', each)}" for each in numbers)
        settings["discovery.seed_hosts"] = ",".join(hosts)
        settings["cluster.initial_master_nodes"] = ",".join(f"search-{each}" for each in numbers)
    return "".join(f'{name}: "{value}"\n' for name, value in settings.items())


def _is_jdk(home: Path) -> bool:
    return (home / "bin" / "java").exists() and (home / "bin" / "javac").exists()


@functools.cache
def _java_version(home: Path) -> int:
    """The major version."""
    found = re.search(r"javac (\d+)", run([str(home / "bin" / "javac"), "-version"]))
    return int(found.group(1)) if found else 0
