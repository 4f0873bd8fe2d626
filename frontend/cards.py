"""What the components show, as plain data: pages build these from rows, templates only lay out.

Texts are ready to read (see frontend.formats); a title or snippet may contain the marks of
`formats.FOUND_START` around found words. None means "not known" and shows nothing.
"""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Literal


@dataclass(frozen=True, kw_only=True)
class Reason:
    """One line of a reason list: ✓ `fits`, ! `missing`, → `todo`."""

    kind: Literal["fits", "missing", "todo"]
    text: str
    url: str = ""


@dataclass(frozen=True, kw_only=True)
class Fit:
    """How well a person and a vacancy or course fit: 0–100 with its reasons."""

    score: int
    reasons: list[Reason] = field(default_factory=list)


@dataclass(frozen=True, kw_only=True)
class VacancyCard:
    url: str
    title: str
    employer: str
    verified: bool = False
    place: str = ""
    distance_km: float | None = None
    pay: str = ""
    benefits: list[str] = field(default_factory=list)
    snippet: str = ""
    country: str = ""  # set for work abroad
    openings: int | None = None
    posted: date | datetime | None = None
    deadline: date | None = None
    closing_soon: bool = False
    fit: Fit | None = None


@dataclass(frozen=True, kw_only=True)
class CourseCard:
    url: str
    title: str
    centre: str
    verified: bool = False
    place: str = ""
    distance_km: float | None = None
    starts: date | None = None
    duration: str = ""
    level: str = ""
    fee_vnd: int | None = None
    subsidised: bool = False
    seats_left: int | None = None
    snippet: str = ""
    opens_jobs: int | None = None  # open vacancies that ask for what it teaches
    fit: Fit | None = None


@dataclass(frozen=True, kw_only=True)
class Gap:
    """A missing skill, the course that closes it, and how many more vacancies that opens."""

    skill: str
    course: CourseCard | None = None
    jobs_opened: int | None = None


@dataclass(frozen=True, kw_only=True)
class Chip:
    """What was understood of a search, or chosen; `remove_url` leads to the page without it."""

    label: str
    kind: str = ""  # "occupation", "place" … in the reader's language
    remove_url: str = ""
    choose_url: str = ""  # one of several meanings of an ambiguous word


@dataclass(frozen=True, kw_only=True)
class Fact:
    """A row of a facts table; `key` marks the one or two that matter most."""

    label: str
    value: str
    note: str = ""
    url: str = ""
    key: bool = False


@dataclass(frozen=True, kw_only=True)
class Tab:
    label: str
    url: str
    count: int | None = None
    current: bool = False


@dataclass(frozen=True, kw_only=True)
class Step:
    """A step of a wizard; steps that are done or open have a `url`."""

    label: str
    url: str = ""
    state: Literal["done", "now", "open"] = "open"


@dataclass(frozen=True, kw_only=True)
class Event:
    """A point on a status timeline."""

    label: str
    state: Literal["done", "now", "coming", "failed"] = "coming"
    at: datetime | None = None
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class Link:
    label: str
    url: str
    icon: str = ""
    current: bool = False


@dataclass(frozen=True, kw_only=True)
class Choice:
    """A choice of a filter or of a status, with how many results it would leave."""

    value: str
    label: str
    count: int | None = None
    checked: bool = False


@dataclass(frozen=True, kw_only=True)
class BoardCard:
    name: str
    url: str
    status: str
    note: str = ""
    fit: int | None = None  # 0–100
    move_url: str = ""


@dataclass(frozen=True, kw_only=True)
class BoardColumn:
    label: str
    cards: list[BoardCard] = field(default_factory=list)


@dataclass(frozen=True, kw_only=True)
class ScorePart:
    """A component of a score: its points of 0..weight."""

    label: str
    points: int
    weight: int

    @property
    def percent(self) -> int:
        return round(self.points * 100 / self.weight) if self.weight else 0


@dataclass(frozen=True, kw_only=True)
class Tile:
    """A figure, against its plan: `planned_by_now` is what the plan asks for by this day."""

    label: str
    value: int
    unit: str = ""
    plan: int | None = None
    planned_by_now: int | None = None
    url: str = ""
    note: str = ""

    @property
    def percent(self) -> int:
        return round(self.value * 100 / self.plan) if self.plan else 0

    @property
    def pace(self) -> Literal["reached", "behind", ""]:
        if self.plan and self.value >= self.plan:
            return "reached"
        if self.planned_by_now and self.value < self.planned_by_now:
            return "behind"
        return ""
