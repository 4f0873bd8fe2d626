"""Servers and workers that a test may kill: their own ports and data, started again at will."""

import os
import signal
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from deploy.devtool import search_node
from deploy.devtool.environment import HOST, Environment
from tests import waiting

CELERY = [sys.executable, "-m", "celery", "-A", "portal"]


class Service:
    """A process in a group of its own.

    `works` is asked with what it logged since this start.
    """

    def __init__(
        self,
        command: list[str],
        works: Callable[[str], bool],
        *,
        environment: dict[str, str] | None = None,
        log: Path,
    ) -> None:
        self.command = command
        self.works = works
        self.environment = os.environ | (environment or {})
        self.log = log
        self.logged_before = 0
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        with self.log.open("ab") as log:
            self.logged_before = log.tell()
            self.process = subprocess.Popen(
                self.command, env=self.environment, stdout=log, stderr=log, start_new_session=True
            )
        waiting.until(self._is_up, f"{self.command[0]} works (log: {self.log})", seconds=90)

    def kill(self) -> None:
        """As the kernel does when memory runs out: nobody gets to say goodbye."""
        self.signal(signal.SIGKILL)
        assert self.process
        self.process.wait()

    def signal(self, number: signal.Signals) -> None:
        assert self.process
        with suppress(ProcessLookupError):
            os.killpg(self.process.pid, number)

    def stop(self) -> None:
        if self.process:
            self.kill()

    def _is_up(self) -> bool:
        assert self.process
        assert self.process.poll() is None, self.log.read_text()[-2000:]
        with self.log.open("rb") as log:
            log.seek(self.logged_before)
            return self.works(log.read().decode(errors="replace"))


def answers(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex((HOST, port)) == 0


class PrivateNode(Environment):
    """A search node beside those of `./dev`."""

    def __init__(self, folder: Path, ports: dict[str, int]) -> None:
        super().__init__("faults", search_nodes_wanted=1)
        object.__setattr__(self, "_folder", folder)
        object.__setattr__(self, "_ports", ports)

    @property
    def folder(self) -> Path:
        return self._folder  # type: ignore[attr-defined, no-any-return]

    def port(self, part: str, number: int = 1) -> int:
        return self._ports[part]  # type: ignore[attr-defined, no-any-return]


def elasticsearch(folder: Path, http: int, transport: int) -> tuple[Service, str]:
    """A node on these ports, and its address."""
    node = PrivateNode(folder, {"elasticsearch": http, "elasticsearch_transport": transport})
    folder.mkdir()
    search_node.prepare(node)
    url = f"http://{HOST}:{http}"

    def works(_: str) -> bool:
        with (
            suppress(OSError),
            urllib.request.urlopen(f"{url}/_cluster/health", timeout=2) as answer,
        ):
            return b'"red"' not in answer.read()
        return False

    environment = {"PORTAL_ELASTICSEARCH_HEAP": "384m"}
    command = search_node.command(node, 1)
    log = folder / "node.log"
    return Service(command, works, environment=environment, log=log), url


def redis(folder: Path, port: int) -> tuple[Service, str]:
    """A Redis that keeps what it took, as ours does, and its address."""
    folder.mkdir()
    command = [
        *("redis-server", "--port", str(port), "--bind", HOST, "--dir", str(folder)),
        *("--appendonly", "yes", "--save", ""),
    ]
    service = Service(command, lambda _: answers(port), log=folder / "redis.log")
    return service, f"redis://{HOST}:{port}"


def worker(folder: Path, environment: dict[str, str]) -> Service:
    """A Celery worker with two processes, as in development and production."""
    return Service(
        [*CELERY, "worker", "-c", "2", "-l", "INFO"],
        lambda logged: " ready." in logged,
        environment=environment | {"PORTAL_PROCESS": "worker"},
        log=folder / "worker.log",
    )


def beat(folder: Path, environment: dict[str, str]) -> Service:
    """What starts the sweep, which makes up for a lost nudge."""
    log = folder / "beat.log"
    return Service(
        [*CELERY, "beat", "--pidfile=", "-l", "INFO", f"--schedule={folder / 'schedule'}"],
        lambda logged: "beat: Starting" in logged,
        environment=environment | {"PORTAL_PROCESS": "beat"},
        log=log,
    )
