"""What every part of the sample looks up: the day, the sizes, the reference data, the dice."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from functools import cached_property

from django.utils import timezone

from matching.sample.chance import Chance
from matching.sample.data import split, table
from portal.reference.models import (
    IndustrialPark,
    Occupation,
    OccupationSkill,
    Skill,
    Unit,
)
from portal.reference.places import HOME_PROVINCE
from portal.reference.rates import rate_by_scope


@dataclass(frozen=True)
class Trade:
    """A row of occupations.csv. Pay in million ₫ a month, experience in months."""

    occupation: str
    family: str
    weight: float
    pay: tuple[float, float]
    experience: list[int]
    cmkt: list[str]
    tasks: list[str]
    titles: list[str]


@dataclass
class City:
    """The sample in the making."""

    seed: int
    sizes: Mapping[str, int]
    now: datetime = field(default_factory=timezone.now)
    # Those below are the demo accounts'.
    _phones: int = 999

    @cached_property
    def today(self) -> datetime:
        """Local midnight of today."""
        return datetime.combine(
            timezone.localdate(self.now), time(), timezone.get_current_timezone()
        )

    def chance(self, subject: str) -> Chance:
        return Chance(self.seed, subject)

    def days_ago(self, days: int, chance: Chance) -> datetime:
        """Some moment of that day, mostly in working hours; of today none (0 counts as 1)."""
        hour = chance.choice([8, 9, 9, 10, 10, 11, 13, 14, 15, 15, 16, 17, 20, 21])
        moment = timedelta(hours=hour, minutes=chance.randrange(60))
        return self.today - timedelta(days=max(1, days)) + moment

    @cached_property
    def trades(self) -> dict[str, Trade]:
        titles = {row["occupation"]: split(row["titles"]) for row in table("titles")}
        return {
            row["occupation"]: Trade(
                occupation=row["occupation"],
                family=row["family"],
                weight=float(row["weight"]),
                pay=(float(row["pay_min"]), float(row["pay_max"])),
                experience=[int(months) for months in split(row["experience"])],
                cmkt=split(row["cmkt"]),
                tasks=split(row["tasks"]),
                titles=titles[row["occupation"]],
            )
            for row in table("occupations")
        }

    @cached_property
    def units(self) -> dict[str, Unit]:
        return {unit.code: unit for unit in Unit.objects.filter(province=HOME_PROVINCE)}

    @cached_property
    def parks(self) -> dict[str, IndustrialPark]:
        return {park.id: park for park in IndustrialPark.objects.all()}

    @cached_property
    def occupations(self) -> dict[str, Occupation]:
        return {occupation.id: occupation for occupation in Occupation.objects.all()}

    @cached_property
    def skill_labels(self) -> dict[str, str]:
        return dict(Skill.objects.values_list("id", "label_vi"))

    @cached_property
    def skills(self) -> dict[str, tuple[list[str], list[str]]]:
        """Occupation → its essential and its optional skills."""
        found: dict[str, tuple[list[str], list[str]]] = {}
        links = OccupationSkill.objects.order_by("occupation_id", "skill_id")
        for occupation, skill, essential in links.values_list(
            "occupation_id", "skill_id", "essential"
        ):
            found.setdefault(occupation, ([], []))[0 if essential else 1].append(skill)
        return found

    @cached_property
    def minimum_wages(self) -> dict[str, int]:
        """Wage region → least pay a month in ₫."""
        return self._wages("minimum-wage-month")

    @cached_property
    def minimum_hourly_wages(self) -> dict[str, int]:
        """Wage region → least pay an hour in ₫."""
        return self._wages("minimum-wage-hour")

    def _wages(self, code: str) -> dict[str, int]:
        rates = rate_by_scope(code, self.today.date())
        return {scope: int(rate.amount) for scope, rate in rates.items()}

    def phone(self) -> str:
        """The next number of 0900 0…: plainly invented, yet shaped so that every form takes it."""
        self._phones += 1
        return f"+84900{self._phones:06d}"
