"""Sentences of ads as employers here write them, and what the checks must make of each.

Both sides count: what is missed cheats somebody, what is found without reason costs honest
employers and the centre a day.
"""

import pytest

from jobs.models import Vacancy
from jobs.moderation.checks import findings_of
from jobs.moderation.facts import Facts
from portal.textfold import fold

BLOCKED = [
    # One sex.
    ("sex", "Chỉ tuyển nam"),
    ("sex", "CHI TUYEN NAM, lam ca dem"),
    ("sex", "chỉ nhận lao động nữ"),
    ("sex", "Cần tuyển 5 nam phụ kho"),
    ("sex", "tuyển 3 nữ bán hàng"),
    ("sex", "Tuyển lao động nam đi làm ngay"),
    ("sex", "Tuyển công nhân nữ may túi xách"),
    ("sex", "Giới tính: Nam"),
    ("sex", "Gioi tinh: Nu"),
    ("sex", "Yêu cầu: Nữ"),
    ("sex", "Không tuyển nữ"),
    ("sex", "Nữ, tuổi từ 18 – 35"),
    ("sex", "Nam từ 18 đến 40 tuổi, sức khoẻ tốt"),
    ("sex", "Nam 20-55 tuổi, không cần kinh nghiệm"),
    ("sex", "Đơn hàng hộ lý, nữ 18-32"),
    ("sex", "Ứng viên là nam"),
    ("sex", "Tuyển 10 nam, 5 nữ"),
    ("sex", "Male only"),
    ("sex", "Chỉ tuyển LĐ nữ cho chuyền may"),
    # A highest age.
    ("age", "Dưới 35 tuổi"),
    ("age", "duoi 35 tuoi"),
    ("age", "Tuổi từ 18 - 35"),
    ("age", "Độ tuổi: 18-40"),
    ("age", "Không quá 40 tuổi"),
    ("age", "Tối đa 45t"),
    ("age", "tuoi tu 18 den 45"),
    ("age", "Từ 18 đến 38 tuổi, chăm chỉ"),
    ("age", "Sinh năm 1990 trở lên"),
    ("age", "Không nhận người trên 50 tuổi"),
    ("age", "18 – 35 tuổi"),
    ("age", "Under 30 years old"),
    ("child_labour", "Nhận phụ việc từ 13 tuổi"),
    # Marriage, pregnancy.
    ("marriage", "Chưa lập gia đình"),
    ("marriage", "Yêu cầu độc thân"),
    ("marriage", "Ưu tiên người chưa kết hôn"),
    ("marriage", "Không vướng bận gia đình"),
    ("pregnancy", "Không tuyển phụ nữ đang mang thai"),
    ("pregnancy", "Không mang thai trong 2 năm đầu"),
    ("pregnancy", "Cam kết không sinh con trong 3 năm"),
    ("pregnancy", "khong nhan nguoi co bau"),
    # Where somebody comes from, what they believe.
    ("origin", "Không tuyển người Thanh Hóa"),
    ("origin", "Không nhận lao động Nghệ An, Hà Tĩnh"),
    ("origin", "khong tuyen nguoi thanh hoa"),
    ("origin", "Không nhận hồ sơ tỉnh ngoài"),
    ("origin", "Chỉ tuyển người Hải Phòng"),
    ("belief", "Không tuyển người dân tộc"),
    ("belief", "Không theo đạo"),
    ("belief", "Chỉ nhận người Kinh"),
    # Health, union.
    ("health", "Không khuyết tật, không dị tật"),
    ("health", "Không nhận người khuyết tật"),
    ("health", "Có giấy xét nghiệm HIV"),
    ("union", "Không tham gia công đoàn"),
    # Money and papers.
    ("fee", "Phí hồ sơ 200k nộp khi phỏng vấn"),
    ("fee", "Mang theo phí giới thiệu việc làm 300.000đ"),
    ("fee", "Thu 500k khi nhận việc"),
    ("fee", "nop 300k tien ho so"),
    ("fee", "Lệ phí phỏng vấn 100 nghìn"),
    ("fee", "Nộp tiền đồng phục trước"),
    ("fee", "Không cần kinh nghiệm, đóng phí hồ sơ 150k"),
    ("deposit", "Đặt cọc 1 triệu tiền đồng phục"),
    ("deposit", "Đóng cọc 500k, hoàn lại sau 3 tháng"),
    ("deposit", "dat coc 500k truoc khi nhan viec"),
    ("deposit", "Giữ 15 ngày lương tháng đầu"),
    ("papers", "Công ty giữ bằng gốc 2 năm"),
    ("papers", "Nộp bằng tốt nghiệp bản gốc khi vào làm"),
    ("papers", "Giữ CCCD gốc trong thời gian thử việc"),
    ("papers", "giu bang lai xe goc"),
    # Ways to reach somebody.
    ("contact", "Gọi 0912 345 678 gặp chị Hoa"),
    ("contact", "LH 0912.345.678"),
    ("contact", "Gọi ngay 0912.34.56.78 gặp chị Lan"),
    ("contact", "Gọi 0987-65-43-21"),
    ("contact", "Gọi 09.12.34.56.78"),
    ("contact", "Gọi ０９１２３４５６７８"),
    ("contact", "Gọi 0️⃣9️⃣1️⃣2️⃣3️⃣4️⃣5️⃣6️⃣7️⃣8️⃣"),
    ("contact", "Gọi 0912~345~678"),
    ("contact", "SĐT: 09-1234-5678"),
    ("contact", "Zalo 0988 777 666"),
    ("contact", "+84 912 345 678"),
    ("contact", "Máy bàn 0225 3123 456"),
    ("contact", "Gọi không chín một hai ba bốn năm sáu bảy tám"),
    ("contact", "goi khong chin mot hai ba bon nam sau bay tam"),
    ("contact", "O912345678"),
    ("contact", "Gửi CV về tuyendung@congty.vn"),
    ("contact", "tuyendung (at) congty chấm vn"),
    ("contact", "tuyendung a còng gmail chấm com"),
    ("contact", "Xem https://example.vn/viec"),
    ("contact", "Đăng ký tại www.congty.example"),
    ("contact", "Vào fb.com/tuyendung.haiphong"),
    ("contact", "Nhóm zalo.me/g/abcdef"),
]
DOUBTED = [
    ("sex", "Ưu tiên nam"),
    ("sex", "Việc nhẹ, phù hợp với nữ"),
    ("age", "Từ 22 tuổi trở lên"),
    ("age", "Ưu tiên người trẻ tuổi"),
    ("looks", "Ngoại hình ưa nhìn"),
    ("looks", "ngoai hinh kha"),
    ("looks", "Không cần kinh nghiệm, ngoại hình khá"),
    ("looks", "Nữ tính, gương mặt sáng"),
    ("looks", "Chiều cao từ 1m60"),
    ("origin", "Có hộ khẩu Hải Phòng"),
    ("health", "Không mắc viêm gan B"),
    ("excluded", "Không tuyển người xăm trổ"),
    ("fee", "Trừ 200k nếu đi muộn"),
    ("fee", "Trừ tiền đồng phục vào lương tháng đầu"),
    ("contact", "Nhắn tin qua Zalo để ứng tuyển"),
    ("contact", "Tổng đài 1900 1234"),
    ("contact", "Đăng ký trên congty.com.vn"),
]
FINE = [
    # Looks like sex.
    "Tuyển nam/nữ",
    "Tuyển nam, nữ từ 18 tuổi",
    "Nam nữ đều được",
    "Tuyển cả nam và nữ",
    "tuyen nam nu di lam ngay",
    "Giới tính: Nam/Nữ",
    "Không phân biệt nam nữ",
    "Không yêu cầu giới tính",
    "Cần thợ hàn 2 năm kinh nghiệm",
    "Can tho han 2 nam kinh nghiem",
    "Tuyển kỹ sư tại Nam Định",
    "Tuyển nhân viên ở KCN Nam Đình Vũ",
    "Công ty Cổ phần Việt Nam tuyển dụng",
    "Mỗi năm từ 12 ngày phép, tăng lương mỗi năm 10-15%",
    "Trồng nấm rơm, nấm sò",
    "Cần nam châm, thiết bị đo",
    "Thợ cắt tóc nam, uốn tóc nữ",
    "Bán quần áo nam, giày nữ",
    "Lao động nữ nuôi con nhỏ được về sớm 1 giờ",
    "Phụ nữ mang thai không phải làm đêm",
    "Có ký túc xá nam, nữ riêng",
    "Đủ 18 tuổi trở lên, nam nữ đều được",
    # Looks like age.
    "Tuổi từ 18",
    "Từ đủ 18 tuổi trở lên",
    "Không nhận người dưới 18 tuổi",
    "Nhận cả cô chú 50–60 tuổi khoẻ mạnh",
    "Nhận cả người 50–55 tuổi còn khoẻ",
    "Nhận cả lao động trên 40 tuổi còn làm được việc",
    "Không giới hạn tuổi nếu còn sức khoẻ",
    "Dạy tiếng Anh cho trẻ 4–15 tuổi buổi tối, cuối tuần",
    "Trông bé dưới 2 tuổi tại nhà",
    "Phụ cấp con nhỏ dưới 6 tuổi",
    "Dạy học sinh từ 12 tuổi",
    "Chăm sóc người cao tuổi",
    "Trong độ tuổi lao động",
    "Công ty 25 năm tuổi",
    "Thay dao theo tuổi thọ",
    "Từ 18 đến 60 tuổi",
    "Chúng tôi thành lập năm 1995",
    "Môi trường trẻ trung, năng động",
    # Looks like the rest of discrimination.
    "Không yêu cầu ngoại hình",
    "Không phân biệt độ tuổi, ngoại hình",
    "Không phân biệt tình trạng hôn nhân",
    "Nhận cả người đã lập gia đình",
    "Đóng bảo hiểm, chế độ thai sản đầy đủ",
    "Phòng cho công nhân độc thân miễn phí",
    "Nhận người khuyết tật nhẹ làm được việc",
    "Ưu tiên người ở gần Tiên Lãng",
    "Không tuyển người chưa có bằng lái",
    "Không tuyển qua môi giới",
    "Sơ yếu lý lịch, bản sao sổ hộ khẩu",
    "Không dị ứng hải sản",
    "Làm việc trên cao, kệ cao 1m60",
    "Bộ đội xuất ngũ được ưu tiên",
    "Có tổ chức công đoàn, quà Tết",
    "Quê ở đâu cũng nhận",
    # Looks like money asked for.
    "Bao ăn ở",
    "Phí đi lại do công ty trả",
    "Phí cầu đường công ty lo",
    "Phí hồ sơ do công ty chi trả",
    "Công ty không thu bất kỳ khoản phí nào",
    "Không qua trung gian, không mất phí",
    "Tuyển trực tiếp, miễn phí hồ sơ",
    "Không thu phí, đặt cọc hay giữ bằng gốc",
    "Hồ sơ nộp khi nhận việc, không thu phí tuyển dụng",
    "Thu nhập 15 triệu/tháng",
    "Doanh thu 500 triệu mỗi tháng",
    "Thu ngân, thu tiền khách 200k",
    "Hỗ trợ khách đặt cọc căn hộ",
    "Thưởng phí giới thiệu 500k/người",
    "Cảnh giác lừa đảo: ai bắt đặt cọc hãy báo ngay",
    "Mang bằng gốc để đối chiếu",
    "Đóng bảo hiểm mức 5.310.000đ",
    "Được hỗ trợ học phí đào tạo",
    "Tính phí lưu kho, lệ phí hải quan cho lô hàng",
    "Nhắc phí qua điện thoại theo kịch bản",
    "Kiểm kê vỏ container, thu cọc vỏ cho hãng tàu",
    # Looks like a way to reach somebody.
    "Lương 8.000.000 - 12.000.000 đồng",
    "Làm từ 07h30 - 16h30, nghỉ 12h00 - 13h00",
    "Nhận hồ sơ từ 05/08/2026 đến 09/09/2026",
    "Nhận hồ sơ 05.08.2026-09.09.2026",
    "Mã số thuế 0200123450",
    "Trả lời tin nhắn, chốt đơn trên Facebook, Shopee",
    "Giải đáp cho khách qua điện thoại, Zalo",
    "Chạy quảng cáo Facebook, Google",
    "Gửi CV qua e-mail hoặc nộp tại phòng bảo vệ",
    "Lập trình ASP.NET, Node.js",
    "Ca 1: 6-14, ca 2: 14-22, ca 3: 22-6",
    "Sản xuất 1 000 000 sản phẩm năm 2026",
    "Tiêu chuẩn ISO 9001:2015, QCVN 09-2017",
    "Một hai ba năm kinh nghiệm đều nhận",
]


