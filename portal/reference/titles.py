"""Reads a job title, as employers write it, as occupations. Pure: it knows only the rows given.

A title is compared with every name of every occupation: first the same words, then words and
pairs of words in common, weighed by how rare they are. A word that no name has is read as the
most similar one that some name has: inflections and typing errors. Levels, places, pay, sex and
calls such as "tuyển gấp" say nothing about the occupation; they are taken out first, unless a
name has them ("kế toán trưởng").
"""

import heapq
import math
import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache
from itertools import pairwise

from portal.reference.title_noise import (
    KEPT,
    NOISE,
    PLACE_STARTS,
    PLAIN_KEPT,
    PLAIN_WORDS,
    REPLACED,
    REPLACED_FIRST,
)
from portal.textfold import fold, nfc

Words = tuple[str, ...]

LONGEST = 300
# Signs between which employers put one thing after another.
_BREAK = re.compile(
    r"\s[-–—]\s*|\s*[|/,;:_•!?()\[\]{}【】“”\"]+\s*|[–—]"
    r"|\b(?:cần )?tuyển (?!dụng\b|sinh\b)|\b(?:can )?tuyen (?!dung\b|sinh\b)"
    r"|^(?:tuyển dụng|tuyen dung) "
)
_AMOUNT = re.compile(
    r"(?<!\w)\d[\d.,]*(?:\s*[-–~]\s*\d[\d.,]*)?\s*\+?"
    r"(?:triệu|trieu|tr|củ|cu|m|usd|vnđ|vnd|đ|k|%|năm|tuổi|tuoi|người|nguoi|h|tháng|thang)?(?!\w)"
)
_WORD = re.compile(r"[^\W_]+(?:[&+#.][^\W_]+)*[+#]*")
_TONES = frozenset("\u0300\u0301\u0303\u0309\u0323")
_I_FOR_Y = re.compile(r"^(qu|[hklmst])y$")

# How sure each way of agreeing is: the same name, the same but for plain words …
_SAME, _SAME_CORE = 1.0, 0.95
# … and the most that a likeness, or a title that begins with a name, can reach.
_LIKE, _BEGINS = 0.9, 0.93
# Of two names that are alike, the one that is the label is more likely meant.
_NOT_LABEL = 0.97
# What a part after a break, and what a title stripped of a level, is worth beside the whole.
_LATER_PART, _STRIPPED = 0.8, 0.985
# How much of a word's weight is kept where written tone marks differ.
_OTHER_MARKS = 0.4
# An unknown word of at least so many letters is read as the nearest known one, if near enough.
_SHORTEST_GUESSED, _NEAR_ENOUGH = 4, 0.75
# The number of words that share most runs of three letters, among which the nearest is sought.
_COMPARED = 10
# Heads come first in Vietnamese: how fast later words of a title lose weight.
_FADE, _FAINTEST = 0.88, 0.45


@dataclass(frozen=True)
class Named:
    """An occupation as the reader needs it: its id and what people call it, the label first."""

    id: str
    names: tuple[str, ...]


@dataclass(frozen=True)
class Match:
    """An occupation that a title may mean, and how sure that is, 0–1."""

    id: str
    score: float


@lru_cache(maxsize=20_000)
def _spelled(word: str) -> str:
    """A word with its tone at the end, so that hoà is hòa; kĩ is kỹ."""
    letters = unicodedata.normalize("NFD", word)
    tone = "".join(c for c in letters if c in _TONES)
    bare = unicodedata.normalize("NFC", "".join(c for c in letters if c not in _TONES))
    return _I_FOR_Y.sub(r"\1i", bare) + tone


@lru_cache(maxsize=20_000)
def _bare(word: str) -> str:
    return _I_FOR_Y.sub(r"\1i", fold(word))


def _words(text: str) -> Words:
    found = [w.strip(".") for w in _WORD.findall(nfc(text).lower())]
    found[:1] = [REPLACED_FIRST.get(word, word) for word in found[:1]]
    return tuple(word for w in found for word in REPLACED.get(fold(w), w).split())


