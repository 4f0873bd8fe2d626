"""PostgreSQL, Redis and Elasticsearch under the supervisor, in a clone of their own."""

import os
import re
import signal
import socket
import subprocess
from pathlib import Path

import pytest

from tests import waiting
from tests.deploy.conftest import Clone

SERVERS = ("postgres", "redis", "elasticsearch")


@pytest.fixture
def servers(clone: Clone) -> Clone:
    """The clone with its servers running, whatever the test before did to them."""
    started = clone.dev("servers", "start")
    assert started.returncode == 0, started.stdout + started.stderr
    return clone


def states(clone: Clone) -> dict[str, str]:
    lines = clone.dev("status").stdout.splitlines()
    return {words[0]: words[1] for line in lines if len(words := line.split()) > 1}


def all_run(clone: Clone) -> bool:
    now = states(clone)
    return all(now.get(name) == "running" for name in SERVERS)


def pid_of(clone: Clone, name: str) -> int:
    """The process that the supervisor started last for this part."""
    log = (clone.folder / ".run" / "dev" / "logs" / "supervisord.log").read_text()
    return int(re.findall(rf"spawned: '{name}' with pid (\d+)", log)[-1])


def supervisor_pid(clone: Clone) -> int:
    return int((clone.folder / ".run" / "dev" / "supervisord.pid").read_text())


def alive(pid: int) -> bool:
    """Whether it still runs; an ended process may wait to be collected by its parent."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


def store(clone: Clone) -> None:
    """Puts one thing into PostgreSQL and one into Redis."""
    sql(clone, "CREATE TABLE IF NOT EXISTS kept (word text); INSERT INTO kept VALUES ('x')")
    assert redis(clone, "SET kept x") == "+OK"


def stored(clone: Clone) -> bool:
    return "x" in sql(clone, "SELECT word FROM kept") and redis(clone, "EXISTS kept") == ":1"


def sql(clone: Clone, statement: str) -> str:
    shown = clone.dev("servers", "show").stdout
    url = re.search(r"DATABASE_URL='(.*)'", shown)
    assert url
    asked = subprocess.run(
        ["psql", url[1], "-XAtq", "-c", statement], capture_output=True, text=True, check=True
    )
    return asked.stdout


def redis(clone: Clone, command: str) -> str:
    with socket.create_connection(("127.0.0.1", clone.ports["PORTAL_REDIS_PORT"])) as connection:
        connection.sendall(f"{command}\r\n".encode())
        return connection.recv(100).decode().splitlines()[0]


def test_a_second_start_changes_nothing(servers: Clone) -> None:
    before = [pid_of(servers, name) for name in SERVERS]
    assert servers.dev("servers", "start").returncode == 0
    assert [pid_of(servers, name) for name in SERVERS] == before
    assert all(map(alive, before))


@pytest.mark.parametrize("name", SERVERS)
def test_a_killed_part_returns_alone_with_its_data(servers: Clone, name: str) -> None:
    store(servers)
    before = {each: pid_of(servers, each) for each in SERVERS}
    os.kill(before[name], signal.SIGKILL)
    waiting.until(lambda: pid_of(servers, name) != before[name], f"{name} starts", seconds=60)
    assert servers.dev("servers", "start").returncode == 0  # waits until all answer
    assert stored(servers)
    others = {each: pid for each, pid in before.items() if each != name}
    assert {each: pid_of(servers, each) for each in others} == others


def test_what_a_killed_supervisor_leaves_is_taken_over(servers: Clone) -> None:
    store(servers)
    before = [pid_of(servers, name) for name in SERVERS]
    os.kill(supervisor_pid(servers), signal.SIGKILL)
    started = servers.dev("servers", "start")
    assert started.returncode == 0, started.stdout + started.stderr
    waiting.until(lambda: all_run(servers), "all run")
    assert stored(servers)
    assert not any(map(alive, before))


def test_a_number_file_of_a_dead_server_does_not_stop_the_next(servers: Clone) -> None:
    assert servers.dev("servers", "stop").returncode == 0
    data = servers.folder / ".run" / "dev" / "postgres"
    # As after a power cut, when another process got the dead server's number.
    (data / "postmaster.pid").write_text(f"{os.getppid()}\n{data}\n0\n0\n\n\n\n")
    assert servers.dev("servers", "start").returncode == 0
    waiting.until(lambda: all_run(servers), "all run")


def test_stop_leaves_no_process_and_start_finds_the_data(servers: Clone) -> None:
    store(servers)
    before = [supervisor_pid(servers), *(pid_of(servers, name) for name in SERVERS)]
    assert servers.dev("servers", "stop").returncode == 0
    assert not any(map(alive, before))
    assert servers.processes() == []
    log = (servers.folder / ".run" / "dev" / "logs" / "postgres.log").read_text()
    assert "database system is shut down" in log.splitlines()[-1]
    assert servers.dev("servers", "start").returncode == 0
    assert stored(servers)


def test_a_taken_port_is_named_with_its_variable(servers: Clone) -> None:
    servers.dev("servers", "stop")
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        refused = servers.dev("servers", "start", PORTAL_REDIS_PORT=str(port))
    assert refused.returncode == 1
    assert f"Port {port}" in refused.stderr
    assert "PORTAL_REDIS_PORT=" in refused.stderr
    assert "Traceback" not in refused.stderr
    assert servers.processes() == []


def test_a_server_given_by_its_address_is_not_started(servers: Clone) -> None:
    servers.dev("servers", "stop")
    given = {"ELASTICSEARCH_URL": "http://127.0.0.1:1", "REDIS_URL": "redis://127.0.0.1:1"}
    started = servers.dev("servers", "start", **given)
    assert started.returncode == 0, started.stderr
    waiting.until(lambda: states(servers)["postgres"] == "running", "PostgreSQL runs")
    shown = servers.dev("status", **given).stdout
    assert re.search(r"elasticsearch +elsewhere", shown)
    assert not any("SearchNode" in command for command in servers.processes())
    servers.dev("servers", "stop")