def found(text: str, field: str = "requirements", **fields: object) -> set[tuple[str, str]]:
    vacancy = Vacancy(**{"title": "Thợ hàn", field: text, **fields})
    return {(f.code, str(f.severity)) for f in findings_of(vacancy, Facts()) if f.field == field}


@pytest.mark.parametrize(("code", "text"), BLOCKED)
def test_what_the_law_forbids_is_blocked(code: str, text: str) -> None:
    assert (code, "block") in found(text)


@pytest.mark.parametrize(("code", "text"), DOUBTED)
def test_what_may_be_right_is_left_to_the_centre(code: str, text: str) -> None:
    assert found(text) == {(code, "doubt")}


@pytest.mark.parametrize("text", FINE)
def test_what_only_looks_like_it_is_fine(text: str) -> None:
    assert found(text) == set()
    assert found(text.upper()) == set()


@pytest.mark.parametrize("text", FINE)
def test_it_is_fine_without_tone_marks_too(text: str) -> None:
    assert found(fold(text)) == set()


@pytest.mark.parametrize(("code", "text"), BLOCKED)
def test_tone_marks_and_capitals_hide_nothing(code: str, text: str) -> None:
    for typed in (fold(text), text.upper()):
        assert (code, "block") in found(typed), typed


@pytest.mark.parametrize(
    ("text", "severity"),
    [("Lễ tân nữ", "block"), ("Công nhân nữ may túi", "block"), ("Thợ hàn nam", "doubt")],
)
def test_a_sex_in_a_title_is_found(text: str, severity: str) -> None:
    assert found(text, "title") == {("sex", severity)}


