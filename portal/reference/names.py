"""Finding things by what they are called, in the order in which people mean them."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from difflib import get_close_matches
from typing import NamedTuple

from portal.textfold import fold, nfc

_WORD = re.compile(r"[\w+#]+")
WHOLE, SOME = 0, 1
BEGINS, WORD_BEGINS, WITHIN = 0, 1, 2
# Of the letters of two names, the part that is alike where one may be the other, misspelt.
ALIKE = 0.78


class Name(NamedTuple):
    """The words of a name, or of what was typed of one: without tone marks, and as written."""

    folded: str
    written: str


def name_of(text: str) -> Name:
    """The text as it is compared: in lower case, without what stands between words."""
    written = " ".join(_WORD.findall(nfc(text).lower()))
    return Name(fold(written), written)


class Fit(NamedTuple):
    """How well what was typed agrees with a name: the lower, the better, first things first."""

    share: int
    """The whole name, or some of it."""
    other_marks: bool
    """Tone marks were typed, and the name has others. Who types none means any."""
    place: int
    """What was typed begins the label, begins a word of any name, or is anywhere within."""
    cut: bool
    """Its last word goes on."""
    synonym: bool
    respelled: bool
    """Not letter by letter as typed."""


def fit(typed: Name, labels: Iterable[Name], synonyms: Iterable[Name]) -> Fit | None:
    """The best agreement with any name of a thing; None where no name holds what was typed."""
    found = (
        fit
        for synonym, names in ((False, labels), (True, synonyms))
        for name in names
        if typed.folded and typed.folded in name.folded
        for fit in _fits(typed, name, synonym)
    )
    return min(found, default=None)


def _fits(typed: Name, name: Name, synonym: bool) -> Iterator[Fit]:
    has_marks = typed.written != typed.folded
    share, place, cut = _agreement(typed.folded, name.folded, synonym)
    yield Fit(share, has_marks, place, cut, synonym, respelled=True)
    if typed.written in name.written:
        share, place, cut = _agreement(typed.written, name.written, synonym)
        yield Fit(share, False, place, cut, synonym, respelled=False)


def _agreement(typed: str, name: str, synonym: bool) -> tuple[int, int, bool]:
    if typed == name:
        return WHOLE, BEGINS, False
    if name.startswith(typed) and not synonym:
        return SOME, BEGINS, name[len(typed)] != " "
    place = WORD_BEGINS if f" {typed}" in f" {name}" else WITHIN
    return SOME, place, f" {typed} " not in f" {name} "


def alike(typed: str, named: Mapping[str, Sequence[str]], most: int) -> list[str]:
    """Keys of the names that are spelt most like what was typed, nearest first. `named` has the
    keys by folded name."""
    names = get_close_matches(name_of(typed).folded, named, most, ALIKE)
    return list(dict.fromkeys(key for name in names for key in named[name]))[:most]
