"""How enrolments, claims and their checks read, for the pages of learners, centres and staff."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from frontend import formats
from frontend.cards import Event, Fact, Reason
from frontend.views.listings.support import KINDS, amount_of
from portal.reference import codes
from training.enrolment.eligibility import Check
from training.enrolment.history import steps_of
from training.enrolment.models import CommuneDecision, Enrolment, SupportClaim

Status = Enrolment.Status
# The look of each state's tag.
LOOKS = {
    Status.ACCEPTED: "tag-done",
    Status.STUDYING: "tag-done",
    Status.COMPLETED: "tag-done",
    Status.CERTIFIED: "tag-done",
    Status.APPLIED: "tag-wait",
    Status.WAITING: "tag-wait",
}
# The way of somebody to whom all goes well.
USUAL = (Status.ACCEPTED, Status.STUDYING, Status.COMPLETED, Status.CERTIFIED)
ENDED_BADLY = (Status.REFUSED, Status.CANCELLED, Status.LEFT, Status.FAILED)


def look_of(enrolment: Enrolment) -> str:
    return LOOKS.get(Status(enrolment.status), "")


def reasons_of(checks: Iterable[Check]) -> list[Reason]:
    """Checks as a reason list: what holds, what does not, what the centre looks at."""
    kinds = {True: "fits", False: "missing", None: "todo"}
    return [Reason(kind=kinds[check.holds], text=check.text) for check in checks]  # type: ignore[arg-type]


def reason_label(enrolment: Enrolment) -> str:
    return codes.labels("enrolment_end_reasons").get(enrolment.reason, "")


def standing_claim(enrolment: Enrolment) -> SupportClaim | None:
    """What is or was asked for, unless the person took it back."""
    claim: SupportClaim | None = getattr(enrolment, "claim", None)
    return claim if claim and claim.stands else None


def group_label(claim: SupportClaim) -> str:
    return codes.labels("priority_groups").get(claim.group, claim.group)


def events_of(enrolment: Enrolment) -> list[Event]:
    """What happened, and what usually comes next."""
    steps = steps_of(enrolment)
    events = []
    for status, moment in steps:
        last = status == enrolment.status
        state = "failed" if status in ENDED_BADLY else "now" if last else "done"
        note = reason_label(enrolment) if last and status in ENDED_BADLY else ""
        if status == Status.CERTIFIED:
            state = "done"
        events.append(
            Event(label=str(Status(status).label), state=state, at=moment, note=note)  # type: ignore[arg-type]
        )
    if enrolment.status not in ENDED_BADLY:
        reached = enrolment.status in USUAL and USUAL.index(Status(enrolment.status)) + 1
        events += [Event(label=str(s.label)) for s in USUAL[reached or 0 :]]
    return events


def claim_facts(claim: SupportClaim) -> list[Fact]:
    """The amount, each part of it with its law, and what it depends on."""
    facts = [
        Fact(
            label=_("Support in all"),
            value=amount_of(claim.amount, provisional=claim.provisional),
            note=str(claim.get_state_display()),
            key=True,
        )
    ]
    facts += [
        Fact(
            label=str(KINDS[line["kind"]]),
            value=amount_of(line["amount"], provisional=line["provisional"]),
            note=line["legal_source"].replace("Article", _("Article")),
        )
        for line in claim.lines
    ]
    facts.append(Fact(label=_("Supported group"), value=group_label(claim)))
    if claim.insurance_decision:
        facts.append(Fact(label=_("Benefit decision"), value=claim.insurance_decision))
    if claim.distance_km is not None:
        facts.append(Fact(label=_("From home"), value=formats.distance(float(claim.distance_km))))
    if claim.study_days is not None:
        days = formats.number(claim.study_days)
        label = _("Days attended") if claim.days_attended else _("Study days")
        facts.append(Fact(label=label, value=days))
    return facts


def decision_facts(decision: CommuneDecision) -> list[Fact]:
    """Where the claim is, until when, and what came of it."""
    facts = [
        Fact(label=_("Sent to"), value=str(decision.unit), note=formats.day(decision.requested_on))
    ]
    if decision.decided_on is None:
        due = formats.day(decision.due_on)
        note = _("overdue") if decision.is_overdue else ""
        return [*facts, Fact(label=_("Decision due"), value=due, note=note)]
    outcome = str(decision.get_outcome_display())
    facts.append(
        Fact(label=_("Decision"), value=outcome, note=formats.day(decision.decided_on), key=True)
    )
    if decision.number:
        facts.append(Fact(label=_("Number"), value=decision.number))
    if decision.reason:
        facts.append(Fact(label=_("Reason"), value=decision.reason))
    return facts
