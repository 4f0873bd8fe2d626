import json
import random
import socket
import statistics
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from elasticsearch.helpers import parallel_bulk

from jobs.management.bulk import generate
from matching.bench import corpus, typed
from matching.bench.requests import Line, Sent, sent_meanwhile
from portal.search import indexes, registry
from portal.search.engine import writer
from portal.search.outbox import batches
from portal.throwaway import Stores, stores

AIM_RATIO_P50 = 1.5
VISITORS = 4
HOST = "127.0.0.1"
READY_SECONDS = 120
PATIENCE_SECONDS = 300


@dataclass
class Times:
    """Milliseconds of each request, through the portal and of its engine requests sent raw."""

    portal: list[float] = field(default_factory=list)
    engine: list[float] = field(default_factory=list)
    requests: list[int] = field(default_factory=list)
    """How many engine requests each took."""
    queries: list[int] = field(default_factory=list)
    """How many database queries each took."""


class Command(BaseCommand):
    help = (
        "Bench of searching: the portal over HTTP beside the engine, asked raw for the same. The "
        "last line is JSON. Everything it makes is thrown away."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--vacancies", type=_some, default=100_000, metavar="N")
        parser.add_argument("--queries", type=_some, default=500, metavar="M")
        parser.add_argument("--seed", type=int, default=1)

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEV:
            raise CommandError("Benches are for development; set PORTAL_ENV=dev for that.")
        rng = random.Random(options["seed"])  # noqa: S311 draws questions, not secrets
        with stores("search") as own:
            corpus.write()
            generate(options["vacancies"], rng)
            _index()
            searches = typed.searches(options["queries"], rng)
            suggestions = typed.suggestions(options["queries"], rng)
            with _web(own) as url:
                found = _measure(url, searches)
                typing = _measure(url, suggestions)
                rate = _rate(url, searches)
        figures = {**_figures(found, typing), "queries_per_s": round(rate, 1)}
        missed = figures["ratio_p50"] > AIM_RATIO_P50
        figures["aims_missed"] = ["ratio_p50"] if missed else []
        for name, value in {"vacancies": options["vacancies"], **figures}.items():
            shown = ", ".join(value) or "none" if isinstance(value, list) else value
            self.stdout.write(f"{name.replace('_', ' '):32} {shown}")
        self.stdout.write(json.dumps(figures))


def _some(text: str) -> int:
    number = int(text)
    if number < 2:
        raise ValueError
    return number


def _index() -> None:
    for document_type in registry.all_types():
        alias = indexes.alias(document_type, "write")
        actions = (
            {"_index": alias, "_id": key, "_source": document, "require_alias": True}
            for batch in batches(document_type.ids())
            for key, document in document_type.build(batch)
            if document
        )
        patient = writer().options(request_timeout=PATIENCE_SECONDS)
        for _ok, _ in parallel_bulk(patient, actions):
            pass
        patient.indices.refresh(index=alias)


@contextmanager
def _web(own: Stores) -> Iterator[str]:
    """The web server as production runs it, behind a proxy that tells whom it serves: visitors
    of different addresses do not use up each other's allowance."""
    with socket.create_server((HOST, 0)) as free:
        port = free.getsockname()[1]
    config = settings.BASE_DIR / "deploy" / "gunicorn.conf.py"
    arguments = ("gunicorn", "--config", str(config), "--bind", f"{HOST}:{port}", "portal.wsgi")
    with own.process(*arguments, PORTAL_PROCESS="web", NUM_PROXIES="1") as process:
        url = f"http://{HOST}:{port}"
        end = time.monotonic() + READY_SECONDS
        while True:
            try:
                Line(url).milliseconds(_request("/api/v1/search/", 0))
                break
            except (OSError, RuntimeError) as error:
                if process.poll() is not None or time.monotonic() > end:
                    raise CommandError(f"The web server does not answer: {error}") from error
                time.sleep(0.2)
        yield url


def _request(target: str, visitor: int) -> Sent:
    return Sent("GET", target, None, {"X-Forwarded-For": _address(visitor)})


def _address(visitor: int) -> str:
    return f"10.{visitor // 65536 % 256}.{visitor // 256 % 256}.{visitor % 256}"


def _measure(url: str, targets: list[str]) -> Times:
    """Each request once through the portal and once raw, in turns first, so that neither gains by
    what the other has warmed; both have been asked once before."""
    sent, queries = _watch(targets)
    portal, engine = Line(url), Line(settings.ELASTICSEARCH_HOSTS[0])
    for number, target in enumerate(targets[: len(targets) // 5]):
        portal.milliseconds(_request(target, number))
    times = Times(queries=queries, requests=[len(requests) for requests in sent])
    for number, (target, requests) in enumerate(zip(targets, sent, strict=True)):
        for portal_now in (number % 2 == 0, number % 2 == 1):
            if portal_now:
                times.portal.append(portal.milliseconds(_request(target, number)))
            else:
                times.engine.append(sum(engine.milliseconds(request) for request in requests))
    portal.close()
    engine.close()
    return times


def _watch(targets: list[str]) -> tuple[list[list[Sent]], list[int]]:
    """What each request sends to the engine, and how often it asks the database; seen from inside
    this process."""
    sent: list[list[Sent]] = []
    queries: list[int] = []
    client = Client(SERVER_NAME="localhost")
    for number, target in enumerate(targets):
        with sent_meanwhile() as requests, CaptureQueriesContext(connection) as asked:
            answer = client.get(target, REMOTE_ADDR=_address(number))
        if answer.status_code != 200:
            raise CommandError(f"{target} was answered {answer.status_code}")
        if number:  # the first one reads the lists that the process keeps
            queries.append(len(asked))
        sent.append(requests)
    return sent, queries


def _rate(url: str, targets: list[str]) -> float:
    """Searches a second with several visitors at once."""

    def ask(visitor: int) -> None:
        line = Line(url)
        for number, target in enumerate(targets[visitor::VISITORS]):
            line.milliseconds(_request(target, visitor * len(targets) + number))
        line.close()

    begin = time.perf_counter()
    with ThreadPoolExecutor(VISITORS) as pool:
        list(pool.map(ask, range(VISITORS)))
    return len(targets) / (time.perf_counter() - begin)


def _figures(found: Times, typing: Times) -> dict[str, Any]:
    portal, engine = _percentiles(found.portal), _percentiles(found.engine)
    suggested, asked = _percentiles(typing.portal), _percentiles(typing.engine)
    return {
        "portal_p50_ms": round(portal[0], 2),
        "portal_p95_ms": round(portal[1], 2),
        "engine_p50_ms": round(engine[0], 2),
        "engine_p95_ms": round(engine[1], 2),
        "ratio_p50": round(portal[0] / engine[0], 3),
        "ratio_p95": round(portal[1] / engine[1], 3),
        "suggest_portal_p50_ms": round(suggested[0], 2),
        "suggest_engine_p50_ms": round(asked[0], 2),
        "suggest_ratio_p50": round(suggested[0] / asked[0], 3),
        "engine_requests_max": max(found.requests),
        "database_queries_min": min(found.queries),
        "database_queries_max": max(found.queries),
    }


def _percentiles(values: list[float]) -> tuple[float, float]:
    return statistics.median(values), statistics.quantiles(values, n=20)[-1]
