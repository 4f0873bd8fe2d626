"""Every write to vacancies. Each call is one transaction and announces what it changed."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from jobs import validity
from jobs.models import Vacancy, VacancySkill
from jobs.moderation import gate
from jobs.moderation.findings import Finding
from jobs.pay import LEAST_RATES, set_monthly
from portal.accounts.models import Organisation
from portal.changes import announce
from portal.once import once
from portal.reference.models import Skill
from portal.validation import Problems, at_hand, expect_version, set_fields

# What the employer agreed with the centre is between these two; how it is reached is, too, unless
# `contact_public`.
PRIVATE = ("contact_by_sms", "contact_by_email")
CONTACT = ("contact_name", "contact_phone", "contact_email", "contact_public", *PRIVATE)
EDITABLE = (
    "kind",
    "title",
    "description",
    "requirements",
    "benefits",
    "occupation",
    "openings",
    "pay_min",
    "pay_max",
    "contract",
    "employment_type",
    "shifts",
    "hours_per_week",
    "welfare",
    "physical_conditions",
    "education",
    "cmkt",
    "experience_months",
    "languages",
    "industry",
    "unit",
    "industrial_park",
    "address",
    "country",
    "contract_approval_number",
    "term_months",
    "orientation",
    "valid_through",
    "position",
    "purpose",
    "pay_period",
    "rate_min",
    "rate_max",
    "language_certificate",
    "language_grade",
    "major",
    "skill_grade",
    "it_skills",
    "it_grade",
    "soft_skills",
    "extra_requirements",
    "priority_groups",
    "lawful_limit",
    "lawful_limit_reason",
    "probation_days",
    "recruitment_methods",
    *CONTACT,
)


def _once(skills: Iterable[Skill] | None) -> list[Skill] | None:
    return None if skills is None else list(dict.fromkeys(skills))


def _judge(
    vacancy: Vacancy,
    values: dict[str, Any],
    essential: list[Skill] | None,
    optional: list[Skill] | None,
    *,
    for_public: bool,
    publishing: bool = False,
) -> list[Finding]:
    """Puts the values on the vacancy and gives what the centre must look at; writes nothing.

    Raises ValidationError with each problem at its field.
    """
    unknown = set(values) - set(EDITABLE)
    if unknown:
        raise TypeError(f"not editable: {', '.join(sorted(unknown))}")
    filled = vacancy.openings - vacancy.openings_left if vacancy.pk else 0
    deadline = vacancy.valid_through
    set_fields(vacancy, values)
    if vacancy.unit is None and vacancy.industrial_park is not None:
        vacancy.unit = vacancy.industrial_park.unit
    vacancy.openings_left = max((vacancy.openings or 0) - filled, 0)
    # What waits for the centre stays as good as what is open: it may open at any moment.
    is_open = vacancy.status in (Vacancy.Status.PUBLISHED, Vacancy.Status.REVIEW)
    problems = Problems()
    validity.clean_contact(vacancy, problems)
    doubts = _found(
        vacancy,
        problems,
        for_public=is_open or for_public,
        by_who_may=is_open or publishing,
    )
    validity.check_deadline(vacancy, deadline, problems, soon_public=is_open or for_public)
    for skill in set(essential or ()) & set(optional or ()):
        problems.add(
            "optional_skills",
            _("“%(skill)s” is essential already.") % {"skill": skill.label},
            "essential_already",
        )
    if vacancy.openings and vacancy.openings < filled:
        problems.add("openings", _("More people than this are hired already."), "below_hired")
    problems.raise_if_any()
    return doubts


def _found(
    vacancy: Vacancy, problems: Problems, *, for_public: bool, by_who_may: bool
) -> list[Finding]:
    """What the centre must look at in a vacancy as it stands; adds what is wrong to the problems.
    `by_who_may`: also whether its organisation may publish."""
    with problems.collecting():
        # What is there was read just now and need not be looked for again.
        there = at_hand(vacancy, "employer", "occupation", "unit", "industrial_park")
        excluded = ["status", "openings_left", *there]
        vacancy.full_clean(exclude=excluded, validate_unique=False, validate_constraints=False)
    if vacancy.pay_period in LEAST_RATES:
        set_monthly(vacancy)
    validity.check(vacancy, problems, for_public=for_public)
    if by_who_may:
        validity.check_employer(vacancy, problems)
    if not for_public:
        return []
    anew = vacancy.status != Vacancy.Status.PUBLISHED
    return gate.doubts_of(vacancy, problems, posted_anew=anew)


def _save(
    vacancy: Vacancy,
    values: dict[str, Any],
    essential: Iterable[Skill] | None,
    optional: Iterable[Skill] | None,
    *,
    for_public: bool,
) -> Vacancy:
    essential, optional = _once(essential), _once(optional)
    doubts = _judge(vacancy, values, essential, optional, for_public=for_public)
    is_new = vacancy.pk is None
    if vacancy.status in (Vacancy.Status.PUBLISHED, Vacancy.Status.REVIEW) and doubts:
        gate.hold_back(vacancy, doubts)
    elif vacancy.status == Vacancy.Status.REVIEW:
        # What the centre was to look at is gone.
        gate.let_go(vacancy)
        vacancy.publish()
    vacancy.save()
    _set_skills(vacancy, essential, optional, is_new=is_new)
    announce("vacancy", [vacancy.pk])
    return vacancy


def _set_skills(
    vacancy: Vacancy, essential: list[Skill] | None, optional: list[Skill] | None, *, is_new: bool
) -> None:
    links = []
    for is_essential, skills in ((True, essential), (False, optional)):
        if skills is None:
            continue
        if not is_new:
            vacancy.skill_links.filter(essential=is_essential).exclude(skill__in=skills).delete()
        links += [VacancySkill(vacancy=vacancy, skill=s, essential=is_essential) for s in skills]
    # A skill that changes its side is moved, not added a second time.
    VacancySkill.objects.bulk_create(
        links,
        update_conflicts=True,
        unique_fields=["vacancy", "skill"],
        update_fields=["essential"],
    )


@transaction.atomic
def create_vacancy(
    *,
    employer: Organisation,
    values: dict[str, Any],
    essential_skills: Iterable[Skill] = (),
    optional_skills: Iterable[Skill] = (),
    for_public: bool = False,
    form_key: UUID | None = None,
) -> Vacancy:
    """A new draft. `values` are fields of EDITABLE; pay in VND/month. `for_public` asks of it also
    what only the public needs. A form that comes twice, with the same `form_key`, changes what it
    made the first time.

    Raises ValidationError with each problem at its field.
    """
    new = Vacancy(employer=employer, form_key=form_key)
    essential, optional = [*essential_skills], [*optional_skills]

    def save(vacancy: Vacancy) -> Vacancy:
        return _save(vacancy, values, essential, optional, for_public=for_public)

    def change() -> Vacancy:
        made = Vacancy.objects.get(employer=employer, form_key=form_key)
        return save(Vacancy.objects.locked(made.pk))

    return once(form_key, lambda: save(new), change)


def check_new(
    *,
    employer: Organisation,
    values: dict[str, Any],
    essential_skills: Iterable[Skill] = (),
    optional_skills: Iterable[Skill] = (),
) -> None:
    """Raises what `create_vacancy` would raise for a draft, and writes nothing."""
    skills = _once(essential_skills), _once(optional_skills)
    _judge(Vacancy(employer=employer), values, *skills, for_public=False)


@transaction.atomic
def post_vacancy(
    *,
    employer: Organisation,
    values: dict[str, Any],
    essential_skills: Iterable[Skill] = (),
    optional_skills: Iterable[Skill] = (),
) -> Vacancy:
    """Creates and publishes in one: public, or waiting for the centre. Arguments as in
    `create_vacancy`.

    Raises ValidationError with each problem at its field; then nothing is made.
    """
    vacancy = Vacancy(employer=employer)
    skills = _once(essential_skills), _once(optional_skills)
    doubts = _judge(vacancy, values, *skills, for_public=True, publishing=True)
    if doubts:
        vacancy.wait_for_review()
    else:
        vacancy.publish()
    vacancy.save()
    if doubts:
        gate.hold_back(vacancy, doubts)
    _set_skills(vacancy, *skills, is_new=True)
    announce("vacancy", [vacancy.pk])
    return vacancy


def values_to_copy(vacancy: Vacancy) -> dict[str, Any]:
    """The fields with which a copy begins: everything but a last day that is over."""
    values = {name: getattr(vacancy, name) for name in EDITABLE}
    if validity.is_over(vacancy):
        values["valid_through"] = None
    return values


def skills_to_copy(vacancy: Vacancy) -> dict[str, list[Skill]]:
    """The arguments of `create_vacancy` for the skills of a copy."""
    links = list(vacancy.skill_links.select_related("skill").order_by("pk"))
    return {
        "essential_skills": [link.skill for link in links if link.essential],
        "optional_skills": [link.skill for link in links if not link.essential],
    }


@transaction.atomic
def update_vacancy(
    *,
    vacancy_id: int,
    values: dict[str, Any],
    essential_skills: Iterable[Skill] | None = None,
    optional_skills: Iterable[Skill] | None = None,
    for_public: bool = False,
    version: datetime | None = None,
) -> Vacancy:
    """Changes fields; skills stay as they are where None. `for_public` as in `create_vacancy`.

    Raises ValidationError with each problem at its field, and ChangedError where the vacancy is
    not of the `version` that is expected.
    """
    vacancy = Vacancy.objects.locked(vacancy_id)
    expect_version(vacancy, version)
    return _save(vacancy, values, essential_skills, optional_skills, for_public=for_public)


def check_publishable(vacancy: Vacancy) -> list[Finding]:
    """What the centre would have to look at before the public sees the vacancy.

    Raises ValidationError that names each field that keeps it from going public.
    """
    problems = Problems()
    doubts = _found(vacancy, problems, for_public=True, by_who_may=True)
    problems.raise_if_any()
    return doubts


@transaction.atomic
def publish_vacancy(*, vacancy_id: int) -> Vacancy:
    """Opens a draft or closed vacancy to the public; publishing an open one changes nothing. One in
    which the centre must look at something waits for that (status `review`) instead.

    Raises ValidationError that names each field that is still missing or wrong.
    """
    vacancy = Vacancy.objects.locked(vacancy_id)
    if vacancy.status == Vacancy.Status.PUBLISHED:
        return vacancy
    doubts = check_publishable(vacancy)
    if doubts:
        gate.hold_back(vacancy, doubts)
    else:
        gate.let_go(vacancy)
        vacancy.publish()
    vacancy.save()
    announce("vacancy", [vacancy.pk])
    return vacancy
