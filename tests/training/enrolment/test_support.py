"""Claims, papers, and what the commune decides."""

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from portal.accounts.models import User
from portal.files.storage import private_storage
from portal.notices.models import Notice
from portal.validation import ChangedError, DecidedError
from tests.factories import EscUserFactory, MembershipFactory, SupportClaimFactory
from tests.files.making import PDF, docx, jpeg, upload
from tests.queries import count_queries
from tests.training.enrolment.conftest import begun, grown_up, small_class
from training.enrolment import support
from training.enrolment.eligibility import support_checks
from training.enrolment.models import (
    CommuneDecision,
    Enrolment,
    ProofDocument,
    SupportClaim,
)
from training.enrolment.services import begin_classes, enrol, withdraw
from training.enrolment.support import claim_support, record_decision, request_decision
from training.entitlement import entitlement
from training.models import Course

pytestmark = pytest.mark.django_db
Enrolled = Callable[..., Enrolment]


def codes_of(error: ValidationError) -> dict[str, set[str]]:
    return {field: {e.code for e in errors} for field, errors in error.error_dict.items()}


def asked(enrolment: Enrolment, **more: object) -> SupportClaim:
    return claim_support(enrolment_id=enrolment.pk, **({"route": "group"} | more))


class TestClaiming:
    def test_the_amount_is_that_of_the_law_for_the_group(self, enrolled: Enrolled) -> None:
        row = enrolled(priority_groups=["disabled"])
        claim = asked(row, group="disabled", distance_km=Decimal("20"))
        found = entitlement(
            row.person, row.course, on=row.intake.starts_on, distance_km=20, group="disabled"
        )
        assert claim.amount == found.total
        assert claim.amount == 2_500_000 + 40 * 30_000 + 300_000
        assert [line["kind"] for line in claim.lines] == ["tuition", "meals", "travel"]
        assert all(line["legal_source"] for line in claim.lines)
        assert claim.provisional

    def test_without_a_group_the_one_that_gives_most_is_taken(self, enrolled: Enrolled) -> None:
        row = enrolled(rural=False, priority_groups=["disabled", "near-poor-household"])
        assert asked(row).group == "disabled"

    def test_where_the_class_is_free_the_person_reads_why_there_is_nothing(
        self, enrolled: Enrolled
    ) -> None:
        row = enrolled(rural=False, priority_groups=["near-poor-household"])
        Course.objects.filter(pk=row.intake.course_id).update(
            fee=0, hours_theory=0, hours_practice=0
        )
        with pytest.raises(ValidationError) as refused:
            asked(row, distance_km=Decimal(1))
        assert codes_of(refused.value) == {"route": {"nothing_due"}}

    def test_a_group_that_the_profile_does_not_name(self, enrolled: Enrolled) -> None:
        with pytest.raises(ValidationError) as refused:
            asked(enrolled(), group="disabled")
        assert codes_of(refused.value) == {"group": {"not_yours"}}

    def test_each_reason_against_it_is_named(self) -> None:
        intake = small_class(course__subsidised=False)
        row = enrol(person_id=grown_up(rural=False, sex="male").pk, intake_id=intake.pk)
        with pytest.raises(ValidationError) as refused:
            asked(row)
        assert codes_of(refused.value) == {"route": {"course", "group"}}

    def test_the_reasons_are_there_to_show(self, enrolled: Enrolled) -> None:
        row = enrolled(birth_date=None)
        checks = support_checks(row.person, row.intake)
        assert {c.name: c.holds for c in checks} == {
            "age": None,
            "course": True,
            "group": True,
            "once": True,
        }
        assert all(c.text for c in checks)

    def test_by_insurance_with_the_number_of_the_decision(self, enrolled: Enrolled) -> None:
        row = enrolled()
        with pytest.raises(ValidationError) as refused:
            asked(row, route="insurance", insurance_decision="không")
        assert codes_of(refused.value) == {"insurance_decision": {"required"}}
        claim = asked(row, route="insurance", insurance_decision="123/QĐ-SNV")
        # Decree 374/2025: 1.5 million a month from three months on, and 50,000 a day for meals.
        assert (claim.group, claim.part("tuition")) == ("unemployment-insurance", 2_500_000)
        assert claim.part("meals") == 40 * 50_000

    def test_a_group_is_not_readable_in_the_database(self, enrolled: Enrolled) -> None:
        claim = asked(enrolled(rural=False, priority_groups=["disabled"]))
        with connection.cursor() as cursor:
            cursor.execute("SELECT to_json(c)::text FROM enrolment_supportclaim c")
            rows = cursor.fetchall()
            cursor.execute("SELECT to_json(c)::text FROM enrolment_supportclaimhistory c")
            rows += cursor.fetchall()
        assert claim.group == "disabled"
        assert "disabled" not in str(claim)
        for told in ("disabled", str(claim.amount), "30000", claim.lines[0]["legal_source"]):
            assert not any(told in text for (text,) in rows), told

    def test_how_often_the_database_is_asked_does_not_hang_on_the_groups(
        self, enrolled: Enrolled
    ) -> None:
        def asked_of(*groups: str) -> int:
            row = enrolled(rural=False, priority_groups=groups)
            return count_queries(lambda: asked(row))

        asked(enrolled())
        few = asked_of("disabled")
        assert asked_of("disabled", "poor-household", "near-poor-household", "land-lost") == few

    def test_what_somebody_changed_meanwhile_is_not_overwritten(self, enrolled: Enrolled) -> None:
        row = enrolled()
        seen = asked(row).updated_at
        support.set_measures(claim_id=row.claim.pk, distance_km=Decimal(30), study_days=None)
        with pytest.raises(ChangedError):
            asked(row, version=seen)
        with pytest.raises(ChangedError):
            support.withdraw_claim(enrolment_id=row.pk, version=seen)
        now = SupportClaim.objects.get(enrolment=row).updated_at
        assert asked(row, version=now).distance_km is None


