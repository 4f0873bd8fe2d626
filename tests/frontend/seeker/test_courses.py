"""A learner's way: from the course to the certificate, without JavaScript."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from portal.accounts.models import User
from portal.people.services import has_consented, person_of, update_person
from portal.reference.models import Unit
from tests.factories import (
    CertificateFactory,
    EnrolmentFactory,
    EscUserFactory,
    FollowUpFactory,
    IntakeFactory,
    MembershipFactory,
    UserFactory,
)
from tests.files.making import PDF, docx, upload
from tests.frontend.organisation.conftest import opened
from tests.pdf import solid, text_of
from tests.training.enrolment.conftest import grown_up, small_class
from training.enrolment.follow_up import LEAST_ANSWERS, token_of
from training.enrolment.models import Enrolment, FollowUp, ProofDocument, SupportClaim
from training.enrolment.services import enrol
from training.enrolment.support import (
    claim_support,
    record_decision,
    request_decision,
    set_measures,
    withdraw_claim,
)
from training.enrolment.teaching import revoke_certificate
from training.models import Intake

pytestmark = pytest.mark.django_db


@pytest.fixture
def intake(user: User) -> Intake:
    """A class with one seat, and a profile that fits."""
    person = person_of(user=user)
    values = {"birth_date": date(1995, 5, 1), "rural": True, "unit": Unit.objects.get(pk="11755")}
    update_person(person_id=person.pk, values=values)
    return small_class(seats=1)


def page_of(client: Client, url: str) -> str:
    answer = client.get(url)
    assert answer.status_code == 200
    return answer.content.decode()


def own(user: User) -> Enrolment:
    return Enrolment.objects.get(person__user=user)


class TestEnrolling:
    def test_from_the_course_page_to_a_place_with_support(
        self, phone: Client, user: User, intake: Intake
    ) -> None:
        url = reverse("enrol", args=[intake.pk])
        course = reverse("course", args=["x", intake.course_id])
        assert url in phone.get(course, follow=True).content.decode()
        sent = {"opened": opened(phone, url), "route": "group", "contact": "on"}
        sent |= {"follow_up": "on"}
        answer = phone.post(url, sent)
        assert answer.status_code == 302
        row = own(user)
        page = page_of(phone, answer.url)
        assert row.status == "accepted"
        assert "Đã có chỗ" in page
        assert SupportClaim.objects.get(enrolment=row).group == "rural-worker"
        assert has_consented(
            person=row.person, purpose="contact", organisation=intake.course.centre
        )
        # Asked for by itself; who agreed is not asked again.
        assert has_consented(person=row.person, purpose="follow_up")
        other = IntakeFactory()
        assert 'name="follow_up"' not in page_of(phone, f"/ghi-danh/{other.pk}/")
        assert phone.post(url, sent).url == answer.url, "sent twice, it is one enrolment"
        assert Enrolment.objects.count() == 1

    def test_a_full_class_says_so_and_gives_a_place_in_line(
        self, phone: Client, user: User, intake: Intake
    ) -> None:
        enrol(person_id=grown_up().pk, intake_id=intake.pk)
        url = reverse("enrol", args=[intake.pk])
        assert "danh sách chờ" in page_of(phone, url)
        answer = phone.post(url, {"opened": opened(phone, url), "route": ""})
        assert "Bạn đứng thứ 1 trong danh sách chờ" in page_of(phone, answer.url)

    def test_what_speaks_against_support_is_said_and_nothing_is_done(
        self, phone: Client, user: User
    ) -> None:
        intake = small_class(course__subsidised=False)
        url = reverse("enrol", args=[intake.pk])
        answer = phone.post(url, {"opened": opened(phone, url), "route": "group"})
        assert answer.status_code == 200
        assert "Nhà nước không hỗ trợ khoá này" in answer.content.decode()
        assert not Enrolment.objects.exists()

    def test_looking_writes_nothing(self, phone: Client) -> None:
        intake = small_class()
        page_of(phone, reverse("enrol", args=[intake.pk]))
        page_of(phone, reverse("my_courses"))
        assert not Enrolment.objects.exists()

    def test_a_draft_course_is_not_there(self, phone: Client) -> None:
        intake = small_class(course__status="draft", course__published_at=None)
        assert phone.get(reverse("enrol", args=[intake.pk])).status_code == 404


class TestPapers:
    def test_handed_in_read_and_taken_back(self, phone: Client, user: User, intake: Intake) -> None:
        row = enrol(person_id=person_of(user=user).pk, intake_id=intake.pk)
        add = reverse("my_course_paper_add", args=[row.pk])
        assert phone.post(add, {"file": upload(PDF, "Sổ hộ nghèo.pdf")}).status_code == 302
        paper = ProofDocument.objects.get()
        url = reverse("enrolment_paper", args=[paper.pk])
        answer = phone.get(url)
        assert b"".join(answer.streaming_content) == PDF
        assert answer["Content-Disposition"].startswith("attachment")
        assert answer["X-Content-Type-Options"] == "nosniff"
        member = Client()
        member.force_login(MembershipFactory(organisation=intake.course.centre).user)
        assert member.get(url).status_code == 200
        stranger = Client()
        stranger.force_login(UserFactory())
        assert stranger.get(url).status_code == 404
        phone.post(reverse("my_course_paper_remove", args=[row.pk, paper.pk]))
        assert not ProofDocument.objects.exists()

    @pytest.mark.parametrize("content", [docx(), b"MZ", b""])
    def test_a_wrong_file_is_refused_beside_its_field(
        self, phone: Client, user: User, intake: Intake, content: bytes
    ) -> None:
        row = enrol(person_id=person_of(user=user).pk, intake_id=intake.pk)
        answer = phone.post(
            reverse("my_course_paper_add", args=[row.pk]), {"file": upload(content, "anh.jpg")}
        )
        assert answer.status_code == 200
        assert "field-invalid" in answer.content.decode()

    def test_another_ones_paper_cannot_be_taken_back(
        self, phone: Client, user: User, intake: Intake
    ) -> None:
        row = enrol(person_id=person_of(user=user).pk, intake_id=intake.pk)
        other = ProofDocument.objects.create(
            enrolment=EnrolmentFactory(), file="proofs/ab/none", name="a.pdf", size=1
        )
        answer = phone.post(reverse("my_course_paper_remove", args=[row.pk, other.pk]))
        assert answer.status_code == 404


def test_support_is_changed_and_given_up(phone: Client, user: User, intake: Intake) -> None:
    row = enrol(person_id=person_of(user=user).pk, intake_id=intake.pk)
    url = reverse("my_course_support", args=[row.pk])
    sent = {"opened": opened(phone, url), "route": "insurance", "insurance_decision": "12/QĐ"}
    assert phone.post(url, sent).status_code == 302
    assert SupportClaim.objects.get().route == "insurance"
    phone.post(url, {"opened": opened(phone, url), "route": ""})
    assert SupportClaim.objects.get().state == "withdrawn"


def test_support_is_asked_for_again_after_a_refusal_and_not_once_it_is_decided(
    phone: Client, user: User, intake: Intake
) -> None:
    row = enrol(person_id=person_of(user=user).pk, intake_id=intake.pk)
    url = reverse("my_course_support", args=[row.pk])
    claim = claim_support(enrolment_id=row.pk, route="group")
    mine = reverse("my_course", args=[row.pk])
    assert url in page_of(phone, mine)
    for outcome, again in (("refused", True), ("approved", False)):
        request_decision(claim_id=claim.pk)
        assert url not in page_of(phone, mine)
        record_decision(
            claim_id=claim.pk,
            outcome=outcome,
            decided_on=timezone.localdate(),
            number=outcome,
            reason="Thiếu giấy" if outcome == "refused" else "",
            by=UserFactory(),
        )
        assert (url in page_of(phone, mine)) == again
        if again:
            phone.post(url, {"opened": opened(phone, url), "route": "group"})
    answer = phone.post(url, {"opened": opened(phone, url), "route": ""})
    assert "đã được quyết định" in answer.content.decode()
    assert SupportClaim.objects.get().state == "approved"


def test_support_that_changed_meanwhile_is_shown_and_what_was_typed_is_kept(
    phone: Client, user: User, intake: Intake
) -> None:
    row = enrol(person_id=person_of(user=user).pk, intake_id=intake.pk)
    claim = claim_support(enrolment_id=row.pk, route="group")
    url = reverse("my_course_support", args=[row.pk])
    sent = {"opened": opened(phone, url), "route": "group", "distance_km": "17,5"}
    set_measures(claim_id=claim.pk, distance_km=Decimal(21), study_days=None)
    answer = phone.post(url, sent)
    page = answer.content.decode()
    assert 'value="17,5"' in page
    assert "Hiện đang lưu: 21" in page
    claim.refresh_from_db()
    assert claim.distance_km == 21
    again = answer.context["form"]["opened"].value()
    assert phone.post(url, sent | {"opened": again}).status_code == 302
    claim.refresh_from_db()
    assert claim.distance_km == Decimal("17.5")


def test_support_that_was_taken_back_is_not_shown(
    phone: Client, user: User, intake: Intake
) -> None:
    row = enrol(person_id=person_of(user=user).pk, intake_id=intake.pk)
    claim_support(enrolment_id=row.pk, route="group")
    assert "Nhà nước hỗ trợ:" in page_of(phone, reverse("my_courses"))
    withdraw_claim(enrolment_id=row.pk)
    assert "Nhà nước hỗ trợ:" not in page_of(phone, reverse("my_courses"))


def test_who_looks_for_work_is_offered_to_enrol(client: Client, intake: Intake, user: User) -> None:
    course = reverse("course", args=["x", intake.course_id])
    url = reverse("enrol", args=[intake.pk])

    def offered_to(reader: User | None) -> bool:
        client.logout()
        if reader is not None:
            client.force_login(reader)
        return url in client.get(course, follow=True).content.decode()

    both = MembershipFactory(user=user).user
    assert [offered_to(reader) for reader in (None, UserFactory(), both)] == [True] * 3
    others = [
        EscUserFactory(),
        MembershipFactory().user,
        MembershipFactory(organisation=intake.course.centre).user,
    ]
    assert [offered_to(reader) for reader in others] == [False] * 3


def test_stepping_back_asks_first(phone: Client, user: User, intake: Intake) -> None:
    row = enrol(person_id=person_of(user=user).pk, intake_id=intake.pk)
    url = reverse("my_course_withdraw", args=[row.pk])
    page_of(phone, url)
    assert own(user).status == "accepted"
    phone.post(url)
    assert own(user).status == "cancelled"


class TestCertificates:
    def test_everybody_may_check_and_sees_initials_only(self, client: Client) -> None:
        row = CertificateFactory(
            number="26-7KQM-X2PA", enrolment__person__full_name="Đỗ Thị Ngọc Ánh"
        )
        answer = client.get("/chung-chi/", {"number": "26 7kqm x2pa"})
        page = page_of(client, answer.url)
        assert "có giá trị" in page
        assert "Đ. T. N. Á." in page
        assert "Ngọc" not in page
        assert row.enrolment.course.title in page
        revoke_certificate(certificate_id=row.pk, reason="Cấp nhầm người")
        page = page_of(client, answer.url)
        assert "không còn giá trị" in page
        assert "nhầm" not in page

    def test_a_number_that_there_is_not(self, client: Client) -> None:
        answer = client.get("/chung-chi/", {"number": "<script>/../x"}, follow=True)
        assert answer.status_code == 404
        assert "<script>/" not in answer.content.decode()

    def test_a_pdf_for_its_holder(self, phone: Client, user: User, client: Client) -> None:
        row = CertificateFactory(enrolment__person=person_of(user=user))
        url = reverse("certificate_pdf", args=[row.number])
        answer = phone.get(url)
        assert answer.content.startswith(b"%PDF-")
        assert answer["Content-Type"] == "application/pdf"
        # Letters with and without marks come out of different files of the font.
        for words in (row.enrolment.person.full_name, row.enrolment.course.title, row.number):
            assert solid(words) in text_of(answer.content)
        client.force_login(UserFactory())
        assert client.get(url).status_code == 404
        revoke_certificate(certificate_id=row.pk, reason="Cấp nhầm")
        assert phone.get(url).status_code == 404


class TestAfterwards:
    def test_one_tap_without_signing_in(self, client: Client) -> None:
        row = FollowUpFactory()
        url = reverse("graduate_answer", args=[token_of(row)])
        page = page_of(client, url)
        assert row.enrolment.person.full_name not in page
        client.post(url, {"answer": "employed"})
        assert FollowUp.objects.get().answer == "employed"
        assert "Tôi có việc làm" in page_of(client, url)
        client.post(url, {"answer": "nonsense"})
        assert FollowUp.objects.get().answer == "employed"

    def test_a_link_that_we_did_not_sign(self, client: Client) -> None:
        assert client.get("/tot-nghiep/1.abcdefghijk/").status_code == 404

    @pytest.mark.parametrize("answers", [LEAST_ANSWERS - 1, LEAST_ANSWERS])
    def test_the_rate_is_public_once_enough_answered(self, client: Client, answers: int) -> None:
        intake = small_class(seats=30)
        for number in range(answers):
            FollowUpFactory(
                enrolment=EnrolmentFactory(intake=intake, status="certified", grade="pass"),
                answer="employed" if number % 2 else "none",
                answered_at=timezone.now() - timedelta(days=1),
            )
        url = reverse("course", args=["x", intake.course_id])
        page = client.get(url, follow=True).content.decode()
        assert ("50 % trong 20 học viên" in page) == (answers == LEAST_ANSWERS)
