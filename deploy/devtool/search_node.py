"""The Elasticsearch node for development and tests, built once from published artifacts."""

import os
import re
import shutil
import subprocess
from pathlib import Path

from .environment import HOST, Environment
from .layout import ROOT, TOOLS, content_hash
from .output import SetupError, Step

SOURCE = ROOT / "deploy" / "elasticsearch"
OLDEST_JAVA = 17


def build() -> None:
    """Builds the node home, unless it stands already for the same source."""
    if (home() / "built").exists():
        return
    with Step("Building the search node (the first time fetches it from Maven Central)"):
        folder = home().parent
        shutil.rmtree(folder, ignore_errors=True)
        command = [
            "mvn",
            "-q",
            "-B",
            "-f",
            str(SOURCE / "pom.xml"),
            "package",
            f"-Dbuild.folder={folder}",
        ]
        built = subprocess.run(command, capture_output=True, text=True, check=False)
        if built.returncode:
            raise SetupError(
                "Maven could not build the search node:\n"
                + (built.stdout + built.stderr).strip()[-3000:]
            )
        for old in folder.parent.iterdir():
            if old != folder:
                shutil.rmtree(old, ignore_errors=True)
        (home() / "built").touch()


def home() -> Path:
    return TOOLS / "search-node" / content_hash([SOURCE / "pom.xml", SOURCE / "src"]) / "home"


def java() -> str | None:
    """A Java that is new enough, or None; best one that Elasticsearch 8.18 is made for."""
    candidates = [
        *sorted(Path("/usr/lib/jvm").glob("*-17-*/bin/java")),
        *sorted(Path("/usr/lib/jvm").glob("*-21-*/bin/java")),
    ]
    if os.environ.get("JAVA_HOME"):
        candidates.insert(0, Path(os.environ["JAVA_HOME"]) / "bin" / "java")
    if on_path := shutil.which("java"):
        candidates.append(Path(on_path))
    return next(
        (str(path) for path in candidates if path.exists() and _version(path) >= OLDEST_JAVA), None
    )


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
        java() or "java",
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


def _version(java_path: Path) -> int:
    """The major version; 0 when it will not say."""
    said = subprocess.run(
        [java_path, "-version"], capture_output=True, text=True, check=False
    ).stderr
    found = re.search(r'version "(?:1\.)?(\d+)', said)
    return int(found.group(1)) if found else 0
