"""Who was hired, as employers return it to the centre."""

from django.contrib.auth.decorators import permission_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from frontend.cards import Link
from frontend.present import labels_of
from jobs.applications.models import HiringResult

PER_PAGE = 50


@require_safe
@permission_required("applications.view_results", raise_exception=True)
def results(request: HttpRequest) -> HttpResponse:
    """The latest first."""
    rows = HiringResult.objects.select_related(
        "application__vacancy__employer", "application__person"
    )
    page = Paginator(rows.order_by("-at", "-pk"), PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "rows": [
            {
                "result": row,
                "name": str(row.application.person),
                "employer": row.application.vacancy.employer.name,
                "url": reverse("application", args=[row.application_id]),
                "contract": labels_of("contracts", row.contract),
            }
            for row in page
        ],
        "links": [Link(label=_("Desk"), url=reverse("staff_home"))],
    }
    return render(request, "staff/hiring_results.html", context)
