"""A search that finds nothing asks for less, says what it gave up, and asks the engine twice."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils import timezone
from elastic_transport import Transport

from jobs.models import Vacancy
from portal.changes import announce
from portal.search import vocabulary
from portal.search.results import Results, search_for
from tests.factories import (
    AN_DUONG,
    CAT_HAI,
    TIEN_LANG,
    CourseFactory,
    OrganisationFactory,
    VacancyFactory,
)

pytestmark = pytest.mark.django_db

BACH_LONG_VI = "11948"


@pytest.fixture(autouse=True)
def _fresh_vocabulary() -> None:
    vocabulary.forget()


@pytest.fixture
def publish(drain: Callable[[], None]) -> Callable[..., None]:
    def run(*rows: object) -> None:
        for row in rows:
            announce("vacancy" if isinstance(row, Vacancy) else "course", [row.pk])
        drain()

    return run


@pytest.fixture
def calls(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Paths of the requests to the engine, which go on as ever."""
    seen: list[str] = []
    send = Transport.perform_request

    def counted(self: Transport, method: str, target: str, **kwargs: object) -> object:
        seen.append(target.partition("?")[0].rpartition("/")[2])
        return send(self, method, target, **kwargs)

    monkeypatch.setattr(Transport, "perform_request", counted)
    return seen


@pytest.fixture
def city(publish: Callable[..., None]) -> None:
    publish(
        VacancyFactory(
            title="Thợ hàn",
            unit_id=AN_DUONG,
            pay_min=9_000_000,
            pay_max=9_000_000,
            employer=OrganisationFactory(name="Cơ khí Zừvexo"),
        ),
        VacancyFactory(title="Phụ bếp", occupation_id="cook", unit_id=TIEN_LANG),
        CourseFactory(title="Hàn cơ bản", unit_id=AN_DUONG),
    )


def titles(results: Results) -> list[str]:
    return [hit.row.title for hit in results.hits]


@pytest.mark.usefixtures("city")
@pytest.mark.parametrize(
    ("asked", "code", "first"),
    [
        ({"q": "zúvexo"}, "spelling", "Thợ hàn"),
        (
            {"q": "thợ hàn", "place": TIEN_LANG, "radius_km": "8", "kind": "vacancy"},
            "radius",
            "Thợ hàn",
        ),
        ({"q": '"thợ hàn" "zzyzx"'}, "words", "Thợ hàn"),
        ({"q": "thợ hàn", "pay_min": "30000000", "kind": "vacancy"}, "filter", "Thợ hàn"),
        (
            {"q": "thợ hàn", "pay_min": "30000000", "shift": "night", "kind": "vacancy"},
            "filters",
            "Thợ hàn",
        ),
        ({"q": "thợ hàn", "place": CAT_HAI}, "place", "Thợ hàn"),
        ({"q": "zzyzx"}, "no_words", None),
        ({"q": "hàn ca đêm lương trên 90 triệu", "sort": "pay"}, "order", "Thợ hàn"),
    ],
)
def test_each_way_is_taken_where_it_is_the_first_to_find_something(
    asked: dict[str, str], code: str, first: str | None, calls: list[str]
) -> None:
    results = search_for(**asked)
    assert results.relaxation is not None
    assert results.relaxation.code == code
    assert results.relaxation.text
    assert results.count == len(results.hits) > 0
    assert first is None or titles(results)[0] == first
    assert calls == ["_search", "_msearch"]


def test_of_several_conditions_without_a_trade_all_are_needed_unless_nothing_meets_them(
    publish: Callable[..., None],
) -> None:
    night = VacancyFactory(title="Đêm", shifts=["night"], pay_min=None, pay_max=8_000_000)
    well_paid = VacancyFactory(title="Ngày", shifts=["day"], pay_min=None, pay_max=15_000_000)
    publish(night, well_paid)
    asked = "ca đêm lương trên 12 triệu"
    results = search_for(q=asked)
    assert results.relaxation is not None
    assert results.relaxation.code == "any_word"
    assert set(titles(results)) == {"Đêm", "Ngày"}
    both = VacancyFactory(title="Cả hai", shifts=["night"], pay_min=None, pay_max=13_000_000)
    publish(both)
    results = search_for(q=asked)
    assert (titles(results), results.relaxation) == (["Cả hai"], None)


