"""Slips of the fingers: a letter wrong, two words in one, or no input method for Vietnamese."""

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
    slips = max((n for n, letters in _NAME_LETTERS.items() if len(text) >= letters), default=0)
    if not slips:
        return None
    named = _written(known)
    found = process.extractOne(text, list(named), scorer=OSA.distance, score_cutoff=slips)
    return named[found[0]] if found else None


@lru_cache(maxsize=2)
def _written(known: Vocabulary) -> dict[str, Words]:
    """The names of trades and skills as one text without marks → as they are written."""
    return {
        " ".join(folded): names[0].words
        for folded, names in known.named.items()
        if any(n.concept.kind in (OCCUPATION, SKILL) and not n.is_core for n in names)
    }
