"""Bringing what was announced to the engine without a worker."""

from collections.abc import Callable

import pytest

from portal.search import indexes, outbox, registry, relay
from portal.search.engine import writer


@pytest.fixture
def drain(engine: None) -> Callable[[], None]:
    """Relays all that waits, and makes it searchable."""

    def run() -> None:
        while outbox.spread() or relay.claim().more:
            pass
        for document_type in registry.all_types():
            writer().indices.refresh(index=indexes.alias(document_type, "read"))

    return run


@pytest.fixture
def stored(engine: None) -> Callable[[str, object], dict | None]:
    """The document of an object as the engine holds it, or None."""

    def get(doc_type: str, object_id: object) -> dict | None:
        alias = indexes.alias(registry.get(doc_type), "read")
        found = writer().options(ignore_status=404).get(index=alias, id=str(object_id))
        return found["_source"] if found.get("found") else None

    return get
