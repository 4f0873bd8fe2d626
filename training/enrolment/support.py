"""Support for learners: the claim, its papers, and the commune's decision. Each call is one
transaction."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any, cast

from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.accounts.models import User
from portal.files.content import check_upload, clean_name
from portal.reference.rates import rate_by_scope
from portal.reference.working_days import after_working_days
from portal.textfold import nfc
from portal.validation import DecidedError, Problems, expect_version, set_fields
from training.enrolment.eligibility import offered_groups, refuse_if_any, support_checks
from training.enrolment.models import CommuneDecision, Enrolment, ProofDocument, SupportClaim
from training.enrolment.services import locked
from training.enrolment.telling import tell_centre, tell_person
from training.entitlement import INSURED, Entitlement, amounts

Route, State = SupportClaim.Route, SupportClaim.State
Outcome = CommuneDecision.Outcome
DOCUMENT_KINDS = ("pdf", "jpg")
MOST_DOCUMENTS = 10
# A letter that was sent earlier may be entered later, within reason.
EARLIEST_REQUEST = timedelta(days=60)
# Working days of the commune (Decree 338/2025/NĐ-CP, Article 28), where no dated rate says others.
DECISION_DAYS = 7


def _amounts(
    enrolment: Enrolment,
    groups: Iterable[str],
    distance_km: Decimal | None,
    study_days: int | None = None,
) -> Entitlement:
    """What the law gives to the best of these groups, at the rates of the first day of class."""
    intake = enrolment.intake
    return amounts(
        groups,
        enrolment.person,
        intake.course,
        on=intake.starts_on,
        distance_km=None if distance_km is None else float(distance_km),
        study_days=study_days,
    )


@transaction.atomic
def claim_support(
    *,
    enrolment_id: int,
    route: str,
    group: str = "",
    insurance_decision: str = "",
    distance_km: Decimal | None = None,
    version: datetime | None = None,
) -> SupportClaim:
    """Asks for support, or changes what was asked as long as nobody decides on it. By group:
    without `group`, the one that gives most. By insurance: with the number of the decision.

    Raises ValidationError by field, with each reason that speaks against it, and ChangedError
    where the claim is not of the `version` that is expected.
    """
    enrolment = locked(enrolment_id)
    claim = SupportClaim.objects.select_for_update().filter(enrolment=enrolment).first()
    claim = claim or SupportClaim(enrolment=enrolment, person=enrolment.person)
    claim.enrolment, claim.person = enrolment, enrolment.person
    _check_may_claim(enrolment, claim)
    if claim.pk:
        expect_version(claim, version)
    if route == Route.GROUP:
        checks = support_checks(enrolment.person, enrolment.intake, besides=claim)
        refuse_if_any(checks, "route")
        offered = offered_groups(enrolment.person)
        group = group or _amounts(enrolment, offered, distance_km).group
        if offered and not group:
            message = _(
                "In this class there is nothing to support yet: it has no fee, and its hours are "
                "not stated. Ask the training centre."
            )
            raise ValidationError({"route": ValidationError(message, code="nothing_due")})
        if group not in offered:
            message = _("Your profile does not name this group. Add it there first.")
            raise ValidationError({"group": ValidationError(message, code="not_yours")})
        insurance_decision = ""
    elif route == Route.INSURANCE:
        group = INSURED
        if not any(map(str.isdigit, insurance_decision)):
            message = _("Write the number of the decision on your unemployment benefit.")
            raise ValidationError({"insurance_decision": ValidationError(message, code="required")})
    else:
        raise ValidationError({"route": ValidationError(_("Choose one."), code="required")})
    CommuneDecision.objects.filter(claim=claim.pk).delete()
    set_fields(
        claim,
        {
            "route": route,
            "group": group,
            "insurance_decision": insurance_decision,
            "distance_km": distance_km,
            "state": State.CLAIMED,
            "claimed_at": timezone.now(),
        },
    )
    return _saved(claim)


def _check_may_claim(enrolment: Enrolment, claim: SupportClaim) -> None:
    if not enrolment.is_open:
        raise ValidationError(_("This enrolment has ended."), code="too_late")
    if not may_claim(enrolment, claim):
        raise ValidationError(
            _("This is being decided or is approved; it can no longer be changed."), code="decided"
        )


def may_claim(enrolment: Enrolment, claim: SupportClaim | None) -> bool:
    """Whether support may be asked for, or what was asked be changed: until the commune was asked,
    and again after it refused."""
    if not enrolment.is_open:
        return False
    if claim is None or claim.pk is None:
        return True
    decision = CommuneDecision.objects.filter(claim=claim, outcome="")
    return claim.state != State.APPROVED and not decision.exists()


def _compute(claim: SupportClaim) -> None:
    found = _amounts(claim.enrolment, [claim.group], claim.distance_km, claim.study_days)
    claim.lines = [
        {
            "kind": line.kind,
            "amount": line.amount,
            "legal_source": line.legal_source,
            "provisional": line.provisional,
        }
        for line in found.lines
    ]


def _saved(claim: SupportClaim) -> SupportClaim:
    _compute(claim)
    # The database's own "once in a life" is asked as well, and said in words.
    claim.full_clean(exclude=["lines"])
    claim.save()
    return claim


@transaction.atomic
def withdraw_claim(*, enrolment_id: int, version: datetime | None = None) -> None:
    """The person asks for no support any more; a refusal stays as it is.

    Raises DecidedError for approved support, and ChangedError as `claim_support` does.
    """
    enrolment = locked(enrolment_id)
    claim = SupportClaim.objects.select_for_update().filter(enrolment=enrolment).first()
    if claim is not None and claim.stands and claim.state != State.REFUSED:
        expect_version(claim, version)
        _check_open(claim)
        CommuneDecision.objects.filter(claim=claim).delete()
        claim.state = State.WITHDRAWN
        claim.save()


@transaction.atomic
def set_measures(
    *, claim_id: int, distance_km: Decimal | None, study_days: int | None
) -> SupportClaim:
    """The centre puts distance (km) and planned study days right; the amount follows.

    Raises ValidationError by field, and once the claim is decided.
    """
    claim = _locked_claim(claim_id)
    _check_open(claim)
    set_fields(claim, {"distance_km": distance_km, "study_days": study_days})
    return _saved(claim)


def _check_open(claim: SupportClaim) -> None:
    """Raises ValidationError for what nobody asks for, DecidedError for what is decided."""
    if not claim.stands:
        message = _("The person asks for no support any more.")
        raise ValidationError(message, code="withdrawn")
    if not claim.is_open:
        message = _("This is decided already: %(state)s.") % {"state": claim.get_state_display()}
        raise DecidedError(message, code="decided")


def _locked_claim(claim_id: int) -> SupportClaim:
    enrolment_id = SupportClaim.objects.values_list("enrolment_id", flat=True).get(pk=claim_id)
    enrolment = locked(enrolment_id)
    claim = SupportClaim.objects.select_for_update().get(pk=claim_id)
    claim.enrolment = enrolment
    return claim


@transaction.atomic
def settle(*, claims: Iterable[SupportClaim], days: dict[int, int]) -> None:
    """Computes claims anew with the days attended (enrolment id → days), once a class is taught:
    meals are paid for those only (Decision 46/2015, Article 5). Whether the person may have it is
    not asked again."""
    for claim in claims:
        claim.study_days = days.get(claim.enrolment_id, 0)
        claim.days_attended = True
        _compute(claim)
        claim.save()


@transaction.atomic
def add_document(*, enrolment_id: int, file: File) -> ProofDocument:
    """Keeps a paper (PDF or JPG, at most 5 MB) privately; papers must be looked at again then.

    Raises ValidationError at `file`.
    """
    enrolment = locked(enrolment_id)
    with _at("file"):
        if not enrolment.is_open:
            raise ValidationError(_("This enrolment has ended."), code="too_late")
        if enrolment.documents.count() >= MOST_DOCUMENTS:
            message = _("At most %(most)s papers can be kept.") % {"most": MOST_DOCUMENTS}
            raise ValidationError(message, code="too_many")
        kind = check_upload(file, cast(Any, DOCUMENT_KINDS))
    name = clean_name(file.name or "", kind)
    document = ProofDocument(enrolment=enrolment, name=name, size=file.size)
    document.file.save(name, file, save=False)
    document.save()
    if enrolment.documents_checked_at:
        enrolment.documents_checked_at = enrolment.documents_checked_by = None
        enrolment.save()
    return document


@contextmanager
def _at(field: str) -> Iterator[None]:
    """Puts what a block raises at a field."""
    try:
        yield
    except ValidationError as error:
        raise ValidationError({field: error.error_list}) from None


@transaction.atomic
def remove_document(*, document_id: int) -> None:
    """Takes a paper back, with its file. One that is gone already changes nothing.

    Raises ValidationError once the centre has looked at the papers.
    """
    papers = ProofDocument.objects.filter(pk=document_id)
    kept = papers.values_list("enrolment_id", flat=True).first()
    if kept is None:
        return
    # Locked, so that nobody notes as checked what is being taken back.
    enrolment = locked(kept)
    document = papers.first()
    if document is None:
        return
    if enrolment.documents_checked_at:
        raise ValidationError(_("The centre has checked your papers already."), code="checked")
    document.delete()


@transaction.atomic
def check_documents(*, enrolment_id: int, by: User) -> Enrolment:
    """The centre has looked at the papers and they are right. Again changes nothing."""
    enrolment = locked(enrolment_id)
    if enrolment.documents_checked_at is None:
        enrolment.documents_checked_at, enrolment.documents_checked_by = timezone.now(), by
        enrolment.save()
    return enrolment


def _days_to_decide(on: date) -> int:
    rate = rate_by_scope("training-support-decision-days", on).get("all")
    return int(rate.amount) if rate else DECISION_DAYS


@transaction.atomic
def request_decision(*, claim_id: int, on: date | None = None) -> CommuneDecision:
    """Notes that the claim went to the commune of the person's home, and until when that must
    decide: 7 working days (Decree 338/2025, Article 28). Asking again changes nothing.

    Raises ValidationError where there is nothing to decide.
    """
    claim = _locked_claim(claim_id)
    if made := CommuneDecision.objects.filter(claim=claim).first():
        return made
    today = timezone.localdate()
    on = on or today
    if claim.route != Route.GROUP or not claim.is_open:
        raise ValidationError(_("There is nothing for the commune to decide."), code="not_open")
    if claim.enrolment.person.unit is None:
        message = _("The profile does not say in which commune the person lives.")
        raise ValidationError(message, code="no_commune")
    if not today - EARLIEST_REQUEST <= on <= today:
        message = _("Choose today, or a day of the last two months.")
        raise ValidationError({"on": ValidationError(message, code="out_of_range")})
    return CommuneDecision.objects.create(
        claim=claim,
        unit=claim.enrolment.person.unit,
        requested_on=on,
        due_on=after_working_days(on, _days_to_decide(on)),
    )


@transaction.atomic
def record_decision(
    *, claim_id: int, outcome: str, decided_on: date, number: str, reason: str = "", by: User
) -> CommuneDecision:
    """Enters what the commune decided; the person is told. The same again by the same user changes
    nothing.

    Raises ValidationError by field, also where the person asks for no support any more, and
    DecidedError where somebody else was quicker.
    """
    claim = _locked_claim(claim_id)
    decision = CommuneDecision.objects.select_for_update().filter(claim=claim).first()
    if decision is None:
        raise ValidationError(_("The commune was not asked yet."), code="not_asked")
    if (decision.outcome, decision.number, decision.recorded_by) == (outcome, nfc(number), by):
        return decision
    _check_open(claim)
    problems = Problems()
    set_fields(
        decision,
        {"outcome": outcome, "decided_on": decided_on, "number": number, "reason": reason},
    )
    decision.recorded_by = by
    with problems.collecting():
        decision.full_clean(validate_constraints=False)
    if outcome not in Outcome.values:
        problems.add("outcome", _("Choose one."), "required")
    if decided_on and not decision.requested_on <= decided_on <= timezone.localdate():
        problems.add("decided_on", _("Between the day it was sent and today."), "out_of_range")
    if outcome == Outcome.APPROVED and not decision.number:
        problems.add("number", _("Write the number of the decision."), "required")
    if outcome == Outcome.REFUSED and not decision.reason:
        problems.add("reason", _("Write the reason."), "required")
    problems.raise_if_any()
    decision.save()
    _decide(claim, approved=outcome == Outcome.APPROVED)
    return decision


@transaction.atomic
def decide_insurance(*, claim_id: int, approved: bool) -> SupportClaim:
    """The employment service centre decides on a claim by unemployment insurance (Decree
    374/2025); the person is told.

    Raises DecidedError where it is decided already, and ValidationError where nobody asks for it.
    """
    claim = _locked_claim(claim_id)
    if claim.route != Route.INSURANCE:
        raise ValidationError(_("The commune decides on this claim."), code="other_route")
    _check_open(claim)
    _decide(claim, approved=approved)
    return claim


def _decide(claim: SupportClaim, *, approved: bool) -> None:
    claim.state = State.APPROVED if approved else State.REFUSED
    claim.save()
    # Who asks anew after a refusal is told of the second decision as well, be it the same day.
    tell_person(claim.enrolment, "support_decided", key=f"{claim.claimed_at.timestamp()}")


def tell_overdue() -> None:
    """Tells each centre once of every decision whose last day is over. Safe to run at any time."""
    rows = CommuneDecision.objects.overdue().filter(overdue_told_at__isnull=True)
    for pk in list(rows.values_list("pk", flat=True)):
        _tell_overdue(pk)


@transaction.atomic
def _tell_overdue(decision_id: int) -> None:
    rows = CommuneDecision.objects.select_for_update(of=("self",), skip_locked=True)
    rows = rows.overdue().filter(pk=decision_id, overdue_told_at__isnull=True)
    decision = rows.select_related("claim__enrolment__intake__course__centre").first()
    if decision is None:
        return
    decision.overdue_told_at = timezone.now()
    decision.save(update_fields=["overdue_told_at"])
    # One message for all of a class that were due on the same day.
    enrolment = decision.claim.enrolment
    key = f"{enrolment.intake_id}:{decision.due_on}"
    tell_centre(enrolment, "commune_overdue", page="intake_claims", key=key)
