"""How an employer writes: long or short, in capitals, without tone marks, with abbreviations."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import partial

from matching.sample.chance import Chance

# Who writes how; weights.
COMPANY = {"structured": 56, "plain": 24, "pasted": 12, "short": 8}
SMALL = {"structured": 12, "plain": 34, "pasted": 10, "short": 44}

# How people shorten, from what nearly everybody does to what is typed on a phone in a hurry.
_SHORT_FORMS = {
    1: {
        r"\bkhu công nghiệp\b": "KCN",
        r"\blao động phổ thông\b": "LĐPT",
        r"\bhợp đồng lao động\b": "HĐLĐ",
        r"\bgiờ hành chính\b": "giờ HC",
        r"\bhành chính nhân sự\b": "HCNS",
        r"\bnhân viên\b": "NV",
        r"\bkinh nghiệm\b": "KN",
        r"(?<=\d) – (?=\d)": "-",
        r" triệu\b": "tr",
    },
    2: {
        r"\bcông nhân\b": "CN",
        r"\bkhông\b": "ko",
        r"\bđược\b": "đc",
        r"\bthu nhập\b": "TN",
        r"\bliên hệ\b": "lh",
        r"\bđiện thoại\b": "đt",
        r"\bthứ (?=[2-7])": "t",
        r"\bbảo hiểm\b": "BH",
        r"\byêu cầu\b": "YC",
    },
}
_SHORT = {
    level: [(re.compile(pattern, re.I), short) for pattern, short in forms.items()]
    for level, forms in _SHORT_FORMS.items()
}
# Both places of the mark are written in Vietnam: "thuỷ" and "thủy", "hoà" and "hòa".
_NEW_TONES = "oà oá oả oã oạ oè oé oẻ oẽ oẹ uỳ uý uỷ uỹ uỵ"
_OLD_TONES = "òa óa ỏa õa ọa òe óe ỏe õe ọe ùy úy ủy ũy ụy"
_TONES = dict(zip(_NEW_TONES.split(), _OLD_TONES.split(), strict=True))
# The mark stays on the second vowel where a consonant follows ("khoảng"), and in "quý".
_TONE = re.compile(rf"(?<![qQ])({'|'.join(_TONES)})(?!\w)")
BULLETS = {"- ": 46, "• ": 10, "+ ": 14, "* ": 6, "– ": 8, "✅ ": 3, "👉 ": 2, "": 11}


@dataclass(frozen=True)
class Style:
    """The habit of whoever writes the ads of one employer."""

    shape: str
    bullet: str
    capitals: str = ""
    """"title" or "all"."""
    marks: bool = True
    old_tones: bool = False
    short: int = 0
    """How much is abbreviated, 0–2."""
    lower: bool = False
    sloppy: bool = False
    headings: bool = False

    def again(self, chance: Chance) -> "Style":
        """The same hand on another day."""
        shape = chance.pick(COMPANY) if chance.maybe(0.16) else self.shape
        capitals = self.capitals
        if chance.maybe(0.05):
            capitals = "title"
        elif chance.maybe(0.012):
            capitals = "all"
        return replace(self, shape=shape, capitals=capitals)

    def line(self, text: str) -> str:
        """A line of the ad as this hand writes it."""
        return self._write(text, capitals=self.capitals == "all")

    def title(self, text: str) -> str:
        return self._write(text, capitals=bool(self.capitals))

    def _write(self, text: str, *, capitals: bool) -> str:
        for level in range(1, self.short + 1):
            for pattern, short in _SHORT[level]:
                text = pattern.sub(partial(_like, short), text)
        if self.old_tones:
            text = _TONE.sub(lambda found: _TONES[found[0]], text)
        if self.lower:
            text = lower_first(text)
        if capitals:
            text = text.upper()
        return text if self.marks else bare(text)

    def lines(self, texts: Iterable[str], chance: Chance) -> str:
        """Several lines as a list, or as one paragraph where the hand writes in one breath."""
        written = [self.line(text.rstrip(".")) for text in texts]
        if self.shape in ("plain", "short"):
            mark = ", " if self.lower else ". "
            joined = mark.join(written) + ("" if self.lower else ".")
        else:
            joined = "\n".join(f"{self.bullet}{text}" for text in written)
        if self.sloppy:
            joined = _slip(joined, chance)
        return joined


def habit(chance: Chance, *, small: bool, foreign: bool) -> Style:
    """The style of an employer; small ones write shorter and on the phone."""
    phone = small and chance.maybe(0.4)
    return Style(
        shape=chance.pick(SMALL if small else COMPANY),
        bullet=chance.pick(BULLETS),
        capitals=chance.pick(
            {"": 73, "title": 25, "all": 2} if not small else {"": 82, "title": 16, "all": 2}
        ),
        marks=not chance.maybe(0.16 if phone else 0.025),
        old_tones=chance.maybe(0.4),
        short=chance.pick({0: 24, 1: 30, 2: 46} if phone else {0: 52, 1: 42, 2: 6}),
        lower=phone and chance.maybe(0.4),
        sloppy=chance.maybe(0.3 if phone else 0.06),
        headings=foreign or chance.maybe(0.5),
    )


def _like(short: str, found: re.Match[str]) -> str:
    """The short form, with a capital where the long one has it."""
    return short[:1].upper() + short[1:] if found[0][:1].isupper() else short


def bare(text: str) -> str:
    """The text as typed without tone marks; capitals stay."""
    text = text.replace("đ", "d").replace("Đ", "D")
    marks = unicodedata.normalize("NFD", text)
    return unicodedata.normalize("NFC", "".join(c for c in marks if not unicodedata.combining(c)))


def lower_first(text: str) -> str:
    """Without the capital of a sentence; abbreviations and names of machines keep theirs."""
    word = text.split(" ", 1)[0]
    return text if any(c.isupper() for c in word[1:]) else text[:1].lower() + text[1:]


def _slip(text: str, chance: Chance) -> str:
    """What fingers do: a space too many or too few, several exclamation marks."""
    slip = chance.randrange(4)
    if slip == 0:
        return text.replace(", ", ",", 2)
    if slip == 1:
        return text.replace(" ", "  ", 1)
    if slip == 2:
        return text.rstrip(".") + chance.choice(["!!!", "!!", "..."])
    return text.replace(". ", " . ", 1)
