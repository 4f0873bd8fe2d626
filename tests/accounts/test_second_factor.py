"""ESC roles give nothing without a second factor, on pages and in the API."""

from collections.abc import Callable

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client
from django.urls import reverse

from portal.accounts.models import User
from portal.accounts.second_factor import code_is_right, code_of_now, give_second_factor
from tests.factories import TOTP_SECRET, UserFactory

pytestmark = pytest.mark.django_db
ROLES = [role.value for role in User.EscRole]
ESC_PERMISSIONS = ["accounts.verify_organisation", "search.view_health"]


@pytest.mark.parametrize("role", ROLES)
def test_a_role_gives_nothing_before_the_second_factor(role: str) -> None:
    user = UserFactory(esc_role=role, second_factor=False)
    assert not any(user.has_perm(p) for p in ESC_PERMISSIONS)
    give_second_factor(user=user, secret=TOTP_SECRET)
    assert all(user.has_perm(p) for p in ESC_PERMISSIONS)


def test_recovery_codes_alone_are_no_second_factor() -> None:
    user = UserFactory(esc_role="manager", second_factor=False)
    Authenticator.objects.create(user=user, type="recovery_codes", data={})
    assert not user.is_esc


def test_a_second_factor_gives_no_role() -> None:
    user = UserFactory(second_factor=True)
    assert not any(user.has_perm(p) for p in ESC_PERMISSIONS)


@pytest.mark.parametrize("path", ["/", "/accounts/settings/", "/accounts/email/", "/en/"])
def test_setting_it_up_comes_before_anything_else(client: Client, path: str) -> None:
    client.force_login(UserFactory(esc_role="counsellor", second_factor=False))
    assert client.get(path).url.endswith("/totp/activate/")
    assert client.post(path).url.endswith("/totp/activate/")


@pytest.mark.parametrize("role", ["", "counsellor"])
def test_others_are_left_in_peace(client: Client, role: str) -> None:
    client.force_login(UserFactory(esc_role=role))
    assert client.get("/accounts/settings/").status_code == 200


def test_setting_up_on_the_page(client: Client) -> None:
    user = UserFactory(esc_role="counsellor", second_factor=False)
    client.force_login(user)
    page = client.get(reverse("mfa_activate_totp"))
    secret = page.context["form"].secret
    html = page.content.decode()
    assert secret in html
    assert "style=" not in html
    answer = client.post(reverse("mfa_activate_totp"), {"code": "000000"})
    assert answer.status_code == 200
    assert answer.context["form"].errors
    answer = client.post(reverse("mfa_activate_totp"), {"code": code_of_now(secret)})
    codes = client.get(answer.url)
    assert codes.status_code == 200
    assert len(codes.context["unused_codes"]) == 10
    assert User.objects.get(pk=user.pk).is_esc
    assert client.get("/accounts/settings/").status_code == 200


def test_signing_in_takes_both_steps(client: Client, code_sent: Callable[[], str]) -> None:
    user = UserFactory(esc_role="manager")
    client.post(reverse("account_login"), {"login": user.phone.as_e164})
    answer = client.post(reverse("account_confirm_login_code"), {"code": code_sent()})
    assert answer.url == reverse("mfa_authenticate")
    assert "_auth_user_id" not in client.session
    assert client.get("/accounts/settings/").status_code == 302
    assert client.post(answer.url, {"code": "12"}).status_code == 200
    client.post(answer.url, {"code": code_of_now(TOTP_SECRET)})
    assert client.session["_auth_user_id"] == str(user.pk)


def test_guessing_the_second_step_is_told_to_wait(
    client: Client, code_sent: Callable[[], str]
) -> None:
    user = UserFactory(esc_role="manager")
    client.post(reverse("account_login"), {"login": user.phone.as_e164})
    client.post(reverse("account_confirm_login_code"), {"code": code_sent()})
    page = reverse("mfa_authenticate")
    for n in range(5):
        assert client.post(page, {"code": f"{n:06d}"}).status_code == 200
    answer = client.post(page, {"code": code_of_now(TOTP_SECRET)})
    assert answer.status_code == 429
    assert int(answer.headers["Retry-After"]) > 0
    assert "Quá nhiều lần thử" in answer.content.decode()
    assert "_auth_user_id" not in client.session


def test_a_code_works_once() -> None:
    user = UserFactory(esc_role="manager")
    code = code_of_now(TOTP_SECRET)
    assert code_is_right(user, code)
    assert not code_is_right(user, code)


def test_removing_it_ends_the_role_at_once(client: Client) -> None:
    user = UserFactory(esc_role="administrator")
    Authenticator.objects.filter(user=user).delete()
    assert not User.objects.get(pk=user.pk).is_esc
