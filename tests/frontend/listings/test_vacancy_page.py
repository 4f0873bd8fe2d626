"""What the page of a vacancy tells, to whom, and where it leads."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone, translation

from frontend.present import vacancy_url
from jobs.models import Vacancy
from portal.people.services import withdraw_consent
from portal.reference.models import IndustrialPark
from tests.factories import (
    AN_DUONG,
    TIEN_LANG,
    ApplicationFactory,
    CourseFactory,
    EscUserFactory,
    IntakeFactory,
    MembershipFactory,
    OrganisationFactory,
    PersonFactory,
    UserFactory,
    VacancyFactory,
)
from tests.matching.makers import person, vacancy

pytestmark = pytest.mark.django_db

BACH_LONG_VI = "11948"
SKILLS = ["arc-welding", "mig-mag-welding"]


def today(days: int = 0):
    return timezone.localdate() + timedelta(days=days)


def agency(**fields):
    return OrganisationFactory(
        kind="overseas_agency", licence_number="12/GP", licence_valid_until=today(90), **fields
    )


def overseas(**fields) -> Vacancy:
    values = {
        "kind": "overseas", "country": "JP", "unit": None, "contract_approval_number": "45/HD",
        "term_months": 36, "orientation": "Học tiếng 4 tháng ở Hải Phòng",
    }  # fmt: skip
    return VacancyFactory(**({"employer": agency()} | values | fields))


def test_the_facts_come_first_in_plain_words(read) -> None:
    row = vacancy(
        SKILLS, title="Thợ hàn đóng tàu", shifts=["day"], contract="indefinite",
        hours_per_week=48, openings=5, openings_left=3, experience_months=24,
        education="lower-secondary", cmkt="elementary", valid_through=today(3),
        address="Số 1 đường A", welfare=["shuttle", "dormitory"],
        physical_conditions=["indoor", "standing-little"],
    )  # fmt: skip
    page = read(vacancy_url(row))
    assert page.status == 200
    assert page.facts["Lương"] == "9–14 triệu đ/tháng"
    assert page.facts["Nơi làm việc"] == "Phường An Dương, Hải Phòng Số 1 đường A"
    assert page.facts["Ca làm"] == "Ca ngày"
    assert page.facts["Hợp đồng"] == "Không xác định thời hạn · Toàn thời gian"
    assert page.facts["Giờ làm"] == "48 giờ một tuần"
    assert page.facts["Hạn nộp"].endswith("còn 3 ngày")
    assert page.facts["Còn tuyển"] == "3 trong số 5 người"
    assert page.facts["Kinh nghiệm"] == "2 năm"
    assert page.facts["Học vấn"] == "Tốt nghiệp Trung học cơ sở"
    assert page.facts["Trình độ chuyên môn"] == "Sơ cấp"
    assert page.facts["Đứng hoặc đi lại"] == "Hầu như không có"
    assert "Xe đưa đón" in page.section("Bạn được gì")
    assert "Hàn hồ quang tay" in page.section("Cần gì")
    assert row.employer.name in page.text


def test_work_abroad_names_country_licence_contract_and_term(read) -> None:
    page = read(vacancy_url(overseas()))
    assert page.facts["Nước"] == "Nhật Bản"
    assert page.facts["Giấy phép của công ty"].startswith("12/GP")
    assert page.facts["Số đăng ký hợp đồng"] == "45/HD"
    assert page.facts["Thời hạn"] == "3 năm"
    assert page.facts["Giáo dục định hướng trước khi đi"] == "Học tiếng 4 tháng ở Hải Phòng"
    assert "môi giới" in page.text


def test_it_reads_in_english(read) -> None:
    row = vacancy(SKILLS, shifts=["day"])
    with translation.override("en"):
        address = vacancy_url(row)
    page = read(address)
    assert address.startswith("/en/viec-lam/")
    assert page.facts["Pay"] == "9–14 million VND/month"
    assert page.facts["Shift"] == "Day shift"
    assert 'lang="en"' in page.html


# Who may see what


def states() -> dict[str, Vacancy]:
    employer = OrganisationFactory()
    closed = {"status": "closed", "close_reason": "withdrawn", "closed_at": timezone.now()}
    return {
        "open": VacancyFactory(employer=employer),
        "draft": VacancyFactory(employer=employer, status="draft", published_at=None),
        "closed": VacancyFactory(employer=employer, **closed),
        "expired": VacancyFactory(employer=employer, valid_through=today(-1)),
        "filled": VacancyFactory(employer=employer, openings=2, openings_left=0),
        "of a suspended one": VacancyFactory(employer__verification="suspended"),
        "of an unverified one": VacancyFactory(employer__verification="pending"),
        "closed, of a suspended one": VacancyFactory(employer__verification="suspended", **closed),
        "licence over": overseas(
            employer=OrganisationFactory(
                kind="overseas_agency", licence_number="1", licence_valid_until=today(-1)
            )
        ),
    }


PUBLIC = {
    "open": 200, "draft": 404, "closed": 410, "expired": 410, "filled": 410,
    "of a suspended one": 404, "of an unverified one": 404, "closed, of a suspended one": 404,
    "licence over": 410,
}  # fmt: skip
ESC = dict.fromkeys(PUBLIC, 200) | {"draft": 404}


@pytest.mark.parametrize(
    ("who", "expected"),
    [("nobody", PUBLIC), ("seeker", PUBLIC), ("member of another", PUBLIC), ("esc", ESC)],
)
def test_who_may_see_which_state(read, who, expected) -> None:
    user = {
        "nobody": lambda: None,
        "seeker": lambda: PersonFactory().user,
        "member of another": lambda: MembershipFactory().user,
        "esc": EscUserFactory,
    }[who]()
    seen = {state: read(vacancy_url(row), user).status for state, row in states().items()}
    assert seen == expected


def test_its_own_people_see_it_in_every_state_with_a_note(read) -> None:
    notes = {
        "open": "", "draft": "Đây là bản nháp", "closed": "Nhà tuyển dụng dừng tuyển",
        "expired": "Hết hạn nhận hồ sơ", "filled": "Đã tuyển đủ",
        "of a suspended one": "chưa được xác minh", "of an unverified one": "chưa được xác minh",
        "closed, of a suspended one": "chưa được xác minh",
        "licence over": "Giấy phép hoặc hợp đồng đã hết hiệu lực",
    }  # fmt: skip
    for state, row in states().items():
        member = MembershipFactory(organisation=row.employer).user
        page = read(vacancy_url(row), member)
        assert page.status == 200, state
        assert notes[state] in page.text, state
        assert f"/tuyen-dung/tin/{row.pk}/" in page.html, state
        noindex = '<meta name="robots" content="noindex"' in page.html
        assert noindex == (state != "open"), state


def test_who_left_sees_no_draft(read) -> None:
    member = MembershipFactory(left_at=timezone.now())
    draft = VacancyFactory(employer=member.organisation, status="draft", published_at=None)
    assert read(vacancy_url(draft), member.user).status == 404


def test_others_are_offered_no_editing(read) -> None:
    row = VacancyFactory()
    for user in (None, PersonFactory().user, MembershipFactory().user, EscUserFactory()):
        assert f"/tuyen-dung/tin/{row.pk}/" not in read(vacancy_url(row), user).html


@pytest.mark.parametrize("pk", ["0", "99999999", "9" * 30, "9" * 5000])
def test_there_is_nothing_under_a_foreign_number(read, pk) -> None:
    assert read(f"/viec-lam/tho-han-{pk}/").status == 404


def test_only_reading_is_possible() -> None:
    row = VacancyFactory()
    assert Client().post(vacancy_url(row)).status_code == 405


# Addresses


def test_another_slug_leads_to_the_right_one() -> None:
    row = VacancyFactory(title="Thợ Điện – Đo lường 3/7")
    answer = Client().get(f"/viec-lam/cu-{row.pk}/?place=11755&x=1")
    assert answer.status_code == 301
    assert answer["Location"] == f"/viec-lam/tho-dien-do-luong-37-{row.pk}/?place=11755&x=1"
    assert "no-cache" in answer["Cache-Control"]
    assert Client().get(answer["Location"]).status_code == 200
    in_english = Client().get(f"/en/viec-lam/cu-{row.pk}/")
    assert in_english["Location"].startswith("/en/viec-lam/tho-dien-")


@pytest.mark.parametrize("title", ["🙂🙂🙂", "工人招聘", "---", "Thợ hàn 3-5-7"])
def test_every_title_has_an_address(read, title) -> None:
    row = VacancyFactory(title=title)
    assert read(vacancy_url(row)).status == 200


def test_the_address_without_parameters_is_the_one_to_keep(read, settings) -> None:
    row = VacancyFactory()
    head = read(vacancy_url(row) + "?place=11755").html.partition("</head>")[0]
    assert f'<link rel="canonical" href="{settings.BASE_URL}{vacancy_url(row)}"' in head
    assert f'<meta property="og:title" content="{row.title}"' in head
    assert f'hreflang="en" href="{settings.BASE_URL}/en{vacancy_url(row)}' in head
    assert (
        f'content="9–14 triệu đ/tháng · Phường An Dương, Hải Phòng · {row.employer.name}.' in head
    )


# How far it is


def test_from_home_for_who_said_where_they_live(read) -> None:
    row = VacancyFactory(unit_id=AN_DUONG)
    page = read(vacancy_url(row) + "?place=11914", PersonFactory(unit_id=TIEN_LANG).user)
    assert "cách nhà bạn 15 km" in page.facts["Nơi làm việc"]


def test_from_the_place_in_the_address_for_others(read) -> None:
    row = VacancyFactory(unit_id=AN_DUONG)
    assert "cách Xã Tiên Lãng 15 km" in read(vacancy_url(row) + "?place=11755").text
    assert "cách bạn" in read(vacancy_url(row) + "?lat=20.73&lon=106.55").text


@pytest.mark.parametrize(
    "query",
    ["place=31", "place=xx", "place=", "lat=nan&lon=1", "lat=1", "lat=91&lon=1", "lat=a&lon=b",
     "lat=inf&lon=inf", "place=%00", "place=%ED%A0%80", "place=" + "9" * 3000],
)  # fmt: skip
def test_what_is_no_place_is_left_aside(read, query) -> None:
    page = read(vacancy_url(VacancyFactory()) + "?" + query)
    assert page.status == 200
    assert "cách" not in page.facts["Nơi làm việc"]


def test_across_water_there_is_no_distance(read) -> None:
    page = read(vacancy_url(VacancyFactory(unit_id=BACH_LONG_VI)) + "?place=11755")
    assert "cách" not in page.facts["Nơi làm việc"]


def test_a_park_is_measured_from_itself(read) -> None:
    park = IndustrialPark.objects.exclude(unit__island=True).order_by("pk")[0]
    row = VacancyFactory(unit=park.unit, industrial_park=park)
    page = read(vacancy_url(row) + f"?lat={park.lat}&lon={park.lon}")
    assert "dưới 1 km" in page.facts["Nơi làm việc"]


# How it fits


def test_a_seeker_reads_how_it_fits_and_what_is_missing(read) -> None:
    row = vacancy(SKILLS, experience_months=24, cmkt="elementary")
    seeker = person(wanted=["welder"], skills=SKILLS[:1], cmkt="elementary", unit_id=AN_DUONG)
    page = read(vacancy_url(row), seeker.user)
    assert "/100" in page.section("Việc này hợp với bạn tới đâu")
    marks = page.marks("Cần gì")
    assert marks["Hàn hồ quang tay"] == "fits"
    assert marks["Hàn MIG/MAG"] == "missing"
    assert marks["Trình độ chuyên môn: Sơ cấp"] == "fits"
    assert marks["Kinh nghiệm: 2 năm"] == "missing"


def test_work_that_was_ruled_out_has_no_score_but_a_reason(read) -> None:
    seeker = person(wanted=["welder"], wish={"overseas": False})
    page = read(vacancy_url(overseas()), seeker.user)
    section = page.section("Việc này hợp với bạn tới đâu")
    assert "bạn chưa chọn đi nước ngoài" in section
    assert "/100" not in section


def test_nothing_is_compared_without_a_consent_that_holds(read) -> None:
    withdrawn = person(wanted=["welder"])
    withdraw_consent(person_id=withdrawn.pk, purpose="matching")
    for seeker in (withdrawn, person(wanted=["welder"], agrees=False)):
        page = read(vacancy_url(vacancy(SKILLS)), seeker.user)
        assert "/100" not in page.text
        assert "Bạn chưa đồng ý nhận gợi ý" in page.text
        assert "/du-lieu-cua-toi/" in page.html


def test_others_learn_how_to_see_it(read) -> None:
    address = vacancy_url(VacancyFactory())
    stranger = read(address)
    assert f"/accounts/login/?next={address}" in stranger.html
    assert "/100" not in stranger.text
    assert "Điền hồ sơ để xem" in read(address, UserFactory()).text
    for user in (MembershipFactory().user, EscUserFactory()):
        assert "hợp với bạn" not in read(address, user).text


@pytest.mark.usefixtures("engine")
def test_a_missing_skill_names_the_course_that_closes_it(read, index_all) -> None:
    row = vacancy(SKILLS)
    IntakeFactory(course=CourseFactory(title="Hàn MIG sơ cấp", skills=SKILLS[1:]), seats=7)
    index_all()
    seeker = person(wanted=["welder"], skills=SKILLS[:1], unit_id=TIEN_LANG)
    section = read(vacancy_url(row), seeker.user).section("Khoá học chuẩn bị cho việc này")
    assert "Thiếu: Hàn MIG/MAG" in section
    assert "còn 7 chỗ" in section
    assert section.count("Hàn MIG sơ cấp") == 1


# What stands beside it


def test_courses_with_free_seats_come_first_and_unrelated_ones_not(read) -> None:
    row = vacancy(SKILLS)
    CourseFactory(title="Hàn không lịch")
    IntakeFactory(course__title="Hàn còn chỗ")
    CourseFactory(title="Nấu ăn", occupations=["cook"])
    section = read(vacancy_url(row)).section("Khoá học chuẩn bị cho việc này")
    assert section.index("Hàn còn chỗ") < section.index("Hàn không lịch")
    assert "Nấu ăn" not in section
    assert "Tất cả khoá học: Thợ hàn (2)" in section


def test_the_search_for_the_trade_is_the_one_that_lists_this_vacancy(read) -> None:
    VacancyFactory()
    row, abroad = VacancyFactory(), overseas()
    overseas()
    assert 'href="/tim-viec/?occupation=welder"' in read(vacancy_url(row)).html
    html = read(vacancy_url(abroad)).html
    assert 'href="/tim-viec/?occupation=welder&amp;kind=overseas"' in html
    assert 'href="/tim-viec/?occupation=welder"' not in html


def test_similar_ones_are_open_and_of_the_trade(read) -> None:
    row = VacancyFactory(title="Thợ hàn gốc")
    VacancyFactory(title="Thợ hàn khác")
    VacancyFactory(title="Thợ hàn nháp", status="draft", published_at=None)
    VacancyFactory(title="Phụ bếp", occupation_id="cook")
    section = read(vacancy_url(row)).section("Việc tương tự")
    assert "Thợ hàn khác" in section
    for other in ("Thợ hàn gốc", "Thợ hàn nháp", "Phụ bếp"):
        assert other not in section


def test_the_key_action_is_to_apply_and_the_next_to_reach_the_employer(read, settings) -> None:
    settings.HELP_PHONE = "02253842042"
    called = VacancyFactory(employer__phone="0912345678", employer__email="a@b.vn")
    assert read(vacancy_url(called)).actions == [
        ("Ứng tuyển", f"/viec-lam/{called.pk}/ung-tuyen/"),
        ("Gọi nhà tuyển dụng", "tel:+84912345678"),
    ]
    written = VacancyFactory(employer__email="a+c@b.vn", title="Thợ hàn & gò")
    words, address = read(vacancy_url(written)).actions[1]
    assert words == "Viết cho nhà tuyển dụng"
    assert address == "mailto:a%2Bc@b.vn?subject=Th%E1%BB%A3%20h%C3%A0n%20%26%20g%C3%B2"
    asked = read(vacancy_url(VacancyFactory())).actions[1]
    assert asked == ("Hỏi Trung tâm", "tel:02253842042")


def test_who_applied_is_led_to_the_application_and_its_own_people_to_none(read) -> None:
    application = ApplicationFactory()
    vacancy = application.vacancy
    action = read(vacancy_url(vacancy), application.person.user).actions[0]
    assert action == ("Xem hồ sơ ứng tuyển của bạn", f"/ung-tuyen/{application.pk}/")
    member = MembershipFactory(organisation=vacancy.employer).user
    assert not [a for a in read(vacancy_url(vacancy), member).actions if "ung-tuyen" in a[1]]


def test_how_reliably_an_employer_answers_is_told(read) -> None:
    vacancy = VacancyFactory()
    assert "Phản hồi" not in read(vacancy_url(vacancy)).html
    ApplicationFactory.create_batch(10, vacancy=vacancy, status="invited")
    assert "Trả lời 100 % hồ sơ trong 14 ngày" in read(vacancy_url(vacancy)).html


def test_what_is_not_open_offers_no_way_to_apply(read, settings) -> None:
    settings.HELP_PHONE = "02253842042"
    draft = VacancyFactory(status="draft", published_at=None, employer__phone="0912345678")
    member = MembershipFactory(organisation=draft.employer).user
    assert read(vacancy_url(draft), member).actions == []


# Where one was


def test_a_closed_one_says_why_and_what_is_open(read) -> None:
    row = VacancyFactory(
        title="Thợ hàn cũ", status="closed", close_reason="filled", closed_at=timezone.now()
    )
    VacancyFactory(title="Thợ hàn mới")
    page = read(vacancy_url(row))
    assert page.status == 410
    assert "Thợ hàn cũ" in page.text
    assert page.facts["Lý do"] == "Đã tuyển đủ"
    assert "Thợ hàn mới" in page.section("Việc tương tự")
    assert '<meta name="robots" content="noindex"' in page.html
    assert "ld+json" not in page.html
    assert row.description not in page.text


@pytest.mark.parametrize("who", ["nobody", "seeker"])
def test_the_number_of_queries_does_not_grow(queries_of, who) -> None:
    user = person(wanted=["welder"], skills=SKILLS).user if who == "seeker" else None
    row = vacancy(SKILLS[:1])
    VacancyFactory()
    IntakeFactory()
    few = queries_of(vacancy_url(row), user)
    for number in range(4):
        VacancyFactory(title=f"Thợ hàn số {number}")
        IntakeFactory(course=CourseFactory(skills=SKILLS))
    for skill in ("oxy-gas-cutting", "metal-grinding", "tig-welding"):
        row.skill_links.create(skill_id=skill, essential=skill != "tig-welding")
    assert queries_of(vacancy_url(row), user) == few
    assert few <= (36 if user else 9)
