"""The public profile of an employer, agency or training centre, with what it offers now."""

from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.core.paginator import InvalidPage, Page, Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from frontend.present import course_card, organisation_url, vacancy_card
from frontend.prose import opening
from frontend.views.listings import facts
from frontend.views.listings.addresses import moved
from frontend.views.listings.contacts import contacts
from frontend.views.listings.here import here
from jobs.models import Vacancy
from portal.accounts.models import Organisation
from portal.people.models import Person
from training.models import Course

PAGE_SIZE = 20


@require_safe
@login_not_required
def organisation(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """For everybody once it was verified; before that for its members and the ESC."""
    rows = Organisation.objects.visible_to(request.user)
    row = rows.select_related("unit__province", "industrial_park").filter(pk=pk).first()
    if row is None:
        raise Http404
    if answer := moved(request, organisation_url(row)):
        return answer
    person: Person | None = getattr(request.user, "person", None)
    origin = here(request, person)
    page = _page(request, row)
    if row.kind == Organisation.Kind.TRAINING_CENTRE:
        cards: list[Any] = [course_card(c, distance_km=origin.km_to(c.unit)) for c in page]
    else:
        cards = [vacancy_card(v, distance_km=origin.km_to(v.unit, v.industrial_park)) for v in page]
    context = {
        "organisation": row,
        "url": organisation_url(row),
        "summary": opening(f"{row.get_kind_display()}. {row.description}"),
        "state": _state(row),
        "json_ld": "",
        "may_edit": request.user.has_perm("accounts.change_organisation", row),
        "may_verify": request.user.has_perm("accounts.verify_organisation"),
        "facts": facts.of_organisation(row),
        "teaches": row.kind == Organisation.Kind.TRAINING_CENTRE,
        "actions": contacts(row, row.name) if row.is_shown else [],
        "page": page,
        "cards": cards,
    }
    return render(request, "listings/organisation.html", context)


def _page(request: HttpRequest, row: Organisation) -> "Page[Any]":
    if row.kind == Organisation.Kind.TRAINING_CENTRE:
        courses = Course.objects.public().filter(centre=row).order_by("-published_at", "-pk")
        rows: Any = courses.select_related("centre", "unit").prefetch_related("intakes")
    else:
        vacancies = Vacancy.objects.public().filter(employer=row).order_by("-published_at", "-pk")
        rows = vacancies.select_related("employer", "unit__province", "industrial_park")
    try:
        return Paginator(rows, PAGE_SIZE).page(request.GET.get("page", 1))
    except InvalidPage:
        raise Http404 from None


def _state(row: Organisation) -> str:
    """What its members and the ESC must know where the public sees nothing."""
    if row.is_shown:
        return ""
    states = {
        Organisation.Verification.PENDING: _(
            "Waiting for verification. The public does not see this page yet."
        ),
        Organisation.Verification.REFUSED: _("Not verified. The public does not see this page."),
        Organisation.Verification.SUSPENDED: _("Suspended. The public does not see this page."),
    }
    return states[Organisation.Verification(row.verification)]
