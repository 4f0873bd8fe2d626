"""What goes when a person is erased: enrolments with all that hangs on them, and their history."""

from typing import Any

from django.db import transaction

from portal.changes import announce
from portal.history import forget_history
from portal.people.models import Person
from training.enrolment.models import Certificate, Enrolment
from training.enrolment.services import free_seats, locked_intake, promote


@transaction.atomic
def forget_person(*, person: Person) -> None:
    """Erases them; the seats go to who waits."""
    history = _history(person)
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
