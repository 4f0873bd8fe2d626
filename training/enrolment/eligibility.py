"""What speaks for and against a person in a class, and for support, each with its reason.

A check holds, does not hold, or cannot be told from the profile (None): then the centre looks at
it. The texts are shown to the person and to the centre alike.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.translation import gettext as _

from portal.labour import YOUNGEST_WORKER, age_on
from portal.people.models import Person
from portal.reference.codes import entries, labels
from training.enrolment.models import Enrolment, SupportClaim
from training.entitlement import INSURED, groups_of, is_supported, was_supported
from training.models import Course, Intake


@dataclass(frozen=True)
class Check:
    """One condition; `holds` is None where the profile does not tell."""

    name: str
    holds: bool | None
    text: str


def entry_checks(person: Person, intake: Intake) -> list[Check]:
    """What the course asks of everybody who takes it."""
    checks = [_age(person, intake.starts_on)]
    if needed := intake.course.entry_education:
        checks.append(_schooling(person, needed))
    return checks


def support_checks(
    person: Person, intake: Intake, *, besides: SupportClaim | None = None
) -> list[Check]:
    """What support by a group asks for (Decision 46/2015, Decree 338/2025); `besides` is the
    claim that is being looked at, which does not stand in its own way."""
    course = intake.course
    return [
        _age(person, intake.starts_on),
        _course(course),
        _group(person),
        _once(person, course, besides),
    ]


def known_failures(checks: Iterable[Check]) -> list[Check]:
    return [check for check in checks if check.holds is False]


def refuse_if_any(checks: Iterable[Check], field: str) -> None:
    """Raises ValidationError at `field` with the reason of each check that does not hold."""
    failed = known_failures(checks)
    if failed:
        errors = [ValidationError(check.text, code=check.name) for check in failed]
        raise ValidationError({field: errors})


def offered_groups(person: Person) -> list[str]:
    """The person's groups by which support may be asked for, in the order of the list."""
    own = groups_of(person) - {INSURED}
    return [code for code in entries("priority_groups", use="subsidy") if code in own]


def _age(person: Person, day: date) -> Check:
    if person.birth_date is None:
        return Check("age", None, _("Your date of birth is not in your profile."))
    if age_on(person.birth_date, day) < YOUNGEST_WORKER:
        return Check("age", False, _("Younger than 15 on the first day of the class."))
    return Check("age", True, _("At least 15 years old on the first day."))


def _schooling(person: Person, needed: str) -> Check:
    order = list(entries("education"))
    label = labels("education").get(needed, needed)
    if person.education not in order or needed not in order:
        return Check("schooling", None, _("Schooling needed: %(level)s.") % {"level": label})
    enough = order.index(person.education) >= order.index(needed)
    if enough:
        return Check("schooling", True, _("Schooling is enough: %(level)s.") % {"level": label})
    return Check("schooling", False, _("The course needs at least: %(level)s.") % {"level": label})


def _course(course: Course) -> Check:
    if is_supported(course):
        return Check("course", True, _("The course is one that the state supports."))
    return Check("course", False, _("The state does not support this course for groups."))


def _group(person: Person) -> Check:
    own = offered_groups(person)
    if own:
        names = ", ".join(labels("priority_groups").get(code, code) for code in own)
        return Check("group", True, _("Supported groups: %(groups)s.") % {"groups": names})
    return Check("group", False, _("In no supported group, and not from the countryside."))


def _once(person: Person, course: Course, besides: SupportClaim | None) -> Check:
    if person.pk is None:
        return Check("once", True, _("Not supported before."))
    claims = SupportClaim.objects.filter(
        Q(state__in=[SupportClaim.State.CLAIMED, SupportClaim.State.APPROVED]),
        person=person,
        route=SupportClaim.Route.GROUP,
    )
    if besides is not None and besides.pk:
        claims = claims.exclude(pk=besides.pk)
    if claims.exists() or was_supported(person, course):
        return Check("once", False, _("Support is given once, and was given or asked for already."))
    return Check("once", True, _("Not supported before."))


def must_be_looked_at(enrolment: Enrolment) -> bool:
    """Whether the profile leaves something open that the course asks for."""
    checks = entry_checks(enrolment.person, enrolment.intake)
    return any(check.holds is None for check in checks)
