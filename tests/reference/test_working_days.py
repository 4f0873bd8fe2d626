"""Terms that count working days."""

from datetime import date

import pytest

from portal.reference.working_days import after_working_days, is_working_day

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("begin", "end"),
    [
        (date(2026, 11, 27), date(2026, 12, 8)),  # a Friday: two weekends
        (date(2026, 11, 28), date(2026, 12, 8)),  # a Saturday is no day of it
        (date(2026, 2, 13), date(2026, 3, 3)),  # the whole week of Tết
        (date(2026, 4, 24), date(2026, 5, 8)),  # three holidays in two weeks
        (date(2026, 8, 31), date(2026, 9, 11)),  # National Day
    ],
)
def test_seven_working_days(begin: date, end: date) -> None:
    assert after_working_days(begin, 7) == end


def test_no_term_is_over_at_once() -> None:
    assert after_working_days(date(2026, 11, 28), 0) == date(2026, 11, 28)


def test_a_year_without_a_list_has_weekends() -> None:
    assert is_working_day(date(2040, 1, 2))
    assert not is_working_day(date(2040, 1, 1))


def test_the_list_names_each_year_in_full() -> None:
    """Eleven days of the law, but for those on a weekend, which are made up for."""
    from portal.reference.codes import entries

    years = [code[:4] for code in entries("public_holidays")]
    assert {year: years.count(year) for year in set(years)} == {"2026": 11, "2027": 11}
