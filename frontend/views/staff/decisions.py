"""Support for learners as the centre of the city watches it: what is late, what it decides."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from frontend.cards import Link, Tab
from frontend.enrolments import claim_facts
from training.enrolment import support
from training.enrolment.models import CommuneDecision, SupportClaim

PER_PAGE = 30
OVERDUE, OPEN, INSURANCE = "", "open", "insurance"


@require_safe
@never_cache
@permission_required("enrolment.view_decisions", raise_exception=True)
def decisions(request: HttpRequest) -> HttpResponse:
    """Decisions of communes that are overdue or open, and claims by unemployment insurance."""
    wanted = request.GET.get("state", OVERDUE)
    waiting = CommuneDecision.objects.waiting()
    insured = SupportClaim.objects.filter(
        route=SupportClaim.Route.INSURANCE, state=SupportClaim.State.CLAIMED
    )
    overdue = CommuneDecision.objects.overdue()
    url = reverse("staff_decisions")
    counted = [
        (OVERDUE, _("Overdue"), overdue.count()),
        (OPEN, _("Not decided yet"), waiting.count()),
        (INSURANCE, _("Unemployment insurance"), insured.count()),
    ]
    tabs = [
        Tab(
            label=label,
            url=f"{url}?state={value}" if value else url,
            count=count,
            current=value == wanted,
        )
        for value, label, count in counted
    ]
    rows: QuerySet[Any]
    if wanted == INSURANCE:
        claims = insured.select_related("enrolment__intake__course__centre", "person")
        rows = claims.order_by("claimed_at", "pk")
    else:
        late = waiting if wanted == OPEN else overdue
        late = late.select_related("unit", "claim__enrolment__intake__course__centre")
        rows = late.order_by("due_on", "pk")
    context = {
        "tabs": tabs,
        "insured": wanted == INSURANCE,
        "page": Paginator(rows, PER_PAGE).get_page(request.GET.get("page")),
    }
    return render(request, "staff/decisions.html", context)


@require_http_methods(["GET", "POST"])
@never_cache
@permission_required("enrolment.decide_insurance", raise_exception=True)
def decide(request: HttpRequest, pk: int, *, approved: bool) -> HttpResponse:
    """Asks, then approves or refuses a claim by unemployment insurance."""
    rows = SupportClaim.objects.filter(route=SupportClaim.Route.INSURANCE)
    rows = rows.select_related("person", "enrolment__intake__course__centre")
    claim = get_object_or_404(rows, pk=pk)
    back = f"{reverse('staff_decisions')}?state={INSURANCE}"
    if request.method == "POST":
        try:
            support.decide_insurance(claim_id=claim.pk, approved=approved)
        except ValidationError as error:
            messages.error(request, error.messages[0])
        else:
            messages.success(request, _("Decided. The person is told."))
        return redirect(back)
    context = {
        "claim": claim,
        "approved": approved,
        "facts": claim_facts(claim),
        "back": back,
        "links": [Link(label=_("Support for learners"), url=back)],
    }
    return render(request, "staff/decide.html", context)
