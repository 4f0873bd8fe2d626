"""Conditions that shut people out for what they are, and the words that look like it but do not.

Labour Code 45/2019/QH14, Article 3(8): no distinction, exclusion or preference by sex, age,
marriage, pregnancy, origin, ethnic group, religion, disability, HIV, family duties or union, unless
the work itself asks for it or it protects those who are easily left out; Articles 8(1) and 10.
Looks are no ground of that list, and a preference may protect somebody: the centre decides there.
"""

import re
from collections.abc import Iterator

from jobs.moderation.findings import Finding, Severity
from jobs.moderation.words import Rule, words
from portal.labour import YOUNGEST_WORKER

BLOCK, DOUBT = Severity.BLOCK, Severity.DOUBT
# Ages of law besides YOUNGEST_WORKER; at 60 one is near the age of retirement.
ADULT, NEAR_RETIREMENT = 18, 60

_PEOPLE = (
    "lao động phổ thông|lao động|lđpt|lđ|người|ứng viên|các bạn|bạn|công nhân|nhân viên|nv|thợ|"
    "sinh viên|cộng tác viên|ctv|giúp việc|bảo vệ|lễ tân|thư ký|tạp vụ|phục vụ|bán hàng|lái xe|"
    "kế toán|trợ lý|tiếp thị|thu ngân"
)
_SEX = "nam|nữ"
# Names of places, and words of which these are a part.
_NOT_A_SEX = words(
    "định|sách|triệu|cường|đồ sơn|hải|phong|giang|phi|mỹ|hàn|từ liêm|kinh|ninh|trung|bộ|á|cực|sơn|"
    "đình vũ|thanh|an|am|dương|du|cao|châm|trang|rơm|sò|mèo|công gia chánh|tước|việt|hồng"
)
_BOTH = words(rf"(?:{_SEX})(?: giới)?\s*(?:[/,&+–-]|và|hoặc|hay|lẫn|cùng)?\s*(?:{_SEX})")
_ONE_SEX = words(_SEX)
# Said of those who are already there, or of goods.
_FOR_ALL = words(
    "không (?:phân biệt|yêu cầu|giới hạn|kể|quan trọng|bắt buộc)|bất kể|nhận cả|kể cả|cả"
)
_NO_MATTER = words(r"không (?:phân biệt|yêu cầu|kể|quan trọng|cần|đòi hỏi|hỏi)|bất kể|dù|kể cả|cả")
_OF_OTHERS = words(
    r"(?:trẻ(?: em)?|bé|em bé|cháu|con|học sinh|học viên|khách(?: hàng)?|ông bà|(?:các )?cụ"
    r"|bệnh nhân|"
    r"người bệnh|cả(?: người| cô chú| lao động)?|kể cả)(?: \w+){0,4}\s*(?:từ|trên|dưới)?\s*$"
)
_NO_LIMIT = words(r"không (?:giới hạn|phân biệt|kể|quan trọng|yêu cầu|hạn chế)")

