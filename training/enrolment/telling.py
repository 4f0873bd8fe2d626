"""Who is told of which step of an enrolment; written inside the transaction of the step."""

from typing import Any

from django.utils import translation
from django.utils.formats import date_format

from portal.accounts.models import Organisation, User
from portal.notices.services import notify, page_url
from portal.reference.codes import labels
from training.enrolment.models import Enrolment

Status = Enrolment.Status
# The state that a step leads to → the kind of message that its person gets.
TOLD = {
    Status.ACCEPTED: "enrolment_accepted",
    Status.WAITING: "enrolment_waiting",
    Status.REFUSED: "enrolment_refused",
    Status.LEFT: "enrolment_left",
    Status.COMPLETED: "enrolment_result",
    Status.FAILED: "enrolment_result",
    Status.CERTIFIED: "enrolment_certified",
}
# Why the others tell nobody.
NOT_TOLD = {
    Status.APPLIED: "The person did it; the centre is told that somebody waits for its answer.",
    Status.CANCELLED: "The person did it; where the whole class is cancelled, they are told so.",
    Status.STUDYING: "It follows from the first day of the class, which the person knows.",
}


def tell_person(enrolment: Enrolment, kind: str = "", *, key: str = "", **more: Any) -> None:
    """Tells the person of the state that the enrolment has now, or what `kind` says. `key` tells
    apart what may happen to one enrolment several times."""
    kind = kind or TOLD[Status(enrolment.status)]
    user = enrolment.person.user
    if user is None:
        return
    with translation.override(user.language):
        context = {
            "title": enrolment.course.title,
            "day": date_format(enrolment.intake.starts_on, "d/m/Y"),
            "reason": labels("enrolment_end_reasons").get(enrolment.reason, ""),
            "url": page_url(user, "my_course", enrolment.pk),
            **more,
        }
    notify(
        user=user,
        kind=kind,
        context=context,
        key=f"{kind}:{enrolment.pk}:{key or enrolment.status}",
    )


def tell_centre(enrolment: Enrolment, kind: str, *, page: str, key: str) -> None:
    """Tells every member of the centre once for each `key`; nothing in it names the person."""
    for user in _members(enrolment.course.centre):
        context = {
            "title": enrolment.course.title,
            "url": page_url(user, page, enrolment.course.pk, enrolment.intake_id),
        }
        notify(user=user, kind=kind, context=context, key=f"{kind}:{key}:{user.pk}")


def _members(centre: Organisation) -> list[User]:
    rows = centre.memberships.filter(left_at__isnull=True).select_related("user")
    return [membership.user for membership in rows.order_by("pk")]
