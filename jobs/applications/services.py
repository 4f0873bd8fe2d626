"""How applications come to be and how they move. Each call is one transaction.

Who changes a vacancy and its applications locks the vacancy first: two who fill the last opening
at once would otherwise wait for each other for ever.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.db import transaction
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext as _
from django_fsm import can_proceed

from jobs.applications import telling
from jobs.applications.models import Application, ApplicationStep, HiringResult
from jobs.applications.snapshot import snapshot
from jobs.ending import fill_openings
from jobs.models import Vacancy
from portal.accounts.models import Organisation, User
from portal.accounts.rules import is_member
from portal.files.content import Kind, check_upload, clean_name
from portal.labour import LEAST_PAY
from portal.people.models import Consent, Person
from portal.people.services import give_consent
from portal.reference import codes
from portal.validation import Problems, set_fields

Status = Application.Status
CV_KINDS: tuple[Kind, ...] = ("pdf", "docx", "jpg")
RESULT_FIELDS = ("position", "starts_on", "probation_days", "contract", "pay")
# Codes of refusal_reasons with a meaning of their own.
FILLED, HEALTH = "filled", "health"
MOST_AT_ONCE = 200
# A first day further away than this is a slip of the pen.
FURTHEST_START = timedelta(days=366)


@transaction.atomic
def apply(
    *,
    person_id: int,
    vacancy_id: int,
    letter: str = "",
    cv: File | None = None,
    show_contact: bool = False,
    form_key: UUID | None = None,
) -> Application:
    """Applies for an open vacancy with the profile as it is now. `show_contact` is the consent
    to show name and phone to its employer. A form that comes twice gives what it made.

    Raises ValidationError: `not_public`, `own`, `applied_already` (until that one is withdrawn),
    or at `letter` and `cv`.
    """
    person = Person.objects.select_for_update(of=("self",)).get(pk=person_id)
    made = form_key and Application.objects.filter(person=person, form_key=form_key).first()
    if made:
        return made
    vacancy = Vacancy.objects.locked(vacancy_id)
    _check_may_apply(person, vacancy)
    application = Application(
        vacancy=vacancy, person=person, profile=snapshot(person), form_key=form_key
    )
    set_fields(application, {"letter": letter})
    problems = Problems()
    with problems.collecting():
        application.full_clean(exclude=["status", "cv", "profile"], validate_constraints=False)
    with problems.collecting(at="cv"):
        _put_cv(application, cv)
    problems.raise_if_any()
    application.save()
    _note_step(application, by=person.user)
    if show_contact:
        give_consent(
            person_id=person.pk, purpose=Consent.Purpose.CONTACT, organisation=vacancy.employer
        )
    telling.tell_of_new(application)
    return application


def _check_may_apply(person: Person, vacancy: Vacancy) -> None:
    if not vacancy.is_public:
        message = _("This vacancy is closed. Nobody can apply for it any more.")
        raise ValidationError(message, code="not_public")
    if person.user and is_member(person.user, vacancy.employer):
        raise ValidationError(_("This is a vacancy of your own organisation."), code="own")
    if person.applications.live().filter(vacancy=vacancy).exists():
        raise ValidationError(_("You have applied for this already."), code="applied_already")


def _put_cv(application: Application, cv: File | None) -> None:
    if cv is not None:
        kind = check_upload(cv, CV_KINDS)
        application.cv_name = clean_name(cv.name or "", kind)
        application.cv = cv


@transaction.atomic
def withdraw(*, application_id: int) -> Application:
    """The person takes it back; doing so again changes nothing.

    Raises ValidationError where it has ended otherwise.
    """
    application = _locked(application_id)
    if application.status == Status.WITHDRAWN:
        return application
    if not application.is_open:
        raise ValidationError(_("This application has ended."), code="ended")
    application.withdraw()
    application.save()
    _note_step(application, by=application.person.user)
    return application


@transaction.atomic
def mark_viewed(*, application_id: int, by: User) -> Application:
    """The employer opened it; only the first time changes something."""
    application = _locked(application_id)
    if application.status == Status.NEW:
        application.view()
        application.save()
        _note_step(application, by=by)
    return application


@transaction.atomic
def move(
    *,
    application_id: int,
    status: str,
    by: User,
    reason: str = "",
    result: dict[str, Any] | None = None,
) -> Application:
    """Brings an application to a step; the one it has changes nothing. Steps may be skipped, and
    none goes back, but for `viewed` within 14 days of a refusal.

    `refused` needs a `reason` of refusal_reasons, `hired` a `result` with RESULT_FIELDS (position
    as in the vacancy where none is given); hiring fills an opening, and the last one closes the
    vacancy. Raises ValidationError by field.
    """
    if status == Status.HIRED:
        Vacancy.objects.locked(
            Application.objects.values_list("vacancy", flat=True).get(pk=application_id)
        )
    application = _locked(application_id)
    if application.status == status:
        return application
    problems = Problems()
    if status == Status.HIRED and application.is_open and not application.vacancy.openings_left:
        problems.add("status", _("All openings are filled already."), "filled")
        problems.raise_if_any()
    step = _transition(application, status)
    if step is None:
        raise ValidationError({"status": _cannot(application, status)})
    if status == Status.REFUSED:
        _check_reason(application, reason, problems)
        problems.raise_if_any()
        application.refuse(reason)
    else:
        step()
    application.save()
    if status == Status.HIRED:
        _hire(application, result or {}, by)
    written = _note_step(application, by=by)
    if status not in telling.NOT_TOLD:
        telling.tell_of_step(application, written)
    return application


def _transition(application: Application, status: str) -> Callable[..., None] | None:
    """The way to a status from where the application is; None where there is none."""
    ways: dict[str, tuple[Callable[..., None], ...]] = {
        Status.VIEWED: (application.view, application.reopen),
        Status.INVITED: (application.invite,),
        Status.INTERVIEWED: (application.interview,),
        Status.OFFERED: (application.offer,),
        Status.HIRED: (application.hire,),
        Status.REFUSED: (application.refuse,),
    }
    return next((way for way in ways.get(status, ()) if can_proceed(way)), None)


def _cannot(application: Application, status: str) -> ValidationError:
    now = application.status
    if status == Status.WITHDRAWN or status not in Status.values:
        return ValidationError(_("An employer cannot choose this step."), code="invalid")
    if now == Status.WITHDRAWN:
        return ValidationError(_("The applicant has withdrawn it."), code="withdrawn")
    if now == Status.HIRED:
        return ValidationError(_("This applicant is hired already."), code="hired")
    if now == Status.REFUSED and status == Status.VIEWED:
        message = _("It was refused more than 14 days ago. That can no longer be taken back.")
        return ValidationError(message, code="too_late")
    if now == Status.REFUSED:
        message = _("It was refused. Take the refusal back first.")
        return ValidationError(message, code="refused")
    return ValidationError(_("It is further than that already."), code="backwards")


def _check_reason(application: Application, reason: str, problems: Problems) -> None:
    if not reason:
        problems.add("reason", _("Choose a reason."), "required")
        return
    if reason not in codes.labels("refusal_reasons"):
        problems.add(
            "reason", _("“%(value)s” is not in the list.") % {"value": reason}, "unknown_code"
        )
    if reason == HEALTH and not application.vacancy.physical_conditions:
        message = _("The vacancy names no condition of health, so it is no reason.")
        problems.add("reason", message, "not_stated")


def _hire(application: Application, given: dict[str, Any], by: User) -> None:
    unknown = set(given) - set(RESULT_FIELDS)
    if unknown:
        raise TypeError(f"no result has: {', '.join(sorted(unknown))}")
    result = HiringResult(application=application, by=by)
    set_fields(result, {k: v for k, v in given.items() if v is not None})
    result.position = result.position or application.vacancy.title
    problems = Problems()
    with problems.collecting():
        result.full_clean(exclude=["application"], validate_constraints=False)
    if result.pay is not None and 0 < result.pay < LEAST_PAY:
        problems.add("pay", _("Write the pay in VND a month, as 12,000,000."), "pay_unit")
    first = result.starts_on
    if isinstance(first, date) and abs(first - timezone.localdate()) > FURTHEST_START:
        problems.add("starts_on", _("Check the year."), "far_away")
    problems.raise_if_any()
    result.save()
    fill_openings(vacancy_id=application.vacancy_id)


@dataclass
class Bulk:
    """What became of many applications: `done` by id, `failed` with why."""

    done: list[int] = field(default_factory=list)
    failed: dict[int, ValidationError] = field(default_factory=dict)


def bulk_move(
    *,
    application_ids: Iterable[int],
    status: str,
    by: User,
    reason: str = "",
    result: dict[str, Any] | None = None,
    after: Callable[[Application], object] | None = None,
) -> Bulk:
    """Brings each of many applications to a step, all of one or nothing of it: `after` (a message,
    for instance) belongs to the same transaction. Those that `by` may not move fail as unknown.

    Raises ValidationError for more than MOST_AT_ONCE.
    """
    ids = list(dict.fromkeys(application_ids))
    if len(ids) > MOST_AT_ONCE:
        message = _("Choose at most %(most)s at once.") % {"most": MOST_AT_ONCE}
        raise ValidationError({"applications": ValidationError(message, code="too_many")})
    organisations = Organisation.objects.of_member(by)
    own = Application.objects.filter(pk__in=ids, vacancy__employer__in=organisations)
    known = set(own.values_list("pk", flat=True))
    outcome = Bulk()
    for pk in ids:
        try:
            if pk not in known:
                raise ValidationError(_("There is no such application."), code="not_found")
            with transaction.atomic():
                moved = move(application_id=pk, status=status, by=by, reason=reason, result=result)
                if after:
                    after(moved)
        except ValidationError as error:
            outcome.failed[pk] = error
        else:
            outcome.done.append(pk)
    return outcome


@transaction.atomic
def refuse_as_filled(*, vacancy_id: int) -> int:
    """Ends the open applications of a vacancy without openings, and tells the people that it is
    filled; returns how many. Call it with the vacancy locked."""
    rows = Application.objects.open().filter(vacancy=vacancy_id).order_by("pk")
    ended = list(
        rows.select_for_update(of=("self",)).select_related("vacancy__employer", "person__user")
    )
    now = timezone.now()
    ids = [application.pk for application in ended]
    Application.objects.filter(pk__in=ids).update(
        status=Status.REFUSED,
        reason=FILLED,
        status_at=now,
        answered_at=Coalesce("answered_at", now),
        updated_at=now,
    )
    ApplicationStep.objects.bulk_create(
        [
            ApplicationStep(application_id=pk, status=Status.REFUSED, reason=FILLED, at=now)
            for pk in ids
        ]
    )
    telling.tell_of_filled(ended, timezone.localdate(now))
    return len(ids)


def _note_step(application: Application, *, by: User | None) -> ApplicationStep:
    return ApplicationStep.objects.create(
        application=application,
        status=application.status,
        reason=application.reason,
        at=application.status_at,
        by=by,
    )


def _locked(application_id: int) -> Application:
    rows = Application.objects.select_for_update(of=("self",))
    return rows.select_related("vacancy__employer", "person__user").get(pk=application_id)
