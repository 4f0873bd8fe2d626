import threading

import pytest
from django.db import connection

from portal.changes import announce
from portal.search import indexes, outbox, registry, relay
from portal.search.engine import writer
from portal.search.rebuild import RebuildRefusedError, _alone, rebuild
from tests.factories import VacancyFactory

VACANCY = registry.get("vacancy")


def test_only_one_rebuild_of_an_index_at_a_time(committed_db, engine):
    refused = []

    def second() -> None:
        try:
            with pytest.raises(RebuildRefusedError, match="at work"):
                rebuild(VACANCY)
            refused.append(True)
        finally:
            connection.close()

    with _alone(VACANCY):
        thread = threading.Thread(target=second)
        thread.start()
        thread.join()
    assert refused == [True]
    assert rebuild(VACANCY).now == 0


def test_writing_goes_on_while_rebuilding(committed_db, engine):
    """Three rebuilds beside a writer and a relay: at the end every title is the last one."""
    vacancies = VacancyFactory.create_batch(300)
    rebuild(VACANCY)
    stop = threading.Event()

    def work() -> None:
        try:
            while not stop.is_set():
                relay.claim()
        finally:
            connection.close()

    thread = threading.Thread(target=work)
    thread.start()
    try:
        for turn in range(3):
            rebuilding = threading.Thread(target=_rebuild)
            rebuilding.start()
            for vacancy in vacancies[turn::3]:
                vacancy.title = f"Thợ hàn lượt {turn} {vacancy.pk}"
                vacancy.save()
                announce("vacancy", [vacancy.pk])
            rebuilding.join()
    finally:
        stop.set()
        thread.join()
    while not outbox.is_empty():
        relay.claim()
    alias = indexes.alias(VACANCY, "read")
    writer().indices.refresh(index=alias)
    hits = writer().search(index=alias, size=1000)["hits"]["hits"]
    assert {h["_id"]: h["_source"]["title"] for h in hits} == {
        str(v.pk): v.title for v in vacancies
    }
    assert len(indexes.names(VACANCY)) == 1


def _rebuild() -> None:
    try:
        rebuild(VACANCY)
    finally:
        connection.close()
