import threading

from django.db import connection

from portal.changes import announce
from portal.search import outbox, relay
from tests.factories import VacancyFactory


def test_relays_side_by_side_share_the_work(committed_db, engine):
    vacancies = VacancyFactory.create_batch(40)
    announce("vacancy", [v.pk for v in vacancies])
    claimed = []

    def work() -> None:
        try:
            claimed.append(relay.claim())
        finally:
            connection.close()

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sum(c.done for c in claimed) == 40
    assert outbox.is_empty()
