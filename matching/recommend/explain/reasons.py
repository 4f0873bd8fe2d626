"""One line of an explanation, and the words that all of them share."""

import math
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from django.utils.formats import number_format
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from matching.recommend.facts import PersonFacts, VacancyFacts
from matching.recommend.score import Components
from matching.recommend.weights import WEIGHTS
from portal.reference.codes import labels
from portal.search import vocabulary
from portal.search.concepts import OCCUPATION, SKILL

# From this nearness on, two occupations are told to be near each other.
NEAR = 0.45
# Codes of reasons that say what a list of gaps beside them says better.
TOLD_BY_GAPS = frozenset({"skill_missing", "skill_course"})


@dataclass(frozen=True)
class Reason:
    """It fits, something is missing, or there is something to do."""

    code: str
    text: str
    kind: Literal["fits", "missing", "todo"] = "fits"


Tell = Callable[[PersonFacts, VacancyFacts], Iterator[Reason]]


def told(
    tells: Mapping[str, Tell], person: PersonFacts, vacancy: VacancyFacts, points: Components
) -> Iterator[Reason]:
    """What each component's teller has to say, as far as the component bears it out: what fits
    only where points were given, what is missing only where some were not."""
    for component, tell in tells.items():
        for reason in tell(person, vacancy):
            given, whole = points[component], WEIGHTS[component]
            if given > 0 if reason.kind == "fits" else given < whole:
                yield reason


def skill_label(skill: str) -> str:
    return label(SKILL, skill)


def occupation_label(occupation: str) -> str:
    return label(OCCUPATION, occupation)


def label(kind: str, key: str) -> str:
    concept = vocabulary.current().get(kind, key)
    return concept.label(get_language()) if concept else key


def listed(kind: str, keys: Iterable[str]) -> str:
    return ", ".join(label(kind, key) for key in keys)


def coded(list_name: str, codes: Iterable[str]) -> str:
    known = labels(list_name)
    return ", ".join(known.get(code, code) for code in codes)


def counted(number: int) -> str:
    """`1.200`: grouped as the language does."""
    return number_format(number, force_grouping=True)


def million(vnd: int) -> str:
    """Money as people say it: "12 triệu", "7,5 triệu", "7,95 triệu"."""
    number = number_format(f"{vnd / 1_000_000:.2f}".rstrip("0").rstrip("."))
    # Translators: pay a month in million đồng: "12 triệu"
    return _("%(number)s million VND") % {"number": number}


def duration(months: int) -> str:
    """Months as people say them: "8 tháng", "3 năm"."""
    years, rest = divmod(months, 12)
    if years and not rest:
        return ngettext("%(n)s year", "%(n)s years", years) % {"n": years}
    return ngettext("%(n)s month", "%(n)s months", months) % {"n": months}


def whole_km(km: float) -> str:
    """Rounded: places are known by the middle of their commune only."""
    return number_format(max(1, round(km)), decimal_pos=0)


def km_beyond(km: float, limit: float) -> str:
    """Kilometres beyond the limit, in a figure that does not read like the limit itself."""
    if round(km) > limit:
        return whole_km(km)
    return number_format(math.ceil(km * 10) / 10, decimal_pos=1)


def levels(
    person: PersonFacts, vacancy: VacancyFacts
) -> tuple[tuple[str, str, int, int], tuple[str, str, int, int]]:
    return (
        ("cmkt", "cmkt", vacancy.cmkt, person.cmkt or 0),
        ("education", "education", vacancy.education, person.education),
    )
