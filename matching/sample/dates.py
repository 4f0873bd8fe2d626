"""In which state a vacancy is, and since when."""

from datetime import date, datetime, timedelta
from typing import Any

from jobs.models import Vacancy
from matching.sample.chance import Chance
from matching.sample.city import City

HOUR = timedelta(hours=1)
TWO_YEARS = 730
PUBLISHED, CLOSED, DRAFT = Vacancy.Status.PUBLISHED, Vacancy.Status.CLOSED, Vacancy.Status.DRAFT
STATES = {
    "verified": {PUBLISHED: 85, CLOSED: 12, DRAFT: 3},
    "suspended": {PUBLISHED: 70, CLOSED: 30},
    "pending": {DRAFT: 1},
    "refused": {DRAFT: 1},
}
CLOSE_REASONS = {"filled": 44, "deadline": 36, "withdrawn": 14, "replaced": 4, "mistake": 2}


def state_and_dates(
    city: City, chance: Chance, verification: str, openings: int, days: int | None = None
) -> dict[str, Any]:
    """The values of a vacancy that is open, closed or a draft, with dates that lead there.

    `days`: published so many days ago and open; None leaves it to chance.
    """
    state = PUBLISHED if days else chance.pick(STATES[verification])
    values: dict[str, Any] = {"status": state, "openings": openings, "openings_left": openings}
    if state == DRAFT:
        return values
    open_days = chance.choice([15, 20, 30, 30, 45, 60, 90])
    if state == PUBLISHED:
        ago = days or int(chance.logarithmic(1, 60))
        # Two in three name a last day; the others take people until all openings are filled.
        if chance.maybe(0.66):
            values["valid_through"] = _day(city, ago, max(ago, open_days) + chance.randrange(1, 6))
        hired = 0 if days else int(openings * min(0.8, ago / 90) * chance.random())
        values["openings_left"] = max(1, openings - hired)
    else:
        ago = int(chance.logarithmic(14, TWO_YEARS))
        reason = chance.pick(CLOSE_REASONS)
        lasted = 1 if reason == "mistake" else min(ago, open_days) - 1
        values["close_reason"] = reason
        values["openings_left"] = 0 if reason == "filled" else openings
        if reason == "deadline":
            values["valid_through"] = _day(city, ago, lasted)
        elif chance.maybe(0.5):
            values["valid_through"] = _day(city, ago, open_days)
        values["closed_at"] = city.days_ago(ago - lasted, chance)
    values["published_at"] = city.days_ago(ago, chance)
    if "closed_at" in values:
        values["closed_at"] = max(values["closed_at"], values["published_at"] + HOUR)
    return values


def written_at(city: City, chance: Chance, values: dict[str, Any]) -> datetime:
    """When the draft was begun: shortly before it was published, or lately."""
    if published := values.get("published_at"):
        return published - timedelta(minutes=chance.randrange(4, 900))
    return city.days_ago(chance.randrange(1, 12), chance)


def _day(city: City, days_ago: int, later: int) -> date:
    return (city.today - timedelta(days=days_ago) + timedelta(days=later)).date()
