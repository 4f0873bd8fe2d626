"""Signing up and in through the pages, without JavaScript."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse

from portal.accounts.contacts import Contact
from portal.accounts.models import User
from portal.accounts.services import account_for_sign_up, create_account, set_phone
from portal.notices.models import Notice
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db
CodeSent = Callable[[], str]
PHONE = "+84912345678"
SIGN_UP = {"full_name": "Phạm Thị Lan", "login": "0912 345 678"}


def signed_in(client: Client) -> User | None:
    pk = client.session.get("_auth_user_id")
    return User.objects.get(pk=pk) if pk else None


def type_code(client: Client, code: str) -> object:
    return client.post(reverse("account_confirm_login_code"), {"code": code})


def told_to_wait(answer: Any) -> None:
    """The form once more, with what was typed and the reason, for people and for machines."""
    assert answer.status_code == 429
    assert int(answer.headers["Retry-After"]) > 0
    page = answer.content.decode()
    assert "Quá nhiều lần thử" in page
    assert "<form" in page


def other_code(code: str) -> str:
    return f"{(int(code) + 1) % 1_000_000:06d}"


def errors(html: str) -> list[str]:
    """The messages at fields."""
    return re.findall(r'class="field-error[^"]*"[^>]*>(.*?)</p>', html, re.S)


@pytest.mark.parametrize(
    "typed",
    ["0912 345 678", "0912.345.678", "+84 912 345 678", "84912345678", "０９１２３４５６７８"],
)
def test_farmer_without_email_registers_in_three_pages(
    client: Client, code_sent: CodeSent, typed: str
) -> None:
    assert client.get(reverse("account_signup")).status_code == 200
    answer = client.post(reverse("account_signup"), SIGN_UP | {"login": typed})
    assert answer.url.partition("?")[0] == reverse("account_confirm_login_code")
    page = client.get(answer.url).content.decode()
    assert "0912 345 678" in page
    # Only who came to sign in may have no account.
    assert "Chưa có tài khoản?" not in page
    assert (
        "Chưa có tài khoản?" in client.get(reverse("account_confirm_login_code")).content.decode()
    )
    assert "Bến Việc</a>" in page
    assert type_code(client, code_sent()).status_code == 302
    user = signed_in(client)
    assert user is not None
    assert (str(user.phone.as_e164), user.phone_verified, user.email) == (PHONE, True, None)
    assert user.full_name == "Phạm Thị Lan"
    assert not user.has_usable_password()


def test_a_clerk_registers_by_email(client: Client, code_sent: CodeSent) -> None:
    client.post(reverse("account_signup"), SIGN_UP | {"login": "HR@CongTy.vn "})
    assert Notice.objects.get().to == "hr@congty.vn"
    type_code(client, code_sent())
    user = signed_in(client)
    assert user is not None
    assert (user.email, user.phone) == ("hr@congty.vn", None)
    assert EmailAddress.objects.get(user=user).verified


def test_the_code_is_taken_with_spaces_and_wide_digits(client: Client, code_sent: CodeSent) -> None:
    client.post(reverse("account_signup"), SIGN_UP)
    wide = "".join(chr(ord("０") + int(d)) for d in code_sent())
    type_code(client, f" {wide[:3]} {wide[3:]} ")
    assert signed_in(client)


def test_who_signs_up_again_is_signed_in_and_keeps_the_name(
    client: Client, code_sent: CodeSent
) -> None:
    user = UserFactory(phone=PHONE, full_name="Trần Thị Mai")
    client.post(reverse("account_signup"), SIGN_UP)
    type_code(client, code_sent())
    assert signed_in(client) == user
    assert signed_in(client).full_name == "Trần Thị Mai"


def test_nobody_learns_who_has_an_account(client: Client) -> None:
    """The answers for a known and an unknown contact differ in nothing but the contact itself."""
    UserFactory(phone=PHONE)
    UserFactory(phone="+84912000001", email="known@example.vn")

    def seen(page: str, login: str, **more: str) -> tuple[object, ...]:
        visitor = Client()
        answer = visitor.post(reverse(page), {"login": login, **more})
        after = visitor.get(answer.url).content.decode()
        after = re.sub(r"csrfmiddlewaretoken\" value=\"\w+", "", after)
        return answer.status_code, answer.url, after.replace(login, "…")

    for known, unknown in [
        ("known@example.vn", "nobody@example.vn"),
        ("0912 345 678", "0912 345 679"),
    ]:
        a, b = seen("account_login", known), seen("account_login", unknown)
        assert a[:2] == b[:2]
        assert re.sub(r"[\d+ ]{9,}", "", a[2]) == re.sub(r"[\d+ ]{9,}", "", b[2])
        a = seen("account_signup", known, full_name="An")
        b = seen("account_signup", unknown, full_name="An")
        assert a[:2] == b[:2]
        assert re.sub(r"[\d+ ]{9,}", "", a[2]) == re.sub(r"[\d+ ]{9,}", "", b[2])
    assert not User.objects.filter(phone=PHONE, full_name="An").exists()


def test_an_unknown_number_gets_no_message(client: Client) -> None:
    client.post(reverse("account_login"), {"login": "0912 345 679"})
    assert not Notice.objects.exists()
    assert not User.objects.exists()
    assert type_code(client, "").status_code == 200
    assert type_code(client, "000000").status_code == 200
    assert signed_in(client) is None


@pytest.mark.parametrize("typed", ["0912 345 678", "+84912345678", "84 912 345 678"])
def test_sign_in_by_code(client: Client, code_sent: CodeSent, typed: str) -> None:
    user = UserFactory(phone=PHONE, phone_verified=False)
    client.post(reverse("account_login"), {"login": typed})
    type_code(client, code_sent())
    assert signed_in(client) == user
    assert signed_in(client).phone_verified


def test_a_wrong_code_says_so_and_five_end_it(client: Client, code_sent: CodeSent) -> None:
    UserFactory(phone=PHONE)
    client.post(reverse("account_login"), {"login": PHONE})
    code = code_sent()
    for _ in range(4):
        answer = type_code(client, other_code(code))
        assert answer.status_code == 200
        assert "error" in answer.content.decode()
    type_code(client, other_code(code))
    type_code(client, code)
    assert signed_in(client) is None


def test_going_back_takes_another_number(client: Client, code_sent: CodeSent) -> None:
    UserFactory(phone=PHONE)
    client.post(reverse("account_login"), {"login": "0912 345 670"})
    assert client.get(reverse("account_login")).status_code == 200
    client.post(reverse("account_login"), {"login": "0912 345 678"})
    type_code(client, code_sent())
    assert signed_in(client)


def test_a_new_code_replaces_the_old_one(client: Client, code_sent: CodeSent) -> None:
    UserFactory(phone=PHONE)
    client.post(reverse("account_login"), {"login": PHONE})
    old = code_sent()
    page = client.get(reverse("account_confirm_login_code")).content.decode()
    assert f'name="login" value="{PHONE}"' in page
    client.post(reverse("account_login"), {"login": PHONE})
    new = code_sent()
    if old != new:
        type_code(client, old)
        assert signed_in(client) is None
    type_code(client, new)
    assert signed_in(client)


def test_codes_for_one_number_are_limited(client: Client) -> None:
    UserFactory(phone=PHONE)
    for _ in range(3):
        assert client.post(reverse("account_login"), {"login": PHONE}).status_code == 302
    for page in ("account_login", "account_signup"):
        answer = client.post(reverse(page), SIGN_UP)
        told_to_wait(answer)
        assert list(answer.context["form"].errors) == ["login"]
    assert Notice.objects.count() == 3
    other = UserFactory()
    client.post(reverse("account_login"), {"login": other.phone.as_e164})
    assert Notice.objects.count() == 4


def test_a_whole_hall_behind_one_address_can_sign_up(client: Client) -> None:
    for n in range(60):
        visitor = Client()
        answer = visitor.post(
            reverse("account_signup"), {"full_name": "An", "login": f"09123450{n:02d}"}
        )
        assert answer.status_code == 302
    assert Notice.objects.count() == 60


@pytest.mark.parametrize(
    ("typed", "field"),
    [("", "login"), ("09123", "login"), ("lan@", "login"), ("0225 3822 616", "login")],
)
def test_what_cannot_be_right_is_told_at_the_field(client: Client, typed: str, field: str) -> None:
    for page in ("account_login", "account_signup"):
        answer = client.post(reverse(page), {"full_name": "Lan", "login": typed})
        assert answer.status_code == 200
        assert list(answer.context["form"].errors) == [field]
        assert f'value="{typed}"' in answer.content.decode() or not typed
    assert not User.objects.exists()


@pytest.mark.parametrize("name", ["", "\u200b", "...", "🙂🙂"])
def test_a_name_has_letters_whoever_signs_up(client: Client, name: str) -> None:
    UserFactory(phone=PHONE)
    for login in (PHONE, "0912 345 679"):
        answer = client.post(reverse("account_signup"), {"full_name": name, "login": login})
        assert list(answer.context["form"].errors) == ["full_name"]
    assert not Notice.objects.exists()


def test_a_password_works_and_phones_do_not_share_a_counter(client: Client) -> None:
    user = UserFactory(phone=PHONE)
    user.set_password("bến-việc-2026")
    user.save()
    victim = {"login": "0912 345 679", "password": "wrong"}
    for _ in range(6):
        answer = client.post(reverse("account_login"), victim)
    told_to_wait(answer)
    client.post(reverse("account_login"), {"login": "0912.345.678", "password": "bến-việc-2026"})
    assert signed_in(client) == user


def test_a_guessed_password_is_blocked_after_five_tries(client: Client) -> None:
    user = UserFactory(phone=PHONE)
    user.set_password("bến-việc-2026")
    user.save()
    for _ in range(5):
        client.post(reverse("account_login"), {"login": PHONE, "password": "wrong"})
    client.post(reverse("account_login"), {"login": PHONE, "password": "bến-việc-2026"})
    assert signed_in(client) is None


def test_on_a_borrowed_phone_the_session_ends_with_the_browser(
    client: Client, code_sent: CodeSent
) -> None:
    UserFactory(phone=PHONE)
    client.post(reverse("account_login"), {"login": PHONE})
    type_code(client, code_sent())
    assert client.session.get_expire_at_browser_close()
    client.logout()
    client.post(reverse("account_login"), {"login": PHONE, "remember": "on"})
    type_code(client, code_sent())
    assert not client.session.get_expire_at_browser_close()


def test_next_leads_on_after_the_code(client: Client, code_sent: CodeSent) -> None:
    UserFactory(phone=PHONE)
    for page in ("account_login", "account_signup"):
        answer = client.post(
            reverse(page), {"full_name": "An", "login": PHONE, "next": "/accounts/settings/"}
        )
        answer = client.post(answer.url, {"code": code_sent(), "next": "/accounts/settings/"})
        assert answer.url == "/accounts/settings/"
        client.logout()
    answer = client.post(reverse("account_login"), {"login": PHONE, "next": "https://evil.example"})
    assert "evil" not in answer.url


def test_a_forgotten_password_is_replaced_after_a_code(client: Client, code_sent: CodeSent) -> None:
    user = UserFactory(phone=PHONE)
    user.set_password("bến-việc-2026")
    user.save()
    assert client.get("/accounts/password/reset/").url == reverse("account_login")
    client.post(reverse("account_login"), {"login": PHONE})
    type_code(client, code_sent())
    assert "oldpassword" not in client.get(reverse("account_change_password")).content.decode()
    client.post(reverse("account_change_password"), {"password1": "cái-mới-nhé-1"})
    user.refresh_from_db()
    assert user.check_password("cái-mới-nhé-1")


def test_who_came_by_password_must_know_it_to_change_it(client: Client) -> None:
    user = UserFactory(phone=PHONE)
    user.set_password("bến-việc-2026")
    user.save()
    client.post(reverse("account_login"), {"login": PHONE, "password": "bến-việc-2026"})
    answer = client.post(reverse("account_change_password"), {"password1": "cái-mới-nhé-1"})
    assert "oldpassword" in answer.context["form"].errors


def test_a_new_phone_number_counts_when_its_code_is_typed(
    client: Client, code_sent: CodeSent
) -> None:
    user = UserFactory(phone=PHONE)
    client.force_login(user)
    answer = client.post(reverse("account_change_phone"), {"phone": "0912.345.679"})
    assert answer.url == reverse("account_verify_phone")
    assert Notice.objects.latest("pk").to == "+84912345679"
    user.refresh_from_db()
    assert user.phone.as_e164 == PHONE
    assert client.get(answer.url).status_code == 200
    client.post(answer.url, {"code": code_sent()})
    user.refresh_from_db()
    assert (user.phone.as_e164, user.phone_verified) == ("+84912345679", True)


def test_somebody_elses_phone_number_cannot_be_taken(client: Client, code_sent: CodeSent) -> None:
    user, other = UserFactory(phone=PHONE), UserFactory()
    client.force_login(user)
    client.post(reverse("account_change_phone"), {"phone": other.phone.as_e164})
    answer = client.post(reverse("account_verify_phone"), {"code": code_sent()})
    assert "code" in answer.context["form"].errors
    user.refresh_from_db()
    assert user.phone.as_e164 == PHONE
    with pytest.raises(ValidationError):
        set_phone(user=user, phone=other.phone.as_e164, verified=True)


def test_an_email_address_counts_when_its_code_is_typed(
    client: Client, code_sent: CodeSent
) -> None:
    user = UserFactory(phone=PHONE)
    client.force_login(user)
    answer = client.post(reverse("account_email"), {"action_add": "1", "email": "Lan@Example.vn"})
    user.refresh_from_db()
    assert user.email is None
    page = client.get(answer.url)
    assert "lan@example.vn" in page.content.decode()
    client.post(answer.url, {"code": code_sent()})
    user.refresh_from_db()
    assert user.email == "lan@example.vn"
    client.post(reverse("account_email"), {"action_remove": "1", "email": "lan@example.vn"})
    user.refresh_from_db()
    assert user.email == "lan@example.vn"


def test_two_quick_taps_make_one_account() -> None:
    contact = Contact(phone=PHONE)
    first = account_for_sign_up(contact=contact, full_name="Lan", language="vi")
    assert account_for_sign_up(contact=contact, full_name="Lan", language="vi") == first


def test_an_account_is_made_once() -> None:
    create_account(contact=Contact(email="lan@example.vn"))
    with pytest.raises(ValidationError):
        create_account(contact=Contact(email="LAN@example.vn".lower()))


def test_a_closed_account_stays_out(client: Client, code_sent: CodeSent) -> None:
    user = UserFactory(phone=PHONE)
    user.set_password("bến-việc-2026")
    user.is_active = False
    user.save()
    client.post(reverse("account_login"), {"login": PHONE, "password": "bến-việc-2026"})
    assert signed_in(client) is None
    client.post(reverse("account_login"), {"login": PHONE})
    type_code(client, code_sent())
    assert signed_in(client) is None


@pytest.mark.parametrize(
    "name",
    [
        "account_settings",
        "account_change_phone",
        "account_email",
        "account_set_password",
        "account_logout",
        "mfa_index",
        "mfa_activate_totp",
        "usersessions_list",
    ],
)
def test_account_pages_are_for_the_signed_in(client: Client, name: str) -> None:
    answer = client.get(reverse(name))
    assert answer.status_code == 302
    client.force_login(UserFactory())
    page = client.get(reverse(name))
    assert page.status_code == 200
    html = page.content.decode()
    assert "{{" not in html
    assert "style=" not in html
