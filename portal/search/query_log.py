"""What people search for, as counts by day from which nobody can be told.

A search costs one trip to Redis, where the counts of the last minute wait for a worker. They are
worth little one by one: while Redis is away they are lost, and nobody waits for them.
"""

import json
import re
import time
from collections import Counter
from dataclasses import astuple, dataclass
from datetime import timedelta
from functools import lru_cache
from typing import cast
from uuid import uuid4

import structlog
from django.conf import settings
from django.db import connection, transaction
from django.db.models import Sum
from django.utils import timezone
from redis import Redis, RedisError
from redis.backoff import NoBackoff
from redis.retry import Retry

from portal.reference.places import HOME_PROVINCE, Gazetteer, distance_km, gazetteer
from portal.search.concepts import OCCUPATION, SKILL
from portal.search.models import CountedBatch, QuestionCount
from portal.search.personal import is_personal
from portal.search.registry import Json
from portal.search.results import Results
from portal.search.spelling import written
from portal.search.understand import Understood
from portal.textfold import fold

log = structlog.get_logger(__name__)

# Whoever searches must not notice a Redis that hangs; after a failure it is left alone a while.
TIMEOUT_SECONDS = 0.2
PAUSE_SECONDS = 5
BUFFER, BATCH = "benviec-questions", "benviec-questions-batch:"
# Different questions that may wait; a flood of others is not worth the memory.
MOST_WAITING = 50_000
# A batch that nobody could delete is gone before it is forgotten that it was counted.
BATCH_SECONDS = 7 * 24 * 3600
BATCH_REMEMBERED_DAYS = 30
LONGEST, MOST_WORDS = 80, 14
# A position farther than this from any place is abroad, or wrong.
FARTHEST_KM = 50
RARE, RARE_DAYS, KEPT_DAYS = 3, 30, 396
# Who narrows a list has asked before, and what is missing then is no fault of the words.
_NARROWED = (
    *("radius_km", "occupation", "skill", "industry", "pay_min", "level", "shift", "welfare"),
    "posted_after",
)
_SIGNS = re.compile(r"[^\w+#&/.\-]+")
_again_at = 0.0

_COUNT = """
INSERT INTO search_questioncount (day, words, place, kind, searches, zero_hits, zero_after)
SELECT * FROM unnest(
    %s::date[], %s::text[], %s::text[], %s::text[], %s::int[], %s::int[], %s::int[]
) AS given(day, words, place, kind, searches, zero_hits, zero_after)
ORDER BY day, words, place, kind
ON CONFLICT (day, words, place, kind) DO UPDATE SET
    searches = search_questioncount.searches + EXCLUDED.searches,
    zero_hits = search_questioncount.zero_hits + EXCLUDED.zero_hits,
    zero_after = search_questioncount.zero_after + EXCLUDED.zero_after
"""


@dataclass(frozen=True)
class Noted:
    """One search as it is counted."""

    day: str
    words: str
    place: str
    kind: str
    zero_hits: bool
    zero_after: bool


def note(results: Results) -> None:
    """Counts a search that somebody made, unless it is another page of one, narrows one, or may
    tell who somebody is. Never raises because Redis is away, and does not wait for it."""
    global _again_at
    noted = _noted(results)
    if noted is None or time.monotonic() < _again_at:
        return
    try:
        pipeline = _redis(TIMEOUT_SECONDS).pipeline(transaction=False)
        pipeline.hincrby(BUFFER, json.dumps(astuple(noted), ensure_ascii=False), 1)
        pipeline.hlen(BUFFER)
        _, waiting = pipeline.execute()
    except (RedisError, OSError) as error:
        _again_at = time.monotonic() + PAUSE_SECONDS
        log.warning("query_log_away", error=type(error).__name__)
    else:
        if waiting > MOST_WAITING:
            _again_at = time.monotonic() + PAUSE_SECONDS
            log.warning("query_log_full")


def _noted(results: Results) -> Noted | None:
    params = results.params
    words = normalised(params["q"])
    if (
        not words
        or results.limited
        or params["page"] > 1
        or params["sort"] != "relevance"
        or any(params[name] for name in _NARROWED)
        or (not _is_listed(results.understood) and is_personal(params["q"], _is_place))
    ):
        return None
    return Noted(
        day=timezone.localdate().isoformat(),
        words=words,
        place=rounded_place(params),
        kind=params["kind"][0] if len(params["kind"]) == 1 else "",
        # What was found after relaxing was not found as it was asked.
        zero_hits=results.found_nothing,
        zero_after=not results.count,
    )


def _is_listed(understood: Understood) -> bool:
    """The question is the name of a trade or skill, and no more; some sound like a person's."""
    return len(understood.parts) == 1 and any(
        part.sure == 1 and part.kinds & {OCCUPATION, SKILL} for part in understood.parts
    )


