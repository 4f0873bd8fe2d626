"""Every write to a job seeker's data. Each call is one transaction and announces its change."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.accounts.models import Organisation, User
from portal.changes import announce
from portal.history import forget_history
from portal.labour import YOUNGEST_WORKER, age_on
from portal.people.models import (
    Consent,
    ContactView,
    ErasedView,
    Experience,
    JobWish,
    Person,
    PersonSkill,
)
from portal.people.signals import contact_revealed, person_erased
from portal.reference.models import Occupation, Skill
from portal.reference.places import is_place
from portal.validation import Problems, set_fields

PERSON_EDITABLE = (
    "full_name",
    "birth_date",
    "sex",
    "unit",
    "hamlet",
    "rural",
    "education",
    "cmkt",
    "major",
    "experience_months",
    "languages",
    "soft_skills",
    "priority_groups",
    "about",
    "seeking",
)
WISH_EDITABLE = (
    "title",
    "places",
    "max_distance_km",
    "pay_min",
    "shifts",
    "employment_types",
    "needs_dormitory",
    "needs_shuttle",
    "overseas",
    "train",
)
STEPS = ("person", "work", "skills", "wish", "place", "consent")
CONSENT_TEXT_VERSION = "2026-11"
MOST_EXPERIENCES = 50


@transaction.atomic
def person_of(*, user: User) -> Person:
    """The seeker profile of a user, made at the first call."""
    person, made = Person.objects.get_or_create(user=user, defaults={"full_name": user.full_name})
    if made:
        JobWish.objects.create(person=person)
        announce("person", [person.pk])
    return person


def _locked(person_id: int) -> Person:
    return Person.objects.select_for_update(of=("self",)).get(pk=person_id)


def _done(person: Person, step: str | None) -> None:
    if step is None:
        return
    if step not in STEPS:
        raise TypeError(f"unknown step: {step}")
    if step not in person.steps_done:
        person.steps_done = [*person.steps_done, step]
        person.save(update_fields=["steps_done", "updated_at"])


@transaction.atomic
def finish_step(*, person_id: int, step: str) -> None:
    """Marks a step of the wizard as done where it writes nothing of its own."""
    _done(_locked(person_id), step)


def _age_problem(born: date) -> Any:
    today = timezone.localdate()
    age = age_on(born, today)
    if born > today:
        return _("This day is in the future.")
    if age < YOUNGEST_WORKER:
        return _("You must be at least 15 years old to look for work here.")
    return _("Check the year.") if age > 100 else None


@transaction.atomic
def update_person(*, person_id: int, values: dict[str, Any], step: str | None = None) -> Person:
    """Changes fields of PERSON_EDITABLE and marks the wizard's step as done.

    Raises ValidationError with each problem at its field.
    """
    unknown = set(values) - set(PERSON_EDITABLE)
    if unknown:
        raise TypeError(f"not editable: {', '.join(sorted(unknown))}")
    person = _locked(person_id)
    set_fields(person, values)
    problems = Problems()
    with problems.collecting():
        person.full_clean(validate_constraints=False)
    if person.birth_date and (message := _age_problem(person.birth_date)):
        problems.add("birth_date", message)
    problems.raise_if_any()
    person.save()
    _done(person, step)
    announce("person", [person.pk])
    return person


@transaction.atomic
def set_skills(*, person_id: int, skills: Iterable[Skill], step: str | None = None) -> Person:
    """Replaces the skills that the person states; those gained by a course stay."""
    person = _locked(person_id)
    stated = PersonSkill.Source.STATED
    wanted = {s.pk for s in skills}
    person.skill_links.filter(source=stated).exclude(skill_id__in=wanted).delete()
    PersonSkill.objects.bulk_create(
        [PersonSkill(person=person, skill_id=pk, source=stated) for pk in sorted(wanted)],
        ignore_conflicts=True,
    )
    person.save(update_fields=["updated_at"])
    _done(person, step)
    announce("person", [person.pk])
    return person


@transaction.atomic
def set_course_skills(*, person_id: int, skills: Iterable[Skill]) -> None:
    """Replaces the skills gained by finished courses; stated ones keep their source."""
    person = _locked(person_id)
    gained = PersonSkill.Source.COURSE
    taught = {s.pk for s in skills}
    person.skill_links.filter(source=gained).exclude(skill_id__in=taught).delete()
    PersonSkill.objects.bulk_create(
        [PersonSkill(person=person, skill_id=pk, source=gained) for pk in sorted(taught)],
        ignore_conflicts=True,
    )
    announce("person", [person.pk])


@transaction.atomic
def set_experiences(
    *, person_id: int, experiences: Iterable[dict[str, Any]], step: str | None = None
) -> Person:
    """Replaces what the person did before: dicts of title, occupation, employer and months.

    The total becomes `experience_months`. Raises ValidationError for a row without a title.
    """
    person = _locked(person_id)
    person.experiences.all().delete()
    # The last written is listed first, as the latest work is where it is added one by one.
    for values in reversed([*experiences]):
        _write_experience(Experience(person=person), values)
    return _sum_up(person, step)


@transaction.atomic
def save_experience(
    *,
    person_id: int,
    values: dict[str, Any],
    experience_id: int | None = None,
    step: str | None = None,
) -> Person:
    """Adds one piece of work that the person did, or changes one; the total follows. One that is
    there already, word for word, was sent twice and is not added again.

    Raises ValidationError by field, and Experience.DoesNotExist for one of somebody else.
    """
    person = _locked(person_id)
    if experience_id is not None:
        row = person.experiences.get(pk=experience_id)
    elif person.experiences.count() >= MOST_EXPERIENCES:
        raise ValidationError(_("At most %(most)s can be kept.") % {"most": MOST_EXPERIENCES})
    else:
        row = Experience(person=person)
    if row.pk or not _is_told(row, values):
        _write_experience(row, values)
    return _sum_up(person, step)


def _is_told(row: Experience, values: dict[str, Any]) -> bool:
    set_fields(row, values)
    facts = ("title", "occupation", "employer", "months")
    same = {name: getattr(row, name) for name in facts}
    return row.person.experiences.filter(**same).exists()


@transaction.atomic
def remove_experience(*, person_id: int, experience_id: int) -> Person:
    """Takes one away; the total follows. Removing it again changes nothing."""
    person = _locked(person_id)
    person.experiences.filter(pk=experience_id).delete()
    return _sum_up(person, None)


def _write_experience(row: Experience, values: dict[str, Any]) -> None:
    set_fields(row, values)
    row.full_clean()
    row.save()


def _sum_up(person: Person, step: str | None) -> Person:
    person.experience_months = min(sum(e.months for e in person.experiences.all()), 720)
    person.save(update_fields=["experience_months", "updated_at"])
    _done(person, step)
    announce("person", [person.pk])
    return person


@transaction.atomic
def update_wish(
    *,
    person_id: int,
    values: dict[str, Any],
    occupations: Iterable[Occupation] | None = None,
    step: str | None = None,
) -> JobWish:
    """Changes wishes: pay in VND/month, distance in km, places by code.

    Raises ValidationError with each problem at its field.
    """
    unknown = set(values) - set(WISH_EDITABLE)
    if unknown:
        raise TypeError(f"not editable: {', '.join(sorted(unknown))}")
    person = _locked(person_id)
    wish, _made = JobWish.objects.get_or_create(person=person)
    set_fields(wish, values)
    problems = Problems()
    with problems.collecting():
        wish.full_clean(validate_constraints=False)
    for place in wish.places:
        if not is_place(place):
            problems.add("places", _("The place “%s” is not known.") % place, "unknown_code")
    problems.raise_if_any()
    wish.save()
    if occupations is not None:
        wish.occupations.set(occupations)
    person.save(update_fields=["updated_at"])
    _done(person, step)
    announce("person", [person.pk])
    return wish


@transaction.atomic
def give_consent(
    *, person_id: int, purpose: str, organisation: Organisation | None = None
) -> Consent:
    """Records the person's yes; a second yes to the same changes nothing."""
    person = _locked(person_id)
    if purpose not in Consent.Purpose.values:
        raise ValidationError({"purpose": _("This purpose is not known.")})
    consent, _made = Consent.objects.get_or_create(
        person=person,
        purpose=purpose,
        organisation=organisation,
        withdrawn_at=None,
        defaults={"text_version": CONSENT_TEXT_VERSION},
    )
    announce("person", [person.pk])
    return consent


