"""The links in messages: no sign-in needed, none that we did not sign, nothing at a mere look."""

from datetime import timedelta

import pytest
from django.core.signing import Signer
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.http import int_to_base36

from portal.accounts.models import User
from portal.alerts import links
from portal.alerts.links import token_of
from portal.alerts.models import Reported, SavedSearch
from tests.alerts.conftest import save, seeker
from tests.factories import CourseFactory, VacancyFactory

pytestmark = pytest.mark.django_db
ONE_CLICK = {"List-Unsubscribe": "One-Click"}


@pytest.fixture
def stranger() -> Client:
    """A browser, or a mail program's server, that brings neither cookie nor CSRF token."""
    return Client(enforce_csrf_checks=True)


def token(user: User) -> str:
    return token_of(user.pk, timezone.localdate())


def stop_of(user: User) -> str:
    return reverse("alert_stop", args=[token(user)])


def test_looking_stops_nothing_and_one_click_does(user: User, stranger: Client) -> None:
    save(user)
    other = save(seeker())
    page = stranger.get(stop_of(user))
    assert page.status_code == 200
    assert page.content.decode().count("<button") == 1 + page.content.decode().count("menu-panel")
    assert stranger.head(stop_of(user)).status_code == 200
    assert SavedSearch.objects.active().count() == 2
    for _ in range(2):
        answer = stranger.post(stop_of(user), ONE_CLICK)
        assert answer.status_code == 200
    assert [s.pk for s in SavedSearch.objects.active()] == [other.pk]


def test_it_can_be_undone_there(user: User, stranger: Client) -> None:
    row = save(user)
    page = stranger.post(stop_of(user))
    assert 'value="undo"' in page.content.decode()
    assert 'value="undo"' in stranger.get(stop_of(user)).content.decode()
    page = stranger.post(stop_of(user), {"do": "undo"})
    assert 'value="undo"' not in page.content.decode()
    assert SavedSearch.objects.active().get() == row


def test_both_languages(user: User, stranger: Client) -> None:
    save(user)
    assert 'lang="en"' in stranger.post(f"/en{stop_of(user)}", ONE_CLICK).content.decode()
    assert not SavedSearch.objects.active().exists()


@pytest.mark.parametrize("name", ["alert_stop", "alert_news"])
def test_forged_ones_lead_nowhere(user: User, stranger: Client, name: str) -> None:
    save(user)
    value, _dot, signature = token(user).rpartition(".")
    other_signature = token(seeker()).rpartition(".")[2]
    forged = [
        value,
        f"{value}.",
        f"{value}.{other_signature}",
        f"{int_to_base36(user.pk + 1)}-{value.partition('-')[2]}.{signature}",
        f"{value}.{signature[:-1]}",
        Signer(salt="other", sep=".").sign(value),
        links._signer.sign(str(user.pk)),
        "x",
        "ế.ế",
        "%00.%00",
    ]
    for one in forged:
        url = reverse(name, args=["TOKEN"]).replace("TOKEN", one)
        assert stranger.get(url).status_code == 404, one
        if name == "alert_stop":
            assert stranger.post(url, ONE_CLICK).status_code == 404, one
    assert SavedSearch.objects.active().count() == 1


@pytest.mark.parametrize("gone", ["deleted", "paused"])
def test_of_an_account_that_is_gone_it_leads_nowhere(
    user: User, stranger: Client, gone: str
) -> None:
    save(user)
    url = stop_of(user)
    if gone == "deleted":
        user.delete()
    else:
        User.objects.update(is_active=False)
    assert stranger.get(url).status_code == 404
    assert stranger.post(url, ONE_CLICK).status_code == 404


def test_the_page_shows_what_that_message_told_and_is_open(user: User, stranger: Client) -> None:
    today = timezone.localdate()
    save(user)
    rows = [
        VacancyFactory(title="Thợ hàn mở"),
        VacancyFactory(title="Thợ hàn đóng", status="closed"),
        CourseFactory(title="Hàn mở lớp"),
    ]
    for row in rows:
        Reported.objects.create(
            user=user, type=row._meta.model_name, object_id=str(row.pk), day=today
        )
    yesterday = VacancyFactory(title="Thợ hàn hôm qua")
    Reported.objects.create(
        user=user, type="vacancy", object_id=str(yesterday.pk), day=today - timedelta(days=1)
    )
    page = stranger.get(reverse("alert_news", args=[token(user)]))
    text = page.content.decode()
    assert "Thợ hàn mở" in text
    assert "Hàn mở lớp" in text
    assert "Thợ hàn đóng" not in text
    assert "hôm qua" not in text
    assert "noindex" in text
    assert "no-store" in page.headers["Cache-Control"]


def test_the_page_costs_the_same_however_much_is_new(
    user: User, stranger: Client, django_assert_max_num_queries
) -> None:
    save(user)
    url = reverse("alert_news", args=[token(user)])
    for row in [*VacancyFactory.create_batch(12), *CourseFactory.create_batch(5)]:
        Reported.objects.create(
            user=user, type=row._meta.model_name, object_id=row.pk, day=timezone.localdate()
        )
    stranger.get(url)
    with django_assert_max_num_queries(8):
        stranger.get(url)
