"""Accounts that nobody uses: warned, then erased; who comes back keeps theirs."""

from datetime import timedelta

import pytest
from allauth.usersessions.models import UserSession
from django.utils import timezone

from portal.accounts.inactive import NOTICE, UNUSED, close
from portal.accounts.models import Membership, User
from portal.notices.models import Notice
from tests.factories import EscUserFactory, MembershipFactory, UserFactory

pytestmark = pytest.mark.django_db
LONG_AGO = timezone.now() - UNUSED - timedelta(days=1)


def unused(**more: object) -> User:
    return UserFactory(date_joined=LONG_AGO, last_login=LONG_AGO, **more)


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


def test_who_stays_signed_in_uses_it() -> None:
    user = unused()
    UserSession.objects.create(user=user, session_key="k", ip="127.0.0.1", user_agent="x")
    close()
    user.refresh_from_db()
    assert user.inactive_warned_at is None


def test_the_centre_and_last_owners_are_left_alone() -> None:
    staff = EscUserFactory(date_joined=LONG_AGO, last_login=LONG_AGO)
    owner = unused()
    MembershipFactory(user=owner, role=Membership.Role.OWNER)
    for user in (staff, owner):
        warned_long_ago(user)
    close()
    assert User.objects.filter(pk__in=[staff.pk, owner.pk]).count() == 2


def test_new_accounts_and_used_ones_hear_nothing() -> None:
    UserFactory()
    UserFactory(date_joined=LONG_AGO, last_login=timezone.now())
    close()
    assert not Notice.objects.exists()
