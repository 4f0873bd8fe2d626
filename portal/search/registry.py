"""What can be searched: each domain app registers its document types in its `ready()`."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import Any

from django.db.models import Model, QuerySet
from django.utils import timezone
from elasticsearch.dsl import Document

from portal.reference.places import gazetteer

Json = dict[str, Any]


@dataclass(frozen=True)
class Listing:
    """How a type that people search shows its hits, and serves a plain list without the engine."""

    public: Callable[[], QuerySet[Any]]
    """What everybody may see today, with everything that a result shows fetched along but the unit
    and park."""
    summary: Callable[[Any], Json]
    """One row as the API's search result shows it."""
    location: Callable[[Any], tuple[float, float] | None]
    """Latitude and longitude of a row."""
    narrow: Callable[[QuerySet[Any], Json], QuerySet[Any]]
    """Applies those search parameters that PostgreSQL can serve simply."""
    kinds: tuple[str, ...]
    """The values of the parameter `kind` that this type answers."""
    columns: tuple[str, ...]
    """What lists show of a row: fetching the rest would take longer than all else in a search."""


@dataclass(frozen=True)
class DocumentType:
    """One kind of document: where it lives, how it is built, and what changes it."""

    name: str
    index: str
    """Name of the index without prefix and time, for instance "vacancies"."""
    document: type[Document]
    ids: Callable[[], Iterator[str]]
    """Streams the id of every object that could have a document, for rebuild and reconcile."""
    build: Callable[[Sequence[str]], Iterator[tuple[str, Json | None]]]
    """Documents of these objects with a fixed number of queries; None where there is to be none.

    Pure: what it yields depends on the database alone, not on the day. Values are as JSON gives
    them back, since reconcile compares them.
    """
    affected_by: Mapping[str, Callable[[Sequence[str]], Iterable[str]]] = field(
        default_factory=dict
    )
    """Kind of an announced change → from ids of that kind to ids of objects of this type.

    The type's own name needs no entry: a change of the object itself always counts.
    """
    listing: Listing | None = None


_types: dict[str, DocumentType] = {}


def register(document_type: DocumentType) -> None:
    """Makes a type known; a second type of the same name is a mistake in the code."""
    if document_type.name in _types:
        raise ValueError(f"document type {document_type.name!r} is registered twice")
    _types[document_type.name] = document_type


def get(name: str) -> DocumentType:
    return _types[name]


def all_types() -> tuple[DocumentType, ...]:
    return tuple(_types.values())


def listed_types() -> tuple[DocumentType, ...]:
    """Those that public search lists: vacancies and courses."""
    return tuple(t for t in _types.values() if t.listing)


def rows(hits: Iterable[tuple[str, str]], *, listed: bool = False) -> dict[tuple[str, str], Model]:
    """The public rows of (type, id) pairs, one query set a type; what is gone is left out.

    `listed`: with the columns only that lists show.
    """
    wanted: dict[str, list[str]] = {}
    for name, object_id in hits:
        wanted.setdefault(name, []).append(object_id)
    found: dict[tuple[str, str], Model] = {}
    for name, ids in wanted.items():
        listing = get(name).listing
        if listing:
            public = _listed(name, timezone.localdate()) if listed else listing.public()
            found |= {(name, str(row.pk)): row for row in public.filter(pk__in=ids)}
    gazetteer().put_into(found.values())
    return found


@lru_cache(maxsize=16)
def _listed(name: str, today: date) -> QuerySet[Any]:
    """What the public may see `today`, for lists; made once a day, as that takes a while."""
    listing = get(name).listing
    assert listing is not None
    return listing.public().order_by().only(*listing.columns)
