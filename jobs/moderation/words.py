"""Words of Vietnamese ads, found however they were typed: with all tone marks, some, or none."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import combinations

# The mark of “hoà” stands on either letter; both spellings become the older one, here and there.
_PLACEMENT = {
    f"{first}{unicodedata.normalize('NFC', second + mark)}": unicodedata.normalize(
        "NFC", first + mark
    )
    + second
    for first, second in (("o", "a"), ("o", "e"), ("u", "y"))
    for mark in "\u0300\u0301\u0303\u0309\u0323"
}
_MISPLACED = re.compile("|".join(_PLACEMENT))
_END = re.compile(r"[.;!?\n•]")


def settled(text: str) -> str:
    """Lower case with one placement of tone marks; as long as the text where each letter has a
    lower case of one letter, as all of ours have."""
    return _MISPLACED.sub(lambda found: _PLACEMENT[found[0]], text.lower())


@lru_cache(maxsize=256)
def _spellings(letter: str) -> str:
    """The letter with each part of its marks: “ể” is also typed “ê”, “ẻ” and “e”."""
    if letter == "đ":
        return "[đd]"
    decomposed = unicodedata.normalize("NFD", letter)
    base, marks = decomposed[0], decomposed[1:]
    kept = (c for size in range(len(marks) + 1) for c in combinations(marks, size))
    return "[{}]".format("".join(unicodedata.normalize("NFC", base + "".join(c)) for c in kept))


def words(pattern: str) -> re.Pattern[str]:
    """A pattern of whole words for `settled` text. It is written with all tone marks; letters
    that carry one also match with fewer, while “nam” (male) never matches “năm” (year).

    Letters with marks must not stand in a class of characters. A space matches any white space.
    """
    expanded = "".join(
        _spellings(letter) if ord(letter) > 127 and letter.isalpha() else letter
        for letter in settled_pattern(pattern)
    )
    return re.compile(rf"(?<!\w)(?:{expanded.replace(' ', chr(92) + 's+')})(?!\w)")


def settled_pattern(pattern: str) -> str:
    """As `settled`, leaving escapes such as `\\W` as they are."""
    return _MISPLACED.sub(lambda found: _PLACEMENT[found[0]], pattern)


@dataclass(frozen=True)
class Rule:
    """Words that must not stand in an ad, and beside what they may after all.

    before, clause   what excuses them before in the sentence; `clause`: with no comma between
    after            what excuses them when it follows in the sentence
    within           what excuses them anywhere in the sentence
    """

    pattern: re.Pattern[str]
    before: re.Pattern[str] | None = None
    clause: re.Pattern[str] | None = None
    after: re.Pattern[str] | None = None
    within: re.Pattern[str] | None = None
    fields: frozenset[str] = field(default_factory=frozenset)
    """Only there; empty: in every text."""

    def hits(self, text: str) -> Iterator[re.Match[str]]:
        """Every place in a `settled` text where the words stand and nothing excuses them."""
        for found in self.pattern.finditer(text):
            start, end = _sentence(text, found.start(), found.end())
            before, after = text[start : found.start()], text[found.end() : end]
            excused = (
                (self.before and self.before.search(before))
                or (self.clause and self.clause.search(before.rpartition(",")[2]))
                or (self.after and self.after.match(after.lstrip()))
                or (self.within and self.within.search(text[start:end]))
            )
            if not excused:
                yield found


def _sentence(text: str, start: int, end: int) -> tuple[int, int]:
    """Where the sentence around a place in a text begins and ends. A dot between digits ends"
    " none."""
    begin = 0
    for stop in _END.finditer(text, 0, start):
        if not _in_number(text, stop.start()):
            begin = stop.end()
    for stop in _END.finditer(text, end):
        if not _in_number(text, stop.start()):
            return begin, stop.start()
    return begin, len(text)


def _in_number(text: str, at: int) -> bool:
    return text[at] == "." and text[at - 1 : at].isdigit() and text[at + 1 : at + 2].isdigit()
