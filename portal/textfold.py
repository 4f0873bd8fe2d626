"""Spelling of Vietnamese text: one NFC form for storing, one folded form for comparing."""

import re
import unicodedata
from functools import lru_cache

_SPACES = re.compile(r"\s+")
_EMOJI = r"©®‼⁉™ℹ\u2190-\u2bff〰〽㊗㊙\U0001f000-\U0001faff"
# Controls that are no white space, soft hyphens, fillers, zero widths, bidi controls and tags; and
# outside of emoji, joiners and variation selectors. Not NUL: that is refused, not overlooked.
_UNSEEN = re.compile(
    r"[\x01-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5"
    r"\u180b-\u180f\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\u3164\ufeff\uffa0\ufff0-\ufffb"
    r"\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e00ff\U000e01f0-\U000e0fff]"
    rf"|(?<![{_EMOJI}\ufe0f])[\u200c\u200d]|[\u200c\u200d](?![{_EMOJI}])"
    rf"|(?<![{_EMOJI}0-9#*])[\ufe00-\ufe0f]"
)
_D_BAR = str.maketrans({"đ": "d", "Đ": "D"})
_PRINTED = str.maketrans(
    {"“": '"', "”": '"', "‘": "'", "’": "'", "`": "'", "–": "-", "—": "-", "·": "-", "…": "..."}
)


def nfc(text: str) -> str:
    """One line of text in NFC, without characters that nobody sees, with runs of white space made
    one space and none at the ends."""
    return _SPACES.sub(" ", unicodedata.normalize("NFC", _UNSEEN.sub("", text))).strip()


def nfc_lines(text: str) -> str:
    """Several lines, each as `nfc` makes it, without empty ones at the ends."""
    return "\n".join(map(nfc, text.splitlines())).strip()


def fold(text: str) -> str:
    """Lower case without tone marks and with đ as d: "Thợ hàn" and "THO HAN" become "tho han"."""
    return _SPACES.sub(" ", _bare(text)).strip().lower()


# The words of a question are looked up in many combinations; the same few thousand come again.
fold_word = lru_cache(maxsize=20_000)(fold)


def plain(text: str) -> str:
    """In ASCII as most people here write an SMS: "Thợ hàn" becomes "Tho han". Letters of other
    scripts become question marks."""
    return _bare(text).translate(_PRINTED).encode("ascii", "replace").decode()


def blacked_out(text: str, *told: str) -> str:
    """Text in which nobody is named any more: without the given names and addresses, with or
    without tone marks, and without a phone number (E.164) however it is grouped."""
    plain = "".join(bare if len(bare := _bare(c).lower()) == 1 else c for c in text)
    spans = [m.span() for words in told if words for m in _written(words).finditer(plain)]
    for start, end in sorted(spans, reverse=True):
        text = f"{text[:start]}…{text[end:]}"
    return text


def _written(words: str) -> re.Pattern[str]:
    """The ways to write a name, an address, or a phone number of Vietnam."""
    if words.startswith("+84") and words[1:].isdigit():
        return re.compile(r"(?:\+?84|0)[\s.-]*" + r"[\s.-]*".join(words[3:]))
    return re.compile(r"\s+".join(map(re.escape, fold(words).split())))


def _bare(text: str) -> str:
    decomposed = unicodedata.normalize("NFD", text.translate(_D_BAR))
    return "".join(c for c in decomposed if not unicodedata.combining(c))
