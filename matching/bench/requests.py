"""Requests on connections that are kept open, and which of them the portal sends to the engine."""

import http.client
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from portal.search.engine import reader


@dataclass(frozen=True)
class Sent:
    """A request as it went to the engine."""

    method: str
    target: str
    body: bytes | None
    headers: Mapping[str, str]


@contextmanager
def sent_meanwhile() -> Iterator[list[Sent]]:
    """The requests for readers that this process sends to the engine."""
    sent: list[Sent] = []
    nodes = reader().transport.node_pool.all()
    for node in nodes:
        node.perform_request = _noting(node.perform_request, sent)  # type: ignore[method-assign]
    try:
        yield sent
    finally:
        for node in nodes:
            del node.perform_request


def _noting(perform: Any, sent: list[Sent]) -> Any:
    def noting(method: str, target: str, body: Any = None, headers: Any = None, **more: Any) -> Any:
        sent.append(Sent(method, target, body, dict(headers or {})))
        return perform(method, target, body, headers, **more)

    return noting


class Line:
    """One connection that stays open."""

    def __init__(self, url: str) -> None:
        parts = urlsplit(url)
        kind = (
            http.client.HTTPSConnection if parts.scheme == "https" else http.client.HTTPConnection
        )
        assert parts.hostname
        self._connection = kind(parts.hostname, parts.port, timeout=60)

    def milliseconds(self, request: Sent) -> float:
        """How long the answer takes, all of it read. Raises RuntimeError for any but 200."""
        begin = time.perf_counter()
        self._connection.request(
            request.method, request.target, request.body, dict(request.headers)
        )
        answer = self._connection.getresponse()
        answer.read()
        taken = time.perf_counter() - begin
        if answer.status != http.client.OK:
            raise RuntimeError(f"{request.target} was answered {answer.status}")
        return taken * 1000

    def close(self) -> None:
        self._connection.close()
