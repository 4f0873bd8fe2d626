"""What follows for complaints from what accounts tell."""

from typing import Any

from django.dispatch import receiver

from jobs.complaints.services import forget_reporter
from portal.accounts.models import User
from portal.accounts.signals import account_erased


@receiver(account_erased)
def forget(*, user: User, **_: Any) -> None:
    forget_reporter(user=user)
