"""Occupations and skills by what people call them; kept in each process."""

import time
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.utils import timezone
from django.utils.translation import get_language

from portal.reference.models import FormerDistrict, Occupation, Skill, Unit
from portal.reference.names import Name, alike, fit, name_of
from portal.reference.places import HOME_PROVINCE
from portal.reference.titles import Match, Named, TitleReader

KEEP_SECONDS = 300
# Below this certainty an occupation has next to nothing to do with a title.
LEAST_NEAR = 0.15
_kept: tuple[float, "Catalogue"] | None = None


@dataclass(frozen=True)
class Entry:
    """An occupation or skill as lists show it; `code` is the ISCO-08 group or the skill's kind."""

    id: str
    code: str
    label_vi: str
    label_en: str
    names: tuple[str, ...]

    @property
    def label(self) -> str:
        """The label in the reader's language."""
        return self.label_en if get_language() == "en" else self.label_vi


def _entries(rows: Iterable[Any], code: str) -> dict[str, Entry]:
    return {
        row.pk: Entry(
            row.pk,
            getattr(row, code),
            row.label_vi,
            row.label_en,
            (row.label_vi, *row.synonyms_vi, row.label_en, *row.synonyms_en),
        )
        for row in rows
    }


class Catalogue:
    """All occupations and skills that hold today, in the order of their Vietnamese labels."""

    def __init__(self, occupations: dict[str, Entry], skills: dict[str, Entry]) -> None:
        self.occupations = occupations
        self.skills = skills
        self._reader = TitleReader(
            (Named(o.id, o.names) for o in occupations.values()), _names_of_places()
        )
        self._named: dict[str, list[tuple[Entry, dict[str, Name]]]] = {
            kind: [(entry, {n: name_of(n) for n in entry.names}) for entry in entries.values()]
            for kind, entries in (("occupation", occupations), ("skill", skills))
        }

    def read_title(self, title: str, limit: int) -> list[Match]:
        """The occupations that a job title may mean, best first."""
        return self._reader.rank(title, limit)

    def occupations_called(self, title: str) -> list[str]:
        """Ids of the occupations of which the title is a name."""
        return self._reader.called(title)

    def nearest_occupations(self, text: str, most: int) -> list[str]:
        """Ids of what a text may mean that names no occupation: spelt alike, or with a word of it
        in its names."""
        read = (m.id for m in self.read_title(text, most) if m.score >= LEAST_NEAR)
        return list(dict.fromkeys([*alike(text, self._by_name, most), *read]))[:most]

    @cached_property
    def _by_name(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for entry, names in self._named["occupation"]:
            for name in names.values():
                found.setdefault(name.folded, []).append(entry.id)
        return found

    def find_occupations(self, text: str) -> list[Entry]:
        """Occupations of which a name holds the text, best first (portal.reference.names)."""
        return self._find("occupation", text)

    def find_skills(self, text: str) -> list[Entry]:
        """Skills of which a name holds the text, best first (portal.reference.names)."""
        return self._find("skill", text)

    def _find(self, kind: str, text: str) -> list[Entry]:
        typed = name_of(text)
        ranked = [
            (how, position)
            for position, (entry, names) in enumerate(self._named[kind])
            if (how := fit(typed, [names[entry.label]], names.values())) is not None
        ]
        return [self._named[kind][position][0] for _how, position in sorted(ranked)]


def _names_of_places() -> list[str]:
    """Names that ads put beside a title; single words ("Hà") are too often something else."""
    units = Unit.objects.filter(province=HOME_PROVINCE).values_list("name", flat=True)
    districts = FormerDistrict.objects.values_list("name", flat=True)
    return [name for name in dict.fromkeys([*units, *districts]) if " " in name]


def catalogue() -> Catalogue:
    """Occupations and skills, read again every few minutes and prepared again if they changed."""
    global _kept
    now = time.monotonic()
    if _kept is None or now - _kept[0] > KEEP_SECONDS:
        today = timezone.localdate()
        occupations = _entries(Occupation.objects.valid_on(today), "isco_code")
        skills = _entries(Skill.objects.valid_on(today), "kind")
        old = _kept and _kept[1]
        same = old and old.occupations == occupations and old.skills == skills
        _kept = (now, old if old and same else Catalogue(occupations, skills))
    return _kept[1]


def forget() -> None:
    """Drops what this process keeps, after the lists were loaded anew."""
    global _kept
    _kept = None
