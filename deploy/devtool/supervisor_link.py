"""Talks to a running supervisord over its unix socket."""

import hashlib
import http.client
import os
import socket
import tempfile
import xmlrpc.client
from pathlib import Path

from .environment import Environment
from .layout import ROOT

LONGEST_SOCKET_PATH = 100


def socket_path(environment: Environment) -> Path:
    """In the environment's folder; elsewhere when that path is longer than the kernel takes."""
    path = environment.folder / "supervisor.sock"
    if len(str(path)) <= LONGEST_SOCKET_PATH:
        return path
    clone = hashlib.sha256(str(ROOT).encode()).hexdigest()[:12]
    return Path(tempfile.gettempdir()) / f"benviec-{os.geteuid()}-{clone}-{environment.name}.sock"


class _Connection(http.client.HTTPConnection):
    def __init__(self, path: Path) -> None:
        super().__init__("localhost")
        self.path = path

    def connect(self) -> None:
        self.sock = socket.socket(socket.AF_UNIX)
        # Starting and stopping is asked for without waiting, so each answer comes at once.
        self.sock.settimeout(30)
        self.sock.connect(str(self.path))


class _Transport(xmlrpc.client.Transport):
    def __init__(self, path: Path) -> None:
        super().__init__()
        self.path = path

    def make_connection(self, host: object) -> http.client.HTTPConnection:
        return _Connection(self.path)


def link(environment: Environment) -> xmlrpc.client.ServerProxy:
    return xmlrpc.client.ServerProxy(
        "http://localhost", transport=_Transport(socket_path(environment))
    )


def states(environment: Environment) -> dict[str, dict] | None:
    """What supervisord says of each part, by name; None when no supervisord runs."""
    try:
        return {
            process["name"]: process for process in link(environment).supervisor.getAllProcessInfo()
        }
    except (OSError, http.client.HTTPException, xmlrpc.client.Error):
        return None
