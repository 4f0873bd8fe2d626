"""What workers do for search."""

import time

import structlog
from celery import shared_task

from portal.search import health, outbox, registry
from portal.search import relay as relaying
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
def reconcile() -> None:
    """Compares every index with the database and repairs what differs."""
    for document_type in registry.all_types():
        reconcile_type(document_type)
