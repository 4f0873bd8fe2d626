"""Real commits: two clerks of an employer at two offers for one order."""

import pytest
from django.core.exceptions import ValidationError

from tests.factories import OrderOfferFactory, TrainingOrderFactory
from tests.training.enrolment.test_at_once import together
from training.models import Intake
from training.orders import services
from training.orders.models import OrderOffer, TrainingOrder


@pytest.mark.usefixtures("committed_db")
def test_of_two_offers_accepted_at_once_one_is_taken_and_one_class_is_made() -> None:
    for _ in range(3):
        order = TrainingOrderFactory()
        offers = [OrderOfferFactory(order=order) for _ in range(2)]

        def accept(number: int, offers: list[OrderOffer] = offers) -> str:
            try:
                services.accept_offer(offer_id=offers[number].pk)
            except ValidationError as error:
                return str(error.code)
            return "taken"

        assert sorted(together(accept, 2)) == ["ended", "taken"]
        order.refresh_from_db()
        assert order.state == "agreed"
        states = OrderOffer.objects.filter(order=order).values_list("state", flat=True)
        assert sorted(states) == ["accepted", "refused"]
        assert Intake.objects.filter(course__in=[o.course_id for o in offers]).count() == 1


@pytest.mark.usefixtures("committed_db")
def test_an_offer_withdrawn_while_it_is_accepted_is_one_or_the_other() -> None:
    offer = OrderOfferFactory()

    def act(number: int) -> None:
        try:
            if number:
                services.withdraw_offer(offer_id=offer.pk)
            else:
                services.accept_offer(offer_id=offer.pk)
        except ValidationError:
            pass

    together(act, 2)
    offer.refresh_from_db()
    agreed = offer.state == "accepted"
    assert agreed or offer.state == "withdrawn"
    assert TrainingOrder.objects.get().state == ("agreed" if agreed else "open")
    assert Intake.objects.count() == int(agreed)