_SEX_BLOCK = [
    Rule(
        words(
            rf"(?:chỉ|chỉ cần) (?:tuyển|nhận|cần|lấy"
            rf"|dành cho)?\s*(?:(?:{_PEOPLE}) ){{0,2}}(?:{_SEX})"
        )
    ),
    Rule(words(rf"(?:chỉ|chỉ cần) (?:{_SEX})")),
    Rule(words(rf"không (?:tuyển|nhận|lấy)\s*(?:(?:{_PEOPLE}) ){{0,2}}(?:{_SEX})")),
    Rule(
        words(
            r"(?:tuyển dụng|tuyển gấp|tuyển thêm|cần tuyển|cần gấp|tuyển|cần|nhận|tìm)"
            rf" (?:\d+ )?(?:(?:{_PEOPLE}) ){{0,2}}(?:{_SEX})"
        ),
        clause=_FOR_ALL,
    ),
    Rule(words(rf"(?:giới tính|gt)\s*[:=]?\s*(?:là )?(?:{_SEX})"), clause=_FOR_ALL),
    Rule(
        words(rf"yêu cầu\s*:?\s*(?:là )?(?:(?:{_PEOPLE}) )?(?:là )?(?:{_SEX})"),
        clause=words("không"),
    ),
    Rule(words(rf"(?:ứng viên|bạn|người) (?:phải )?là (?:{_SEX})")),
    Rule(
        words(
            # Only with the word for age: without tone marks, 2 “nam” are two years.
            rf"(?:{_SEX})(?: giới)?,? (?:(?:từ|dưới|trên|đến|không quá)\s*)?\d\d"
            r"(?:\s*(?:-|–|đến|tới)\s*\d\d)?\s*(?:tuổi|t)"
            rf"|(?:{_SEX})(?: giới)?,? (?:độ tuổi|tuổi)\s*:?\s*(?:từ )?\d\d"
            r"|nữ \d\d\s?[-–]\s?\d\d"
        ),
        clause=_FOR_ALL,
    ),
    Rule(words(rf"(?:{_PEOPLE}) (?:{_SEX})"), fields=frozenset({"title"})),
    Rule(words(r"(?:only|just) (?:men|women|males?|females?)|(?:men|women|males?|females?) only")),
    Rule(words(r"(?:male|female) (?:candidates?|workers?|staff|applicants?)")),
]
_SEX_DOUBT = [
    Rule(
        words(rf"ưu tiên\s*:?\s*(?:tuyển )?(?:(?:{_PEOPLE}) ){{0,2}}(?:{_SEX})(?: giới)?"),
        clause=words("không"),
    ),
    Rule(
        words(
            rf"(?:việc|công việc)(?: \w+,?){{0,3}} (?:hợp|phù hợp|dành)(?: với"
            rf"| cho)? (?:{_SEX})(?: giới)?"
        )
    ),
    Rule(
        words(rf"(?:{_SEX})"),
        before=words(
            r"(?:tóc|giày|dép|áo|quần|đồ|thời trang|vest|sơ mi|túi|váy|khoa|trang phục|phụ|việt"
            r"|miền"
            r"|phía|hà|quảng|đông|tây|cho|mỹ phẩm|trang sức|đồng hồ) $"
        ),
        fields=frozenset({"title"}),
    ),
]
_RANGE = words(
    r"(?:(?:độ )?tuổi\s*:?\s*(?:từ )?(?P<a>\d\d)(?: tuổi)?\s*(?:-|–|—|đến|tới"
    r"|->)\s*(?:hết )?(?P<b>\d\d)(?:\s*(?:tuổi|t))?"
    r"|(?:từ )?(?P<c>\d\d)(?: tuổi)?\s*(?:-|–|—|đến|tới|->)\s*(?:hết )?(?P<d>\d\d)\s*(?:tuổi|t))"
)
_AT_MOST = words(
    r"(?:dưới|không quá|tối đa|chưa quá|nhỏ hơn|không hơn|đến|tới|<=?|≤)\s*(?P<b>\d\d)\s*(?:tuổi|t)"
    r"|(?:độ )?tuổi\s*:?\s*(?:dưới|không quá|tối đa|<=?|≤) (?P<d>\d\d)"
    r"|(?:under|below|max(?:imum)?) (?P<e>\d\d)(?: years(?: old)?)?"
)
_AT_LEAST = words(
    r"(?:từ|đủ|trên|ít nhất|tối thiểu)(?: đủ)?\s*(?P<a>\d\d)\s*tuổi|tuổi\s*:?\s*(?:từ"
    r"|trên) (?P<c>\d\d)"
)
_BIRTH_YEAR = Rule(words(r"(?:sinh năm|năm sinh)\s*:?\s*(?:từ )?(?:19|20)\d\d|sn\s*(?:19|20)\d\d"))
_TOO_OLD = Rule(words(r"không (?:tuyển|nhận|lấy)(?: \w+){0,3} (?:trên|quá) \d\d tuổi"))
_YOUNG = Rule(
    words(r"(?:cần|ưu tiên|tuyển|chỉ nhận)(?: \w+){0,2} (?:trẻ tuổi|người trẻ|bạn trẻ|còn trẻ)")
)

_PROVINCES = (
    "hải phòng|hải dương|hà nội|thanh hóa|nghệ an|hà tĩnh|quảng bình|quảng trị|quảng ninh"
    "|quảng nam|"
    "quảng ngãi|thái bình|nam định|ninh bình|hà nam|hưng yên|bắc ninh|bắc giang|bắc kạn|cao bằng|"
    "lạng sơn|lào cai|yên bái|tuyên quang|hà giang|sơn la|lai châu|điện biên|hòa bình|phú thọ|"
    "vĩnh phúc|thái nguyên|huế|thừa thiên huế|đà nẵng|bình định|phú yên|khánh hòa|ninh thuận|"
    "bình thuận|kon tum|gia lai|đắk lắk|đắk nông|lâm đồng|bình phước|bình dương|đồng nai|tây ninh|"
    "bà rịa|vũng tàu|sài gòn|hồ chí minh|long an|tiền giang|bến tre|trà vinh|vĩnh long|đồng tháp|"
    "an giang|kiên giang|cần thơ|hậu giang|sóc trăng|bạc liêu|cà mau"
)
_ELSEWHERE = (
    "tỉnh ngoài|ngoại tỉnh|tỉnh khác|tỉnh lẻ|nơi khác|miền (?:bắc|trung|nam|núi|tây)|tây bắc"
)
_REFUSED = r"không (?:tuyển|nhận|lấy|tiếp nhận)"
_WHO = r"(?:(?:lao động|người|ứng viên|dân|hồ sơ|các bạn|bạn) )?"

