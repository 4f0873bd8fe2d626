"""What typed words may mean in the lists of places, occupations and skills.

Where a text means one thing only, that is taken; where it may mean several, the page asks back.
Forms show the choices as radios or checkboxes and never guess in silence.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

from django.utils.translation import gettext as _

from portal.reference.catalogue import catalogue
from portal.reference.place_words import parts_of, readings
from portal.reference.places import HOME_PROVINCE, Place, gazetteer
from portal.textfold import fold, nfc

# As many choices as a phone shows without endless scrolling.
MOST = 16
MOST_OCCUPATIONS = 6
# Of what is only spelt alike, or has a word in common.
MOST_NEAR = 4
# Below this certainty, or this part of the best one's, a proposal only confuses.
LEAST_CERTAINTY, LEAST_OF_BEST = 0.2, 0.3
# From this one on it is worth ticking, for the reader to confirm.
LIKELY = 0.6


@dataclass(frozen=True)
class Meanings:
    """What a text may mean, as pairs of code and label; `sure` where it is one thing only,
    `likely` where the first is worth being proposed. Not `known`: nothing is called so, and the
    choices are only what comes nearest."""

    choices: tuple[tuple[str, str], ...] = ()
    sure: str = ""
    likely: str = ""
    known: bool = True

    @property
    def codes(self) -> set[str]:
        return {code for code, _label in self.choices}


def place_label(code: str) -> str:
    """A place as people write it and as `places` reads it again; empty for an unknown code."""
    place = gazetteer().places.get(code)
    if place is None:
        return ""
    if place.kind == "province" or place.province == HOME_PROVINCE:
        return place.label
    return f"{place.label}, {gazetteer().places[place.province].label}"


def units(text: str) -> Meanings:
    """Wards and communes of today; the name of a former district stands for all within it."""
    return _places(text, {"unit"})


def workplaces(text: str) -> Meanings:
    """As `units`, and industrial parks."""
    return _places(text, {"unit", "park"})


def areas(text: str) -> Meanings:
    """Whatever can be searched in: also former districts and provinces as a whole."""
    return _places(text, {"unit", "park", "district", "province"})


def _places(text: str, kinds: set[str]) -> Meanings:
    for same in readings(text):
        found = _choices(same, kinds)
        if found:
            return Meanings(tuple(found.items()), next(iter(found)) if len(found) == 1 else "")
    parts = parts_of(text)
    if not parts:
        return Meanings()
    found = _choices(gazetteer().find(parts[0]), kinds)
    near = {} if found else _choices(gazetteer().nearest(parts[0], MOST_NEAR), kinds)
    return Meanings(tuple((found or near).items()), known=bool(found))


def _choices(found: Iterable[Place], kinds: set[str]) -> dict[str, str]:
    def each() -> Iterator[tuple[str, str]]:
        for place in found:
            if place.kind in kinds:
                yield place.code, place_label(place.code)
            elif place.kind == "district":
                for code in sorted(place.units, key=lambda c: gazetteer().places[c].name):
                    text = _("%(place)s (in the former %(district)s)")
                    district = place.label[:1].lower() + place.label[1:]
                    yield code, text % {"place": place_label(code), "district": district}

    kept: dict[str, str] = {}
    for code, label in each():
        kept.setdefault(code, label)
        if len(kept) == MOST:
            break
    return kept


def occupations(text: str) -> Meanings:
    """Occupations that a job title may mean, best first; never sure, since people confirm."""
    known = catalogue().occupations
    read = catalogue().read_title(text, MOST_OCCUPATIONS)
    least = max(LEAST_CERTAINTY, LEAST_OF_BEST * read[0].score) if read else 0
    found = [m for m in read if m.score >= least]
    likely = found[0].id if found and found[0].score >= LIKELY else ""
    return Meanings(tuple((m.id, known[m.id].label) for m in found), likely=likely)


def nearest_occupations(text: str) -> Meanings:
    """What comes nearest to a text that names no occupation."""
    known = catalogue().occupations
    near = catalogue().nearest_occupations(text, MOST_NEAR)
    return Meanings(tuple((code, known[code].label) for code in near), known=False)


def skills(text: str) -> Meanings:
    """Skills that are called so; sure where exactly one has the very name."""
    entries = catalogue().find_skills(text)
    folded = fold(text)
    if not folded:
        return Meanings()
    same = [e for e in entries if any(fold(name) == folded for name in e.names)]
    if same:
        found = tuple((e.id, e.label) for e in same)
        return Meanings(found, same[0].id if len(same) == 1 else "")
    written = [e for e in entries if any(_holds(name, text) for name in e.names)]
    # A skill that shows the word comes before one that only has a synonym with it.
    written.sort(key=lambda e: not _holds(e.label, text))
    return Meanings(tuple((e.id, e.label) for e in islice(written or entries, MOST // 2)))


def _holds(name: str, words: str) -> bool:
    return f" {nfc(words).lower()} " in f" {nfc(name).lower()} "


def each_word(text: str, find: Callable[[str], Meanings]) -> dict[str, Meanings]:
    """The meanings of each of several things, typed one after the other with commas between."""
    words = [word for part in text.replace(";", ",").split(",") if (word := nfc(part))]
    return {word: find(word) for word in dict.fromkeys(words)}