@pytest.mark.usefixtures("city")
def test_what_finds_something_is_asked_once_and_never_relaxed(calls: list[str]) -> None:
    results = search_for(q="tho han")
    assert results.relaxation is None
    assert calls == ["_search"]


@pytest.mark.usefixtures("city")
def test_pages_of_a_relaxed_search_follow_each_other() -> None:
    pages = [search_for(q="zzyzx", page=str(n), page_size="1") for n in (1, 2, 3)]
    assert len({title for page in pages for title in titles(page)}) == 3
    assert {page.count for page in pages} == {3}


def test_an_empty_portal_finds_nothing_and_gives_nothing_up(publish: Callable[..., None]) -> None:
    publish()
    results = search_for(q="thợ hàn", place=AN_DUONG, pay_min="1")
    assert (results.count, results.relaxation) == (0, None)


@pytest.mark.usefixtures("city")
def test_what_was_asked_for_of_another_kind_is_counted() -> None:
    results = search_for(q="hàn cơ bản", kind="overseas")
    assert results.elsewhere["course"] == 1


def test_islands_are_not_near_whatever_lies_across_the_water(publish: Callable[..., None]) -> None:
    publish(
        VacancyFactory(title="Trên đảo", unit_id=BACH_LONG_VI),
        VacancyFactory(title="Đất liền", unit_id=AN_DUONG),
    )
    assert titles(search_for(place=AN_DUONG, radius_km="200")) == ["Đất liền"]
    assert titles(search_for(place=BACH_LONG_VI, radius_km="200")) == ["Trên đảo"]


@pytest.mark.usefixtures("city")
def test_only_what_answers_everything_is_listed_where_the_order_is_no_rank() -> None:
    assert set(titles(search_for(q="phụ bếp Tiên Lãng"))) >= {"Phụ bếp"}
    assert titles(search_for(q="phụ bếp Tiên Lãng", sort="newest")) == ["Phụ bếp"]
    by_pay = search_for(q="phụ bếp An Dương", sort="pay")
    assert by_pay.relaxation is not None
    assert by_pay.relaxation.code == "order"


def test_what_is_only_near_the_trade_is_said_to_be(
    publish: Callable[..., None], calls: list[str]
) -> None:
    publish(VacancyFactory(title="Hàn TIG", occupation_id="tig-welder"))
    calls.clear()
    results = search_for(q="thợ hàn vỏ tàu")
    assert titles(results) == ["Hàn TIG"]
    assert results.relaxation is not None
    assert results.relaxation.code == "near"
    assert calls == ["_search"], "nobody asks again for what was found"


def test_a_place_without_anything_shows_the_nearest_first(publish: Callable[..., None]) -> None:
    publish(
        VacancyFactory(title="Xa", unit_id=TIEN_LANG),
        VacancyFactory(title="Gần", unit_id=AN_DUONG),
    )
    results = search_for(q="việc ở Hồng Bàng", kind="vacancy")
    assert titles(results)[0] == "Gần"
    assert results.understood.places, "its chip stays"


def test_a_country_that_is_named_is_the_only_one(publish: Callable[..., None]) -> None:
    publish(
        *(
            VacancyFactory(
                title=country,
                kind="overseas",
                country=country,
                unit=None,
                contract_approval_number="1",
                employer=OrganisationFactory(
                    kind="overseas_agency",
                    licence_number="1",
                    licence_valid_until=timezone.localdate() + timedelta(days=300),
                ),
            )
            for country in ("JP", "KR")
        )
    )
    assert titles(search_for(q="đi Nhật làm thợ hàn")) == ["JP"]


def test_sewing_is_no_machine_in_any_order(publish: Callable[..., None]) -> None:
    publish(
        VacancyFactory(title="Công nhân may", occupation_id="sewing-machine-operator"),
        VacancyFactory(title="Thợ máy tàu", occupation_id="engine-officer"),
    )
    for sort in ("newest", "pay"):
        assert titles(search_for(q="may", sort=sort)) == ["Công nhân may"]
