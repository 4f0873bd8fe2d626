"""Who is told of which step of an order or an offer; written inside the transaction of the step."""

from collections.abc import Iterable

from django.utils import translation

from portal.accounts.models import Organisation, User
from portal.notices.services import notify, page_url
from training.models import Course
from training.orders.models import OrderOffer, TrainingOrder

State = TrainingOrder.State
TOLD = {
    State.OPEN: "training_order_new",
    State.CANCELLED: "training_order_cancelled",
    State.EXPIRED: "training_order_expired",
}
NOT_TOLD = {
    State.AGREED: "The employer did it; the centre hears that its offer is accepted.",
    State.RUNNING: "It follows from the first day of the class, on which both agreed.",
    State.FINISHED: "It follows from the last day; of certificates the employer is told.",
}
Offer = OrderOffer.State
OFFER_TOLD = {
    Offer.OFFERED: "training_bid_received",
    Offer.ACCEPTED: "training_bid_accepted",
    Offer.REFUSED: "training_bid_refused",
}
OFFER_NOT_TOLD = {Offer.WITHDRAWN: "The centre did it; the employer sees it beside the order."}


def _members(organisations: Iterable[int]) -> list[User]:
    rows = User.objects.filter(
        memberships__organisation__in=list(organisations),
        memberships__left_at__isnull=True,
        is_active=True,
    )
    return list(rows.distinct().order_by("pk"))


def _tell(
    kind: str, order: TrainingOrder, organisations: Iterable[int], *, page: str, key: str
) -> None:
    for user in _members(organisations):
        with translation.override(user.language):
            title = order.occupation.label
        notify(
            user=user,
            kind=kind,
            context={
                "name": order.employer.name,
                "title": title,
                "url": page_url(user, page, order.pk),
            },
            key=f"{kind}:{key}:{user.pk}",
        )


def tell_of_new(order: TrainingOrder) -> None:
    """The verified centres that teach this occupation."""
    teaching = Course.objects.public().filter(occupations=order.occupation_id)
    centres = Organisation.objects.filter(pk__in=teaching.values("centre"))
    _tell(
        "training_order_new",
        order,
        centres.values_list("pk", flat=True),
        page="order_for_centre",
        key=f"{order.pk}",
    )


def tell_of_offer(offer: OrderOffer) -> None:
    """The employer, that a centre offers."""
    _tell(
        "training_bid_received",
        offer.order,
        [offer.order.employer_id],
        page="training_order",
        key=f"{offer.pk}",
    )


def tell_centre(offer: OrderOffer) -> None:
    """The centre, what became of its offer."""
    kind = OFFER_TOLD[Offer(offer.state)]
    _tell(kind, offer.order, [offer.centre_id], page="order_for_centre", key=f"{offer.pk}")


def tell_of_cancelled(order: TrainingOrder, centres: Iterable[int]) -> None:
    """Centres, that the employer takes the order back."""
    kind = "training_order_cancelled"
    _tell(kind, order, centres, page="order_for_centre", key=f"{order.pk}:centre")


def tell_of_cancelled_class(order: TrainingOrder) -> None:
    """The employer, that the centre has cancelled the class."""
    kind = "training_order_cancelled"
    _tell(kind, order, [order.employer_id], page="training_order", key=f"{order.pk}:employer")


def tell_of_expired(order: TrainingOrder) -> None:
    """The employer, that its order has ended without an agreement."""
    kind = "training_order_expired"
    _tell(kind, order, [order.employer_id], page="training_order", key=f"{order.pk}")
