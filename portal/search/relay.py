"""Takes what waits in the outbox to the engine.

One claim is one transaction: lock rows that nobody else has, build, send, delete what was
accepted, commit. The locks are held while the engine answers, and that is safe: writers only
insert here, other relays skip locked rows, and a request ends after `engine.WRITE_SECONDS`.
A lease written to the rows instead would free a dead worker's rows only when it runs out; a
lock ends with its process. What a crash at any point leaves behind:

* before the bulk request: nothing has happened; the rows are free again.
* during it, or before the commit: the engine has some of the documents, the rows are still
  there. They are sent again under the same version and answered with 409: accepted.
* after the commit: done. The engine confirms only what is on its disk (translog).
* two relays with two rows of one object: each document is read after its version was raised,
  so it is at least as new as its version says. The engine keeps the higher version, and
  whoever comes late with the lower one gets a 409.

A version is read (with the row) before the document, never after: a document that is newer than
its version is corrected by the next write; one older than its version never would be.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

import structlog
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from portal.search import bulk, dead_letters, indexes, registry
from portal.search.building import build
from portal.search.bulk import Outcome, Write
from portal.search.models import IndexState, OutboxEntry
from portal.search.registry import DocumentType

log = structlog.get_logger(__name__)

CLAIM = 4000
BUILD = 1000
LONGEST_WAIT_SECONDS = 30


@dataclass(frozen=True)
class Claimed:
    """What one claim did; `wait` tells after how many seconds to try again what was put off."""

    entries: int
    done: int = 0
    refused: int = 0
    put_off: int = 0
    wait: int = 0

    @property
    def more(self) -> bool:
        """There may be more to take right now."""
        return self.entries == CLAIM and not self.put_off


def claim() -> Claimed:
    """Brings up to CLAIM waiting entries to the engine. Safe beside any number of others."""
    with transaction.atomic():
        entries = list(
            OutboxEntry.objects.select_for_update(skip_locked=True)
            .filter(available_at__lte=timezone.now())
            .order_by("id")[:CLAIM]
        )
        by_type: dict[str, list[OutboxEntry]] = {}
        for entry in entries:
            by_type.setdefault(entry.doc_type, []).append(entry)
        total = Claimed(len(entries))
        for name, of_type in by_type.items():
            total = _add(total, _relay(registry.get(name), of_type))
    if entries:
        log.info("relayed", done=total.done, refused=total.refused, put_off=total.put_off)
    return total


def _relay(document_type: DocumentType, entries: list[OutboxEntry]) -> Claimed:
    newest: dict[str, int] = {}
    for entry in entries:
        newest[entry.object_id] = max(entry.version, newest.get(entry.object_id, 0))

    failures: dict[str, str] = {}

    def writes() -> Iterable[Write]:
        ids = list(newest)
        for start in range(0, len(ids), BUILD):
            built = build(document_type, ids[start : start + BUILD])
            failures.update(built.failures)
            for object_id, document in built.documents.items():
                yield Write(object_id, newest[object_id], document)

    first, second = indexes.alias(document_type, "write"), _second(document_type)
    outcomes = list(bulk.send(writes(), first, second))
    outcomes += [Outcome(Write(i, newest[i], None), reason) for i, reason in failures.items()]

    again = {o.write.object_id: o.reason for o in outcomes if o.again}
    refused = {o.write.object_id: o.reason for o in outcomes if o.reason and not o.again}
    put_off = [e for e in entries if e.object_id in again]
    dead_letters.bury(document_type, refused)
    dead_letters.resolve(document_type, [o.write.object_id for o in outcomes if o.done])
    OutboxEntry.objects.filter(pk__in=[e.pk for e in entries if e.object_id not in again]).delete()
    wait = _put_off(put_off, next(iter(again.values()), ""))
    done = len(outcomes) - len(again) - len(refused)
    return Claimed(len(entries), done, len(refused), len(put_off), wait)


def _second(document_type: DocumentType) -> str:
    """The index under rebuild, where there is one; read after the claim.

    A rebuild says that it builds before it begins to read. So an entry that this misses was
    committed before the rebuild read anything, and the rebuild has it.
    """
    building = IndexState.objects.filter(doc_type=document_type.name).exclude(building="")
    return indexes.alias(document_type, "building") if building.exists() else ""


def _put_off(entries: list[OutboxEntry], reason: str) -> int:
    """Makes entries wait, longer each time; returns the seconds."""
    if not entries:
        return 0
    wait = min(2 ** min(e.attempts for e in entries), LONGEST_WAIT_SECONDS)
    OutboxEntry.objects.filter(pk__in=[e.pk for e in entries]).update(
        attempts=F("attempts") + 1, available_at=timezone.now() + timedelta(seconds=wait)
    )
    log.warning("engine_away", reason=reason, waiting=len(entries), seconds=wait)
    return wait


def _add(one: Claimed, other: Claimed) -> Claimed:
    return Claimed(
        one.entries,
        one.done + other.done,
        one.refused + other.refused,
        one.put_off + other.put_off,
        max(one.wait, other.wait),
    )
