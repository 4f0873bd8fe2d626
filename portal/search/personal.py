"""Whether a question may tell who somebody is, or how ill. Pure; when in doubt, it does.

The query log must not hold phone numbers, addresses, names or illnesses that people type or paste
into the search box. A miss is removed after 30 days as every rare question is, and never shown
before.
"""

import re
import unicodedata
from collections.abc import Callable, Sequence

from portal.search.person_names import (
    AFTER_Y,
    BEFORE,
    BEFORE_THI,
    DOUBTFUL_FAMILIES,
    EDE_FAMILIES,
    FAMILIES,
    FIRMS_AND_PLACES,
    FIRMS_AND_PLACES_IN_A_WORD,
    GIVEN,
    HONORIFICS,
    MIDDLES,
    NAMESAKES,
    NO_PERSON,
    ONLY_GIVEN,
    UPLAND_FAMILIES,
    UPLAND_MIDDLES,
    WESTERN_GIVEN,
)
from portal.textfold import fold

# A phone has 9 digits, an old identity card 9, a bank account 6 at least, a date of birth 6.
FEWEST_DIGITS = 6
LONGEST_NAME = 5
_ADDRESS = re.compile(
    r"@|https?:|www\.|\.(?:com|vn|net|org|me)\b|\b(?:gmail|yahoo|hotmail|outlook|icloud)\b"
    r"|\b(?:zalo|facebook|fb|telegram|viber)\b.*\d"
)
_NUMBER_OF = re.compile(
    r"\b(?:sdt|dt|tel|phone|zalo|cmnd|cmt|cccd|cc|stk|tk|can cuoc|so tai khoan|so dien thoai)\b"
    r"(?:\W|\bso\b|\bla\b|\bcua\b|\btoi\b)*\d"
)
_HOME = re.compile(r"\bso nha\b|\b(?:ngo|ngach|hem|kiet)\s*(?:so\s*)?\d")
_BIRTH = re.compile(
    r"\b(?:sinh|sn|ns)\b(?:\s+(?:nam|ngay|thang))?\W*\d|\bngay\s*\d+\s*thang\s*\d|\bthang\s*\d+\s*nam\s*\d{4}"
)
_PLATE = re.compile(r"\b\d{2}\s*-?\s*[a-z]{1,2}\d?\s*[-.\s]?\s*\d{3}[.\s]?\d{2}\b")
# Illness and disability, which are no condition of work …
_ILLNESS = re.compile(
    r"\b(?:(?<!nguoi )(?<!ma hoa )(?<!dich )benh(?! vien| nhan| xa| ly)|aids|ung thu|tam than"
    r"|than kinh|tram cam|dong kinh|tieu duong|viem gan|xo gan|suy than|suy tim|lao phoi|dot quy"
    r"|tai bien|bai liet|bai nao|liet|diec|khiem thi|khiem thinh|mu loa|mu mat|cut tay|cut chan"
    r"|khuyet tat|tan tat|di tat|tu k[iy]|thieu nang|nghien(?! cuu)|ma tuy|co bau|mang bau|co thai"
    r"|mang thai|tai nan|cancer|disabled|disability|depression|pregnant)\b"
)
# … where somebody tells it of themselves or of their own: "việc cho người khuyết tật" is one.
_TELLS = re.compile(
    r"\b(?:toi|tui|minh|(?<!tre )em(?! be)|chau|con|bo|ba|cha|me|ong|vo|chong|anh|chi|nguoi nha"
    r"|(?<!thiet )(?<!trang )(?<!chuan )bi|mac|nhiem|i|im|my|mother|father|wife|husband)\b"
)
_ALWAYS_ILL = re.compile(r"\bhiv\b")
_TELLING = (_ADDRESS, _NUMBER_OF, _HOME, _BIRTH, _PLATE, _ALWAYS_ILL)
# Money, years from and to, and hours: digits that tell of work.
_OF_WORK = re.compile(
    r"(?<![\d.,+])[1-9]\d?(?:[.,]\d{3})?[.,]\d00(?![.,]?\d)"
    r"|(?<![\d.,+])[1-9]\d{0,2}[.,]000(?![.,]?\d)"
    r"|(?<!\d)[1-9]\d?(?:000000|00000)(?!\d)"
    r"|(?<!\d)(?:19|20)\d\d\s*[-–/]\s*(?:19|20)\d\d(?!\d)"
    r"|(?<!\d)\d{1,2}[:h]\d{2}(?!\d)"
)
_DIGITS = re.compile(r"\d(?:[\W_]*\d)*")
_SPOKEN = {
    **dict.fromkeys(("khong", "ko", "zero"), "0"),
    **dict.fromkeys(("mot", "one"), "1"),
    **dict.fromkeys(("hai", "two"), "2"),
    **dict.fromkeys(("ba", "three"), "3"),
    **dict.fromkeys(("bon", "tu", "four"), "4"),
    **dict.fromkeys(("nam", "lam", "five"), "5"),
    **dict.fromkeys(("sau", "six"), "6"),
    **dict.fromkeys(("bay", "seven"), "7"),
    **dict.fromkeys(("tam", "eight"), "8"),
    **dict.fromkeys(("chin", "nine"), "9"),
}
_WORD = re.compile(r"[^\W_]+")
_FIRMS_AND_PLACES = [tuple(fold(name).split()) for name in FIRMS_AND_PLACES]
_FIRMS = frozenset(map(fold, FIRMS_AND_PLACES_IN_A_WORD))
# Letters that stand for digits where digits surround them.
_LOOKS = str.maketrans({"o": "0", "l": "1", "i": "1"})


