"""A sample city small enough to be made for each test."""

from collections.abc import Callable
from io import StringIO

import pytest
from django.core.management import call_command

SMALL = {
    "employers": 40,
    "vacancies": 120,
    "centres": 4,
    "courses": 24,
    "seekers": 30,
    "former": 40,
}


def run(command: str, **options: object) -> str:
    """What a command prints."""
    out = StringIO()
    call_command(command, stdout=out, **options)
    return out.getvalue()


@pytest.fixture
def city(db: None) -> None:
    """A small sample city, rolled back with the test."""
    run("load_sample", **SMALL)


@pytest.fixture
def relay_all(engine: None) -> Callable[[], None]:
    """Brings what was announced to the engine, searchable at once."""

    def bring() -> None:
        from portal.search import indexes, outbox, registry, relay
        from portal.search.engine import writer

        while outbox.spread() or relay.claim().more:
            pass
        aliases = [indexes.alias(t, "read") for t in registry.all_types()]
        writer().indices.refresh(index=aliases)

    return bring
