"""Every write to ordered classes and offers. Each call is one transaction.

The row of the order is locked before anything about it or its offers is decided, so that of two
clerks who accept two offers at once one is first and the other is told so. Whoever makes or cancels
the class locks that after the order, or leaves the order to its receiver.
"""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.accounts.models import Organisation
from portal.changes import announce
from portal.once import once
from portal.validation import Problems, at_hand, set_fields
from training.models import Course
from training.orders import telling
from training.orders.models import OrderOffer, TrainingOrder
from training.services import save_intake

EDITABLE = (
    "occupation",
    "unit",
    "learners",
    "starts_on",
    "ends_on",
    "answers_until",
    "pay",
    "hires",
    "commitment",
    "note",
)
OFFER_EDITABLE = ("course", "starts_on", "ends_on", "seats", "price", "note")
# An employer may still choose among offers so long after the last day for them.
CHOOSE_WITHIN = timedelta(days=14)


@transaction.atomic
def create_order(
    *, employer: Organisation, values: dict[str, Any], form_key: UUID | None = None
) -> TrainingOrder:
    """A new order, open to verified centres at once. `values` are fields of EDITABLE, pay in
    VND/month. A form that comes twice gives what it made.

    Raises ValidationError with each problem at its field.
    """
    order = TrainingOrder(employer=employer, form_key=form_key)
    _put(order, values, EDITABLE)
    problems = Problems()
    _verified(employer, problems)
    _clean(order, problems, "employer", "occupation", "unit")
    _check_days(order, problems)
    today = timezone.localdate()
    if order.answers_until and order.answers_until < today:
        problems.add("answers_until", _("This day is over. Choose a later one."), "past")
    if order.answers_until and order.starts_on and order.answers_until > order.starts_on:
        message = _("Centres must answer before the first day.")
        problems.add("answers_until", message, "order")
    if order.hires and order.learners and order.hires > order.learners:
        message = _("You cannot hire more people than learn.")
        problems.add("hires", message, "max_value")
    problems.raise_if_any()

    def save() -> TrainingOrder:
        order.save()
        telling.tell_of_new(order)
        return order

    return once(
        form_key, save, lambda: TrainingOrder.objects.get(employer=employer, form_key=form_key)
    )


@transaction.atomic
def cancel_order(*, order_id: int) -> TrainingOrder:
    """The employer takes the order back before its class begins; a class that was agreed on stays
    with its centre. Cancelling again changes nothing.

    Raises ValidationError once the class runs, or where the order has ended otherwise.
    """
    order = _locked(order_id)
    if order.state == TrainingOrder.State.CANCELLED:
        return order
    if order.state not in (TrainingOrder.State.OPEN, TrainingOrder.State.AGREED):
        raise ValidationError(_("The class has begun, or the order has ended."), code="too_late")
    told = order.offers.filter(
        state__in=[OrderOffer.State.OFFERED, OrderOffer.State.ACCEPTED]
    ).values_list("centre", flat=True)
    telling.tell_of_cancelled(order, list(told))
    order.cancel()
    order.save()
    # They are told of the order itself.
    _refuse(order.offers.pending(), tell=False)
    _class_changed(order)
    return order


@transaction.atomic
def offer(
    *,
    order_id: int,
    centre: Organisation,
    values: dict[str, Any],
    form_key: UUID | None = None,
) -> OrderOffer:
    """What a centre offers for an open order. `values` are fields of OFFER_EDITABLE, the price in
    VND for one learner. A form that comes twice gives what it made.

    Raises ValidationError with each problem at its field; `offered` where the centre has an offer
    that waits already.
    """
    order = _locked(order_id)
    made = order.offers.filter(centre=centre, form_key=form_key).first() if form_key else None
    if made:
        return made
    row = OrderOffer(order=order, centre=centre, form_key=form_key)
    _put(row, values, OFFER_EDITABLE)
    problems = Problems()
    _verified(centre, problems)
    if not order.takes_offers:
        problems.add("__all__", _("This order takes no more offers."), "closed")
    if order.offers.pending().filter(centre=centre).exists():
        message = _("You have offered already. Withdraw that offer to make another one.")
        problems.add("__all__", message, "offered")
    _clean(row, problems, "order", "centre", "course")
    _check_days(row, problems)
    _check_course(row, problems)
    problems.raise_if_any()
    row.save()
    telling.tell_of_offer(row)
    return row


@transaction.atomic
def withdraw_offer(*, offer_id: int) -> OrderOffer:
    """The centre takes an offer back; again changes nothing. Raises ValidationError where the
    employer has answered."""
    row = _locked_offer(offer_id)
    if row.state != OrderOffer.State.WITHDRAWN:
        _expect_waiting(row)
        row.withdraw()
        row.save()
    return row


@transaction.atomic
def refuse_offer(*, offer_id: int) -> OrderOffer:
    """The employer does not take it; again changes nothing. Raises ValidationError where it was
    accepted or withdrawn."""
    row = _locked_offer(offer_id)
    if row.state != OrderOffer.State.REFUSED:
        _expect_waiting(row)
        row.refuse()
        row.save()
        telling.tell_centre(row)
    return row