def is_personal(text: str, is_place: Callable[[str], bool] = lambda folded: False) -> bool:
    """Whether the text holds a number, an address, a name or an illness of a person, or looks as
    if it did.

    `is_place` tells whether folded words are the name of a place, as "tran hung dao" is.
    """
    read = unicodedata.normalize("NFKC", text).lower()
    plain = fold(read)
    return (
        any(pattern.search(plain) for pattern in _TELLING)
        or (_ILLNESS.search(plain) and _TELLS.search(plain)) is not None
        or _has_number(plain)
        or _has_name(_WORD.findall(read), is_place)
    )


def _has_number(plain: str) -> bool:
    read = " ".join(_as_digits(word) for word in _OF_WORK.sub(" x ", plain).split())
    return any(sum(map(str.isdigit, found)) >= FEWEST_DIGITS for found in _DIGITS.findall(read))


def _as_digits(word: str) -> str:
    if word in _SPOKEN:
        return _SPOKEN[word]
    digits = sum(map(str.isdigit, word))
    return word.translate(_LOOKS) if digits >= len(word) / 2 else word


def _has_name(typed: Sequence[str], is_place: Callable[[str], bool]) -> bool:
    words = [fold(word) for word in typed]
    for at, word in enumerate(words):
        if _is_firm_or_place(typed[at:], words[at:]):
            return False
        rest = words[at:]
        if _is_no_name(rest, is_place):
            continue
        begins = all(w in BEFORE or w in HONORIFICS for w in words[:at])
        if begins and (_is_called(rest) or _is_of_no_family(rest) or _is_foreign(rest)):
            return True
        if word in FAMILIES | DOUBTFUL_FAMILIES and _is_full_name(rest, begins):
            return True
    return False


def _is_firm_or_place(typed: Sequence[str], words: Sequence[str]) -> bool:
    if typed[0] in FIRMS_AND_PLACES_IN_A_WORD:
        return True
    return any(tuple(words[: len(name)]) == name for name in _FIRMS_AND_PLACES)


def _is_no_name(rest: Sequence[str], is_place: Callable[[str], bool]) -> bool:
    """Whether the words begin with something else that only sounds like a name."""
    for length in range(min(4, len(rest)), 1, -1):
        begin = " ".join(rest[:length])
        if begin in NO_PERSON:
            return True
        # "Lê Lợi Hải Phòng" is a street, "Lê Lợi Anh" may be somebody.
        after = rest[length:]
        if begin in NAMESAKES or is_place(begin):
            return not after or after[0] not in GIVEN
    return False


def _is_called(rest: Sequence[str]) -> bool:
    """ "anh Hùng", "chị Thu Lan": nothing but how somebody is addressed."""
    return 2 <= len(rest) <= 3 and rest[0] in HONORIFICS and all(w in GIVEN for w in rest[1:])


def _is_of_no_family(rest: Sequence[str]) -> bool:
    """ "Ngọc Trinh", and "Xa Thị Lan", whose family may be any."""
    if 2 <= len(rest) <= 3 and all(word in ONLY_GIVEN for word in rest):
        return True
    if len(rest) < 3 or rest[1] != "thi" or rest[0] in BEFORE_THI:
        return False
    return rest[2] in GIVEN and " ".join(rest[1:3]) not in NO_PERSON


def _is_foreign(rest: Sequence[str]) -> bool:
    """ "Y Moan Ênuôl", "Giàng A Páo", "John Smith"."""
    if not 2 <= len(rest) <= LONGEST_NAME or any(word in _FIRMS for word in rest):
        return False
    if rest[0] == "y" and rest[1] not in AFTER_Y:
        return True
    if rest[0] in UPLAND_FAMILIES and rest[1] in UPLAND_MIDDLES and len(rest) > 2:
        return rest[2].isalpha()
    return rest[-1] in EDE_FAMILIES or (rest[0] in WESTERN_GIVEN and len(rest) <= 3)


def _is_full_name(rest: Sequence[str], begins: bool) -> bool:
    """Whether a word that may be a family's is followed by what makes a name of it."""
    family, after = rest[0], rest[1:]
    if not after:
        return False
    if after[0] in MIDDLES and len(after) > 1:
        return True
    if not begins:
        # In the middle of a question only what can hardly be anything else.
        return family in FAMILIES and len(after) > 1 and all(w in GIVEN for w in after[:2])
    if len(rest) > LONGEST_NAME:
        return False
    if family in FAMILIES:
        return family in ("ng", "nguyen") or after[-1] in GIVEN or len(after[-1]) == 1
    # "Đỗ V. Hùng": a middle name may be a letter.
    names = [word for word in after if len(word) > 1 or not word.isalpha()]
    return after[-1] in names and all(word in GIVEN for word in names)
