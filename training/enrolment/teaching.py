"""A class while it is taught: attendance, results, certificates. Each call is one transaction."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Count, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.people.models import Person
from portal.textfold import nfc
from portal.validation import Problems
from training.enrolment.follow_up import plan
from training.enrolment.models import Attendance, Certificate, Enrolment, SupportClaim
from training.enrolment.services import begin_class, locked_intake
from training.enrolment.signals import class_certified
from training.enrolment.support import settle
from training.enrolment.telling import tell_person
from training.models import CourseRecord, Intake
from training.services import set_course_records

Status = Enrolment.Status
# Without 0 and O, 1, I and L, which people mix up on paper; 32^8 numbers cannot be tried out.
ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
NUMBER_LENGTH = 8
GRADED = (Status.COMPLETED, Status.CERTIFIED, Status.FAILED)
LONGEST_REASON = 250


@dataclass(frozen=True)
class Result:
    """Pass or fail (Enrolment.Grade), and a score from 0 to 10 if one is given."""

    grade: str
    score: Decimal | None = None


def learners(intake: Intake) -> QuerySet[Enrolment]:
    """Who is or was taught in a class, by name; those who left as well. From the first day on that
    is everybody with a place, whether or not `begin_class` came by already."""
    begun = intake.starts_on <= timezone.localdate()
    taught = Enrolment.SEATED if begun else Enrolment.TAUGHT
    rows = Enrolment.objects.filter(intake=intake, status__in=[*taught, Status.LEFT])
    rows = rows.select_related("person__unit", "person__user")
    return rows.order_by("person__full_name", "pk")


@transaction.atomic
def mark_attendance(*, intake_id: int, day: date, states: Mapping[int, str]) -> None:
    """Writes who was there on a day: enrolment id → Attendance.State. Marked again, the last holds.

    Raises ValidationError for a day on which the class is not taught or that is still to come, and
    for somebody who does not study in it.
    """
    begin_class(intake_id=intake_id)
    intake = locked_intake(intake_id)
    if not intake.starts_on <= day <= min(intake.ends_on, timezone.localdate()):
        message = _("Choose a day between the first one of the class and today.")
        raise ValidationError({"day": ValidationError(message, code="out_of_range")})
    known = set(learners(intake).exclude(status=Status.LEFT).values_list("pk", flat=True))
    if set(states) - known:
        raise ValidationError(_("Somebody of these does not study here."), code="not_studying")
    if set(states.values()) - set(Attendance.State.values):
        raise ValidationError(_("Choose one of the states."), code="unknown_state")
    Attendance.objects.bulk_create(
        [Attendance(enrolment_id=pk, day=day, state=state) for pk, state in states.items()],
        update_conflicts=True,
        unique_fields=["enrolment", "day"],
        update_fields=["state"],
    )
    _settle(intake)


def days_present(intake: Intake) -> dict[int, int]:
    """Enrolment id → days on which the learner was there."""
    rows = Enrolment.objects.filter(intake=intake).annotate(
        days=Count("attendances", filter=Q(attendances__state=Attendance.State.PRESENT))
    )
    return dict(rows.values_list("pk", "days"))


@transaction.atomic
def set_results(*, intake_id: int, results: Mapping[int, Result]) -> None:
    """Writes results: enrolment id → Result. They can be put right until the certificate; support
    is computed with the days attended from then on.

    Raises ValidationError by enrolment id.
    """
    begin_class(intake_id=intake_id)
    intake = locked_intake(intake_id)
    if timezone.localdate() < intake.starts_on:
        raise ValidationError(_("The class has not begun."), code="too_early")
    rows = {e.pk: e for e in learners(intake).select_for_update(of=("self",))}
    problems = Problems()
    for pk, result in results.items():
        enrolment = rows.get(pk)
        if enrolment is None or enrolment.status in (Status.LEFT, Status.CERTIFIED):
            problems.add(str(pk), _("The result of this person cannot be changed."), "fixed")
            continue
        if result.score is not None and not 0 <= result.score <= 10:
            problems.add(str(pk), _("A score is between 0 and 10."), "out_of_range")
        if result.grade not in Enrolment.Grade.values:
            problems.add(str(pk), _("Choose one."), "required")
    problems.raise_if_any()
    for pk, result in results.items():
        _set_result(rows[pk], intake, result)
    _settle(intake)


def _settle(intake: Intake) -> None:
    """Support by the days that people were there: of those whose result is known or who left. Of
    whom no day was marked, nothing is known but that who left came no more."""
    claims = SupportClaim.objects.filter(
        enrolment__intake=intake,
        enrolment__status__in=[*GRADED, Status.LEFT],
        state__in=[SupportClaim.State.CLAIMED, SupportClaim.State.APPROVED],
    )
    marked = Q(
        enrolment__in=Attendance.objects.filter(enrolment__intake=intake).values("enrolment")
    )
    left = Q(enrolment__status=Status.LEFT)
    rows = claims.filter(marked | left)
    settle(
        claims=rows.select_related("enrolment__person__unit", "enrolment__intake__course__unit"),
        days=days_present(intake),
    )


def _set_result(enrolment: Enrolment, intake: Intake, result: Result) -> None:
    enrolment.intake = intake
    if (enrolment.grade, enrolment.score) == (result.grade, result.score):
        return
    before = enrolment.grade
    if result.grade == Enrolment.Grade.PASS:
        enrolment.complete(result.score)
    else:
        enrolment.fail(result.score)
    enrolment.save()
    if enrolment.grade != before:
        tell_person(enrolment)


@transaction.atomic
def certify(*, intake_id: int) -> list[Certificate]:
    """Issues the certificates of all who passed and have none yet: the course becomes part of the
    person's profile with the skills it gives, and they will be asked how it goes on."""
    passed = Enrolment.objects.filter(intake=intake_id, status=Status.COMPLETED)
    people = Person.objects.select_for_update(of=("self",)).filter(pk__in=passed.values("person"))
    # Persons before intakes, as everywhere.
    list(people.order_by("pk"))
    intake = locked_intake(intake_id)
    issued = []
    rows = passed.select_for_update(of=("self",)).select_related("person__user")
    for enrolment in rows.order_by("pk"):
        enrolment.intake = intake
        certificate = Certificate.objects.create(enrolment=enrolment, number=_number())
        enrolment.certify()
        enrolment.save()
        _into_profile(enrolment, certificate.issued_on)
        plan(enrolment, certificate.issued_on)
        tell_person(enrolment, number=certificate.number)
        issued.append(certificate)
    if issued:
        class_certified.send(sender=Intake, intake=intake)
    return issued


