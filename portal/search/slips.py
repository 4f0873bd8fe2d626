"""Slips of the fingers: a letter wrong, two words in one, or no input method for Vietnamese."""

import re
from functools import lru_cache

from rapidfuzz import process
from rapidfuzz.distance import OSA

from portal.search.concepts import OCCUPATION, SKILL
from portal.search.vocabulary import Vocabulary, Words
from portal.textfold import fold, nfc

# One slip in a short word, two in a long one; with fewer letters any word is like any other.
SHORTEST, LONG = 3, 8
# So many likely words are looked at for an unknown one.
MOST_LIKELY = 24
# Names so long may have one slip, and so long two.
_NAME_LETTERS = {1: 8, 2: 14}

_TONES = {"s": "\u0301", "f": "\u0300", "r": "\u0309", "x": "\u0303", "j": "\u0323"}
_VNI_TONES = dict(zip("12345", _TONES.values(), strict=True))
_VNI_SHAPES = {"6": {"a": "â", "e": "ê", "o": "ô"}, "7": {"o": "ơ", "u": "ư"}, "8": {"a": "ă"}}
_TELEX_PAIRS = {"aa": "â", "ee": "ê", "oo": "ô", "aw": "ă", "ow": "ơ", "uw": "ư", "dd": "đ"}
_VOWELS = "aăâeêioôơuưy"
# What many people here speak and write alike, at the start and at the end of a syllable.
_ALIKE = {"l": "n", "x": "s", "tr": "ch", "gi": "d", "r": "d", "k": "c", "q": "c"}
_ALIKE_ENDS = {"ng": "n", "nh": "n", "m": "n", "c": "t", "ch": "t", "y": "i"}
_START = re.compile(f"^(?:{'|'.join(_ALIKE)})(?=.)")
_END = re.compile(f"(?<=.)(?:{'|'.join(_ALIKE_ENDS)})$")
# Where the tone stands if a syllable has these: the later letters first.
_CARRIERS = "ơêâôăư"


def likely(word: str, known: Vocabulary) -> list[str]:
    """Known words that differ by a slip, the most frequent first, and the word cut in two."""
    if len(word) < SHORTEST:
        return []
    cut = [
        f"{word[:at]} {word[at:]}"
        for at in range(2, len(word) - 1)
        if word[:at] in known.known_words and word[at:] in known.known_words
    ]
    slips = 2 if len(word) >= LONG else 1
    near = process.extract(
        word, list(known.known_words), scorer=OSA.distance, score_cutoff=slips, limit=30
    )
    letters = sorted(word)
    # Letters in the wrong order are the likeliest slip.
    ranked = sorted(near, key=lambda f: (f[1], sorted(f[0]) != letters, -known.known_words[f[0]]))
    return [*cut, *(text for text, *_rest in ranked)][:MOST_LIKELY]


def decoded(word: str, known: Vocabulary) -> str | None:
    """The syllable that somebody meant whose keyboard does not know Vietnamese: "hanf", "ha2n"."""
    if not word.isascii() or word in known.known_words:
        return None
    for read in (_telex, _vni):
        meant = read(word)
        if meant and fold(meant) in known.known_words:
            return meant
    return None


@lru_cache(maxsize=20_000)
def _telex(word: str) -> str | None:
    tone = ""
    if word[-1] in _TONES and len(word) > 2:
        word, tone = word[:-1], _TONES[word[-1]]
    shaped = word.replace("uow", "ươ")
    for keys, letter in _TELEX_PAIRS.items():
        shaped = shaped.replace(keys, letter)
    # The second key may come at the end of the syllable: "hangw" is hăng, "donod" is no word.
    for keys, letter in _TELEX_PAIRS.items():
        if shaped[-1:] == keys[1] and keys[0] in shaped[:-1] and shaped == word:
            shaped = shaped[:-1].replace(keys[0], letter, 1)
    return _toned(shaped, tone) if tone or shaped != word else None


@lru_cache(maxsize=20_000)
def _vni(word: str) -> str | None:
    letters = "".join(c for c in word if not c.isdigit())
    digits = "".join(c for c in word if c.isdigit())
    if not digits or not letters:
        return None
    tone = ""
    for digit in digits:
        if digit in _VNI_TONES:
            tone = _VNI_TONES[digit]
        elif digit in _VNI_SHAPES:
            letters = "".join(_VNI_SHAPES[digit].get(c, c) for c in letters)
        elif digit == "9":
            letters = letters.replace("d", "đ", 1)
        else:
            return None
    return _toned(letters, tone)


def _toned(syllable: str, tone: str) -> str | None:
    places = [at for at, letter in enumerate(syllable) if letter in _VOWELS]
    if not places:
        return None
    if not tone:
        return syllable
    # The u of qu and the i of gi belong to the consonant.
    if syllable[:2] in ("qu", "gi") and len(places) > 1:
        places = places[1:]
    shaped = [at for at in places if syllable[at] in _CARRIERS]
    ends_open = places[-1] == len(syllable) - 1
    at = shaped[-1] if shaped else places[-2] if ends_open and len(places) > 1 else places[-1]
    return nfc(syllable[: at + 1] + tone + syllable[at + 1 :])


def near_name(typed: Words, known: Vocabulary) -> Words | None:
    """The name of a trade or skill that differs from the words by a slip or, if long, by two."""
    text = fold(" ".join(typed))
    if len(typed) > 1 and text in _written(known):
        # Only marks are wrong: "bão vệ".
        return _written(known)[text]
    slips = max((n for n, letters in _NAME_LETTERS.items() if len(text) >= letters), default=0)
    if not slips:
        return None
    named = _written(known)
    near = process.extract(text, list(named), scorer=OSA.distance, score_cutoff=slips, limit=5)
    return next((named[n] for n, *_ in near if _is_slip(text.split(), n.split(), known)), None)


def _is_slip(typed: list[str], name: list[str], known: Vocabulary) -> bool:
    """Words that exist are only taken for others that sound alike here: "thợ hàng" may be "thợ
    hàn", but "học sinh" is no "hộ sinh"."""
    if len(typed) != len(name):
        return any(word not in known.known_words for word in typed)
    return all(
        word not in known.known_words or _sound(word) == _sound(meant)
        for word, meant in zip(typed, name, strict=True)
    )


def _sound(syllable: str) -> str:
    """How a syllable sounds to those who mix up l and n, s and x, final n and ng …"""
    return _END.sub(lambda m: _ALIKE_ENDS[m[0]], _START.sub(lambda m: _ALIKE[m[0]], syllable))


@lru_cache(maxsize=2)
def _written(known: Vocabulary) -> dict[str, Words]:
    """The names of trades and skills as one text without marks → as they are written."""
    return {
        " ".join(folded): names[0].words
        for folded, names in known.named.items()
        if any(n.concept.kind in (OCCUPATION, SKILL) and not n.is_core for n in names)
    }
