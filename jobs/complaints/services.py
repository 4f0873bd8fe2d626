"""How complaints come to be and how they end. Each call is one transaction."""

from datetime import datetime, timedelta
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from jobs.complaints import telling
from jobs.complaints.models import LONGEST_ABOUT, Complaint
from jobs.models import Vacancy
from portal.accounts.contacts import parse_contact
from portal.accounts.models import Organisation, User
from portal.once import once
from portal.textfold import blacked_out
from portal.validation import DecidedError, Problems, expect_version, set_fields

# As long as somebody may come back to a case that has ended.
CONTACT_KEPT = timedelta(days=90)
# Made here and not typed.
_LATER = ("state", "secret", "form_key")


@transaction.atomic
def report(
    *,
    kind: str,
    text: str,
    about: str = "",
    contact: str = "",
    vacancy: Vacancy | None = None,
    organisation: Organisation | None = None,
    reporter: User | None = None,
    form_key: UUID | None = None,
) -> Complaint:
    """A new report, about a vacancy, an organisation, or what `about` names. A form that comes
    twice gives what it made.

    Raises ValidationError with each problem at its field.
    """
    if vacancy is not None:
        organisation = vacancy.employer
    named = [vacancy.title if vacancy else "", organisation.name if organisation else ""]
    complaint = Complaint(
        vacancy=vacancy, organisation=organisation, reporter=reporter, form_key=form_key
    )
    known = " · ".join(filter(None, named))[:LONGEST_ABOUT]
    set_fields(complaint, {"kind": kind, "text": text, "about": known or about})
    problems = Problems()
    with problems.collecting():
        complaint.full_clean(exclude=_LATER, validate_constraints=False)
    with problems.collecting(at="contact"):
        if contact := contact.replace("\0", "").strip():
            complaint.contact = parse_contact(contact, any_phone=True).text
    problems.raise_if_any()

    def save() -> Complaint:
        complaint.save()
        return complaint

    return once(form_key, save, lambda: Complaint.objects.get(form_key=form_key))


def _locked(complaint_id: int) -> Complaint:
    # Who decided is read after the lock: a join would show who stood there before it.
    complaint = Complaint.objects.select_for_update().get(pk=complaint_id)
    if not complaint.is_open:
        text = _("%(who)s has decided already: %(state)s. Nothing was changed.")
        said = {
            "who": complaint.assigned_to or _("Somebody"),
            "state": complaint.get_state_display(),
        }
        raise DecidedError(text % said, code="decided")
    return complaint


@transaction.atomic
def take(*, complaint_id: int, by: User, version: datetime | None = None) -> Complaint:
    """Says that `by` looks into it; the reporter hears of the first who does.

    Raises DecidedError where it has ended, ChangedError where it is not of the `version` that is
    expected: somebody else has taken it meanwhile.
    """
    complaint = _locked(complaint_id)
    if complaint.assigned_to_id == by.pk:
        return complaint
    expect_version(complaint, version)
    complaint.take(by)
    complaint.save()
    telling.tell_reporter(complaint, "complaint_looked_into")
    return complaint


@transaction.atomic
def decide(*, complaint_id: int, by: User, outcome: str, answer: str = "") -> Complaint:
    """Ends it with a code of complaint_outcomes, in words or without, and tells the reporter.

    Raises ValidationError by field, and DecidedError where somebody else was quicker.
    """
    complaint = _locked(complaint_id)
    if not outcome:
        raise ValidationError(
            {"outcome": ValidationError(_("Choose an outcome."), code="required")}
        )
    set_fields(complaint, {"answer": answer})
    if complaint.answer:
        complaint.answer_with(by, outcome, complaint.answer)
    else:
        complaint.close(by, outcome)
    complaint.full_clean(exclude=_LATER, validate_constraints=False)
    complaint.save()
    telling.tell_reporter(complaint, "complaint_ended")
    return complaint


@transaction.atomic
def tell_of_new() -> int:
    """Tells the staff of those that nobody was told of; returns how many. Safe to run again."""
    fresh = Complaint.objects.new().filter(told_at__isnull=True)
    ids = [c.pk for c in fresh.select_for_update(of=("self",), skip_locked=True)]
    if ids:
        Complaint.objects.filter(pk__in=ids).update(told_at=timezone.now())
        telling.tell_staff(count=len(ids), day=timezone.localdate())
    return len(ids)


@transaction.atomic
def forget_contacts() -> int:
    """Deletes how to reach reporters whose case ended 90 days ago; returns how many."""
    due = Complaint.objects.ended().filter(ended_at__lte=timezone.now() - CONTACT_KEPT)
    return due.exclude(contact="").order_by().update(contact="")


@transaction.atomic
def forget_reporter(*, user: User) -> None:
    """Nothing of a reporter stays whose account is deleted; what they reported does, without
    their own name and how to reach them."""
    own = (user.full_name, str(user.phone or ""), user.email or "")
    for complaint in Complaint.objects.filter(reporter=user).select_for_update():
        complaint.contact, complaint.reporter = "", None
        for name in ("about", "text", "answer"):
            setattr(complaint, name, blacked_out(getattr(complaint, name), *own))
        complaint.save()
