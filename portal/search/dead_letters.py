"""Documents that could not be built or that the engine refused: kept, shown, tried again."""

from collections.abc import Collection, Iterable, Mapping

import structlog
from django.db import transaction
from django.utils import timezone

from portal.search import outbox
from portal.search.models import DeadLetter, DeadLetterQuerySet, DocumentVersion
from portal.search.registry import DocumentType

log = structlog.get_logger(__name__)


def bury(document_type: DocumentType, reasons: Mapping[str, str]) -> None:
    """Keeps why these documents are not at the engine; one open letter for each object."""
    versions = dict(
        DocumentVersion.objects.filter(
            doc_type=document_type.name, object_id__in=reasons
        ).values_list("object_id", "version")
    )
    for object_id, reason in reasons.items():
        DeadLetter.objects.update_or_create(
            doc_type=document_type.name,
            object_id=object_id,
            resolved_at=None,
            defaults={"version": versions.get(object_id, 0), "reason": reason},
        )
        log.error("document_refused", doc_type=document_type.name, id=object_id)


def resolve(document_type: DocumentType, done: Collection[str]) -> None:
    """Closes the letters of documents that arrived after all."""
    open_letters = DeadLetter.objects.filter(doc_type=document_type.name, resolved_at=None)
    if done and open_letters.exists():
        open_letters.filter(object_id__in=done).update(resolved_at=timezone.now())


def discard(letters: DeadLetterQuerySet) -> int:
    """Closes letters without another try; returns how many. The nightly comparison opens them
    again where the engine still lacks the document."""
    return letters.waiting().update(resolved_at=timezone.now())


def retry(letters: Iterable[DeadLetter]) -> int:
    """Queues their documents again, after what was wrong was mended; returns how many."""
    by_type: dict[str, list[str]] = {}
    for letter in letters:
        by_type.setdefault(letter.doc_type, []).append(letter.object_id)
    with transaction.atomic():
        queued = sum(outbox.enqueue(name, ids) for name, ids in by_type.items())
        transaction.on_commit(outbox.nudge)
    return queued
