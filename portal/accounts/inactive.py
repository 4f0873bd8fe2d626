"""Accounts that nobody uses any more: warned after two years, erased two months later.

Personal data are kept no longer than what they are for (Law 91/2025); who looks for work comes back
within two years.
"""

from datetime import datetime, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.db.models.functions import Greatest
from django.utils import timezone

from portal.accounts.models import User
from portal.accounts.services import delete_account
from portal.accounts.signals import account_inactive

UNUSED = timedelta(days=2 * 365)
NOTICE = timedelta(days=60)
BATCH = 500
NOTED_EVERY = timedelta(days=1)


def note_use(user: User) -> None:
    """Notes that somebody uses the account, once a day at most."""
    now = timezone.now()
    if user.last_used_at is None or user.last_used_at < now - NOTED_EVERY:
        User.objects.filter(pk=user.pk).update(last_used_at=now)


def close() -> None:
    """Warns and erases all whose time has come."""
    now = timezone.now()
    warned = User.objects.filter(inactive_warned_at__isnull=False)
    warned.exclude(pk__in=unused(now).values("pk")).update(inactive_warned_at=None)
    fresh = unused(now).filter(inactive_warned_at__isnull=True)
    for pk in fresh.values_list("pk", flat=True)[:BATCH]:
        _warn(pk, now)
    for pk in _due(now).values_list("pk", flat=True)[:BATCH]:
        try:
            _erase(pk, now)
        except ValidationError:
            # The last owner of an organisation: the centre sees to that first.
            continue


def unused(now: datetime) -> QuerySet[User]:
    """Those that nobody has used for two years; the centre's own are left alone."""
    return (
        User.objects.filter(esc_role="")
        .annotate(seen=Greatest("date_joined", "last_login", "last_used_at"))
        .filter(seen__lt=now - UNUSED)
        .order_by("pk")
    )


def _due(now: datetime) -> QuerySet[User]:
    return unused(now).filter(inactive_warned_at__lt=now - NOTICE)


@transaction.atomic
def _erase(user_id: int, now: datetime) -> None:
    # Who comes back in this very moment keeps the account.
    User.objects.select_for_update().filter(pk=user_id).first()
    if _due(now).filter(pk=user_id).exists():
        delete_account(user_id=user_id)


@transaction.atomic
def _warn(user_id: int, now: datetime) -> None:
    user = User.objects.select_for_update().get(pk=user_id)
    if user.inactive_warned_at is not None:
        return
    user.inactive_warned_at = now
    user.save(update_fields=["inactive_warned_at"])
    account_inactive.send(sender=User, user=user, day=timezone.localdate(now + NOTICE))
