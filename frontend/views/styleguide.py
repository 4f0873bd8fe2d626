"""Every component with sample data, for those who build and check pages.

What people would type stays Vietnamese; everything else is in the reader's language.
"""

from datetime import timedelta

from django import forms
from django.contrib.auth.decorators import permission_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext
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
from matching.recommend.explain.reasons import occupation_label, skill_label
from portal.reference import codes
from portal.reference.countries import country_name
from portal.reference.places import gazetteer

WARD, COMMUNE, FORMER_DISTRICT = "11581", "11755", "district-an-duong"
SHIFT_COUNTS = {"day": 1812, "night": 96, "two-shift": 434}


class DemoForm(forms.Form):
    name = forms.CharField(label=gettext_lazy("Full name"), max_length=120)
    pay = MoneyField(
        label=gettext_lazy("Pay"),
        help_text=gettext_lazy("For example 8 million. Jobs that say less come last."),
    )
    birthday = DayField(label=gettext_lazy("Date of birth"), required=False)
    level = forms.ChoiceField(
        label=gettext_lazy("Level"),
        choices=lambda: [("", _("choose")), *codes.choices("course_levels")],
    )
    shifts = forms.MultipleChoiceField(
        label=gettext_lazy("Shifts"),
        choices=lambda: codes.choices("shifts"),
        widget=forms.CheckboxSelectMultiple,
    )
    contract = forms.ChoiceField(
        label=gettext_lazy("Contract"),
        choices=lambda: codes.choices("contracts"),
        widget=forms.RadioSelect,
        required=False,
    )
    about = forms.CharField(
        label=gettext_lazy("What can you do?"), widget=forms.Textarea, required=False
    )
    consent = forms.BooleanField(label=gettext_lazy("Recommend jobs and courses to me"))


def _place(code: str) -> str:
    return gazetteer().places[code].label


def _label(list_name: str, code: str) -> str:
    return codes.labels(list_name)[code]


def _vacancies() -> list[VacancyCard]:
    today = timezone.localdate()
    skill, course = skill_label("tig-welding"), "Hàn TIG cơ bản"
    reasons = [
        Reason(
            kind="fits",
            text=_("You have %(had)s/%(needed)s skills they need") % {"had": 3, "needed": 4},
        ),
        Reason(kind="fits", text=_("%(km)s km from home") % {"km": 6}),
        Reason(kind="missing", text=_("Missing: %(skill)s") % {"skill": skill}),
        Reason(
            kind="todo",
            text=_("Missing: %(skill)s → course %(course)s") % {"skill": skill, "course": course},
            url="#",
        ),
    ]
    return [
        VacancyCard(
            url="#",
            title=f"Thợ {formats.FOUND_START}hàn{formats.FOUND_END} 3G, 6G (đóng tàu)",
            employer="Công ty Cổ phần Đóng tàu Sông Cấm",
            verified=True,
            place=_place(WARD),
            distance_km=6.2,
            pay=formats.pay(12_000_000, 18_000_000),
            benefits=[_label("welfare", "shuttle"), _label("welfare", "dormitory")],
            openings=1200,
            posted=today - timedelta(days=2),
            deadline=today + timedelta(days=3),
            closing_soon=True,
            fit=Fit(score=87, reasons=reasons),
        ),
        VacancyCard(
            url="#",
            title="CÔNG NHÂN MAY CÔNG NGHIỆP KHÔNG CẦN KINH NGHIỆM, ĐƯỢC ĐÀO TẠO TỪ ĐẦU",
            employer="Công ty TNHH May Xuất khẩu Vĩnh Bảo",
            place=_place(COMMUNE),
            distance_km=0.6,
            pay=formats.pay(7_500_000, None),
            benefits=[_label("shifts", "day"), _label("welfare", "meal-1")],
            posted=today - timedelta(days=18),
            fit=Fit(score=64, reasons=[Reason(kind="fits", text=_("Close to your home"))]),
        ),
        VacancyCard(
            url="#",
            title="Điều dưỡng viên chăm sóc người cao tuổi",
            employer="Công ty Cổ phần Cung ứng Nhân lực Quốc tế Cảng Xanh",
            verified=True,
            place="Osaka",
            country=country_name("JP"),
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
            place=_place(COMMUNE),
            distance_km=4,
            starts=today + timedelta(days=14),
            duration=_("%(months)s months") % {"months": formats.number(2.5, 1)},
            level=_label("course_levels", "elementary"),
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
            place=_place(WARD),
            distance_km=22,
            starts=today + timedelta(days=70),
            duration=_("1 month"),
            fee_vnd=3_200_000,
            seats_left=0,
        ),
    ]


def _search() -> dict[str, object]:
    district = _("%(district)s (former)") % {"district": _place(FORMER_DISTRICT)}
    return {
        "chips": [
            Chip(label=occupation_label("welder"), kind=_("Occupation"), remove_url="#"),
            Chip(label=district, kind=_("Place"), remove_url="#"),
            Chip(label=_place(WARD), kind=pgettext("one of several", "only"), choose_url="#"),
            Chip(label=skill_label("mig-mag-welding")),
        ],
        "tabs": [
            Tab(label=_("Jobs"), url="#", count=1342, current=True),
            Tab(label=_("Courses"), url="#", count=18),
            Tab(label=_("Overseas"), url="#", count=7),
        ],
        "shift_choices": [
            Choice(value=code, label=_label("shifts", code), count=count, checked=code == "day")
            for code, count in SHIFT_COUNTS.items()
        ],
        "radius_choices": [
            Choice(value="5", label=_("within %(km)s km") % {"km": 5}),
            Choice(value="15", label=_("within %(km)s km") % {"km": 15}, checked=True),
            Choice(value="", label=_("any")),
        ],
        "pay_choices": [
            Choice(value="", label=_("any")),
            Choice(value="8000000", label=formats.pay(8_000_000, None), checked=True),
        ],
        "pay_errors": [_("“%(value)s” is not in the list.") % {"value": "nhiều"}],
        "page": Paginator(range(200), 20).page(3),
    }


