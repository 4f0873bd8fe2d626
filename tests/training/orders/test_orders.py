"""Classes that employers order: who sees them, what is offered, and what becomes of it."""

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ValidationError
from django.utils import timezone

from portal.accounts.models import Organisation
from portal.notices.models import Notice
from portal.reference.models import Occupation, Unit
from tests.factories import (
    AN_DUONG,
    CourseFactory,
    EscUserFactory,
    IntakeFactory,
    MembershipFactory,
    OrderOfferFactory,
    OrganisationFactory,
    TrainingOrderFactory,
    UserFactory,
)
from training.models import Intake
from training.orders import services
from training.orders.models import OrderOffer, TrainingOrder
from training.services import cancel_intake

pytestmark = pytest.mark.django_db
CENTRE = Organisation.Kind.TRAINING_CENTRE


def days(number: int) -> Any:
    return timezone.localdate() + timedelta(days=number)


def wanted(**changes: Any) -> dict[str, Any]:
    return {
        "occupation": Occupation.objects.get(pk="welder"),
        "unit": Unit.objects.get(pk=AN_DUONG),
        "learners": 20,
        "starts_on": days(40),
        "ends_on": days(130),
        "answers_until": days(20),
        "pay": 9_000_000,
        "hires": 15,
        "commitment": "Ký hợp đồng 24 tháng.",
        "note": "",
    } | changes


def offered(order: TrainingOrder, **changes: Any) -> OrderOffer:
    """By a new centre, through the service."""
    course = CourseFactory()
    values = {
        "course": course,
        "starts_on": order.starts_on,
        "ends_on": order.ends_on,
        "seats": 20,
        "price": 2_000_000,
        "note": "",
    }
    return services.offer(order_id=order.pk, centre=course.centre, values=values | changes)


def refused_fields(error: pytest.ExceptionInfo[ValidationError]) -> set[str]:
    return set(error.value.error_dict)


def kinds(user: Any) -> set[str]:
    return set(Notice.objects.filter(user=user).values_list("kind", flat=True))


def test_an_order_is_open_to_centres_at_once_and_those_that_teach_it_are_told() -> None:
    employer = MembershipFactory().organisation
    teacher = MembershipFactory(organisation=CourseFactory().centre).user
    cook = MembershipFactory(organisation=CourseFactory(occupations=["cook"]).centre).user
    order = services.create_order(employer=employer, values=wanted())
    assert order.state == "open"
    assert kinds(teacher) == {"training_order_new"}
    assert kinds(cook) == set()
    assert TrainingOrder.objects.visible_to(cook).get() == order


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"starts_on": days(-1)}, "starts_on"),
        ({"ends_on": days(39)}, "ends_on"),
        ({"answers_until": days(-1)}, "answers_until"),
        ({"answers_until": days(41)}, "answers_until"),
        ({"hires": 21}, "hires"),
        ({"hires": 0}, "hires"),
        ({"learners": 0}, "learners"),
        ({"pay": 9}, "pay"),
        ({"commitment": " "}, "commitment"),
        ({"occupation": None}, "occupation"),
        ({"unit": None}, "unit"),
        ({"note": "x" * 1001}, "note"),
    ],
)
def test_what_is_wrong_is_told_at_its_field(changes: dict, field: str) -> None:
    with pytest.raises(ValidationError) as error:
        services.create_order(employer=OrganisationFactory(), values=wanted(**changes))
    assert field in refused_fields(error)
    assert not TrainingOrder.objects.exists()


@pytest.mark.parametrize("state", ["pending", "suspended"])
def test_only_verified_employers_order_and_only_verified_centres_offer(state: str) -> None:
    unverified = OrganisationFactory(verification=state, verified_at=None)
    with pytest.raises(ValidationError) as error:
        services.create_order(employer=unverified, values=wanted())
    assert refused_fields(error) == {"__all__"}
    order = TrainingOrderFactory()
    course = CourseFactory(centre__verification=state, centre__verified_at=None)
    with pytest.raises(ValidationError):
        services.offer(
            order_id=order.pk,
            centre=course.centre,
            values={"course": course, "starts_on": days(1), "ends_on": days(2), "seats": 1},
        )
    assert not OrderOffer.objects.exists()


def test_a_form_sent_twice_makes_one_order_and_one_offer() -> None:
    employer, key = OrganisationFactory(), "5b0a6c46-5c3f-4f0e-8b38-2f9d9e2f7a11"
    orders = {
        services.create_order(employer=employer, values=wanted(), form_key=key).pk for _ in "12"
    }
    assert len(orders) == TrainingOrder.objects.count() == 1
    course = CourseFactory()
    values = {"course": course, "starts_on": days(40), "ends_on": days(99), "seats": 9}
    offers = {
        services.offer(
            order_id=orders.copy().pop(), centre=course.centre, values=values, form_key=key
        ).pk
        for _ in "12"
    }
    assert len(offers) == OrderOffer.objects.count() == 1


