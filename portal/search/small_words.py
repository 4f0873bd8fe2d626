"""Words that say how somebody asks and not what for, and what kind of thing they ask for.

Written with tone marks; without them they are known as well. Longer phrases go before shorter
ones and before any name that is shorter.
"""

import re
from dataclasses import dataclass

from portal.labour import DAYS_A_MONTH, HOURS_A_DAY
from portal.search.analysis import one_spelling
from portal.textfold import fold, fold_word

WORK, ABROAD, COURSE = "vacancy", "overseas", "course"

# What stands in every ad and every question.
IDLE = (
    "light", "light work", "chủ nhật", "nghỉ chủ nhật", "việc gì cũng được", "gì cũng được",
    "việc nhẹ", "nhẹ nhàng",
    "nhẹ",
    "người lớn tuổi", "lớn tuổi", "tuổi trung niên", "trung niên",
    "đường", "phố", "ngõ", "sinh viên", "học sinh", "không tăng ca", "không làm thêm giờ",
    "gần tôi", "gần chỗ tôi", "gần đây nhất", "quanh đây", "near me", "cách", "tết", "dịp tết",
    "cho nông dân", "cho lao động nông thôn", "lao động nông thôn", "cho sinh viên", "cho học sinh",
    "cho bộ đội xuất ngũ", "bộ đội xuất ngũ", "cho người lao động", "cho phụ nữ", "cho nam",
    "cho nữ",
    "for farmers", "for students", "for beginners", "i am", "years old", "without", "only",
    "tuyển dụng", "tìm việc làm", "tìm việc", "kiếm việc", "xin việc", "cần tuyển gấp", "cần tuyển",
    "tuyển gấp", "tuyển", "cần tìm", "cần", "tìm", "kiếm", "gấp", "đi làm ngay", "việc",
    "công việc", "công ty", "cty", "nhà máy", "xí nghiệp", "doanh nghiệp", "xưởng", "ở", "tại",
    "và", "cho", "các", "những", "gần", "quanh", "gần nhà", "gần đây", "khu vực", "kv", "em", "tôi",
    "mình", "anh", "chị", "cháu", "bác", "con", "muốn", "đang", "đã", "một", "có", "được", "ạ",
    "là", "thì", "với", "của", "nào", "gì", "không", "nên", "ai", "hay", "hoặc", "xong", "mới",
    "về", "làm", "làm việc", "nghề", "ngành", "vị trí", "thành phố", "tỉnh", "quận", "huyện", "xã",
    "phường", "kcn", "ccn", "khu công nghiệp", "cụm công nghiệp", "nam", "nữ", "nam nữ", "lương",
    "thu nhập", "lương cao", "uy tín", "ổn định", "lâu dài", "năm nay", "hôm nay", "tốt", "nhất",
    "online", "từ", "đến", "tốt nghiệp", "tuổi", "giờ", "yêu cầu", "cả", "vào", "thêm", "biết",
    "trong", "theo", "bằng", "miễn phí", "đi", "buổi", "hết", "luôn", "ngay", "lại", "ra", "rồi",
    "nhà", "vùng", "loại", "nhân viên", "công nhân", "thợ", "người", "lao động", "cán bộ",
    "chuyên viên", "in", "at", "near", "for", "the", "a", "an", "of", "with", "to", "and", "or",
    "i", "me", "my", "want", "need", "looking", "looking for", "find", "wanted", "hiring", "some",
    "any", "around", "position", "area", "company", "factory", "can", "who", "that", "is", "as",
    "on", "from", "by", "get", "do", "free", "job", "jobs", "nearby", "good", "pay", "paid",
    "salary", "district", "commune", "ward", "city", "industrial park", "industrial zone", "no",
    "not", "staff", "worker", "workers", "well", "how",
)  # fmt: skip

_WANTED = {
    WORK: (
        "việc làm", "tìm việc làm", "tuyển dụng", "cần tuyển", "tuyển", "tuyển gấp", "tìm việc",
        "xin việc", "đi làm", "job", "jobs", "work", "vacancy", "vacancies", "employment", "hiring",
        "công việc", "việc", "cần việc", "lương", "cần tuyển gấp",
    ),
    ABROAD: (
        "xuất khẩu lao động", "xkld", "xklđ", "đi nước ngoài", "làm việc ở nước ngoài",
        "làm việc nước ngoài", "đi làm nước ngoài", "việc làm nước ngoài", "ở nước ngoài",
        "nước ngoài", "đơn hàng đi", "đơn hàng xklđ", "đi xuất khẩu", "overseas", "abroad",
        "work abroad", "working abroad",
    ),
    COURSE: (
        "học nghề", "khóa học", "khoá học", "lớp học", "lớp", "lớp dạy", "dạy nghề", "đào tạo nghề",
        "học", "học làm", "muốn học", "đi học", "đào tạo", "trung tâm dạy nghề", "trường nghề",
        "lớp nghề", "lớp học nghề",
        "lớp đào tạo", "khóa đào tạo", "chiêu sinh", "tuyển sinh", "học nghề miễn phí",
        "học phí", "dạy", "course", "courses", "class", "classes", "training", "learn", "learning",
        "vocational training", "training course", "learn to", "lessons", "vocational course",
    ),
}  # fmt: skip

# What is named behind these is not wanted, and behind those not needed.
UNWANTED = (
    "không phải", "không làm", "không muốn", "không muốn làm", "không đi", "không đi làm", "trừ",
    "không ở", "không ở khu vực", "không thích", "tránh", "ngoài", "ngoại trừ", "not",
)  # fmt: skip
UNNEEDED = (
    "không biết", "chưa biết", "không cần", "không cần biết", "không yêu cầu", "không đòi hỏi",
    "chưa có", "không có", "chưa tốt nghiệp", "không cần tốt nghiệp", "chưa học hết",
)  # fmt: skip

