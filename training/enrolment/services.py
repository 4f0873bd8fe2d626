"""Places in a class: every write that gives or frees one. Each call is one transaction.

The row of the intake is locked before seats are counted, so that of two people who take the last
one at once, one has it and the other is first in line. Whatever frees a seat gives it to the first
in line in the same transaction. Who locks a person as well locks the person first.
"""

from collections.abc import Callable, Iterable
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F, Max, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.changes import announce
from portal.people.models import Person
from portal.reference.codes import entries
from training.enrolment.eligibility import entry_checks, must_be_looked_at, refuse_if_any
from training.enrolment.models import CommuneDecision, Enrolment, SupportClaim
from training.enrolment.telling import tell_centre, tell_person
from training.models import CourseRecord, Intake

Status = Enrolment.Status
# More at once would only hold seats that others need.
MOST_OPEN = 4
REFUSING, LEAVING = "refuse", "leave"
CLASS_FULL, NOT_LOOKED_INTO = "class-full", "not-looked-into"

# Why who has no seat once the class began is refused.
TOO_LATE = {Status.WAITING: CLASS_FULL, Status.APPLIED: NOT_LOOKED_INTO}


def locked_intake(intake_id: int) -> Intake:
    """Nobody else gives or frees a seat of it until the transaction ends."""
    rows = Intake.objects.select_for_update(of=("self",))
    return rows.select_related("course__centre", "course__unit").get(pk=intake_id)


def locked(enrolment_id: int) -> Enrolment:
    """The enrolment, after its intake was locked."""
    intake_id = Enrolment.objects.values_list("intake_id", flat=True).get(pk=enrolment_id)
    intake = locked_intake(intake_id)
    rows = Enrolment.objects.select_for_update(of=("self",)).select_related("person__user")
    enrolment = rows.get(pk=enrolment_id)
    enrolment.intake = intake
    return enrolment


def takes_people(intake: Intake) -> bool:
    """Whether one may enrol: for a seat, or for the line where it is full."""
    return (
        not intake.cancelled
        and intake.enrol_until >= timezone.localdate()
        and intake.course.is_public
    )


def check_reason(reason: str, use: str) -> None:
    """Raises ValidationError for a code that is not offered for `use` (REFUSING or LEAVING)."""
    if reason not in entries("enrolment_end_reasons", use=use):
        raise ValidationError({"reason": ValidationError(_("Choose a reason."), code="required")})


@transaction.atomic
def enrol(*, person_id: int, intake_id: int, form_key: UUID | None = None) -> Enrolment:
    """Enrols a person: `accepted` with a seat, `waiting` in line, or `applied` where the centre
    must first look at something that the profile does not tell. Who is enrolled already stays so,
    and a form that comes twice makes one enrolment.

    Raises ValidationError where the class takes nobody, or for what speaks against the person.
    """
    person = Person.objects.select_for_update(of=("self",)).get(pk=person_id)
    own = Enrolment.objects.filter(person=person)
    made = own.filter(form_key=form_key).first() if form_key else None
    if made := made or own.live().filter(intake=intake_id).first():
        return made
    intake = locked_intake(intake_id)
    if not takes_people(intake):
        raise ValidationError(_("This class takes nobody any more."), code="closed")
    if own.filter(status__in=Enrolment.BEFORE).count() >= MOST_OPEN:
        message = _("You are enrolled in %(most)s classes. Withdraw from one of them first.")
        raise ValidationError(message % {"most": MOST_OPEN}, code="too_many")
    refuse_if_any(entry_checks(person, intake), "__all__")
    enrolment = Enrolment(person=person, intake=intake, form_key=form_key)
    enrolment.save()
    if must_be_looked_at(enrolment):
        today = timezone.localdate().isoformat()
        tell_centre(
            enrolment, "enrolment_received", page="intake_applicants", key=f"{intake_id}:{today}"
        )
    else:
        _place(enrolment)
    return enrolment


@transaction.atomic
def accept(*, enrolment_id: int) -> Enrolment:
    """Gives who was looked into a seat, or the last place in line where there is none. Accepting
    again changes nothing. Raises ValidationError for what has ended, and once the class began."""
    enrolment = locked(enrolment_id)
    if enrolment.status in (Status.ACCEPTED, Status.WAITING):
        return enrolment
    if not may_accept(enrolment):
        raise ValidationError(_("This can no longer be accepted."), code="too_late")
    _place(enrolment)
    return enrolment


