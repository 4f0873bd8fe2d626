import pytest
from django.core.cache import cache

from portal.changes import announce
from portal.search import engine as search_engine
from portal.search import health
from portal.search.models import DeadLetter, IndexState, OutboxEntry

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _no_trace_of_other_workers():
    cache.delete(health.RELAY_KEY)


def parts(client) -> dict[str, bool]:
    return {name: part["ok"] for name, part in client.get("/readyz").json()["parts"].items()}


def test_alive_asks_nobody(client, django_assert_num_queries):
    with django_assert_num_queries(0):
        answer = client.get("/healthz")
    assert (answer.status_code, answer.content) == (200, b"ok")


def test_ready_names_each_part(client, engine):
    assert parts(client) == {
        "database": True,
        "redis": True,
        "elasticsearch": True,
        "worker": False,
        "outbox": True,
    }
    assert client.get("/readyz").json()["status"] == "limited"
    health.note_relay_runs()
    answer = client.get("/readyz")
    assert (answer.status_code, answer.json()["status"]) == (200, "ok")


def test_a_part_that_is_away_is_named_and_pages_stay_in_service(client, settings):
    health.note_relay_runs()
    settings.ELASTICSEARCH_HOSTS = ["http://127.0.0.1:1"]
    settings.CELERY_BROKER_URL = "redis://127.0.0.1:1/0"
    search_engine._client.cache_clear()
    announce("vacancy", [1])
    OutboxEntry.objects.update(created_at="2026-01-01T00:00Z")
    answer = client.get("/readyz")
    search_engine._client.cache_clear()
    assert answer.status_code == 200
    found = {name: part["ok"] for name, part in answer.json()["parts"].items()}
    assert found == {
        "database": True,
        "redis": False,
        "elasticsearch": False,
        "worker": True,
        "outbox": False,
    }


def test_the_figures_of_the_road_to_search(engine):
    announce("vacancy", [1, 2])
    announce("organisation", [5])
    OutboxEntry.objects.update(created_at="2026-01-01T00:00Z")
    DeadLetter.objects.create(doc_type="vacancy", object_id="9", version=1, reason="x")
    IndexState.objects.filter(doc_type="course").update(missing=1, stale=2, orphaned=3)
    figures = health.read()
    assert figures.engine_reachable
    assert (figures.waiting, figures.dead_letters, figures.drift) == (3, 1, 6)
    assert figures.oldest_age > 24 * 3600
    assert {i.doc_type for i in figures.indexes} == {"vacancy", "course", "concept"}
    assert figures.last_rebuild is None


def test_metrics_are_for_this_machine_or_with_the_token(client, settings, engine):
    settings.METRICS_TOKEN = "s3cret"
    here = client.get("/metrics", REMOTE_ADDR="127.0.0.1")
    assert b"benviec_search_outbox_waiting 0.0" in here.content
    assert b'benviec_search_drift{type="vacancy"} 0.0' in here.content
    assert b"django_http_requests" in here.content

    def code(**extra: str) -> int:
        return client.get("/metrics", **extra).status_code

    assert code(REMOTE_ADDR="203.0.113.7") == 403
    assert code(REMOTE_ADDR="127.0.0.1", HTTP_X_FORWARDED_FOR="203.0.113.7") == 403
    far = {"REMOTE_ADDR": "203.0.113.7"}
    assert code(**far, HTTP_AUTHORIZATION="Bearer wrong") == 403
    assert code(**far, HTTP_AUTHORIZATION="Bearer s3cret") == 200
    settings.METRICS_TOKEN = ""
    assert code(**far, HTTP_AUTHORIZATION="Bearer ") == 403
