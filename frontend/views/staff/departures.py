"""Departures and returns: counts by month and country, the list, and the table to keep."""

from django.contrib.auth.decorators import permission_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from frontend.cards import Link
from frontend.departures import look, person_of
from frontend.present import labels_of
from jobs.departures.counting import by_month_and_country, in_all
from jobs.departures.models import Departure
from portal.files.sheets import as_download, csv_text
from portal.reference.countries import country_name

PER_PAGE = 50
may_see = permission_required("departures.view_all", raise_exception=True)


@require_safe
@may_see
@never_cache
def departures(request: HttpRequest) -> HttpResponse:
    """Lượt and người apart, by month and country; below, everybody, the latest first."""
    rows = Departure.objects.select_related("vacancy", "agency", "person")
    page = Paginator(rows.order_by("-departs_on", "-pk"), PER_PAGE).get_page(
        request.GET.get("page")
    )
    everything = Departure.objects.all()
    context = {
        "links": [Link(label=_("Desk"), url=reverse("staff_home"))],
        "total": in_all(everything),
        "counts": [
            {
                "counted": one,
                "month": date_format(one.month, "m/Y") if one.month else "",
                "country": country_name(one.country),
            }
            for one in by_month_and_country(everything)
        ],
        "page": page,
        "rows": [
            {
                "departure": row,
                "who": person_of(row),
                "look": look(row),
                "country": country_name(row.country),
                "reason": labels_of("return_reasons", row.return_reason),
                "url": reverse("departure", args=[row.key]),
            }
            for row in page
        ],
    }
    return render(request, "staff/departures.html", context)


@require_safe
@may_see
def export(request: HttpRequest) -> HttpResponse:
    """All of them as CSV, under their random ids: a file leaves the house without names."""
    header = [
        *(_("Id"), _("Agency"), _("Order overseas"), _("Approved contract no."), _("Country")),
        *(_("Contract signed on"), _("Day of departure"), _("Return expected on")),
        *(_("Came back on"), _("Why they returned"), _("State")),
    ]
    rows = Departure.objects.select_related("vacancy", "agency").order_by("-departs_on", "-pk")
    lines = (
        [
            str(row.key),
            row.agency.name,
            row.vacancy.title,
            row.vacancy.contract_approval_number,
            country_name(row.country),
            *(
                f"{day:%d/%m/%Y}" if day else ""
                for day in (
                    *(row.contract_signed_on, row.departs_on),
                    *(row.return_due_on, row.returned_on),
                )
            ),
            labels_of("return_reasons", row.return_reason),
            row.get_state_display(),  # type: ignore[attr-defined]
        ]
        for row in rows.iterator()
    )
    return as_download(csv_text(header, lines), "xuat-canh.csv")
