"""What is kept of applications that led to nothing: for a year, then only how many there were.

They ended by a refusal or a withdrawal, or nobody ended them and the vacancy is closed.

Law 91/2025 on the protection of personal data has an employer remove the data of applicants whom
it did not take, once it needs them no longer; a year covers complaints and the next hiring round.
"""

from collections import Counter
from datetime import timedelta

from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone

from jobs.applications.models import Application, EndedCount
from jobs.models import Vacancy
from portal.history import forget_history

KEPT = timedelta(days=365)
BATCH = 500
ENDED = (Application.Status.REFUSED, Application.Status.WITHDRAWN)


def forget_ended() -> int:
    """Removes all that led to nothing more than a year ago, with letters, CVs, notes and messages;
    returns how many. Safe to run at any time, any number of times."""
    removed = 0
    while some := _forget_some():
        removed += some
    return removed


@transaction.atomic
def _forget_some() -> int:
    before = timezone.now() - KEPT
    left_open = Q(
        status__in=Application.OPEN,
        vacancy__status=Vacancy.Status.CLOSED,
        vacancy__closed_at__lt=before,
    )
    due = Application.objects.filter(Q(status__in=ENDED) | left_open, status_at__lt=before)
    rows = list(
        due.select_related("vacancy").select_for_update(of=("self",), skip_locked=True)[:BATCH]
    )
    ended = Counter(
        (
            timezone.localtime(row.status_at).date().replace(day=1),
            row.vacancy.employer_id,
            row.status,
            row.reason,
        )
        for row in rows
    )
    for (month, employer, status, reason), number in sorted(ended.items()):
        count, _made = EndedCount.objects.get_or_create(
            month=month, employer_id=employer, status=status, reason=reason
        )
        EndedCount.objects.filter(pk=count.pk).update(number=F("number") + number)
    ids = [row.pk for row in rows]
    forget_history("applications.ApplicationHistory", pgh_obj_id__in=ids)
    Application.objects.filter(pk__in=ids).delete()
    return len(rows)
