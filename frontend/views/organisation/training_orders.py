"""Classes that an employer orders, and what it does with the offers of training centres."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from frontend.cards import Link
from frontend.forms.organisation.training_orders import TrainingOrderForm
from frontend.present import course_url
from frontend.training_orders import facts_of, look, offer_row, order_rows
from frontend.views.organisation.acting import for_organisation, home_of, of_organisation
from portal.accounts.current import signed_in
from portal.accounts.models import Organisation
from training.orders import services
from training.orders.models import OrderOffer, TrainingOrder

PER_PAGE = 20


def _links(employer: Organisation) -> list[Link]:
    return [
        Link(label=_("Hiring"), url=home_of(employer)),
        Link(label=_("Ordered classes"), url=of_organisation("training_orders", employer)),
    ]


@require_safe
@for_organisation("orders.add_order")
def listed(request: HttpRequest, organisation: Organisation) -> HttpResponse:
    """All of an employer, the newest first."""
    rows = TrainingOrder.objects.filter(employer=organisation).select_related("occupation")
    rows = rows.annotate(offered=Count("offers")).order_by("-created_at", "-pk")
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "organisation": organisation,
        "links": _links(organisation)[:1],
        "new_url": of_organisation("training_order_new", organisation),
        "page": page,
        "rows": order_rows(page),
    }
    return render(request, "organisation/orders/listed.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@for_organisation("orders.add_order")
def new(request: HttpRequest, organisation: Organisation) -> HttpResponse:
    """Orders a class."""
    form = TrainingOrderForm(
        request.POST if request.method == "POST" else None, employer=organisation
    )
    if form.is_bound:
        made = form.saved(
            lambda: services.create_order(
                employer=organisation, values=form.values(), form_key=form.key
            )
        )
        if made:
            messages.success(request, _("Ordered. Verified training centres see it now."))
            return redirect("training_order", pk=made.pk)
    context = {"form": form, "organisation": organisation, "links": _links(organisation)}
    return render(
        request, "organisation/orders/new.html", context, status=400 if form.errors else 200
    )


def _order(request: HttpRequest, pk: int, permission: str) -> TrainingOrder:
    """The order, for those who may; a 404 where they may not even see it."""
    user = signed_in(request)
    rows = TrainingOrder.objects.visible_to(user).select_related(
        "employer", "occupation", "unit__province", "intake__course"
    )
    order: TrainingOrder = get_object_or_404(rows, pk=pk)
    if not user.has_perm(permission, order):
        raise PermissionDenied
    return order


@require_safe
def order(request: HttpRequest, pk: int) -> HttpResponse:
    """One order with all offers; for its employer and the staff."""
    row = _order(request, pk, "orders.view_order")
    is_own = signed_in(request).has_perm("orders.cancel_order", row)
    offers = row.offers.select_related("centre", "course").order_by("-created_at", "-pk")
    staff_links = [
        Link(label=_("Desk"), url=reverse("staff_home")),
        Link(label=_("Ordered classes"), url=reverse("staff_training_orders")),
    ]
    context = {
        "order": row,
        "look": look(row),
        "links": _links(row.employer) if is_own else staff_links,
        "facts": facts_of(row),
        "offers": [offer_row(offer) for offer in offers],
        "is_own": is_own,
        "may_cancel": is_own and row.state in (row.State.OPEN, row.State.AGREED),
        "class_url": course_url(row.intake.course) if row.intake else "",
    }
    return render(request, "organisation/orders/order.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def cancel(request: HttpRequest, pk: int) -> HttpResponse:
    """Asks, then takes the order back."""
    row = _order(request, pk, "orders.cancel_order")
    if request.method == "POST":
        return _done(
            request,
            row,
            lambda: services.cancel_order(order_id=row.pk),
            _("The order is cancelled."),
        )
    context = {"order": row, "back": reverse("training_order", args=[row.pk])}
    return render(request, "organisation/orders/cancel.html", context)


def _offer(request: HttpRequest, pk: int, offer: int) -> OrderOffer:
    """An offer for an order of the reader's employer."""
    user = signed_in(request)
    rows = OrderOffer.objects.visible_to(user).select_related("order__employer", "centre")
    row: OrderOffer = get_object_or_404(rows, pk=offer, order=pk)
    if not user.has_perm("orders.answer_offer", row):
        raise PermissionDenied
    return row


@require_POST
def accept(request: HttpRequest, pk: int, offer: int) -> HttpResponse:
    """Takes an offer; the others are refused."""
    row = _offer(request, pk, offer)
    text = _("You take the offer of %(name)s. The class is open for enrolment.")
    return _done(
        request,
        row.order,
        lambda: services.accept_offer(offer_id=row.pk),
        text % {"name": row.centre.name},
    )


@require_POST
def refuse(request: HttpRequest, pk: int, offer: int) -> HttpResponse:
    """Does not take an offer."""
    row = _offer(request, pk, offer)
    return _done(
        request,
        row.order,
        lambda: services.refuse_offer(offer_id=row.pk),
        _("The centre is told that you do not take its offer."),
    )


def _done(
    request: HttpRequest, row: TrainingOrder, write: Callable[[], Any], said: str
) -> HttpResponse:
    try:
        write()
    except ValidationError as error:
        messages.error(request, error.messages[0])
    else:
        messages.success(request, said)
    return redirect("training_order", pk=row.pk)
