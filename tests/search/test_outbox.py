import time

import pytest
from django.db import transaction

from jobs.models import Vacancy
from portal import broker
from portal.changes import announce
from portal.search import outbox
from portal.search.models import DocumentVersion, OutboxEntry, PendingChange
from tests.factories import OrganisationFactory, VacancyFactory

pytestmark = pytest.mark.django_db


def queued(doc_type: str) -> dict[str, int]:
    return dict(OutboxEntry.objects.filter(doc_type=doc_type).values_list("object_id", "version"))


def test_each_change_of_an_object_raises_its_version():
    announce("vacancy", [7, 8])
    announce("vacancy", [7])
    versions = OutboxEntry.objects.filter(object_id="7").order_by("id")
    assert list(versions.values_list("version", flat=True)) == [1, 2]
    assert queued("vacancy") == {"7": 2, "8": 1}


def test_a_change_that_is_rolled_back_leaves_nothing():
    with transaction.atomic():
        announce("vacancy", [7])
        announce("organisation", [7])
        assert OutboxEntry.objects.exists()
        transaction.set_rollback(True)
    assert not OutboxEntry.objects.exists()
    assert not PendingChange.objects.exists()
    assert not DocumentVersion.objects.exists()


def test_a_renamed_employer_queues_its_published_vacancies_and_its_own_concept():
    employer = OrganisationFactory()
    vacancies = VacancyFactory.create_batch(3, employer=employer)
    VacancyFactory(employer=employer, status=Vacancy.Status.CLOSED)
    VacancyFactory()
    announce("organisation", [employer.pk])
    assert queued("vacancy") == {}, "the writer's transaction stays small"
    outbox.spread()
    assert set(queued("vacancy")) == {str(v.pk) for v in vacancies}
    assert set(queued("concept")) == {f"organisation:{employer.pk}"}
    assert outbox.spread() is False
    assert not PendingChange.objects.exists()


def test_thousands_are_queued_in_a_few_statements(django_assert_max_num_queries):
    with django_assert_max_num_queries(10):
        assert outbox.enqueue("vacancy", map(str, range(9000))) == 9000
    assert OutboxEntry.objects.count() == 9000


def test_an_object_named_twice_is_queued_once():
    announce("vacancy", ["5", 5, "5"])
    assert OutboxEntry.objects.count() == 1


def test_a_floor_lifts_the_version_above_what_the_engine_holds():
    outbox.enqueue("vacancy", ["1"], floors={"1": 40})
    outbox.enqueue("vacancy", ["1"], floors={"1": 12})
    assert queued("vacancy") == {"1": 41}


def test_many_changes_in_a_row_start_one_relay(monkeypatch, django_capture_on_commit_callbacks):
    from portal.celery import app

    monkeypatch.setattr(broker, "_again_at", 0.0)
    outbox.note_relay_starts()
    with app.connection_for_write() as connection:
        queue = connection.default_channel
        queue.queue_purge("celery")

        def change() -> int:
            with django_capture_on_commit_callbacks(execute=True):
                announce("vacancy", [1])
            return queue.client.llen("celery")

        assert [change(), change(), change()] == [1, 1, 1]
        outbox.note_relay_starts()
        assert change() == 2, "one that has begun may have missed it"
        with monkeypatch.context() as away:
            away.setattr(app.conf, "broker_write_url", "redis://127.0.0.1:1/0")
            outbox.note_relay_starts()
            assert change() == 2
        monkeypatch.setattr(broker, "_again_at", 0.0)
        assert change() == 3, "a nudge that failed stands in the way of none"
        queue.queue_purge("celery")
    outbox.note_relay_starts()


def test_a_broker_that_is_away_neither_raises_nor_blocks(
    settings, monkeypatch, django_capture_on_commit_callbacks
):
    from portal.celery import app

    # A port that nobody listens on, and an address that swallows what is sent to it.
    for url in ("redis://127.0.0.1:1/0", "redis://10.255.255.1:6379/0"):
        outbox.note_relay_starts()
        monkeypatch.setattr(broker, "_again_at", 0.0)
        monkeypatch.setattr(app.conf, "broker_write_url", url)
        begin = time.monotonic()
        with django_capture_on_commit_callbacks(execute=True):
            announce("vacancy", [1])
        assert time.monotonic() - begin < 3
        assert broker._again_at > time.monotonic()
    assert OutboxEntry.objects.count() == 2
