"""Every component with sample data, for those who build and check pages."""

from datetime import timedelta

from django import forms
from django.contrib.auth.decorators import permission_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from frontend import formats
from frontend.cards import (
    BoardCard,
    BoardColumn,
    Chip,
    Choice,
    CourseCard,
    Event,
    Fact,
    Fit,
    Gap,
    Link,
    Reason,
    ScorePart,
    Step,
    Tab,
    Tile,
    VacancyCard,
)
from frontend.charts import Chart
from frontend.fields import DayField, MoneyField


class DemoForm(forms.Form):
    name = forms.CharField(label="Họ và tên", max_length=120)
    pay = MoneyField(label="Lương mong muốn", help_text="Mỗi tháng, trước thuế. Ví dụ: 8 triệu.")
    birthday = DayField(label="Ngày sinh", required=False)
    level = forms.ChoiceField(
        label="Trình độ", choices=[("", "Chọn"), ("1", "Sơ cấp"), ("2", "Trung cấp")]
    )
    shifts = forms.MultipleChoiceField(
        label="Ca làm được",
        choices=[("day", "Ca ngày"), ("night", "Ca đêm"), ("rotating", "Xoay ca")],
        widget=forms.CheckboxSelectMultiple,
    )
    travel = forms.ChoiceField(
        label="Đi lại bằng",
        choices=[("motorbike", "Xe máy"), ("bus", "Xe đưa đón"), ("bicycle", "Xe đạp")],
        widget=forms.RadioSelect,
        required=False,
    )
    about = forms.CharField(label="Bạn biết làm gì?", widget=forms.Textarea, required=False)
    consent = forms.BooleanField(label="Tôi đồng ý cho nhà tuyển dụng xem số điện thoại của tôi")


def _vacancies() -> list[VacancyCard]:
    today = timezone.localdate()
    return [
        VacancyCard(
            url="#",
            title=f"Thợ {formats.FOUND_START}hàn{formats.FOUND_END} 3G, 6G (đóng tàu)",
            employer="Công ty Cổ phần Đóng tàu Sông Cấm",
            verified=True,
            place="Phường Thủy Nguyên",
            distance_km=6.2,
            pay=formats.pay(12_000_000, 18_000_000),
            benefits=["Xe đưa đón", "Ký túc xá"],
            openings=12,
            posted=today - timedelta(days=2),
            deadline=today + timedelta(days=3),
            closing_soon=True,
            fit=Fit(
                score=87,
                reasons=[
                    Reason(kind="fits", text="3/4 kỹ năng bắt buộc: hàn điện, hàn MIG, đọc bản vẽ"),
                    Reason(kind="fits", text="Cách nhà bạn 6 km, có xe đưa đón"),
                    Reason(kind="missing", text="Thiếu: hàn TIG"),
                    Reason(kind="todo", text="Học hàn TIG ở Tiên Lãng, còn 5 chỗ", url="#"),
                ],
            ),
        ),
        VacancyCard(
            url="#",
            title="CÔNG NHÂN MAY CÔNG NGHIỆP KHÔNG CẦN KINH NGHIỆM, ĐƯỢC ĐÀO TẠO TỪ ĐẦU",
            employer="Công ty TNHH May Xuất khẩu Vĩnh Bảo",
            place="Xã Vĩnh Bảo",
            distance_km=0.6,
            pay=formats.pay(7_500_000, None),
            benefits=["Ca ngày", "Ăn trưa"],
            posted=today - timedelta(days=18),
            fit=Fit(score=64, reasons=[Reason(kind="fits", text="Gần nhà bạn")]),
        ),
        VacancyCard(
            url="#",
            title="Điều dưỡng viên chăm sóc người cao tuổi",
            employer="Công ty Cổ phần Cung ứng Nhân lực Quốc tế Cảng Xanh",
            verified=True,
            place="Osaka",
            country="Nhật Bản",
            pay=formats.pay(28_000_000, 32_000_000),
            snippet="Hợp đồng 3 năm, học tiếng Nhật 6 tháng trước khi đi.",
            posted=today,
            fit=Fit(score=38),
        ),
    ]


def _courses() -> list[CourseCard]:
    today = timezone.localdate()
    return [
        CourseCard(
            url="#",
            title="Hàn TIG cơ bản",
            centre="Trung tâm GDNN – GDTX Tiên Lãng",
            verified=True,
            place="Xã Tiên Lãng",
            distance_km=4,
            starts=today + timedelta(days=14),
            duration="2,5 tháng",
            level="Sơ cấp",
            fee_vnd=0,
            subsidised=True,
            seats_left=5,
            opens_jobs=14,
        ),
        CourseCard(
            url="#",
            title="Vận hành xe nâng hàng",
            centre="Trường Cao đẳng Giao thông Vận tải Trung ương II",
            verified=True,
            place="Phường An Dương",
            distance_km=22,
            starts=today + timedelta(days=70),
            duration="6 tuần",
            fee_vnd=3_200_000,
            seats_left=0,
        ),
    ]


