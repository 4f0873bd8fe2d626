"""Classes that employers order, as training centres see them, and what a centre offers."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from frontend.cards import Link, Tab
from frontend.forms.organisation.training_orders import OfferForm
from frontend.training_orders import OrderRow, facts_of, look, offer_row
from frontend.views.organisation.acting import for_organisation, home_of, of_organisation
from portal.accounts.current import signed_in
from portal.accounts.models import Organisation
from training.orders import services
from training.orders.models import OrderOffer, TrainingOrder

PER_PAGE = 20
OPEN, OWN = "open", "own"


@require_safe
@for_organisation("orders.add_offer")
def listed(request: HttpRequest, organisation: Organisation) -> HttpResponse:
    """The open orders of employers for a verified centre, those to answer first before; and those
    for which it has offered."""
    everything = TrainingOrder.objects.all()
    nothing = TrainingOrder.objects.none()
    sets = {
        OPEN: everything.open_to_centres() if organisation.is_shown else nothing,
        OWN: everything.filter(offers__centre=organisation).distinct(),
    }
    shown = OWN if request.GET.get("show") == OWN else OPEN
    order = ("answers_until", "pk") if shown == OPEN else ("-created_at", "-pk")
    rows = sets[shown].select_related("employer", "occupation").order_by(*order)
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    here = of_organisation("orders_for_centres", organisation)
    labels = {OPEN: _("Open orders"), OWN: _("You have offered")}
    context = {
        "organisation": organisation,
        "links": [Link(label=_("Training"), url=home_of(organisation))],
        "tabs": [
            Tab(
                label=label,
                url=f"{here}&show={name}",
                count=sets[name].count(),
                current=name == shown,
            )
            for name, label in labels.items()
        ],
        "shown": shown,
        "page": page,
        "rows": [
            OrderRow(
                row,
                look(row),
                f"{reverse('order_for_centre', args=[row.pk])}?org={organisation.pk}",
            )
            for row in page
        ],
    }
    return render(request, "organisation/orders/for_centres.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@for_organisation("orders.add_offer")
def order(request: HttpRequest, organisation: Organisation, pk: int) -> HttpResponse:
    """One order, what the centre offered for it, and the form of an offer."""
    visible = TrainingOrder.objects.visible_to(signed_in(request))
    row: TrainingOrder = get_object_or_404(
        visible.select_related("employer", "occupation", "unit__province"), pk=pk
    )
    own = row.offers.filter(centre=organisation).select_related("course")
    waiting = own.pending().exists()
    form = OfferForm(
        request.POST if request.method == "POST" else None, order=row, centre=organisation
    )
    if form.is_bound:
        made = form.saved(
            lambda: services.offer(
                order_id=row.pk, centre=organisation, values=form.values(), form_key=form.key
            )
        )
        if made:
            messages.success(request, _("Offered. You hear of the employer’s answer."))
            return redirect(f"{reverse('order_for_centre', args=[pk])}?org={organisation.pk}")
    context = {
        "order": row,
        "look": look(row),
        "organisation": organisation,
        "links": [
            Link(label=_("Training"), url=home_of(organisation)),
            Link(
                label=_("Orders of employers"),
                url=of_organisation("orders_for_centres", organisation),
            ),
        ],
        "facts": facts_of(row),
        "offers": [offer_row(offer) for offer in own.order_by("-created_at", "-pk")],
        "form": form if form.is_bound or (row.takes_offers and not waiting) else None,
        "has_courses": bool(form.courses),
        "new_course": of_organisation("course_new", organisation),
    }
    return render(
        request, "organisation/orders/for_centre.html", context, status=400 if form.errors else 200
    )


@require_POST
def withdraw(request: HttpRequest, offer: int) -> HttpResponse:
    """Takes an offer back."""
    user = signed_in(request)
    rows = OrderOffer.objects.visible_to(user).select_related("centre")
    row: OrderOffer = get_object_or_404(rows, pk=offer)
    if not user.has_perm("orders.withdraw_offer", row):
        raise PermissionDenied
    try:
        services.withdraw_offer(offer_id=row.pk)
    except ValidationError as error:
        messages.error(request, error.messages[0])
    else:
        messages.success(request, _("The offer is withdrawn."))
    return redirect(f"{reverse('order_for_centre', args=[row.order_id])}?org={row.centre_id}")
