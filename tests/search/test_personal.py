"""What is taken for personal in a question, and what is not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.search.personal import is_personal

PLACES = {"le chan", "ngo quyen", "hong bang", "an duong", "thuy nguyen", "kien an", "ha noi"}
PERSONAL = (
    "0912.345.678", "0912 345 678", "+84 912 345 678", "(+84)912345678", "0 9 1 2 3 4 5 6 7 8",
    "không chín một hai ba bốn năm sáu bảy tám", "o912345678", "０９１２３４５６７８",
    "0️⃣9️⃣1️⃣2️⃣3️⃣4️⃣5️⃣6️⃣7️⃣8️⃣", "tìm việc lh 0225 3842 567",
    "tuyen bao ve 0912-345-678 gap", "09l2345678", "a.nguyen@gmail.com", "nguyenvana gmail.com",
    "nguyenvana gmail", "a [at] yahoo", "031090012345", "cccd 031090012345", "cmnd 031 234 567",
    "stk 19034567890123", "vcb 0031000123456", "stk 123456", "12/05/1990", "1.2.90 12",
    "12-5-1990", "sinh năm 1990", "sn 1990", "sinh ngày 1 tháng 2", "ngày 5 tháng 6 năm 1988",
    "15a-123.45", "15B1 23456", "nguyễn văn a", "nguyen van a", "NGUYỄN THỊ LAN",
    "trần thị mai hoa", "tran thi mai", "phạm minh tuấn", "pham minh tuan", "lê hoàng nam",
    "đỗ văn hùng", "do van hung", "vũ thị thu hà", "đào thị hằng", "cao văn bình",
    "lương thị hoa", "hồ minh đức", "anh hùng", "chị lan", "bà nguyễn thị sáu",
    "kế toán nguyễn thị lan", "hồ sơ nguyễn văn bình", "cv trần quang huy",
    "thợ hàn nguyễn văn nam", "nguyễn trường giang", "nguyễn an dương", "nguyễn hoàng",
    "hoàng thu trang", "số nhà 12 ngõ 5", "ngõ 12 lạch tray", "facebook.com/abc", "zalo 0912345",
    "lê lan anh", "đặng thùy linh", "bùi tiến dũng", "lý thị mến", "trần thị hoa công ty lg",
    "lò thị mai", "lo thi mai", "lò văn pành", "vàng a pó", "giàng a páo", "lý a dính",
    "sùng thị mỷ", "xa thị hiền", "y moan enuol", "Y Thịnh", "h'hen niê", "ng v an", "ng thi lan",
    "ng v an sdt 09123", "tran v nam", "đỗ v hùng", "john smith", "mary jane watson",
    "ngoc trinh", "ngọc trinh", "thùy linh", "tìm anh tuấn", "sdt 0912", "đt: 0912", "zalo 098",
    "cmnd 0310", "cccd số 0310", "stk 1903", "người nhiễm hiv tìm việc", "hiv",
    "mẹ tôi bị ung thư", "con em bị tự kỷ", "tôi bị khuyết tật chân", "em bi diec tim viec",
    "chồng bị tai biến", "mình mắc bệnh tâm thần", "vợ đang mang thai", "my mother has cancer",
)  # fmt: skip
HARMLESS = (
    "thợ hàn", "tho han an duong", "công ty nguyễn hoàng", "cty nguyen hoang", "trần hưng đạo",
    "tran hung dao", "đường lê lợi", "bán hàng lê lợi", "trường nguyễn trãi",
    "bảo vệ nguyễn bỉnh khiêm", "lê chân", "ngô quyền", "hồng bàng", "may công nghiệp",
    "lương cao", "lương 10.000.000", "lương 10.000.000 - 15.000.000", "lương 15000000",
    "lương 10-15 triệu", "lương 8tr", "kế toán trưởng", "trần thạch cao", "thợ trần thạch cao",
    "đào tạo nghề", "hồ sơ xin việc", "đỗ xe", "lái xe b2", "lái xe hạng c", "lái xe nâng",
    "ca 8h-17h", "ca 7:30-16:30", "18-35 tuổi", "tuyển 200 công nhân", "tiếng anh",
    "giáo viên tiếng anh", "thái lan", "xuất khẩu lao động hàn quốc", "hà nội", "hải phòng",
    "cao đẳng nghề", "vũ trường", "võ thuật", "lâm nghiệp", "kim khí", "mai châu", "đoàn viên",
    "c++", "c#", "hàn 6g", "hàn tig", "sửa chữa ô tô", "văn phòng", "nhân viên văn phòng",
    "lễ tân khách sạn", "dinh dưỡng", "đăng ký kinh doanh", "nấu ăn", "phụ bếp", "2024-2025",
    "lịch học 2024 - 2025", "làm thêm", "việc làm thêm", "lam them chu nhat", "quản lý nhà hàng",
    "quan ly san xuat", "tư vấn bán hàng", "tổ trưởng may", "lương công nhân may", "bốc xếp",
    "giúp việc", "trông trẻ", "bảo vệ ca đêm", "kcn đình vũ", "dinh vu", "vsip", "lg display",
    "lg", "pegatron", "vinfast", "tràng duệ", "nomura", "an dương", "thủy nguyên", "kiến an",
    "hoàng huy", "kỹ sư cơ khí", "co khi", "công ty trần phú", "phường hoàng văn thụ",
    "thợ điện lạnh", "công nhân", "lao động phổ thông", "sinh viên làm thêm", "điện tử",
    "ban hang", "thu ngân", "tạp vụ", "kho", "phiên dịch tiếng trung", "thuyền viên", "thuỷ thủ",
    "sales", "marketing", "it", "helpdesk", "cn may", "hàn quốc", "nhật bản", "đức",
    "điều dưỡng đức", "học nghề làm tóc", "làm móng", "spa", "hoàng gia", "mầm non họa mi",
    "nam", "nữ", "ho tro hoc nghe", "lương tháng 13", "hai ba trung", "mo ta cong viec",
    "da nang", "việc cho người khuyết tật", "người khuyết tật", "bệnh viện tâm thần",
    "điều dưỡng khoa ung thư", "chăm sóc người bệnh", "thiết bị bệnh viện", "y tá", "y sĩ đa khoa",
    "y tế", "y học cổ truyền", "siêu thị lan chi", "tiếp thị mỹ phẩm", "thợ thi công", "thu ngan",
    "văn thư", "công nhân", "giao hàng", "an toàn lao động", "tài chính", "victoria spa",
    "dạy trẻ em khuyết tật", "việc cho bà bầu", "ca a", "lò hơi", "lò bánh", "vàng bạc", "security",
)  # fmt: skip


@pytest.mark.parametrize("question", PERSONAL)
def test_what_may_tell_who_somebody_is(question: str) -> None:
    assert is_personal(question, PLACES.__contains__)
    assert is_personal(f"  {question.upper()} ", PLACES.__contains__)


@pytest.mark.parametrize("question", HARMLESS)
def test_what_tells_of_work(question: str) -> None:
    assert not is_personal(question, PLACES.__contains__)


@given(st.text(max_size=300))
def test_any_text_is_judged(text: str) -> None:
    assert is_personal(text) in (True, False)


@given(st.text(alphabet=" .-_/()+", max_size=3), st.from_regex(r"0[35789]\d{8}", fullmatch=True))
def test_a_phone_number_in_any_writing(between: str, phone: str) -> None:
    assert is_personal(between.join(phone))
