"""Nothing of somebody who is erased is left with their enrolments."""

from datetime import timedelta

import pytest
from django.apps import apps
from django.forms.models import model_to_dict
from django.utils import timezone

from portal.people.services import delete_person
from tests.factories import FollowUpFactory, SupportClaimFactory, UserFactory
from tests.files.making import PDF, upload
from tests.people.test_erasure import rows_with
from tests.training.enrolment.conftest import begun, grown_up, small_class, taken
from training.enrolment.models import Enrolment, ErasedClaim, SupportClaim
from training.enrolment.services import enrol
from training.enrolment.support import (
    add_document,
    claim_support,
    record_decision,
    request_decision,
)
from training.enrolment.teaching import Result, certify, mark_attendance, set_results
from training.models import Intake

pytestmark = pytest.mark.django_db


@pytest.fixture
def certified() -> Enrolment:
    """Somebody of whom every kind of row is kept."""
    intake, person = small_class(), grown_up()
    row = enrol(person_id=person.pk, intake_id=intake.pk)
    add_document(enrolment_id=row.pk, file=upload(PDF))
    claim = claim_support(enrolment_id=row.pk, route="group")
    request_decision(claim_id=claim.pk)
    record_decision(
        claim_id=claim.pk,
        outcome="approved",
        decided_on=timezone.localdate(),
        number="7/QĐ-UBND",
        by=UserFactory(),
    )
    begun(intake)
    today = timezone.localdate()
    mark_attendance(intake_id=intake.pk, day=today, states={row.pk: "present"})
    set_results(intake_id=intake.pk, results={row.pk: Result("pass")})
    certify(intake_id=intake.pk)
    return row


def test_every_row_and_its_history_goes(certified: Enrolment) -> None:
    models = list(apps.get_app_config("enrolment").get_models())
    filled = {m.__name__ for m in models if m._default_manager.exists()}
    assert filled == {m.__name__ for m in models} - {"ErasedClaim"}
    delete_person(person_id=certified.person_id)
    assert not any(rows_with("person_id", certified.person_id).values())
    assert {m.__name__ for m in models if m._default_manager.exists()} == {"ErasedClaim"}
    assert taken(Intake.objects.get(pk=certified.intake_id)) == 0


def test_of_approved_support_stays_what_was_paid_for_which_class(certified: Enrolment) -> None:
    claim = SupportClaim.objects.get(enrolment=certified)
    delete_person(person_id=certified.person_id)
    kept = model_to_dict(ErasedClaim.objects.get())
    assert kept == {
        "intake": certified.intake_id,
        "group": "rural-worker",
        "amount": claim.amount,
        "decided_on": timezone.localdate(),
        "study_days": 1,
    }
    assert claim.amount > 0


@pytest.mark.parametrize(("state", "rows"), [("approved", 1), ("claimed", 0), ("refused", 0)])
def test_only_of_approved_support(state: str, rows: int) -> None:
    claim = SupportClaimFactory(
        route="insurance", group="unemployment-insurance", insurance_decision="5/QĐ", state=state
    )
    delete_person(person_id=claim.person_id)
    kept = ErasedClaim.objects.values_list("decided_on", flat=True)
    assert list(kept) == [timezone.localdate()] * rows


def test_others_keep_theirs(certified: Enrolment) -> None:
    other = FollowUpFactory(due_on=timezone.localdate() + timedelta(days=1)).enrolment
    delete_person(person_id=certified.person_id)
    events = apps.get_model("enrolment", "EnrolmentHistory")
    assert set(events.objects.values_list("pgh_obj_id", flat=True)) == {other.pk}
