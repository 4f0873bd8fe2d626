"""State support for learners: the pure rules, then the rates of the law in the database."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.people.models import Person
from portal.reference.models import LegalRate
from tests.factories import AN_DUONG, CourseFactory, PersonFactory
from training.entitlement import NONE, Case, Line, Rate, best, entitlement
from training.models import CourseRecord

D46 = "46/2015/QĐ-TTg"


def rate(amount: str | int, verified: bool = True) -> Rate:
    return Rate(Decimal(amount), D46, verified)


RATES = {
    ("training-support-max", "disabled"): rate(6_000_000),
    ("training-support-max", "woman"): rate(2_000_000, verified=False),
    ("training-support-max", "rural-worker"): rate(2_000_000),
    ("training-meals", "disabled"): rate(30_000),
    ("training-travel", "disabled"): rate(300_000),
    ("training-travel-from-distance", "disabled"): rate(5),
    ("training-support-percent", "offshore-fisher"): rate(100),
    ("training-support-max-base-salaries", "discharged-soldier"): rate(12),
    ("training-meals", "discharged-soldier"): rate(50_000),
    ("base-salary", "all"): rate(2_340_000),
    ("ui-training-under-3-months", "unemployment-insurance"): rate(4_500_000),
    ("ui-training-from-3-months", "unemployment-insurance"): rate(1_500_000),
    ("ui-training-meals", "unemployment-insurance"): rate(50_000),
}


def case(**changes: object) -> Case:
    values = {
        "fee": 2_500_000,
        "months": Decimal(3),
        "study_days": 40,
        "days_estimated": False,
        "distance_km": 20.0,
    }
    return Case(**(values | changes))


class TestRules:
    def test_each_line_has_its_amount_and_law(self) -> None:
        assert best({"disabled"}, RATES, case()).lines == (
            Line("tuition", 2_500_000, D46, False),
            Line("meals", 1_200_000, D46, False),
            Line("travel", 300_000, D46, False),
        )

    def test_the_best_single_group_counts_and_groups_do_not_add_up(self) -> None:
        found = best({"woman", "disabled", "rural-worker"}, RATES, case(fee=9_000_000))
        assert found.group == "disabled"
        assert found.lines[0].amount == 6_000_000

    def test_of_two_that_give_the_same_the_sure_one_counts(self) -> None:
        assert best({"woman", "rural-worker"}, RATES, case()).group == "rural-worker"

    @pytest.mark.parametrize(("km", "paid"), [(None, 0), (4.9, 0), (5.0, 300_000)])
    def test_travel_begins_at_its_distance(self, km: float | None, paid: int) -> None:
        lines = best({"disabled"}, RATES, case(distance_km=km)).lines
        assert sum(line.amount for line in lines if line.kind == "travel") == paid

    def test_a_free_course_gives_meals_and_travel_only(self) -> None:
        kinds = [line.kind for line in best({"disabled"}, RATES, case(fee=0)).lines]
        assert kinds == ["meals", "travel"]

    def test_unverified_rates_and_estimated_days_are_provisional(self) -> None:
        assert best({"woman"}, RATES, case()).provisional
        lines = best({"disabled"}, RATES, case(days_estimated=True)).lines
        assert [line.kind for line in lines if line.provisional] == ["meals"]

    @pytest.mark.parametrize(("seafaring", "total"), [(True, 20_000_000), (False, 0)])
    def test_the_whole_cost_is_for_trades_at_sea_only(self, seafaring: bool, total: int) -> None:
        found = best({"offshore-fisher"}, RATES, case(fee=20_000_000, seafaring=seafaring))
        assert found.total == total

    def test_base_salaries_cap_everything_together(self) -> None:
        found = best({"discharged-soldier"}, RATES, case(fee=27_500_000))
        assert [(line.kind, line.amount) for line in found.lines] == [
            ("tuition", 27_500_000),
            ("meals", 12 * 2_340_000 - 27_500_000),
        ]

    @pytest.mark.parametrize(
        ("months", "ceiling"), [("2.9", 4_500_000), ("3", 4_500_000), ("5", 7_500_000)]
    )
    def test_insurance_pays_by_course_or_by_month(self, months: str, ceiling: int) -> None:
        found = best({"unemployment-insurance"}, RATES, case(fee=9_000_000, months=Decimal(months)))
        assert found.lines[0].amount == ceiling
        assert found.lines[1] == Line("meals", 2_000_000, D46, False)

    def test_nothing_for_nobody(self) -> None:
        assert best(set(), RATES, case()) == NONE
        assert best({"older-worker"}, RATES, case()) == NONE

    @given(
        groups=st.sets(st.sampled_from(sorted({scope for _, scope in RATES}))),
        fee=st.integers(0, 50_000_000),
        days=st.integers(0, 300),
        km=st.none() | st.floats(0, 200),
    )
    def test_more_groups_never_give_less_and_tuition_never_exceeds_the_fee(
        self, groups: set[str], fee: int, days: int, km: float | None
    ) -> None:
        now = case(fee=fee, study_days=days, distance_km=km)
        found = best(groups, RATES, now)
        assert all(best({g}, RATES, now).total <= found.total for g in groups)
        assert all(line.amount > 0 for line in found.lines)
        assert sum(x.amount for x in found.lines if x.kind == "tuition") <= fee


@pytest.mark.django_db
class TestRatesOfTheLaw:
    def course(self, **changes: object):
        values = {"subsidised": True, "fee": 5_000_000, "hours_practice": 240}
        return CourseFactory(**(values | changes))

    def test_a_disabled_person_in_2025(self) -> None:
        person = PersonFactory(priority_groups=["disabled"])
        found = entitlement(person, self.course(), on=date(2025, 6, 1), distance_km=6)
        assert [(line.kind, line.amount) for line in found.lines] == [
            ("tuition", 5_000_000),
            ("meals", 30 * 30_000),
            ("travel", 300_000),
        ]
        assert [line.provisional for line in found.lines] == [False, True, False]
        assert all("46/2015" in line.legal_source for line in found.lines)

    def test_the_same_in_2026_is_provisional_throughout(self) -> None:
        person = PersonFactory(priority_groups=["disabled"])
        found = entitlement(person, self.course(), on=date(2026, 6, 1), distance_km=6)
        assert found.total == 5_000_000 + 900_000 + 300_000
        assert all(line.provisional for line in found.lines)

    @pytest.mark.parametrize(
        ("day", "tuition", "law"),
        [(date(2025, 12, 31), 2_000_000, "46/2015"), (date(2026, 1, 1), 4_000_000, "338/2025")],
    )
    def test_rural_workers_by_the_law_of_the_day(self, day: date, tuition: int, law: str) -> None:
        found = entitlement(PersonFactory(rural=True), self.course(), on=day, distance_km=0)
        assert (found.group, found.lines[0].amount) == ("rural-worker", tuition)
        assert law in found.lines[0].legal_source

    def test_women_are_a_group_of_their_own(self) -> None:
        woman = PersonFactory(sex=Person.Sex.FEMALE)
        assert entitlement(woman, self.course(), on=date(2025, 6, 1)).group == "woman"
        man = PersonFactory(sex=Person.Sex.MALE)
        assert entitlement(man, self.course(), on=date(2025, 6, 1)) == NONE

    def test_support_is_given_once_in_a_life(self) -> None:
        person, first, second = PersonFactory(rural=True), self.course(), self.course()
        CourseRecord.objects.create(person=person, course=first, state="finished")
        assert entitlement(person, first).total > 0
        assert entitlement(person, second) == NONE
        person.priority_groups = ["unemployment-insurance"]
        assert entitlement(person, second).group == "unemployment-insurance"

    def test_a_course_that_was_not_supported_uses_nothing_up(self) -> None:
        person = PersonFactory(rural=True)
        CourseRecord.objects.create(
            person=person, course=self.course(subsidised=False), state="finished"
        )
        assert entitlement(person, self.course()).total > 0

    @pytest.mark.parametrize("changes", [{"subsidised": False}, {"level": "college"}])
    def test_other_courses_are_for_the_insured_only(self, changes: dict) -> None:
        course = self.course(**changes)
        assert entitlement(PersonFactory(rural=True), course) == NONE
        insured = PersonFactory(priority_groups=["unemployment-insurance"], rural=True)
        assert entitlement(insured, course, on=date(2026, 2, 1)).total > 0

    def test_distance_is_between_the_units_where_none_is_given(self) -> None:
        far = PersonFactory(rural=True, unit_id=AN_DUONG, priority_groups=["disabled"])
        near = PersonFactory(rural=True, priority_groups=["disabled"])
        kinds = [
            {line.kind for line in entitlement(p, self.course(), on=date(2025, 6, 1)).lines}
            for p in (far, near)
        ]
        assert ["travel" in k for k in kinds] == [True, False]

    def test_one_group_can_be_asked_for(self) -> None:
        person = PersonFactory(rural=True)
        found = entitlement(person, self.course(), on=date(2025, 6, 1), group="land-lost")
        assert (found.group, found.lines[0].amount) == ("land-lost", 3_000_000)

    def test_no_two_rows_of_a_rate_hold_on_one_day(self) -> None:
        rows = list(LegalRate.objects.all())
        for row in rows:
            for other in rows:
                if (row.code, row.scope) == (other.code, other.scope) and row.pk < other.pk:
                    first, second = sorted((row, other), key=lambda r: r.valid_from)
                    assert first.valid_until, f"{row.code} {row.scope}"
                    assert first.valid_until < second.valid_from, f"{row.code} {row.scope}"