@require_safe
@permission_required("accounts.view_desk", raise_exception=True)
def styleguide(request: HttpRequest) -> HttpResponse:
    today, now = timezone.localdate(), timezone.now()
    courses = _courses()
    form = DemoForm({"pay": "tám triệu", "name": "Phạm Thị Hoa", "travel": "bus"})
    return render(
        request,
        "styleguide.html",
        {
            "vacancies": _vacancies(),
            "courses": courses,
            "gap": Gap(skill="hàn TIG", course=courses[0], jobs_opened=14),
            "gap_open": Gap(skill="tiếng Nhật N4"),
            "form": form,
            "blank_form": DemoForm(auto_id="blank_%s"),
            "page": Paginator(range(200), 20).page(3),
            "chips": [
                Chip(label="Thợ hàn", kind="Nghề", remove_url="#"),
                Chip(label="An Dương (huyện cũ)", kind="Nơi", remove_url="#"),
                Chip(label="phường An Dương", kind="hay là", choose_url="#"),
                Chip(label="Hàn MIG"),
            ],
            "tabs": [
                Tab(label="Việc làm", url="#", count=1342, current=True),
                Tab(label="Khoá học", url="#", count=18),
                Tab(label="Nước ngoài", url="#", count=7),
            ],
            "shift_choices": [
                Choice(value="day", label="Ca ngày", count=812, checked=True),
                Choice(value="night", label="Ca đêm", count=96),
                Choice(value="rotating", label="Xoay ca", count=434),
            ],
            "radius_choices": [
                Choice(value="5", label="5 km"),
                Choice(value="15", label="15 km", checked=True),
                Choice(value="", label="Cả thành phố"),
            ],
            "pay_choices": [
                Choice(value="", label="Bất kỳ"),
                Choice(value="8000000", label="Từ 8 triệu", checked=True),
            ],
            "pay_errors": ["“8 củ” không có trong danh sách."],
            "facts": [
                Fact(label="Lương", value=formats.pay(12_000_000, 18_000_000), key=True),
                Fact(label="Nơi làm việc", value="Phường Thủy Nguyên", note="cách nhà bạn 6 km"),
                Fact(label="Ca", value="Ca ngày, nghỉ Chủ nhật"),
                Fact(label="Hợp đồng", value="12–36 tháng"),
                Fact(
                    label="Hạn nộp",
                    value=formats.day(today + timedelta(days=3)),
                    note="còn 3 ngày",
                ),
                Fact(label="Nhà tuyển dụng", value="Công ty Cổ phần Đóng tàu Sông Cấm", url="#"),
            ],
            "links": [Link(label="Tìm việc", url="#"), Link(label="Cơ khí", url="#")],
            "steps": [
                Step(label="Bạn là ai", url="#", state="done"),
                Step(label="Việc đã làm", url="#", state="now"),
                Step(label="Biết làm gì", url="#"),
                Step(label="Muốn việc gì", url="#"),
                Step(label="Ở đâu", url="#"),
                Step(label="Giấy tờ và đồng ý", url="#"),
            ],
            "events": [
                Event(label="Đã gửi hồ sơ", state="done", at=now - timedelta(days=4)),
                Event(label="Nhà tuyển dụng đã xem", state="done", at=now - timedelta(days=1)),
                Event(label="Mời phỏng vấn", state="now", at=now, note="Thứ Năm 9:00, cổng số 2."),
                Event(label="Kết quả", state="coming"),
            ],
            "columns": [
                BoardColumn(
                    label="Mới",
                    cards=[
                        BoardCard(
                            name="Phạm Thị H.",
                            url="#",
                            status="new",
                            note="May công nghiệp, 3 năm · Xã Vĩnh Bảo",
                            fit=82,
                            move_url="#",
                        ),
                        BoardCard(
                            name="Nguyễn Văn T.", url="#", status="new", fit=55, move_url="#"
                        ),
                    ],
                ),
                BoardColumn(
                    label="Phỏng vấn",
                    cards=[BoardCard(name="Lê Minh Đ.", url="#", status="interview", move_url="#")],
                ),
                BoardColumn(label="Nhận việc"),
            ],
            "statuses": [
                Choice(value="new", label="Mới"),
                Choice(value="interview", label="Phỏng vấn"),
                Choice(value="hired", label="Nhận việc"),
                Choice(value="refused", label="Từ chối"),
            ],
            "tiles": [
                Tile(
                    label="Lượt người có việc làm",
                    value=38_300,
                    unit="lượt",
                    plan=58_500,
                    planned_by_now=29_250,
                    url="#",
                ),
                Tile(
                    label="Lao động đi nước ngoài",
                    value=540,
                    unit="người",
                    plan=1_300,
                    planned_by_now=650,
                ),
                Tile(label="Phiên giao dịch", value=36, unit="phiên", plan=34),
                Tile(label="Tin chờ duyệt", value=7, note="lâu nhất: 2 ngày"),
            ],
            "bars": Chart(
                title="Lượt người có việc làm theo tháng",
                unit="lượt",
                points=[
                    (f"T{m}", v)
                    for m, v in enumerate(
                        (3900, 2100, 4800, 5200, 5600, 5900, 6100, 5400, 4700, 5000), start=1
                    )
                ],
            ),
            "line": Chart(
                title="Người tìm việc mỗi chỗ làm",
                kind="line",
                points=[
                    (f"T{m}", v)
                    for m, v in enumerate((2.1, 1.9, 1.6, 1.4, 1.5, 1.3, 1.1, 1.2), start=1)
                ],
            ),
            "score_parts": [
                ScorePart(label="Nghề", points=25, weight=25),
                ScorePart(label="Kỹ năng", points=21, weight=30),
                ScorePart(label="Nơi làm", points=14, weight=15),
                ScorePart(label="Lương", points=10, weight=10),
            ],
        },
    )
