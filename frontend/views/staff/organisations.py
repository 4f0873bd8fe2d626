"""Looking at organisations: the queue of those that wait, one with all its data, decisions."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db.models import Count, F, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from frontend import formats
from frontend.cards import Fact, Link, Tab
from frontend.forms.staff import OrganisationFilter, ReasonForm
from frontend.places import whole_address
from frontend.present import labels_of
from frontend.views.staff.history import organisation_events
from jobs.models import Vacancy
from portal.accounts import services
from portal.accounts.current import signed_in
from portal.accounts.models import Organisation, OrganisationQuerySet
from training.models import Course

PER_PAGE = 25
NEED_LICENCE = (Organisation.Kind.OVERSEAS_AGENCY, Organisation.Kind.TRAINING_CENTRE)
may_verify = permission_required("accounts.verify_organisation", raise_exception=True)


@require_safe
@may_verify
def organisations(request: HttpRequest) -> HttpResponse:
    """Those that wait, longest first; other states by their tab, latest decision first."""
    form = OrganisationFilter(request.GET)
    if not form.is_valid():
        return render(
            request, "staff/organisations.html", {"form": form, "links": _trail()[:1]}, status=400
        )
    chosen = form.cleaned_data
    found = Organisation.objects.all()
    if chosen["q"]:
        found = found.named(chosen["q"])
    if chosen["kind"]:
        found = found.filter(kind=chosen["kind"])
    rows = _in_state(found, chosen["state"]).select_related("unit", "unit__province")
    context = {
        "form": form,
        "links": _trail()[:1],
        "tabs": _tabs(request, found, chosen["state"]),
        "state": chosen["state"],
        "narrowed": bool(chosen["q"] or chosen["kind"]),
        "page": Paginator(rows, PER_PAGE).get_page(request.GET.get("page")),
    }
    return render(request, "staff/organisations.html", context)


def _in_state(found: OrganisationQuerySet, state: str) -> OrganisationQuerySet:
    if state == Organisation.Verification.PENDING:
        return found.waiting()
    if state != "all":
        found = found.filter(verification=state)
    return found.order_by(F("verified_at").desc(nulls_last=True), "pk")


def _tabs(request: HttpRequest, found: OrganisationQuerySet, state: str) -> list[Tab]:
    counts = dict(found.order_by().values_list("verification").annotate(Count("pk")))
    labels = [*Organisation.Verification.choices, ("all", _("All"))]
    tabs = []
    for value, label in labels:
        address = request.GET.copy()
        address["state"] = value
        address.pop("page", None)
        tabs.append(
            Tab(
                label=str(label),
                url=f"?{address.urlencode()}",
                count=sum(counts.values()) if value == "all" else counts.get(value, 0),
                current=value == state,
            )
        )
    return tabs


@require_safe
@may_verify
def organisation(request: HttpRequest, pk: int) -> HttpResponse:
    """All that is known, to decide by."""
    row = get_object_or_404(
        Organisation.objects.select_related("unit__province", "industrial_park", "verified_by"),
        pk=pk,
    )
    memberships = row.memberships.select_related("user").order_by("left_at", "joined_at")
    context = {
        "organisation": row,
        "links": _trail(),
        "facts": _facts(row),
        "listed": _listed(row),
        "members": [m for m in memberships if m.left_at is None],
        "events": organisation_events(row),
        "same_code": _same_code(row),
    }
    return render(request, "staff/organisation.html", context)


def _trail(row: Organisation | None = None) -> list[Link]:
    links = [
        Link(label=_("Desk"), url=reverse("staff_home")),
        Link(label=_("Organisations"), url=reverse("staff_organisations")),
    ]
    if row:
        links.append(Link(label=row.name, url=reverse("staff_organisation", args=[row.pk])))
    return links


def _facts(row: Organisation) -> list[Fact]:
    """What was given, most telling for a decision first; what is missing is told as such."""
    pairs: list[tuple[str, Any]] = [
        (_("Kind"), row.get_kind_display()),
        (_("Tax code"), row.tax_code),
    ]
    if row.kind in NEED_LICENCE or row.licence_number:
        pairs += [
            (_("Licence or certificate number"), row.licence_number),
            (_("Licence valid until"), formats.day(row.licence_valid_until)),
        ]
    pairs += [
        (_("Enterprise type"), labels_of("enterprise_types", row.enterprise_type)),
        (_("Industry"), labels_of("industries", row.industry)),
        (_("Number of employees"), labels_of("size_bands", row.size_band)),
        (_("Address"), whole_address(row.address, row.unit)),
        (_("Industrial park"), row.industrial_park),
        (_("Phone"), formats.phone(row.phone)),
        (_("E-mail"), row.email),
        (_("Website"), row.website),
        (_("Registered"), formats.day(row.created_at)),
    ]
    return [Fact(label=label, value=str(value or _("not given"))) for label, value in pairs]


def _listed(row: Organisation) -> list[tuple[str, int]]:
    """How many vacancies and courses it has by state; only what is there."""
    counts = []
    for model, owner, drafts, published in (
        (Vacancy, "employer", _("vacancy drafts"), _("published vacancies")),
        (Course, "centre", _("course drafts"), _("published courses")),
    ):
        found = model.objects.filter(**{owner: row}).aggregate(
            drafts=Count("pk", filter=Q(status="draft")),
            published=Count("pk", filter=Q(status="published")),
        )
        counts += [(drafts, found["drafts"]), (published, found["published"])]
    return [(label, count) for label, count in counts if count]


def _same_code(row: Organisation) -> OrganisationQuerySet:
    """Others with its tax code: a centre that also employs, or somebody who borrows a code."""
    if not row.tax_code:
        return Organisation.objects.none()
    return Organisation.objects.filter(tax_code=row.tax_code).exclude(pk=row.pk)


@require_POST
@may_verify
def verify(request: HttpRequest, pk: int) -> HttpResponse:
    """Verifies for the first time, or lets a refused or suspended one publish again."""
    row = get_object_or_404(Organisation, pk=pk)
    services.verify_organisation(organisation_id=row.pk, by=signed_in(request))
    messages.success(request, _("%(name)s is verified and may publish.") % {"name": row.name})
    return redirect("staff_organisations")


@require_http_methods(["GET", "HEAD", "POST"])
@may_verify
def refuse(request: HttpRequest, pk: int) -> HttpResponse:
    return _decide_against(
        request,
        pk,
        services.refuse_organisation,
        "staff/refuse.html",
        _("%(name)s is refused and was told why."),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@may_verify
def suspend(request: HttpRequest, pk: int) -> HttpResponse:
    return _decide_against(
        request,
        pk,
        services.suspend_organisation,
        "staff/suspend.html",
        _("%(name)s is suspended; nothing of it is public any more."),
    )


def _decide_against(
    request: HttpRequest,
    pk: int,
    decide: Callable[..., Organisation],
    template: str,
    done: str,
) -> HttpResponse:
    row = get_object_or_404(Organisation, pk=pk)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            decide(
                organisation_id=row.pk, by=signed_in(request), reason=form.cleaned_data["reason"]
            )
        except ValidationError as error:
            # Somebody else decided meanwhile, or the reason holds nothing that can be read.
            form.add_error(None, error)
        else:
            messages.success(request, done % {"name": row.name})
            return redirect("staff_organisations")
    context = {"organisation": row, "form": form, "links": _trail(row)}
    return render(request, template, context, status=400 if form.errors else 200)