@transaction.atomic
def withdraw_consent(
    *, person_id: int, purpose: str, organisation: Organisation | None = None
) -> None:
    """Ends a consent at once; withdrawing what was never given changes nothing."""
    person = _locked(person_id)
    person.consents.filter(
        purpose=purpose, organisation=organisation, withdrawn_at__isnull=True
    ).update(withdrawn_at=timezone.now())
    announce("person", [person.pk])


def has_consented(
    *, person: Person, purpose: str, organisation: Organisation | None = None
) -> bool:
    """Whether the person's consent to the purpose (for that organisation) holds now."""
    return person.consents.filter(
        purpose=purpose, organisation=organisation, withdrawn_at__isnull=True
    ).exists()


@transaction.atomic
def reveal_contact(
    *, person: Person, viewer: User, organisation: Organisation, reason: str
) -> dict[str, str]:
    """Name, phone and e-mail for a member of an organisation the person agreed to; logged.

    Raises PermissionError without the person's consent for that organisation.
    """
    purpose = Consent.Purpose.CONTACT
    if not has_consented(person=person, purpose=purpose, organisation=organisation):
        raise PermissionError("the person has not agreed")
    view = ContactView.objects.create(
        person=person, viewer=viewer, organisation=organisation, reason=reason[:150]
    )
    contact_revealed.send(sender=ContactView, view=view)
    user = person.user
    return {
        "name": person.full_name,
        "phone": str(user.phone or "") if user else "",
        "email": (user.email or "") if user else "",
    }


@transaction.atomic
def delete_person(*, person_id: int) -> None:
    """Erases a job seeker with everything that tells of them, also the history of consents.

    The account stays. Who stands above erases what it keeps at `signals.person_erased`.
    """
    person = _locked(person_id)
    person_erased.send(sender=Person, person=person)
    ErasedView.objects.bulk_create(
        ErasedView(organisation_id=organisation, at=at)
        for organisation, at in person.contact_views.values_list("organisation", "at")
    )
    person.delete()
    forget_history("people.ConsentHistory", person_id=person_id)
    announce("person", [person_id])
