"""A plain list from PostgreSQL, for when the engine is away: newest first, and it says so."""

from operator import itemgetter
from typing import Any

from django.db.models import Q, QuerySet

from portal.search import registry
from portal.search.registry import Json
from portal.search.understand import Understood

# Deeper pages would have to sort too much; who reads on can wait for the engine.
DEEPEST = 1000


def listing(
    params: Json, understood: Understood
) -> tuple[int, list[tuple[str, str, dict[str, str]]]]:
    """How many there are, and (type, id, {}) of the page asked for."""
    found: list[tuple[Any, str, str]] = []
    count = 0
    start = (params["page"] - 1) * params["page_size"]
    end = start + params["page_size"]
    for document_type in registry.listed_types():
        rows = _rows(document_type, params, understood)
        if rows is None:
            continue
        count += rows.count()
        if end <= DEEPEST:
            newest = rows.order_by("-published_at", "-pk").values_list("published_at", "pk")[:end]
            found += [(at, document_type.name, str(pk)) for at, pk in newest]
    found.sort(key=itemgetter(0), reverse=True)
    return count, [(name, object_id, {}) for _, name, object_id in found[start:end]]


def _rows(
    document_type: registry.DocumentType, params: Json, understood: Understood
) -> QuerySet[Any] | None:
    listed = document_type.listing
    assert listed is not None
    if params["kind"] and not set(params["kind"]) & set(listed.kinds):
        return None
    rows = listed.narrow(listed.public(), params)
    if understood.is_empty:
        return rows
    asked = Q()
    for words in (*understood.text.split(), *understood.phrases):
        asked &= Q(title__icontains=words)
    if understood.occupations:
        meant = params | {"occupation": [c.id for c in understood.occupations]}
        asked |= Q(pk__in=listed.narrow(listed.public(), meant).values("pk"))
    return rows.filter(asked)
