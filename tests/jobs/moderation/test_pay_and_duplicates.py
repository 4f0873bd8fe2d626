"""Pay below the minimum wage of the place, and vacancies that are posted twice."""

from datetime import timedelta

import pytest
from django.utils import timezone

from jobs.models import Vacancy
from jobs.moderation.checks import findings_of
from jobs.moderation.facts import Facts, Floor, facts_for
from portal.reference.models import LegalRate, Unit
from tests.factories import AN_DUONG, OrganisationFactory, VacancyFactory

MONTH = Floor(5_310_000, "I", "293/2025/NĐ-CP", verified=True)
HOUR = Floor(25_500, "I", "293/2025/NĐ-CP", verified=True)
FACTS = Facts(month=MONTH, hour=HOUR)


def found(facts: Facts = FACTS, **fields: object) -> set[tuple[str, str]]:
    vacancy = Vacancy(**{"title": "Thợ hàn", "employment_type": "full-time", **fields})
    return {
        (f.field, str(f.severity))
        for f in findings_of(vacancy, facts)
        if f.code == "below_minimum_wage"
    }


@pytest.mark.parametrize(
    ("fields", "at"),
    [
        ({"pay_min": 5_309_999, "pay_max": 9_000_000}, "pay_min"),
        ({"pay_max": 5_000_000}, "pay_max"),
        ({"pay_min": 4_000_000, "employment_type": "temporary"}, "pay_min"),
        # 24 hours a week are 104 a month.
        ({"pay_min": 2_600_000, "employment_type": "part-time", "hours_per_week": 24}, "pay_min"),
        ({"pay_min": 2_600_000, "hours_per_week": 24}, "pay_min"),
        ({"pay_period": "hour", "rate_min": 25_000, "employment_type": "part-time"}, "rate_min"),
        ({"pay_period": "day", "rate_min": 200_000}, "rate_min"),
        ({"pay_period": "day", "rate_max": 203_000}, "rate_max"),
    ],
)
def test_too_little_is_blocked_where_it_stands(fields: dict, at: str) -> None:
    assert found(**fields) == {(at, "block")}


@pytest.mark.parametrize(
    "fields",
    [
        {"pay_min": 5_310_000},
        {},
        {"pay_period": "negotiable"},
        {"pay_min": 2_652_000, "employment_type": "part-time", "hours_per_week": 24},
        # By the month and for how many hours is not said: nothing can be compared.
        {"pay_min": 2_000_000, "employment_type": "part-time"},
        {"pay_period": "hour", "rate_min": 25_500},
        {"pay_period": "day", "rate_min": 204_000},
        # No employment contract.
        {"pay_min": 3_000_000, "employment_type": "internship"},
        {"pay_min": 3_000_000, "employment_type": "home-based"},
        {"pay_min": 3_000_000, "contract": "apprenticeship"},
        {"pay_min": 1_000_000, "kind": "overseas"},
    ],
)
def test_enough_or_nothing_to_compare_is_fine(fields: dict) -> None:
    assert found(**fields) == set()


def test_what_the_centre_has_not_verified_only_raises_a_doubt() -> None:
    """portal/reference/data/sources.toml: an unverified rate never blocks."""
    unsure = Facts(month=Floor(5_310_000, "I", "x", verified=False))
    assert found(unsure, pay_min=4_000_000) == {("pay_min", "doubt")}


def test_commission_may_come_on_top() -> None:
    assert found(pay_min=4_000_000, pay_period="commission") == {("pay_min", "doubt")}


def test_the_message_says_what_is_the_least_and_why() -> None:
    vacancy = Vacancy(title="Thợ hàn", employment_type="full-time", pay_min=4_000_000)
    (finding,) = findings_of(vacancy, FACTS)
    for part in ("5.310.000", "293/2025/NĐ-CP", " I"):
        assert part in finding.message


@pytest.mark.django_db
class TestFacts:
    def test_rates_are_those_of_the_place_today(self) -> None:
        today = timezone.localdate()
        LegalRate.objects.create(
            code="minimum-wage-month",
            scope="I",
            amount=9_000_000,
            unit="VND/month",
            valid_from=today + timedelta(days=1),
            legal_source="later",
            verified=True,
        )
        vacancy = VacancyFactory.build(unit=Unit.objects.get(pk=AN_DUONG))
        month = facts_for(vacancy, posted_anew=False).month
        assert month is not None
        assert (month.region, month.source) == ("I", "293/2025/NĐ-CP")

    def test_where_no_region_is_known_the_lowest_holds(self) -> None:
        unit = Unit.objects.filter(wage_region="").first()
        month = facts_for(VacancyFactory.build(unit=unit), posted_anew=False).month
        assert month is not None
        assert month.region == "IV"


@pytest.mark.django_db
class TestPostedTwice:
    def of(self, first: Vacancy, **fields: object) -> bool:
        again = VacancyFactory(
            **{"employer": first.employer, "status": "draft", "published_at": None, **fields}
        )
        facts = facts_for(again, posted_anew=True)
        return any(f.code == "duplicate" for f in findings_of(again, facts))

    @pytest.mark.parametrize(
        ("before", "now", "same"),
        [
            ("Thợ hàn CO2", "THO HAN CO2", True),
            ("Thợ hàn CO2", "Tuyển gấp thợ hàn CO2 đi làm ngay", True),
            ("Tuyển 10 người: thợ hàn", "Tuyển 20 người thợ hàn", True),
            ("Thợ hàn 3G", "Thợ hàn 6G", False),
            ("Thợ hàn ca 1", "Thợ hàn ca 2", False),
            ("Thợ hàn tàu", "Thợ hàn khung nhà xưởng", False),
        ],
    )
    def test_titles_are_compared_as_people_mean_them(
        self, before: str, now: str, same: bool
    ) -> None:
        assert self.of(VacancyFactory(title=before), title=now) is same

    @pytest.mark.parametrize(
        "fields",
        [
            {"unit_id": "11755"},
            {"occupation_id": "mig-welder"},
        ],
    )
    def test_another_place_or_occupation_is_another_vacancy(self, fields: dict) -> None:
        assert not self.of(VacancyFactory(title="Thợ hàn"), title="Thợ hàn", **fields)

    def test_another_employer_may_look_for_the_same(self) -> None:
        first = VacancyFactory(title="Thợ hàn")
        assert not self.of(first, title="Thợ hàn", employer=OrganisationFactory())

    @pytest.mark.parametrize("change", [{"status": "closed"}, {"published_at": 31}])
    def test_what_is_closed_or_old_is_no_double(self, change: dict) -> None:
        if "published_at" in change:
            change = {"published_at": timezone.now() - timedelta(days=change["published_at"])}
        assert not self.of(VacancyFactory(title="Thợ hàn", **change), title="Thợ hàn")

    def test_the_day_of_the_first_one_is_that_of_the_readers(self) -> None:
        night = timezone.localtime().replace(hour=0, minute=30) - timedelta(days=1)
        first = VacancyFactory(published_at=night)
        again = VacancyFactory.build(employer=first.employer, occupation=first.occupation)
        (other,) = facts_for(again, posted_anew=True).others
        assert other.published == night.date()
