"""What the page of a course tells, to whom, and where it leads."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone, translation

from frontend.present import course_url
from portal.reference.models import LegalRate
from tests.factories import (
    TIEN_LANG,
    CourseFactory,
    EscUserFactory,
    IntakeFactory,
    MembershipFactory,
    OrganisationFactory,
    PersonFactory,
    VacancyFactory,
)
from tests.matching.makers import person, vacancy
from training.models import Course

pytestmark = pytest.mark.django_db

SKILLS = ["arc-welding", "mig-mag-welding"]


def today(days: int = 0):
    return timezone.localdate() + timedelta(days=days)


def test_the_facts_come_first_in_plain_words(read) -> None:
    row = CourseFactory(
        title="Hàn MIG sơ cấp", months="2.5", hours_theory=60, hours_practice=240, fee=3_200_000,
        entry_education="lower-secondary", entry_note="Đủ 15 tuổi.", skills=SKILLS,
        employer_commitment="Công ty A nhận 20 người", address="Khu 5",
    )  # fmt: skip
    page = read(course_url(row))
    assert page.status == 200
    assert page.facts["Học phí"] == "3.200.000 đ"
    assert page.facts["Nơi học"] == "Xã Tiên Lãng, Hải Phòng Khu 5"
    assert page.facts["Thời gian học"] == "2,5 tháng 60 giờ lý thuyết, 240 giờ thực hành"
    assert page.facts["Trình độ"] == "Sơ cấp"
    assert page.facts["Ai học được"] == "Tốt nghiệp Trung học cơ sở trở lên Đủ 15 tuổi."
    assert page.facts["Nơi nhận người học xong"] == "Công ty A nhận 20 người"
    assert "Hàn hồ quang tay" in page.section("Bạn học gì")
    assert row.centre.name in page.text


def test_a_free_course_for_everybody_says_so_in_english_too(read) -> None:
    row = CourseFactory(fee=0, months=1)
    with translation.override("en"):
        page = read(course_url(row))
    assert page.facts["Fee"] == "Free of charge"
    assert page.facts["Length"] == "1 month"
    assert page.facts["Who can join"] == "everybody"


def test_classes_to_come_by_their_first_day_with_free_seats(read) -> None:
    row = CourseFactory()
    IntakeFactory(course=row, starts_on=today(60), seats=25, seats_taken=20, shift="evening")
    IntakeFactory(course=row, starts_on=today(10), seats=25, seats_taken=25)
    IntakeFactory(course=row, starts_on=today(20), seats=77, cancelled=True)
    IntakeFactory(course=row, starts_on=today(5), enrol_until=today(-1), seats=88)
    section = read(course_url(row)).section("Khi nào khai giảng")
    assert section.index("đã đủ chỗ") < section.index("5 / 25")
    assert "Ca chiều – tối" in section
    assert "77" not in section
    assert "88" not in section


def test_no_class_is_no_full_class(read) -> None:
    section = read(course_url(CourseFactory())).section("Khi nào khai giảng")
    assert "Chưa có lịch mở lớp" in section


# Support by the state


def rate(code: str, group: str, amount: int, *, verified: bool = True) -> None:
    LegalRate.objects.create(
        code=code, scope=group, amount=amount, unit="VND/course", verified=verified,
        valid_from=today(-10), legal_source="1/2026/NĐ-CP, Article 3",
    )  # fmt: skip


@pytest.fixture
def _rates() -> None:
    LegalRate.objects.all().delete()
    rate("training-support-max", "rural-worker", 2_000_000, verified=False)
    rate("training-support-max", "disabled", 6_000_000)
    rate("ui-training-from-3-months", "unemployment-insurance", 1_000_000)


@pytest.mark.usefixtures("_rates")
def test_everybody_reads_which_groups_get_how_much(read) -> None:
    row = CourseFactory(subsidised=True, fee=5_000_000)
    page = read(course_url(row))
    assert page.facts["5.000.000 đ"] == "Người khuyết tật"
    assert page.facts["khoảng 2.000.000 đ (tạm tính)"] == "Lao động nông thôn"
    assert page.facts["3.000.000 đ"] == "Người đang hưởng trợ cấp thất nghiệp"
    assert "Bạn thuộc nhóm" not in page.text


@pytest.mark.usefixtures("_rates")
def test_a_seeker_reads_their_own_share_and_the_law(read) -> None:
    row = CourseFactory(subsidised=True, fee=5_000_000)
    page = read(course_url(row), PersonFactory(rural=True).user)
    assert (
        "nhóm “Lao động nông thôn”, có thể được hỗ trợ khoảng 2.000.000 đ (tạm tính)" in page.text
    )
    assert "1/2026/NĐ-CP, Điều 3" in page.text
    assert "Bạn thuộc nhóm" not in read(course_url(row), PersonFactory(rural=False).user).text


@pytest.mark.usefixtures("_rates")
def test_without_support_only_insurance_pays(read) -> None:
    section = read(course_url(CourseFactory(subsidised=False, fee=5_000_000))).section(
        "Nhà nước hỗ trợ"
    )
    assert "trợ cấp thất nghiệp" in section
    assert "Người khuyết tật" not in section


# Where it leads


def test_it_leads_to_trades_with_open_vacancies(read) -> None:
    row = CourseFactory(occupations=["welder", "cook"], skills=SKILLS)
    vacancy(SKILLS[:1], title="Hàn một")
    vacancy(SKILLS, title="Hàn hai")
    VacancyFactory(title="Hàn nháp", status="draft", published_at=None)
    page = read(course_url(row))
    assert "Thợ hàn: 2 việc đang tuyển" in page.section("Học xong làm được việc gì")
    assert "hôm nay chưa có việc đang tuyển" in page.section("Học xong làm được việc gì")
    assert 'href="/tim-viec/?occupation=welder"' in page.html
    section = page.section("Việc đang tuyển cần nghề này")
    assert section.index("Hàn hai") < section.index("Hàn một")
    assert "Hàn nháp" not in section


def test_what_it_leads_to_abroad_has_a_count_and_a_search_of_its_own(read) -> None:
    agency = OrganisationFactory(kind="overseas_agency", licence_valid_until=today(90))
    VacancyFactory(
        employer=agency, kind="overseas", country="JP", unit=None, contract_approval_number="1"
    )
    row = CourseFactory()
    page = read(course_url(row))
    section = page.section("Học xong làm được việc gì")
    assert "1 việc ở nước ngoài" in section
    assert "hôm nay chưa có" not in section
    assert "/tim-viec/?occupation=welder&amp;kind=overseas" in page.html
    VacancyFactory()
    assert "1 việc đang tuyển · 1 việc ở nước ngoài" in read(course_url(row)).section(
        "Học xong làm được việc gì"
    )


def test_the_key_action_is_to_reach_the_centre(read, settings) -> None:
    settings.HELP_PHONE = "02253842042"
    row = CourseFactory(centre__phone="0912345678")
    assert read(course_url(row)).actions == [
        ("Gọi trung tâm đào tạo", "tel:+84912345678"),
        ("Hỏi Trung tâm", "tel:02253842042"),
    ]


def test_how_far_it_is_from_home(read) -> None:
    row = CourseFactory(unit_id=TIEN_LANG)
    page = read(course_url(row), PersonFactory(unit_id=TIEN_LANG).user)
    assert "cách nhà bạn dưới 1 km" in page.facts["Nơi học"]


# Who may see what


def states() -> dict[str, Course]:
    centre = OrganisationFactory(kind="training_centre")
    return {
        "open": CourseFactory(centre=centre),
        "draft": CourseFactory(centre=centre, status="draft", published_at=None),
        "closed": CourseFactory(centre=centre, status="closed", closed_at=timezone.now()),
        "of a suspended one": CourseFactory(centre__verification="suspended"),
        "closed, of a suspended one": CourseFactory(
            centre__verification="suspended", status="closed"
        ),
    }


PUBLIC = {
    "open": 200, "draft": 404, "closed": 410, "of a suspended one": 404,
    "closed, of a suspended one": 404,
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
    seen = {state: read(course_url(row), user).status for state, row in states().items()}
    assert seen == expected


def test_its_own_people_see_it_in_every_state_with_a_note(read) -> None:
    notes = {
        "open": "", "draft": "Đây là bản nháp", "closed": "Khoá học đã đóng",
        "of a suspended one": "chưa được xác minh",
        "closed, of a suspended one": "chưa được xác minh",
    }  # fmt: skip
    for state, row in states().items():
        page = read(course_url(row), MembershipFactory(organisation=row.centre).user)
        assert page.status == 200, state
        assert notes[state] in page.text, state
        assert f"/dao-tao/khoa-hoc/{row.pk}/" in page.html, state
        noindex = '<meta name="robots" content="noindex"' in page.html
        assert noindex == (state != "open"), state


def test_a_closed_one_says_so_and_what_is_open(read) -> None:
    row = CourseFactory(title="Hàn cũ", status="closed", closed_at=timezone.now())
    CourseFactory(title="Hàn mới")
    page = read(course_url(row))
    assert page.status == 410
    assert "không nhận thêm người học" in page.text
    assert "Hàn mới" in page.section("Khoá học tương tự")
    assert '<meta name="robots" content="noindex"' in page.html
    assert "ld+json" not in page.html


def test_another_slug_leads_to_the_right_one() -> None:
    row = CourseFactory(title="Hàn TIG cơ bản")
    answer = Client().get(f"/khoa-hoc/x-{row.pk}/?place=11755")
    assert answer.status_code == 301
    assert answer["Location"] == f"/khoa-hoc/han-tig-co-ban-{row.pk}/?place=11755"
    assert Client().get("/khoa-hoc/han-99999999999999999999/").status_code == 404


@pytest.mark.parametrize("who", ["nobody", "seeker"])
def test_the_number_of_queries_does_not_grow(queries_of, who) -> None:
    user = person(wanted=["welder"], rural=True).user if who == "seeker" else None
    row = CourseFactory(subsidised=True, occupations=["welder", "cook"], skills=SKILLS[:1])
    IntakeFactory(course=row)
    VacancyFactory()
    IntakeFactory()
    few = queries_of(course_url(row), user)
    row.skills.set(SKILLS)
    row.occupations.add("waiter")
    for number in range(4):
        IntakeFactory(course=row, starts_on=today(40 + number))
        VacancyFactory(title=f"Thợ hàn số {number}")
        IntakeFactory(course=CourseFactory(skills=SKILLS))
    assert queries_of(course_url(row), user) == few
    assert few <= (23 if user else 14)
