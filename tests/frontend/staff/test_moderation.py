"""The centre's queue of vacancies, and what two people make of one at once."""

import re

import pytest
from django.test import Client

from jobs import services
from jobs.moderation.models import Review
from jobs.moderation.services import approve
from portal.notices.models import Notice
from tests.factories import EscUserFactory, MembershipFactory, ReviewFactory
from tests.queries import count_queries

pytestmark = pytest.mark.django_db
QUEUE = "/ban-lam-viec/tin/"


def at(review: Review, end: str = "") -> str:
    return f"{QUEUE}{review.pk}/{end}"


def version_of(review: Review) -> str:
    review.vacancy.refresh_from_db()
    return review.vacancy.updated_at.isoformat()


def _page(officer: Client, address: str) -> str:
    return officer.get(address).content.decode()


def state_of(review: Review) -> tuple[str, str]:
    review = Review.objects.select_related("vacancy").get(pk=review.pk)
    return review.state, review.vacancy.status


def test_the_queue_shows_what_is_doubted_and_the_words(officer: Client) -> None:
    review = ReviewFactory(vacancy__title="Lễ tân khách sạn")
    page = officer.get(QUEUE).content.decode()
    assert "Lễ tân khách sạn" in page
    assert "Ngoại hình ưa nhìn" in page
    one = officer.get(at(review)).content.decode()
    assert "<mark>Ngoại hình ưa nhìn</mark>" in one


def test_the_list_takes_the_same_queries_however_long(officer: Client) -> None:
    counts = []
    for number in (2, 10):
        ReviewFactory.create_batch(number)
        counts.append(count_queries(lambda: officer.get(QUEUE)))
    assert counts[0] == counts[1]


def test_approved_it_is_public_and_the_members_are_told(officer: Client) -> None:
    review = ReviewFactory()
    member = MembershipFactory(organisation=review.vacancy.employer).user
    answer = officer.post(at(review, "duyet/"), {"version": version_of(review)})
    assert answer["Location"] == QUEUE
    assert state_of(review) == ("approved", "published")
    assert Notice.objects.get(user=member).kind == "vacancy_approved"
    assert officer.get(QUEUE).context["rows"] == []
    assert review.vacancy.title in officer.get(f"{QUEUE}?state=decided").content.decode()


def test_refusing_begins_with_what_was_found_and_asks_why(officer: Client) -> None:
    review = ReviewFactory()
    form = officer.get(at(review, "tu-choi/")).context["form"]
    assert form["reason"].value() == "discrimination"
    assert "Ngoại hình ưa nhìn" in form["note"].value()
    empty = officer.post(at(review, "tu-choi/"), {"reason": "", "note": ""})
    assert empty.status_code == 400
    assert set(empty.context["form"].errors) == {"reason", "note"}
    given = {"reason": "discrimination", "note": "Bỏ câu này", "version": version_of(review)}
    assert officer.post(at(review, "tu-choi/"), given)["Location"] == QUEUE
    assert state_of(review) == ("refused", "draft")


def test_who_is_late_is_told_who_decided(officer: Client) -> None:
    review = ReviewFactory()
    approve(review_id=review.pk, by=EscUserFactory(full_name="Phạm Thị Nhanh"))
    for end, data in (("duyet/", {}), ("tu-choi/", {"reason": "fee", "note": "Không"})):
        page = officer.post(at(review, end), data, follow=True).content.decode()
        assert "Phạm Thị Nhanh" in page
    assert state_of(review) == ("approved", "published")


def test_what_changed_meanwhile_is_read_again_before_it_is_approved(officer: Client) -> None:
    review = ReviewFactory()
    read = version_of(review)
    services.update_vacancy(vacancy_id=review.vacancy_id, values={"title": "Lễ tân ca đêm"})
    answer = officer.post(at(review, "duyet/"), {"version": read}, follow=True)
    assert answer.redirect_chain[0][0] == at(review)
    assert state_of(review) == ("waiting", "review")


def test_who_refuses_what_changed_meanwhile_keeps_the_words(officer: Client) -> None:
    review = ReviewFactory()
    link = re.search(rf'href="({at(review, "tu-choi/")}[^"]*)"', _page(officer, at(review)))
    assert link
    services.update_vacancy(vacancy_id=review.vacancy_id, values={"title": "Lễ tân ca đêm"})
    read = officer.get(link[1]).context["version"]
    data = {"reason": "fee", "note": "Bỏ khoản phí này"}
    answer = officer.post(at(review, "tu-choi/"), data | {"version": read})
    assert state_of(review) == ("waiting", "review")
    assert answer.status_code == 400
    assert answer.context["form"].non_field_errors()
    assert answer.context["form"]["note"].value() == data["note"]
    now = answer.context["version"]
    officer.post(at(review, "tu-choi/"), data | {"version": now})
    assert state_of(review) == ("refused", "draft")


def test_what_cannot_be_public_is_told(officer: Client) -> None:
    review = ReviewFactory(vacancy__openings_left=0)
    page = officer.post(at(review, "duyet/"), {}, follow=True)
    assert state_of(review) == ("waiting", "review")
    told = [str(message) for message in page.context["messages"]]
    assert told == ["Đã tuyển đủ người. Hãy tăng số lượng cần tuyển."]


@pytest.mark.parametrize(
    ("query", "status"),
    [("state=nope", 404), ("page=x", 200), ("page=99999", 200), ("state=", 404)],
)
def test_odd_addresses_do_no_harm(officer: Client, query: str, status: int) -> None:
    ReviewFactory()
    assert officer.get(f"{QUEUE}?{query}").status_code == status


def test_hostile_words_stay_words(officer: Client) -> None:
    review = ReviewFactory(
        vacancy__requirements="<script>alert(1)</script> Ngoại hình ưa nhìn {{ 7*7 }}"
    )
    page = officer.get(at(review)).content.decode()
    assert "<script>alert" not in page
    assert "{{ 7*7 }}" in page