@transaction.atomic
def refuse(*, enrolment_id: int, reason: str) -> Enrolment:
    """Refuses before the class begins; a seat goes to the first in line. Refusing again changes
    nothing. Raises ValidationError for a reason not in the list, or once it began."""
    check_reason(reason, REFUSING)
    enrolment = locked(enrolment_id)
    if enrolment.status != Status.REFUSED:
        if not enrolment.is_before:
            raise ValidationError(_("The class has begun or this has ended."), code="too_late")
        _end(enrolment, lambda: enrolment.refuse(reason))
        tell_person(enrolment)
    return enrolment


@transaction.atomic
def withdraw(*, enrolment_id: int, reason: str = "") -> Enrolment:
    """The person steps back; a seat goes to the first in line. Once the class runs they leave it,
    for a reason of the list. Withdrawing again changes nothing."""
    enrolment = locked(enrolment_id)
    if enrolment.status in Enrolment.GONE:
        return enrolment
    if enrolment.status == Status.STUDYING:
        return leave(enrolment_id=enrolment_id, reason=reason)
    if not enrolment.is_before:
        raise ValidationError(_("This class is over."), code="too_late")
    _end(enrolment, enrolment.cancel)
    return enrolment


@transaction.atomic
def leave(*, enrolment_id: int, reason: str) -> Enrolment:
    """A learner leaves while the class runs. Leaving again changes nothing."""
    check_reason(reason, LEAVING)
    enrolment = locked(enrolment_id)
    if enrolment.status != Status.LEFT:
        if enrolment.status != Status.STUDYING:
            raise ValidationError(_("Only who studies can leave."), code="not_studying")
        _end(enrolment, lambda: enrolment.leave(reason))
        tell_person(enrolment)
    return enrolment


def may_accept(enrolment: Enrolment) -> bool:
    """Whether `accept` still does something."""
    intake = enrolment.intake
    return enrolment.status == Status.APPLIED and not intake.cancelled and _gives_seats(intake)


def _gives_seats(intake: Intake) -> bool:
    """Seats are given until the day on which the class begins."""
    return timezone.localdate() <= intake.starts_on


def _place(enrolment: Enrolment) -> None:
    """A seat, or the last place in line. The intake is locked."""
    intake = enrolment.intake
    line = Enrolment.objects.filter(intake=intake).waiting()
    if intake.seats_free > 0 and not line.exists():
        _seat(enrolment)
        announce("course", [intake.course_id])
        return
    last = Enrolment.objects.filter(intake=intake).aggregate(last=Max("waiting_number"))["last"]
    enrolment.wait((last or 0) + 1)
    enrolment.save()
    tell_person(enrolment, place=line.count())


def _seat(enrolment: Enrolment) -> None:
    enrolment.take_seat()
    enrolment.save()
    _count(enrolment.intake, +1)
    tell_person(enrolment)


def free_seats(intake: Intake, seats: int) -> None:
    """Of people who are gone. The intake is locked."""
    _count(intake, -seats)


def _count(intake: Intake, change: int) -> None:
    Intake.objects.filter(pk=intake.pk).update(
        seats_taken=F("seats_taken") + change, updated_at=timezone.now()
    )
    intake.seats_taken += change


def _end(enrolment: Enrolment, how: Callable[[], None]) -> None:
    """Ends an enrolment, with its claim, and gives its seat on."""
    if _ended(enrolment, how):
        promote(enrolment.intake)
        announce("course", [enrolment.intake.course_id])


def _ended(enrolment: Enrolment, how: Callable[[], None]) -> bool:
    """Whether that freed a seat."""
    had_seat = enrolment.status in Enrolment.SEATED
    studied = enrolment.status == Status.STUDYING
    how()
    enrolment.save()
    _end_claim(enrolment)
    if studied:
        _forget_studying(enrolment)
    if had_seat:
        _count(enrolment.intake, -1)
    return had_seat


