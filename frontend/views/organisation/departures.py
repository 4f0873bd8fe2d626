"""Departures and returns of people hired for an order overseas: agencies and staff note them."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import BadRequest, PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from frontend.cards import Link
from frontend.departures import facts_of, look, person_of
from frontend.forms.organisation.departures import DepartForm, DepartureForm, ReturnForm
from frontend.views.organisation.acting import own_vacancy
from frontend.views.organisation.vacancy import links_of
from jobs.applications.models import Application
from jobs.departures import services
from jobs.departures.models import Departure
from jobs.models import Vacancy
from portal.accounts.current import signed_in

PER_PAGE = 25


def _links(request: HttpRequest, vacancy: Vacancy) -> list[Link]:
    if not signed_in(request).has_perm("jobs.change_vacancy", vacancy):
        return [
            Link(label=_("Desk"), url=reverse("staff_home")),
            Link(label=_("Departures"), url=reverse("staff_departures")),
        ]
    here = reverse("vacancy_departures", args=[vacancy.pk])
    return [*links_of(vacancy.employer), Link(label=_("Departures"), url=here)]


@require_safe
@never_cache
def listed(request: HttpRequest, pk: int) -> HttpResponse:
    """Everybody hired for one order, the latest first, with departure and return; also those who
    were erased since."""
    vacancy = own_vacancy(request, pk, "jobs.view_candidates")
    if vacancy.kind != Vacancy.Kind.OVERSEAS:
        raise Http404
    hired = Application.objects.filter(vacancy=vacancy, status=Application.Status.HIRED)
    hired = hired.select_related("person", "departure").order_by("-status_at", "-pk")
    page = Paginator(hired, PER_PAGE).get_page(request.GET.get("page"))
    rows = [_row(row) for row in page]
    erased = Departure.objects.filter(vacancy=vacancy, person__isnull=True)
    context = {
        "vacancy": vacancy,
        "links": _links(request, vacancy)[:-1],
        "page": page,
        "rows": rows,
        "erased": [
            {"departure": row, "look": look(row), "url": reverse("departure", args=[row.key])}
            for row in erased[:PER_PAGE]
        ],
    }
    return render(request, "organisation/departures/listed.html", context)


def _row(application: Application) -> dict[str, Any]:
    departure: Departure | None = getattr(application, "departure", None)
    url = (
        reverse("departure", args=[departure.key])
        if departure
        else reverse("departure_plan", args=[application.pk])
    )
    return {
        "who": str(application.person),
        "departure": departure,
        "look": look(departure) if departure else "",
        "url": url,
    }


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def plan(request: HttpRequest, pk: int) -> HttpResponse:
    """The first note of a departure; where there is one already, that."""
    user = signed_in(request)
    rows = Application.objects.visible_to(user).select_related(
        "vacancy__employer", "person", "departure"
    )
    application: Application = get_object_or_404(rows, pk=pk)
    if not user.has_perm("departures.plan", application):
        raise PermissionDenied
    made: Departure | None = getattr(application, "departure", None)
    if made and request.method != "POST":
        return redirect("departure", key=made.key)
    form = DepartureForm(
        request.POST if request.method == "POST" else None,
        departure=None,
        country=application.vacancy.country,
    )
    if form.is_bound:
        saved = form.saved(lambda: services.plan(application_id=pk, values=form.values()))
        if saved:
            messages.success(request, _("Noted. The person is told."))
            return redirect("departure", key=saved.key)
    context = {
        "form": form,
        "who": str(application.person),
        "vacancy": application.vacancy,
        "links": _links(request, application.vacancy),
    }
    return render(
        request, "organisation/departures/plan.html", context, status=400 if form.errors else 200
    )


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def departure(request: HttpRequest, key: UUID) -> HttpResponse:
    """One departure: what is noted, and the next step; `do` says which form was sent."""
    user = signed_in(request)
    rows = Departure.objects.visible_to(user).select_related(
        "vacancy__employer", "agency", "person"
    )
    row: Departure = get_object_or_404(rows, key=key)
    if not user.has_perm("departures.change", row):
        raise PermissionDenied
    do = request.POST.get("do", "") if request.method == "POST" else ""
    if request.method == "POST" and do not in ("save", "depart", "return", "cancel"):
        raise BadRequest
    data = {name: request.POST if do == name else None for name in ("save", "depart", "return")}
    form = DepartureForm(data["save"], departure=row)
    leaving = DepartForm(data["depart"], initial={"departs_on": row.departs_on}, prefix="left")
    returning = ReturnForm(data["return"])
    if do and _written(request, row, do, form, leaving, returning):
        return redirect("departure", key=row.key)
    wrong = any(one.errors for one in (form, leaving, returning))
    context = {
        "departure": row,
        "look": look(row),
        "who": person_of(row),
        "facts": facts_of(row),
        "form": form,
        "leaving": leaving,
        "returning": returning,
        "links": _links(request, row.vacancy),
    }
    return render(
        request, "organisation/departures/departure.html", context, status=400 if wrong else 200
    )


def _written(
    request: HttpRequest,
    row: Departure,
    do: str,
    form: DepartureForm,
    leaving: DepartForm,
    returning: ReturnForm,
) -> bool:
    """Does what was asked; False where a form shows what is wrong."""
    made: Departure | None
    if do == "save":
        made = form.saved_unless_changed(
            lambda version: services.change(
                departure_id=row.pk, values=form.values(), version=version
            ),
            lambda: DepartureForm(departure=Departure.objects.get(pk=row.pk)),
        )
    elif do == "depart":
        made = leaving.saved(
            lambda: services.depart(
                departure_id=row.pk, departs_on=leaving.cleaned_data["departs_on"]
            )
        )
    elif do == "return":
        made = returning.saved(
            lambda: services.come_back(
                departure_id=row.pk,
                returned_on=returning.cleaned_data["returned_on"],
                reason=returning.cleaned_data["return_reason"],
            )
        )
    else:
        made = _cancelled(request, row)
    if made and do != "cancel":
        messages.success(request, _("Saved."))
    return do == "cancel" or bool(made)


def _cancelled(request: HttpRequest, row: Departure) -> Departure | None:
    try:
        made = services.cancel(departure_id=row.pk)
    except ValidationError as error:
        messages.error(request, error.messages[0])
        return None
    messages.success(request, _("The departure is cancelled. The person is told."))
    return made
