"""How ESC roles come and go."""

from io import StringIO

import pytest
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command
from knox.models import AuthToken

from portal.accounts.models import User
from portal.accounts.services import set_esc_role
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db


def give(login: str, role: str) -> None:
    call_command("give_role", login, role, stdout=StringIO())


def test_the_first_administrator_comes_by_command() -> None:
    for _ in range(2):
        give("0912.345.678", "administrator")
    user = User.objects.get()
    assert (user.phone.as_e164, user.esc_role) == ("+84912345678", "administrator")
    assert not user.has_usable_password()
    assert not user.is_esc
    with pytest.raises(CommandError):
        give("84912345678", "none")
    UserFactory(esc_role="administrator")
    give("84912345678", "none")
    assert User.objects.get(pk=user.pk).esc_role == ""


def test_an_account_that_is_there_gets_the_role() -> None:
    user = UserFactory(email="lan@example.vn")
    give("Lan@Example.vn", "counsellor")
    user.refresh_from_db()
    assert user.esc_role == "counsellor"


@pytest.mark.parametrize(("login", "role"), [("nobody", "manager"), ("0912345678", "king")])
def test_nonsense_is_refused(login: str, role: str) -> None:
    with pytest.raises(CommandError):
        give(login, role)
    assert not User.objects.exists()


def test_tokens_from_before_the_role_end_with_it() -> None:
    user = UserFactory()
    AuthToken.objects.create(user)
    set_esc_role(user_id=user.pk, role="manager")
    assert not AuthToken.objects.exists()
    with pytest.raises(ValidationError):
        set_esc_role(user_id=user.pk, role="king")