@pytest.mark.parametrize(
    "text", ["Thợ cắt tóc nam", "Nhân viên bán giày nữ", "Kỹ sư tại Nam Định", "Thợ hàn (nam/nữ)"]
)
def test_a_title_that_names_goods_or_places_is_fine(text: str) -> None:
    assert found(text, "title") == set()


def test_a_lawful_limit_goes_to_the_centre_instead_of_being_blocked() -> None:
    vacancy = Vacancy(
        title="Nhân viên soi chiếu",
        requirements="Chỉ tuyển nữ",
        lawful_limit="Khám người: nhân viên cùng giới (Nghị định 92/2015)",
        lawful_limit_reason="nature-of-work",
    )
    severities = {(f.code, str(f.severity)) for f in findings_of(vacancy, Facts())}
    assert severities == {("sex", "doubt"), ("lawful_limit", "doubt")}


def test_the_deposit_of_an_overseas_order_is_left_to_the_centre() -> None:
    text = "Ký quỹ theo hợp đồng đã duyệt"
    assert found(text, kind="overseas") == {("deposit", "doubt")}
    assert found(text) == {("deposit", "block")}


def test_a_long_text_is_read_quickly_and_whole() -> None:
    text = "Chăm chỉ, không ngại việc, 8 giờ một ngày. " * 200 + "Chỉ tuyển nam"
    assert found(text[:10_000] if len(text) > 10_000 else text) == {("sex", "block")}
