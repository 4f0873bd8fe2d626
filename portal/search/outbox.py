"""The way from a change in the database to the relay, without a gap for a crash to fall into.

A writer announces its change inside its transaction (`portal.changes`). That transaction then
also holds the raised version and the outbox row of the object's own document, and one row for
the change itself, from which the relay later finds the documents that depend on it. On commit
the relay is nudged; a nudge that gets lost costs seconds only, since beat starts the relay anyway.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any

from django.core.cache import cache
from django.db import connection, transaction

from portal import broker
from portal.changes import changed
from portal.search import registry
from portal.search.models import OutboxEntry, PendingChange

BATCH = 2000
# Set while a relay is in the queue: a thousand changes in a row need one. As long as a sweep, in
# case the queue is lost.
NUDGED_KEY = "search-relay-nudged"
NUDGED_SECONDS = 15

# One statement, so that no row can have its version raised and not be queued. Sorted, so that
# two transactions that queue the same objects wait for each other instead of deadlocking. The
# counter's row lock is also what orders versions as commits: a sequence would not.
_ENQUEUE = """
WITH raised AS (
    INSERT INTO search_documentversion (doc_type, object_id, version)
    SELECT %(doc_type)s, given.object_id, given.version
    FROM unnest(%(ids)s::text[], %(floors)s::bigint[]) AS given(object_id, version)
    ORDER BY given.object_id
    ON CONFLICT (doc_type, object_id) DO UPDATE
    SET version = GREATEST(search_documentversion.version + 1, EXCLUDED.version)
    RETURNING object_id, version
)
INSERT INTO search_outboxentry (doc_type, object_id, version, attempts, available_at, created_at)
SELECT %(doc_type)s, object_id, version, 0, now(), now() FROM raised
"""


def listen() -> None:
    """Has every announced change queued from now on."""
    changed.connect(_on_change, dispatch_uid="search-outbox")


def batches(items: Iterable[Any], size: int = BATCH) -> Iterator[list[Any]]:
    """The items in lists of at most `size`."""
    rest = iter(items)
    while batch := list(islice(rest, size)):
        yield batch


def _on_change(*, sender: str, ids: Sequence[str], **_: Any) -> None:
    for document_type in registry.all_types():
        if document_type.name == sender:
            enqueue(document_type.name, ids)
    if any(sender in t.affected_by for t in registry.all_types()):
        PendingChange.objects.bulk_create(
            (PendingChange(kind=sender, object_id=i) for i in dict.fromkeys(ids)), BATCH
        )
    transaction.on_commit(nudge)


def enqueue(doc_type: str, ids: Iterable[str], *, floors: Mapping[str, int] | None = None) -> int:
    """Queues documents to be written (or deleted, where the object is gone); returns how many.

    `floors` gives least versions, for objects of which the engine holds a newer version than the
    database, as after a restore. Call it inside the transaction that changed the objects.
    """
    floors = floors or {}
    queued = 0
    with transaction.atomic(), connection.cursor() as cursor:
        for batch in batches(sorted(set(ids))):
            values: dict[str, Any] = {
                "doc_type": doc_type,
                "ids": batch,
                "floors": [floors.get(i, 1) for i in batch],
            }
            cursor.execute(_ENQUEUE, values)
            queued += len(batch)
    return queued


def spread(limit: int = 1000) -> bool:
    """Queues what depends on announced changes; True while there may be more.

    One transaction: killed in the middle, the changes are still there and are spread again.
    """
    with transaction.atomic():
        changes = list(
            PendingChange.objects.select_for_update(skip_locked=True).order_by("id")[:limit]
        )
        by_kind: dict[str, list[str]] = {}
        for change in changes:
            by_kind.setdefault(change.kind, []).append(change.object_id)
        for document_type in registry.all_types():
            affected: set[str] = set()
            for kind, ids in by_kind.items():
                if kind in document_type.affected_by:
                    affected.update(map(str, document_type.affected_by[kind](ids)))
            enqueue(document_type.name, affected)
        PendingChange.objects.filter(pk__in=[c.pk for c in changes]).delete()
    return len(changes) == limit


def is_empty() -> bool:
    """Everything that was announced is at the engine (or a dead letter)."""
    return not PendingChange.objects.exists() and not OutboxEntry.objects.exists()


def nudge() -> None:
    """Starts the relay soon, unless one is about to start that will see this change as well.

    Never raises and never waits long: the sweep comes anyway.
    """
    from portal.search.tasks import relay

    if cache.add(NUDGED_KEY, True, NUDGED_SECONDS) and not broker.start(relay):
        cache.delete(NUDGED_KEY)


def note_relay_starts() -> None:
    """From here on a change needs a nudge of its own. Call it before anything is claimed."""
    cache.delete(NUDGED_KEY)
