"""Real commits: several workers at the same people, and a person who saves twice at once."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from django.core.exceptions import ValidationError
from django.db import connection
from django.http import QueryDict

from portal.alerts import services
from portal.alerts.models import SavedSearch
from portal.alerts.reporting import report
from portal.changes import announce
from portal.notices.models import Notice
from tests.alerts.conftest import at, save, seeker
from tests.factories import VacancyFactory


def together(act: Callable[[int], Any], times: int) -> list[Any]:
    """What each of several threads got, started at the same moment."""

    def run(number: int) -> Any:
        try:
            return act(number)
        finally:
            connection.close()

    with ThreadPoolExecutor(times) as pool:
        return list(pool.map(run, range(times)))


def test_two_runs_at_once_tell_once(committed_db: None, drain: Callable[[], None]) -> None:
    people = [seeker() for _ in range(3)]
    for one in people:
        save(one)
    announce("vacancy", [VacancyFactory().pk])
    drain()
    together(lambda _: report(at(9)), 4)
    assert sorted(Notice.objects.values_list("user", flat=True)) == [p.pk for p in people]


def test_a_search_saved_twice_at_once_is_one_row(committed_db: None) -> None:
    user = seeker()
    rows = together(lambda _: save(user), 4)
    assert len({row.pk for row in rows}) == SavedSearch.objects.count() == 1


def test_the_limit_holds_when_many_are_saved_at_once(committed_db: None, monkeypatch) -> None:
    monkeypatch.setattr(services, "MOST_SEARCHES", 3)
    user = seeker()

    def one(number: int) -> bool:
        try:
            services.save_search(user=user, search=QueryDict(f"q=thợ {number}"))
        except ValidationError:
            return False
        return True

    assert sum(together(one, 6)) == 3
    assert SavedSearch.objects.count() == 3
