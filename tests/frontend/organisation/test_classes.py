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
from tests.factories import (
    CertificateFactory,
    EnrolmentFactory,
    EscUserFactory,
    SupportClaimFactory,
)
from tests.queries import count_queries
from tests.training.enrolment.conftest import begun, grown_up, small_class
from training.enrolment.models import Attendance, Certificate, Enrolment, SupportClaim
from training.enrolment.services import enrol
from training.enrolment.support import claim_support, request_decision
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


@pytest.mark.parametrize(
    ("view", "field", "typed"),
    [
        ("intake_attendance", "state", "absent"),
        ("intake_results", "score", "6,5"),
    ],
)
def test_what_was_typed_while_the_session_ended_is_there_again(
    member: Client, centre: Organisation, intake: Intake, view: str, field: str, typed: str
) -> None:
    row = enrolled(intake)
    begun(intake)
    client = Client()
    sent = {f"{field}-{row.pk}": typed, "day": f"{timezone.localdate():%d/%m/%Y}"}
    assert "/accounts/login/" in client.post(url(view, intake), sent).url
    session = client.session
    # Told with a message, for which signing in by force has no request.
    session.pop("form_not_saved", None)
    session.save()
    client.force_login(centre.memberships.get().user)
    [line] = client.get(url(view, intake)).context["learners"]
    assert (line["score"] if field == "score" else line[1]) == typed


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
        contact = url("intake_person_contact", intake, row.pk)
        assert contact not in page_of(member, address)
        assert "chưa đồng ý" in member.post(contact, follow=True).content.decode()
        assert row.person.contact_views.count() == 0
        give_consent(person_id=row.person_id, purpose="contact", organisation=intake.course.centre)
        assert contact in page_of(member, address)
        assert member.get(contact).status_code == 405, "looking is noted"
        answer = member.post(contact)
        phone = row.person.user.phone.as_national.replace(" ", "")
        assert phone in answer.content.decode().replace(" ", "")
        assert answer["Cache-Control"].count("no-store") == 1
        assert row.person.contact_views.count() == 1
        assert phone not in page_of(member, address).replace(" ", ""), "it is kept nowhere"

    @pytest.mark.parametrize(("seats", "said"), [(1, "có chỗ trong lớp"), (0, "danh sách chờ")])
    def test_what_came_of_accepting_is_said(
        self, member: Client, intake: Intake, seats: int, said: str
    ) -> None:
        row = enrolled(intake, birth_date=None)
        Intake.objects.filter(pk=intake.pk).update(seats=3, seats_taken=3 - seats)
        answer = member.post(url("intake_person", intake, row.pk), {"do": "accept"}, follow=True)
        [message] = answer.context["messages"]
        assert said in str(message)

    def test_who_decides_second_is_told_so(self, member: Client, intake: Intake) -> None:
        row = enrolled(intake)
        claim = claim_support(enrolment_id=row.pk, route="group")
        request_decision(claim_id=claim.pk)
        address = url("intake_person", intake, row.pk)
        today = f"{timezone.localdate():%d/%m/%Y}"
        sent = {"do": "decision", "outcome": "approved", "decided_on": today, "number": "9/QĐ"}
        member.post(address, sent)
        answer = member.post(address, sent | {"outcome": "refused", "reason": "x"}, follow=True)
        said = [str(message) for message in answer.context["messages"]]
        assert "Việc này đã được quyết định: Được duyệt." in said

    def test_a_certificate_is_withdrawn_with_a_reason(
        self, member: Client, intake: Intake, client: Client
    ) -> None:
        row = CertificateFactory(enrolment__intake=intake)
        address = url("intake_person", intake, row.enrolment_id)
        revoke = url("intake_person_revoke", intake, row.enrolment_id)
        assert revoke in page_of(member, address)
        page_of(member, revoke)
        assert "field-invalid" in member.post(revoke, {"reason": " "}).content.decode()
        assert Certificate.objects.get().is_valid
        assert member.post(revoke, {"reason": "Cấp nhầm"}).url == address
        assert Certificate.objects.get().revoked_reason == "Cấp nhầm"
        page = page_of(member, address)
        assert "Cấp nhầm" in page
        assert revoke not in page
        assert "đã thu hồi" in page_of(member, url("intake_roster", intake))
        client.force_login(row.enrolment.person.user)
        own = page_of(client, reverse("my_course", args=[row.enrolment_id]))
        assert "Cấp nhầm" in own
        assert reverse("certificate_pdf", args=[row.number]) not in own

    def test_without_a_certificate_there_is_none_to_withdraw(
        self, member: Client, intake: Intake
    ) -> None:
        address = url("intake_person_revoke", intake, enrolled(intake).pk)
        assert member.get(address).status_code == 404

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

    @pytest.mark.parametrize("view", ["intake_attendance", "intake_results"])
    def test_looking_writes_nothing(self, member: Client, intake: Intake, view: str) -> None:
        row = enrolled(intake, full_name="Bùi Thị Có Chỗ")
        begun(intake)
        assert "Bùi Thị Có Chỗ" in page_of(member, url(view, intake))
        row.refresh_from_db()
        assert row.status == "accepted"

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
        english = member.get(f"/en{url('intake_claims_sheet', intake)}")
        again = load_workbook(io.BytesIO(english.content)).active
        assert again["F2"].value == "Người khuyết tật", "the authorities read it"

    def test_the_learner_report_in_three_ways(self, member: Client, intake: Intake) -> None:
        EnrolmentFactory(intake=intake, status="studying", person__sex="female")
        address = reverse("centre_report")
        assert "Theo giới tính" in page_of(member, address)
        assert "Theo giới tính" not in page_of(member, f"{address}?begin=01/01/2090&end=")
        assert member.get(address, {"format": "csv"}).content.startswith(b"\xef\xbb\xbf")
        assert member.get(address, {"format": "xlsx"}).content.startswith(b"PK")

    @pytest.mark.parametrize("asked", ["", "xlsx", "csv"])
    def test_a_period_that_cannot_be_read_counts_nobody(
        self, member: Client, intake: Intake, asked: str
    ) -> None:
        EnrolmentFactory(intake=intake, status="studying")
        answer = member.get(reverse("centre_report"), {"begin": "x", "end": "", "format": asked})
        page = answer.content.decode()
        assert "field-invalid" in page
        assert "Tất cả học viên" not in page

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
