"""The one spelling by which search compares, turned back into what people expect to read."""

import re
from itertools import product
from unicodedata import normalize

from portal.search.analysis import PAIRS, TONES, one_spelling
from portal.textfold import fold, nfc


def _nfc(text: str) -> str:
    return normalize("NFC", text)


# Before another letter the mark stands on the second vowel: "toán", for which we compare "tóan".
_CLOSED = {
    _nfc(pair[0] + tone) + pair[1]: pair[0] + _nfc(pair[1] + tone)
    for pair, tone in product(PAIRS, TONES[1:])
}
_BEFORE_LETTERS = re.compile("(" + "|".join(_CLOSED) + r")(?=[^\W\d_])")
_AFTER_QU = {"qu" + _nfc("i" + tone): "qu" + _nfc("y" + tone) for tone in TONES}
_QU = re.compile("|".join(sorted(_AFTER_QU)))
# Syllables that most people write with y; "sĩ" is right with i.
_WITH_Y = {"kĩ": "kỹ", "kí": "ký", "kì": "kỳ", "kỉ": "kỷ", "lí": "lý", "mĩ": "mỹ", "tỉ": "tỷ"}
_WITH_Y |= {"ti": "ty"}
_WITH_Y_WORD = re.compile(r"\b(?:" + "|".join(_WITH_Y) + r")\b(?! vi\b)")
_WORD = re.compile(r"[^\W\d_]+")
# How a syllable is built, without tone marks; no y stands between two consonants, as in "gym".
_SYLLABLE = re.compile(
    r"(?!.*[^u]y.)(?:[bdhklmrstvxp]|[cgknpt]h|c|g|gi|n|ng|ngh|qu|tr)?[aeiouy]{1,3}"
    r"(?:[cmnpt]|ch|ng|nh)?"
)


def written(text: str) -> str:
    """A text in lower case, NFC and one spelling of many, as most people would write it. Words of
    other languages stay as they are: nobody writes "securiti"."""
    text = _WORD.sub(lambda found: _one(found.group()), nfc(text).lower())
    text = _BEFORE_LETTERS.sub(lambda found: _CLOSED[found.group()], text)
    text = _QU.sub(lambda found: _AFTER_QU[found.group()], text)
    return _WITH_Y_WORD.sub(lambda found: _WITH_Y[found.group()], text)


def _one(word: str) -> str:
    return one_spelling(word) if _SYLLABLE.fullmatch(fold(word)) else word
