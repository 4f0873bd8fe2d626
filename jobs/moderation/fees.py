"""Money and papers asked of those who want the work.

Labour Code 45/2019/QH14: no original papers, no deposit (Article 17), no fee for being recruited
(Article 11(2)); Law 69/2020/QH14, Article 7 for work overseas, where the agency's service fee and a
deposit within the ceilings are lawful (Articles 23 and 24).
"""

from collections.abc import Iterator

from jobs.moderation.findings import Finding, Severity
from jobs.moderation.words import Rule, words

BLOCK, DOUBT = Severity.BLOCK, Severity.DOUBT
_AMOUNT = r"\d[\d.,]*\s?(?:k|nghìn|ngàn|triệu|tr|đồng|đ|vnđ|vnd)"
_PAYERS = "công ty|cty|doanh nghiệp|nhà máy|xưởng|chủ|bên tuyển|trung tâm|nhà hàng|khách sạn"
_PAY = "trả|lo|chi|chi trả|hỗ trợ|chịu|thanh toán|đài thọ|tài trợ|hoàn|hoàn lại|bao"
# “Không thu phí, đặt cọc”: what follows the comma is denied with it.
_DENIED = words(
    r"(?:không|ko|chẳng|chưa bao giờ|tuyệt đối không) (?:hề )?(?:thu|mất|tốn|đóng|giữ|đặt|lấy|nhận"
    r"|phải (?:nộp|đóng|đặt|trả|mất)|yêu cầu (?:nộp|đóng|đặt|trả|giữ|thu)|bắt(?: phải)? (?:nộp"
    r"|đóng))"
)
_DENIED_HERE = (
    r"không|ko|miễn|miễn phí|nghiêm cấm|cấm|chẳng|free|no|without"
    rf"|(?:(?:{_PAYERS}) )?(?:{_PAY})|thưởng|hưởng|phụ cấp"
)
_PAID_BY_THEM = words(
    rf"(?:sẽ )?(?:do|được)? ?(?:{_PAYERS})(?: \w+){{0,2}} (?:{_PAY})|được (?:hoàn|hỗ trợ|trả)"
)
_WARNING = "lừa đảo|cảnh giác|cảnh báo|mạo danh|tố cáo|báo ngay"
_CUSTOMERS = (
    r"khách(?: hàng)?|nhà cung cấp|hợp đồng|cư dân|học viên|phụ huynh|phòng|tiệc|tour|cont"
    r"|container|vỏ"
    r"|căn hộ|xe|nhà đất|bất động sản|đại lý|hóa đơn|hải quan|tiền điện|thu ngân"
)


def _asked(pattern: str, *, excused: str = "") -> Rule:
    return Rule(
        words(pattern),
        before=_DENIED,
        clause=words(_DENIED_HERE),
        after=_PAID_BY_THEM,
        within=words(f"{_WARNING}|{excused}" if excused else _WARNING),
    )


FEE_NAMES = (
    r"(?:phí|lệ phí|tiền) (?:làm )?(?:hồ sơ|giới thiệu(?: việc(?: làm)?)?|xét (?:duyệt|hồ sơ"
    r"|tuyển)|tuyển dụng"
    r"|phỏng vấn|môi giới|tư vấn việc(?: làm)?|giữ chỗ|nhận việc|bảo lãnh|thủ tục|xin việc|đầu vào)"
)
RULES: list[tuple[str, Severity, Rule]] = [
    ("fee", BLOCK, _asked(FEE_NAMES)),
    ("fee", BLOCK, _asked(r"(?:phí|lệ phí) đăng ký (?:tuyển|ứng tuyển|phỏng vấn|việc|đi làm)")),
    (
        "fee",
        BLOCK,
        _asked(
            r"(?:nộp|đóng|phải trả|mất)(?: \w+){0,2} (?:phí|lệ phí|tiền)(?: \w+){0,2} (?:trước"
            r"|đầu vào|khi nhận việc)"
        ),
    ),
    ("fee", BLOCK, _asked(r"(?:application|processing|recruitment|placement|registration) fee")),
    (
        "fee",
        BLOCK,
        Rule(
            words(rf"(?:thu|đóng|nộp|chuyển khoản)(?: trước| ngay)? {_AMOUNT}"),
            before=words(r"(?:doanh|thực|tổng|khách|hàng|mức|được|công ty)\s*$"),
            clause=words(f"{_DENIED_HERE}|bảo hiểm|bhxh|thuế"),
            within=words(f"{_WARNING}|doanh thu|nạp|công nợ"),
        ),
    ),
    (
        "fee",
        DOUBT,
        _asked(
            rf"(?:nộp|đóng|thu|trừ|khấu trừ)(?: \w+){{0,2}} (?:phí|học phí|tiền) (?:đào tạo"
            rf"|học việc|đồng phục|bảo hộ|thẻ)"
            rf"|(?:phí|tiền) (?:đào tạo|học việc|đồng phục|bảo hộ)\s*:?\s*{_AMOUNT}"
        ),
    ),
    (
        "fee",
        DOUBT,
        Rule(
            words(r"(?:trừ|phạt) \d[\d.,]*\s?(?:k|nghìn|ngàn|triệu|tr|đồng|đ|vnđ|vnd|% lương)"),
            clause=words("không"),
        ),
    ),
    (
        "deposit",
        BLOCK,
        _asked(
            r"(?:đặt|đóng|nộp|thu|ký|giữ|để)(?: trước| lại)?(?: tiền| khoản)? (?:cọc|đặt cọc"
            r"|thế chân)"
            r"|tiền (?:đặt )?cọc|tiền thế chân|cọc trước|deposit required|giam lương|giữ lương"
            r"|giữ(?: lại)? \d+ ?(?:ngày|tháng|tuần) lương",
            excused=_CUSTOMERS,
        ),
    ),
    (
        "papers",
        BLOCK,
        Rule(
            words(
                r"(?:giữ|nộp|thu|cầm|thế chấp|đặt|để)(?: lại)?(?: \w+){0,3}"
                r" (?:bằng|cccd|căn cước|cmnd|cmt|chứng minh(?: thư)?|giấy tờ|hộ chiếu|sổ hộ khẩu"
                r"|giấy phép|hồ sơ|chứng chỉ)"
                r"(?: \w+){0,3} (?:gốc|bản chính)"
                r"|(?:giữ|cầm|thu)(?: lại)? (?:bằng(?: lái| cấp| tốt nghiệp)?|cccd|căn cước|cmnd"
                r"|hộ chiếu|giấy tờ(?: tùy thân)?)"
            ),
            before=_DENIED,
            clause=words("không|cấm"),
            after=words(r"(?:để )?(?:đối chiếu|kiểm tra|so sánh)|của khách|cho khách"),
            within=words(f"{_WARNING}|đối chiếu|khách(?: hàng)?"),
        ),
    ),
]
DEPOSIT_OVERSEAS = _asked("ký quỹ")


def of_text(field: str, text: str, shown: str, *, overseas: bool) -> Iterator[Finding]:
    """What a text asks for before or for being hired. `text` is `settled`, `shown` as typed."""
    rules = [*RULES, ("deposit", DOUBT if overseas else BLOCK, DEPOSIT_OVERSEAS)]
    taken: list[tuple[int, int]] = []
    for code, severity, rule in rules:
        for found in rule.hits(text):
            if not any(a < found.end() and found.start() < b for a, b in taken):
                taken.append(found.span())
                yield Finding(field, code, shown[found.start() : found.end()].strip(), severity)
