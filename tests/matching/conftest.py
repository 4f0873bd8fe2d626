"""What tests of matching stand on: people, vacancies and courses that the engine can find."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from django.core.cache import cache
from elastic_transport import Transport

from portal.search import indexes, outbox, registry, relay
from portal.search.engine import writer


@pytest.fixture(autouse=True)
def _fresh_skill_weights() -> None:
    cache.clear()


@pytest.fixture
def index_all(engine: None) -> Callable[[], None]:
    """Brings all rows of now to the engine, searchable at once."""

    def run() -> None:
        for name in ("vacancy", "course"):
            document_type = registry.get(name)
            outbox.enqueue(name, document_type.ids())
        while relay.claim().more:
            pass
        writer().indices.refresh(
            index=[indexes.alias(registry.get(n), "read") for n in ("vacancy", "course")]
        )

    return run


@contextmanager
def engine_requests() -> Iterator[list[str]]:
    """The paths of the requests that leave for the engine meanwhile, seen at the transport."""
    seen: list[str] = []
    real = Transport.perform_request

    def watched(self: Transport, method: str, target: str, **more: object) -> object:
        seen.append(target)
        return real(self, method, target, **more)

    Transport.perform_request = watched
    try:
        yield seen
    finally:
        Transport.perform_request = real
