"""A form sent after the session has ended: back to its page, told that nothing was saved."""

import pytest
from django.test import Client
from django.urls import reverse

from portal.accounts.models import User
from portal.people.models import Person
from tests.factories import PersonFactory

pytestmark = pytest.mark.django_db
MY_DATA = "http://testserver/du-lieu-cua-toi/"
PAUSE = "/du-lieu-cua-toi/tim-viec/"
NOTHING_SAVED = "chưa có gì được lưu"


@pytest.fixture
def person() -> Person:
    return PersonFactory(user__password="x")


def sign_in(client: Client, user: User, where: str):
    """Through the page to which the form was led."""
    user.set_password("mật khẩu đủ dài 1")
    user.save()
    sent = {"login": str(user.phone), "password": "mật khẩu đủ dài 1"}
    return client.post(where, sent, follow=True)


def led_to(client: Client, referer: str | None, path: str = PAUSE) -> str:
    headers = {"referer": referer} if referer else {}
    answer = client.post(path, {"seeking": "no"}, headers=headers)
    assert answer.status_code == 302
    return answer["Location"]


def test_back_on_the_page_of_the_button_and_told_to_press_again(client, person) -> None:
    page = sign_in(client, person.user, led_to(client, MY_DATA + "?trang=2"))
    assert page.redirect_chain[-1][0] == "/du-lieu-cua-toi/?trang=2"
    assert page.status_code == 200
    assert NOTHING_SAVED in page.content.decode()
    assert Person.objects.get().seeking is True
    assert NOTHING_SAVED not in client.get("/du-lieu-cua-toi/").content.decode()


@pytest.mark.parametrize(
    "referer",
    [
        None,
        "https://evil.example/du-lieu/",
        "http://testserver.evil.example/",
        "javascript:x",
    ],
)
def test_without_a_page_of_ours_to_the_first_page_of_the_reader(client, person, referer) -> None:
    page = sign_in(client, person.user, led_to(client, referer))
    assert page.redirect_chain[-1][0] == reverse("recommendations")
    assert NOTHING_SAVED in page.content.decode()


def test_who_only_opened_a_page_comes_back_to_it_and_is_told_nothing(client, person) -> None:
    where = client.get("/du-lieu-cua-toi/?trang=2", headers={"referer": "http://testserver/"})
    page = sign_in(client, person.user, where["Location"])
    assert page.redirect_chain[-1][0] == "/du-lieu-cua-toi/?trang=2"
    assert NOTHING_SAVED not in page.content.decode()
