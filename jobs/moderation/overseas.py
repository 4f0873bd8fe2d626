"""What a worker pays for going abroad, against the ceilings of the law.

Law 69/2020/QH14: no brokerage from workers (Article 7); a service fee of at most one month of the
contract's pay for 12 months of work, 1.5 for seafarers, never more than three months in all, and
less what the employer abroad pays of it (Article 23). The figures are rates with dates.
"""

from collections.abc import Iterator

from jobs.models import Vacancy
from jobs.moderation.facts import FEE_FIELD, Facts, FeeLimits
from jobs.moderation.findings import Finding, Severity

SERVICE, BROKERAGE = "service", "brokerage"
WORKER, EMPLOYER = "worker", "employer"


def of_fees(vacancy: Vacancy, facts: Facts) -> Iterator[Finding]:
    """Fees of workers beyond a ceiling; one that was not verified raises a doubt."""
    limits = facts.fee_limits
    if vacancy.kind != Vacancy.Kind.OVERSEAS or limits is None:
        return
    paid = facts.fees.get((SERVICE, WORKER), 0)
    if paid:
        yield from _of_service(vacancy, facts, limits, paid)
    brokerage = facts.fees.get((BROKERAGE, WORKER), 0)
    if limits.brokerage and brokerage > limits.brokerage.amount:
        yield _finding(BROKERAGE, "brokerage", brokerage, source=limits.brokerage.source)


def _of_service(vacancy: Vacancy, facts: Facts, limits: FeeLimits, paid: int) -> Iterator[Finding]:
    if not vacancy.pay_min or not vacancy.term_months:
        yield _finding(SERVICE, "fee_not_measurable", paid)
        return
    by_others = facts.fees.get((SERVICE, EMPLOYER), 0)
    for limit, verified, source in ceilings(vacancy, limits):
        if paid > max(limit - by_others, 0):
            severity = Severity.BLOCK if verified else Severity.DOUBT
            least = max(limit - by_others, 0)
            yield _finding(SERVICE, "fee_ceiling", paid, severity, most=least, source=source)
            return


def ceilings(vacancy: Vacancy, limits: FeeLimits) -> Iterator[tuple[int, bool, str]]:
    """The ceilings of the service fee in VND, each with whether its rate is verified and its
    source, the surest first. None where pay or term are open. A part of a year counts as such."""
    pay, term = vacancy.pay_min, vacancy.term_months
    if not pay or not term:
        return
    found = []
    if limits.per_year:
        # The rate is in per cent of a month's pay for each 12 months.
        limit = int(pay * limits.per_year.amount * term) // 1200
        found.append((limit, limits.per_year.verified, limits.per_year.source))
    if limits.cap:
        found.append((int(pay * limits.cap.amount) // 100, limits.cap.verified, limits.cap.source))
    yield from sorted(found, key=lambda ceiling: (not ceiling[1], ceiling[0]))


def service_ceiling(vacancy: Vacancy, facts: Facts) -> int | None:
    """The most that a worker may pay for the service, in VND; None where it cannot be told."""
    if facts.fee_limits is None:
        return None
    limits = [limit for limit, _verified, _source in ceilings(vacancy, facts.fee_limits)]
    by_others = facts.fees.get((SERVICE, EMPLOYER), 0)
    return max(min(limits) - by_others, 0) if limits else None


def _finding(
    kind: str, code: str, paid: int, severity: Severity = Severity.BLOCK, **details: str | int
) -> Finding:
    return Finding(f"{FEE_FIELD}{kind}", code, str(paid), severity, details)
