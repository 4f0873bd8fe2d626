"""Seats and the waiting list."""

from collections.abc import Callable
from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone, translation
from django_fsm import TransitionNotAllowed

from portal.notices.models import Notice
from portal.search.models import OutboxEntry
from tests.factories import (
    EnrolmentFactory,
    MembershipFactory,
    OrganisationFactory,
    SupportClaimFactory,
)
from tests.training.enrolment.conftest import begun, grown_up, small_class, taken
from training.enrolment import services
from training.enrolment.history import steps_of
from training.enrolment.models import Enrolment
from training.enrolment.services import accept, begin_classes, enrol, leave, refuse, withdraw
from training.enrolment.support import claim_support
from training.enrolment.telling import NOT_TOLD, TOLD
from training.models import CourseRecord, Intake
from training.services import cancel_intake, save_intake, set_course_records

pytestmark = pytest.mark.django_db
Status = Enrolment.Status
Enrolled = Callable[..., Enrolment]


def told(enrolment: Enrolment) -> list[str]:
    rows = Notice.objects.filter(user=enrolment.person.user).order_by("pk")
    return list(rows.values_list("kind", flat=True))


def status_of(enrolment: Enrolment) -> str:
    return Enrolment.objects.get(pk=enrolment.pk).status


class TestEnrolling:
    def test_seats_go_in_order_then_a_line_forms(self, intake: Intake, enrolled: Enrolled) -> None:
        rows = [enrolled() for _ in range(4)]
        assert [r.status for r in rows] == ["accepted", "accepted", "waiting", "waiting"]
        assert list(Enrolment.objects.waiting()) == rows[2:]
        assert taken(intake) == 2
        assert told(rows[0]) == ["enrolment_accepted"]
        assert told(rows[3]) == ["enrolment_waiting"]
        notice = Notice.objects.get(user=rows[3].person.user)
        assert notice.context["place"] == 2

    def test_free_seats_are_made_searchable(self, intake: Intake, enrolled: Enrolled) -> None:
        OutboxEntry.objects.all().delete()
        enrolled()
        changed = OutboxEntry.objects.filter(doc_type="course", object_id=str(intake.course_id))
        assert changed.exists()

    def test_enrolling_again_or_sending_a_form_twice_makes_one(self, intake: Intake) -> None:
        person, key = grown_up(), uuid4()
        first = enrol(person_id=person.pk, intake_id=intake.pk, form_key=key)
        assert enrol(person_id=person.pk, intake_id=intake.pk) == first
        withdraw(enrolment_id=first.pk)
        again = enrol(person_id=person.pk, intake_id=intake.pk, form_key=key)
        assert (again.pk, again.status) == (first.pk, "cancelled")
        assert taken(intake) == 0

    def test_after_stepping_back_one_may_enrol_anew(self, intake: Intake) -> None:
        person = grown_up()
        first = enrol(person_id=person.pk, intake_id=intake.pk)
        withdraw(enrolment_id=first.pk)
        second = enrol(person_id=person.pk, intake_id=intake.pk)
        assert second.pk != first.pk
        assert second.status == "accepted"

    @pytest.mark.parametrize(
        "closed",
        [
            {"cancelled": True},
            {"enrol_until": date(2020, 1, 1)},
            {"course__status": "closed"},
            {"course__status": "draft", "course__published_at": None},
            {"course__centre__verification": "pending"},
        ],
    )
    def test_a_class_that_takes_nobody(self, closed: dict) -> None:
        intake = small_class(**closed)
        with pytest.raises(ValidationError) as refused:
            enrol(person_id=grown_up().pk, intake_id=intake.pk)
        assert refused.value.code == "closed"

    def test_who_is_too_young_or_lacks_schooling_hears_why(self) -> None:
        intake = small_class(course__entry_education="upper-secondary")
        young = timezone.localdate() - timedelta(days=14 * 365)
        with pytest.raises(ValidationError) as refused:
            enrol(person_id=grown_up(birth_date=young).pk, intake_id=intake.pk)
        codes = {e.code for errors in refused.value.error_dict.values() for e in errors}
        assert codes == {"age", "schooling"}

    def test_what_the_profile_leaves_open_the_centre_looks_at(self, intake: Intake) -> None:
        member = MembershipFactory(organisation=intake.course.centre).user
        enrolment = enrol(person_id=grown_up(birth_date=None).pk, intake_id=intake.pk)
        assert enrolment.status == "applied"
        assert taken(intake) == 0
        assert [n.kind for n in Notice.objects.filter(user=member)] == ["enrolment_received"]
        assert accept(enrolment_id=enrolment.pk).status == "accepted"
        assert accept(enrolment_id=enrolment.pk).status == "accepted"
        assert taken(intake) == 1

    def test_accepted_into_a_full_class_one_waits_behind_the_others(
        self, intake: Intake, enrolled: Enrolled
    ) -> None:
        applied = enrolled(birth_date=None)
        others = [enrolled() for _ in range(3)]
        assert accept(enrolment_id=applied.pk).status == "waiting"
        assert list(Enrolment.objects.waiting()) == [others[2], applied]

    def test_nobody_holds_many_seats(self) -> None:
        person = grown_up()
        for _ in range(services.MOST_OPEN):
            enrol(person_id=person.pk, intake_id=small_class().pk)
        with pytest.raises(ValidationError) as refused:
            enrol(person_id=person.pk, intake_id=small_class().pk)
        assert refused.value.code == "too_many"


