"""Reads what somebody typed: quoted phrases, excluded words, and the concepts that it names."""

import re
from dataclasses import dataclass, field

from portal.search import vocabulary
from portal.search.concepts import OCCUPATION, PLACE, SKILL
from portal.search.vocabulary import Concept, Vocabulary, words
from portal.textfold import fold, nfc

_QUOTED = re.compile(r'["“”„]([^"“”„]+)["“”„]')
# A dash excludes only at the start of a word and before a letter: "Hà Nội - Hải Phòng" does not.
_EXCLUDED = re.compile(r"(?:^|(?<=\s))-(?=[^\W\d_])([^\s]+)")
# What stands in every ad and every question, and tells nothing; longer ones first.
_NOISE = [
    tuple(words(phrase))
    for phrase in (
        *("công ty", "việc làm", "tuyển dụng", "nhân viên", "tìm việc", "cần tuyển"),
        *("tuyển", "cần", "tìm", "gấp", "ở", "tại", "và", "cho", "các", "những", "cty"),
    )
]


@dataclass(frozen=True)
class Understood:
    """A question, taken apart. `text` is what is compared word by word."""

    text: str = ""
    phrases: tuple[str, ...] = ()
    excluded: tuple[str, ...] = ()
    concepts: tuple[Concept, ...] = field(default=())

    def of_kind(self, kind: str) -> list[Concept]:
        return [c for c in self.concepts if c.kind == kind]

    @property
    def occupations(self) -> list[Concept]:
        return self.of_kind(OCCUPATION)

    @property
    def skills(self) -> list[Concept]:
        return self.of_kind(SKILL)

    @property
    def places(self) -> list[Concept]:
        return self.of_kind(PLACE)

    @property
    def is_empty(self) -> bool:
        """Nothing to search by: no word at all, or only excluded ones."""
        return not (self.text or self.phrases)


def understand(typed: str) -> Understood:
    """Takes a question apart. Any text is a valid question, also one of signs only."""
    text = nfc(typed.replace("\0", " "))
    phrases = tuple(p for found in _QUOTED.findall(text) if (p := " ".join(words(found))))
    text = _QUOTED.sub(" ", text)
    excluded = tuple(w for found in _EXCLUDED.findall(text) if (w := " ".join(words(found))))
    text = _EXCLUDED.sub(" ", text)
    spoken, concepts = _read(words(text), vocabulary.current())
    return Understood(" ".join(spoken), phrases, excluded, tuple(dict.fromkeys(concepts)))


def _read(typed: list[str], known: Vocabulary) -> tuple[list[str], list[Concept]]:
    """The words to compare, and the concepts that the longest names among them mean."""
    spoken: list[str] = []
    concepts: list[Concept] = []
    at = 0
    while at < len(typed):
        for length in range(min(known.longest, len(typed) - at), 0, -1):
            span = tuple(typed[at : at + length])
            if names := known.meant_by(span):
                concepts += [name.concept for name in names]
                # With the marks of the one name it can be: "tho han" is then found and ranked
                # exactly as "thợ hàn" is. Where it can be several, it stays as it was typed.
                written = {name.words for name in names}
                spoken += written.pop() if len(written) == 1 else span
                at += length
                break
        else:
            noise = _noise_at(typed, at)
            if not noise:
                spoken.append(typed[at])
            at += noise or 1
    return spoken or typed, concepts


def _noise_at(typed: list[str], at: int) -> int:
    """How many words from here on tell nothing."""
    for phrase in _NOISE:
        span = typed[at : at + len(phrase)]
        if len(span) == len(phrase) and all(
            t in (w, fold(w)) for t, w in zip(span, phrase, strict=True)
        ):
            return len(phrase)
    return 0


def has_marks(text: str) -> bool:
    """Whether anything in the text is written with tone marks or đ."""
    return fold(text) != text
