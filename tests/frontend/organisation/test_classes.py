"""A centre runs a class, from the first enrolment to what it hands in."""

import io
from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from portal.accounts.models import Organisation
from portal.people.services import give_consent
from tests.factories import EnrolmentFactory, EscUserFactory, SupportClaimFactory
from tests.queries import count_queries
from tests.training.enrolment.conftest import begun, grown_up, small_class
from training.enrolment.models import Attendance, Certificate, Enrolment, SupportClaim
from training.enrolment.services import enrol
from training.enrolment.support import claim_support
from training.models import Intake

pytestmark = pytest.mark.django_db


@pytest.fixture
def intake(centre: Organisation) -> Intake:
    return small_class(seats=3, course__centre=centre)


@pytest.fixture
def member(member_of: Callable[..., Client], centre: Organisation) -> Client:
    return member_of(centre)


def url(view: str, intake: Intake, *more: int) -> str:
    return reverse(view, args=[intake.course_id, intake.pk, *more])


def page_of(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def enrolled(intake: Intake, **fields: object) -> Enrolment:
    return enrol(person_id=grown_up(**fields).pk, intake_id=intake.pk)


class TestOnePerson:
    def test_from_being_looked_into_to_a_decision(self, member: Client, intake: Intake) -> None:
        row = enrolled(intake, birth_date=None, full_name="Bùi Văn Xét")
        claim = claim_support(enrolment_id=row.pk, route="group")
        address = url("intake_person", intake, row.pk)
        assert address in page_of(member, url("intake_applicants", intake))
        assert "Hồ sơ chưa có ngày sinh" in page_of(member, address)
        today = f"{timezone.localdate():%d/%m/%Y}"
        for sent in (
            {"do": "accept"},
            {"do": "papers"},
            {"do": "measures", "distance_km": "20", "study_days": "38"},
            {"do": "request", "requested_on": today},
            {"do": "decision", "outcome": "approved", "decided_on": today, "number": "9/QĐ"},
        ):
            assert member.post(address, sent).status_code == 302, sent
        row.refresh_from_db()
        claim = SupportClaim.objects.get(pk=claim.pk)
        assert (row.status, claim.state, claim.study_days) == ("accepted", "approved", 38)
        assert row.documents_checked_at
        page_of(member, address)

    def test_what_is_wrong_stands_at_its_form(self, member: Client, intake: Intake) -> None:
        row = enrolled(intake)
        claim_support(enrolment_id=row.pk, route="group")
        address = url("intake_person", intake, row.pk)
        for sent in (
            {"do": "refuse", "reason": ""},
            {"do": "measures", "distance_km": "xa", "study_days": "9999"},
            {"do": "request", "requested_on": "31/12/2090"},
        ):
            answer = member.post(address, sent)
            assert answer.status_code == 200
            assert "field-invalid" in answer.content.decode()
        assert member.post(address, {"do": "nonsense"}).status_code == 400

    def test_a_phone_is_shown_to_whom_the_person_agreed_and_noted(
        self, member: Client, intake: Intake
    ) -> None:
        row = enrolled(intake)
        address = url("intake_person", intake, row.pk)
        assert 'value="phone"' not in page_of(member, address)
        member.post(address, {"do": "phone"})
        assert row.person.contact_views.count() == 0
        give_consent(person_id=row.person_id, purpose="contact", organisation=intake.course.centre)
        answer = member.post(address, {"do": "phone"}, follow=True)
        assert row.person.user.phone.as_national.replace(" ", "") in (
            answer.content.decode().replace(" ", "")
        )
        assert row.person.contact_views.count() == 1

    def test_a_person_of_another_class_is_not_there(self, member: Client, intake: Intake) -> None:
        other = enrolled(small_class(course__centre=intake.course.centre))
        assert member.get(url("intake_person", intake, other.pk)).status_code == 404

    def test_the_staff_of_the_city_read(self, intake: Intake, signed_in) -> None:
        row = enrolled(intake)
        officer = signed_in(EscUserFactory())
        address = url("intake_person", intake, row.pk)
        assert 'name="do"' not in page_of(officer, address)
        assert officer.post(address, {"do": "accept"}).status_code == 403


class TestTeaching:
    def test_a_class_is_marked_graded_and_certified(self, member: Client, intake: Intake) -> None:
        rows = [enrolled(intake, full_name=name) for name in ("An", "Bình", "Chi")]
        begun(intake)
        today = f"{timezone.localdate():%d/%m/%Y}"
        address = url("intake_attendance", intake)
        assert page_of(member, address).count("checked") == 3, "everybody is there at first"
        states = {f"state-{rows[0].pk}": "present", f"state-{rows[1].pk}": "absent"}
        assert member.post(address, {"day": today} | states).status_code == 302
        assert dict(Attendance.objects.values_list("enrolment", "state")) == {
            rows[0].pk: "present",
            rows[1].pk: "absent",
        }
        address = url("intake_results", intake)
        grades = {f"grade-{rows[0].pk}": "pass", f"score-{rows[0].pk}": "8,5"}
        wrong = grades | {f"grade-{rows[1].pk}": "pass", f"score-{rows[1].pk}": "11"}
        answer = member.post(address, wrong | {"do": "save"})
        assert 'value="8,5"' in answer.content.decode(), "nothing typed is lost"
        assert not Enrolment.objects.filter(grade="pass").exists()
        fail = {f"grade-{rows[1].pk}": "fail"}
        assert member.post(address, grades | fail | {"do": "save"}).status_code == 302
        assert member.post(address, {"do": "certify"}).status_code == 302
        assert Certificate.objects.get().enrolment == rows[0]
        assert Certificate.objects.get().number in page_of(member, url("intake_roster", intake))
        rows[1].refresh_from_db()
        assert rows[1].status == "failed"

    @pytest.mark.parametrize("day", ["", "hôm nay", "01/01/2020", "31/12/2090"])
    def test_a_day_that_is_none_of_the_class(
        self, member: Client, intake: Intake, day: str
    ) -> None:
        row = enrolled(intake)
        begun(intake)
        sent = {"day": day, f"state-{row.pk}": "present"}
        answer = member.post(url("intake_attendance", intake), sent)
        assert answer.status_code == 200
        assert not Attendance.objects.exists()


class TestLists:
    def test_the_claim_list_as_page_and_sheet(self, member: Client, intake: Intake) -> None:
        row = enrolled(intake, full_name="=HYPERLINK(1)", priority_groups=["disabled"], rural=False)
        claim = claim_support(enrolment_id=row.pk, route="group")
        assert "Người khuyết tật" in page_of(member, url("intake_claims", intake))
        answer = member.get(url("intake_claims_sheet", intake))
        assert answer["Content-Disposition"].endswith('.xlsx"')
        sheet = load_workbook(io.BytesIO(answer.content)).active
        assert sheet["B2"].value == "=HYPERLINK(1)"
        assert sheet["B2"].data_type == "s"
        assert sheet.cell(row=sheet.max_row, column=12).value == claim.amount

    def test_the_learner_report_in_three_ways(self, member: Client, intake: Intake) -> None:
        EnrolmentFactory(intake=intake, status="studying", person__sex="female")
        address = reverse("centre_report")
        assert "Theo giới tính" in page_of(member, address)
        assert "Theo giới tính" not in page_of(member, f"{address}?begin=01/01/2090&end=")
        assert member.get(address, {"format": "csv"}).content.startswith(b"\xef\xbb\xbf")
        assert member.get(address, {"format": "xlsx"}).content.startswith(b"PK")
        page_of(member, f"{address}?begin=x&end=y")

    @pytest.mark.parametrize(
        "view",
        [
            "intake_applicants",
            "intake_roster",
            "intake_attendance",
            "intake_results",
            "intake_claims",
        ],
    )
    def test_lists_ask_as_often_for_many_as_for_few(
        self, member: Client, intake: Intake, view: str
    ) -> None:
        begun(intake)
        Intake.objects.filter(pk=intake.pk).update(seats=60)

        def asked() -> int:
            return count_queries(lambda: page_of(member, url(view, intake)))

        for _ in range(2):
            SupportClaimFactory(enrolment__intake=intake, enrolment__status="studying")
        few = asked()
        for _ in range(10):
            SupportClaimFactory(enrolment__intake=intake, enrolment__status="studying")
        assert asked() == few
