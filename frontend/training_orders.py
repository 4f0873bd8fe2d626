"""How ordered classes and offers are told, on the pages of employers, centres and the staff."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from frontend import formats
from frontend.cards import Fact
from training.models import Intake
from training.orders.models import OrderOffer, TrainingOrder

State = TrainingOrder.State
LOOKS = {
    State.OPEN: "tag-wait",
    State.AGREED: "tag-done",
    State.RUNNING: "tag-done",
    State.FINISHED: "tag-done",
}
OFFER_LOOKS = {OrderOffer.State.OFFERED: "tag-wait", OrderOffer.State.ACCEPTED: "tag-done"}


@dataclass(frozen=True)
class OrderRow:
    """An order in a list."""

    order: TrainingOrder
    look: str
    url: str
    offers: int | None = None


def order_rows(orders: Iterable[Any]) -> list[OrderRow]:
    """Orders with `offered`, as the employer and the staff list them."""
    return [
        OrderRow(row, look(row), reverse("training_order", args=[row.pk]), row.offered)
        for row in orders
    ]


@dataclass(frozen=True)
class OfferRow:
    """An offer beside its order."""

    offer: OrderOffer
    look: str


def look(order: TrainingOrder) -> str:
    return LOOKS.get(State(order.state), "")


def offer_row(offer: OrderOffer) -> OfferRow:
    return OfferRow(offer, OFFER_LOOKS.get(OrderOffer.State(offer.state), ""))


def commits(order: TrainingOrder) -> str:
    """`cam kết tuyển 20 người`"""
    text = ngettext("commits to hire %(n)s person", "commits to hire %(n)s people", order.hires)
    return text % {"n": formats.number(order.hires)}


def ordered_line(intake: Intake) -> str:
    """`Đặt hàng bởi Công ty X, cam kết tuyển 20 người`; empty where nobody ordered it. Costs
    nothing where the order was fetched along."""
    order: TrainingOrder | None = getattr(intake, "training_order", None)
    if order is None or order.state not in TrainingOrder.LINKED or not order.employer.is_shown:
        return ""
    return _("Ordered by %(name)s, which %(commits)s") % {
        "name": order.employer.name,
        "commits": commits(order),
    }


def days(first: object, last: object) -> str:
    return f"{formats.day(first)} – {formats.day(last)}"  # type: ignore[arg-type]


def facts_of(order: TrainingOrder) -> list[Fact]:
    """What was ordered, the most important first."""
    return [
        Fact(label=_("Employer"), value=order.employer.name, key=True),
        Fact(
            label=_("Learners"),
            value=formats.number(order.learners),
            note=commits(order),
            key=True,
        ),
        Fact(label=_("Pay after the course"), value=formats.pay(order.pay, order.pay), key=True),
        Fact(label=_("Days wished"), value=days(order.starts_on, order.ends_on)),
        Fact(label=_("Place"), value=str(order.unit)),
        Fact(
            label=_("Centres answer until"),
            value=formats.day(order.answers_until),
            note=formats.days_left(order.answers_until) if order.is_open else "",
        ),
    ]