def normalised(typed: str) -> str:
    """The words of a question in lower case and one spelling; empty for one that holds no letter
    or is too long to be one that several people ask."""
    words = _SIGNS.sub(" ", written(typed)).split()
    kept = [word.strip("./&-") for word in words]
    text = " ".join(filter(None, kept))
    fits = len(text) <= LONGEST and len(words) <= MOST_WORDS
    return text if fits and any(map(str.isalpha, text)) else ""


def rounded_place(params: Json) -> str:
    """The code of a former district or province in which a search was made; never where somebody
    stands, or lives. Empty where there is none, or several far apart."""
    places = gazetteer()
    codes = params["place"]
    if not codes and params["lat"] is not None:
        codes = _units_near(places, params["lat"], params["lon"])
    rounded = {_rounded(places, code) for code in codes}
    if len(rounded) > 1:
        rounded = {places.places[code].province for code in rounded}
    return rounded.pop() if len(rounded) == 1 else ""


def _rounded(places: Gazetteer, code: str) -> str:
    place = places.places[code]
    if place.kind in ("district", "province"):
        return code
    districts = places.districts_of.get(min(place.units, default=code), ())
    return districts[0] if districts else place.province


def _units_near(places: Gazetteer, lat: float, lon: float) -> list[str]:
    """The unit whose middle is nearest."""
    # A degree is 111 km at most: what is farther than half of one is not looked at closely.
    near = [
        (distance_km(lat, lon, place.lat, place.lon), place.code)
        for place in places.places.values()
        if place.kind == "unit" and abs(place.lat - lat) < 0.5 and abs(place.lon - lon) < 0.5
    ]
    km, code = min(near, default=(FARTHEST_KM, ""))
    return [code] if km < FARTHEST_KM else []


def _is_place(folded: str) -> bool:
    return folded in _names_of(gazetteer())


@lru_cache(maxsize=1)
def _names_of(places: Gazetteer) -> frozenset[str]:
    """Names by which people here know places: those here, and all provinces."""
    return frozenset(
        fold(place.name)
        for place in places.places.values()
        if place.province == HOME_PROVINCE or place.kind == "province"
    )


def flush() -> int:
    """Brings what waits into the database; returns how many searches that were.

    Killed at any point, or run twice at once, it counts every batch once: the batch has a name of
    its own before it is read, and the name is kept in the transaction that counts it.
    """
    redis = _redis(None)
    if redis.exists(BUFFER):
        batch = f"{BATCH}{uuid4()}"
        try:
            redis.rename(BUFFER, batch)
        except RedisError:
            # Somebody else was faster, and will count it.
            log.info("query_log_taken")
        else:
            redis.expire(batch, BATCH_SECONDS)
    # What an earlier one left behind as well.
    return sum(_count(redis, key) for key in redis.scan_iter(f"{BATCH}*"))


def _count(redis: "Redis", key: str) -> int:
    waiting = cast("dict[str, str]", redis.hgetall(key))
    counted = 0
    if waiting:
        with transaction.atomic():
            _batch, is_new = CountedBatch.objects.get_or_create(key=key)
            if is_new:
                counted = _write(waiting)
    redis.delete(key)
    return counted


def _write(waiting: dict[str, str]) -> int:
    totals: dict[tuple[str, str, str, str], Counter[str]] = {}
    for field, number in waiting.items():
        noted = Noted(*json.loads(field))
        times = int(number)
        totals.setdefault((noted.day, noted.words, noted.place, noted.kind), Counter()).update(
            searches=times,
            zero_hits=times * noted.zero_hits,
            zero_after=times * noted.zero_after,
        )
    columns = [list(column) for column in zip(*totals, strict=True)]
    for name in ("searches", "zero_hits", "zero_after"):
        columns.append([total[name] for total in totals.values()])
    with connection.cursor() as cursor:
        cursor.execute(_COUNT, columns)
    return sum(columns[4])


@transaction.atomic
def forget_old() -> int:
    """Deletes what is older than 13 months, and what hardly anybody asked (fewer than 3 times in
    all) after 30 days; returns how many counts went."""
    today = timezone.localdate()
    old = QuestionCount.objects.filter(day__lt=today - timedelta(days=KEPT_DAYS))
    often = (
        QuestionCount.objects.order_by()
        .values("words")
        .annotate(asked=Sum("searches"))
        .filter(asked__gte=RARE)
    )
    rare = QuestionCount.objects.filter(day__lt=today - timedelta(days=RARE_DAYS)).exclude(
        words__in=often.values("words")
    )
    gone = old.delete()[0] + rare.delete()[0]
    remembered = timezone.now() - timedelta(days=BATCH_REMEMBERED_DAYS)
    CountedBatch.objects.filter(at__lt=remembered).delete()
    return gone


@lru_cache
def _redis(timeout: float | None) -> "Redis":
    """The Redis of the queue: that of the cache may drop what it likes."""
    return Redis.from_url(
        settings.CELERY_BROKER_URL,
        socket_timeout=timeout or 10,
        socket_connect_timeout=timeout or 5,
        retry=Retry(NoBackoff(), 0),
        decode_responses=True,
    )
