"""The link to Elasticsearch, and telling "the engine is away" from "we asked nonsense"."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache

from django.conf import settings
from elasticsearch import ApiError, Elasticsearch, TransportError

ASK_SECONDS = 4.0
WRITE_SECONDS = 30.0
BUSY = frozenset({429, 502, 503, 504})


class EngineAwayError(Exception):
    """The engine does not answer, is overloaded, or has no indexes yet."""


def reader() -> Elasticsearch:
    """For questions of waiting people: gives up soon."""
    return _client(os.getpid(), ASK_SECONDS)


def writer() -> Elasticsearch:
    """For workers and commands."""
    return _client(os.getpid(), WRITE_SECONDS)


@cache
def _client(_process: int, seconds: float) -> Elasticsearch:
    # One for each process: a pool of connections must not be shared across a fork.
    return Elasticsearch(
        settings.ELASTICSEARCH_HOSTS, request_timeout=seconds, max_retries=2, retry_on_timeout=False
    )


@contextmanager
def answering() -> Iterator[None]:
    """Raises EngineAwayError for what passes with time; a wrong request stays the error it is."""
    try:
        yield
    except ApiError as error:
        if error.status_code in BUSY or error.error == "index_not_found_exception":
            raise EngineAwayError(f"{error.status_code} {error.error}") from error
        raise
    except TransportError as error:
        raise EngineAwayError(type(error).__name__) from error


def is_reachable() -> bool:
    """Whether the engine answers and can serve searches."""
    try:
        with answering():
            health = reader().options(request_timeout=2).cluster.health()
    except EngineAwayError:
        return False
    return health["status"] != "red"