class _Phrases:
    """Phrases that are taken out of titles; without tone marks only where the title has none."""

    def __init__(
        self, phrases: Iterable[str], kept: Iterable[str] = (), *, words_need_marks: bool = False
    ) -> None:
        """`kept` are longer phrases of which nothing is taken. `words_need_marks`: single words
        that have tone marks are known by them only (tại is a place, tải a truck)."""
        told = dict.fromkeys(phrases, True) | dict.fromkeys(kept, False)
        self._marked = {tuple(map(_spelled, p.split())): out for p, out in told.items()}
        self._bare = {
            tuple(map(_bare, p.split())): out
            for p, out in told.items()
            if not (words_need_marks and " " not in p and _bare(p) != p)
        }
        self._longest = max(map(len, self._bare), default=0)

    def length_at(self, words: Words, at: int, *, marked: bool) -> int:
        """How many words a phrase that begins here has; 0 where none does, below for kept ones."""
        known, write = (self._marked, _spelled) if marked else (self._bare, _bare)
        for length in range(min(self._longest, len(words) - at), 0, -1):
            out = known.get(tuple(map(write, words[at : at + length])))
            if out is not None:
                return length if out else -length
        return 0

    def without(self, words: Words, *, marked: bool) -> Words:
        kept: list[str] = []
        at = 0
        while at < len(words):
            length = self.length_at(words, at, marked=marked)
            step = abs(length) or 1
            if length <= 0:
                kept += words[at : at + step]
            at += step
        return tuple(kept)


_plain = _Phrases(PLAIN_WORDS, PLAIN_KEPT)
_place_starts = _Phrases(PLACE_STARTS, words_need_marks=True)


def _is_marked(words: Words) -> bool:
    return any(fold(w) != w for w in words)


def _pairs_and_words(words: Words) -> Iterator[str]:
    yield from words
    for a, b in pairwise(words):
        yield f"{a} {b}"


def _letters(word: str) -> set[str]:
    padded = f"^{word}$"
    return {padded[at : at + 3] for at in range(len(padded) - 2)}


