"""The page of a vacancy, and what is told where one was."""

from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from frontend import formats, structured_data
from frontend.cards import Fact, Link
from frontend.present import (
    country_of,
    course_card,
    fit_of,
    gap_of,
    labels_of,
    organisation_url,
    place_of,
    trade_url,
    vacancy_card,
    vacancy_url,
)
from frontend.prose import opening
from frontend.views.listings import facts
from frontend.views.listings.addresses import moved
from frontend.views.listings.contacts import contacts_of
from frontend.views.listings.here import Here, here
from frontend.views.listings.needs import needs_of, welcome_of
from jobs.models import Vacancy
from matching.recommend import related
from matching.recommend.fit import Fit, fit
from matching.recommend.service import NoConsentError
from portal.accounts.models import Organisation
from portal.people.models import Person
from portal.reference import codes

COURSES = 3
SIMILAR = 3


@require_safe
@login_not_required
def vacancy(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """For everybody while it is open; for its organisation and the ESC before and after, too."""
    rows = Vacancy.objects.visible_to(request.user).select_related(
        "employer__unit__province",
        "employer__industrial_park",
        "occupation",
        "unit__province",
        "industrial_park",
    )
    row = rows.prefetch_related("skill_links__skill").filter(pk=pk).first()
    if row is None:
        return _ended(request, pk)
    return moved(request, vacancy_url(row)) or render(
        request, "listings/vacancy.html", _context(request, row)
    )


def _context(request: HttpRequest, row: Vacancy) -> dict[str, Any]:
    person: Person | None = getattr(request.user, "person", None)
    origin = here(request, person)
    its_fit, unasked = _fit(person, row)
    gaps = [gap_of(gap) for gap in its_fit.missing] if its_fit else []
    offered = {gap.offer.course.pk for gap in its_fit.missing if gap.offer} if its_fit else set()
    courses = related.courses_for(row).exclude(pk__in=offered)[:COURSES]
    return {
        "vacancy": row,
        "url": vacancy_url(row),
        "summary": _summary(row),
        "organisation_url": organisation_url(row.employer),
        "may_edit": request.user.has_perm("jobs.change_vacancy", row),
        "state": _state(row),
        "facts": facts.of_vacancy(row, _distance(origin, row)),
        "fees": facts.of_fees(row),
        "fit": fit_of(its_fit.score or 0, its_fit.reasons) if its_fit else None,
        "ruled_out": its_fit is not None and its_fit.score is None,
        "no_consent": unasked,
        "needs": needs_of(row, its_fit),
        "welcome": welcome_of(row),
        "welfare": [codes.labels("welfare").get(w, w) for w in row.welfare],
        "conditions": facts.of_conditions(row),
        "employer_facts": facts.of_organisation(row.employer),
        "gaps": gaps,
        "courses": [course_card(c, distance_km=origin.km_to(c.unit)) for c in courses],
        "trade_courses": related.courses_of_trade(row.occupation_id),
        "similar": _similar(row, origin),
        "same_trade_url": trade_url(row.occupation_id, row.kind),
        "actions": _actions(request, row, person) if row.is_public else [],
        "links": [
            Link(label=_("Find a job"), url=reverse("search")),
            Link(label=row.occupation.label, url=trade_url(row.occupation_id, row.kind)),
        ],
        "json_ld": structured_data.script(structured_data.job_posting(row))
        if row.is_public
        else "",
    }


def _actions(request: HttpRequest, row: Vacancy, person: Person | None) -> list[Link]:
    """Applying first, for whoever may sign in and do so; then the ways to ask."""
    ways = contacts_of(row)
    user = request.user
    if user.is_authenticated and not user.has_perm("applications.apply", row):
        return ways
    there = person and person.applications.live().filter(vacancy=row).first()
    if there:
        url = reverse("my_application", args=[there.pk])
        return [Link(label=_("See your application"), url=url, icon="send"), *ways[:1]]
    url = reverse("apply", args=[row.pk])
    return [Link(label=_("Apply"), url=url, icon="send"), *ways[:1]]


def _summary(row: Vacancy) -> str:
    where = country_of(row) or place_of(row)
    parts = [formats.pay(row.pay_min, row.pay_max), where, row.employer.name]
    return f"{' · '.join(filter(None, parts))}. {opening(row.description)}"


def _fit(person: Person | None, row: Vacancy) -> tuple[Fit | None, bool]:
    """The fit of who reads, and whether it is missing for want of their consent."""
    if person is None:
        return None, False
    try:
        return fit(person, row), False
    except NoConsentError:
        return None, True


def _distance(origin: Here, row: Vacancy) -> str:
    if row.kind == Vacancy.Kind.OVERSEAS:
        return ""
    return origin.words(origin.km_to(row.unit, row.industrial_park))


def _similar(row: Vacancy, origin: Here) -> list[Any]:
    found = related.vacancies_like(row)[:SIMILAR]
    return [vacancy_card(v, distance_km=origin.km_to(v.unit, v.industrial_park)) for v in found]


def _state(row: Vacancy) -> str:
    """What its organisation and the ESC must know of a vacancy that the public does not see."""
    if row.is_public:
        return ""
    if row.status == Vacancy.Status.DRAFT:
        return _("This is a draft. Only your organisation sees it.")
    if row.status == Vacancy.Status.REVIEW:
        return _("The centre looks at it first. Only your organisation and the centre see it.")
    if not row.employer.is_shown:
        return _("The public does not see this: the organisation is not verified.")
    return _("This vacancy is closed (%(why)s). The public sees no more than that.") % {
        "why": _why_closed(row)
    }


def _why_closed(row: Vacancy) -> str:
    return labels_of("vacancy_close_reasons", _close_reason(row))


def _close_reason(row: Vacancy) -> str:
    """The code of why nobody can apply, also before the nightly closing has seen it."""
    if row.status == Vacancy.Status.CLOSED:
        return row.close_reason
    if row.status == Vacancy.Status.REVIEW:
        return "other"
    if row.openings_left == 0:
        return "filled"
    if row.valid_through and row.valid_through < timezone.localdate():
        return "deadline"
    return "licence-expired"


def _ended(request: HttpRequest, pk: int) -> HttpResponse:
    """410 rather than 200 with noindex: people read the same page, while search engines, link
    checkers and programs drop the address at once instead of fetching it for weeks to come."""
    shown = Organisation.objects.shown()
    rows = Vacancy.objects.once_public().filter(employer__in=shown)
    row = rows.select_related("employer", "occupation", "unit").filter(pk=pk).first()
    if row is None:
        raise Http404
    person: Person | None = getattr(request.user, "person", None)
    context = {
        "vacancy": row,
        "facts": facts.said(
            Fact(label=_("Employer"), value=row.employer.name, url=organisation_url(row.employer)),
            Fact(label=_("Closed"), value=formats.day(row.closed_at or row.valid_through)),
            Fact(label=_("Why"), value=_why_closed(row)),
        ),
        "similar": _similar(row, here(request, person)),
        "same_trade_url": trade_url(row.occupation_id, row.kind),
    }
    return render(request, "listings/vacancy_ended.html", context, status=410)
