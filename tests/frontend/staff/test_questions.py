"""What staff see of the questions that people search for."""

from datetime import timedelta
from urllib.parse import urlencode

import pytest
from django.test import Client
from django.utils import timezone

from portal.search.models import QuestionCount
from tests.queries import count_queries

pytestmark = pytest.mark.django_db
PAGE = "/ban-lam-viec/cau-tim-kiem/"
HERE, THERE = "district-an-duong", "district-le-chan"


def asked(words: str, searches: int, empty: int = 0, place: str = "", days_ago: int = 0) -> None:
    QuestionCount.objects.create(
        day=timezone.localdate() - timedelta(days=days_ago),
        words=words,
        place=place,
        searches=searches,
        zero_hits=empty,
        zero_after=empty,
    )


def shown(officer: Client, **given: str) -> list[tuple[str, int, int | None]]:
    page = officer.get(PAGE, given)
    assert page.status_code == 200
    return [(row.words, row.asked, row.empty) for row in page.context["rows"]]


def test_the_most_asked_of_all_days_places_and_kinds_first(officer: Client) -> None:
    asked("thợ hàn", 4, place=HERE)
    asked("thợ hàn", 3, empty=1, days_ago=3)
    asked("may", 5, empty=5)
    asked("lái xe", 2)
    assert shown(officer) == [("thợ hàn", 7, None), ("may", 5, 5)]
    assert shown(officer, show="empty") == [("may", 5, 5)]


def test_small_figures_are_not_shown_in_any_view(officer: Client) -> None:
    asked("thợ hàn", 9, empty=2, place=HERE)
    asked("thợ hàn", 2, empty=1, place=THERE)
    html = officer.get(PAGE).content.decode()
    assert "thợ hàn" in html
    assert shown(officer, show="empty") == [("thợ hàn", 11, 3)]
    assert shown(officer, place=THERE) == []
    assert shown(officer, place=HERE) == [("thợ hàn", 9, None)]


def test_period_and_place(officer: Client) -> None:
    asked("thợ hàn", 5, days_ago=20, place=HERE)
    asked("may", 5, days_ago=80)
    asked("bếp", 5, days_ago=300)
    assert [w for w, *_ in shown(officer)] == ["thợ hàn"]
    assert [w for w, *_ in shown(officer, days="7")] == []
    assert [w for w, *_ in shown(officer, days="365")] == ["bếp", "may", "thợ hàn"]
    assert [w for w, *_ in shown(officer, days="365", place=HERE)] == ["thợ hàn"]


@pytest.mark.parametrize(
    "given",
    [
        {"days": "x"},
        {"days": "99999999999"},
        {"place": "nowhere"},
        {"place": "\x00"},
        {"show": "<b>"},
        {"page": "-1"},
        {"page": "9" * 30},
    ],
)
def test_nonsense_in_the_address_shows_the_first_page(officer: Client, given: dict) -> None:
    asked("thợ hàn", 5)
    assert [w for w, *_ in shown(officer, **given)] in (["thợ hàn"], [])
    assert officer.get(PAGE, given).status_code == 200


def test_what_people_typed_is_text(officer: Client) -> None:
    asked('"><script>x</script>&q=1', 5)
    html = officer.get(PAGE).content.decode()
    assert "<script>x" not in html
    assert "q=%22%3E%3Cscript%3Ex%3C%2Fscript%3E%26q%3D1" in html


def test_only_what_is_not_understood_asks_for_its_meaning(officer: Client) -> None:
    asked("thợ hàn an dương", 5)
    asked("thợ xịt zin an dương", 5)
    rows = {row.words: row for row in officer.get(PAGE).context["rows"]}
    assert rows["thợ hàn an dương"].add_url == ""
    assert rows["thợ xịt zin an dương"].add_url.endswith(f"?{urlencode({'phrase': 'thợ xịt zin'})}")


def test_many_questions_come_in_pages_for_the_same_queries(officer: Client) -> None:
    asked("thợ hàn", 5, place=HERE)
    few = count_queries(lambda: officer.get(PAGE))
    for n in range(60):
        asked(f"nghề {n}", 5 + n, place=THERE)
    assert count_queries(lambda: officer.get(PAGE)) == few
    page = officer.get(PAGE)
    assert len(page.context["rows"]) == 50
    assert page.context["page"].paginator.num_pages == 2