class TestFreedSeats:
    @pytest.mark.parametrize("how", ["withdraw", "refuse"])
    def test_the_first_in_line_has_it_at_once_and_is_told(
        self, intake: Intake, enrolled: Enrolled, how: str
    ) -> None:
        rows = [enrolled() for _ in range(4)]
        if how == "withdraw":
            withdraw(enrolment_id=rows[0].pk)
        else:
            refuse(enrolment_id=rows[0].pk, reason="documents")
        assert [status_of(r) for r in rows[1:]] == ["accepted", "accepted", "waiting"]
        assert taken(intake) == 2
        assert told(rows[2]) == ["enrolment_waiting", "enrolment_accepted"]

    def test_stepping_back_from_the_line_frees_no_seat(
        self, intake: Intake, enrolled: Enrolled
    ) -> None:
        rows = [enrolled() for _ in range(4)]
        withdraw(enrolment_id=rows[2].pk)
        assert status_of(rows[3]) == "waiting"
        assert taken(intake) == 2

    def test_more_seats_go_to_who_waits(self, intake: Intake, enrolled: Enrolled) -> None:
        rows = [enrolled() for _ in range(5)]
        save_intake(course_id=intake.course_id, intake_id=intake.pk, values={"seats": 4})
        assert [status_of(r) for r in rows] == ["accepted"] * 4 + ["waiting"]
        assert taken(intake) == 4

    def test_a_cancelled_class_tells_everybody_in_it(
        self, intake: Intake, enrolled: Enrolled
    ) -> None:
        rows = [enrolled() for _ in range(3)]
        cancel_intake(intake_id=intake.pk)
        assert {status_of(r) for r in rows} == {"cancelled"}
        assert taken(intake) == 0
        assert all(told(r)[-1] == "enrolment_class_cancelled" for r in rows)

    def test_so_does_a_class_that_runs_and_nothing_is_left_of_it(
        self, intake: Intake, enrolled: Enrolled
    ) -> None:
        row = enrolled()
        asked = SupportClaimFactory(enrolment=row, state="approved")
        begun(intake)
        begin_classes()
        cancel_intake(intake_id=intake.pk)
        assert status_of(row) == "cancelled"
        assert taken(intake) == 0
        assert told(row)[-1] == "enrolment_class_cancelled"
        assert not CourseRecord.objects.filter(person=row.person).exists()
        asked.refresh_from_db()
        assert asked.state == "withdrawn", "support that nobody used can be asked for again"

    def test_what_came_of_a_class_stays(self, intake: Intake) -> None:
        row = EnrolmentFactory(intake=intake, status="certified", grade="pass")
        cancel_intake(intake_id=intake.pk)
        assert status_of(row) == "certified"

    def test_what_people_say_themselves_of_a_course_stays(
        self, intake: Intake, enrolled: Enrolled
    ) -> None:
        row = enrolled()
        set_course_records(person_id=row.person_id, states={intake.course_id: "studying"})
        withdraw(enrolment_id=row.pk)
        assert CourseRecord.objects.filter(person=row.person).exists()

    def test_the_seat_of_an_erased_person_goes_on(self, intake: Intake, enrolled: Enrolled) -> None:
        from portal.people.services import delete_person

        rows = [enrolled() for _ in range(3)]
        delete_person(person_id=rows[0].person_id)
        assert status_of(rows[2]) == "accepted"
        assert taken(intake) == 2


