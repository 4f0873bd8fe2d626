"""Tokens for programs."""

from typing import Any

import pytest
from django.test import Client
from knox.models import AuthToken
from rest_framework.test import APIClient

from portal.accounts.contacts import Contact
from portal.accounts.models import User
from portal.accounts.second_factor import code_of_now
from portal.accounts.services import create_account
from portal.api.throttles import PublicThrottle
from tests.factories import TOTP_SECRET, UserFactory

pytestmark = pytest.mark.django_db
URL = "/api/v1/tokens/"
PASSWORD = "bến-việc-2026"


@pytest.fixture
def api() -> APIClient:
    return APIClient()


@pytest.fixture
def clerk() -> User:
    return create_account(contact=Contact(email="hr@congty.vn"), password=PASSWORD)


def officer(**more: object) -> User:
    user = UserFactory(phone="+84912345678", esc_role="counsellor", **more)
    user.set_password(PASSWORD)
    user.save()
    return user


def throttled(answer: Any) -> None:
    """The one shape of all answers to who must wait."""
    assert answer.status_code == 429
    assert 0 < int(answer.headers["Retry-After"]) <= 300
    assert answer.json()["type"] == "client_error"
    [error] = answer.json()["errors"]
    assert (error["code"], error["attr"]) == ("throttled", None)
    assert f"thử lại sau {answer.headers['Retry-After']} giây" in error["detail"]


def test_a_token_opens_the_api_until_it_is_ended(api: APIClient, clerk: User) -> None:
    answer = api.post(URL, {"login": "HR@congty.vn", "password": PASSWORD})
    assert answer.status_code == 201
    assert list(answer.json()) == ["token"]
    api.credentials(HTTP_AUTHORIZATION=f"Bearer {answer.json()['token']}")
    assert api.patch("/api/v1/me/profile/", {"full_name": "Lan"}).status_code == 200
    assert api.delete(URL).status_code == 204
    assert api.get("/api/v1/me/profile/").status_code == 401
    assert not AuthToken.objects.exists()


def test_ending_one_token_keeps_the_others(api: APIClient, clerk: User) -> None:
    tokens = [
        api.post(URL, {"login": "hr@congty.vn", "password": PASSWORD}).json()["token"]
        for _ in range(2)
    ]
    api.credentials(HTTP_AUTHORIZATION=f"Bearer {tokens[0]}")
    api.delete(URL)
    api.credentials(HTTP_AUTHORIZATION=f"Bearer {tokens[1]}")
    assert api.get("/api/v1/me/contact-views/").status_code == 200


@pytest.mark.parametrize("login", ["0912 345 678", "+84912345678", "84912345678", "0912.345.678"])
def test_the_login_is_taken_in_every_spelling(api: APIClient, login: str) -> None:
    create_account(contact=Contact(phone="+84912345678"), password=PASSWORD)
    assert api.post(URL, {"login": login, "password": PASSWORD}).status_code == 201


@pytest.mark.parametrize(
    ("login", "password"),
    [
        ("hr@congty.vn", "wrong"),
        ("nobody@congty.vn", PASSWORD),
        ("0912 345 678", PASSWORD),
        ("neither", PASSWORD),
        ("' OR 1=1 --", PASSWORD),
    ],
)
def test_a_wrong_login_tells_nothing_more(
    api: APIClient, clerk: User, login: str, password: str
) -> None:
    answer = api.post(URL, {"login": login, "password": password})
    assert answer.status_code == 401
    assert answer.json()["errors"][0]["code"] == "wrong_login"
    assert not AuthToken.objects.exists()


def test_who_has_no_password_gets_no_token(api: APIClient) -> None:
    create_account(contact=Contact(phone="+84912345678"))
    for password in ("!", "None", "x"):
        answer = api.post(URL, {"login": "0912345678", "password": password})
        assert answer.status_code == 401


def test_a_closed_account_gets_no_token(api: APIClient, clerk: User) -> None:
    User.objects.update(is_active=False)
    assert api.post(URL, {"login": "hr@congty.vn", "password": PASSWORD}).status_code == 401


@pytest.mark.parametrize(
    ("body", "attr"),
    [
        ({"password": "x"}, "login"),
        ({"login": "x"}, "password"),
        ({"login": "x", "password": "x", "role": "administrator"}, "role"),
        ({"login": ["x"], "password": "x"}, "login"),
        ({"login": "x\0", "password": "x"}, "login"),
        ([], None),
        ([{}], None),
        ("x", None),
    ],
)
def test_a_wrong_body_names_the_field(api: APIClient, body: object, attr: str | None) -> None:
    answer = api.post(URL, body)
    assert answer.status_code == 400
    attrs = {error["attr"] for error in answer.json()["errors"]}
    assert attr in attrs or (attr is None and attrs == {"non_field_errors"})


def test_guessing_is_blocked_after_five_tries(api: APIClient, clerk: User) -> None:
    for _ in range(5):
        api.post(URL, {"login": "hr@congty.vn", "password": "wrong"})
    throttled(api.post(URL, {"login": "hr@congty.vn", "password": PASSWORD}))


def test_an_esc_role_needs_the_code(api: APIClient) -> None:
    officer()
    login = {"login": "0912345678", "password": PASSWORD}
    assert api.post(URL, login).json()["errors"][0]["attr"] == "code"
    assert api.post(URL, login | {"code": "000"}).status_code == 401
    assert not AuthToken.objects.exists()
    answer = api.post(URL, login | {"code": code_of_now(TOTP_SECRET)})
    assert answer.status_code == 201


def test_an_esc_role_without_second_factor_gets_no_token(api: APIClient) -> None:
    officer(second_factor=False)
    answer = api.post(URL, {"login": "0912345678", "password": PASSWORD, "code": "123456"})
    assert answer.status_code == 403
    assert answer.json()["errors"][0]["code"] == "second_factor_missing"


def test_codes_cannot_be_guessed_without_end(api: APIClient) -> None:
    officer()
    login = {"login": "0912345678", "password": PASSWORD}
    for n in range(5):
        api.post(URL, login | {"code": f"{n:06d}"})
    throttled(api.post(URL, login | {"code": code_of_now(TOTP_SECRET)}))


def test_asking_too_often_is_answered_alike(
    api: APIClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(PublicThrottle.THROTTLE_RATES, "tokens", "2/minute")
    for _ in range(2):
        assert api.post(URL, {}).status_code == 400
    throttled(api.post(URL, {}))


def test_ending_needs_a_token(api: APIClient, clerk: User) -> None:
    assert api.delete(URL).status_code == 401
    client = Client()
    client.force_login(clerk)
    assert client.delete(URL).status_code == 401


def test_an_old_token_does_not_stand_in_the_way(api: APIClient, clerk: User) -> None:
    api.credentials(HTTP_AUTHORIZATION="Bearer gone")
    answer = api.post(URL, {"login": "hr@congty.vn", "password": PASSWORD})
    assert answer.status_code == 201