Words = tuple[str, ...]


def _index() -> dict[Words, set[tuple[Words, str]]]:
    """Folded words → the phrases that are written so, each with what it asks for, if anything."""
    told: dict[Words, set[tuple[Words, str]]] = {}
    said = [("", (*IDLE, *UNWANTED, *UNNEEDED)), *_WANTED.items()]
    for want, phrases in said:
        for phrase in phrases:
            words = tuple(one_spelling(phrase).split())
            told.setdefault(tuple(map(fold, words)), set()).add((words, want))
    return told


_PHRASES = _index()
LONGEST = max(map(len, _PHRASES))
WRITTEN = frozenset(
    word for phrases in _PHRASES.values() for written, _want in phrases for word in written
)


def said_by(words: Words) -> frozenset[str] | None:
    """What kinds of thing these words ask for, maybe none; None where they are no small words."""
    folded = tuple(map(fold_word, words))
    wants = {
        want
        for written, want in _PHRASES.get(folded, ())
        if all(t in (w, f) for t, w, f in zip(words, written, folded, strict=True))
    }
    return frozenset(wants - {""}) if wants else None


def are_small(words: Words) -> bool:
    """All of the words are small ones."""
    reached = {0}
    for end in range(1, len(words) + 1):
        if any(said_by(words[start:end]) is not None for start in reached):
            reached.add(end)
    return len(words) in reached


# How far somebody would go tells nothing that an ad says.
_DISTANCE = re.compile(
    r"(?:\b(?:trong vòng|trong vong|bán kính|ban kinh|khoảng|khoang|tầm|tam|dưới|duoi|cách nhà|"
    r"cach nha|within)\s+)?(?<![\w.,])\d{1,3}\s*(?:km|cây số|cay so)(?!\w)",
    re.IGNORECASE,
)
# What is said of somebody's age is no word of an ad.
_AGE = re.compile(
    r"(?:\b(?:trên|tren|dưới|duoi|ngoài|ngoai|hơn|hon|over|under)\s+)?(?<!\w)[1-9]\d\s*"
    r"(?:tuổi|tuoi|years? old)(?!\w)",
    re.IGNORECASE,
)
_FULL_PAY = re.compile(
    r"(?<![\w.,])([1-9]\d{0,2}(?:[.,]?\d{3}){2})(?![\d.,]*\d)"
    r"(?:\s*(?:đồng|dong|vnđ|vnd|đ))?(?!\w)",
    re.IGNORECASE,
)
_AT_MOST = re.compile(r"\b(?:dưới|duoi|tối đa|toi da|under|below|at most)\b", re.IGNORECASE)
_NUMBER = r"(\d{1,3}(?:[.,]\d{1,2})?)"
_PAY = re.compile(
    rf"(?<![\w.,]){_NUMBER}(?:\s*(?:-|–|đến|den|to)\s*\d{{1,3}}(?:[.,]\d{{1,2}})?)?\s*"
    r"(?:triệu|trieu|tr|củ|million|mil)(?:\s*(?:đồng|dong|vnđ|vnd|đ|/\s*tháng|/\s*thang))*(?!\w)"
    r"(?:\s*(?:trở lên|tro len|or more|a month|per month|một tháng|mot thang|tháng|thang))?",
    re.IGNORECASE,
)
# Pay by the day or hour, in thousands of VND.
_RATE = re.compile(
    r"(?<![\w.,])([1-9]\d{0,3})\s*(?:k|nghìn|nghin|ngàn|ngan|[.,]000(?:\s*(?:đồng|dong|vnđ|vnd|đ))?)"
    r"\s*(?:/|một|mot|mỗi|moi|a|per|1)?\s*(ngày|ngay|day|công|cong|giờ|gio|hour|h)(?!\w)",
    re.IGNORECASE,
)
_BEFORE_PAY = re.compile(
    r"(?:\b(?:dưới|duoi|tối đa|toi da|under|below|at most|"
    r"lương|luong|thu nhập|thu nhap|trên|tren|từ|tu|hơn|hon|tối thiểu|toi thieu|khoảng|"
    r"khoang|tầm|tam|pay|salary|paying|over|above|from|at least|more than)\s*|[>≥]=?\s*)+$",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Wage:
    """A wage somebody asks for: VND/month, and the words that said it."""

    least: int
    words: str


def wage_in(text: str) -> tuple[Wage | None, str]:
    """The wage that a question (in NFC) names, and the question without it."""
    text = _DISTANCE.sub(" ", _AGE.sub(" ", text))
    found = _RATE.search(text) or _PAY.search(text) or _FULL_PAY.search(text)
    if not found:
        return None, text
    before = _BEFORE_PAY.search(text[: found.start()])
    start = before.start() if before else found.start()
    rest = f"{text[:start]} {text[found.end() :]}"
    if _AT_MOST.search(text[start : found.start()]):
        # Nobody is served by hiding what pays more.
        return None, rest
    wage = Wage(_a_month(found), text[start : found.end()].strip())
    return wage, rest


def _a_month(found: re.Match[str]) -> int:
    """VND/month of what one of the patterns found."""
    if found.re is _FULL_PAY:
        return int(re.sub(r"\D", "", found.group(1)))
    if found.re is _RATE:
        hours = 1 if fold(found.group(2)) not in ("gio", "hour", "h") else HOURS_A_DAY
        return int(found.group(1)) * 1000 * hours * DAYS_A_MONTH
    return int(float(found.group(1).replace(",", ".")) * 1_000_000)
