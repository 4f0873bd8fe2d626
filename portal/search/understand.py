"""Reads what somebody typed: quoted phrases, excluded words, and the concepts that it names."""

import re
from dataclasses import dataclass, field

from portal.search import vocabulary
from portal.search.concepts import OCCUPATION, PLACE, SKILL
from portal.search.vocabulary import Concept, Vocabulary, words, words_as_typed
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
class Part:
    """Words of a question in a row, as they were typed, and what they name; most name nothing."""

    words: str
    concepts: tuple[Concept, ...] = ()


@dataclass(frozen=True)
class Understood:
    """A question, taken apart. `text` is what is compared word by word."""

    text: str = ""
    phrases: tuple[str, ...] = ()
    excluded: tuple[str, ...] = ()
    parts: tuple[Part, ...] = field(default=())

    @property
    def concepts(self) -> list[Concept]:
        return list(dict.fromkeys(c for part in self.parts for c in part.concepts))

    def without(self, part: Part) -> str:
        """The question as it would be without these words."""
        kept = [p.words for p in self.parts if p is not part]
        kept += [f'"{phrase}"' for phrase in self.phrases]
        kept += [f"-{word}" for word in self.excluded]
        return " ".join(kept)

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
    spoken, parts = _read(words(text), words_as_typed(text), vocabulary.current())
    return Understood(" ".join(spoken), phrases, excluded, tuple(parts))


def _read(typed: list[str], shown: list[str], known: Vocabulary) -> tuple[list[str], list[Part]]:
    """The words to compare; and all words, parted by the longest names among them."""
    spoken: list[str] = []
    parts: list[Part] = []
    at = 0
    while at < len(typed):
        for length in range(min(known.longest, len(typed) - at), 0, -1):
            span = tuple(typed[at : at + length])
            if names := known.meant_by(span):
                concepts = dict.fromkeys(name.concept for name in names)
                parts.append(Part(" ".join(shown[at : at + length]), tuple(concepts)))
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
            parts.append(Part(" ".join(shown[at : at + (noise or 1)])))
            at += noise or 1
    return spoken or typed, parts


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
