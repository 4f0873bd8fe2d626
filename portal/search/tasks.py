"""What workers do for search."""

import time

import structlog
from celery import shared_task

from portal.search import health, outbox, proposals, query_log, registry
from portal.search import relay as relaying
from portal.search.engine import EngineAwayError
from portal.search.rebuild import RebuildAtWorkError, RebuildRefusedError
from portal.search.rebuild import rebuild as rebuild_type
from portal.search.reconcile import reconcile as reconcile_type

log = structlog.get_logger(__name__)

# Below the time after which Celery kills a task; what is left is taken by the next one.
LONGEST_SECONDS = 600


@shared_task
def relay() -> None:
    """Brings all that waits to the engine; safe to run at any time, any number at once."""
    end = time.monotonic() + LONGEST_SECONDS
    wait = 0
    more = True
    outbox.note_relay_starts()
    while more and time.monotonic() < end:
        health.note_relay_runs()
        spread_more = outbox.spread()
        claimed = relaying.claim()
        wait = max(wait, claimed.wait)
        more = spread_more or claimed.more
    if more:
        relay.delay()
    elif wait:
        relay.apply_async(countdown=wait)


@shared_task
def rebuild(doc_type: str) -> None:
    """Builds one index anew; started twice, the second one leaves it to the first."""
    try:
        rebuild_type(registry.get(doc_type))
    except RebuildAtWorkError:
        log.info("rebuild_at_work", doc_type=doc_type)
    except (RebuildRefusedError, EngineAwayError) as error:
        log.error("rebuild_refused", doc_type=doc_type, error=str(error))


@shared_task
def reconcile() -> None:
    """Compares every index with the database and repairs what differs."""
    for document_type in registry.all_types():
        reconcile_type(document_type)


@shared_task
def count_questions() -> None:
    """Brings the query log from Redis to the database; safe to run at any time, any number."""
    query_log.flush()


@shared_task
def forget_questions() -> None:
    """Deletes old and rare questions; safe to run at any time."""
    query_log.forget_old()


@shared_task
def propose_synonyms() -> None:
    """Proposes what questions without results may mean; safe to run at any time."""
    proposals.propose_from_questions()
