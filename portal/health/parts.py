"""The parts that the portal needs, and whether each works right now."""

from collections.abc import Callable
from dataclasses import dataclass

from django.conf import settings
from django.db import DatabaseError, connection
from redis import Redis, RedisError

from portal.search import engine, health

# Two rounds of backoff and two of the sweep: what waits longer does not wait for its turn.
OUTBOX_LATE_SECONDS = 90


@dataclass(frozen=True)
class Part:
    """Whether a part works, and a word about it that names no secret."""

    ok: bool
    detail: str = ""


def check() -> dict[str, Part]:
    """Every part by name; takes a few seconds at most, also when parts hang."""
    return {name: probe() for name, probe in PROBES.items()}


def _database() -> Part:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError as error:
        return Part(False, type(error).__name__)
    return Part(True)


def _redis() -> Part:
    try:
        with Redis.from_url(
            settings.CELERY_BROKER_URL, socket_timeout=1, socket_connect_timeout=1
        ) as redis:
            redis.ping()
    except (RedisError, OSError) as error:
        return Part(False, type(error).__name__)
    return Part(True)


def _elasticsearch() -> Part:
    return Part(engine.is_reachable())


def _worker() -> Part:
    """The relay ran lately: so beat, broker and a worker are alive together."""
    age = health.relay_age()
    if age is None:
        return Part(False, "not seen")
    return Part(age < health.RELAY_LATE_SECONDS, f"seen {age:.0f} s ago")


def _outbox() -> Part:
    try:
        age = health.oldest_age()
    except DatabaseError as error:
        return Part(False, type(error).__name__)
    return Part(age < OUTBOX_LATE_SECONDS, f"oldest waits {age:.0f} s")


PROBES: dict[str, Callable[[], Part]] = {
    "database": _database,
    "redis": _redis,
    "elasticsearch": _elasticsearch,
    "worker": _worker,
    "outbox": _outbox,
}
