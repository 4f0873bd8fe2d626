"""Puts words that name nothing into words that do: short forms, English, slips of the fingers."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from portal.reference.title_noise import REPLACED, REPLACED_FIRST
from portal.search import english, slips
from portal.search.parting import Span, parted, worth
from portal.search.vocabulary import Vocabulary, Words, words, words_as_typed
from portal.textfold import fold, fold_word

# Of longer questions only short forms are written out.
_LONGEST, _MOST_UNKNOWN = 15, 3
# A word of few letters ("FPT") is only taken for another in a name of so many words.
_SHORT, _LONG_NAME = 3, 3
# So much better a less likely word must be: more than a name gains by being written just so.
_CLEARLY = 0.3


@dataclass(frozen=True)
class Token:
    """A word to compare, and what was typed for it; what one word says in several is shown once."""

    word: str
    shown: str


def tokens(text: str, known: Vocabulary) -> list[Token]:
    """The words of a question (in NFC), short forms written out."""
    found: list[Token] = []
    for word, shown in zip(words(text), words_as_typed(text), strict=True):
        whole = word
        if not known.meant_by((word,)):
            first = REPLACED_FIRST if not found else {}
            whole = first.get(fold(word)) or REPLACED.get(fold(word), word)
        found += _tokens(words(whole), shown)
    return found


def rewritten(typed: list[Token], known: Vocabulary) -> tuple[list[Token], list[tuple[str, str]]]:
    """The words as they were meant, and which ones were put right: as typed, as meant."""
    if len(typed) > _LONGEST:
        return typed, []
    if any(english.is_english(token.word) for token in typed):
        # Unknown words of another language are no slips.
        return _in_vietnamese(typed, known), []
    typed, respelled = _respelled(typed, known)
    if not respelled:
        typed, respelled = _as_near_names(typed, known)
    return typed, respelled


def _tokens(several: Sequence[str], shown: str) -> list[Token]:
    return [Token(word, "" if at else shown) for at, word in enumerate(several)]


def _shown(several: Sequence[Token]) -> str:
    return " ".join(token.shown for token in several if token.shown)


def _words(several: Sequence[Token]) -> list[str]:
    return [token.word for token in several]


def _in_vietnamese(typed: list[Token], known: Vocabulary) -> list[Token]:
    """With Vietnamese words for the runs of English ones of which some name nothing."""
    plain = {at for span in parted(_words(typed), known) if span.is_plain for at in _inside(span)}
    done: list[Token] = []
    run: list[Token] = []

    def finish(end: int) -> None:
        at = range(end - len(run), end)
        meant = english.in_vietnamese(_words(run)) if plain.intersection(at) else None
        done.extend(_tokens(words(" ".join(meant)), _shown(run)) if meant else run)
        run.clear()

    for at, token in enumerate(typed):
        if not english.is_known(token.word):
            finish(at)
            done.append(token)
        else:
            run.append(token)
    finish(len(typed))
    return done


def _inside(span: Span) -> range:
    return range(span.start, span.end)


def _respelled(typed: list[Token], known: Vocabulary) -> tuple[list[Token], list[tuple[str, str]]]:
    """Words that stand in no name, where another one makes a name together with its neighbours."""
    respelled: list[tuple[str, str]] = []
    # Marks with which no name is written were put wrong: "bão vệ".
    typed = [
        token
        if token.word in known.written or fold_word(token.word) not in known.known_words
        else replace(token, word=fold_word(token.word))
        for token in typed
    ]
    untyped = [slips.decoded(token.word, known) or token.word for token in typed]
    if worth(parted(untyped, known)) > worth(parted(_words(typed), known)):
        changed = [(t, word) for t, word in zip(typed, untyped, strict=True) if t.word != word]
        respelled.append((_shown([t for t, _word in changed]), " ".join(w for _t, w in changed)))
        typed = [Token(word, token.shown) for word, token in zip(untyped, typed, strict=True)]
    unknown = [at for at, t in enumerate(typed) if fold_word(t.word) not in known.known_words]
    # From the end on, since one word may become two.
    for at in unknown[:_MOST_UNKNOWN][::-1]:
        token = typed[at]
        best = None
        for option in slips.likely(fold(token.word), known):
            instead = words(option)
            several = [*_words(typed[:at]), *instead, *_words(typed[at + 1 :])]
            spans = parted(several, known)
            name = _name_of(spans, range(at, at + len(instead)))
            if _is_too_short(token.word, option) and _length(spans, at) < _LONG_NAME:
                continue
            if name and (best is None or worth(spans) > best[0] + _CLEARLY):
                best = worth(spans), name
        if best:
            typed = [*typed[:at], *_tokens(best[1], token.shown), *typed[at + 1 :]]
            respelled.insert(0, (token.shown, " ".join(best[1])))
    return typed, respelled


def _is_too_short(word: str, option: str) -> bool:
    """Any word of few letters is like another, unless the same letters are in the wrong order."""
    return len(word) <= _SHORT and sorted(fold(word)) != sorted(option)


def _length(spans: Sequence[Span], at: int) -> int:
    """How many words the span has in which a word stands."""
    return next(span.end - span.start for span in spans if span.start <= at < span.end)


def _name_of(spans: Sequence[Span], at: range) -> Words | None:
    """These words as a name has them to which they belong; unless they are all that was asked, to
    a longer one: a single word is too easily like another."""
    for span in spans:
        if span.names and span.start <= at.start and at.stop <= span.end:
            if span.end - span.start == 1 and len(spans) > 1:
                return None
            return span.names[0].words[at.start - span.start : at.stop - span.start]
    return None


def _as_near_names(
    typed: list[Token], known: Vocabulary
) -> tuple[list[Token], list[tuple[str, str]]]:
    """A run of words that is, but for a slip, the name of a trade, where none was named: "thợ hàng
    điện"."""
    spans = parted(_words(typed), known)
    runs = _runs(spans)
    if any(span.names_work for span in spans):
        # What follows a trade may be the rest of a longer name: "giáo viên mần non".
        before = {span.end: span.start for span in spans if span.names_work}
        runs = [(before[start], end) for start, end in _runs(spans, 1) if start in before]
    for start, end in runs:
        name = slips.near_name(tuple(_words(typed[start:end])), known)
        if name and list(name) != _words(typed[start:end]):
            shown = _shown(typed[start:end])
            meant = [*typed[:start], *_tokens(name, shown), *typed[end:]]
            return meant, [(shown, " ".join(name))]
    return typed, []


def _runs(spans: Sequence[Span], fewest: int = 2) -> list[tuple[int, int]]:
    """Where so many words in a row stand that name nothing, not only small words."""
    runs: list[tuple[int, int]] = []
    plain: set[int] = set()
    for span in spans:
        if not span.names:
            begun = bool(runs) and runs[-1][1] == span.start
            start = runs.pop()[0] if begun else span.start
            runs.append((start, span.end))
            plain |= {start} if span.is_plain else set()
    return [run for run in runs if run[1] - run[0] >= fewest and run[0] in plain]
