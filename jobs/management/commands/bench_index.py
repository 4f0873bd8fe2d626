"""Measures the road from the database to the engine: how many at once, how soon, how safely."""

import json
import random
import statistics
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.db import transaction
from elasticsearch.dsl.query import Ids, Term
from elasticsearch.helpers import parallel_bulk

from jobs.documents import VACANCY
from jobs.management.bulk import generate
from jobs.models import Vacancy
from portal.accounts.models import Organisation
from portal.celery import app
from portal.changes import announce
from portal.search import indexes, outbox
from portal.search.engine import writer
from portal.search.outbox import batches
from portal.search.reconcile import reconcile
from portal.throwaway import Stores, stores

AIMS: dict[str, Callable[[float], bool]] = {
    "ratio_bulk": lambda value: value >= 0.5,
    "publish_to_searchable_p95_s": lambda value: value <= 2.5,
    "lost": lambda value: value == 0,
    "stale": lambda value: value == 0,
}
# On a busy machine the engine may take long for a request of many documents.
PATIENCE_SECONDS = 300


def _some(text: str) -> int:
    number = int(text)
    if number < 1:
        raise ValueError
    return number


class Command(BaseCommand):
    help = "Bench of indexing. The last line is JSON. Everything it makes is thrown away."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--vacancies", type=_some, default=50_000, metavar="N")
        parser.add_argument("--publishes", type=_some, default=300, metavar="N")
        parser.add_argument("--seed", type=int, default=1)

    def handle(self, *args: Any, **options: Any) -> None:
        rng = random.Random(options["seed"])  # noqa: S311 makes ads, not secrets
        with stores("index") as own:
            generate(options["vacancies"], rng)
            raw_before = _raw_rate()
            with _worker(own):
                portal = _portal_rate()
                waits = _publish_and_wait(options["publishes"], rng)
                _change_many(rng)
            raw_after = _raw_rate()
            drift = reconcile(VACANCY, repair=False)
        raw = (raw_before + raw_after) / 2
        figures: dict[str, Any] = {
            "ratio_bulk": round(portal / raw, 3),
            "publish_to_searchable_p50_s": round(statistics.median(waits), 3),
            "publish_to_searchable_p95_s": round(statistics.quantiles(waits, n=20)[-1], 3),
            "lost": len(drift.missing),
            "stale": len(drift.stale) + len(drift.orphaned),
        }
        figures["aims_missed"] = [name for name, met in AIMS.items() if not met(figures[name])]
        self._print(options, raw, portal, figures)

    def _print(
        self, options: dict[str, Any], raw: float, portal: float, figures: dict[str, Any]
    ) -> None:
        rows = {
            "vacancies": options["vacancies"],
            "raw bulk, documents/s": round(raw),
            "through outbox and worker, documents/s": round(portal),
            **{name: value for name, value in figures.items() if name != "aims_missed"},
            "aims missed": ", ".join(figures["aims_missed"]) or "none",
        }
        for name, value in rows.items():
            self.stdout.write(f"{name:40} {value}")
        self.stdout.write(json.dumps(figures))


def _raw_rate() -> float:
    """Documents a second of the client's own bulk helper with documents that are ready."""
    ids = list(VACANCY.ids())
    documents = [
        {"_index": "", "_id": object_id, "_source": document}
        for batch in batches(ids)
        for object_id, document in VACANCY.build(batch)
    ]
    name = indexes.create(VACANCY)
    for document in documents:
        document["_index"] = name
    begin = time.perf_counter()
    for _ok, _ in parallel_bulk(writer().options(request_timeout=PATIENCE_SECONDS), documents):
        pass
    _until(lambda: indexes.count(name) == len(documents))
    seconds = time.perf_counter() - begin
    indexes.delete(name)
    return len(documents) / seconds


def _portal_rate() -> float:
    """Documents a second from rows of the database to searchable, through a real worker."""
    ids = list(VACANCY.ids())
    alias = indexes.alias(VACANCY, "read")
    begin = time.perf_counter()
    with transaction.atomic():
        announce("vacancy", ids)
    _until(lambda: indexes.count(alias) == len(ids))
    return len(ids) / (time.perf_counter() - begin)


def _publish_and_wait(number: int, rng: random.Random) -> list[float]:
    """Seconds until each of many changed vacancies, published one by one, can be found anew."""
    alias = indexes.alias(VACANCY, "read")
    ids = rng.sample(list(VACANCY.ids()), number)
    began: dict[str, float] = {}
    waits: list[float] = []
    while len(waits) < number:
        if ids:
            object_id = ids.pop()
            with transaction.atomic():
                Vacancy.objects.filter(pk=object_id).update(openings_left=4)
                announce("vacancy", [object_id])
            began[object_id] = time.perf_counter()
        fresh = Ids(values=list(began)) & Term(openings_left=4)
        answer = writer().search(
            index=alias, query=fresh.to_dict(), size=len(began) + 1, source=False
        )
        now = time.perf_counter()
        waits += [now - began.pop(hit["_id"]) for hit in answer["hits"]["hits"]]
        time.sleep(0.02)
    return waits


def _change_many(rng: random.Random) -> None:
    """Edits, closures and a renamed employer, all at once; then waits until all is done."""
    ids = list(VACANCY.ids())
    changed = rng.sample(ids, len(ids) // 20)
    closed = changed[: len(changed) // 5]
    with transaction.atomic():
        Vacancy.objects.filter(pk__in=changed).update(title="Thợ hàn, sửa lại")
        Vacancy.objects.filter(pk__in=closed).update(status=Vacancy.Status.CLOSED)
        announce("vacancy", changed)
        employers = Organisation.objects.order_by("pk")[:5]
        for employer in employers:
            employer.name += " (đổi tên)"
            employer.save()
        announce("organisation", [e.pk for e in employers])
    _until(outbox.is_empty)


@contextmanager
def _worker(own: Stores) -> Iterator[None]:
    arguments = ("celery", "-A", "portal", "worker", "-c", "2", "-l", "WARNING")
    with own.process(*arguments, PORTAL_PROCESS="worker"):
        _until(lambda: bool(app.control.ping(timeout=0.5)), seconds=60)
        yield


def _until(condition: Callable[[], bool], seconds: float = 900) -> None:
    end = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > end:
            raise TimeoutError(f"waited {seconds} s in vain")
        time.sleep(0.1)
