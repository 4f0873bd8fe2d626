"""What somebody was told can be read again, in the words and the language of then."""

from datetime import timedelta

import pytest
from django.utils import timezone
from rest_framework.test import APIClient

from portal.accounts.models import User
from portal.notices import reading, sending
from portal.notices.models import Notice
from portal.notices.services import notify, page_url, withdraw
from portal.notices.texts import set_words
from tests.factories import EscUserFactory, NoticeFactory, UserFactory
from tests.queries import count_queries

pytestmark = pytest.mark.django_db
URL = "/api/v1/me/messages/"
OWN = {"subject": "Đã duyệt: %(name)s", "text": "Vào ngay %(url)s", "email": ""}


@pytest.fixture
def user() -> User:
    return UserFactory()


@pytest.fixture
def api(user: User) -> APIClient:
    client = APIClient()
    client.force_authenticate(user)
    return client


def told(user: User, key: str = "k", kind: str = "organisation_verified") -> Notice:
    """Written now, and not sent yet."""
    context = {"name": "Cơ khí Bến Thử", "url": page_url(user, "my_organisations")}
    notice = notify(user=user, kind=kind, context=context, key=key)
    Notice.objects.filter(pk=notice.pk).update(not_before=timezone.now() - timedelta(seconds=1))
    return notice


def only(user: User) -> reading.Message:
    (message,) = reading.messages_of(Notice.objects.to_read(user))
    return message


def change_words(language: str = "vi") -> None:
    set_words(kind="organisation_verified", language=language, values=OWN, by=EscUserFactory())


def test_what_was_sent_stays_in_its_words_and_what_waits_has_those_of_today(user: User) -> None:
    told(user)
    before = only(user)
    sending.send_due()
    change_words()
    told(user, key="later")
    later, first = reading.messages_of(Notice.objects.to_read(user))
    assert (first.subject, first.text) == (before.subject, before.text)
    assert "Cơ khí Bến Thử" in first.text
    assert later.subject == "Đã duyệt: Cơ khí Bến Thử"
    assert later.path == first.path == "/don-vi-cua-toi/"


def test_it_is_told_in_the_language_of_the_account(user: User, settings) -> None:
    user.language = "en"
    user.save()
    told(user)
    message = only(user)
    assert message.subject == "Cơ khí Bến Thử is verified"
    assert message.path == "/en/don-vi-cua-toi/"


def test_what_its_kind_says_no_more_still_says_what_it_was_about(user: User) -> None:
    notice = told(user)
    Notice.objects.filter(pk=notice.pk).update(context={})
    assert only(user).subject
    assert only(user).path == ""


def test_codes_and_what_was_not_wanted_are_not_there(user: User) -> None:
    notify(user=user, kind="sign_in_code", context={"code": "123456"}, key="code")
    told(user, kind="organisation_verified")
    withdraw(user=user, kind="organisation_verified")
    assert not Notice.objects.to_read(user).exists()
    sending.send_due()
    code = Notice.objects.get(key="code")
    assert (code.subject, code.text) == ("", "")


@pytest.mark.parametrize(
    ("url", "path"),
    [
        ("https://old.example/thong-bao/?page=2#x", "/thong-bao/?page=2#x"),
        ("https://old.example//evil.example/x", "/evil.example/x"),
        ("javascript:alert(1)", "/alert(1)"),
        ("", ""),
    ],
)
def test_it_leads_to_a_page_here_whatever_the_portal_was_called(
    user: User, url: str, path: str
) -> None:
    NoticeFactory(user=user, context={"name": "A", "url": url})
    assert only(user).path == path


def test_programs_read_and_mark(api: APIClient, user: User) -> None:
    first, second = NoticeFactory(user=user), NoticeFactory(user=user)
    NoticeFactory()
    page = api.get(URL).json()
    assert page["count"] == 2
    assert [row["id"] for row in page["results"]] == [second.pk, first.pk]
    shown = page["results"][0]
    assert shown["type"] == "message"
    assert shown["text"] == "Công ty Thử đã xem số của bạn."
    assert shown["path"] == "/du-lieu-cua-toi/#seen"
    assert shown["read_at"] is None
    for _ in range(2):
        assert api.post(f"{URL}{first.pk}/read/").status_code == 204
    assert [row["id"] for row in api.get(URL, {"unread": "true"}).json()["results"]] == [second.pk]
    assert [row["id"] for row in api.get(URL, {"unread": "false"}).json()["results"]] == [first.pk]
    assert api.post(f"{URL}read/").status_code == 204
    assert reading.unread_count(user) == 0


def test_programs_are_told_what_is_wrong(api: APIClient) -> None:
    assert api.get(URL, {"kind": "x"}).status_code == 400
    assert api.get(URL, {"unread": "maybe"}).status_code == 400
    assert api.post(f"{URL}read/", {"ids": [1]}, format="json").status_code == 400
    assert api.post(f"{URL}{NoticeFactory().pk}/read/").status_code == 404


def test_many_messages_take_no_more_queries(api: APIClient, user: User) -> None:
    told(user, key="0")
    few = count_queries(lambda: api.get(URL))
    change_words()
    change_words("en")
    for number in range(1, 15):
        told(user, key=str(number))
        NoticeFactory(user=user)
    assert count_queries(lambda: api.get(URL)) == few


def test_the_first_reading_stays(user: User) -> None:
    notice = NoticeFactory(user=user)
    first = reading.read(user=user, notice_id=notice.pk).read_at
    assert reading.read(user=user, notice_id=notice.pk).read_at == first
    assert reading.read_all(user=user) == 0
