"""Organisations that wait for the centre longer than they should."""

from datetime import date
from typing import Any, cast

from django.db import transaction
from django.utils import timezone

from portal.accounts.models import Organisation
from portal.accounts.signals import organisations_overdue
from portal.reference.working_days import after_working_days

WORKING_DAYS = 2
MOST_AT_ONCE = 500


@transaction.atomic
def remind() -> int:
    """Tells the centre once of each organisation that has waited for more than WORKING_DAYS.

    Returns how many. Safe to run at any time, any number of times, and twice at once.
    """
    today = timezone.localdate()
    waiting = Organisation.objects.waiting().filter(reminded_at__isnull=True)
    locked = waiting.select_for_update(of=("self",), skip_locked=True)[:MOST_AT_ONCE]
    overdue = [
        organisation
        for organisation in locked
        if after_working_days(_since(organisation), WORKING_DAYS) < today
    ]
    if overdue:
        # Not by save(): what waits since it was changed must not look as if it was changed now.
        rows = Organisation.objects.filter(pk__in=[o.pk for o in overdue])
        rows.update(reminded_at=timezone.now())
        organisations_overdue.send(sender=Organisation, organisations=overdue)
    return len(overdue)


def _since(organisation: Organisation) -> date:
    """The local day on which it began to wait; `waiting()` has it."""
    return timezone.localdate(cast(Any, organisation).waits_since)
