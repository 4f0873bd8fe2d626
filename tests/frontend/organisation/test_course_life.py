"""A course and its classes through pages, and what people type wrongly there."""

import pytest

from tests.factories import CourseFactory, IntakeFactory, OrganisationFactory
from tests.frontend.organisation.conftest import a_day, course_data
from training.models import Course, Intake

pytestmark = pytest.mark.django_db

NEW = "/dao-tao/khoa-hoc/moi/"


def edit(course: Course, end: str = "") -> str:
    return f"/dao-tao/khoa-hoc/{course.pk}/{end}"


def intake_data(**changes) -> dict:
    return {
        "starts_on": a_day(30),
        "ends_on": a_day(100),
        "enrol_until": a_day(25),
        "seats": "30",
        "shift": "evening",
        **changes,
    }


def test_from_a_title_to_the_end(centre, member_of) -> None:
    client = member_of(centre)
    asked = client.post(NEW, {"title": "Hàn cơ bản", "do": "propose"}).context["form"]
    assert not asked.errors
    assert "welder" in dict(asked.fields["occupations"].choices)
    asked = client.post(
        NEW, {"title": "Hàn cơ bản", "occupations": ["welder"], "do": "propose"}
    ).context["form"]
    assert "arc-welding" in dict(asked.fields["skills"].choices)

    client.post(NEW, course_data(skill_words="hàn TIG"))
    course = Course.objects.get()
    assert (course.status, course.centre, course.fee, course.months) == (
        "draft", centre, 3_000_000, 2.5,
    )  # fmt: skip
    assert (course.unit_id, course.hours_practice) == ("11755", 240)
    assert {s.pk for s in course.skills.all()} == {"arc-welding", "tig-welding"}

    added = client.post(edit(course, "lop/moi/"), intake_data(), follow=True)
    intake = Intake.objects.get()
    assert "0/30" in added.content.decode()
    client.post(edit(course), course_data(do="publish"))
    course.refresh_from_db()
    assert course.status == "published"
    assert "Hàn cơ bản" in client.get("/dao-tao/").content.decode()

    client.post(edit(course, f"lop/{intake.pk}/"), intake_data(seats="35"))
    intake.refresh_from_db()
    assert intake.seats == 35
    assert client.get(edit(course, f"lop/{intake.pk}/huy/")).status_code == 200
    client.post(edit(course, f"lop/{intake.pk}/huy/"))
    intake.refresh_from_db()
    assert intake.cancelled
    again = client.post(edit(course, f"lop/{intake.pk}/"), intake_data())
    assert "Lớp này đã huỷ" in again.content.decode()

    assert client.get(edit(course, "dong/")).status_code == 200
    client.post(edit(course, "dong/"))
    course.refresh_from_db()
    assert course.status == "closed"
    client.post(edit(course), course_data(do="publish"))
    course.refresh_from_db()
    assert course.status == "published"


def test_a_draft_is_deleted_and_nothing_else(centre, member_of) -> None:
    client = member_of(centre)
    opened = CourseFactory(centre=centre)
    draft = CourseFactory(centre=centre, status="draft", published_at=None)
    IntakeFactory(course=draft)
    assert client.get(edit(draft, "xoa/")).status_code == 200
    for course in (draft, opened):
        client.post(edit(course, "xoa/"))
    assert list(Course.objects.all()) == [opened]


def test_unverified_drafts_but_does_not_publish(member_of) -> None:
    waiting = OrganisationFactory(kind="training_centre", verification="pending")
    client = member_of(waiting)
    answer = client.post(NEW, course_data(do="publish"), follow=True)
    course = Course.objects.get()
    assert course.status == "draft"
    assert answer.redirect_chain == [(f"{edit(course)}?check=publish", 302)]
    assert answer.context["form"].non_field_errors()


