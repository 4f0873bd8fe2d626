"""Ordering a class, offering one, and choosing, on the pages of employers and centres."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from frontend import formats
from frontend.present import course_url
from portal.notices.models import Notice
from tests.factories import (
    CourseFactory,
    IntakeFactory,
    MembershipFactory,
    OrderOfferFactory,
    OrganisationFactory,
    TrainingOrderFactory,
)
from tests.queries import count_queries
from training.models import Intake
from training.orders import services
from training.orders.models import OrderOffer, TrainingOrder

pytestmark = pytest.mark.django_db
ORDERS, CENTRES = "/tuyen-dung/dat-hang/", "/dao-tao/dat-hang/"


def day(number: int) -> str:
    return f"{timezone.localdate() + timedelta(days=number):%d/%m/%Y}"


def form_of(page: Any, **changes: Any) -> dict[str, Any]:
    """What the form sends: its key, and what is typed."""
    opened = str(page.context["form"]["opened"].value())
    return {
        "opened": opened,
        "occupation": "thợ hàn",
        "place": "phường An Dương",
        "learners": "20",
        "starts_on": day(40),
        "ends_on": day(130),
        "answers_until": day(20),
        "pay": "9 triệu",
        "hires": "15",
        "commitment": "Ký hợp đồng 24 tháng.",
    } | changes


def test_an_employer_orders_once_however_often_it_is_sent(employer, member_of) -> None:
    client = member_of(employer)
    new = f"{ORDERS}moi/"
    data = form_of(client.get(new))
    for _ in range(2):
        answer = client.post(new, data)
        assert answer.status_code == 302, answer.context["form"].errors
    order = TrainingOrder.objects.get()
    assert answer.url == f"{ORDERS}{order.pk}/"
    assert (order.occupation_id, order.pay, order.hires) == ("welder", 9_000_000, 15)
    assert "Chờ đề xuất" in client.get(ORDERS).content.decode()


@pytest.mark.parametrize(
    ("changes", "fields"),
    [
        ({"hires": "21"}, {"hires"}),
        ({"answers_until": day(41)}, {"answers_until"}),
        ({"occupation": "zzzz"}, {"occupation"}),
        ({"place": ""}, {"place"}),
        ({"pay": ""}, {"pay"}),
        ({"starts_on": "hôm nay", "commitment": ""}, {"starts_on", "commitment"}),
    ],
)
def test_what_is_wrong_stands_at_its_field(employer, member_of, changes, fields) -> None:
    client = member_of(employer)
    page = client.post(f"{ORDERS}moi/", form_of(client.get(f"{ORDERS}moi/"), **changes))
    assert page.status_code == 400
    assert set(page.context["form"].errors) == fields


def test_a_centre_offers_and_the_employer_takes_it(employer, member_of) -> None:
    order = TrainingOrderFactory(employer=employer)
    course = CourseFactory()
    centre, clerk = member_of(course.centre), member_of(employer)
    page = centre.get(f"{CENTRES}{order.pk}/")
    sent = {
        "opened": str(page.context["form"]["opened"].value()),
        "course": str(course.pk),
        "starts_on": day(42),
        "ends_on": day(120),
        "seats": "18",
        "price": "2,5 triệu",
    }
    for _ in range(2):
        assert centre.post(f"{CENTRES}{order.pk}/", sent).status_code == 302
    offer = OrderOffer.objects.get()
    assert offer.price == 2_500_000
    assert course.centre.name in clerk.get(f"{ORDERS}{order.pk}/").content.decode()
    clerk.post(f"{ORDERS}{order.pk}/chao/{offer.pk}/nhan/")
    intake = Intake.objects.get()
    said = f"Đặt hàng bởi {employer.name}, cam kết tuyển {order.hires} người"
    for client, url in (
        (clerk, course_url(course)),
        (centre, f"/dao-tao/khoa-hoc/{course.pk}/lop/{intake.pk}/ghi-danh/"),
    ):
        assert said in client.get(url).content.decode()
    services.cancel_order(order_id=order.pk)
    assert said not in clerk.get(course_url(course)).content.decode()


def test_somebody_was_quicker(employer, member_of) -> None:
    order = TrainingOrderFactory(employer=employer)
    taken, late = OrderOfferFactory(order=order), OrderOfferFactory(order=order)
    services.accept_offer(offer_id=taken.pk)
    page = member_of(employer).post(f"{ORDERS}{order.pk}/chao/{late.pk}/nhan/", follow=True)
    assert "đã nhận đề xuất khác" in page.content.decode()


def test_cancelling_is_asked_and_withdrawing_is_one_click(employer, member_of) -> None:
    offer = OrderOfferFactory(order__employer=employer)
    member_of(offer.centre).post(f"{CENTRES}chao/{offer.pk}/rut/")
    offer.refresh_from_db()
    assert offer.state == "withdrawn"
    client, url = member_of(employer), f"{ORDERS}{offer.order_id}/huy/"
    assert client.get(url).status_code == 200
    assert TrainingOrder.objects.get().state == "open"
    client.post(url)
    assert TrainingOrder.objects.get().state == "cancelled"


def test_centres_see_open_orders_and_their_own(centre, member_of) -> None:
    TrainingOrderFactory(state="cancelled", ended_at=timezone.now())
    over = OrderOfferFactory(
        course=CourseFactory(centre=centre),
        order__answers_until=timezone.localdate() - timedelta(days=1),
    )
    is_open = TrainingOrderFactory()
    client = member_of(centre)
    assert [row.order for row in client.get(CENTRES).context["rows"]] == [is_open]
    own = client.get(f"{CENTRES}?show=own").context["rows"]
    assert [row.order for row in own] == [over.order]


def test_an_unverified_centre_sees_none(member_of) -> None:
    TrainingOrderFactory()
    waiting = OrganisationFactory(kind="training_centre", verification="pending")
    page = member_of(waiting).get(CENTRES)
    assert page.context["rows"] == []
    assert "Chỉ cơ sở đã xác minh" in page.content.decode()


def test_messages_lead_to_pages_that_their_reader_may_see(employer, signed_in) -> None:
    clerk = MembershipFactory(organisation=employer).user
    taken, other = CourseFactory(), CourseFactory()
    centres = [MembershipFactory(organisation=course.centre).user for course in (taken, other)]
    order = services.create_order(employer=employer, values=_values())
    offers = [
        services.offer(
            order_id=order.pk,
            centre=course.centre,
            values={
                "course": course,
                "starts_on": order.starts_on,
                "ends_on": order.ends_on,
                "seats": 9,
            },
        )
        for course in (taken, other)
    ]
    services.accept_offer(offer_id=offers[0].pk)
    services.cancel_order(order_id=order.pk)
    late = services.create_order(employer=employer, values=_values())
    TrainingOrder.objects.filter(pk=late.pk).update(
        answers_until=timezone.localdate() - timedelta(days=1)
    )
    services.expire_overdue()
    told = Notice.objects.exclude(context__url__icontains=f"/{late.pk}/", user__in=centres)
    assert set(told.values_list("kind", flat=True)) == {
        *("training_order_new", "training_order_cancelled", "training_order_expired"),
        *("training_bid_received", "training_bid_accepted", "training_bid_refused"),
    }
    for notice in told:
        path = notice.context["url"].removeprefix("http://localhost:8000")
        path = path[path.index("/", 8) :] if path.startswith("http") else path
        assert signed_in(notice.user).get(path).status_code == 200, notice.kind
    assert clerk in {notice.user for notice in told}


def _values() -> dict[str, Any]:
    row = TrainingOrderFactory.build()
    return {name: getattr(row, name) for name in services.EDITABLE}


def test_lists_take_as_many_queries_with_many(employer, centre, member_of, signed_in) -> None:
    clerk, teacher = member_of(employer), member_of(centre)
    course = CourseFactory(centre=centre)
    intake = IntakeFactory(course=course)
    TrainingOrderFactory(employer=employer, state="agreed", intake=intake)
    OrderOfferFactory(order=TrainingOrderFactory(employer=employer))

    def asked() -> list[int]:
        order = TrainingOrder.objects.filter(state="open", employer=employer).latest("pk")
        return [
            count_queries(lambda client=client, url=url: client.get(url))
            for client, url in (
                (clerk, ORDERS),
                (clerk, f"{ORDERS}{order.pk}/"),
                (teacher, CENTRES),
                (clerk, course_url(course)),
            )
        ]

    few = asked()
    order = TrainingOrder.objects.filter(state="open", employer=employer).latest("pk")
    for _ in range(3):
        OrderOfferFactory(order=order)
        TrainingOrderFactory()
        TrainingOrderFactory(employer=employer, state="agreed", intake=IntakeFactory(course=course))
    assert asked() == few
    assert formats.day(intake.starts_on) in clerk.get(course_url(course)).content.decode()
