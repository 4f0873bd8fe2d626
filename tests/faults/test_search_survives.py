"""Everything that was published is found, whatever is killed in the middle of it."""

import signal
import time
from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from jobs import services
from jobs.models import Vacancy
from portal import broker
from portal.accounts import services as organisations
from portal.celery import app
from portal.search import engine, indexes, outbox, registry
from portal.search.engine import writer
from portal.search.models import DeadLetter
from portal.search.reconcile import reconcile
from portal.search.results import search_for
from tests import waiting
from tests.conftest import process_environment
from tests.deploy.conftest import free_ports
from tests.factories import EscUserFactory, OrganisationFactory, VacancyFactory
from tests.faults import services as running

PUBLISHES = 500
# What a person waits at most for one publish while something is broken.
PATIENCE_SECONDS = 3
VACANCY = registry.get("vacancy")


@dataclass
class Road:
    """Servers, a worker and beat of our own, on this test's database."""

    parts: dict[str, running.Service]
    redis_url: str
    elasticsearch_url: str


@pytest.fixture(scope="module")
def own(django_db_setup, tmp_path_factory) -> Iterator[Road]:
    folder = tmp_path_factory.mktemp("faults")
    first, second, third = free_ports(3)
    redis, redis_url = running.redis(folder / "redis", first)
    node, node_url = running.elasticsearch(folder / "elasticsearch", second, third)
    environment = process_environment() | {
        "REDIS_URL": redis_url,
        "REDIS_BROKER_DB": "0",
        "REDIS_CACHE_DB": "1",
        "ELASTICSEARCH_URL": node_url,
    }
    parts = {
        "redis": redis,
        "elasticsearch": node,
        "worker": running.worker(folder, environment),
        "beat": running.beat(folder, environment),
    }
    try:
        for part in parts.values():
            part.start()
        yield Road(parts, redis_url, node_url)
    finally:
        for part in reversed(parts.values()):
            part.stop()


@pytest.fixture
def road(committed_db, own: Road, settings, monkeypatch) -> Iterator[Road]:
    """All of it running, with empty indexes, and this process using it."""
    settings.ELASTICSEARCH_HOSTS = [own.elasticsearch_url]
    engine._client.cache_clear()
    for name in ("broker_url", "broker_write_url", "broker_read_url"):
        monkeypatch.setattr(app.conf, name, f"{own.redis_url}/0")
    monkeypatch.setattr(broker, "_again_at", 0.0)
    indexes.create_all(fresh=True)
    yield own
    indexes.drop_all()
    engine._client.cache_clear()


def drafts(number: int) -> list[int]:
    employer = OrganisationFactory()
    rows = VacancyFactory.build_batch(
        number, employer=employer, status=Vacancy.Status.DRAFT, published_at=None
    )
    return [v.pk for v in Vacancy.objects.bulk_create(rows)]


def titles() -> dict[str, str]:
    """What the engine holds."""
    alias = indexes.alias(VACANCY, "read")
    writer().indices.refresh(index=alias)
    hits = writer().search(index=alias, size=PUBLISHES * 2)["hits"]["hits"]
    assert len({h["_id"] for h in hits}) == len(hits)
    return {h["_id"]: h["_source"]["title"] for h in hits}


def test_all_is_found_after_a_quiet_day(road):
    (pk,) = drafts(1)
    services.publish_vacancy(vacancy_id=pk)
    began = time.monotonic()
    waiting.until(lambda: search_for(kind="vacancy").hits, "the vacancy is found")
    assert time.monotonic() - began < PATIENCE_SECONDS


@pytest.mark.parametrize("victim", ["worker", "redis", "elasticsearch", "redis frozen"])
def test_all_is_found_though_a_part_is_killed_in_the_middle(road, victim):
    part = road.parts[victim.split()[0]]
    frozen = victim.endswith("frozen")
    ids = drafts(PUBLISHES)
    slowest = 0.0
    for number, pk in enumerate(ids):
        if number == PUBLISHES // 3:
            part.signal(signal.SIGSTOP) if frozen else part.kill()
        if number == PUBLISHES * 2 // 3:
            part.signal(signal.SIGCONT) if frozen else part.start()
        began = time.monotonic()
        services.publish_vacancy(vacancy_id=pk)
        if number % 10 == 0:
            services.update_vacancy(vacancy_id=pk, values={"title": f"Thợ hàn sửa lại {pk}"})
        if number % 25 == 1:
            services.close_vacancy(vacancy_id=pk, reason="other")
        slowest = max(slowest, time.monotonic() - began)
    assert slowest < PATIENCE_SECONDS, "publishing does not wait for what is broken"

    waiting.until(outbox.is_empty, "the outbox is empty", seconds=120)
    public = Vacancy.objects.filter(status=Vacancy.Status.PUBLISHED)
    assert public.count() == PUBLISHES - PUBLISHES // 25
    assert titles() == {str(v.pk): v.title for v in public}
    assert not DeadLetter.objects.exists()
    assert len(reconcile(VACANCY)) == 0


def test_search_says_that_it_is_limited_while_the_engine_is_away(road):
    (pk,) = drafts(1)
    road.parts["elasticsearch"].kill()
    services.publish_vacancy(vacancy_id=pk)
    results = search_for(q="thợ hàn")
    assert results.limited
    assert [hit.row.pk for hit in results.hits] == [pk]
    road.parts["elasticsearch"].start()
    found = waiting.until(
        lambda: (r := search_for(q="thợ hàn")).hits and not r.limited and r,
        "the engine has it",
        seconds=60,
    )
    assert [hit.row.pk for hit in found.hits] == [pk]


def test_an_employer_of_200_vacancies_renamed_then_suspended_is_fresh_everywhere(road):
    ids = drafts(200)
    for pk in ids:
        services.publish_vacancy(vacancy_id=pk)
    waiting.until(outbox.is_empty, "all are at the engine", seconds=60)
    employer = Vacancy.objects.get(pk=ids[0]).employer
    officer = EscUserFactory()

    organisations.update_organisation(
        organisation_id=employer.pk, values={"name": "Công ty Tên Mới"}
    )
    waiting.until(outbox.is_empty, "the new name is everywhere", seconds=60)
    assert field("organisation") == {"Công ty Tên Mới"}

    organisations.suspend_organisation(
        organisation_id=employer.pk, by=officer, reason="Thu phí của người lao động"
    )
    waiting.until(outbox.is_empty, "the suspension is everywhere", seconds=60)
    assert field("public") == {False}
    assert search_for(kind="vacancy").count == 0
    assert len(reconcile(VACANCY)) == 0


def field(name: str) -> set:
    """The values of a field in all documents."""
    alias = indexes.alias(VACANCY, "read")
    writer().indices.refresh(index=alias)
    hits = writer().search(index=alias, size=PUBLISHES * 2)["hits"]["hits"]
    assert len(hits) == 200
    return {h["_source"][name] for h in hits}
