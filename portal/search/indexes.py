"""The physical indexes, named by the time of their making, behind aliases.

Questions go to `<prefix>-<index>-read`, changes to `…-write`, and during a rebuild to
`…-building` as well. Writers insist on the alias (`require_alias`), so a missing one can never
make the engine invent an index with guessed types.
"""

import hashlib
import json
from typing import Any

from django.conf import settings
from django.utils import timezone
from elasticsearch.dsl import Index

from portal.search import registry
from portal.search.documents import SIMILARITIES
from portal.search.engine import writer
from portal.search.models import IndexState
from portal.search.registry import DocumentType

# Named explicitly: with the engine's default, an index that nobody asked for a while stops
# refreshing, and what was just published would be found late.
REFRESH = "1s"


def alias(document_type: DocumentType, role: str) -> str:
    """The alias for a role: "read", "write" or "building"."""
    return f"{settings.SEARCH_INDEX_PREFIX}-{document_type.index}-{role}"


def definition(document_type: DocumentType) -> dict[str, Any]:
    """Settings and mappings of a new index; `_meta` tells later whether they changed."""
    index = Index("unnamed")
    index.document(document_type.document)
    index.settings(
        number_of_shards=1,
        number_of_replicas=settings.SEARCH_REPLICAS,
        refresh_interval=REFRESH,
        # A late, older write must not bring back what was deleted meanwhile.
        gc_deletes="1h",
        similarity=SIMILARITIES,
    )
    body: dict[str, Any] = index.to_dict()
    text = json.dumps(
        [body["settings"]["analysis"], SIMILARITIES, body["mappings"]], sort_keys=True
    )
    body["mappings"]["_meta"] = {"definition": hashlib.sha256(text.encode()).hexdigest()[:16]}
    return body


def create(document_type: DocumentType, *roles: str, **setting: Any) -> str:
    """A new, empty index behind the aliases of these roles; returns its name."""
    name = alias(document_type, timezone.now().strftime("%Y%m%d%H%M%S%f"))
    body = definition(document_type)
    body["settings"] |= setting
    body["aliases"] = {alias(document_type, role): {} for role in roles}
    writer().indices.create(index=name, wait_for_active_shards=1, **body)
    return name


def create_all(*, fresh: bool = False) -> list[DocumentType]:
    """Makes the indexes that are missing; all anew and empty if `fresh`.

    Returns the types whose definition in the code is not that of their index: rebuild these.
    """
    outdated = []
    for document_type in registry.all_types():
        if fresh:
            drop(document_type)
        current = current_name(document_type)
        if current is None:
            current = create(document_type, "read", "write")
        elif _definition_of(current) != definition(document_type)["mappings"]["_meta"]:
            outdated.append(document_type)
        IndexState.objects.update_or_create(
            doc_type=document_type.name, defaults={"index": current}
        )
    return outdated


def drop_all() -> None:
    """Deletes every index of this prefix. Everything in them can be rebuilt from the database."""
    for document_type in registry.all_types():
        drop(document_type)


def drop(document_type: DocumentType) -> None:
    """Deletes all indexes of a type, also leftovers of a rebuild that was killed."""
    for name in names(document_type):
        delete(name)


def delete(name: str) -> None:
    writer().options(ignore_status=404).indices.delete(index=name)


def names(document_type: DocumentType) -> list[str]:
    """The physical indexes of a type."""
    found = writer().indices.get(
        index=alias(document_type, "*"), allow_no_indices=True, features="aliases"
    )
    return sorted(found)


def current_name(document_type: DocumentType) -> str | None:
    """The index that questions go to."""
    found = writer().options(ignore_status=404).indices.get_alias(name=alias(document_type, "read"))
    return None if found.meta.status == 404 else next(iter(found))


def count(index: str) -> int:
    """Documents that a search of this index or alias can find now."""
    return int(writer().count(index=index)["count"])


def _definition_of(name: str) -> Any:
    return writer().indices.get_mapping(index=name)[name]["mappings"].get("_meta")
