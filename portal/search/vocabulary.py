"""The names of occupations, skills and places, kept in each process to read what people type.

Comparing is generous with tone marks and strict where they are written: "tho han" is read as
"thợ hàn", but "hán" is not read as "hàn".
"""

import re
import time
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.utils import timezone

from portal.changes import changed
from portal.reference.models import Occupation, Skill
from portal.reference.places import gazetteer
from portal.search import synonyms
from portal.search.analysis import one_spelling
from portal.search.concepts import HOME_PROVINCE, OCCUPATION, PLACE, SKILL
from portal.textfold import fold, nfc

KEEP_SECONDS = 300
_WORD = re.compile(r"[^\W_]+(?:[+#]+)?")
_kept: "tuple[float, str, list[_Row], Vocabulary] | None" = None


@dataclass(frozen=True)
class Concept:
    """Something with a name in the reference lists."""

    kind: str
    id: str
    """Our id of an occupation or skill, the code of a place."""
    label_vi: str
    label_en: str
    isco: str = ""
    lat: float = 0.0
    lon: float = 0.0

    def label(self, language: str | None) -> str:
        return self.label_en if language == "en" else self.label_vi


_Row = tuple[Concept, list[str]]


@dataclass(frozen=True)
class Name:
    """One of a concept's names, as words written out and folded."""

    text: str
    words: tuple[str, ...]
    concept: Concept


def words(text: str) -> list[str]:
    """The words of a text in lower case and one spelling, with their tone marks."""
    return _WORD.findall(one_spelling(nfc(text).lower()))


def words_as_typed(text: str) -> list[str]:
    """The same words, one for one, as they were typed, to be shown again."""
    compared = words(text)
    typed = _WORD.findall(nfc(text))
    # Lower case parts some rare letters ("İ") in two.
    return typed if len(typed) == len(compared) else compared


@dataclass(frozen=True)
class Vocabulary:
    """All concepts by kind and id, and the names by which a question may mean them."""

    concepts: dict[str, dict[str, Concept]]
    named: dict[tuple[str, ...], list[Name]]

    @cached_property
    def longest(self) -> int:
        """Words of the longest name."""
        return max(map(len, self.named), default=0)

    def get(self, kind: str, key: str) -> Concept | None:
        return self.concepts[kind].get(key)

    def meant_by(self, typed: tuple[str, ...]) -> list[Name]:
        """Names that these words may stand for; a word without marks stands for any marks."""
        folded = tuple(map(fold, typed))
        return [
            name
            for name in self.named.get(folded, ())
            if all(t in (w, f) for t, w, f in zip(typed, name.words, folded, strict=True))
        ]

    def starting_with(self, text: str) -> Iterator[Concept]:
        """Concepts one of whose names starts with the text, tone marks aside."""
        start = fold(" ".join(words(text)))
        seen = set()
        for key, names in self.named.items():
            if " ".join(key).startswith(start):
                for name in names:
                    if name.concept not in seen:
                        seen.add(name.concept)
                        yield name.concept


def current() -> Vocabulary:
    """The vocabulary, read again every few minutes and with each decision on a synonym, and
    prepared again if it changed."""
    global _kept
    now = time.monotonic()
    revision = synonyms.revision()
    if _kept is None or now - _kept[0] > KEEP_SECONDS or _kept[1] != revision:
        rows = list(_rows())
        same = _kept is not None and _kept[2] == rows
        _kept = (now, revision, rows, _kept[3] if _kept and same else _prepared(rows))
    return _kept[3]


def forget(**_: Any) -> None:
    """Has the next reader load the lists anew."""
    global _kept
    _kept = None


def listen() -> None:
    """Forgets when this process itself changes a list."""
    for kind in (OCCUPATION, SKILL, PLACE):
        changed.connect(forget, sender=kind, dispatch_uid=f"vocabulary-{kind}")


def _prepared(rows: "list[_Row]") -> Vocabulary:
    concepts: dict[str, dict[str, Concept]] = {OCCUPATION: {}, SKILL: {}, PLACE: {}}
    named: dict[tuple[str, ...], list[Name]] = {}
    for concept, names in rows:
        concepts[concept.kind][concept.id] = concept
        for text in dict.fromkeys(names):
            name = Name(text, tuple(words(text)), concept)
            if name.words:
                named.setdefault(tuple(map(fold, name.words)), []).append(name)
    return Vocabulary(concepts, named)


def _rows() -> "Iterator[_Row]":
    """All concepts with their names; those that have ended are known by their id only."""
    today = timezone.localdate()
    others: dict[tuple[str, str], list[str]] = {}
    for of_kind, concept_id, phrase in synonyms.accepted():
        others.setdefault((of_kind, concept_id), []).append(phrase)
    for kind, model in ((OCCUPATION, Occupation), (SKILL, Skill)):
        for row in model.objects.all():
            isco = getattr(row, "isco_code", "")
            names = [row.label_vi, row.label_en, *row.synonyms_vi, *row.synonyms_en]
            names += others.get((kind, row.pk), ())
            concept = Concept(kind, row.pk, row.label_vi, row.label_en, isco)
            yield concept, names if row.holds_on(today) else []
    for place in gazetteer().places.values():
        # Names of units elsewhere are mostly common words; they are known by their code only.
        told = place.is_offered and (place.kind != "unit" or place.province == HOME_PROVINCE)
        names = [place.name, place.full_name, *place.synonyms] if told else []
        if place.is_offered:
            names += others.get((PLACE, place.code), ())
        yield (
            Concept(
                PLACE,
                place.code,
                place.full_name,
                place.full_name_en,
                lat=place.lat,
                lon=place.lon,
            ),
            names,
        )
