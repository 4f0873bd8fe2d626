"""Attendance, results, certificates, and what is handed in."""

import io
from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone
from openpyxl import load_workbook

from portal.files.sheets import csv_text, workbook
from portal.notices.models import Notice
from portal.people.models import PersonSkill
from tests.factories import CertificateFactory, SupportClaimFactory
from tests.training.enrolment.conftest import begun, small_class
from training.enrolment.models import Attendance, Certificate, Enrolment, FollowUp, SupportClaim
from training.enrolment.reports import claim_list, learner_report
from training.enrolment.services import begin_classes, leave
from training.enrolment.support import claim_support
from training.enrolment.teaching import (
    Result,
    certificate_of,
    certify,
    mark_attendance,
    revoke_certificate,
    set_results,
)
from training.models import Course, CourseRecord, Intake

pytestmark = pytest.mark.django_db
Enrolled = Callable[..., Enrolment]


@pytest.fixture
def class_of_two(intake: Intake, enrolled: Enrolled) -> list[Enrolment]:
    """Two who study since ten days."""
    rows = [enrolled(full_name=name) for name in ("Bùi An", "Lê Bình")]
    begun(intake)
    intake.course.skills.set(["arc-welding"])
    return rows


def passed(*rows: Enrolment, grade: str = "pass") -> None:
    results = {row.pk: Result(grade, Decimal("7.5")) for row in rows}
    set_results(intake_id=rows[0].intake_id, results=results)


class TestAttendance:
    def test_a_whole_class_in_one_go_and_again(self, class_of_two: list[Enrolment]) -> None:
        first, second = class_of_two
        today = timezone.localdate()
        for states in (("present", "absent"), ("present", "excused")):
            mark_attendance(
                intake_id=first.intake_id,
                day=today,
                states=dict(zip((first.pk, second.pk), states, strict=True)),
            )
        found = dict(Attendance.objects.values_list("enrolment_id", "state"))
        assert found == {first.pk: "present", second.pk: "excused"}

    @pytest.mark.parametrize("days", [1, -11])
    def test_only_days_of_the_class_until_today(
        self, class_of_two: list[Enrolment], days: int
    ) -> None:
        day = timezone.localdate() + timedelta(days=days)
        with pytest.raises(ValidationError):
            mark_attendance(intake_id=class_of_two[0].intake_id, day=day, states={})

    def test_nobody_of_another_class_nor_another_state(self, class_of_two: list[Enrolment]) -> None:
        intake, today = class_of_two[0].intake_id, timezone.localdate()
        stranger = CertificateFactory().enrolment
        for states in ({stranger.pk: "present"}, {class_of_two[0].pk: "asleep"}):
            with pytest.raises(ValidationError):
                mark_attendance(intake_id=intake, day=today, states=states)


