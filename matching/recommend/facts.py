"""What the score looks at, as plain values: built from rows, free of the database."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class PersonFacts:
    """A job seeker as the score sees them. Sex, age, ethnicity, health, poverty are not here."""

    id: int
    wanted: frozenset[str] = frozenset()
    practised: frozenset[str] = frozenset()
    isco: dict[str, str] = field(default_factory=dict)
    skills: frozenset[str] = frozenset()
    studying: frozenset[str] = frozenset()
    education: int = 0
    cmkt: int = 0
    experience_months: int = 0
    languages: frozenset[str] = frozenset()
    lat: float | None = None
    lon: float | None = None
    island: str = ""
    places: frozenset[str] = frozenset()
    max_distance_km: float = 15
    pay_min: int | None = None
    shifts: frozenset[str] = frozenset()
    employment_types: frozenset[str] = frozenset()
    needs_dormitory: bool = False
    needs_shuttle: bool = False
    overseas: bool = False
    words: frozenset[str] = frozenset()


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
    overseas: bool = False
    pay_max: int | None = None
    shifts: frozenset[str] = frozenset()
    employment_type: str = ""
    dormitory: bool = False
    shuttle: bool = False
    age_days: float = 0
    words: frozenset[str] = frozenset()
