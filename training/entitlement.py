"""What state support a learner may get for a course, computed from dated legal rates.

Sources, as the rows of `LegalRate` name them:

- Decision 46/2015/QĐ-TTg, Articles 4 and 5: elementary training and training under three months;
  a ceiling a course by group, meals by study day, travel once a course beyond a distance. The
  highest of a person's groups counts, and only once in a life.
- Decree 338/2025/NĐ-CP, Article 25 (since 1 January 2026): rural workers, and those who finished
  military, police or volunteer service, whose whole support is capped by base salaries.
- Decree 374/2025/NĐ-CP, Article 11: claimants of unemployment insurance, at any level, tuition up
  to a ceiling a course (under three months) or a month, and meals.

An unverified rate, or days that are only estimated, make a line provisional ("tạm tính"). That
warns and never blocks: the commune decides. Age, and the exceptions under which somebody is
supported again, are left to it as well.
"""

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

from django.utils import timezone

from portal.labour import HOURS_A_DAY
from portal.people.models import Person
from portal.reference.places import distance_km as distance_between
from portal.reference.rates import rates_on
from training.models import Course, CourseRecord

Kind = Literal["tuition", "meals", "travel"]
RateKey = tuple[str, str]

SHORT_COURSE_MONTHS = 3
INSURED, FISHER_OFFSHORE, RURAL, WOMAN = (
    "unemployment-insurance", "offshore-fisher", "rural-worker", "woman",
)  # fmt: skip
# What Decision 46/2015 calls elementary and under three months.
SUPPORTED_LEVELS = ("under-3-months", "elementary")
# Rates that name the groups for whom tuition is paid at all.
GIVES_GROUP = (
    "training-support-max",
    "training-support-percent",
    "training-support-max-base-salaries",
)
# Deck and engine officers, crews, and fishers: the whole cost is for their trades only.
SEAFARING_ISCO = ("3151", "3152", "8350", "6222", "6223")


@dataclass(frozen=True)
class Rate:
    """An amount of the law that holds on the day asked for."""

    amount: Decimal
    legal_source: str
    verified: bool


@dataclass(frozen=True)
class Case:
    """What the amounts depend on. The fee in VND, `distance_km` from home, None if not known."""

    fee: int
    months: Decimal
    study_days: int
    days_estimated: bool
    distance_km: float | None
    seafaring: bool = False


@dataclass(frozen=True)
class Line:
    """One kind of support: VND for the whole course, the law behind it, and whether it is sure."""

    kind: Kind
    amount: int
    legal_source: str
    provisional: bool


@dataclass(frozen=True)
class Entitlement:
    """The support by the one group that gives most; no lines where there is none."""

    group: str
    lines: tuple[Line, ...] = ()

    @property
    def total(self) -> int:
        """VND for the whole course."""
        return sum(line.amount for line in self.lines)

    @property
    def provisional(self) -> bool:
        return any(line.provisional for line in self.lines)


NONE = Entitlement(group="")


def best(groups: Iterable[str], rates: Mapping[RateKey, Rate], case: Case) -> Entitlement:
    """The group that gives most; of two that give the same, the surer one. Pure."""
    found = (Entitlement(group, _lines(group, rates, case)) for group in sorted(set(groups)))
    return max(
        (e for e in found if e.lines), key=lambda e: (e.total, not e.provisional), default=NONE
    )


def _lines(group: str, rates: Mapping[RateKey, Rate], case: Case) -> tuple[Line, ...]:
    if group == INSURED:
        return _insured(rates, case)
    lines = [_tuition(group, rates, case), _meals(rates.get(("training-meals", group)), case)]
    lines.append(_travel(group, rates, case))
    return _within_salaries(group, rates, [line for line in lines if line and line.amount > 0])


def _tuition(group: str, rates: Mapping[RateKey, Rate], case: Case) -> Line | None:
    if rate := rates.get(("training-support-percent", group)):
        whole = int(case.fee * rate.amount / 100) if case.seafaring else 0
        return Line("tuition", whole, rate.legal_source, not rate.verified)
    if rate := rates.get(("training-support-max", group)):
        return Line(
            "tuition", min(case.fee, int(rate.amount)), rate.legal_source, not rate.verified
        )
    if rate := rates.get(("training-support-max-base-salaries", group)):
        return Line("tuition", case.fee, rate.legal_source, not rate.verified)
    return None


def _meals(rate: Rate | None, case: Case) -> Line | None:
    if rate is None:
        return None
    amount = int(rate.amount * case.study_days)
    return Line("meals", amount, rate.legal_source, case.days_estimated or not rate.verified)


def _travel(group: str, rates: Mapping[RateKey, Rate], case: Case) -> Line | None:
    rate = rates.get(("training-travel", group))
    least = rates.get(("training-travel-from-distance", group))
    if rate is None or least is None or case.distance_km is None:
        return None
    if case.distance_km < least.amount:
        return None
    sure = rate.verified and least.verified
    return Line("travel", int(rate.amount), rate.legal_source, not sure)


