"""Spelling of Vietnamese text: one NFC form for storing, one folded form for comparing."""

import re
import unicodedata

_SPACES = re.compile(r"\s+")
_D_BAR = str.maketrans({"đ": "d", "Đ": "D"})


def nfc(text: str) -> str:
    """The text in NFC with runs of white space made one space and none at the ends."""
    return _SPACES.sub(" ", unicodedata.normalize("NFC", text)).strip()


def fold(text: str) -> str:
    """Lower case without tone marks and with đ as d: "Thợ hàn" and "THO HAN" become "tho han"."""
    decomposed = unicodedata.normalize("NFD", text.translate(_D_BAR))
    bare = "".join(c for c in decomposed if not unicodedata.combining(c))
    return _SPACES.sub(" ", bare).strip().lower()
