"""What the checks must know beside the vacancy itself; read here, so that they stay pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal

from django.utils import timezone

from jobs.models import Vacancy
from portal.reference.rates import rates_on

# Within so many days the same vacancy is one that was posted twice.
SAME_WITHIN = timedelta(days=30)
MONTH, HOUR = "minimum-wage-month", "minimum-wage-hour"
# For a place whose region is not known: what is too little there is too little everywhere.
LOWEST_REGION = "IV"
SERVICE_FEE, SERVICE_CAP = "overseas-service-fee-max", "overseas-service-fee-cap"
BROKERAGE_FEE = "overseas-brokerage-fee-max"
# Officers and crew of sea-going ships, for whom the law has a ceiling of its own; not fishers.
SEAFARERS = {
    *("ship-captain", "deck-officer", "chief-engineer-ship", "engine-officer"),
    *("electro-technical-officer", "deck-rating", "bosun", "engine-rating"),
}
# How the fields of fees begin, which are none of the vacancy itself.
FEE_FIELD = "fee_"


@dataclass(frozen=True)
class Floor:
    """A minimum wage in VND; one that was not verified raises a doubt instead of blocking."""

    amount: int
    region: str
    source: str
    verified: bool


@dataclass(frozen=True)
class Limit:
    """A ceiling in the unit of its rate: per cent of a month's pay, or VND."""

    amount: Decimal
    source: str
    verified: bool


@dataclass(frozen=True)
class FeeLimits:
    """What a worker may pay for going abroad; None where no rate is known.

    per_year    service fee for 12 months of contract
    cap         service fee of the whole contract
    brokerage   VND
    """

    per_year: Limit | None = None
    cap: Limit | None = None
    brokerage: Limit | None = None


@dataclass(frozen=True)
class Other:
    """An open vacancy of the same employer."""

    pk: int
    title: str
    place: str
    occupation: str
    published: date


@dataclass(frozen=True)
class Facts:
    """None where no rate is known. `others` were published within SAME_WITHIN and are open."""

    month: Floor | None = None
    hour: Floor | None = None
    others: Sequence[Other] = ()
    fee_limits: FeeLimits | None = None
    fees: Mapping[tuple[str, str], int] = field(default_factory=dict)
    """(kind, payer) → VND, of an order overseas."""


def place_of(vacancy: Vacancy) -> str:
    """Where the work is, as far as two vacancies can be compared by it."""
    return vacancy.industrial_park_id or vacancy.unit_id or vacancy.country


def facts_for(vacancy: Vacancy, *, posted_anew: bool) -> Facts:
    """Today's facts. The others are asked for only of what is `posted_anew`."""
    region = (vacancy.unit.wage_region if vacancy.unit else "") or LOWEST_REGION
    floors = {
        code: Floor(int(rate.amount), region, rate.legal_source, rate.verified)
        for (code, scope), rate in rates_on(codes=(MONTH, HOUR)).items()
        if scope == region
    }
    others = _others(vacancy) if posted_anew else ()
    abroad = vacancy.kind == Vacancy.Kind.OVERSEAS
    return Facts(
        month=floors.get(MONTH),
        hour=floors.get(HOUR),
        others=others,
        fee_limits=_fee_limits(vacancy) if abroad else None,
        fees=fees_of(vacancy) if abroad else {},
    )


def fees_of(vacancy: Vacancy) -> dict[tuple[str, str], int]:
    """(kind, payer) → VND."""
    if not vacancy.pk:
        return {}
    return {(fee.kind, fee.payer): fee.amount for fee in vacancy.fees.all()}


def _fee_limits(vacancy: Vacancy) -> FeeLimits:
    scope = "seafarer" if vacancy.occupation_id in SEAFARERS else "worker"
    rates = rates_on(codes=(SERVICE_FEE, SERVICE_CAP, BROKERAGE_FEE))
    found = {
        code: Limit(rate.amount, rate.legal_source, rate.verified)
        for (code, of), rate in rates.items()
        if of in (scope, "all")
    }
    return FeeLimits(
        per_year=found.get(SERVICE_FEE),
        cap=found.get(SERVICE_CAP),
        brokerage=found.get(BROKERAGE_FEE),
    )


def _others(vacancy: Vacancy) -> list[Other]:
    """Those at the same place alone, and no more of them than is compared: whoever imports
    thousands has hundreds of one occupation."""
    rows = Vacancy.objects.filter(
        employer=vacancy.employer_id,
        occupation=vacancy.occupation_id,
        industrial_park=vacancy.industrial_park_id,
        status=Vacancy.Status.PUBLISHED,
        published_at__gte=timezone.now() - SAME_WITHIN,
    ).exclude(pk=vacancy.pk)
    if not vacancy.industrial_park_id:
        rows = rows.filter(unit=vacancy.unit_id)
    if not vacancy.industrial_park_id and not vacancy.unit_id:
        rows = rows.filter(country=vacancy.country)
    place = place_of(vacancy)
    return [
        Other(pk, title, place, vacancy.occupation_id, timezone.localdate(published))
        for pk, title, published in rows.order_by("pk").values_list("pk", "title", "published_at")
    ]
