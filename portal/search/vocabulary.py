"""The names of occupations, skills, places and conditions, kept in each process to read what
people type.

Comparing is generous with tone marks and strict where they are written: "tho han" is read as
"thợ hàn", but "hán" is not read as "hàn".
"""

import heapq
import math
import re
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.utils import timezone

from portal.changes import changed
from portal.reference.models import Occupation, OccupationSkill, Skill
from portal.reference.places import gazetteer
from portal.reference.title_noise import PLAIN_WORDS
from portal.search import conditions, small_words, synonyms
from portal.search.analysis import one_spelling
from portal.search.concepts import HOME_PROVINCE, OCCUPATION, PLACE, SKILL
from portal.textfold import fold, fold_word, nfc

KEEP_SECONDS = 300
# Of the skills that two relatives need together, so much is needed by both; and the nearest few.
LEAST_ALIKE, MOST_RELATIVES = 0.25, 8
_WORD = re.compile(r"[^\W_]+(?:[+#]+)?")
_BRACKETS = re.compile(r"\([^)]*\)")
_kept: "tuple[float, str, list[_Row], Vocabulary] | None" = None

Words = tuple[str, ...]


@dataclass(frozen=True)
class Concept:
    """Something with a name in the reference lists."""

    kind: str
    id: str
    """Our id of an occupation or skill, the code of a place or condition."""
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
    words: Words
    concept: Concept
    is_core: bool = False
    """What is left of the name without "thợ", "nhân viên" …: meant only where nothing else is."""


def words(text: str) -> list[str]:
    """The words of a text in lower case and one spelling, with their tone marks."""
    return _WORD.findall(one_spelling(nfc(text).lower()))


def words_as_typed(text: str) -> list[str]:
    """The same words, one for one, as they were typed, to be shown again."""
    compared = words(text)
    typed = _WORD.findall(nfc(text))
    # Lower case parts some rare letters ("İ") in two.
    return typed if len(typed) == len(compared) else compared


@dataclass(frozen=True, eq=False)
class Vocabulary:
    """All concepts by kind and id, and the names by which a question may mean them."""

    concepts: dict[str, dict[str, Concept]]
    named: dict[Words, list[Name]]
    skill_users: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """Skill → ids of the occupations that cannot do without it."""
    relatives: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """Occupation → ids of those that need much the same skills."""

    @cached_property
    def longest(self) -> int:
        """Words of the longest name."""
        return max(map(len, self.named), default=0)

    @cached_property
    def known_words(self) -> dict[str, int]:
        """Every word of the names, without tone marks → in how many names it stands."""
        counted: dict[str, int] = {}
        for key, names in self.named.items():
            for word in key:
                counted[word] = counted.get(word, 0) + len(names)
        return counted

    @cached_property
    def written(self) -> frozenset[str]:
        """Every word as names and small words have it, with its marks."""
        named = {word for names in self.named.values() for name in names for word in name.words}
        return frozenset(named | small_words.WRITTEN)

    def get(self, kind: str, key: str) -> Concept | None:
        return self.concepts[kind].get(key)

    def meant_by(self, typed: Words) -> list[Name]:
        """Names that these words may stand for; a word without marks stands for any marks, but
        where a name is written just so, that one is meant."""
        folded = tuple(map(fold_word, typed))
        found = [
            name
            for name in self.named.get(folded, ())
            if all(t in (w, f) for t, w, f in zip(typed, name.words, folded, strict=True))
        ]
        proper = [name for name in found if not name.is_core] or found
        return [name for name in proper if name.words == typed] or proper

    def starting_with(self, text: str) -> Iterator[Concept]:
        """Concepts one of whose names starts with the text, tone marks aside."""
        start = fold(" ".join(words(text)))
        seen = set()
        for key, names in self.named.items():
            if " ".join(key).startswith(start):
                for name in names:
                    if name.concept not in seen and not name.is_core:
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
    kinds = (OCCUPATION, SKILL, PLACE, *conditions.KINDS)
    concepts: dict[str, dict[str, Concept]] = {kind: {} for kind in kinds}
    named: dict[Words, list[Name]] = {}
    for concept, names in rows:
        concepts[concept.kind][concept.id] = concept
        for text in dict.fromkeys(names):
            for name in _forms(text, concept):
                named.setdefault(tuple(map(fold, name.words)), []).append(name)
    users = _skill_users()
    return Vocabulary(concepts, named, users, _relatives(users))


_PLAIN = sorted((tuple(words(p)) for p in PLAIN_WORDS), key=len, reverse=True)


def _forms(text: str, concept: Concept) -> Iterator[Name]:
    """The name itself and what people leave of it: nothing in brackets, one of two names, and of
    an occupation no "thợ", "nhân viên" …"""
    texts = dict.fromkeys((text, _BRACKETS.sub(" ", text), *_either(text)))
    for whole in dict.fromkeys(tuple(words(t)) for t in texts):
        if not whole:
            continue
        yield Name(text, whole, concept)
        for start in _PLAIN if concept.kind == OCCUPATION else ():
            if whole[: len(start)] == start and len(whole) > len(start):
                core = whole[len(start) :]
                if small_words.are_small(core):
                    # "tuyển công nhân" asks for work, and not for those who find workers.
                    break
                yield Name(" ".join(core), core, concept, is_core=True)
                break


def _either(text: str) -> tuple[str, ...]:
    """Two names of one word each: "Tailor and dressmaker"."""
    parts = text.split()
    return (parts[0], parts[2]) if len(parts) == 3 and parts[1] == "and" else ()


def _skill_users() -> dict[str, tuple[str, ...]]:
    users: dict[str, list[str]] = {}
    links = OccupationSkill.objects.filter(essential=True).order_by("occupation_id")
    for skill, occupation in links.values_list("skill_id", "occupation_id"):
        users.setdefault(skill, []).append(occupation)
    return {skill: tuple(ids) for skill, ids in users.items()}


def _relatives(users: dict[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
    """Occupations by the skills that both need, a rare one weighing more."""
    weight = {skill: math.log(1 + 1000 / len(ids)) for skill, ids in users.items()}
    needs: dict[str, float] = {}
    common: dict[str, dict[str, float]] = {}
    for skill, ids in users.items():
        for one in ids:
            needs[one] = needs.get(one, 0) + weight[skill]
            shared = common.setdefault(one, {})
            for other in ids:
                if other != one:
                    shared[other] = shared.get(other, 0) + weight[skill]
    likeness = {
        one: {other: both / (needs[one] + needs[other] - both) for other, both in shared.items()}
        for one, shared in common.items()
    }
    return {
        one: tuple(
            other
            for other in heapq.nlargest(MOST_RELATIVES, like, key=lambda o: (like[o], o))
            if like[other] >= LEAST_ALIKE
        )
        for one, like in likeness.items()
    }


def _rows() -> "Iterator[_Row]":
    """All concepts with their names; those that have ended are known by their id only."""
    today = timezone.localdate()
    others: dict[tuple[str, str], list[str]] = {}
    for kind, concept_id, phrase in synonyms.accepted():
        others.setdefault((kind, concept_id), []).append(phrase)
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
    for kind, code, label_vi, label_en, names in conditions.rows():
        yield Concept(kind, code, label_vi, label_en), names