class TestOnceInALife:
    def test_who_asked_or_got_support_gets_none_elsewhere(self) -> None:
        person = grown_up()
        first = enrol(person_id=person.pk, intake_id=small_class().pk)
        asked(first)
        second = enrol(person_id=person.pk, intake_id=small_class().pk)
        with pytest.raises(ValidationError) as refused:
            asked(second)
        assert codes_of(refused.value) == {"route": {"once"}}
        withdraw(enrolment_id=first.pk)
        assert asked(second).state == "claimed"

    def test_the_database_holds_it(self) -> None:
        first = SupportClaimFactory(state="approved")
        with pytest.raises(IntegrityError), transaction.atomic():
            SupportClaimFactory(enrolment__person=first.person)
        SupportClaimFactory(
            enrolment__person=first.person,
            route="insurance",
            group="unemployment-insurance",
            insurance_decision="1/QĐ",
        )
        SupportClaimFactory(enrolment__person=first.person, state="refused")


class TestMeasures:
    def test_distance_and_days_change_the_amount(self, enrolled: Enrolled) -> None:
        claim = asked(enrolled(rural=False, priority_groups=["disabled"]), distance_km=Decimal("1"))
        before = claim.amount
        claim = support.set_measures(claim_id=claim.pk, distance_km=Decimal("30"), study_days=50)
        assert claim.amount == before + 300_000 + 10 * 30_000

    def test_not_after_the_decision(self, enrolled: Enrolled) -> None:
        claim = _decided(asked(enrolled()))
        with pytest.raises(ValidationError):
            support.set_measures(claim_id=claim.pk, distance_km=None, study_days=1)