_LOOKS_UNASKED = words(
    r"không (?:yêu cầu|cần|phân biệt|quan trọng|đòi hỏi|đặt nặng|xét)|bất kể|kệ|tường|hàng rào"
)

OTHER_RULES: list[tuple[str, Severity, Rule]] = [
    (
        "marriage",
        BLOCK,
        Rule(
            words(
                r"chưa (?:lập gia đình|kết hôn|có gia đình|có con|có chồng|có vợ|vướng bận)"
                r"|(?:đã|phải) (?:lập gia đình|kết hôn)|độc thân"
                r"|không vướng bận (?:gia đình|con(?: cái| nhỏ)?)|không có con nhỏ"
                r"|tình trạng hôn nhân\s*:\s*\w+"
            ),
            before=_NO_MATTER,
            within=words(r"(?:phòng|ký túc xá|nhà ở|khu)(?: \w+){0,4} độc thân|dù|kể cả"),
        ),
    ),
    (
        "pregnancy",
        BLOCK,
        Rule(
            words(
                rf"{_REFUSED}(?: \w+){{0,4}} (?:mang thai|có thai|có bầu|mang bầu|đang thai"
                rf"|nuôi con nhỏ)"
                r"|không (?:được )?(?:mang thai|có thai|mang bầu|có bầu|sinh con)"
                r"|cam kết (?:không|chưa) (?:sinh|mang thai|có thai|kết hôn)"
                r"|(?:thử|xét nghiệm) thai|chưa mang thai"
            ),
            after=words(r"(?:bị|vẫn|không (?:bị|ảnh hưởng))"),
        ),
    ),
    (
        "origin",
        BLOCK,
        Rule(
            words(
                rf"{_REFUSED} {_WHO}(?:(?:quê|gốc|ở|tại|từ|tỉnh) ){{0,2}}(?:{_PROVINCES}"
                rf"|{_ELSEWHERE})"
                rf"|chỉ (?:tuyển|nhận|lấy|cần) (?:lao động|người|dân|ứng viên)"
                rf" (?:(?:quê|gốc|tỉnh|thành phố) ){{0,2}}(?:{_PROVINCES}|bắc|trung|nam|miền \w+)"
                rf"|(?:trừ|ngoại trừ) (?:người )?(?:{_PROVINCES})"
            ),
            after=words(r"định|hà"),
        ),
    ),
    (
        "origin",
        DOUBT,
        Rule(
            words(
                rf"hộ khẩu (?:(?:thường trú|tại|ở|thành phố|tp) ){{0,3}}(?:{_PROVINCES}|địa phương)"
                r"|chỉ (?:tuyển|nhận|lấy) (?:người|lao động) địa phương"
            ),
            before=words("không (?:yêu cầu|cần|phân biệt)|sổ|bản sao|photo"),
        ),
    ),
    (
        "belief",
        BLOCK,
        Rule(
            words(
                rf"{_REFUSED} {_WHO}(?:(?:là|có|theo) )?(?:dân tộc|đạo|công giáo|thiên chúa"
                rf"|tôn giáo|tin lành)"
                r"|không theo (?:đạo|tôn giáo)|không tôn giáo"
                r"|chỉ (?:tuyển|nhận|lấy) (?:người )?(?:dân tộc )?kinh"
                r"|(?:dân tộc|tôn giáo)\s*:\s*(?:kinh|không)"
            )
        ),
    ),
    (
        "health",
        BLOCK,
        Rule(
            words(
                rf"{_REFUSED} {_WHO}(?:bị )?(?:khuyết tật|dị tật|tàn tật|tật nguyền)"
                r"|không (?:bị )?(?:khuyết tật|dị tật|tàn tật)"
                r"|không (?:bị |nhiễm |mắc |có )+(?:\w+ ){0,2}hiv|(?:xét nghiệm"
                r"|âm tính)(?: với)? hiv"
            )
        ),
    ),
    (
        "health",
        DOUBT,
        Rule(words(r"(?:không|xét nghiệm|âm tính)(?: \w+){0,4} viêm gan(?: siêu vi)?(?: b)?")),
    ),
    ("union", BLOCK, Rule(words(r"không (?:được )?(?:tham gia|gia nhập|vào|thành lập) công đoàn"))),
    (
        "looks",
        DOUBT,
        Rule(
            words(r"ngoại hình (?:khá|ưa nhìn|sáng|dễ nhìn|cân đối|tốt|đẹp|ổn|chuẩn|xinh)"),
            clause=_LOOKS_UNASKED,
        ),
    ),
    (
        "looks",
        DOUBT,
        Rule(
            words(
                r"ngoại hình"
                r"|(?:gương|khuôn) mặt (?:sáng|xinh|ưa nhìn|dễ nhìn|đẹp)"
                r"|ưa nhìn|dễ nhìn|xinh (?:xắn|đẹp)|cao ráo|dáng (?:đẹp|chuẩn)|số đo ba vòng"
                r"|(?:chiều cao|cao) (?:(?:từ|trên|tối thiểu|ít nhất) )*1\s?m\s?\d\d?"
                r"|(?:chiều cao|cao) (?:(?:từ|trên|tối thiểu|ít nhất) )*1[4-9]\d\s?cm"
                r"|cân nặng (?:(?:từ|trên|dưới|tối đa|không quá) )*\d\d\s?kg"
            ),
            before=_LOOKS_UNASKED,
            after=words(
                r"không (?:quan trọng|yêu cầu|bắt buộc)"
                r"|khá|ưa nhìn|sáng|dễ nhìn|cân đối|tốt|đẹp|ổn|chuẩn|xinh"
            ),
        ),
    ),
    (
        "excluded",
        DOUBT,
        Rule(
            words(rf"{_REFUSED} (?:người|lao động) \w+(?: \w+)?"),
            after=words(r"(?:lại|về)"),
            within=words(
                r"(?:người|lao động) (?:chưa|không|thiếu|dưới 1\d|nghiện|sử dụng|qua|đã|vi phạm"
                r"|quá|mới"
                r"|nào|làm|có (?:tiền án|tiền sự))"
            ),
        ),
    ),
]