class TitleReader:
    """The occupations that can be found, prepared once for any number of titles.

    `noise` are further words that say nothing about the work, such as names of places.
    """

    def __init__(self, occupations: Iterable[Named], noise: Iterable[str] = ()) -> None:
        self._noise = _Phrases([*NOISE, *(n.lower() for n in noise)], KEPT)
        self._ids: list[str] = []
        self._of_name: list[int] = []
        self._is_label: list[bool] = []
        cores: list[Words] = []
        self._same: dict[tuple[bool, Words], dict[int, float]] = defaultdict(dict)
        for number, occupation in enumerate(occupations):
            self._ids.append(occupation.id)
            for name in dict.fromkeys(occupation.names):
                words = _words(name)
                core = _plain.without(words, marked=_is_marked(words)) or words
                self._of_name.append(number)
                self._is_label.append(name == occupation.names[0])
                cores.append(core)
                for form, score in ((words, _SAME), (core, _SAME_CORE)):
                    for marked in (True, False):
                        key = (marked, tuple(map(_spelled if marked else _bare, form)))
                        known = self._same[key]
                        known[number] = max(known.get(number, 0), score)
        self._prepare(cores)

    def _prepare(self, cores: list[Words]) -> None:
        """Fills the postings: feature → (name, weight), each name's weights of length one."""
        features = [tuple(_pairs_and_words(tuple(map(_bare, core)))) for core in cores]
        holders: dict[str, set[int]] = defaultdict(set)
        for number, found in zip(self._of_name, features, strict=True):
            for feature in found:
                holders[feature].add(number)
        self._rarest = math.log(1 + len(self._ids))
        self._idf = {f: math.log(1 + len(self._ids) / len(who)) for f, who in holders.items()}
        self._postings: dict[str, list[tuple[int, float]]] = defaultdict(list)
        self._spelled: list[frozenset[str]] = []
        for name, found in enumerate(features):
            for feature, weight in self._weights(dict.fromkeys(found, 1.0)).items():
                self._postings[feature].append((name, weight))
            self._spelled.append(frozenset(_pairs_and_words(tuple(map(_spelled, cores[name])))))
        self._runs: dict[str, list[str]] = defaultdict(list)
        for word in holders:
            if " " not in word:
                for run in _letters(word):
                    self._runs[run].append(word)

    def _weights(self, counted: dict[str, float]) -> dict[str, float]:
        weights = {f: n * self._idf.get(f, self._rarest) for f, n in counted.items()}
        length = math.sqrt(sum(w * w for w in weights.values())) or 1
        return {f: w / length for f, w in weights.items()}

    def _read_as(self, word: str) -> tuple[str, float]:
        """The known word nearest in its letters to an unknown one, and how near, 0–1."""
        if word in self._idf or len(word) < _SHORTEST_GUESSED:
            return word, 1
        shared = Counter(known for run in _letters(word) for known in self._runs.get(run, ()))
        # Of those that share as many runs, the ones that are about as long.
        candidates = heapq.nlargest(
            _COMPARED, shared, key=lambda w: (shared[w], -abs(len(w) - len(word)), w)
        )
        alike = {w: SequenceMatcher(None, word, w, autojunk=False).ratio() for w in candidates}
        best = max(alike, key=lambda w: alike[w], default=word)
        return (best, alike[best]) if alike.get(best, 0) >= _NEAR_ENOUGH else (word, 1)

    def rank(self, title: str, limit: int = 10) -> list[Match]:
        """Occupations that the title may mean, best first; none for a text without words."""
        scores: dict[int, float] = {}
        for words, worth in self._readings(title):
            for number, score in self._score(words).items():
                scores[number] = max(scores.get(number, 0), score * worth)
        best = sorted(scores.items(), key=lambda item: (-item[1], self._ids[item[0]]))[:limit]
        return [Match(self._ids[number], round(score, 3)) for number, score in best]

    def called(self, title: str) -> list[str]:
        """Ids of the occupations that have the very title as a name; where there are none, of
        those that have it but for words that say nothing, as "nhân viên"."""
        words = _words(title[:LONGEST])
        marked = _is_marked(words)
        same = self._same.get((marked, tuple(map(_spelled if marked else _bare, words))), {})
        best = max(same.values(), default=0)
        return [self._ids[number] for number, score in same.items() if score == best]

    def _readings(self, title: str) -> Iterable[tuple[Words, float]]:
        """Ways to take the title, each with its worth: whole, stripped, and part by part."""
        title = nfc(title[:LONGEST]).lower()
        text = _AMOUNT.sub(" ", title)
        readings: dict[Words, float] = {}

        def add(words: Words, worth: float) -> None:
            if words:
                readings[words] = max(readings.get(words, 0), worth)

        whole = _words(text)
        marked = _is_marked(whole)
        # Some numbers belong to the work: "phó 2 tàu hàng".
        add(_words(title), 1)
        add(whole, 1)
        add(self._without_place(whole, marked=marked), 1)
        add(self._stripped(whole, marked=marked), _STRIPPED)
        parts = [words for part in _BREAK.split(text) if (words := _words(part))]
        said = [p for p in parts if self._noise.without(p, marked=marked)]
        for position, part in enumerate(said):
            worth = 1 if position == 0 else _LATER_PART
            add(part, worth)
            add(self._stripped(part, marked=marked), worth * _STRIPPED)
        return readings.items()

    def _stripped(self, words: Words, *, marked: bool) -> Words:
        return self._noise.without(self._without_place(words, marked=marked), marked=marked)

    def _without_place(self, words: Words, *, marked: bool) -> Words:
        for at in range(1, len(words)):
            if _place_starts.length_at(words, at, marked=marked) > 0:
                return words[:at]
        return words

    def _score(self, words: Words) -> dict[int, float]:
        marked = _is_marked(words)
        spell = _spelled if marked else _bare
        core = _plain.without(words, marked=marked) or words
        scores = self._alike(core, marked=marked)
        known = self._idf_of(core)
        for form, most in ((words, _SAME), (core, _SAME_CORE)):
            keys = tuple(map(spell, form))
            for length in range(len(keys), 0, -1):
                found = self._same.get((marked, keys[:length]))
                if not found:
                    continue
                share = 1.0
                if length < len(keys):
                    said = _plain.without(form[:length], marked=marked)
                    covered = self._idf_of(said) / known if known else 1
                    share = _BEGINS * min(1, 0.55 + 0.45 * covered)
                for number, score in found.items():
                    scores[number] = max(scores.get(number, 0), min(score, most) * share)
                break
        return scores

    def _idf_of(self, words: Words) -> float:
        return sum(self._idf.get(_bare(w), 0) for w in words)

    def _alike(self, core: Words, *, marked: bool) -> dict[int, float]:
        """Cosine of weighted words and pairs of words, for the best name of each occupation."""
        read = [self._read_as(_bare(word)) for word in core]
        bare = tuple(word for word, _ in read)
        spelled = tuple(map(_spelled, core))
        kept = [max(_FADE**at, _FAINTEST) * near for at, (_, near) in enumerate(read)]
        counted: dict[str, float] = defaultdict(float)
        written: dict[str, str] = {}
        for feature, mark, share in zip(
            _pairs_and_words(bare), _pairs_and_words(spelled), [*kept, *kept[:-1]], strict=True
        ):
            counted[feature] += share
            written[feature] = mark
        sums: dict[int, float] = defaultdict(float)
        guessed = {word for word, near in read if near < 1}
        for feature, weight in self._weights(counted).items():
            # Whoever mistyped the letters of a word may have mistyped its marks.
            compared = marked and guessed.isdisjoint(feature.split())
            for name, other in self._postings.get(feature, ()):
                differs = compared and written[feature] not in self._spelled[name]
                sums[name] += weight * other * (_OTHER_MARKS if differs else 1)
        scores: dict[int, float] = {}
        for name, likeness in sums.items():
            number = self._of_name[name]
            most = _LIKE if self._is_label[name] else _LIKE * _NOT_LABEL
            scores[number] = max(scores.get(number, 0), most * likeness)
        return scores
