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
from portal.search.vocabulary import Concept, Vocabulary, words
from portal.textfold import fold, nfc

_QUOTED = re.compile(r'["“”„]([^"“”„]+)["“”„]')
# A dash excludes only at the start of a word and before a letter: "Hà Nội - Hải Phòng" does not.
_NOT_PHRASE = re.compile(r'(?:^|(?<=\s))-["“”„]([^"“”„]+)["“”„]')
_EXCLUDED = re.compile(r"(?:^|(?<=\s))-(?=[^\W\d_])([^\s]+)")
_TOKEN = re.compile(r"\S+")
_UNWANTED = frozenset(map(fold, small_words.UNWANTED))
_UNNEEDED = frozenset(map(fold, small_words.UNNEEDED))
# Behind these a name is that of a street, or of the owner of a firm: neither place nor country.
_OF_A_NAME = frozenset(
    ("đường", "phố", "ngõ", "công ty", "cty", "doanh nghiệp", "nhà máy", "sếp", "chủ")
)
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
    exact: bool = False
    """The words are written as a name has them: "may" is sewing then, and no machine."""
    general: bool = False
    """The words name work of nearly any kind ("công nhân"), which tells less than all the rest."""

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

    def without_phrase(self, phrase: str) -> str:
        """The question as it would be without a quoted phrase or an exclusion."""
        rest = replace(
            self,
            phrases=tuple(p for p in self.phrases if p != phrase),
            excluded=tuple(p for p in self.excluded if p != phrase),
        )
        return rest._said(part.words for part in self.parts)

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
    dashed, text = _dashed(text)
    excluded = [*not_phrases, *dashed]
    wage, text = small_words.wage_in(text)
    parts, wants, respelled = _read(text)
    unwanted = _named_after(parts, _UNWANTED)
    excluded += [part.spoken for part in unwanted]
    left_out = [*unwanted, *_named_after(parts, _UNNEEDED)]
    parts = [part for part in parts if part not in left_out]
    return Understood(
        tuple(filter(None, phrases)),
        tuple(filter(None, excluded)),
        tuple(parts),
        wage,
        wants,
        tuple(respelled),
    )


def _dashed(text: str) -> tuple[list[str], str]:
    """What dashes exclude, and the text without it: the longest name that begins there, or a
    word."""
    known = vocabulary.current()
    found: list[str] = []
    while match := _EXCLUDED.search(text):
        rest = text[match.start(1) :]
        own = _EXCLUDED.split(rest, maxsplit=1)[0]
        ends = [at.end() for at in _TOKEN.finditer(own)][: known.longest]
        named = [end for end in ends if known.meant_by(tuple(words(rest[:end])))]
        end = max([*named, len(match.group(1))])
        found.append(" ".join(words(rest[:end])))
        text = f"{text[: match.start()]} {rest[end:]}"
    return [word for word in found if word], text


def _named_after(parts: Sequence[Part], phrases: frozenset[str]) -> list[Part]:
    """What is named next behind "không phải", "không cần" …"""
    found: list[Part] = []
    open_ = False
    for part in parts:
        if open_ and part.concepts and part.spoken:
            found.append(part)
        open_ = fold(part.words) in phrases or (open_ and not part.spoken)
    return found


def _read(text: str) -> tuple[list[Part], frozenset[str], list[tuple[str, str]]]:
    known = vocabulary.current()
    meant, respelled = rewritten(tokens(text, known), known)
    spoken = [token.word for token in meant]
    spans = parted(spoken, known)
    wants = frozenset[str]().union(*(span.wants for span in spans))
    heads: set[int] = set()
    if not any(span.is_plain or span.names_work for span in spans):
        # "công nhân" by itself is what is looked for.
        headed = [_head(span, spoken, known) for span in spans]
        heads = {span.start for span, head in zip(spans, headed, strict=True) if span is not head}
        spans = headed
    only_small = not wants and all(span.is_small for span in spans)
    if only_small:
        # Nothing but small words: then ads that say them are looked for.
        spans = parted(spoken, known, small=False)
    parts = [
        replace(_part(meant[span.start : span.end], span), general=span.start in heads)
        for span in spans
    ]
    parts = [_unnamed(part) if _is_of_a_name(before) else part for before, part in _before(parts)]
    parts = _joined(parts)
    if any(COUNTRY in part.kinds for part in parts):
        wants |= {ABROAD}
    return parts if only_small else _guessed(parts), wants, respelled


def _head(span: Span, spoken: Sequence[str], known: Vocabulary) -> Span:
    """Small words as the trade that they name, if they do: "công nhân", "lao động"."""
    names = known.meant_by(tuple(spoken[span.start : span.end])) if span.is_small else []
    meant = [n for n in names if n.concept.kind == OCCUPATION and not n.is_core]
    return replace(span, names=meant, is_small=False) if meant else span


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
    return Part(shown, tuple(concepts), " ".join(spoken), exact=spoken is not asked)


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


def _before(parts: Sequence[Part]) -> Iterator[tuple[Part, Part]]:
    """Each part with the one before it."""
    return zip([Part(""), *parts], parts, strict=False)


def _is_of_a_name(before: Part) -> bool:
    return before.words.lower() in _OF_A_NAME


def _unnamed(part: Part) -> Part:
    return replace(part, concepts=()) if part.kinds & {PLACE, COUNTRY} else part


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
