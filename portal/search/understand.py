"""Reads what somebody typed: phrases, excluded words, a wage, and the concepts that it names."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby

from portal.reference.catalogue import catalogue
from portal.search import small_words, vocabulary
from portal.search.concepts import OCCUPATION, PLACE, SKILL
from portal.search.conditions import COUNTRY
from portal.search.conditions import KINDS as CONDITIONS
from portal.search.parting import Span, parted
from portal.search.rewriting import Token, rewritten, tokens
from portal.search.small_words import ABROAD, Wage
from portal.search.vocabulary import Concept, words
from portal.textfold import nfc

_QUOTED = re.compile(r'["“”„]([^"“”„]+)["“”„]')
# A dash excludes only at the start of a word and before a letter: "Hà Nội - Hải Phòng" does not.
_NOT_PHRASE = re.compile(r'(?:^|(?<=\s))-["“”„]([^"“”„]+)["“”„]')
_EXCLUDED = re.compile(r"(?:^|(?<=\s))-(?=[^\W\d_])([^\s]+)")
# Words that name nothing are read as a job title where the reader is that sure at least; and of
# its answers those that are nearly as sure as the first.
_SURE, _NEARLY, _MOST_GUESSED = 0.5, 0.9, 3
# Longer questions are prose; names in it are still found, but nothing is guessed.
_LONGEST_GUESSED = 12


@dataclass(frozen=True)
class Part:
    """Words of a question in a row, as they were typed, and what they name; most name nothing.

    `spoken` are the words to compare, with the marks of the one name they can be; none where they
    say nothing. `sure`, 0–1: how certain it is that they name the concepts."""

    words: str
    concepts: tuple[Concept, ...] = ()
    spoken: str = ""
    sure: float = 1.0

    @property
    def kinds(self) -> set[str]:
        return {concept.kind for concept in self.concepts}

    def ids(self, kind: str) -> list[str]:
        return [c.id for c in self.concepts if c.kind == kind]


@dataclass(frozen=True)
class Understood:
    """A question, taken apart. `text` is what is compared word by word."""

    phrases: tuple[str, ...] = ()
    excluded: tuple[str, ...] = ()
    parts: tuple[Part, ...] = ()
    wage: Wage | None = None
    wants: frozenset[str] = field(default=frozenset())
    """Kinds of listing that the words ask for: work, work abroad, courses."""
    respelled: tuple[tuple[str, str], ...] = ()
    """Words that were put right: as typed, as meant."""
    any_word: bool = False
    """One of the words is enough."""

    @property
    def text(self) -> str:
        return " ".join(part.spoken for part in self.parts if part.spoken)

    @property
    def concepts(self) -> list[Concept]:
        return list(dict.fromkeys(c for part in self.parts for c in part.concepts))

    @property
    def subjects(self) -> list[Part]:
        """What is looked for: trades, skills, and words that name nothing; each once."""
        asked = {
            part.spoken: part
            for part in self.parts
            if part.spoken and (not part.concepts or part.kinds & {OCCUPATION, SKILL})
        }
        return list(asked.values())

    @property
    def circumstances(self) -> list[Part]:
        """Where and under which conditions: places, shifts, benefits …"""
        asked = {
            part.spoken: part
            for part in self.parts
            if part.concepts and not part.kinds & {OCCUPATION, SKILL}
        }
        return list(asked.values())

    @property
    def countries(self) -> list[Part]:
        return [part for part in self.parts if COUNTRY in part.kinds]

    def without(self, part: Part) -> str:
        """The question as it would be without these words."""
        return self._said(p.words for p in self.parts if p is not part)

    def without_wage(self) -> str:
        """The question as it would be without the wage."""
        return replace(self, wage=None)._said(part.words for part in self.parts)

    def _said(self, kept: Iterator[str]) -> str:
        said = [word for word in kept if word]
        said += [self.wage.words] if self.wage else []
        said += [f'"{phrase}"' for phrase in self.phrases]
        said += [f'-"{words}"' if " " in words else f"-{words}" for words in self.excluded]
        return " ".join(said)

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
        return not (self.text or self.phrases or self.wage or self.wants)


def understand(typed: str) -> Understood:
    """Takes a question apart. Any text is a valid question, also one of signs only."""
    text = nfc(typed.replace("\0", " "))
    not_phrases = [" ".join(words(found)) for found in _NOT_PHRASE.findall(text)]
    text = _NOT_PHRASE.sub(" ", text)
    phrases = [" ".join(words(found)) for found in _QUOTED.findall(text)]
    text = _QUOTED.sub(" ", text)
    excluded = [*not_phrases, *(" ".join(words(found)) for found in _EXCLUDED.findall(text))]
    wage, text = small_words.wage_in(_EXCLUDED.sub(" ", text))
    parts, wants, respelled = _read(text)
    return Understood(
        tuple(filter(None, phrases)),
        tuple(filter(None, excluded)),
        tuple(parts),
        wage,
        wants,
        tuple(respelled),
    )


def _read(text: str) -> tuple[list[Part], frozenset[str], list[tuple[str, str]]]:
    known = vocabulary.current()
    meant, respelled = rewritten(tokens(text, known), known)
    spoken = [token.word for token in meant]
    spans = parted(spoken, known)
    wants = frozenset[str]().union(*(span.wants for span in spans))
    if not wants and all(span.is_small for span in spans):
        # Nothing but small words: then they are what is looked for.
        spans = parted(spoken, known, small=False)
    parts = _joined(_part(meant[span.start : span.end], span) for span in spans)
    if any(COUNTRY in part.kinds for part in parts):
        wants |= {ABROAD}
    return _guessed(parts), wants, respelled


def _part(typed: Sequence[Token], span: Span) -> Part:
    shown = " ".join(token.shown for token in typed if token.shown)
    if span.is_small:
        return Part(shown)
    asked = tuple(token.word for token in typed)
    # With the marks of the one name it can be: "tho han" is then found and ranked exactly as
    # "thợ hàn" is. Where it can be several, it stays as it was typed.
    written = {name.words for name in span.names}
    spoken = written.pop() if len(written) == 1 else asked
    concepts = dict.fromkeys(name.concept for name in span.names)
    return Part(shown, tuple(concepts), " ".join(spoken))


def _joined(parts: Iterable[Part]) -> list[Part]:
    """Words in a row that name nothing become one part."""
    joined: list[Part] = []
    for is_plain, row in groupby(parts, key=lambda part: bool(part.spoken) and not part.concepts):
        if is_plain:
            several = list(row)
            shown, spoken = (
                " ".join(filter(None, texts))
                for texts in zip(*((p.words, p.spoken) for p in several), strict=True)
            )
            joined.append(Part(shown, (), spoken))
        else:
            joined += row
    return joined


def _guessed(parts: list[Part]) -> list[Part]:
    """Reads what names nothing as a job title, where no trade was named."""
    unnamed = next((p for p in parts if p.spoken and not p.concepts), None)
    if unnamed is None or any(OCCUPATION in part.kinds for part in parts):
        return parts
    title = " ".join(p.words for p in parts if not p.kinds & {PLACE, *CONDITIONS})
    if len(title.split()) > _LONGEST_GUESSED:
        return parts
    matches = catalogue().read_title(title, _MOST_GUESSED)
    matches = [m for m in matches if m.score >= max(_SURE, _NEARLY * matches[0].score)]
    known = vocabulary.current().concepts[OCCUPATION]
    meant = tuple(known[m.id] for m in matches if m.id in known)
    if not meant:
        return parts
    guessed = replace(unnamed, concepts=meant, sure=matches[0].score)
    return [guessed if part is unnamed else part for part in parts]
