"""Finds documents that differ from the database, and has the relay mend them.

Nothing is written or deleted here: what is wrong is queued, and the relay builds it again from
the database. So a document that cannot be built or read right now is never purged by mistake.
"""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import structlog
from django.utils import timezone
from elasticsearch.helpers import scan

from portal.search import dead_letters, indexes, outbox
from portal.search.building import Built, build
from portal.search.engine import answering, writer
from portal.search.models import DocumentVersion, IndexState, OutboxEntry
from portal.search.registry import DocumentType, Json

log = structlog.get_logger(__name__)

BATCH = 500
# More orphans than this share of the index are taken for a mistake on our side.
MOST_ORPHANS = 0.2
LEAP = 10


@dataclass
class Drift:
    """Ids of documents that are wrong, with the version that the engine holds (0: none)."""

    missing: dict[str, int] = field(default_factory=dict)
    stale: dict[str, int] = field(default_factory=dict)
    orphaned: dict[str, int] = field(default_factory=dict)

    def update(self, other: "Drift") -> None:
        self.missing |= other.missing
        self.stale |= other.stale
        self.orphaned |= other.orphaned

    @property
    def ids(self) -> set[str]:
        return {*self.missing, *self.stale, *self.orphaned}

    def __len__(self) -> int:
        return len(self.ids)


def reconcile(document_type: DocumentType, *, repair: bool = True) -> Drift:
    """Compares an index with the database, stores the figures, queues what is wrong.

    What waits in the outbox is not wrong but under way. Raises EngineAwayError; the figures of the
    last whole comparison then stay.
    """
    while outbox.spread():
        pass
    drift = Drift()
    seen: set[str] = set()
    with answering():
        for ids in outbox.batches(document_type.ids(), BATCH):
            seen.update(ids)
            drift.update(_compare(document_type, ids))
        for ids in outbox.batches(_strangers(document_type, seen), BATCH):
            drift.update(_compare(document_type, ids))
        total = indexes.count(indexes.alias(document_type, "read"))
    if repair:
        _repair(document_type, drift, total)
    IndexState.objects.update_or_create(
        doc_type=document_type.name,
        defaults={
            "reconciled_at": timezone.now(),
            "missing": len(drift.missing),
            "stale": len(drift.stale),
            "orphaned": len(drift.orphaned),
        },
    )
    log.info(
        "reconciled",
        doc_type=document_type.name,
        missing=len(drift.missing),
        stale=len(drift.stale),
        orphaned=len(drift.orphaned),
    )
    return drift


def _compare(document_type: DocumentType, ids: Sequence[str]) -> Drift:
    """Differences that are still there at a second look, and that no queued entry explains."""
    suspects = sorted(_differences(document_type, ids).ids)
    if not suspects:
        return Drift()
    versions = _versions(document_type, suspects)
    again = _differences(document_type, suspects)
    under_way = set(
        OutboxEntry.objects.filter(doc_type=document_type.name, object_id__in=suspects).values_list(
            "object_id", flat=True
        )
    )
    later = _versions(document_type, suspects)
    # Changed between our looks at the two sides: the difference is ours, not the engine's.
    moved = under_way | {i for i in suspects if versions.get(i) != later.get(i)}
    return Drift(
        *(
            {i: v for i, v in part.items() if i not in moved}
            for part in (again.missing, again.stale, again.orphaned)
        )
    )


def _differences(document_type: DocumentType, ids: Sequence[str]) -> Drift:
    there = _fetch(document_type, ids)
    built: Built = build(document_type, ids)
    dead_letters.bury(document_type, built.failures)
    drift = Drift()
    for object_id, document in built.documents.items():
        version, source = there.get(object_id, (0, None))
        if document is None:
            if source is not None:
                drift.orphaned[object_id] = version
        elif source is None:
            drift.missing[object_id] = version
        elif source != json.loads(document):
            drift.stale[object_id] = version
    return drift


def _fetch(document_type: DocumentType, ids: Sequence[str]) -> dict[str, tuple[int, Json]]:
    answer = writer().mget(index=indexes.alias(document_type, "read"), ids=list(ids))
    return {d["_id"]: (d["_version"], d["_source"]) for d in answer["docs"] if d.get("found")}


def _strangers(document_type: DocumentType, known: set[str]) -> Iterator[str]:
    """Ids at the engine that the database did not name."""
    hits = scan(
        writer(),
        index=indexes.alias(document_type, "read"),
        query={"_source": False, "query": {"match_all": {}}},
        size=2000,
    )
    return (hit["_id"] for hit in hits if hit["_id"] not in known)


def _versions(document_type: DocumentType, ids: Sequence[str]) -> dict[str, int]:
    return dict(
        DocumentVersion.objects.filter(doc_type=document_type.name, object_id__in=ids).values_list(
            "object_id", "version"
        )
    )


def _repair(document_type: DocumentType, drift: Drift, total: int) -> None:
    wrong = {**drift.missing, **drift.stale}
    if len(drift.orphaned) > max(20, total * MOST_ORPHANS):
        log.error("too_many_orphans", doc_type=document_type.name, orphaned=len(drift.orphaned))
    else:
        wrong |= drift.orphaned
    # The engine may hold a higher version than the database: after a restore of the latter, or
    # after somebody deleted by hand, of which the engine counts but does not tell the version.
    known = _versions(document_type, list(wrong))
    floors = {i: max(held, known.get(i, 0)) + LEAP for i, held in wrong.items()}
    outbox.enqueue(document_type.name, wrong, floors=floors)
    if wrong:
        outbox.nudge()
