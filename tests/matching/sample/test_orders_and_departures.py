"""Ordered classes and departures of the sample city keep the rules of their services."""

import pytest
from django.utils import timezone

from jobs.departures.models import Departure
from training.orders.models import OrderOffer, TrainingOrder

pytestmark = pytest.mark.usefixtures("city")


def test_orders_are_open_agreed_and_expired() -> None:
    states = set(TrainingOrder.objects.values_list("state", flat=True))
    assert states <= {"open", "agreed", "expired"}
    assert "open" in states
    for order in TrainingOrder.objects.select_related("intake", "employer"):
        order.full_clean(exclude=["state"])
        assert order.employer.is_verified
        if order.intake:
            accepted = order.offers.get(state="accepted")
            assert accepted.course_id == order.intake.course_id
    for offer in OrderOffer.objects.select_related("course"):
        offer.full_clean(exclude=["state"])
        assert offer.centre_id == offer.course.centre_id


def test_departures_follow_hires() -> None:
    today = timezone.localdate()
    for row in Departure.objects.select_related("application__result", "vacancy"):
        row.full_clean(exclude=["state"])
        assert row.application is not None
        assert row.application.status == "hired"
        assert row.application.result.position == row.vacancy.title
        assert row.state == "planned" or row.departs_on <= today