class TestResults:
    def test_they_can_be_put_right_until_the_certificate(
        self, class_of_two: list[Enrolment]
    ) -> None:
        row = class_of_two[0]
        passed(row, grade="fail")
        row.refresh_from_db()
        assert row.status == "failed"
        passed(row)
        row.refresh_from_db()
        assert (row.status, row.score) == ("completed", Decimal("7.5"))
        certify(intake_id=row.intake_id)
        with pytest.raises(ValidationError):
            passed(row, grade="fail")

    def test_wrong_ones_are_named_and_nothing_is_saved(self, class_of_two: list[Enrolment]) -> None:
        first, second = class_of_two
        with pytest.raises(ValidationError) as refused:
            set_results(
                intake_id=first.intake_id,
                results={first.pk: Result("pass", Decimal(11)), second.pk: Result("pass")},
            )
        assert [e.code for e in refused.value.error_dict[str(first.pk)]] == ["out_of_range"]
        begin_classes()
        leave(enrolment_id=first.pk, reason="health")
        with pytest.raises(ValidationError) as refused:
            passed(first, second)
        assert {k: [e.code for e in v] for k, v in refused.value.error_dict.items()} == {
            str(first.pk): ["fixed"]
        }
        second.refresh_from_db()
        assert second.grade == ""

    def test_not_before_the_class_begins(self, enrolled: Enrolled) -> None:
        with pytest.raises(ValidationError):
            passed(enrolled())

    def test_meals_are_paid_for_the_days_attended(self, intake: Intake, enrolled: Enrolled) -> None:
        row = enrolled(rural=False, priority_groups=["disabled"])
        claim = claim_support(enrolment_id=row.pk, route="group", distance_km=Decimal(1))
        assert claim.part("meals") == 40 * 30_000
        begun(intake)
        today = timezone.localdate()
        for ago, state in ((2, "present"), (1, "absent"), (0, "present")):
            day = today - timedelta(days=ago)
            mark_attendance(intake_id=intake.pk, day=day, states={row.pk: state})
        passed(row)
        claim = SupportClaim.objects.get(pk=claim.pk)
        assert (claim.study_days, claim.days_attended) == (2, True)
        assert claim.part("meals") == 2 * 30_000

    def test_who_left_and_days_that_are_marked_late_count_as_well(
        self, intake: Intake, enrolled: Enrolled
    ) -> None:
        Intake.objects.filter(pk=intake.pk).update(seats=3)
        stays, goes, unmarked = (enrolled(full_name=name) for name in ("An", "Bình", "Chi"))
        for row in (stays, goes, unmarked):
            claim_support(enrolment_id=row.pk, route="group", distance_km=Decimal(1))
        SupportClaim.objects.update(state="approved")
        begun(intake)
        today = timezone.localdate()
        both = {stays.pk: "present", goes.pk: "present"}
        mark_attendance(intake_id=intake.pk, day=today - timedelta(days=1), states=both)
        leave(enrolment_id=goes.pk, reason="found-work")
        passed(stays, unmarked)
        certify(intake_id=intake.pk)
        mark_attendance(intake_id=intake.pk, day=today, states={stays.pk: "present"})
        days = dict(SupportClaim.objects.values_list("enrolment", "study_days"))
        assert days == {stays.pk: 2, goes.pk: 1, unmarked.pk: None}

    def test_what_was_approved_is_not_asked_again_when_days_are_counted(
        self, intake: Intake, enrolled: Enrolled
    ) -> None:
        row = enrolled()
        claim = claim_support(enrolment_id=row.pk, route="group")
        SupportClaim.objects.filter(pk=claim.pk).update(state="approved")
        begun(intake)
        mark_attendance(intake_id=intake.pk, day=timezone.localdate(), states={row.pk: "present"})
        Course.objects.filter(pk=intake.course_id).update(subsidised=False)
        passed(row)
        claim.refresh_from_db()
        assert claim.state == "approved"
        assert claim.part("tuition") > 0
        assert claim.study_days == 1


class TestCertificates:
    def test_the_course_becomes_part_of_the_profile(self, class_of_two: list[Enrolment]) -> None:
        first, second = class_of_two
        passed(first)
        passed(second, grade="fail")
        assert len(certify(intake_id=first.intake_id)) == 1
        assert certify(intake_id=first.intake_id) == []
        first.refresh_from_db()
        assert first.status == "certified"
        record = CourseRecord.objects.get(person=first.person)
        assert (record.state, record.finished_on) == ("finished", timezone.localdate())
        gained = PersonSkill.objects.filter(person=first.person, source="course")
        assert list(gained.values_list("skill_id", flat=True)) == ["arc-welding"]
        assert list(FollowUp.objects.values_list("months", flat=True)) == [3, 6]

    def test_numbers_are_read_as_people_type_them(self) -> None:
        row = CertificateFactory(number="26-7KQM-X2PA")
        for typed in ("26-7KQM-X2PA", " 267kqmx2pa ", "26 7KQM X2PA"):
            assert certificate_of(typed) == row
        for typed in ("", "26-7KQM-X2PB", "x" * 500, "２６-7KQM-X2PA", "26-7KQM-X2P"):
            assert certificate_of(typed) is None

    def test_numbers_cannot_be_guessed_from_one_another(
        self, class_of_two: list[Enrolment]
    ) -> None:
        passed(*class_of_two)
        first, second = (c.number for c in certify(intake_id=class_of_two[0].intake_id))
        assert first[:3] == second[:3] == f"{timezone.localdate():%y}-"
        assert sum(a == b for a, b in zip(first[3:], second[3:], strict=True)) < 8

    def test_a_revoked_one_says_why(self) -> None:
        row = CertificateFactory()
        for reason in (" ", "x" * 251):
            with pytest.raises(ValidationError):
                revoke_certificate(certificate_id=row.pk, reason=reason)
        for reason in ("Cấp nhầm", "Lý do khác"):
            revoke_certificate(certificate_id=row.pk, reason=reason)
        now = Certificate.objects.get(pk=row.pk)
        assert (now.is_valid, now.revoked_reason) == (False, "Cấp nhầm")
        told = Notice.objects.get(user=row.enrolment.person.user)
        assert told.kind == "certificate_revoked"
        assert "Cấp nhầm" not in str(told.context)


