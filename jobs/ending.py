"""How vacancies stop being open. Each call is one transaction and announces what it changed."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.formats import number_format
from django.utils.translation import gettext as _

from jobs.models import Vacancy
from jobs.moderation import gate
from jobs.signals import vacancy_filled
from portal.changes import announce
from portal.validation import Problems

# Codes of vacancy_close_reasons for what closes by itself, and for what the employer takes back.
FILLED, DEADLINE, WITHDRAWN = "filled", "deadline", "withdrawn"


@transaction.atomic
def take_back(*, vacancy_id: int) -> Vacancy:
    """Ends the waiting for the centre: a draft again, or closed where it was public before.
    Anything else stays as it is."""
    vacancy = Vacancy.objects.locked(vacancy_id)
    if vacancy.status == Vacancy.Status.REVIEW:
        gate.let_go(vacancy)
        leave_review(vacancy, WITHDRAWN)
    return vacancy


def leave_review(vacancy: Vacancy, reason: str) -> None:
    """Brings a locked vacancy out of the queue without making it public: to the drafts, or closed
    with a code of vacancy_close_reasons where the public has known it."""
    if vacancy.published_at is None:
        vacancy.return_to_draft()
    else:
        vacancy.close(reason)
    vacancy.save()
    announce("vacancy", [vacancy.pk])


@transaction.atomic
def close_vacancy(*, vacancy_id: int, reason: str) -> Vacancy:
    """Takes a vacancy off; closing a closed one changes nothing. `reason` is a code of
    vacancy_close_reasons. Raises ValidationError for an unknown reason, and for what was never
    public."""
    vacancy = Vacancy.objects.locked(vacancy_id)
    if vacancy.status == Vacancy.Status.CLOSED:
        return vacancy
    problems = Problems()
    if vacancy.status == Vacancy.Status.DRAFT:
        problems.add("__all__", _("A draft cannot be closed; delete it instead."), "draft")
    elif vacancy.published_at is None:
        problems.add("__all__", _("It is not public yet. Take it back instead."), "not_public")
    problems.raise_if_any()
    gate.let_go(vacancy)
    vacancy.close(reason)
    with problems.collecting():
        vacancy.full_clean(exclude=["status"], validate_constraints=False)
    problems.raise_if_any()
    vacancy.save()
    announce("vacancy", [vacancy.pk])
    return vacancy


@transaction.atomic
def fill_openings(*, vacancy_id: int, people: int = 1) -> Vacancy:
    """Counts people who were hired; with the last opening the vacancy closes by itself.

    Raises ValidationError when fewer openings are left, or the vacancy was never public.
    """
    vacancy = Vacancy.objects.locked(vacancy_id)
    if people < 1 or vacancy.published_at is None:
        raise ValidationError(_("Nobody can be hired for this now."), code="not_open")
    if people > vacancy.openings_left:
        message = _("Only %(left)s openings are left.") % {
            "left": number_format(vacancy.openings_left, force_grouping=True)
        }
        raise ValidationError({"openings": ValidationError(message, code="too_few_left")})
    vacancy.openings_left -= people
    if vacancy.openings_left == 0 and vacancy.status == Vacancy.Status.PUBLISHED:
        vacancy.close(FILLED)
    vacancy.save()
    announce("vacancy", [vacancy.pk])
    if vacancy.openings_left == 0:
        vacancy_filled.send(sender=Vacancy, vacancy=vacancy)
    return vacancy


@transaction.atomic
def delete_draft(*, vacancy_id: int) -> None:
    """Deletes a draft. Raises ValidationError for anything that was public once."""
    vacancy = Vacancy.objects.locked(vacancy_id)
    if vacancy.status != Vacancy.Status.DRAFT:
        raise ValidationError(_("Only a draft can be deleted."), code="not_draft")
    vacancy.delete()
    announce("vacancy", [vacancy_id])


@transaction.atomic
def close_expired() -> int:
    """Closes every published vacancy whose last day is over; returns how many."""
    due = Vacancy.objects.expired().select_for_update(of=("self",), skip_locked=True)
    vacancies = list(due[:500])
    for vacancy in vacancies:
        vacancy.close(DEADLINE)
        vacancy.save()
    announce("vacancy", [v.pk for v in vacancies])
    return len(vacancies)
