"""The parts that run together, each with its command, its folder and how to see that it works."""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from . import postgres, probes, search_node
from .environment import HOST, Environment
from .layout import ROOT, VENV

SERVERS = ("postgres", "redis", "elasticsearch")


@dataclass(frozen=True)
class Part:
    """One supervised process.

    `folder` is its working folder and its alone: it is how a process that outlived its supervisor
    is known again. `works` is asked repeatedly after the start, for at most `patience` seconds.
    """

    name: str
    command: list[str]
    folder: Path
    works: Callable[[], bool] | None
    ports: dict[str, int] = field(default_factory=dict)
    user: str | None = None
    stop_signal: str = "TERM"
    stop_seconds: int = 30
    is_django: bool = False
    variables: dict[str, str] = field(default_factory=dict)
    patience: int = 240


def all_parts(environment: Environment) -> list[Part]:
    """In the order in which they start; servers that somebody else runs are left out."""
    parts = []
    if not environment.external_url("postgres"):
        parts.append(_postgres(environment))
    if not environment.external_url("redis"):
        parts.append(_redis(environment))
    if not environment.external_url("elasticsearch"):
        parts += [
            _search_node(environment, number) for number in range(1, environment.search_nodes + 1)
        ]
    return [*parts, _web(environment), _worker(environment), _beat(environment)]


def servers(environment: Environment) -> list[Part]:
    """PostgreSQL, Redis and Elasticsearch: what tests and tools need."""
    return [part for part in all_parts(environment) if not part.is_django]


def django_parts(environment: Environment) -> list[Part]:
    """Web, worker and beat: what runs the project's own code."""
    return [part for part in all_parts(environment) if part.is_django]


def prepare(environment: Environment) -> None:
    """Makes folders and settings; no part runs yet."""
    if not environment.external_url("postgres"):
        postgres.prepare(environment)
    make_folders(environment)


def make_folders(environment: Environment) -> None:
    """The parts' own folders, and the search nodes' settings in theirs."""
    if not environment.external_url("elasticsearch"):
        search_node.prepare(environment)
    for part in all_parts(environment):
        part.folder.mkdir(parents=True, exist_ok=True)
    environment.media.mkdir(parents=True, exist_ok=True)


def _postgres(environment: Environment) -> Part:
    pg_isready = postgres.program(environment, "pg_isready")
    return Part(
        "postgres",
        postgres.server_command(environment),
        postgres.data_folder(environment),
        lambda: probes.postgres_answers(environment, pg_isready),
        {environment.port_variable("postgres"): environment.port("postgres")},
        user=postgres.owner(),
        stop_signal="INT",  # "fast": ends sessions and writes a checkpoint
        stop_seconds=60,
    )


def _redis(environment: Environment) -> Part:
    port = environment.port("redis")
    folder = environment.folder / "redis"
    settings = {
        "bind": HOST,
        "port": port,
        "dir": folder,
        "appendonly": "yes",
        "maxmemory-policy": "noeviction",  # a queue must refuse rather than forget
        "daemonize": "no",
    }
    command = [
        "redis-server",
        *(text for name, value in settings.items() for text in (f"--{name}", str(value))),
    ]
    return Part(
        "redis",
        command,
        folder,
        lambda: probes.redis_answers(port),
        {environment.port_variable("redis"): port},
    )


def _search_node(environment: Environment, number: int) -> Part:
    several = environment.search_nodes > 1
    port = environment.port("elasticsearch", number)
    variable = environment.port_variable("elasticsearch")
    transport = environment.port_variable("elasticsearch_transport")
    return Part(
        f"elasticsearch-{number}" if several else "elasticsearch",
        search_node.command(environment, number),
        search_node.node_folder(environment, number),
        # The nodes of a cluster find each other, so only the last can see that all are there.
        (lambda: probes.search_answers(f"http://{HOST}:{port}", environment.search_nodes))
        if number == environment.search_nodes
        else None,
        {variable: port, transport: environment.port("elasticsearch_transport", number)},
        stop_seconds=60,
    )


def _web(environment: Environment) -> Part:
    port = environment.port("web")
    config = ROOT / "deploy" / "gunicorn.conf.py"
    return Part(
        "web",
        [
            f"{VENV}/bin/gunicorn",
            "--config",
            str(config),
            "--bind",
            f"{HOST}:{port}",
            "portal.wsgi",
        ],
        environment.folder / "web",
        lambda: probes.web_answers(environment),
        {environment.port_variable("web"): port},
        is_django=True,
        variables={
            "PORTAL_PROCESS": "web",
            "PROMETHEUS_MULTIPROC_DIR": str(environment.folder / "web" / "metrics"),
        },
    )


def _worker(environment: Environment) -> Part:
    return Part(
        "worker",
        [f"{VENV}/bin/celery", "-A", "portal", "worker", "--concurrency=2", "--loglevel=INFO"],
        environment.folder / "worker",
        None,
        # A stopped worker finishes its tasks; only when it is killed must its children go too.
        stop_seconds=60,
        is_django=True,
        variables={"PORTAL_PROCESS": "worker"},
    )


def _beat(environment: Environment) -> Part:
    schedule = environment.folder / "beat" / "schedule"
    return Part(
        "beat",
        [
            f"{VENV}/bin/celery",
            "-A",
            "portal",
            "beat",
            f"--schedule={schedule}",
            "--pidfile=",
            "--loglevel=INFO",
        ],
        environment.folder / "beat",
        None,
        is_django=True,
        variables={"PORTAL_PROCESS": "beat"},
    )