class TestLists:
    def test_the_claim_list_adds_up(self, django_assert_num_queries) -> None:
        intake = small_class(seats=5)
        for amount in (1_000_000, 2_500_000):
            SupportClaimFactory(
                enrolment__intake=intake,
                lines=[
                    {
                        "kind": "tuition",
                        "amount": amount,
                        "legal_source": "46/2015/QĐ-TTg, Article 4",
                        "provisional": False,
                    }
                ],
            )
        SupportClaimFactory(enrolment__intake=intake, state="refused")
        SupportClaimFactory()
        claim_list(intake)  # now the process knows the names of groups
        with django_assert_num_queries(1):
            found = claim_list(intake)
        assert found.totals == {"tuition": 3_500_000, "meals": 0, "travel": 0, "total": 3_500_000}
        assert [row.number for row in found.rows] == [1, 2]

    def test_the_report_tells_learners_apart(self, class_of_two: list[Enrolment]) -> None:
        first, second = class_of_two
        type(first.person).objects.filter(pk=first.person_id).update(sex="female")
        passed(first)
        certify(intake_id=first.intake_id)
        leave(enrolment_id=second.pk, reason="family")
        parts = {part.title: part for part in learner_report(Enrolment.objects.all())}
        assert parts["Tất cả học viên"].rows[0].figures == [2, 1, 1, 0, 1]
        assert {r.label: r.figures for r in parts["Theo giới tính"].rows} == {
            "Nữ": [1, 1, 1, 0, 0],
            "chưa ghi": [1, 0, 0, 0, 1],
        }


HOSTILE = ["=1+1", "+84912", "-2", "@SUM(A1)", "=cmd|'/c calc'!A0", "\t=1", "0012", "Đỗ Văn A"]


class TestSheets:
    def test_nothing_that_somebody_typed_is_a_formula(self) -> None:
        content = workbook("Danh sách", ["Tên"], [[text] for text in HOSTILE])
        sheet = load_workbook(io.BytesIO(content)).active
        cells = [row[0] for row in sheet.iter_rows(min_row=2)]
        assert [c.value for c in cells] == HOSTILE
        assert {c.data_type for c in cells} == {"s"}

    def test_nor_in_csv(self) -> None:
        lines = csv_text(["Tên"], [[text] for text in HOSTILE]).decode("utf-8-sig").splitlines()
        assert [line.strip('"') for line in lines[1:4]] == ["'=1+1", "'+84912", "'-2"]
        assert lines[-2:] == ["0012", "Đỗ Văn A"]

    def test_numbers_and_days_stay_such(self) -> None:
        today = timezone.localdate()
        content = workbook("a/b:c", ["n", "d"], [[1_500_000, today]], totals=[1_500_000, ""])
        sheet = load_workbook(io.BytesIO(content)).active
        assert sheet["A2"].value == 1_500_000
        assert sheet["B2"].value.date() == today
        assert sheet["A3"].value == 1_500_000
