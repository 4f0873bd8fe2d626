"""The messages of complaints. None of them says what was reported: they lead to a page."""

from datetime import date

from jobs.complaints.models import Complaint
from portal.notices.groups import notify_staff
from portal.notices.services import notify, page_url

State = Complaint.State
TOLD = {
    State.LOOKING: "complaint_looked_into",
    State.ANSWERED: "complaint_ended",
    State.CLOSED: "complaint_ended",
}
NOT_TOLD = {
    State.NEW: "The reporter did it and reads number and link; the staff are told once a day.",
}
# Kind → when it is sent, of those that follow from no state.
BESIDE = {"complaints_new": "Reports that nobody of the centre was told of; once a day."}


def tell_reporter(complaint: Complaint, kind: str) -> None:
    """Who reported with an account hears of each state once."""
    user = complaint.reporter
    if user is None or not user.is_active:
        return
    notify(
        user=user,
        kind=kind,
        context={
            "number": complaint.number,
            "url": page_url(user, "complaint_status", complaint.secret),
        },
        key=f"{kind}:{complaint.pk}",
    )


def tell_staff(*, count: int, day: date) -> None:
    """All who decide get one message a day, whatever the number of reports."""
    notify_staff(
        "complaints.decide",
        kind="complaints_new",
        context=lambda user: {"count": str(count), "url": page_url(user, "staff_complaints")},
        key=str(day),
    )
