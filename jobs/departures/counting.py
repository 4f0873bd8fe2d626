"""How many went where and when: departures (lượt) and persons (người), never one for the other."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Q
from django.db.models.functions import TruncMonth

from jobs.departures.models import Departure, DepartureQuerySet


@dataclass(frozen=True)
class Counted:
    """Of one month and country, or of all (both None)."""

    month: date | None
    country: str
    departures: int
    persons: int
    returned: int
    early: int
    """Returned before their contract ended."""


# The reason that is no early return.
ENDED = "contract-ended"
_COUNTS = {
    "departures": Count("pk"),
    # Who was erased counts once, by what stands for them.
    "known": Count("person", distinct=True),
    "forgot": Count("forgotten", distinct=True),
    "returned": Count("pk", filter=Q(state=Departure.State.RETURNED)),
    "early": Count("pk", filter=Q(state=Departure.State.RETURNED) & ~Q(return_reason=ENDED)),
}


def by_month_and_country(rows: DepartureQuerySet) -> list[Counted]:
    """Of those who left, the latest month first; one query."""
    grouped = (
        rows.left()
        .order_by()
        .annotate(month=TruncMonth("departs_on"))
        .values("month", "country")
        .annotate(**_COUNTS)
        .order_by("-month", "country")
    )
    return [_counted(dict(row), row["month"], row["country"]) for row in grouped]


def in_all(rows: DepartureQuerySet) -> Counted:
    """Of all who left; somebody who left twice is two departures and one person."""
    return _counted(rows.left().order_by().aggregate(**_COUNTS), None, "")


def _counted(row: dict[str, Any], month: date | None, country: str) -> Counted:
    return Counted(
        month=month,
        country=country,
        departures=row["departures"],
        persons=row["known"] + row["forgot"],
        returned=row["returned"],
        early=row["early"],
    )