class TestPapers:
    @pytest.mark.parametrize("content", [PDF, jpeg()])
    def test_they_are_kept_under_a_name_that_tells_nothing(
        self, enrolled: Enrolled, content: bytes
    ) -> None:
        row = enrolled()
        paper = support.add_document(
            enrolment_id=row.pk, file=upload(content, "../Sổ hộ nghèo.pdf")
        )
        assert paper.name.startswith("Sổ hộ nghèo.")
        assert "nghèo" not in paper.file.name
        assert paper.file.read() == content

    @pytest.mark.parametrize("content", [docx(), b"", b"<html>", b"MZ"])
    def test_others_are_refused_at_the_field(self, enrolled: Enrolled, content: bytes) -> None:
        with pytest.raises(ValidationError) as refused:
            support.add_document(enrolment_id=enrolled().pk, file=upload(content))
        assert set(refused.value.error_dict) == {"file"}
        assert not ProofDocument.objects.exists()

    def test_they_go_with_their_file(
        self, enrolled: Enrolled, django_capture_on_commit_callbacks
    ) -> None:
        from portal.people.services import delete_person

        row = enrolled()
        first, second = (
            support.add_document(enrolment_id=row.pk, file=upload(PDF)) for _ in range(2)
        )
        with django_capture_on_commit_callbacks(execute=True):
            support.remove_document(document_id=first.pk)
            support.remove_document(document_id=first.pk)
        assert not private_storage.exists(first.file.name)
        assert private_storage.exists(second.file.name)
        with django_capture_on_commit_callbacks(execute=True):
            delete_person(person_id=row.person_id)
        assert not private_storage.exists(second.file.name)

    def test_checked_ones_stay_and_new_ones_are_looked_at(self, enrolled: Enrolled) -> None:
        row, by = enrolled(), MembershipFactory().user
        paper = support.add_document(enrolment_id=row.pk, file=upload(PDF))
        checked = support.check_documents(enrolment_id=row.pk, by=by)
        assert checked.documents_checked_by == by
        with pytest.raises(ValidationError):
            support.remove_document(document_id=paper.pk)
        support.add_document(enrolment_id=row.pk, file=upload(PDF))
        row.refresh_from_db()
        assert row.documents_checked_at is None

    def test_not_without_end(self, enrolled: Enrolled) -> None:
        row = enrolled()
        for _ in range(support.MOST_DOCUMENTS):
            support.add_document(enrolment_id=row.pk, file=upload(PDF))
        with pytest.raises(ValidationError):
            support.add_document(enrolment_id=row.pk, file=upload(PDF))


def _noted(
    claim: SupportClaim, outcome: str, *, number: str = "12/QĐ-UBND", by: User | None = None
) -> CommuneDecision:
    return record_decision(
        claim_id=claim.pk,
        outcome=outcome,
        decided_on=timezone.localdate(),
        number=number,
        reason="Không thuộc đối tượng." if outcome == "refused" else "",
        by=by or EscUserFactory(),
    )


def _decided(claim: SupportClaim, outcome: str = "approved") -> SupportClaim:
    request_decision(claim_id=claim.pk)
    _noted(claim, outcome)
    claim.refresh_from_db()
    return claim