def _end_claim(enrolment: Enrolment) -> None:
    """What is not decided is asked for no more, so no commune decides on it either. Approved
    support that nobody used is free again: only who left after the beginning has used it."""
    ended = [SupportClaim.State.CLAIMED]
    if enrolment.status != Status.LEFT:
        ended.append(SupportClaim.State.APPROVED)
    CommuneDecision.objects.filter(claim__enrolment=enrolment, outcome="").delete()
    SupportClaim.objects.filter(enrolment=enrolment, state__in=ended).update(
        state=SupportClaim.State.WITHDRAWN, updated_at=timezone.now()
    )


def _forget_studying(enrolment: Enrolment) -> None:
    """The profile does not say any more that the person studies this course."""
    studying = CourseRecord.objects.filter(
        person=enrolment.person, course=enrolment.course, state=CourseRecord.State.STUDYING
    )
    studying.delete()
    announce("person", [enrolment.person_id])


def promote(intake: Intake) -> int:
    """Gives free seats to the first in line, until the day on which the class begins; returns how
    many. The intake is locked."""
    if intake.cancelled or not _gives_seats(intake):
        return 0
    free = max(intake.seats_free, 0)
    rows = Enrolment.objects.filter(intake=intake).waiting().select_related("person__user")
    first = list(rows.select_for_update(of=("self",))[:free])
    for enrolment in first:
        enrolment.intake = intake
        _seat(enrolment)
    return len(first)


def follow_courses(course_ids: Iterable[str]) -> None:
    """What follows where courses changed: more seats go to who waits, a cancelled class tells
    everybody in it. In the transaction that changed them."""
    waiting = Q(cancelled=False, seats_taken__lt=F("seats"), enrolments__status=Status.WAITING) & Q(
        starts_on__gte=timezone.localdate()
    )
    ended = Q(cancelled=True, enrolments__status__in=Enrolment.OPEN)
    found = Intake.objects.filter(waiting | ended, course__in=list(course_ids))
    for intake_id in sorted(set(found.values_list("pk", flat=True))):
        intake = locked_intake(intake_id)
        if intake.cancelled:
            _cancel_all(intake)
        elif promote(intake):
            announce("course", [intake.course_id])


def _cancel_all(intake: Intake) -> None:
    rows = intake.enrolments.filter(status__in=Enrolment.OPEN).select_related("person__user")
    for enrolment in rows.select_for_update(of=("self",)).order_by("pk"):
        enrolment.intake = intake
        # Not `_end`: what that announces would lead here again.
        _ended(enrolment, enrolment.cancel_with_class)
        tell_person(enrolment, "enrolment_class_cancelled")


def begin_classes() -> None:
    """Who has a place studies from the first day on; who still waits or was not looked into is told
    on the day after that there is no place. Safe to run at any time."""
    today = timezone.localdate()
    begun = Q(starts_on__lte=today, enrolments__status=Status.ACCEPTED)
    too_late = Q(starts_on__lt=today, enrolments__status__in=list(TOO_LATE))
    found = Intake.objects.filter(begun | too_late, cancelled=False)
    for intake_id in sorted(set(found.values_list("pk", flat=True))):
        begin_class(intake_id=intake_id)


@transaction.atomic
def begin_class(*, intake_id: int) -> None:
    """As `begin_classes`, for one class; before its first day nothing happens."""
    people = Enrolment.objects.filter(intake=intake_id, status=Status.ACCEPTED).values("person")
    # Persons before intakes, as everywhere.
    list(Person.objects.select_for_update(of=("self",)).filter(pk__in=people).order_by("pk"))
    intake = locked_intake(intake_id)
    today = timezone.localdate()
    if intake.cancelled or intake.starts_on > today:
        return
    rows = intake.enrolments.select_for_update(of=("self",)).select_related("person__user")
    for enrolment in rows.filter(status=Status.ACCEPTED).order_by("pk"):
        enrolment.begin()
        enrolment.save()
        CourseRecord.objects.get_or_create(
            person=enrolment.person,
            course=intake.course,
            defaults={"state": CourseRecord.State.STUDYING},
        )
        announce("person", [enrolment.person_id])
    if intake.starts_on < today:
        for enrolment in rows.filter(status__in=list(TOO_LATE)).order_by("waiting_number", "pk"):
            enrolment.intake = intake
            reason = TOO_LATE[Status(enrolment.status)]
            _ended(enrolment, lambda e=enrolment, r=reason: e.refuse(r))  # type: ignore[misc]
            tell_person(enrolment)
