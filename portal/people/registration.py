"""The official registration of a job seeker (form 02 of Circular 11/2022)."""

import re
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.labour import LEAST_PAY
from portal.people.models import Person, Registration
from portal.validation import Problems, set_fields

EDITABLE = (
    "id_number",
    "id_issued_on",
    "id_issued_by",
    "social_insurance_number",
    "permanent_address",
    "ethnic_group",
    "disabilities",
    "health",
    "status",
    "out_of_work_since",
    "leaving_reasons",
    "last_pay",
    "skill_grade",
    "it_skills",
    "worked_abroad",
    "counselling",
)
# Circular 59/2021/TT-BCA: three digits of the province of birth, one of century and sex, two of
# the year of birth, six others.
_ID = re.compile(r"0\d{2}[0-9]\d{8}")
_SOCIAL_INSURANCE = re.compile(r"\d{10}")
# Signs that people put between groups of digits.
_BETWEEN = re.compile(r"[\s.\-]")
LONGEST_HEALTH = 500


@transaction.atomic
def update_registration(*, person_id: int, values: dict[str, Any]) -> Registration:
    """Changes fields of EDITABLE; numbers are taken with spaces or dots between their digits.

    Raises ValidationError with each problem at its field.
    """
    unknown = set(values) - set(EDITABLE)
    if unknown:
        raise TypeError(f"not editable: {', '.join(sorted(unknown))}")
    person = Person.objects.select_for_update(of=("self",)).get(pk=person_id)
    row = Registration.objects.filter(person=person).first() or Registration(person=person)
    set_fields(row, values)
    for name in ("id_number", "social_insurance_number"):
        setattr(row, name, _BETWEEN.sub("", getattr(row, name)))
    problems = Problems()
    with problems.collecting():
        row.full_clean(validate_constraints=False)
    _check(row, problems)
    problems.raise_if_any()
    row.save()
    return row


def _check(row: Registration, problems: Problems) -> None:
    today = timezone.localdate()
    if row.id_number and not _ID.fullmatch(row.id_number):
        problems.add("id_number", _("It has 12 digits, as on the front of the card."), "format")
    elif row.id_number and not _fits(row.id_number, row.person):
        message = _("It does not fit your date of birth or sex. Check the digits.")
        problems.add("id_number", message, "not_of_birth_date")
    if row.social_insurance_number and not _SOCIAL_INSURANCE.fullmatch(row.social_insurance_number):
        problems.add("social_insurance_number", _("It has 10 digits."), "format")
    for name in ("id_issued_on", "out_of_work_since"):
        day = getattr(row, name)
        if day and day > today:
            problems.add(name, _("This day is in the future."), "future")
    if len(row.ethnic_group) > 1:
        problems.add("ethnic_group", _("Choose one."), "several")
    if len(row.health) > LONGEST_HEALTH:
        message = _("Write at most %(most)s letters.") % {"most": LONGEST_HEALTH}
        problems.add("health", message, "max_length")
    if row.last_pay is not None and row.last_pay < LEAST_PAY:
        problems.add("last_pay", _("Write the pay in VND a month, as 12,000,000."), "pay_unit")


def _fits(number: str, person: Person) -> bool:
    """The number's digits of century, sex and year are those of the person, as far as known."""
    born = person.birth_date
    if born is None:
        return True
    century = 2 * (born.year // 100 - 19)
    sexes = {"male": (0,), "female": (1,)}.get(person.sex, (0, 1))
    return number[3:6] in {f"{century + sex}{born.year % 100:02}" for sex in sexes}
