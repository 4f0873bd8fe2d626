"""What goes when a person is erased: enrolments with all that hangs on them, and their history.
Of approved support the law has the accounts kept (Accounting Law 88/2015, Article 41): what was
paid for which class stays, and nothing that leads to the person."""

from datetime import date
from typing import Any

from django.apps import apps
from django.db import transaction
from django.utils import timezone

from portal.changes import announce
from portal.history import forget_history
from portal.people.models import Person
from training.enrolment.models import (
    Certificate,
    CommuneDecision,
    Enrolment,
    ErasedClaim,
    SupportClaim,
)
from training.enrolment.services import free_seats, locked_intake, promote


@transaction.atomic
def forget_person(*, person: Person) -> None:
    """Erases them; the seats go to who waits."""
    history = _history(person)
    _keep_approved(person)
    rows = Enrolment.objects.filter(person=person)
    for intake_id in sorted(set(rows.values_list("intake_id", flat=True))):
        intake = locked_intake(intake_id)
        own = rows.filter(intake=intake)
        seats = own.seated().count()
        own.delete()
        if seats:
            free_seats(intake, seats)
            promote(intake)
            announce("course", [intake.course_id])
    for name, which in history.items():
        forget_history(f"enrolment.{name}", **which)


def _keep_approved(person: Person) -> None:
    claims = SupportClaim.objects.filter(person=person, state=SupportClaim.State.APPROVED)
    ErasedClaim.objects.bulk_create(
        ErasedClaim(
            intake=claim.enrolment.intake,
            group=claim.group,
            amount=claim.amount,
            decided_on=_decided_on(claim),
            study_days=claim.study_days,
        )
        for claim in claims.select_related("enrolment__intake", "decision")
    )


def _decided_on(claim: SupportClaim) -> date | None:
    """The day of the commune's decision; by unemployment insurance, that of the entry here."""
    decision: CommuneDecision | None = getattr(claim, "decision", None)
    if decision is not None:
        return decision.decided_on
    events: Any = apps.get_model("enrolment", "SupportClaimHistory")._default_manager
    rows = events.filter(pgh_obj_id=claim.pk, state=claim.state).order_by("pgh_created_at")
    moment = rows.values_list("pgh_created_at", flat=True).first()
    return moment and timezone.localdate(moment)


def _history(person: Person) -> dict[str, dict[str, list[Any]]]:
    """Event models, and which of their rows are about the person; asked while these are there."""
    enrolments = list(person.enrolments.values_list("pk", flat=True))
    claims = list(person.support_claims.values_list("pk", flat=True))
    certificates = Certificate.objects.filter(enrolment__in=enrolments)
    return {
        "EnrolmentHistory": {"pgh_obj_id__in": enrolments},
        "SupportClaimHistory": {"pgh_obj_id__in": claims},
        # Of decisions that were asked for anew as well.
        "CommuneDecisionHistory": {"claim_id__in": claims},
        "CertificateHistory": {"pgh_obj_id__in": list(certificates.values_list("pk", flat=True))},
    }