def _is_both(text: str, found: re.Match[str]) -> bool:
    """Both sexes are named together, or the word is part of another one."""
    behind = text[found.end() :]
    if behind.startswith(" ") and _NOT_A_SEX.match(behind[1:]):
        return True
    named = list(_ONE_SEX.finditer(text, found.start(), found.end()))
    return any(
        both.start() <= sex.start() < both.end() for both in _BOTH.finditer(text) for sex in named
    )


def _ages(text: str) -> Iterator[tuple[re.Match[str], int | None, int | None]]:
    """Each age that is asked for: where it stands, the least and the highest one."""
    taken: list[tuple[int, int]] = []
    for pattern in (_RANGE, _AT_MOST, _AT_LEAST):
        for found in pattern.finditer(text):
            if any(start < found.end() and found.start() < end for start, end in taken):
                continue
            taken.append(found.span())
            named = {name: int(age) for name, age in found.groupdict().items() if age}
            least = named.get("a", named.get("c"))
            most = named.get("b", named.get("d", named.get("e")))
            if not _about_others(text, found):
                yield found, least, most


def _about_others(text: str, found: re.Match[str]) -> bool:
    """The age is that of children, customers or patients, or of people who are welcome too."""
    line = max(text.rfind(stop, 0, found.start()) for stop in ".;\n") + 1
    before = text[line : found.start()]
    return bool(_OF_OTHERS.search(before) or _NO_LIMIT.search(before.rpartition(",")[2]))


def of_text(field: str, text: str, shown: str, *, has_lawful_limit: bool) -> Iterator[Finding]:
    """What a text says of who may apply. `text` is `settled`, `shown` the same as it was typed.

    A limit by sex or age for which the employer gave a law is left to the centre.
    """
    may_be_lawful = DOUBT if has_lawful_limit else BLOCK

    def found_at(code: str, found: re.Match[str], severity: Severity) -> Finding:
        return Finding(field, code, shown[found.start() : found.end()].strip(), severity)

    by_sex = [
        *((rule, may_be_lawful) for rule in _SEX_BLOCK),
        *((rule, DOUBT) for rule in _SEX_DOUBT),
    ]
    taken: list[tuple[int, int]] = []
    for rule, severity in by_sex:
        if rule.fields and field not in rule.fields:
            continue
        for found in rule.hits(text):
            overlaps = any(a < found.end() and found.start() < b for a, b in taken)
            if not overlaps and not _is_both(text, found):
                taken.append(found.span())
                yield found_at("sex", found, severity)
    for found, least, most in _ages(text):
        if most is not None and ADULT < most < NEAR_RETIREMENT:
            yield found_at("age", found, may_be_lawful)
        elif least is not None and least < YOUNGEST_WORKER and most is None:
            yield found_at("child_labour", found, BLOCK)
        elif least is not None and least > ADULT and most is None:
            yield found_at("age", found, DOUBT)
    for rule, severity in (
        (_BIRTH_YEAR, may_be_lawful),
        (_TOO_OLD, may_be_lawful),
        (_YOUNG, DOUBT),
    ):
        for found in rule.hits(text):
            yield found_at("age", found, severity)
    blocked: list[tuple[int, int]] = []
    for code, severity, rule in OTHER_RULES:
        for found in rule.hits(text):
            if any(a < found.end() and found.start() < b for a, b in blocked):
                continue
            blocked.append(found.span())
            yield found_at(code, found, severity)