def test_publishing_names_what_is_missing(centre, member_of) -> None:
    client = member_of(centre)
    data = course_data(do="publish", skills=[], occupations=[])
    answer = client.post(NEW, data, follow=True)
    assert set(answer.context["form"].errors) == {"skills", "occupations"}
    assert Course.objects.get().status == "draft"


def test_an_open_course_keeps_its_skills(centre, member_of) -> None:
    course = CourseFactory(centre=centre, skills=["arc-welding"])
    answer = member_of(centre).post(edit(course), course_data(skills=[]))
    assert set(answer.context["form"].errors) == {"skills"}
    assert [s.pk for s in course.skills.all()] == ["arc-welding"]


@pytest.mark.parametrize(
    ("changes", "fields"),
    [
        ({"title": ""}, {"title"}),
        ({"title": "x" * 5000}, {"title"}),
        ({"title": "ab\0"}, {"title"}),
        ({"title": "....."}, {"title"}),
        ({"description": ""}, {"description"}),
        ({"level": "nope"}, {"level"}),
        ({"level": ""}, {"level"}),
        ({"months": "0"}, {"months"}),
        ({"months": "-1"}, {"months"}),
        ({"months": "1e400"}, {"months"}),
        ({"months": "NaN"}, {"months"}),
        ({"months": "x"}, {"months"}),
        ({"hours_theory": "-1"}, {"hours_theory"}),
        ({"hours_practice": "9" * 30}, {"hours_practice"}),
        ({"fee": "-1"}, {"fee"}),
        ({"fee": "9" * 30}, {"fee"}),
        ({"place": ""}, {"place"}),
        ({"place": "KCN Tràng Duệ"}, {"place"}),
        ({"place": "An Dương"}, {"place_code"}),
        ({"entry_education": "nope"}, {"entry_education"}),
        ({"occupations": ["nope\0"]}, {"occupations"}),
        ({"occupation_words": "zzzz qqqq"}, {"occupation_words"}),
        ({"skills": ["nope"]}, {"skills"}),
        ({"skill_words": "bay lên mặt trăng"}, {"skill_words"}),
        ({"entry_note": "x" * 501}, {"entry_note"}),
    ],
)
def test_each_mistake_at_its_field_and_nothing_lost(centre, member_of, changes, fields) -> None:
    answer = member_of(centre).post(NEW, course_data(**changes))
    assert answer.status_code == 200
    form = answer.context["form"]
    assert set(form.errors) == fields
    for name, value in course_data(**changes).items():
        if name != "do":
            assert form[name].value() == value
    assert not Course.objects.exists()


@pytest.mark.parametrize(
    ("changes", "fields"),
    [
        ({"starts_on": a_day(-3), "enrol_until": a_day(-4)}, {"starts_on", "enrol_until"}),
        ({"starts_on": "30/02/2027"}, {"starts_on"}),
        ({"ends_on": a_day(3)}, {"ends_on"}),
        ({"enrol_until": a_day(40)}, {"enrol_until"}),
        ({"seats": "0"}, {"seats"}),
        ({"seats": "-4"}, {"seats"}),
        ({"seats": "9" * 30}, {"seats"}),
        ({"shift": "nope"}, {"shift"}),
    ],
)
def test_each_mistake_of_a_class_at_its_field(centre, member_of, changes, fields) -> None:
    course = CourseFactory(centre=centre)
    answer = member_of(centre).post(edit(course, "lop/moi/"), intake_data(**changes))
    assert set(answer.context["form"].errors) == fields
    assert not Intake.objects.exists()


def test_seats_never_fall_below_those_taken(centre, member_of) -> None:
    intake = IntakeFactory(course__centre=centre, seats_taken=12)
    client = member_of(centre)
    address = edit(intake.course, f"lop/{intake.pk}/")
    assert "12 người đã ghi danh" in client.get(address).content.decode()
    assert set(client.post(address, intake_data(seats="11")).context["form"].errors) == {"seats"}
