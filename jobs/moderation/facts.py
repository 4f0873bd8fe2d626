"""What the checks must know beside the vacancy itself; read here, so that they stay pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils import timezone

from jobs.models import Vacancy
from portal.reference.models import LegalRate

# Within so many days the same vacancy is one that was posted twice.
SAME_WITHIN = timedelta(days=30)
MONTH, HOUR = "minimum-wage-month", "minimum-wage-hour"
# For a place whose region is not known: what is too little there is too little everywhere.
LOWEST_REGION = "IV"


@dataclass(frozen=True)
class Floor:
    """A minimum wage in VND; one that was not verified raises a doubt instead of blocking."""

    amount: int
    region: str
    source: str
    verified: bool


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


def place_of(vacancy: Vacancy) -> str:
    """Where the work is, as far as two vacancies can be compared by it."""
    return vacancy.industrial_park_id or vacancy.unit_id or vacancy.country


def facts_for(vacancy: Vacancy, *, posted_anew: bool) -> Facts:
    """Today's facts. The others are asked for only of what is `posted_anew`."""
    region = (vacancy.unit.wage_region if vacancy.unit else "") or LOWEST_REGION
    rates = LegalRate.objects.valid_on(timezone.localdate()).filter(
        code__in=(MONTH, HOUR), scope=region
    )
    floors = {
        rate.code: Floor(int(rate.amount), region, rate.legal_source, rate.verified)
        for rate in rates
    }
    others = _others(vacancy) if posted_anew else ()
    return Facts(month=floors.get(MONTH), hour=floors.get(HOUR), others=others)


def _others(vacancy: Vacancy) -> list[Other]:
    since = timezone.now() - SAME_WITHIN
    rows = Vacancy.objects.filter(
        employer=vacancy.employer_id,
        occupation=vacancy.occupation_id,
        status=Vacancy.Status.PUBLISHED,
        published_at__gte=since,
    ).exclude(pk=vacancy.pk)
    return [
        Other(row.pk, row.title, place_of(row), row.occupation_id, row.published_at.date())
        for row in rows.order_by("pk")
        if row.published_at
    ]
