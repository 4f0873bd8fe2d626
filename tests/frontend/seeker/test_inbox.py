"""My messages: what was told is read again here."""

import pytest
from django.test import Client
from django.urls import reverse

from portal.accounts.models import User
from portal.accounts.services import delete_account
from portal.notices.models import Notice
from portal.people.models import Person
from tests.factories import EscUserFactory, MembershipFactory, NoticeFactory
from tests.queries import count_queries

pytestmark = pytest.mark.django_db
URL = "/thong-bao/"


def header_of(page: str) -> str:
    return page.split("<main", 1)[0]


def test_the_newest_comes_first_and_opening_reads_it(phone: Client, user: User) -> None:
    old = NoticeFactory(user=user, subject="Tin cũ")
    new = NoticeFactory(user=user, subject="Tin mới")
    page = phone.get(URL).content.decode()
    assert page.index("Tin mới") < page.index("Tin cũ")
    assert page.count("tag-info") == 2
    assert ">2<" in header_of(page)
    one = phone.get(f"{URL}{new.pk}/").content.decode()
    assert "Công ty Thử đã xem số của bạn." in one
    assert 'href="/du-lieu-cua-toi/#seen"' in one
    page = phone.get(URL).content.decode()
    assert page.count("tag-info") == 1
    assert ">1<" in header_of(page)
    new.refresh_from_db()
    old.refresh_from_db()
    assert new.read_at
    assert old.read_at is None


def test_all_are_marked_at_once_by_a_form_only(phone: Client, user: User) -> None:
    for _ in range(3):
        NoticeFactory(user=user)
    others = NoticeFactory()
    assert phone.get(f"{URL}da-doc/").status_code == 405
    assert phone.get(URL).content.decode().count("tag-info") == 3  # looking at the list reads none
    page = phone.post(f"{URL}da-doc/", follow=True).content.decode()
    assert "tag-info" not in page
    assert "da-doc" not in page
    others.refresh_from_db()
    assert others.read_at is None


def test_those_of_others_are_not_there(phone: Client) -> None:
    others = NoticeFactory(subject="Của người khác")
    assert phone.get(f"{URL}{others.pk}/").status_code == 404
    assert "Của người khác" not in phone.get(URL).content.decode()
    others.refresh_from_db()
    assert others.read_at is None


def test_members_and_staff_have_the_page_too() -> None:
    for user in (MembershipFactory().user, EscUserFactory()):
        client = Client()
        client.force_login(user)
        assert "chưa có" not in client.get(URL).content.decode()
        NoticeFactory(user=user, subject="Việc của bạn")
        assert "Việc của bạn" in client.get(URL).content.decode()


def test_a_long_list_has_pages_and_no_more_queries(phone: Client, user: User) -> None:
    NoticeFactory(user=user, subject="Tin số 0")
    few = count_queries(lambda: phone.get(URL))
    for number in range(1, 25):
        NoticeFactory(user=user, subject=f"Tin số {number}")
    assert count_queries(lambda: phone.get(URL)) == few
    assert "Tin số 0<" in phone.get(URL, {"page": "2"}).content.decode()
    for page in ("99", "x", "-1"):
        assert phone.get(URL, {"page": page}).status_code == 200


def test_the_number_in_the_header_takes_one_query(phone: Client, user: User) -> None:
    page = reverse("privacy")
    without = count_queries(lambda: phone.get(page))
    for _ in range(3):
        NoticeFactory(user=user)
    assert count_queries(lambda: phone.get(page)) == without


def test_what_people_wrote_does_not_act_as_html(phone: Client, user: User) -> None:
    evil = "<script>x</script> https://benviec.example/a"
    notice = NoticeFactory(user=user, subject=evil, text=evil)
    for url in (URL, f"{URL}{notice.pk}/"):
        assert "<script>x" not in phone.get(url).content.decode()


def test_they_go_with_the_account(phone: Client, person: Person, user: User) -> None:
    NoticeFactory(user=user)
    delete_account(user_id=user.pk)
    assert not Notice.objects.filter(user_id=user.pk).exists()
