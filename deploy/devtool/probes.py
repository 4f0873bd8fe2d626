"""Questions to a part that only a working part answers."""

import base64
import json
import socket
import subprocess
import urllib.request
from urllib.parse import unquote, urlsplit

from .environment import HOST, Environment

# Our own servers are never behind the proxy that the environment may name.
_direct = urllib.request.build_opener(urllib.request.ProxyHandler({}))


def is_taken(port: int) -> bool:
    """Whether something already listens there."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError:
            return True
    return False


def postgres_answers(environment: Environment, pg_isready: str) -> bool:
    command = [
        pg_isready,
        "-q",
        "-t",
        "2",
        "-h",
        HOST,
        "-p",
        str(environment.port("postgres")),
        "-d",
        "postgres",
    ]
    return subprocess.run(command, check=False).returncode == 0


def redis_answers(port: int) -> bool:
    """True once the data is loaded: Redis answers LOADING to PING before."""
    try:
        with socket.create_connection((HOST, port), timeout=2) as connection:
            connection.sendall(b"PING\r\n")
            return connection.recv(16).startswith(b"+PONG")
    except OSError:
        return False


def search_answers(url: str, nodes: int) -> bool:
    health = get_json(
        f"{url}/_cluster/health?timeout=1s&wait_for_nodes={nodes}&wait_for_status=yellow"
    )
    return bool(health) and not health["timed_out"]


def web_answers(environment: Environment) -> bool:
    try:
        with _direct.open(f"{environment.base_url}/healthz", timeout=5) as answer:
            return answer.status == 200
    except OSError:
        return False


def get_json(url: str) -> dict | None:
    """What a server answers; None when it does not, or not with JSON."""
    parts = urlsplit(url)
    request = urllib.request.Request(url.replace(f"{parts.username}:{parts.password}@", "", 1))
    if parts.username:
        login = f"{unquote(parts.username)}:{unquote(parts.password or '')}".encode()
        request.add_header("Authorization", f"Basic {base64.b64encode(login).decode()}")
    try:
        with _direct.open(request, timeout=5) as answer:
            return json.load(answer)
    except (OSError, ValueError):
        return None
