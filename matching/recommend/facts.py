"""What the score looks at, as plain values: built from rows, free of the database."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class PersonFacts:
    """A job seeker as the score sees them. Sex, age, ethnicity, health, poverty are not here.

    Education and professional level are ranks in their code lists, lowest 0. Pay in VND/month,
    distances in km, experience in months.
    """

    id: int
    wanted: frozenset[str] = frozenset()
    """Occupations the person asks for."""
    practised: dict[str, int] = field(default_factory=dict)
    """Occupation done before → months; learnt in a course only: 0 months."""
    isco: dict[str, str] = field(default_factory=dict)
    """ISCO unit group of every wanted or practised occupation."""
    skills: frozenset[str] = frozenset()
    studying: frozenset[str] = frozenset()
    """Skills of a course that is not finished yet."""
    implied: frozenset[str] = frozenset()
    """Skills that the work done before cannot be done without, though nobody ticked them."""
    education: int = 0
    cmkt: int | None = None
    """None where the person did not say."""
    unplaced_months: int = 0
    """Months of work in occupations that nobody could name."""
    languages: frozenset[str] = frozenset()
    lat: float | None = None
    lon: float | None = None
    island: str = ""
    places: frozenset[str] = frozenset()
    """Wanted units, former districts and industrial parks."""
    provinces: frozenset[str] = frozenset()
    """Wanted provinces: too large to say how far somebody would travel each day."""
    max_distance_km: float = 15
    pay_min: int | None = None
    shifts: frozenset[str] = frozenset()
    employment_types: frozenset[str] = frozenset()
    needs_dormitory: bool = False
    needs_shuttle: bool = False
    overseas: bool = False
    words: frozenset[str] = frozenset()
    trains: bool = True
    """Would take a course first; says what to offer, and gives no points."""


@dataclass(frozen=True)
class VacancyFacts:
    """A vacancy as the score sees it. Skill weights are inverse document frequencies."""

    id: int
    occupation: str
    isco: str
    essential: dict[str, float] = field(default_factory=dict)
    optional: dict[str, float] = field(default_factory=dict)
    education: int = 0
    cmkt: int = 0
    experience_months: int = 0
    languages: frozenset[str] = frozenset()
    lat: float | None = None
    lon: float | None = None
    island: str = ""
    places: frozenset[str] = frozenset()
    """Codes of everything the workplace lies in: unit, former districts, province, park."""
    overseas: bool = False
    pay_max: int | None = None
    """The most that is offered; where only a least pay is named, that."""
    pay_is_least: bool = False
    shifts: frozenset[str] = frozenset()
    """Empty where not said or flexible."""
    flexible: bool = False
    employment_type: str = ""
    dormitory: bool = False
    shuttle: bool = False
    age_days: float = 0
    words: frozenset[str] = frozenset()