def _facts() -> list[Fact]:
    deadline = timezone.localdate() + timedelta(days=3)
    distance = _("%(distance)s from your home") % {"distance": formats.distance(6)}
    return [
        Fact(label=_("Pay"), value=formats.pay(12_000_000, 18_000_000), key=True),
        Fact(label=_("Place of work"), value=_place(WARD), note=distance),
        Fact(label=_("Shift"), value=_label("shifts", "day")),
        Fact(label=_("Contract"), value=_label("contracts", "fixed-12-36-months")),
        Fact(
            label=_("Apply until"),
            value=formats.day(deadline),
            note=formats.days_left(deadline),
        ),
        Fact(label=_("Employer"), value="Công ty Cổ phần Đóng tàu Sông Cấm", url="#"),
    ]


def _progress() -> dict[str, object]:
    now = timezone.now()
    steps = [_("Who are you?"), _("Work you did"), _("What can you do?"), _("Work you want")]
    states = {0: "done", 1: "now"}
    return {
        "steps": [
            Step(label=label, url="#", state=states.get(at, "open"))  # type: ignore[arg-type]
            for at, label in enumerate(steps)
        ],
        "events": [
            Event(label=_("Registered"), state="done", at=now - timedelta(days=4)),
            Event(label=_("Refused"), state="failed", at=now - timedelta(days=1)),
            Event(label=_("Corrected and sent again"), state="now", at=now, note="Đã thêm giấy."),
            Event(label=_("Decision"), state="coming"),
        ],
    }


def _board() -> dict[str, object]:
    sewing = f"{occupation_label('sewing-machine-operator')}, {formats.months(36)}"
    states = {
        "invited": _("Invited"),
        "accepted": _("Accepted"),
        "declined": _("Declined"),
    }
    cards = {
        "invited": [
            BoardCard(
                name="Phạm Thị H.", url="#", status="invited", note=sewing, fit=82, move_url="#"
            ),
            BoardCard(name="Nguyễn Văn T.", url="#", status="invited", fit=55, move_url="#"),
        ],
        "accepted": [BoardCard(name="Lê Minh Đ.", url="#", status="accepted", move_url="#")],
    }
    return {
        "columns": [
            BoardColumn(label=label, cards=cards.get(state, [])) for state, label in states.items()
        ],
        "statuses": [Choice(value=state, label=label) for state, label in states.items()],
    }


def _figures() -> dict[str, object]:
    found_work = _("People who found work")
    by_month = (3900, 2100, 4800, 5200, 5600, 5900, 6100, 5400, 4700, 5000)
    for_each = (2.1, 1.9, 1.6, 1.4, 1.5, 1.3, 1.1, 1.2)
    oldest = _("oldest: %(age)s") % {"age": formats.duration(2 * 24 * 3600)}
    return {
        "tiles": [
            Tile(
                label=found_work,
                value=38_300,
                unit=_("people"),
                plan=58_500,
                planned_by_now=29_250,
                url="#",
            ),
            Tile(
                label=_("Work abroad"),
                value=540,
                unit=_("people"),
                plan=1_300,
                planned_by_now=650,
            ),
            Tile(label=_("Matching drives"), value=36, plan=34),
            Tile(label=_("Waiting for verification"), value=7, note=oldest),
        ],
        "bars": Chart(
            title=found_work,
            unit=_("people"),
            points=[(str(month), value) for month, value in enumerate(by_month, start=1)],
        ),
        "line": Chart(
            title=_("Job seekers for each opening"),
            kind="line",
            points=[(str(month), value) for month, value in enumerate(for_each, start=1)],
        ),
        "score_parts": [
            ScorePart(label=_("Occupation"), points=25, weight=25),
            ScorePart(label=_("Skills"), points=21, weight=30),
            ScorePart(label=_("Place of work"), points=14, weight=15),
            ScorePart(label=_("Pay"), points=10, weight=10),
        ],
    }


@require_safe
@permission_required("accounts.view_desk", raise_exception=True)
def styleguide(request: HttpRequest) -> HttpResponse:
    courses = _courses()
    context = {
        "links": [Link(label=_("Desk"), url="#")],
        "vacancies": _vacancies(),
        "courses": courses,
        "gap": Gap(skill=skill_label("tig-welding"), course=courses[0], jobs_opened=14),
        "gap_open": Gap(skill=_label("languages", "japanese")),
        "form": DemoForm({"pay": "tám triệu", "name": "Phạm Thị Hoa"}),
        "blank_form": DemoForm(auto_id="blank_%s"),
        "facts": _facts(),
        "drafted": "Thợ hàn 3G",
        "day": timezone.localdate() + timedelta(days=3),
        "shift": _label("shifts", "day"),
        "country": country_name("JP"),
        **_search(),
        **_progress(),
        **_board(),
        **_figures(),
    }
    return render(request, "styleguide.html", context)
