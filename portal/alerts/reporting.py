"""Finding what is new for saved searches, and telling each person once a day.

Streams everybody who is due in batches by key; the same search is one question to the engine. What
somebody was told of, that they were told, and the message itself are written in one transaction
under the lock of their row: run twice, run at once or killed half-way, it tells nothing twice and
forgets nothing. If the engine is away, nobody counts as told, and the next run tries again.
"""

import time
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import structlog
from django.db import DatabaseError, transaction
from django.utils import timezone, translation

from portal.alerts import links, messages
from portal.alerts.answers import Answers
from portal.alerts.channels import channel_for
from portal.alerts.models import Reported, SavedSearch, Subscriber
from portal.notices.kinds import NEW_MATCHES
from portal.notices.models import Notice, NoticePreference
from portal.notices.quiet import after_quiet_hours
from portal.notices.services import notify
from portal.search import registry
from portal.search.batch import Found

log = structlog.get_logger(__name__)

BATCH = 500  # people
LONGEST_SECONDS = 1200  # below Celery's limit; who is left is still due in the next run
TOLD_AGAIN_AFTER = timedelta(days=1)
# Where there was nothing new, it is soon looked for again.
LOOKED_AGAIN_AFTER = timedelta(hours=3)
# How late a vacancy may reach the engine and still be told of. What was told of in that time is
# known by its row, so looking back costs nothing but the asking.
LATE = timedelta(days=3)
# The same for the moment in which a search was saved: the person has seen what was there by then.
LATE_WHEN_SAVED = timedelta(minutes=10)
KEEP_REPORTED = timedelta(days=180)

Key = tuple[str, str]


@dataclass
class Run:
    """What a run did, for the log: people asked for, searches that went to the engine, the requests
    that took, messages written."""

    people: int = 0
    searches: int = 0
    requests: int = 0
    messages: int = 0


def report(now: datetime) -> Run:
    """Tells all who are due; does nothing in quiet hours. Raises EngineAwayError."""
    run = Run()
    if after_quiet_hours(now, NoticePreference()) != now:
        return run
    end = time.monotonic() + LONGEST_SECONDS
    answers = Answers(now - TOLD_AGAIN_AFTER - LATE)
    last = 0
    while time.monotonic() < end:
        due = Subscriber.objects.due(now).filter(pk__gt=last).order_by("pk")
        batch = list(due[:BATCH])
        if not batch:
            break
        _report(batch, now, answers, run)
        run.searches, run.requests = answers.searches, answers.requests
        last = batch[-1].pk
    return run


def _report(batch: Sequence[Subscriber], now: datetime, answers: Answers, run: Run) -> None:
    searches = _active(s.user_id for s in batch)
    found = answers.of((search, _since(search, s)) for s in batch for search in searches[s.user_id])
    rows = registry.rows({(f.type, f.id) for hits in found.values() for f in hits})
    told = _told((s.user_id for s in batch), rows)
    quiet: list[int] = []
    for subscriber in batch:
        run.people += 1
        user_id = subscriber.user_id
        news = _news(searches[user_id], found, rows, told[user_id])
        if not news:
            quiet.append(subscriber.pk)
            continue
        try:
            run.messages += _tell(subscriber.pk, news, rows, now)
        except DatabaseError as error:
            # One person's trouble must not keep the others waiting; they are due again.
            log.error("alert_failed", subscriber=subscriber.pk, error=type(error).__name__)
    Subscriber.objects.due(now).filter(pk__in=quiet).update(
        checked_at=now, next_at=now + LOOKED_AGAIN_AFTER
    )


def _active(user_ids: Iterable[int]) -> dict[int, list[SavedSearch]]:
    by_user: dict[int, list[SavedSearch]] = defaultdict(list)
    for search in SavedSearch.objects.active().filter(user__in=list(user_ids)).order_by("pk"):
        by_user[search.user_id].append(search)
    return by_user


def _since(search: SavedSearch, subscriber: Subscriber) -> datetime:
    saved = search.since - LATE_WHEN_SAVED
    return max(saved, subscriber.checked_at - LATE) if subscriber.checked_at else saved


def _told(user_ids: Iterable[int], rows: Iterable[Key]) -> dict[int, set[Key]]:
    """What people were told of before, of what was found now."""
    ids = {object_id for _type, object_id in rows}
    told: dict[int, set[Key]] = defaultdict(set)
    known = Reported.objects.filter(user__in=list(user_ids), object_id__in=ids)
    for user_id, name, object_id in known.values_list("user_id", "type", "object_id"):
        told[user_id].add((name, object_id))
    return told


def _news(
    searches: Iterable[SavedSearch],
    found: Mapping[int, list[Found]],
    rows: Mapping[Key, Any],
    told: set[Key],
) -> dict[int, list[Key]]:
    """By search, what the public sees and the person has not been told of; each once."""
    seen = set(told)
    news: dict[int, list[Key]] = {}
    for search in searches:
        new = [(f.type, f.id) for f in found[search.pk] if (f.type, f.id) in rows]
        new = [key for key in new if key not in seen]
        seen.update(new)
        if new:
            news[search.pk] = new
    return news


@transaction.atomic
def _tell(
    subscriber_id: int, news: dict[int, list[Key]], rows: Mapping[Key, Any], now: datetime
) -> int:
    """Writes the message and what it told of; how many messages that made (0 where somebody else
    was quicker, or the person has changed their mind meanwhile)."""
    locked = Subscriber.objects.due(now).select_for_update(of=("self",), skip_locked=True)
    subscriber = locked.select_related("user").filter(pk=subscriber_id).first()
    if subscriber is None:
        return 0
    user = subscriber.user
    today = timezone.localdate(now)
    key = f"{NEW_MATCHES}:{user.pk}:{today}"
    searches = [s for s in _active([user.pk])[user.pk] if s.pk in news]
    told = _told([user.pk], [key for keys in news.values() for key in keys])[user.pk]
    fresh = {s: [k for k in news[s.pk] if k not in told] for s in searches}
    fresh = {search: keys for search, keys in fresh.items() if keys}
    if not fresh or Notice.objects.filter(key=key).exists():
        _next(subscriber, now, LOOKED_AGAIN_AFTER)
        return 0
    Reported.objects.bulk_create(
        Reported(user=user, type=name, object_id=object_id, day=today)
        for keys in fresh.values()
        for name, object_id in keys
    )
    with translation.override(user.language):
        context = messages.context_of(fresh, rows) | {
            "url": links.news_url(user, today),
            "stop_url": links.stop_url(user, today),
        }
    notify(user=user, kind=NEW_MATCHES, context=context, key=key, channel=channel_for(subscriber))
    # To the minute, so that the run of tomorrow that starts a second earlier tells them too.
    _next(subscriber, now.replace(second=0, microsecond=0), TOLD_AGAIN_AFTER)
    return 1


def _next(subscriber: Subscriber, now: datetime, after: timedelta) -> None:
    subscriber.checked_at, subscriber.next_at = now, now + after
    subscriber.save(update_fields=["checked_at", "next_at"])


def forget_old(now: datetime) -> None:
    """Deletes what is known of messages long past; what they told of has closed since."""
    Reported.objects.filter(day__lt=timezone.localdate(now - KEEP_REPORTED)).delete()
