"""Whether a page speaks one language: what is left on it of the other one."""

import re
from collections.abc import Iterable
from functools import cache

import polib
from babel import Locale
from django.conf import settings

from frontend.management.commands.check_translations import CATALOGUE

PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd]|{\w+}")
# No Vietnamese syllables, and hardly an English sentence does without all of them.
ENGLISH = re.compile(r"\b(?:the|and|of|your|you|with|is|are|was|must|this)\b", re.I)
VIETNAMESE = re.compile(
    "[àáảãạăằắẳẵặâầấẩẫậèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵđ]", re.I
)
# Called so in every language; what stands in quotes is how people here write.
NAMES = re.compile(r"Bến Việc|Hải Phòng|“[^”]*”")
# English names of countries with letters that Vietnamese has as well: Côte d’Ivoire.
COUNTRIES = frozenset(n for n in Locale("en").territories.values() if VIETNAMESE.search(n))


def leftovers(said: Iterable[str], language: str, typed: Iterable[str] | None) -> list[str]:
    """What of a page's texts is not in its language. `typed` is what people wrote, which stays as
    it is; None where nobody can tell it from the rest."""
    if language == "vi":
        return [text for text in said if _is_english(text)]
    wrong = [text for text in said if _is_message(text, "vi")]
    if typed is not None:
        names = sorted(typed, key=len, reverse=True)
        wrong += [text for text in said if _is_vietnamese(text, names)]
    return wrong


@cache
def _is_english(text: str) -> bool:
    return bool(ENGLISH.search(text)) or _is_message(text, "en")


def _is_vietnamese(text: str, typed: list[str]) -> bool:
    if not VIETNAMESE.search(text) or text in COUNTRIES or _is_message(text, "en"):
        return False
    for name in typed:
        text = text.replace(name, "")
    return bool(VIETNAMESE.search(NAMES.sub("", text)))


@cache
def _is_message(text: str, language: str) -> bool:
    """It is one of the catalogue's texts in this language, and reads otherwise in the other."""
    return bool(_messages(language).fullmatch(" ".join(text.split())))


@cache
def _messages(language: str) -> re.Pattern[str]:
    pairs = [
        (english, vietnamese)
        for entry in polib.pofile(str(settings.BASE_DIR / CATALOGUE))
        for english in filter(None, (entry.msgid, entry.msgid_plural))
        for vietnamese in list(entry.msgstr_plural.values()) or [entry.msgstr]
        if vietnamese not in ("", english)  # what is not translated yet is found elsewhere
    ]
    texts = {pair[0 if language == "en" else 1] for pair in pairs}
    both = {pair[1 if language == "en" else 0] for pair in pairs}
    return re.compile("|".join(map(_pattern, sorted(texts - both))))


def _pattern(message: str) -> str:
    parts = [re.escape(" ".join(p.split()) or p) for p in PLACEHOLDER.split(message)]
    return r".+?".join(part.replace("%%", "%") for part in parts)
