"""Ways to reach somebody that are hidden in a text instead of standing under “Contact”.

There the employer says who may see them, and the centre can tell who was sent where.
"""

import re
from collections.abc import Iterator

from jobs.moderation.findings import Finding, Severity
from jobs.moderation.words import words

BLOCK, DOUBT = Severity.BLOCK, Severity.DOUBT
_WORDS = {
    "không": "0", "một": "1", "mốt": "1", "hai": "2", "ba": "3", "bốn": "4", "tư": "4",
    "năm": "5", "lăm": "5", "sáu": "6", "bảy": "7", "bẩy": "7", "tám": "8", "chín": "9",
}  # fmt: skip
_DIGIT = r"(?:\d|" + "|".join(words(w).pattern for w in _WORDS) + r"|(?<![^\W\d])[oO](?=\s?[\d.]))"
_GAP = r"[\s.,\-–_/()*·+~\ufe0f\u20e3]{0,3}"
_RUN = re.compile(rf"(?<!\d)\+?{_DIGIT}(?:{_GAP}{_DIGIT}){{8,12}}(?!\d)")
_ONE_DIGIT = re.compile(_DIGIT)
_SPELLED = [(re.compile(rf"{words(w).pattern}$"), digit) for w, digit in _WORDS.items()]
# Days, amounts of money and times, which are full of digits. Parts of a longer row of figures are
# no day, nor is what no calendar has: 0912.34.56.78.
_FIGURES = re.compile(
    r"(?<!\d)(?<!\d[./-])(?:0?[1-9]|[12]\d|3[01])([./-])(?:0?[1-9]|1[0-2])\1(?:19|20)?\d\d"
    r"(?!\d|\1\d)|(?<![\d.,])[1-9]\d{0,2}(?:[.,]\d{3})+(?!\d)"
    r"|(?<!\d)\d{1,2}\s?(?:h|:|giờ)\s?\d{0,2}(?!\d)|(?<!\d)(?:19|20)\d\d\s?-\s?(?:19|20)\d\d(?!\d)"
)
# Mobile numbers have 10 digits, those of fixed lines 11; a tax code begins with 02 and has 10.
_NUMBER = re.compile(r"0[35789]\d{8}|02\d{9}|84[35789]\d{8}")
_HOTLINE = re.compile(r"(?<!\d)1[89]00[\s.]?\d{2}[\s.]?\d{2,4}(?!\d)")
_EMAIL = re.compile(
    r"[\w.+-]+\s?(?:@|\(at\)|\[at\]|\(a\)|\ba[ -]?c[oò]ng\b)\s?[\w-]+\s?(?:\.|ch[aấ]m|dot)\s?\w{2,}"
    r"|\b\w+\s?(?:@|\(at\))\s?gmail\b|\bgmail\s?(?:\.|ch[aấ]m|dot)\s?com\b"
)
_LINK = re.compile(
    r"https?://\S+|\bwww\.\S+|\b(?:fb|facebook|zalo|t|bit|tinyurl|goo|forms|m)\.(?:com|me|ly"
    r"|gl)/\S+"
)
_DOMAIN = re.compile(
    r"\b(?!asp\.net|vb\.net)[a-z0-9-]{2,}\.(?:com\.vn|com|vn|net|org|info)\b(?!\w)"
)
_MESSENGER = words(
    r"(?:kết bạn|add|nhắn(?: tin)?|ib|inbox|pm|liên hệ|lh|gửi (?:cv|hồ sơ|tin)|ứng tuyển"
    r"|cmt)(?: \w+){0,3}"
    r" (?:zalo|facebook|fb|messenger|telegram|viber|fanpage|page)"
    r"|(?:zalo|facebook|fb|telegram|viber)\s*:\s*\w+"
)
_OF_WORK = words(r"khách(?: hàng)?|fan|quảng cáo|tin nhắn|bình luận")


def of_text(field: str, text: str, shown: str) -> Iterator[Finding]:
    """Phones, also spelled out, addresses and links. `text` is `settled`, `shown` as typed."""

    def at(start: int, end: int, severity: Severity = BLOCK) -> Finding:
        return Finding(field, "contact", shown[start:end].strip(" .,-("), severity)

    taken: list[tuple[int, int]] = []
    hidden = _FIGURES.sub(lambda found: "x" * len(found[0]), text)
    for run in _RUN.finditer(hidden):
        span = _phone_in(hidden, run)
        if span:
            taken.append(span)
            yield at(*span)
    for pattern in (_EMAIL, _LINK):
        for found in pattern.finditer(text):
            taken.append(found.span())
            yield at(*found.span())
    for pattern in (_HOTLINE, _DOMAIN, _MESSENGER):
        for found in pattern.finditer(text):
            near = text[max(0, found.start() - 25) : found.end() + 25]
            is_work = pattern is _MESSENGER and _OF_WORK.search(near)
            if not is_work and not any(a < found.end() and found.start() < b for a, b in taken):
                yield at(*found.span(), DOUBT)


def _phone_in(text: str, run: re.Match[str]) -> tuple[int, int] | None:
    """Where in a run of digits, figures or words, a phone number stands."""
    tokens = list(_ONE_DIGIT.finditer(text, run.start(), run.end()))
    number = _NUMBER.search("".join(_value(token[0]) for token in tokens))
    if not number:
        return None
    first, last = tokens[number.start()], tokens[number.end() - 1]
    return first.start(), last.end()


def _value(token: str) -> str:
    if token.isdecimal():
        return str(int(token))
    return next((digit for spelled, digit in _SPELLED if spelled.match(token)), "0")
