"""Telling the same to all who act for an organisation, or to all of the centre who may do it."""

from collections.abc import Callable
from typing import Any

from django.db.models import QuerySet

from portal.accounts.models import User
from portal.notices.services import notify

Context = Callable[[User], dict[str, Any]]


def members_of(organisation_id: int) -> QuerySet[User]:
    """Those who act for an organisation today."""
    return User.objects.filter(
        memberships__organisation=organisation_id, memberships__left_at__isnull=True
    ).order_by("pk")


def notify_members(organisation_id: int, *, kind: str, context: Context, key: str) -> None:
    """Each once for a `key`; `context` is asked for each, since it leads to a page in the language
    of its reader."""
    for user in members_of(organisation_id):
        notify(user=user, kind=kind, context=context(user), key=f"{kind}:{key}:{user.pk}")


def notify_staff(permission: str, *, kind: str, context: Context, key: str) -> None:
    """As `notify_members`, those of the centre's staff who have a permission."""
    for officer in User.objects.exclude(esc_role="").filter(is_active=True).order_by("pk"):
        if officer.has_perm(permission):
            notify(
                user=officer, kind=kind, context=context(officer), key=f"{kind}:{key}:{officer.pk}"
            )
