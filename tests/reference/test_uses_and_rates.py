"""Codes for one use of a list, and the rates of law of a day."""

from datetime import date

import pytest
from django.utils import translation

from portal.reference import codes
from portal.reference.models import LegalRate
from portal.reference.rates import rate_by_scope, rates_on

pytestmark = pytest.mark.django_db


def test_a_list_is_split_by_what_it_is_used_for() -> None:
    refusing = codes.entries("enrolment_end_reasons", use="refuse")
    leaving = codes.entries("enrolment_end_reasons", use="leave")
    everything = codes.entries("enrolment_end_reasons")
    assert "under-age" in refusing
    assert "under-age" not in leaving
    assert {*refusing, *leaving} <= {*everything}
    assert [*refusing] == [code for code in everything if code in refusing]
    assert codes.entries("enrolment_end_reasons", use="ref") == {}


def test_labels_and_choices_are_split_alike() -> None:
    with translation.override("vi"):
        labels = codes.labels("priority_groups", use="vacancy")
        assert labels["disabled"] == "Người khuyết tật"
        assert codes.choices("priority_groups", use="vacancy") == list(labels.items())
    assert labels.keys() < codes.labels("priority_groups").keys()


def test_of_several_rates_the_newest_of_the_day_holds() -> None:
    def rate(code: str, amount: int, since: date, scope: str = "all") -> None:
        LegalRate.objects.create(
            code=code, scope=scope, amount=amount, unit="vnd", valid_from=since, verified=True
        )

    rate("test-fee", 1, date(2020, 1, 1))
    rate("test-fee", 2, date(2024, 1, 1))
    rate("test-fee", 3, date(2024, 1, 1), scope="seafarer")
    rate("test-cap", 9, date(2020, 1, 1))
    assert rate_by_scope("test-fee", date(2023, 12, 31))["all"].amount == 1
    assert {s: int(r.amount) for s, r in rate_by_scope("test-fee").items()} == {
        "all": 2,
        "seafarer": 3,
    }
    assert rate_by_scope("test-fee", date(2019, 12, 31)) == {}
    found = rates_on(codes=("test-fee", "test-cap"))
    assert found["test-cap", "all"].amount == 9
    assert len(found) == 3