@transaction.atomic
def accept_offer(*, offer_id: int) -> TrainingOrder:
    """Takes an offer: its class is made and linked to the order, and the other offers are refused.
    Accepting the accepted one again changes nothing.

    Raises ValidationError where another one was accepted or the offer no longer holds.
    """
    row = _locked_offer(offer_id)
    order = row.order
    if row.state == OrderOffer.State.ACCEPTED:
        return order
    if not order.is_open:
        message = _("This order has ended, or another offer was accepted.")
        raise ValidationError(message, code="ended")
    _expect_waiting(row)
    if not row.course.is_public:
        message = _("The centre has closed this course. Ask it for another offer.")
        raise ValidationError(message, code="course_closed")
    if row.starts_on < timezone.localdate():
        message = _("The first day of this offer is over. Ask the centre for another one.")
        raise ValidationError(message, code="past")
    row.accept()
    row.save()
    intake = save_intake(
        course_id=row.course_id,
        values={
            "starts_on": row.starts_on,
            "ends_on": row.ends_on,
            "enrol_until": row.starts_on,
            "seats": row.seats,
        },
    )
    order.agree(intake)
    order.save()
    telling.tell_centre(row)
    _refuse(order.offers.pending(), tell=True)
    return order


@transaction.atomic
def expire_overdue() -> int:
    """Ends open orders for which nobody offered in time, and those whose employer chose no offer
    within 14 days more; returns how many. Safe to run at any time, any number of times."""
    today = timezone.localdate()
    pending = OrderOffer.objects.pending().values("order")
    overdue = Q(answers_until__lt=today) & ~Q(pk__in=pending)
    overdue |= Q(answers_until__lt=today - CHOOSE_WITHIN)
    due = TrainingOrder.objects.filter(overdue, state=TrainingOrder.State.OPEN)
    rows = list(due.select_for_update(of=("self",)).select_related("employer", "occupation"))
    for order in rows:
        order.expire()
        order.save()
        telling.tell_of_expired(order)
        _refuse(order.offers.pending(), tell=True)
    return len(rows)


@transaction.atomic
def follow_days() -> None:
    """Orders run from the first day of their class and end after its last. Safe to run again."""
    today = timezone.localdate()
    rows = TrainingOrder.objects.running().filter(intake__starts_on__lte=today)
    for order in rows.select_for_update(of=("self",)).select_related("intake"):
        assert order.intake is not None
        if order.intake.ends_on < today:
            order.finish()
        elif order.state == TrainingOrder.State.AGREED:
            order.begin()
        else:
            continue
        order.save()


@transaction.atomic
def follow_courses(course_ids: Iterable[str]) -> None:
    """A class that its centre cancelled ends its order. In the transaction that cancelled it."""
    found = TrainingOrder.objects.running().filter(
        intake__cancelled=True, intake__course__in=list(course_ids)
    )
    for pk in sorted(found.values_list("pk", flat=True)):
        order = _locked(pk)
        if order.state in (TrainingOrder.State.AGREED, TrainingOrder.State.RUNNING):
            order.cancel()
            order.save()
            telling.tell_of_cancelled_class(order)


def _locked(order_id: int) -> TrainingOrder:
    rows = TrainingOrder.objects.select_for_update(of=("self",))
    return rows.select_related("employer", "occupation").get(pk=order_id)


def _locked_offer(offer_id: int) -> OrderOffer:
    """The offer as it is once its order is locked."""
    order = _locked(OrderOffer.objects.values_list("order_id", flat=True).get(pk=offer_id))
    row = OrderOffer.objects.select_related("course__centre", "centre").get(pk=offer_id)
    row.order = order
    return row


def _put(row: TrainingOrder | OrderOffer, values: dict[str, Any], editable: Iterable[str]) -> None:
    unknown = set(values) - set(editable)
    if unknown:
        raise TypeError(f"not editable: {', '.join(sorted(unknown))}")
    set_fields(row, {name: value for name, value in values.items() if value is not None})


def _clean(row: TrainingOrder | OrderOffer, problems: Problems, *relations: str) -> None:
    with problems.collecting():
        # What is there was read just now and need not be looked for again.
        excluded = ["state", "intake", *at_hand(row, *relations)]
        row.full_clean(exclude=excluded, validate_unique=False, validate_constraints=False)


def _verified(organisation: Organisation, problems: Problems) -> None:
    if not organisation.is_verified:
        message = _("The centre has not verified your organisation yet.")
        problems.add("__all__", message, "unverified")


def _check_days(row: TrainingOrder | OrderOffer, problems: Problems) -> None:
    if row.starts_on and row.starts_on < timezone.localdate():
        problems.add("starts_on", _("This day is over. Choose a later one."), "past")
    if row.starts_on and row.ends_on and row.ends_on < row.starts_on:
        problems.add("ends_on", _("The last day is before the first."), "order")


def _check_course(row: OrderOffer, problems: Problems) -> None:
    course: Course | None = row.course if row.course_id else None
    if course is not None and (course.centre_id != row.centre_id or not course.is_public):
        problems.add("course", _("Choose an open course of your centre."), "not_public")


def _expect_waiting(row: OrderOffer) -> None:
    if row.state == OrderOffer.State.WITHDRAWN:
        raise ValidationError(_("The centre has withdrawn this offer."), code="withdrawn")
    if row.state != OrderOffer.State.OFFERED:
        raise ValidationError(_("This offer was answered already."), code="answered")


def _refuse(rows: Any, *, tell: bool) -> None:
    for row in rows.select_related("centre", "order__employer", "order__occupation").order_by("pk"):
        row.refuse()
        row.save()
        if tell:
            telling.tell_centre(row)


def _class_changed(order: TrainingOrder) -> None:
    """The page of the course said who ordered the class."""
    if order.intake is not None:
        announce("course", [order.intake.course_id])