def _within_salaries(
    group: str, rates: Mapping[RateKey, Rate], lines: list[Line]
) -> tuple[Line, ...]:
    """Cuts the last lines off where everything together is capped by base salaries."""
    cap, salary = (
        rates.get(("training-support-max-base-salaries", group)),
        rates.get(("base-salary", "all")),
    )
    if cap is None:
        return tuple(lines)
    if salary is None:
        return ()
    left = int(cap.amount * salary.amount)
    kept = []
    for line in lines:
        amount = min(line.amount, left)
        left -= amount
        if amount:
            sure = not line.provisional and cap.verified and salary.verified
            kept.append(Line(line.kind, amount, line.legal_source, not sure))
    return tuple(kept)


def _insured(rates: Mapping[RateKey, Rate], case: Case) -> tuple[Line, ...]:
    short = case.months < SHORT_COURSE_MONTHS
    code = "ui-training-under-3-months" if short else "ui-training-from-3-months"
    lines = []
    if rate := rates.get((code, INSURED)):
        ceiling = rate.amount if short else rate.amount * case.months
        lines.append(
            Line("tuition", min(case.fee, int(ceiling)), rate.legal_source, not rate.verified)
        )
    if meals := _meals(rates.get(("ui-training-meals", INSURED)), case):
        lines.append(meals)
    return tuple(line for line in lines if line.amount > 0)


def entitlement(
    person: Person,
    course: Course,
    *,
    on: date | None = None,
    distance_km: float | None = None,
    group: str | None = None,
    study_days: int | None = None,
) -> Entitlement:
    """The support a person may get for a course on a day (today).

    `group` is a code of priority_groups to compute for that group alone; without it the best of
    the person's own counts. `distance_km` is from home to the place of teaching; without it the
    distance between the two units is taken. `study_days` are known ones; without them they are
    estimated from the hours of the course. A person who was supported for another course gets
    nothing more but unemployment insurance.
    """
    groups = {group} if group else groups_of(person)
    if not is_supported(course) or was_supported(person, course):
        groups &= {INSURED}
    return amounts(groups, person, course, on=on, distance_km=distance_km, study_days=study_days)


def amounts(
    groups: Iterable[str],
    person: Person,
    course: Course,
    *,
    on: date | None = None,
    distance_km: float | None = None,
    study_days: int | None = None,
) -> Entitlement:
    """How much the one of these groups gives that gives most, whether or not the person may have
    it: that was asked when support was claimed or approved, and is not asked again when days are
    counted. Parameters as `entitlement` has them; a fixed number of queries for all groups."""
    groups = set(groups)
    if not groups:
        return NONE
    if distance_km is None and person.unit is not None:
        home, centre = person.unit, course.unit
        distance_km = distance_between(home.lat, home.lon, centre.lat, centre.lon)
    return best(groups, _rates(on or timezone.localdate()), _case(course, distance_km, study_days))


def by_group(course: Course, *, on: date | None = None) -> list[Entitlement]:
    """What a course is supported with for each group that gets anything, highest first; without
    travel, which depends on the home. For whoever reads about the course; two queries."""
    rates = _rates(on or timezone.localdate())
    groups = {scope for code, scope in rates if code in GIVES_GROUP} | {INSURED}
    if not is_supported(course):
        groups = {INSURED}
    case = _case(course, None)
    found = (best([group], rates, case) for group in sorted(groups))
    return sorted((e for e in found if e.lines), key=lambda e: (-e.total, e.group))


def is_supported(course: Course) -> bool:
    """Whether more than unemployment insurance may pay for it."""
    return course.subsidised and course.level in SUPPORTED_LEVELS


def groups_of(person: Person) -> set[str]:
    """Codes of priority_groups to which the person belongs as far as the profile says."""
    groups = set(person.priority_groups)
    if person.rural:
        groups.add(RURAL)
    if person.sex == Person.Sex.FEMALE:
        groups.add(WOMAN)
    return groups


def was_supported(person: Person, course: Course) -> bool:
    """Another course with state support was begun: support is given once."""
    records = CourseRecord.objects.filter(person=person, course__subsidised=True)
    return records.exclude(course=course).exists()


def _rates(on: date) -> dict[RateKey, Rate]:
    return {
        key: Rate(row.amount, row.legal_source, row.verified) for key, row in rates_on(on).items()
    }


def planned_days(course: Course) -> int:
    """Study days of 8 hours, as far as the course says its hours."""
    return math.ceil((course.hours_theory + course.hours_practice) / HOURS_A_DAY)


def _case(course: Course, distance_km: float | None, study_days: int | None = None) -> Case:
    occupations = course.occupations.values_list("isco_code", flat=True)
    return Case(
        fee=course.fee,
        months=course.months,
        study_days=planned_days(course) if study_days is None else study_days,
        days_estimated=study_days is None,
        distance_km=distance_km,
        seafaring=any(code in SEAFARING_ISCO for code in occupations),
    )
