"""Classes that employers order: all of them, for the centre's staff."""

from django.contrib.auth.decorators import permission_required
from django.core.paginator import Paginator
from django.db.models import Count
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from frontend.cards import Link, Tab
from frontend.training_orders import order_rows
from training.orders.models import TrainingOrder

PER_PAGE = 25
STATES = {"": gettext_lazy("All")} | dict(TrainingOrder.State.choices)


@require_safe
@permission_required("orders.view_all", raise_exception=True)
def training_orders(request: HttpRequest) -> HttpResponse:
    """All of them, or those in one state; the newest first."""
    state = request.GET.get("state", "")
    if state not in STATES:
        raise Http404
    everything = TrainingOrder.objects.all()
    counts = dict(everything.order_by().values_list("state").annotate(Count("pk")))
    counts[""] = sum(counts.values())
    rows = everything.filter(state=state) if state else everything
    rows = rows.select_related("employer", "occupation").annotate(offered=Count("offers"))
    page = Paginator(rows.order_by("-created_at", "-pk"), PER_PAGE).get_page(
        request.GET.get("page")
    )
    context = {
        "links": [Link(label=_("Desk"), url=reverse("staff_home"))],
        "tabs": [
            Tab(
                label=str(label),
                url=f"?state={value}",
                count=counts.get(value, 0),
                current=value == state,
            )
            for value, label in STATES.items()
        ],
        "page": page,
        "rows": order_rows(page),
    }
    return render(request, "staff/training_orders.html", context)
