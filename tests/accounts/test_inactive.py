"""Accounts that nobody uses: warned, then erased; who comes back keeps theirs."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils import timezone
from knox.models import AuthToken

from portal.accounts.inactive import NOTICE, UNUSED, close
from portal.accounts.models import Membership, User
from portal.notices.models import Notice, NoticePreference
from portal.notices.services import update_preference
from tests.factories import EscUserFactory, MembershipFactory, UserFactory

pytestmark = pytest.mark.django_db
LONG_AGO = timezone.now() - UNUSED - timedelta(days=1)


def unused(**more: object) -> User:
    given = {"date_joined": LONG_AGO, "last_login": LONG_AGO, "last_used_at": None}
    return UserFactory(**given | more)


def warned_long_ago(user: User) -> None:
    User.objects.filter(pk=user.pk).update(
        inactive_warned_at=timezone.now() - NOTICE - timedelta(days=1)
    )


def test_it_is_warned_once_and_erased_after_the_notice() -> None:
    user = unused()
    close()
    close()
    notice = Notice.objects.get(user=user)
    day = timezone.localdate(timezone.now() + NOTICE)
    assert notice.context["day"] == f"{day:%d/%m/%Y}"
    assert User.objects.filter(pk=user.pk).exists()
    warned_long_ago(user)
    close()
    assert not User.objects.filter(pk=user.pk).exists()


def test_who_comes_back_keeps_the_account_and_is_warned_anew_another_time() -> None:
    user = unused()
    warned_long_ago(user)
    User.objects.filter(pk=user.pk).update(last_login=timezone.now())
    close()
    user.refresh_from_db()
    assert user.inactive_warned_at is None


@pytest.mark.parametrize("by", ["page", "token"])
def test_who_stays_signed_in_or_uses_a_program_uses_it(by: str, client: Client) -> None:
    user = unused()
    if by == "page":
        client.force_login(user)
        User.objects.filter(pk=user.pk).update(last_login=LONG_AGO)
        client.get("/")
    else:
        _token, secret = AuthToken.objects.create(user=user)
        client.get("/api/v1/me/profile/", HTTP_AUTHORIZATION=f"Bearer {secret}")
    close()
    user.refresh_from_db()
    assert user.inactive_warned_at is None


def test_use_is_noted_once_a_day(client: Client) -> None:
    user = unused()
    client.force_login(user)
    client.get("/")
    first = User.objects.get(pk=user.pk).last_used_at
    client.get("/")
    assert User.objects.get(pk=user.pk).last_used_at == first is not None


def test_the_warning_cannot_be_turned_off() -> None:
    user = unused()
    with pytest.raises(ValidationError):
        update_preference(user=user, values={"muted": ["account_inactive"]})
    NoticePreference.objects.update_or_create(user=user, defaults={"muted": ["account_inactive"]})
    close()
    assert Notice.objects.get(user=user).state == Notice.State.QUEUED


def test_the_centre_and_last_owners_are_left_alone() -> None:
    staff = EscUserFactory(date_joined=LONG_AGO, last_login=LONG_AGO, last_used_at=None)
    owner = unused()
    MembershipFactory(user=owner, role=Membership.Role.OWNER)
    for user in (staff, owner):
        warned_long_ago(user)
    close()
    assert User.objects.filter(pk__in=[staff.pk, owner.pk]).count() == 2


def test_new_accounts_and_used_ones_hear_nothing() -> None:
    UserFactory()
    unused(last_login=timezone.now())
    close()
    assert not Notice.objects.exists()
