"""Every write to courses and intakes. Each call is one transaction and announces its change."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.accounts.models import Organisation
from portal.accounts.services import check_may_publish
from portal.changes import announce
from portal.once import once
from portal.people.models import Person
from portal.people.services import set_course_skills
from portal.reference.models import Occupation, Skill
from portal.validation import Problems, expect_version, set_fields
from training.models import Course, CourseRecord, Intake

EDITABLE = (
    "title",
    "description",
    "level",
    "hours_theory",
    "hours_practice",
    "months",
    "fee",
    "entry_education",
    "entry_note",
    "subsidised",
    "subsidy_programme",
    "employer_commitment",
    "unit",
    "address",
)
INTAKE_EDITABLE = ("starts_on", "ends_on", "enrol_until", "seats", "shift")


def _locked(course_id: int) -> Course:
    return Course.objects.select_for_update(of=("self",)).select_related("centre").get(pk=course_id)


def _save(
    course: Course,
    values: dict[str, Any],
    occupations: Iterable[Occupation] | None,
    skills: Iterable[Skill] | None,
    *,
    for_public: bool,
) -> Course:
    unknown = set(values) - set(EDITABLE)
    if unknown:
        raise TypeError(f"not editable: {', '.join(sorted(unknown))}")
    set_fields(course, values)
    occupations = None if occupations is None else list(occupations)
    skills = None if skills is None else list(skills)
    is_public = course.status == Course.Status.PUBLISHED
    problems = Problems()
    _check(course, problems)
    if is_public or for_public:
        _check_lists(course, problems, occupations, skills)
    if is_public:
        check_may_publish(course.centre, problems, is_public=True)
    problems.raise_if_any()
    course.save()
    if occupations is not None:
        course.occupations.set(occupations)
    if skills is not None:
        course.skills.set(skills)
    announce("course", [course.pk])
    return course


def _check(course: Course, problems: Problems) -> None:
    with problems.collecting():
        course.full_clean(exclude=["status"], validate_constraints=False)
    if course.months is not None and course.months <= 0:
        problems.add("months", _("A course lasts longer than this."), "min_value")


def _check_lists(
    course: Course,
    problems: Problems,
    occupations: Sequence[Occupation] | None = None,
    skills: Sequence[Skill] | None = None,
) -> None:
    """What the public needs to find it: of the lists given, else of those it has."""
    if not (course.pk and course.skills.exists() if skills is None else skills):
        problems.add("skills", _("Name at least one skill that learners gain."), "required")
    if not (course.pk and course.occupations.exists() if occupations is None else occupations):
        problems.add("occupations", _("Name at least one occupation it prepares for."), "required")


def check_publishable(course: Course) -> None:
    """Raises ValidationError that names each field that keeps a course from being public."""
    problems = Problems()
    _check(course, problems)
    _check_lists(course, problems)
    check_may_publish(course.centre, problems)
    problems.raise_if_any()


@transaction.atomic
def create_course(
    *,
    centre: Organisation,
    values: dict[str, Any],
    occupations: Iterable[Occupation] = (),
    skills: Iterable[Skill] = (),
    for_public: bool = False,
    form_key: UUID | None = None,
) -> Course:
    """A new draft. `values` are fields of EDITABLE; the fee in VND for the whole course.
    `for_public` asks of it also what only the public needs. A form that comes twice, with the same
    `form_key`, changes what it made the first time.

    Raises ValidationError with each problem at its field.
    """
    new = Course(centre=centre, form_key=form_key)
    lists = [*occupations], [*skills]

    def save(course: Course) -> Course:
        return _save(course, values, *lists, for_public=for_public)

    def change() -> Course:
        made = Course.objects.get(centre=centre, form_key=form_key)
        return save(_locked(made.pk))

    return once(form_key, lambda: save(new), change)


@transaction.atomic
def update_course(
    *,
    course_id: int,
    values: dict[str, Any],
    occupations: Iterable[Occupation] | None = None,
    skills: Iterable[Skill] | None = None,
    for_public: bool = False,
    version: datetime | None = None,
) -> Course:
    """Changes fields; lists stay as they are where None. `for_public` as in `create_course`.

    Raises ValidationError with each problem at its field, and ChangedError where the course is
    not of the `version` that is expected.
    """
    course = _locked(course_id)
    expect_version(course, version)
    return _save(course, values, occupations, skills, for_public=for_public)


@transaction.atomic
def publish_course(*, course_id: int) -> Course:
    """Opens a draft or closed course to the public; publishing an open one changes nothing.

    Raises ValidationError that names what is still missing.
    """
    course = _locked(course_id)
    if course.status == Course.Status.PUBLISHED:
        return course
    check_publishable(course)
    course.publish()
    course.save()
    announce("course", [course.pk])
    return course


@transaction.atomic
def close_course(*, course_id: int) -> Course:
    """Takes a course off; closing a closed one changes nothing."""
    course = _locked(course_id)
    if course.status == Course.Status.CLOSED:
        return course
    if course.status == Course.Status.DRAFT:
        raise ValidationError(_("A draft cannot be closed; delete it instead."), code="draft")
    course.close()
    course.save()
    announce("course", [course.pk])
    return course


@transaction.atomic
def delete_draft(*, course_id: int) -> None:
    """Deletes a draft. Raises ValidationError for anything that was public once."""
    course = _locked(course_id)
    if course.status != Course.Status.DRAFT:
        raise ValidationError(_("Only a draft can be deleted."), code="not_draft")
    course.delete()
    announce("course", [course_id])


@transaction.atomic
def save_intake(
    *,
    course_id: int,
    values: dict[str, Any],
    intake_id: int | None = None,
    form_key: UUID | None = None,
    version: datetime | None = None,
) -> Intake:
    """Adds an intake to a course, or changes one; also the one that a form with this `form_key`
    has added before.

    Raises ValidationError by field, and ChangedError where the intake that is changed is not of
    the `version` that is expected.
    """
    # Locked, the course lets nobody else add one meanwhile.
    course = _locked(course_id)
    rows = course.intakes.select_for_update()
    if intake_id:
        intake = rows.get(pk=intake_id)
        expect_version(intake, version)
    else:
        made = rows.filter(form_key=form_key).first() if form_key else None
        intake = made or Intake(course=course, form_key=form_key)
    unknown = set(values) - set(INTAKE_EDITABLE)
    if unknown:
        raise TypeError(f"not editable: {', '.join(sorted(unknown))}")
    if intake.cancelled:
        raise ValidationError(_("This class is cancelled."), code="cancelled")
    before = {field: getattr(intake, field) for field in ("starts_on", "enrol_until")}
    set_fields(intake, values)
    problems = Problems()
    with problems.collecting():
        intake.full_clean(validate_constraints=False)
    if intake.starts_on and intake.ends_on and intake.ends_on < intake.starts_on:
        problems.add("ends_on", _("The last day is before the first."), "order")
    if intake.starts_on and intake.enrol_until and intake.enrol_until > intake.starts_on:
        problems.add("enrol_until", _("Enrolment must end before the first day."), "order")
    today = timezone.localdate()
    begun = bool(intake.pk and before["starts_on"] and before["starts_on"] <= today)
    for field in ("starts_on", "enrol_until"):
        day = getattr(intake, field)
        if begun and day != before[field]:
            problems.add(field, _("The class has begun: this day stays."), "begun")
        elif day and day < today and day != before[field]:
            problems.add(field, _("This day is over. Choose a later one."), "past")
    if intake.seats is not None and intake.seats < intake.seats_taken:
        problems.add(
            "seats", _("There must be at least as many seats as people enrolled."), "min_value"
        )
    problems.raise_if_any()
    intake.save()
    announce("course", [course.pk])
    return intake


@transaction.atomic
def cancel_intake(*, intake_id: int) -> Intake:
    """Cancels an intake; its course stays. Cancelling it again changes nothing."""
    intake = Intake.objects.select_for_update().get(pk=intake_id)
    if not intake.cancelled:
        intake.cancelled = True
        intake.save()
        announce("course", [intake.course_id])
    return intake


@transaction.atomic
def set_course_records(*, person_id: int, states: Mapping[int, str]) -> None:
    """Replaces the courses that a person says they take or took: course id → CourseRecord.State.

    Finished ones give their skills. Raises ValidationError for a course that never was public.
    """
    person = Person.objects.select_for_update(of=("self",)).get(pk=person_id)
    named = Course.objects.once_public().filter(pk__in=states)
    courses = {c.pk: c for c in named.prefetch_related("skills")}
    if unknown := set(states) - set(courses):
        raise ValidationError(
            {"courses": _("The course %(id)s is not known.") % {"id": min(unknown)}}
        )
    person.course_records.exclude(course__in=states).delete()
    for pk, state in states.items():
        CourseRecord.objects.update_or_create(
            person=person, course=courses[pk], defaults={"state": state}
        )
    finished = [c for pk, c in courses.items() if states[pk] == CourseRecord.State.FINISHED]
    set_course_skills(person_id=person.pk, skills={s for c in finished for s in c.skills.all()})


def announce_ended_enrolment() -> None:
    """Announces the courses whose enrolment ended yesterday, so that their seats are fresh."""
    ended = Intake.objects.filter(enrol_until=timezone.localdate() - timedelta(days=1))
    with transaction.atomic():
        announce("course", ended.values_list("course_id", flat=True).distinct())
