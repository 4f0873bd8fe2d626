"""Parts the words of a question so that the longest names and small words come about."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from portal.search import small_words
from portal.search.concepts import OCCUPATION, SKILL
from portal.search.vocabulary import Name, Vocabulary

# Lengths count squared, so that one long name beats two short ones. Of parts that are as long:
# small words, before a name that is written just so, before what is left of a name. A word that
# is none of these is worth least.
_SMALL, _EXACT, _REMAINS, _PLAIN = 0.2, 0.1, -0.4, 0.5


@dataclass(frozen=True)
class Span:
    """Words in a row, from `start` to before `end`, and what they are; the better, the more
    worth."""

    start: int
    end: int
    worth: float
    names: Sequence[Name] = ()
    is_small: bool = False
    wants: frozenset[str] = frozenset()

    @property
    def is_plain(self) -> bool:
        """Neither a name nor small words."""
        return not self.names and not self.is_small

    @property
    def names_work(self) -> bool:
        """Names a trade or a skill, maybe beside other things."""
        return any(name.concept.kind in (OCCUPATION, SKILL) for name in self.names)


def parted(words: Sequence[str], known: Vocabulary, *, small: bool = True) -> list[Span]:
    """All words in the spans that are worth most together; `small`: with small words."""
    best: list[tuple[float, list[Span]]] = [(0.0, [])]
    for start in range(len(words) - 1, -1, -1):
        # best[-n] is the best way to part the last n - 1 words.
        ways = [
            (span.worth + best[len(words) - span.end][0], span)
            for span in _spans(words, start, known, small)
        ]
        worth, span = max(ways, key=lambda way: way[0])
        best.append((worth, [span, *best[len(words) - span.end][1]]))
    return _without_remains(best[-1][1])


def worth(spans: Sequence[Span]) -> float:
    """How much of a question is understood, for comparing ways to read it."""
    return sum(span.worth for span in spans)


def _spans(words: Sequence[str], start: int, known: Vocabulary, small: bool) -> Iterator[Span]:
    yield Span(start, start + 1, _PLAIN)
    longest = min(max(known.longest, small_words.LONGEST), len(words) - start)
    for length in range(1, longest + 1):
        end = start + length
        typed = tuple(words[start:end])
        wants = small_words.said_by(typed) if small else None
        if wants is not None:
            yield Span(start, end, length**2 + _SMALL, is_small=True, wants=wants)
        if names := known.meant_by(typed):
            bonus = _EXACT if all(name.words == typed for name in names) else 0
            bonus += _REMAINS if all(name.is_core for name in names) else 0
            yield Span(start, end, length**2 + bonus, names=names)


def _without_remains(spans: list[Span]) -> list[Span]:
    """What is left of a name ("hàn" of "thợ hàn") means it by itself only: beside other words that
    name nothing one word is just a word."""

    def is_word(position: int) -> bool:
        return 0 <= position < len(spans) and spans[position].is_plain

    kept = [
        replace(span, names=(), worth=_PLAIN)
        if span.end - span.start == 1
        and span.names
        and all(name.is_core for name in span.names)
        and (is_word(position - 1) or is_word(position + 1))
        else span
        for position, span in enumerate(spans)
    ]
    # One that became a word may make its neighbour one.
    return kept if kept == spans else _without_remains(kept)
