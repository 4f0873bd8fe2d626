"""From rows to what components show: one way for every page."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.text import slugify
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from frontend import formats
from frontend.cards import CourseCard, Fact, Fit, Gap, Reason, VacancyCard
from jobs.models import Vacancy
from matching.recommend import gaps
from matching.recommend.explain import Reason as SaidReason
from matching.recommend.explain.reasons import skill_label
from portal.accounts.models import Organisation
from portal.accounts.services import identity
from portal.reference import codes
from portal.reference.countries import country_name
from portal.textfold import fold
from training.models import Course

CLOSING_SOON_DAYS = 7
# What tells most about daily life in a job, most telling first.
TELLING_WELFARE = ("shuttle", "dormitory", "meal-3", "meal-2", "meal-1", "nursery")
TELLING_SHIFTS = ("office-hours", "day")


def slug(text: str) -> str:
    """Words for an address; đ survives as d, which Django's slugify would drop."""
    return slugify(fold(text))[:80].strip("-") or "x"


def vacancy_url(vacancy: Vacancy) -> str:
    return reverse("vacancy", args=[slug(vacancy.title), vacancy.pk])


def course_url(course: Course) -> str:
    return reverse("course", args=[slug(course.title), course.pk])


def organisation_url(organisation: Organisation) -> str:
    return reverse("organisation", args=[slug(organisation.name), organisation.pk])


def search_url(**params: str) -> str:
    """The result page for parameters of search."""
    return f"{reverse('search')}?{urlencode(params)}"


def trade_url(occupation: str, kind: str) -> str:
    """All vacancies of an occupation at home or, as they have a list of their own, abroad."""
    abroad = {"kind": "overseas"} if kind == Vacancy.Kind.OVERSEAS else {}
    return search_url(occupation=occupation, **abroad)


def place_of(vacancy: Vacancy) -> str:
    """Where the work is, as short as it is clear; abroad only within the country."""
    if vacancy.kind == Vacancy.Kind.OVERSEAS:
        return vacancy.address
    if vacancy.industrial_park and vacancy.unit:
        return f"{vacancy.industrial_park}, {vacancy.unit.short_name}"
    if not vacancy.unit:
        return ""
    return f"{vacancy.unit}, {vacancy.unit.province.short_name}"


def country_of(vacancy: Vacancy) -> str:
    """The country of work abroad, in the reader's language."""
    return country_name(vacancy.country) if vacancy.kind == Vacancy.Kind.OVERSEAS else ""


def benefits_of(vacancy: Vacancy) -> list[str]:
    """The two most telling things about daily life in the job."""
    shifts = codes.labels("shifts")
    welfare = codes.labels("welfare")
    telling = [shifts[s] for s in TELLING_SHIFTS if s in vacancy.shifts and s in shifts][:1]
    telling += [welfare[w] for w in TELLING_WELFARE if w in vacancy.welfare and w in welfare]
    return telling[:2]


def vacancy_card(
    vacancy: Vacancy,
    *,
    distance_km: float | None = None,
    marked: Mapping[str, str] | None = None,
    fit: Fit | None = None,
) -> VacancyCard:
    """`marked` holds title, organisation and body with found words marked. Needs employer,
    unit__province and industrial_park fetched along."""
    marked = marked or {}
    left = (vacancy.valid_through - timezone.localdate()).days if vacancy.valid_through else None
    return VacancyCard(
        url=vacancy_url(vacancy),
        title=marked.get("title", vacancy.title),
        employer=marked.get("organisation", vacancy.employer.name),
        verified=vacancy.employer.is_verified,
        place=place_of(vacancy),
        distance_km=distance_km,
        pay=formats.pay(vacancy.pay_min, vacancy.pay_max),
        benefits=benefits_of(vacancy),
        snippet=marked.get("body", ""),
        country=country_of(vacancy),
        openings=vacancy.openings_left if vacancy.openings_left > 1 else None,
        posted=vacancy.published_at,
        deadline=vacancy.valid_through,
        closing_soon=left is not None and left <= CLOSING_SOON_DAYS,
        fit=fit,
    )


def duration_of(course: Course) -> str:
    months = formats.number(course.months, 1)
    return _("%(months)s months") % {"months": months} if course.months != 1 else _("1 month")


def course_card(
    course: Course,
    *,
    distance_km: float | None = None,
    marked: Mapping[str, str] | None = None,
    opens_jobs: int | None = None,
) -> CourseCard:
    """Needs centre, unit and intakes fetched along."""
    marked = marked or {}
    today = timezone.localdate()
    coming = [i for i in course.intakes.all() if not i.cancelled and i.enrol_until >= today]
    intakes = sorted((i for i in coming if i.is_open), key=lambda i: i.starts_on)
    return CourseCard(
        url=course_url(course),
        title=marked.get("title", course.title),
        centre=marked.get("organisation", course.centre.name),
        verified=course.centre.is_verified,
        place=str(course.unit),
        distance_km=distance_km,
        starts=intakes[0].starts_on if intakes else None,
        duration=duration_of(course),
        level=codes.labels("course_levels").get(course.level, ""),
        fee_vnd=course.fee,
        subsidised=course.subsidised,
        # None where no class is planned: nobody can say that it is full.
        seats_left=sum(i.seats_free for i in intakes) if coming else None,
        snippet=marked.get("body", ""),
        opens_jobs=opens_jobs,
    )


def reason_of(reason: SaidReason) -> Reason:
    """A reason of matching as components show it."""
    return Reason(kind=reason.kind, text=reason.text)


def fit_of(score: float, reasons: list[SaidReason]) -> Fit:
    """A fit (score 0–100) with the reasons that matching told."""
    return Fit(score=round(score), reasons=[reason_of(r) for r in reasons])


def gap_of(gap: gaps.Gap) -> Gap:
    """A missing skill with the class that closes it, for `c-gap`."""
    course = None
    if offer := gap.offer:
        card = course_card(offer.course, distance_km=offer.distance_km)
        course = replace(card, starts=offer.intake.starts_on, seats_left=offer.seats)
    return Gap(skill=skill_label(gap.skill), course=course, jobs_opened=gap.opens or None)


def labels_of(list_name: str, chosen: list[str] | str) -> str:
    """Labels of codes in one line, in the order of the list."""
    known = codes.labels(list_name)
    wanted = [chosen] if isinstance(chosen, str) else chosen
    return ", ".join(label for code, label in known.items() if code in wanted)


def language() -> str:
    return (get_language() or "vi")[:2]


def changed_since_verified(organisation: Organisation) -> list[Fact]:
    """What the centre has to check again, each as `old → new`."""
    if organisation.verified_as is None:
        return []
    return identity_changes(organisation.verified_as, identity(organisation))


def identity_changes(old: Mapping[str, str], new: Mapping[str, str]) -> list[Fact]:
    """What differs between two identities of an organisation, each as `old → new`."""
    labels = {
        "name": _("Name changed"),
        "tax_code": _("Tax code changed"),
        "licence_number": _("Licence number changed"),
        "licence_valid_until": _("End of the licence changed"),
    }

    def shown(field: str, text: str) -> str:
        if field == "licence_valid_until" and text:
            return formats.day(date.fromisoformat(text))
        return text or "—"

    return [
        Fact(label=label, value=f"{shown(field, old[field])} → {shown(field, new[field])}")
        for field, label in labels.items()
        if old[field] != new[field]
    ]
