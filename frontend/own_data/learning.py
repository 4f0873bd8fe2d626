"""Rows of enrolments and support."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from frontend.forms.base import label_of
from frontend.own_data.readings import AT, NAME, Rows, chosen, coded_in, money, of_model, said
from frontend.views.listings.support import KINDS as SUPPORT_KINDS
from training.enrolment.models import (
    Attendance,
    CommuneDecision,
    Enrolment,
    FollowUp,
    SupportClaim,
)

_DECISION: Rows = {
    "commune": (label_of(CommuneDecision, "unit"), said),
    **of_model(
        CommuneDecision, "requested_on", "due_on", "decided_on", "outcome", "number", "reason"
    ),
}
_SUPPORT: Rows = {
    **of_model(SupportClaim, "route", "insurance_decision", "distance_km", "study_days"),
    "amount": (gettext_lazy("Amount"), money),
    "group": (label_of(SupportClaim, "group"), coded_in("priority_groups")),
    "lines": (
        gettext_lazy("What it is made of"),
        {
            "kind": (gettext_lazy("For"), lambda kind: str(SUPPORT_KINDS[kind])),
            "amount": (gettext_lazy("Amount"), money),
            "legal_source": (
                gettext_lazy("Law"),
                lambda source: source.replace("Article", _("Article")),
            ),
            "provisional": (gettext_lazy("Provisional"), said),
        },
    ),
    "decision": (gettext_lazy("Decision of the commune"), _DECISION),
    "state": (gettext_lazy("State"), chosen(SupportClaim.State)),
    "at": (AT, said),
}
ENROLMENT: Rows = {
    "course": (gettext_lazy("Course"), said),
    "centre": (gettext_lazy("Training centre"), said),
    "first_day": (gettext_lazy("First day"), said),
    "status": (gettext_lazy("State"), chosen(Enrolment.Status)),
    **of_model(Enrolment, "reason", "grade", "score"),
    "at": (AT, said),
    "certificate": (gettext_lazy("Certificate number"), said),
    "papers": (gettext_lazy("Papers"), {"name": (NAME, said), "at": (AT, said)}),
    "attendance": (
        gettext_lazy("Attendance"),
        {
            "day": (gettext_lazy("Day"), said),
            "state": (gettext_lazy("State"), chosen(Attendance.State)),
        },
    ),
    "after_the_course": (
        gettext_lazy("After the course"),
        {
            "months": (gettext_lazy("Months after the certificate"), said),
            "answer": (gettext_lazy("Answer"), chosen(FollowUp.Answer)),
            "at": (AT, said),
        },
    ),
    "support": (gettext_lazy("Support"), _SUPPORT),
}
