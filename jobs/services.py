"""Every write to vacancies. Each call is one transaction and announces what it changed."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from phonenumbers import SUPPORTED_REGIONS

from jobs.models import Vacancy, VacancySkill
from jobs.signals import vacancy_filled
from portal.accounts.models import Organisation
from portal.accounts.services import check_may_publish
from portal.changes import announce
from portal.once import once
from portal.reference.models import Skill
from portal.validation import Problems, expect_version, set_fields

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


# Monthly pay below this is a slip of the pen: "12" for twelve million.
LEAST_PAY = 100_000
HOME_COUNTRY = "VN"
# Later than this a deadline says nothing; leaving it open says "until filled".
LONGEST_OPEN = timedelta(days=366)
# Codes of vacancy_close_reasons for what closes by itself.
FILLED, DEADLINE = "filled", "deadline"


def _check(vacancy: Vacancy, problems: Problems, *, for_public: bool) -> None:
    """Rules that concern several fields, or only what the public is to see."""
    for field in ("pay_min", "pay_max"):
        pay = getattr(vacancy, field)
        if pay is not None and 0 <= pay < LEAST_PAY:
            problems.add(field, _("Write the pay in VND a month, as 12,000,000."), "pay_unit")
    if (
        vacancy.pay_min is not None
        and vacancy.pay_max is not None
        and vacancy.pay_max < vacancy.pay_min
    ):
        problems.add("pay_max", _("The highest pay is below the lowest."), "pay_range")
    if vacancy.kind == Vacancy.Kind.OVERSEAS:
        _check_overseas(vacancy, problems, for_public=for_public)
    elif vacancy.kind == Vacancy.Kind.DOMESTIC:
        if vacancy.country not in ("", HOME_COUNTRY):
            problems.add("country", _("Work in Vietnam has no other country."))
        elif vacancy.employer.kind == Organisation.Kind.OVERSEAS_AGENCY:
            problems.add("kind", _("An overseas-work agency offers work overseas only."))
        if for_public and vacancy.unit is None:
            problems.add("unit", _("Say in which ward or commune the work is."), "required")
    if for_public and _is_over(vacancy):
        problems.add("valid_through", _("This day is over. Choose a later one."), "past")
    if for_public and vacancy.openings and vacancy.openings_left < 1:
        problems.add("openings", _("All openings are filled. Raise the number."), "filled")


def _check_overseas(vacancy: Vacancy, problems: Problems, *, for_public: bool) -> None:
    if vacancy.employer.kind != Organisation.Kind.OVERSEAS_AGENCY:
        problems.add("kind", _("Only a licensed agency may offer work overseas."))
    if not vacancy.country:
        problems.add("country", _("Say in which country the work is."), "required")
    elif vacancy.country == HOME_COUNTRY or vacancy.country not in SUPPORTED_REGIONS:
        problems.add(
            "country",
            _("Give another country's code of two capital letters, as JP for Japan."),
            "unknown_code",
        )
    if for_public and not vacancy.contract_approval_number:
        problems.add(
            "contract_approval_number",
            _("Give the number under which the supply contract was approved."),
            "required",
        )


def _check_employer(vacancy: Vacancy, problems: Problems) -> None:
    """What must hold of the organisation itself while the public sees its vacancy."""
    employer = vacancy.employer
    if vacancy.kind == Vacancy.Kind.OVERSEAS:
        until = employer.licensed_until
        if not employer.licence_number or not until or until < timezone.localdate():
            problems.add("__all__", _("The agency has no valid licence."), "licence")
    is_public = vacancy.status == Vacancy.Status.PUBLISHED
    check_may_publish(employer, problems, is_public=is_public)


def _is_over(vacancy: Vacancy) -> bool:
    return isinstance(vacancy.valid_through, date) and (
        vacancy.valid_through < timezone.localdate()
    )


def _once(skills: Iterable[Skill] | None) -> list[Skill] | None:
    return None if skills is None else list(dict.fromkeys(skills))


def _save(
    vacancy: Vacancy,
    values: dict[str, Any],
    essential: Iterable[Skill] | None,
    optional: Iterable[Skill] | None,
    *,
    for_public: bool,
) -> Vacancy:
    unknown = set(values) - set(EDITABLE)
    if unknown:
        raise TypeError(f"not editable: {', '.join(sorted(unknown))}")
    filled = vacancy.openings - vacancy.openings_left if vacancy.pk else 0
    deadline = vacancy.valid_through
    set_fields(vacancy, values)
    if vacancy.unit is None and vacancy.industrial_park is not None:
        vacancy.unit = vacancy.industrial_park.unit
    vacancy.openings_left = max((vacancy.openings or 0) - filled, 0)
    problems = Problems()
    with problems.collecting():
        vacancy.full_clean(exclude=["status", "openings_left"], validate_constraints=False)
    is_public = vacancy.status == Vacancy.Status.PUBLISHED
    _check(vacancy, problems, for_public=is_public or for_public)
    if is_public:
        _check_employer(vacancy, problems)
    changed = vacancy.valid_through != deadline
    if changed and isinstance(vacancy.valid_through, date):
        latest = timezone.localdate() + LONGEST_OPEN
        if vacancy.valid_through > latest:
            message = _("Choose a day within a year, or leave it empty: until filled.")
            problems.add("valid_through", message, "too_late")
    if changed and not (is_public or for_public) and _is_over(vacancy):
        problems.add("valid_through", _("This day is over. Choose a later one."), "past")
    essential, optional = _once(essential), _once(optional)
    for skill in set(essential or ()) & set(optional or ()):
        problems.add(
            "optional_skills",
            _("“%(skill)s” is essential already.") % {"skill": skill.label},
            "essential_already",
        )
    if vacancy.openings and vacancy.openings < filled:
        problems.add("openings", _("More people than this are hired already."), "below_hired")
    problems.raise_if_any()
    vacancy.save()
    _set_skills(vacancy, essential, optional)
    announce("vacancy", [vacancy.pk])
    return vacancy


def _set_skills(
    vacancy: Vacancy, essential: list[Skill] | None, optional: list[Skill] | None
) -> None:
    for is_essential, skills in ((True, essential), (False, optional)):
        if skills is None:
            continue
        vacancy.skill_links.filter(essential=is_essential).exclude(skill__in=skills).delete()
        # A skill that changes its side is moved, not added a second time.
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
        return save(_locked(made.pk))

    return once(form_key, lambda: save(new), change)


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
    vacancy = _locked(vacancy_id)
    expect_version(vacancy, version)
    return _save(vacancy, values, essential_skills, optional_skills, for_public=for_public)


def _locked(vacancy_id: int) -> Vacancy:
    rows = Vacancy.objects.select_for_update(of=("self",)).select_related("employer")
    return rows.get(pk=vacancy_id)


def check_publishable(vacancy: Vacancy) -> None:
    """Raises ValidationError that names each field that keeps a vacancy from going public."""
    problems = Problems()
    with problems.collecting():
        vacancy.full_clean(exclude=["status"], validate_constraints=False)
    _check(vacancy, problems, for_public=True)
    _check_employer(vacancy, problems)
    problems.raise_if_any()


@transaction.atomic
def publish_vacancy(*, vacancy_id: int) -> Vacancy:
    """Opens a draft or closed vacancy to the public; publishing an open one changes nothing.

    Raises ValidationError that names each field that is still missing or wrong.
    """
    vacancy = _locked(vacancy_id)
    if vacancy.status == Vacancy.Status.PUBLISHED:
        return vacancy
    check_publishable(vacancy)
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
def fill_openings(*, vacancy_id: int, people: int = 1) -> Vacancy:
    """Counts people who were hired; with the last opening the vacancy closes by itself.

    Raises ValidationError when fewer openings are left, or the vacancy was never public.
    """
    vacancy = _locked(vacancy_id)
    if people < 1 or vacancy.status == Vacancy.Status.DRAFT:
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
        vacancy.close(DEADLINE)
        vacancy.save()
    announce("vacancy", [v.pk for v in vacancies])
    return len(vacancies)
