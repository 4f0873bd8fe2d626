"""What tests of matching stand on: people, vacancies and courses that the engine can find."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from django.core.cache import cache
from elastic_transport import Transport

from portal.people.models import Person
from portal.search import indexes, outbox, registry, relay
from portal.search.engine import writer
from tests.factories import TIEN_LANG
from tests.matching.makers import BASICS, person


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


@pytest.fixture
def welder() -> Person:
    """Somebody from Tiên Lãng with a course in welding behind him, who wants day shifts."""
    return person(
        wanted=["welder"],
        skills=BASICS,
        unit_id=TIEN_LANG,
        cmkt="elementary",
        education="upper-secondary",
        wish={"max_distance_km": 30, "pay_min": 9_000_000, "shifts": ["day"]},
    )


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
