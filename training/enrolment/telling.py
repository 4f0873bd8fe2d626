"""Who is told of which step of an enrolment; written inside the transaction of the step."""

from typing import Any

from django.utils import translation
from django.utils.formats import date_format

from portal.accounts.models import Organisation, User
from portal.notices.services import notify, page_url
from training.enrolment.models import Enrolment, SupportClaim

Status = Enrolment.Status
# The state that a step leads to → the kind of message that its person gets; of a new enrolment
# the centre, where somebody must look at it.
TOLD = {
    Status.APPLIED: "enrolment_received",
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
    Status.CANCELLED: "The person did it; where the whole class is cancelled, they are told so.",
    Status.STUDYING: "It follows from the first day of the class, which the person knows.",
}

State = SupportClaim.State
CLAIM_TOLD = {State.APPROVED: "support_decided", State.REFUSED: "support_decided"}
CLAIM_NOT_TOLD = {
    State.CLAIMED: "The person did it; the centre sees it beside the enrolment.",
    State.WITHDRAWN: "The person did it.",
}
# Kind → when it is sent, of those that follow from no state of one enrolment.
BESIDE = {
    "enrolment_class_cancelled": "The centre cancels a class; everybody in it is told.",
    "certificate_revoked": "The centre says that a certificate is not valid any more.",
    "commune_overdue": "A commune has not decided on support within 7 working days.",
    "graduate_asked": (
        "3 and 6 months after the certificate, if state support was given or the person agreed; "
        "once more where nobody answers."
    ),
}


def tell_person(enrolment: Enrolment, kind: str = "", *, key: str = "", **more: Any) -> None:
    """Tells the person of the state that the enrolment has now, or what `kind` says. `key` tells
    apart what may happen to one enrolment several times. Reasons stand on the person's page only:
    an SMS lies open, and they may tell of papers or health."""
    kind = kind or TOLD[Status(enrolment.status)]
    user = enrolment.person.user
    if user is None:
        return
    with translation.override(user.language):
        context = {
            "title": enrolment.course.title,
            "day": date_format(enrolment.intake.starts_on, "d/m/Y"),
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
