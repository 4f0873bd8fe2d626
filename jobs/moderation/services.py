"""What the centre decides on a vacancy that waits. Each call is one transaction."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from jobs.ending import leave_review
from jobs.models import Vacancy
from jobs.moderation.models import NOTE_LENGTH, Review
from jobs.services import check_publishable
from portal.accounts.models import User
from portal.changes import announce
from portal.notices.groups import notify_members
from portal.notices.services import page_url
from portal.textfold import nfc_lines
from portal.validation import DecidedError, Problems, expect_version

# Code of vacancy_close_reasons for what the public has known and the centre refuses.
VIOLATION = "violation"


def _locked(review_id: int) -> tuple[Review, Vacancy]:
    """The vacancy first, as everything does that changes one; the review then stays as it is."""
    vacancy_id = Review.objects.values_list("vacancy_id", flat=True).get(pk=review_id)
    vacancy = Vacancy.objects.locked(vacancy_id)
    return Review.objects.select_for_update(of=("self",)).get(pk=review_id), vacancy


def _expect_open(review: Review, vacancy: Vacancy, version: datetime | None) -> None:
    if review.state == Review.State.WITHDRAWN:
        message = _("The employer has taken it back. Nothing was changed.")
        raise DecidedError(message, code="decided")
    if review.state != Review.State.WAITING:
        text = _("%(who)s has decided already: %(state)s. Nothing was changed.")
        who = review.decided_by or _("Somebody")
        raise DecidedError(text % {"who": who, "state": review.get_state_display()}, code="decided")
    expect_version(vacancy, version)


@transaction.atomic
def approve(*, review_id: int, by: User, version: datetime | None = None) -> Vacancy:
    """Opens the vacancy to the public and tells its members; `version` is its `updated_at` as the
    moderator read it.

    Raises DecidedError where somebody else has decided, ChangedError where the employer changed it
    meanwhile, ValidationError where it cannot be public for another reason.
    """
    review, vacancy = _locked(review_id)
    _expect_open(review, vacancy, version)
    review.findings = check_publishable(vacancy)
    review.approve(by)
    review.save()
    vacancy.publish()
    vacancy.save()
    announce("vacancy", [vacancy.pk])
    _tell(review, vacancy, "vacancy_approved")
    return vacancy


@transaction.atomic
def refuse(
    *, review_id: int, by: User, reason: str, note: str, version: datetime | None = None
) -> Vacancy:
    """Sends the vacancy back with a code of moderation_reasons and words for the employer, and
    tells its members: a draft again, or closed where it was public before.

    Raises ValidationError by field, and DecidedError and ChangedError as `approve` does.
    """
    review, vacancy = _locked(review_id)
    _expect_open(review, vacancy, version)
    note = nfc_lines(note.replace("\0", ""))
    problems = Problems()
    if not note:
        problems.add("note", _("Say why, so that they can put it right."), "required")
    elif len(note) > NOTE_LENGTH:
        message = _("Write at most %(max)s characters.") % {"max": NOTE_LENGTH}
        problems.add("note", message, "max_length")
    if not reason:
        problems.add("reason", _("Choose a reason."), "required")
    problems.raise_if_any()
    review.refuse(by, reason, note)
    review.full_clean(exclude=["state"], validate_constraints=False)
    review.save()
    leave_review(vacancy, VIOLATION)
    _tell(review, vacancy, "vacancy_refused")
    return vacancy


def _tell(review: Review, vacancy: Vacancy, kind: str) -> None:
    """Every member hears of each decision once."""
    notify_members(
        vacancy.employer_id,
        kind=kind,
        context=lambda user: {
            "title": vacancy.title,
            "reason": review.note,
            "url": page_url(user, "vacancy_edit", vacancy.pk),
        },
        key=str(review.pk),
    )