def test_who_sees_which_orders() -> None:
    order = TrainingOrderFactory()
    own = MembershipFactory(organisation=order.employer).user
    other = MembershipFactory().user
    centre = MembershipFactory(organisation__kind=CENTRE).user
    unverified = MembershipFactory(
        organisation__kind=CENTRE, organisation__verification="pending"
    ).user
    for user, sees in (
        *((own, True), (centre, True), (EscUserFactory(), True)),
        *((other, False), (unverified, False), (UserFactory(), False), (AnonymousUser(), False)),
    ):
        assert TrainingOrder.objects.visible_to(user).filter(pk=order.pk).exists() == sees, user


def test_an_order_that_is_no_longer_open_is_seen_by_those_who_offered() -> None:
    order = TrainingOrderFactory()
    offer = offered(order)
    services.cancel_order(order_id=order.pk)
    took_part = MembershipFactory(organisation=offer.centre).user
    assert TrainingOrder.objects.visible_to(took_part).exists()
    assert not TrainingOrder.objects.visible_to(
        MembershipFactory(organisation__kind=CENTRE).user
    ).exists()


def test_of_a_suspended_employer_centres_see_no_order() -> None:
    order = TrainingOrderFactory(employer__verification="suspended")
    centre = MembershipFactory(organisation__kind=CENTRE).user
    assert not TrainingOrder.objects.visible_to(centre).exists()
    with pytest.raises(ValidationError):
        offered(order)


def test_offers_of_others_stay_unseen_by_a_centre() -> None:
    order = TrainingOrderFactory()
    mine, theirs = offered(order), offered(order)
    me = MembershipFactory(organisation=mine.centre).user
    employer = MembershipFactory(organisation=order.employer).user
    assert list(OrderOffer.objects.visible_to(me)) == [mine]
    assert set(OrderOffer.objects.visible_to(employer)) == {mine, theirs}
    assert not OrderOffer.objects.visible_to(UserFactory()).exists()


def test_the_employer_is_told_of_an_offer() -> None:
    order = TrainingOrderFactory()
    employer = MembershipFactory(organisation=order.employer).user
    offered(order)
    assert kinds(employer) == {"training_bid_received"}


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"starts_on": days(-1)}, "starts_on"),
        ({"ends_on": days(1)}, "ends_on"),
        ({"seats": 0}, "seats"),
        ({"course": None}, "course"),
    ],
)
def test_what_is_wrong_with_an_offer_is_told_at_its_field(changes: dict, field: str) -> None:
    with pytest.raises(ValidationError) as error:
        offered(TrainingOrderFactory(), **changes)
    assert field in refused_fields(error)


def test_only_an_open_course_of_ones_own_can_be_offered() -> None:
    order, own = TrainingOrderFactory(), CourseFactory()
    draft = CourseFactory(centre=own.centre, status="draft", published_at=None)
    for course in (CourseFactory(), draft):
        with pytest.raises(ValidationError) as error:
            services.offer(
                order_id=order.pk,
                centre=own.centre,
                values={"course": course, "starts_on": days(40), "ends_on": days(50), "seats": 5},
            )
        assert refused_fields(error) == {"course"}


def test_a_centre_has_one_offer_that_waits_and_may_make_another_after_withdrawing() -> None:
    order = TrainingOrderFactory()
    first = offered(order)
    values = {"course": first.course, "starts_on": days(41), "ends_on": days(50), "seats": 5}
    with pytest.raises(ValidationError) as error:
        services.offer(order_id=order.pk, centre=first.centre, values=values)
    assert refused_fields(error) == {"__all__"}
    services.withdraw_offer(offer_id=first.pk)
    services.withdraw_offer(offer_id=first.pk)
    services.offer(order_id=order.pk, centre=first.centre, values=values)
    assert sorted(order.offers.values_list("state", flat=True)) == ["offered", "withdrawn"]


def test_after_the_last_day_nobody_offers() -> None:
    order = TrainingOrderFactory(answers_until=days(-1))
    with pytest.raises(ValidationError):
        offered(order)


