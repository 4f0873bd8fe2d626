"""How the road to the engine does: for the staff page, for metrics and for /readyz."""

import time
from dataclasses import dataclass
from datetime import datetime

from django.core.cache import cache
from django.db.models import Min
from django.utils import timezone

from portal.search import engine, registry
from portal.search.models import DeadLetter, IndexState, OutboxEntry, PendingChange

RELAY_KEY = "search-relay-ran-at"
# Beat starts the relay every 15 s; a long build may hold it for a while.
RELAY_LATE_SECONDS = 90


@dataclass(frozen=True)
class Health:
    """The figures of search health; ages in seconds."""

    engine_reachable: bool
    waiting: int
    oldest_age: float
    dead_letters: int
    drift: int
    indexes: list[IndexState]
    relay_age: float | None
    """Since the relay last ran; None when it did not for an hour, or Redis is away."""

    @property
    def last_rebuild(self) -> datetime | None:
        return max((i.rebuilt_at for i in self.indexes if i.rebuilt_at), default=None)


def read() -> Health:
    """All figures now; needs the database, and tells if the engine is away."""
    states = {s.doc_type: s for s in IndexState.objects.all()}
    known = [states.get(t.name) or IndexState(doc_type=t.name) for t in registry.all_types()]
    return Health(
        engine_reachable=engine.is_reachable(),
        waiting=waiting(),
        oldest_age=oldest_age(),
        dead_letters=DeadLetter.objects.waiting().count(),
        drift=sum(s.drift for s in known),
        indexes=known,
        relay_age=relay_age(),
    )


def waiting() -> int:
    """Documents and changes on their way to the engine."""
    return OutboxEntry.objects.count() + PendingChange.objects.count()


def oldest_age() -> float:
    """Seconds for which the oldest of them has waited; 0 when nothing waits."""
    queues = (OutboxEntry.objects, PendingChange.objects)
    times = [at for queue in queues if (at := queue.aggregate(at=Min("created_at"))["at"])]
    return max(0.0, (timezone.now() - min(times)).total_seconds()) if times else 0.0


def note_relay_runs() -> None:
    """Leaves a trace that beat, broker and worker are alive together."""
    cache.set(RELAY_KEY, time.time(), 3600)


def relay_age() -> float | None:
    """Seconds since a worker last ran the relay, if that is known."""
    at = cache.get(RELAY_KEY)
    return None if at is None else max(0.0, time.time() - at)
