"""Ordered classes over the API."""

from datetime import timedelta

import pytest
from django.utils import timezone

from tests.api.clients import client_of, faults, member_of
from tests.factories import (
    AN_DUONG,
    CourseFactory,
    OrderOfferFactory,
    OrganisationFactory,
    TrainingOrderFactory,
    UserFactory,
)
from tests.queries import count_queries
from training.models import Intake
from training.orders.models import OrderOffer, TrainingOrder

pytestmark = pytest.mark.django_db
LIST = "/api/v1/training-orders/"


def day(number: int) -> str:
    return (timezone.localdate() + timedelta(days=number)).isoformat()


def body(**changes: object) -> dict[str, object]:
    return {
        "occupation": "welder",
        "unit": AN_DUONG,
        "learners": 20,
        "starts_on": day(40),
        "ends_on": day(130),
        "answers_until": day(20),
        "pay": 9_000_000,
        "hires": 15,
        "commitment": "Ký hợp đồng 24 tháng.",
    } | changes


def test_from_order_to_class() -> None:
    employer, course = member_of(OrganisationFactory()), CourseFactory()
    centre = member_of(course.centre)
    answer = employer.post(LIST, body())
    assert answer.status_code == 201
    one = f"{LIST}{answer.json()['id']}/"
    assert centre.get(one).json()["organisation"]["name"].startswith("Công ty")
    offer = {"course": course.pk, "starts_on": day(42), "ends_on": day(120), "seats": 18}
    made = centre.post(f"{one}offers/", offer)
    assert made.status_code == 201
    assert employer.get(f"{one}offers/").json()["count"] == 1
    accepted = employer.post(f"{one}offers/{made.json()['id']}/accept/")
    assert accepted.json()["state"] == "accepted"
    shown = employer.get(one).json()
    assert shown["state"] == "agreed"
    assert shown["intake"] == Intake.objects.get().pk


def test_what_is_wrong_is_named() -> None:
    employer = member_of(OrganisationFactory())
    wrong = body(hires=21, unit="nowhere", answers_until=day(41), colour="red")
    assert faults(employer.post(LIST, wrong)) == {
        "hires": "max_value",
        "unit": "unknown_code",
        "answers_until": "order",
        "colour": "unknown_field",
    }
    assert not TrainingOrder.objects.exists()


def test_offering_names_what_is_wrong() -> None:
    order, course = TrainingOrderFactory(), CourseFactory()
    centre = member_of(course.centre)
    other = CourseFactory()
    offer = {"course": other.pk, "starts_on": day(42), "ends_on": day(41), "seats": 0}
    answer = centre.post(f"{LIST}{order.pk}/offers/", offer)
    assert faults(answer) == {"course": "null", "ends_on": "order", "seats": "min_value"}
    assert not OrderOffer.objects.exists()


def test_offers_are_withdrawn_and_refused_by_their_own_side_only() -> None:
    offer = OrderOfferFactory()
    one = f"{LIST}{offer.order_id}/offers/{offer.pk}/"
    centre, employer = member_of(offer.centre), member_of(offer.order.employer)
    assert centre.post(f"{one}accept/").status_code == 403
    assert employer.post(f"{one}withdraw/").status_code == 403
    assert client_of(UserFactory()).post(f"{one}accept/").status_code == 404
    assert employer.post(f"{one}refuse/").json()["state"] == "refused"
    assert faults(centre.post(f"{one}withdraw/")) == {"non_field_errors": "answered"}


def test_an_employer_cancels() -> None:
    order = TrainingOrderFactory()
    answer = member_of(order.employer).post(f"{LIST}{order.pk}/cancel/")
    assert answer.json()["state"] == "cancelled"


def test_a_list_takes_as_many_queries_with_many() -> None:
    centre = member_of(CourseFactory().centre)
    TrainingOrderFactory()
    few = count_queries(lambda: centre.get(LIST))
    for _ in range(4):
        OrderOfferFactory()
    assert count_queries(lambda: centre.get(LIST)) == few
    assert centre.get(LIST, {"state": "open"}).json()["count"] == 5
    assert centre.get(LIST, {"state": "expired"}).json()["count"] == 0
