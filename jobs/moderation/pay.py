"""Pay below the minimum wage of the place.

Labour Code 45/2019/QH14, Articles 90(2) and 91; 293/2025/NĐ-CP. By the month it holds for who
works the normal hours of a month, by the hour for who is paid by the hour; who is paid in another
way gets no less than these once it is converted.
"""

from collections.abc import Iterator
from math import ceil

from jobs.models import Vacancy
from jobs.moderation.facts import Facts, Floor
from jobs.moderation.findings import Finding, Severity
from jobs.pay import DAY, HOUR, LEAST_RATES, WEEKS_A_MONTH
from portal.labour import HOURS_A_DAY, LEAST_PAY

# No wage of an employment contract: trainees, civil contracts of piecework.
NO_WAGE = {"internship", "freelance", "home-based"}
NO_WAGE_CONTRACTS = {"internship", "apprenticeship", "piecework"}
# Fewer hours a week than this are no full month.
FULL_WEEK = 40


def of_pay(vacancy: Vacancy, facts: Facts) -> Iterator[Finding]:
    """The lowest pay that is offered, in the unit in which it is offered."""
    if (
        vacancy.kind == Vacancy.Kind.OVERSEAS
        or vacancy.employment_type in NO_WAGE
        or vacancy.contract in NO_WAGE_CONTRACTS
    ):
        return
    hours = vacancy.hours_per_week
    part = vacancy.employment_type == "part-time" or (hours is not None and hours < FULL_WEEK)
    if vacancy.pay_period in (DAY, HOUR) and (vacancy.rate_min or vacancy.rate_max):
        field = "rate_min" if vacancy.rate_min else "rate_max"
        share = HOURS_A_DAY if vacancy.pay_period == DAY else 1
        yield from _below(vacancy, field, share, facts.hour)
        return
    field = "pay_min" if vacancy.pay_min else "pay_max"
    if not part:
        yield from _below(vacancy, field, 1, facts.month)
    elif hours:
        yield from _below(vacancy, field, hours * WEEKS_A_MONTH, facts.hour)


def _below(vacancy: Vacancy, field: str, times: float, floor: Floor | None) -> Iterator[Finding]:
    offered = getattr(vacancy, field)
    if not offered or floor is None or offered >= floor.amount * times:
        return
    if offered < (LEAST_RATES[vacancy.pay_period] if field.startswith("rate") else LEAST_PAY):
        # A slip of the pen, which the rules of the fields tell.
        return
    # Commission comes on top of what is named.
    sure = floor.verified and vacancy.pay_period != "commission"
    yield Finding(
        field,
        "below_minimum_wage",
        str(offered),
        Severity.BLOCK if sure else Severity.DOUBT,
        {"least": ceil(floor.amount * times), "region": floor.region, "source": floor.source},
    )
