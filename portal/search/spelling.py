"""The one spelling by which search compares, turned back into what people expect to read."""

import re
from itertools import product
from unicodedata import normalize

from portal.search.analysis import PAIRS, TONES, one_spelling
from portal.textfold import nfc


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
_SYLLABLE = re.compile(r"\b(?:" + "|".join(_WITH_Y) + r")\b(?! vi\b)")


def written(text: str) -> str:
    """A text in lower case, NFC and one spelling of many, as most people would write it."""
    text = one_spelling(nfc(text).lower())
    text = _BEFORE_LETTERS.sub(lambda found: _CLOSED[found.group()], text)
    text = _QU.sub(lambda found: _AFTER_QU[found.group()], text)
    return _SYLLABLE.sub(lambda found: _WITH_Y[found.group()], text)
