"""What a vacancy pays: by trade, place, employer and experience, never below the legal minimum."""

from dataclasses import dataclass
from math import ceil

from matching.sample.chance import Chance
from matching.sample.city import City, Trade
from matching.sample.places import PAY_BY_ZONE, Place

MILLION = 1_000_000
WEEKS_A_MONTH = 52 / 12
# How ads that name pay do it.
FORMS = {"range": 84, "from": 10, "upto": 6}
PART_TIME_HOURS = 24


@dataclass(frozen=True)
class Pay:
    """In ₫ a month; None where the ad does not say."""

    low: int | None
    high: int | None

    @property
    def form(self) -> str:
        """Which of the phrases for pay fits."""
        if self.low and self.high:
            return "range"
        return "from" if self.low else "upto" if self.high else "none"


HIDDEN = Pay(None, None)


def usual(
    city: City,
    chance: Chance,
    trade: Trade,
    place: Place,
    *,
    factor: float,
    experience: int,
    hours: int | None,
) -> tuple[int, int]:
    """Least and most pay in ₫ a month. `hours` a week for part-time work, else None."""
    low, high = trade.pay
    factor *= PAY_BY_ZONE.get(place.zone, 1.0)
    step = 0.12 * min(experience, 36) / 36
    least = low * factor * (chance.uniform(0.96, 1.14) + step)
    most = least + (high - low) * factor * chance.uniform(0.3, 0.85)
    floor = city.minimum_wages[place.unit.wage_region or "I"]
    if hours:
        hourly = city.minimum_hourly_wages[place.unit.wage_region or "I"]
        least, most = least * hours / 48, most * hours / 48
        floor = ceil(hourly * hours * WEEKS_A_MONTH)
    least_paid = max(_round(least), ceil(floor / 100_000) * 100_000)
    return least_paid, max(_round(most), least_paid + MILLION // 2)


def shown(chance: Chance, low: int, high: int, *, hidden: float) -> Pay:
    """What the ad says of it: a range, one end, or nothing."""
    if chance.maybe(hidden):
        return HIDDEN
    form = chance.pick(FORMS)
    return Pay(None if form == "upto" else low, None if form == "from" else high)


def _round(million: float) -> int:
    step = 1 if million >= 25 else 0.5
    return int(round(million / step) * step * MILLION)


def words(amount: int) -> str:
    """Million ₫ as ads write them: "9", "9,5"."""
    return f"{amount / MILLION:.1f}".rstrip("0").rstrip(".").replace(".", ",")