class TestDecisions:
    def test_seven_working_days(self, enrolled: Enrolled, monkeypatch) -> None:
        claim = asked(enrolled())
        monkeypatch.setattr(timezone, "localdate", lambda *_: date(2026, 11, 27))
        decision = request_decision(claim_id=claim.pk)
        assert (decision.requested_on, decision.due_on) == (date(2026, 11, 27), date(2026, 12, 8))
        assert decision.unit == claim.person.unit
        assert request_decision(claim_id=claim.pk) == decision

    def test_not_for_insurance_nor_without_a_commune(self, enrolled: Enrolled) -> None:
        insured = asked(enrolled(), route="insurance", insurance_decision="1/QĐ")
        nowhere = asked(enrolled(unit=None))
        for claim in (insured, nowhere):
            with pytest.raises(ValidationError):
                request_decision(claim_id=claim.pk)

    @pytest.mark.parametrize("days", [1, -61])
    def test_not_on_a_day_to_come_or_long_ago(self, enrolled: Enrolled, days: int) -> None:
        claim = asked(enrolled())
        with pytest.raises(ValidationError):
            request_decision(claim_id=claim.pk, on=timezone.localdate() + timedelta(days=days))

    @pytest.mark.parametrize("outcome", ["approved", "refused"])
    def test_the_person_is_told(self, enrolled: Enrolled, outcome: str) -> None:
        claim = _decided(asked(enrolled()), outcome)
        assert claim.state == outcome
        notice = Notice.objects.get(user=claim.person.user, kind="support_decided")
        assert str(claim.amount) not in str(notice.context)

    def test_what_a_decision_needs(self, enrolled: Enrolled) -> None:
        claim = asked(enrolled())
        request_decision(claim_id=claim.pk)
        today = timezone.localdate()
        for given, fields in (
            ({"outcome": "approved", "number": ""}, {"number"}),
            ({"outcome": "refused", "number": "1"}, {"reason"}),
            ({"outcome": "", "number": "1"}, {"outcome"}),
            (
                {"outcome": "approved", "number": "1", "decided_on": today + timedelta(days=1)},
                {"decided_on"},
            ),
        ):
            values = {"decided_on": today, "by": EscUserFactory()} | given
            with pytest.raises(ValidationError) as refused:
                record_decision(claim_id=claim.pk, **values)
            assert set(refused.value.error_dict) == fields

    def test_once_decided_it_stays_and_after_a_refusal_one_may_ask_anew(
        self, enrolled: Enrolled
    ) -> None:
        row = enrolled()
        claim = _decided(asked(row), "refused")
        with pytest.raises(DecidedError):
            _noted(claim, "approved", number="13")
        claim = asked(row)
        assert claim.state == "claimed"
        assert not CommuneDecision.objects.filter(claim=claim).exists()
        _decided(claim, "refused")
        told = Notice.objects.filter(user=row.person.user, kind="support_decided")
        assert told.count() == 2, "of the second decision as well, be it the same day"
        _decided(asked(row))
        with pytest.raises(ValidationError):
            asked(row)

    def test_the_same_sent_twice_is_one_and_by_somebody_else_it_was_decided_already(
        self, enrolled: Enrolled
    ) -> None:
        claim, by = asked(enrolled()), EscUserFactory()
        request_decision(claim_id=claim.pk)
        first = _noted(claim, "approved", by=by)
        assert _noted(claim, "approved", by=by) == first
        with pytest.raises(DecidedError):
            _noted(claim, "approved", by=EscUserFactory())
        assert Notice.objects.filter(kind="support_decided").count() == 1

    @pytest.mark.parametrize("how", ["withdraw", "withdraw_claim"])
    def test_nobody_decides_for_who_asks_no_more(self, enrolled: Enrolled, how: str) -> None:
        row = enrolled()
        claim = asked(row)
        request_decision(claim_id=claim.pk)
        CommuneDecision.objects.update(due_on=timezone.localdate())
        if how == "withdraw":
            withdraw(enrolment_id=row.pk)
        else:
            support.withdraw_claim(enrolment_id=row.pk)
        with pytest.raises(ValidationError):
            _noted(claim, "approved")
        claim.refresh_from_db()
        assert claim.state == "withdrawn"
        assert not CommuneDecision.objects.waiting().exists()

    def test_not_even_where_the_question_still_stands(self, enrolled: Enrolled) -> None:
        claim = asked(enrolled())
        request_decision(claim_id=claim.pk)
        SupportClaim.objects.filter(pk=claim.pk).update(state="withdrawn")
        late = timezone.localdate() - timedelta(days=1)
        CommuneDecision.objects.update(requested_on=late - timedelta(days=10), due_on=late)
        assert not CommuneDecision.objects.overdue().exists()
        with pytest.raises(ValidationError) as refused:
            _noted(claim, "approved")
        assert refused.value.code == "withdrawn"

    def test_the_centre_hears_once_of_what_is_late(self, enrolled: Enrolled) -> None:
        row = enrolled()
        members = [MembershipFactory(organisation=row.course.centre).user for _ in range(2)]
        request_decision(claim_id=asked(row).pk)
        support.tell_overdue()
        assert not Notice.objects.filter(kind="commune_overdue").exists()
        late = timezone.localdate() - timedelta(days=1)
        CommuneDecision.objects.update(requested_on=late - timedelta(days=10), due_on=late)
        assert CommuneDecision.objects.overdue().count() == 1
        support.tell_overdue()
        told = Notice.objects.filter(kind="commune_overdue")
        assert sorted(told.values_list("user", flat=True)) == [m.pk for m in members]
        assert row.person.full_name not in str(list(told.values_list("context", flat=True)))
        told.delete()
        support.tell_overdue()
        assert not told.exists(), "also once old messages are gone"

    def test_insurance_is_decided_by_the_centre_of_the_city(self, enrolled: Enrolled) -> None:
        claim = asked(enrolled(), route="insurance", insurance_decision="1/QĐ")
        support.decide_insurance(claim_id=claim.pk, approved=True)
        for approved in (True, False):
            with pytest.raises(DecidedError):
                support.decide_insurance(claim_id=claim.pk, approved=approved)
        claim.refresh_from_db()
        assert claim.state == "approved"
        with pytest.raises(ValidationError):
            support.decide_insurance(claim_id=asked(enrolled()).pk, approved=True)


def test_who_leaves_before_a_decision_asks_for_nothing_any_more(enrolled: Enrolled) -> None:
    row = enrolled()
    claim = asked(row)
    begun(row.intake)
    begin_classes()
    withdraw(enrolment_id=row.pk, reason="health")
    claim.refresh_from_db()
    assert claim.state == "withdrawn"
