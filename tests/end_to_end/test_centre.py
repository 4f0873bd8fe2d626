"""A training centre runs a class: enrolling, a waiting list, support, certificates."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from portal.people.models import Person
from tests.end_to_end.people import day_in, fill, press, press_main, sign_in, tick
from tests.factories import (
    CourseFactory,
    IntakeFactory,
    MembershipFactory,
    OrganisationFactory,
    PersonFactory,
    UserFactory,
)
from training.enrolment.models import Certificate, Enrolment, SupportClaim
from training.models import Intake

LEARNERS = ("Nguyễn Thị Một", "Trần Văn Hai", "Lê Thị Ba")


def _learner(number: int, name: str) -> Person:
    return PersonFactory(
        full_name=name,
        user=UserFactory(phone=f"+8491230000{number}", full_name=name),
        birth_date="1974-05-17",
        rural=True,
        priority_groups=["rural-worker"],
    )


def _enrol(page: Page, intake: Intake, person: Person) -> Enrolment:
    """On their phone, with support as one of the groups."""
    sign_in(page, login=person.user.phone.as_e164)
    page.goto(f"/ghi-danh/{intake.pk}/")
    tick(page, "route", "group")
    press_main(page)
    page.wait_for_url("**/khoa-hoc-cua-toi/**")
    return Enrolment.objects.get(person=person)


def _decided(page: Page, intake: Intake, enrolment: Enrolment) -> None:
    """The claim goes to the commune, which approves it."""
    page.goto(f"/dao-tao/khoa-hoc/{intake.course_id}/lop/{intake.pk}/ghi-danh/{enrolment.pk}/")
    press(page, "papers")
    fill(page, requested_on=day_in(0))
    press(page, "request")
    tick(page, "outcome", "approved")
    fill(page, decided_on=day_in(0), number="12/QĐ-UBND")
    press(page, "decision")
    expect(page.locator("main")).to_contain_text("12/QĐ-UBND")


def _taught(page: Page, intake: Intake, learners: list[Enrolment]) -> None:
    """Attendance of a day, results and certificates."""
    # Three weeks have gone by.
    today = timezone.localdate()
    Intake.objects.filter(pk=intake.pk).update(
        starts_on=today - timedelta(days=20),
        ends_on=today,
        enrol_until=today - timedelta(days=25),
    )
    Enrolment.objects.filter(status="accepted").update(status="studying")
    here = f"/dao-tao/khoa-hoc/{intake.course_id}/lop/{intake.pk}/"
    page.goto(f"{here}diem-danh/?day={day_in(-1)}")
    tick(page, f"state-{learners[0].pk}", "absent")
    page.locator("main form[method=post] button[type=submit]").last.click()
    assert {e.attendances.get().state for e in learners} == {"absent", "present"}
    page.goto(f"{here}ket-qua/")
    for learner in learners:
        page.locator(f"main select[name=grade-{learner.pk}]").select_option("pass")
        fill(page, **{f"score-{learner.pk}": "8,5"})
    press(page, "save")
    press(page, "certify")
    expect(page.locator("main button[value=certify]")).to_have_count(0)


@pytest.mark.parametrize("phone", [True, False], ids=["phone", "desktop"])
def test_a_class_from_opening_to_certificates(open_context, phone: bool) -> None:
    centre = OrganisationFactory(kind="training_centre", name="Trung tâm Dạy nghề Thử")
    clerk = UserFactory(email="day@example.com", phone=None)
    MembershipFactory(user=clerk, organisation=centre)
    course = CourseFactory(centre=centre, subsidised=True, fee=1_800_000, title="Hàn điện cơ bản")
    intake = IntakeFactory(course=course, seats=2)
    people = [_learner(number, name) for number, name in enumerate(LEARNERS)]
    pages = [open_context(phone=True, script=False) for _ in people]
    one, two, three = (_enrol(p, intake, who) for p, who in zip(pages, people, strict=True))
    assert [one.status, two.status, three.status] == ["accepted", "accepted", "waiting"]
    expect(pages[2].locator("main")).to_contain_text("thứ 1")

    pages[0].goto(f"/khoa-hoc-cua-toi/{one.pk}/rut/")
    pages[0].locator("main form[method=post] button[type=submit]").click()
    pages[2].reload()
    expect(pages[2].locator("main .tag").first).not_to_contain_text("chờ")
    three.refresh_from_db()
    assert three.status == "accepted"

    office = open_context(phone=phone)
    sign_in(office, login="day@example.com")
    _decided(office, intake, two)
    _taught(office, intake, [two, three])
    claim = SupportClaim.objects.get(enrolment=two)
    assert claim.amount > 0
    office.goto(f"/dao-tao/khoa-hoc/{course.pk}/lop/{intake.pk}/ho-tro/")
    expect(office.locator("main")).to_contain_text(f"{claim.amount:,}".replace(",", "."))
    assert office.evaluate("document.documentElement.scrollWidth") <= (360 if phone else 1280)

    certificate = Certificate.objects.get(enrolment=three)
    stranger = open_context(phone=True)
    stranger.goto(f"/chung-chi/{certificate.number}/")
    expect(stranger.locator("main")).to_contain_text("Hàn điện cơ bản")
    expect(stranger.locator("main")).not_to_contain_text("Lê Thị Ba")
