"""Builds an index anew from the database, while changes keep flowing, and swaps it in."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import structlog
from django.db import connection
from django.utils import timezone

from portal.search import bulk, dead_letters, indexes
from portal.search.building import build
from portal.search.bulk import Write
from portal.search.engine import answering, writer
from portal.search.models import DocumentVersion, IndexState
from portal.search.outbox import batches
from portal.search.registry import DocumentType

log = structlog.get_logger(__name__)

# Below this share of the current index, a new one is taken for a mistake (a half-loaded
# database, a broken builder) and refused.
LEAST_SHARE = 0.8
BATCH = 1000
REASON_LENGTH = 500


class RebuildRefusedError(Exception):
    """The new index was not put in place; the old one serves on."""


class RebuildAtWorkError(RebuildRefusedError):
    """Another process is rebuilding this index right now."""


@dataclass(frozen=True)
class Rebuilt:
    """What a rebuild did: documents before and now, and those that could not be written."""

    before: int
    now: int
    refused: dict[str, str]


def rebuild(document_type: DocumentType, *, force: bool = False) -> Rebuilt:
    """Builds, checks and swaps in a new index.

    Raises RebuildRefusedError if it holds less than LEAST_SHARE of the current one (unless
    `force`) or lacks documents that were written, RebuildAtWorkError if another rebuild is at
    work, EngineAwayError if the engine stops answering. Then nothing is left behind but the
    reason, for staff to see, and the old index serves on.
    """
    with _alone(document_type):
        try:
            result = _rebuild(document_type, force)
        except Exception as error:
            _state(document_type, refused=f"{error or type(error).__name__}"[:REASON_LENGTH])
            raise
    dead_letters.bury(document_type, result.refused)
    log.info("rebuilt", doc_type=document_type.name, before=result.before, now=result.now)
    return result


def _rebuild(document_type: DocumentType, force: bool) -> Rebuilt:
    with answering():
        _clear_leftovers(document_type)
        # No copies and no refresh while filling; both follow before anybody asks it.
        name = indexes.create(
            document_type, "building", number_of_replicas=0, refresh_interval="-1"
        )
        # From here on relays write to both; only then do we begin to read (relay._second).
        _state(document_type, building=name)
        try:
            written, refused = _fill(document_type)
            result = _check(document_type, name, written, refused, force)
            _finish_settings(document_type, name)
            _swap(document_type, name)
        except BaseException:
            _state(document_type, building="")
            indexes.delete(name)
            raise
        # The alias first and the mark last: between them both lead to one index, and the second
        # write of a change is answered with 409. The other way round a change could be lost.
        _state(document_type, building="", index=name, rebuilt_at=timezone.now(), refused="")
    return result


def _fill(document_type: DocumentType) -> tuple[int, dict[str, str]]:
    refused: dict[str, str] = {}

    def writes() -> Iterator[Write]:
        for ids in batches(document_type.ids(), BATCH):
            # The version before the document: see relay. 0 is below every later change.
            versions = dict(
                DocumentVersion.objects.filter(
                    doc_type=document_type.name, object_id__in=ids
                ).values_list("object_id", "version")
            )
            built = build(document_type, ids)
            refused.update(built.failures)
            for object_id, document in built.documents.items():
                if document is not None:
                    yield Write(object_id, versions.get(object_id, 0), document)

    written = 0
    for outcome in bulk.send(writes(), indexes.alias(document_type, "building")):
        if outcome.again:
            raise RebuildRefusedError(f"the engine stopped answering: {outcome.reason}")
        if outcome.done:
            written += 1
        else:
            refused[outcome.write.object_id] = outcome.reason
    return written, refused


def _check(
    document_type: DocumentType, name: str, written: int, refused: dict[str, str], force: bool
) -> Rebuilt:
    writer().indices.refresh(index=name)
    now = indexes.count(name)
    current = indexes.current_name(document_type)
    before = 0
    if current:
        writer().indices.refresh(index=current)
        before = indexes.count(current)
    # Changes that flowed in meanwhile move both numbers a little.
    if now < written * 0.99 - 10:
        raise RebuildRefusedError(f"{written} documents were written, but {now} are there")
    if now < before * LEAST_SHARE and not force:
        raise RebuildRefusedError(
            f"{now} documents instead of {before}; if that is right, force the rebuild"
        )
    return Rebuilt(before, now, refused)


def _finish_settings(document_type: DocumentType, name: str) -> None:
    wanted = indexes.definition(document_type)["settings"]
    writer().indices.put_settings(
        index=name,
        settings={key: wanted[key] for key in ("number_of_replicas", "refresh_interval")},
    )


def _swap(document_type: DocumentType, name: str) -> None:
    """One call, so that no question meets two indexes or none."""
    old = [n for n in indexes.names(document_type) if n != name]
    roles = ("read", "write")
    add = [{"add": {"index": name, "alias": indexes.alias(document_type, role)}} for role in roles]
    done = {"remove": {"index": name, "alias": indexes.alias(document_type, "building")}}
    remove = [{"remove_index": {"index": n}} for n in old]
    writer().indices.update_aliases(actions=[*add, done, *remove])


def _clear_leftovers(document_type: DocumentType) -> None:
    """Removes what a killed rebuild left; its lock went with it."""
    _state(document_type, building="")
    current = indexes.current_name(document_type)
    for name in indexes.names(document_type):
        if name != current:
            indexes.delete(name)


def _state(document_type: DocumentType, **values: object) -> None:
    IndexState.objects.update_or_create(doc_type=document_type.name, defaults=values)


@contextmanager
def _alone(document_type: DocumentType) -> Iterator[None]:
    """A session lock of PostgreSQL: it cannot outlive a killed process."""
    key = f"rebuild {document_type.name}"
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(hashtext(%s))", [key])
        if not cursor.fetchone()[0]:
            raise RebuildAtWorkError("another rebuild of this index is at work")
        try:
            yield
        finally:
            cursor.execute("SELECT pg_advisory_unlock(hashtext(%s))", [key])