def _number() -> str:
    """As `26-7KQM-X2PA`: the year, and what nobody can guess."""
    text = "".join(secrets.choice(ALPHABET) for _letter in range(NUMBER_LENGTH))
    return f"{timezone.localdate():%y}-{text[:4]}-{text[4:]}"


def _into_profile(enrolment: Enrolment, day: date) -> None:
    person, course = enrolment.person, enrolment.course
    states = dict(person.course_records.values_list("course_id", "state"))
    finished = CourseRecord.State.FINISHED
    set_course_records(person_id=person.pk, states={**states, course.pk: finished})
    person.course_records.filter(course=course).update(finished_on=day)


@transaction.atomic
def revoke_certificate(*, certificate_id: int, reason: str) -> Certificate:
    """Says that a certificate is not valid, and why; its holder is told. Again changes nothing.

    Raises ValidationError at `reason` where there is none.
    """
    rows = Certificate.objects.select_for_update(of=("self",))
    rows = rows.select_related("enrolment__person__user", "enrolment__intake__course")
    certificate = rows.get(pk=certificate_id)
    if certificate.revoked_at is None:
        reason = nfc(reason)
        if not reason:
            message = ValidationError(_("Write the reason."), code="required")
            raise ValidationError({"reason": message})
        if len(reason) > LONGEST_REASON:
            message = ValidationError(
                _("At most %(most)s characters.") % {"most": LONGEST_REASON}, code="max_length"
            )
            raise ValidationError({"reason": message})
        certificate.revoked_at, certificate.revoked_reason = timezone.now(), reason
        certificate.save()
        tell_person(certificate.enrolment, "certificate_revoked")
    return certificate


def certificate_of(number: str) -> Certificate | None:
    """The certificate with a number as somebody typed it: capitals, spaces and dashes do not
    matter."""
    plain = "".join(c for c in number.upper() if c.isascii() and c.isalnum())
    if len(plain) != NUMBER_LENGTH + 2:
        return None
    written = f"{plain[:2]}-{plain[2:6]}-{plain[6:]}"
    rows = Certificate.objects.select_related(
        "enrolment__person", "enrolment__intake__course__centre"
    )
    return rows.filter(number=written).first()
