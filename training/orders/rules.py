"""Who may what with ordered classes; which exist for whom: `TrainingOrderQuerySet.visible_to`."""

import rules

from portal.accounts.models import Organisation, User
from portal.accounts.rules import is_esc, is_member
from training.orders.models import OrderOffer, TrainingOrder
from training.rules import teaches


@rules.predicate
def hires(user: User, organisation: Organisation | None) -> bool:
    """The organisation is an employer. (Agencies train people for others, abroad.)"""
    return organisation is not None and organisation.kind == Organisation.Kind.EMPLOYER


@rules.predicate
def is_members_order(user: User, order: TrainingOrder | None) -> bool:
    """The order is of an employer for which the user acts."""
    return order is not None and is_member(user, order.employer)


@rules.predicate
def is_members_offer(user: User, offer: OrderOffer | None) -> bool:
    """The offer is of a centre for which the user acts."""
    return offer is not None and is_member(user, offer.centre)


@rules.predicate
def is_for_members_order(user: User, offer: OrderOffer | None) -> bool:
    """It was offered to an employer for which the user acts."""
    return offer is not None and is_member(user, offer.order.employer)


rules.add_perm("orders.add_order", is_member & hires)
rules.add_perm("orders.cancel_order", is_members_order)
rules.add_perm("orders.view_order", is_members_order | is_esc)
rules.add_perm("orders.answer_offer", is_for_members_order)
rules.add_perm("orders.add_offer", is_member & teaches)
rules.add_perm("orders.withdraw_offer", is_members_offer)
rules.add_perm("orders.view_all", is_esc)