class TestBeginning:
    def test_who_has_a_place_studies_and_who_waits_is_told(
        self, intake: Intake, enrolled: Enrolled
    ) -> None:
        rows = [enrolled() for _ in range(3)]
        rows.append(enrolled(birth_date=None))
        claim = claim_support(enrolment_id=rows[2].pk, route="group")
        begun(intake, 1)
        begin_classes()
        begin_classes()
        assert [status_of(r) for r in rows] == ["studying", "studying", "refused", "refused"]
        reasons = [Enrolment.objects.get(pk=row.pk).reason for row in rows[2:]]
        assert reasons == ["class-full", "not-looked-into"]
        assert CourseRecord.objects.filter(state="studying").count() == 2
        assert all(told(row)[-1] == "enrolment_refused" for row in rows[2:])
        claim.refresh_from_db()
        assert claim.state == "withdrawn", "they may ask in another class"

    def test_once_the_class_began_nobody_is_accepted(
        self, intake: Intake, enrolled: Enrolled
    ) -> None:
        row, late = (enrolled(birth_date=None) for _ in range(2))
        begun(intake, 0)
        assert accept(enrolment_id=row.pk).status == "accepted"
        begun(intake, 1)
        with pytest.raises(ValidationError) as refused:
            accept(enrolment_id=late.pk)
        assert refused.value.code == "too_late"

    def test_on_the_first_day_the_line_still_moves(
        self, intake: Intake, enrolled: Enrolled
    ) -> None:
        rows = [enrolled() for _ in range(3)]
        begun(intake, 0)
        withdraw(enrolment_id=rows[0].pk)
        begin_classes()
        assert [status_of(r) for r in rows] == ["cancelled", "studying", "studying"]

    def test_who_leaves_a_running_class_says_why(self, intake: Intake, enrolled: Enrolled) -> None:
        row = enrolled()
        begun(intake)
        begin_classes()
        with pytest.raises(ValidationError):
            withdraw(enrolment_id=row.pk)
        withdraw(enrolment_id=row.pk, reason="found-work")
        leave(enrolment_id=row.pk, reason="family")
        row.refresh_from_db()
        assert (row.status, row.reason) == ("left", "found-work")
        assert not CourseRecord.objects.filter(person=row.person).exists()
        assert taken(intake) == 0

    def test_after_the_beginning_nobody_is_refused(
        self, intake: Intake, enrolled: Enrolled
    ) -> None:
        row = enrolled()
        begun(intake)
        begin_classes()
        with pytest.raises(ValidationError):
            refuse(enrolment_id=row.pk, reason="other")


class TestRows:
    def test_a_reason_must_be_one_of_the_list_for_it(self, enrolled: Enrolled) -> None:
        for reason in ("", "found-work", "nonsense"):
            with pytest.raises(ValidationError):
                refuse(enrolment_id=enrolled().pk, reason=reason)

    def test_status_only_changes_by_its_transitions(self, enrolled: Enrolled) -> None:
        row = enrolled()
        with pytest.raises(AttributeError):
            row.status = "certified"
        with pytest.raises(TransitionNotAllowed):
            row.certify()

    @pytest.mark.parametrize(
        "wrong",
        [
            {"status": "waiting"},
            {"status": "accepted", "waiting_number": 1},
            {"status": "refused"},
            {"status": "certified"},
            {"status": "studying", "grade": "pass"},
            {"score": 11},
        ],
    )
    def test_the_database_refuses_what_cannot_be(self, wrong: dict) -> None:
        with pytest.raises(IntegrityError), transaction.atomic():
            EnrolmentFactory(**wrong)

    def test_every_step_tells_somebody_or_says_why_not(self) -> None:
        targets = {
            t.target
            for t in Enrolment._meta.get_field("status").get_all_transitions(Enrolment)  # type: ignore[attr-defined]
        } | {Status.APPLIED}
        assert targets == set(Status)
        assert targets == set(TOLD) | set(NOT_TOLD)
        assert not set(TOLD) & set(NOT_TOLD)

    @pytest.mark.parametrize(("language", "prefix"), [("vi", ""), ("en", "/en")])
    def test_messages_lead_to_the_page_of_the_enrolment(
        self, intake: Intake, settings, language: str, prefix: str
    ) -> None:
        """In the language of who reads them, whatever that of who acts."""
        person = grown_up(user__language=language)
        with translation.override("vi"):
            row = enrol(person_id=person.pk, intake_id=intake.pk)
            refuse(enrolment_id=row.pk, reason="documents")
        notice = Notice.objects.get(user=person.user, kind="enrolment_refused")
        page = f"{settings.BASE_URL}{prefix}/khoa-hoc-cua-toi/{row.pk}/"
        assert notice.context["url"] == page
        assert set(notice.context) == {"title", "day", "url"}, "why stands on the page alone"

    def test_each_step_is_kept_with_its_moment(self, intake: Intake, enrolled: Enrolled) -> None:
        row = enrolled()
        begun(intake)
        begin_classes()
        assert [status for status, _ in steps_of(row)] == ["applied", "accepted", "studying"]

    def test_who_sees_an_enrolment(self, enrolled: Enrolled) -> None:
        row = enrolled()
        member = MembershipFactory(organisation=row.course.centre).user
        stranger = MembershipFactory(organisation=OrganisationFactory(kind="training_centre")).user
        seen = {
            name: Enrolment.objects.visible_to(user).exists()
            for name, user in (
                ("own", row.person.user),
                ("member", member),
                ("stranger", stranger),
            )
        }
        assert seen == {"own": True, "member": True, "stranger": False}