def test_an_accepted_offer_makes_the_class_and_refuses_the_others() -> None:
    order = TrainingOrderFactory()
    taken, other = offered(order, seats=18), offered(order)
    winner = MembershipFactory(organisation=taken.centre).user
    loser = MembershipFactory(organisation=other.centre).user
    for _ in range(2):
        services.accept_offer(offer_id=taken.pk)
    order.refresh_from_db()
    taken.refresh_from_db()
    other.refresh_from_db()
    intake = Intake.objects.get()
    assert (order.state, taken.state, other.state) == ("agreed", "accepted", "refused")
    assert order.intake == intake
    assert intake.training_order == order
    assert (intake.course_id, intake.seats) == (taken.course_id, 18)
    assert (intake.starts_on, intake.ends_on) == (taken.starts_on, taken.ends_on)
    assert kinds(winner) == {"training_bid_accepted"}
    assert kinds(loser) == {"training_bid_refused"}


def test_what_was_answered_is_not_answered_otherwise() -> None:
    order = TrainingOrderFactory()
    refused, withdrawn, taken, late = (offered(order) for _ in range(4))
    services.refuse_offer(offer_id=refused.pk)
    services.withdraw_offer(offer_id=withdrawn.pk)
    for offer in (refused, withdrawn):
        with pytest.raises(ValidationError):
            services.accept_offer(offer_id=offer.pk)
    services.accept_offer(offer_id=taken.pk)
    with pytest.raises(ValidationError):
        services.accept_offer(offer_id=late.pk)
    with pytest.raises(ValidationError):
        services.withdraw_offer(offer_id=taken.pk)
    with pytest.raises(ValidationError):
        services.refuse_offer(offer_id=taken.pk)
    assert Intake.objects.count() == 1


def test_an_offer_that_no_longer_holds_is_not_accepted() -> None:
    order = TrainingOrderFactory(starts_on=days(40))
    over = OrderOfferFactory(order=order, starts_on=days(-1), ends_on=days(9))
    closed = OrderOfferFactory(order=order, course__status="closed")
    for offer in (over, closed):
        with pytest.raises(ValidationError):
            services.accept_offer(offer_id=offer.pk)
        offer.refresh_from_db()
        assert offer.state == "offered"
    assert not Intake.objects.exists()


def test_cancelling_tells_the_centres_and_leaves_an_agreed_class_to_its_centre() -> None:
    order = TrainingOrderFactory()
    taken = offered(order)
    centre = MembershipFactory(organisation=taken.centre).user
    services.accept_offer(offer_id=taken.pk)
    for _ in range(2):
        services.cancel_order(order_id=order.pk)
    order.refresh_from_db()
    assert order.state == "cancelled"
    assert not Intake.objects.get().cancelled
    assert kinds(centre) == {"training_bid_accepted", "training_order_cancelled"}
    assert not TrainingOrder.objects.linked().exists()


def test_a_class_that_its_centre_cancels_ends_the_order() -> None:
    order = TrainingOrderFactory()
    employer = MembershipFactory(organisation=order.employer).user
    agreed = services.accept_offer(offer_id=offered(order).pk)
    cancel_intake(intake_id=agreed.intake_id)
    order.refresh_from_db()
    assert order.state == "cancelled"
    assert "training_order_cancelled" in kinds(employer)


def test_overdue_orders_expire_and_those_with_offers_two_weeks_later() -> None:
    waits = TrainingOrderFactory()
    nobody = TrainingOrderFactory(answers_until=days(-1))
    chosen_late = TrainingOrderFactory(answers_until=days(-1))
    OrderOfferFactory(order=chosen_late)
    forgotten = TrainingOrderFactory(answers_until=days(-15))
    unanswered = OrderOfferFactory(order=forgotten)
    employer = MembershipFactory(organisation=nobody.employer).user
    centre = MembershipFactory(organisation=unanswered.centre).user
    assert services.expire_overdue() == 2
    assert services.expire_overdue() == 0
    states = dict(TrainingOrder.objects.values_list("pk", "state"))
    assert states[waits.pk] == states[chosen_late.pk] == "open"
    assert states[nobody.pk] == states[forgotten.pk] == "expired"
    assert kinds(employer) == {"training_order_expired"}
    assert kinds(centre) == {"training_bid_refused"}


def test_orders_follow_the_days_of_their_classes() -> None:
    running = _agreed(starts_on=days(-5), ends_on=days(5))
    over = _agreed(starts_on=days(-50), ends_on=days(-1))
    coming = _agreed(starts_on=days(5), ends_on=days(50))
    for _ in range(2):
        services.follow_days()
    states = dict(TrainingOrder.objects.values_list("pk", "state"))
    assert states == {running.pk: "running", over.pk: "finished", coming.pk: "agreed"}
    with pytest.raises(ValidationError):
        services.cancel_order(order_id=running.pk)


def _agreed(**fields: Any) -> TrainingOrder:
    intake = IntakeFactory(enrol_until=fields["starts_on"], **fields)
    return TrainingOrderFactory(state="agreed", intake=intake)
