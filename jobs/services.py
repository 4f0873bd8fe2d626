"""Every write to vacancies. Each call is one transaction and announces what it changed."""

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from jobs.models import Vacancy, VacancySkill
from portal.accounts.models import Organisation
from portal.changes import announce
from portal.reference.models import Skill
from portal.validation import Problems, set_fields

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
    "valid_through",
)


def _check(vacancy: Vacancy, problems: Problems, *, publishing: bool) -> None:
    """Rules that concern several fields, or only a vacancy that goes public."""
    if (
        vacancy.pay_min is not None
        and vacancy.pay_max is not None
        and vacancy.pay_max < vacancy.pay_min
    ):
        problems.add("pay_max", _("The highest pay is below the lowest."), "pay_range")
    if vacancy.kind == Vacancy.Kind.OVERSEAS:
        if vacancy.employer.kind != Organisation.Kind.OVERSEAS_AGENCY:
            problems.add("kind", _("Only a licensed agency may offer work overseas."))
        if not vacancy.country:
            problems.add("country", _("Say in which country the work is."), "required")
    elif vacancy.employer.kind == Organisation.Kind.OVERSEAS_AGENCY:
        problems.add("kind", _("An overseas-work agency offers work overseas only."))
    if not publishing:
        return
    if vacancy.valid_through and vacancy.valid_through < timezone.localdate():
        problems.add("valid_through", _("This day is over. Choose a later one."), "past")
    if vacancy.openings_left < 1:
        problems.add("openings", _("All openings are filled. Raise the number."), "filled")
    if vacancy.kind == Vacancy.Kind.DOMESTIC and vacancy.unit is None:
        problems.add("unit", _("Say in which ward or commune the work is."), "required")
    if vacancy.kind == Vacancy.Kind.OVERSEAS:
        if not vacancy.contract_approval_number:
            problems.add(
                "contract_approval_number",
                _("Give the number under which the supply contract was approved."),
                "required",
            )
        until = vacancy.employer.licence_valid_until
        if not vacancy.employer.licence_number or not until or until < timezone.localdate():
            problems.add("__all__", _("The agency has no valid licence."), "licence")
    if not vacancy.employer.is_verified:
        problems.add(
            "__all__",
            _("The centre has not verified your organisation yet. Your draft is kept."),
            "unverified",
        )


def _save(
    vacancy: Vacancy,
    values: dict[str, Any],
    essential: Iterable[Skill] | None,
    optional: Iterable[Skill] | None,
) -> Vacancy:
    unknown = set(values) - set(EDITABLE)
    if unknown:
        raise TypeError(f"not editable: {', '.join(sorted(unknown))}")
    filled = vacancy.openings - vacancy.openings_left if vacancy.pk else 0
    set_fields(vacancy, values)
    vacancy.openings_left = max((vacancy.openings or 0) - filled, 0)
    problems = Problems()
    with problems.collecting():
        vacancy.full_clean(exclude=["status", "openings_left"], validate_constraints=False)
    _check(vacancy, problems, publishing=vacancy.status == Vacancy.Status.PUBLISHED)
    if vacancy.openings and vacancy.openings < filled:
        problems.add("openings", _("More people than this are hired already."), "below_hired")
    problems.raise_if_any()
    vacancy.save()
    _set_skills(vacancy, essential, optional)
    announce("vacancy", [vacancy.pk])
    return vacancy


def _set_skills(
    vacancy: Vacancy, essential: Iterable[Skill] | None, optional: Iterable[Skill] | None
) -> None:
    for is_essential, skills in ((True, essential), (False, optional)):
        if skills is None:
            continue
        vacancy.skill_links.filter(essential=is_essential).delete()
        VacancySkill.objects.bulk_create(
            [VacancySkill(vacancy=vacancy, skill=s, essential=is_essential) for s in skills],
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
) -> Vacancy:
    """A new draft. `values` are fields of EDITABLE; pay in VND/month.

    Raises ValidationError with each problem at its field.
    """
    return _save(Vacancy(employer=employer), values, essential_skills, optional_skills)


@transaction.atomic
def update_vacancy(
    *,
    vacancy_id: int,
    values: dict[str, Any],
    essential_skills: Iterable[Skill] | None = None,
    optional_skills: Iterable[Skill] | None = None,
) -> Vacancy:
    """Changes fields; skills stay as they are where None. Raises ValidationError by field."""
    vacancy = _locked(vacancy_id)
    return _save(vacancy, values, essential_skills, optional_skills)


def _locked(vacancy_id: int) -> Vacancy:
    rows = Vacancy.objects.select_for_update(of=("self",)).select_related("employer")
    return rows.get(pk=vacancy_id)


@transaction.atomic
def publish_vacancy(*, vacancy_id: int) -> Vacancy:
    """Opens a draft or closed vacancy to the public; publishing an open one changes nothing.

    Raises ValidationError that names each field that is still missing or wrong.
    """
    vacancy = _locked(vacancy_id)
    if vacancy.status == Vacancy.Status.PUBLISHED:
        return vacancy
    problems = Problems()
    with problems.collecting():
        vacancy.full_clean(exclude=["status"], validate_constraints=False)
    _check(vacancy, problems, publishing=True)
    problems.raise_if_any()
    vacancy.publish()
    vacancy.save()
    announce("vacancy", [vacancy.pk])
    return vacancy


@transaction.atomic
def close_vacancy(*, vacancy_id: int, reason: str) -> Vacancy:
    """Takes a vacancy off; closing a closed one changes nothing. `reason` is a code of
    vacancy_close_reasons. Raises ValidationError for an unknown reason or a draft."""
    vacancy = _locked(vacancy_id)
    if vacancy.status == Vacancy.Status.CLOSED:
        return vacancy
    problems = Problems()
    if vacancy.status == Vacancy.Status.DRAFT:
        problems.add("__all__", _("A draft cannot be closed; delete it instead."), "draft")
    problems.raise_if_any()
    vacancy.close(reason)
    with problems.collecting():
        vacancy.full_clean(exclude=["status"], validate_constraints=False)
    problems.raise_if_any()
    vacancy.save()
    announce("vacancy", [vacancy.pk])
    return vacancy


@transaction.atomic
def delete_draft(*, vacancy_id: int) -> None:
    """Deletes a draft. Raises ValidationError for anything that was public once."""
    vacancy = _locked(vacancy_id)
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
        vacancy.close("deadline_passed")
        vacancy.save()
    announce("vacancy", [v.pk for v in vacancies])
    return len(vacancies)
