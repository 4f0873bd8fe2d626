"""Accounts that nobody uses any more: warned after two years, erased two months later.

Personal data are kept no longer than what they are for (Law 91/2025); who looks for work comes back
within two years.
"""

from datetime import datetime, timedelta

from allauth.usersessions.models import UserSession
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max, OuterRef, QuerySet, Subquery
from django.db.models.functions import Greatest
from django.utils import timezone

from portal.accounts.models import User
from portal.accounts.services import delete_account
from portal.accounts.signals import account_inactive

UNUSED = timedelta(days=2 * 365)
NOTICE = timedelta(days=60)
BATCH = 500


def close() -> None:
    """Warns and erases all whose time has come."""
    now = timezone.now()
    warned = User.objects.filter(inactive_warned_at__isnull=False)
    warned.exclude(pk__in=unused(now).values("pk")).update(inactive_warned_at=None)
    for pk in (
        unused(now).filter(inactive_warned_at__isnull=True).values_list("pk", flat=True)[:BATCH]
    ):
        _warn(pk, now)
    due = unused(now).filter(inactive_warned_at__lt=now - NOTICE)
    for pk in due.values_list("pk", flat=True)[:BATCH]:
        try:
            delete_account(user_id=pk)
        except ValidationError:
            # The last owner of an organisation: the centre sees to that first.
            continue


def unused(now: datetime) -> QuerySet[User]:
    """Those that nobody has used for two years; the centre's own are left alone."""
    sessions = (
        UserSession.objects.filter(user=OuterRef("pk"))
        .order_by()
        .values("user")
        .annotate(last=Max("last_seen_at"))
        .values("last")
    )
    return (
        User.objects.filter(esc_role="")
        .annotate(seen=Greatest("date_joined", "last_login", Subquery(sessions)))
        .filter(seen__lt=now - UNUSED)
        .order_by("pk")
    )


@transaction.atomic
def _warn(user_id: int, now: datetime) -> None:
    user = User.objects.select_for_update().get(pk=user_id)
    if user.inactive_warned_at is not None:
        return
    user.inactive_warned_at = now
    user.save(update_fields=["inactive_warned_at"])
    account_inactive.send(sender=User, user=user, day=timezone.localdate(now + NOTICE))
