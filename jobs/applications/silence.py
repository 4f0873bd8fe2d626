"""Employers who do not answer: who is told of it when, and the rate that the public sees."""

from dataclasses import dataclass
from datetime import timedelta

from django.db import transaction
from django.db.models import Count, F, Q
from django.utils import timezone

from jobs.applications import telling
from jobs.applications.models import Application, ApplicationQuerySet
from portal.accounts.models import Organisation

# The employer is reminded after the first, the applicant told after the second.
REMIND_AFTER, SILENT_AFTER = timedelta(days=7), timedelta(days=14)
RATED_OVER = timedelta(days=365)
# Fewer tell nothing about an employer, and too much about single people.
LEAST_RATED = 10
BATCH = 200


def remind_employers() -> None:
    """Tells members, once for each application, what waits for their answer for 7 days."""
    due = _due(REMIND_AFTER).filter(reminded_at__isnull=True).order_by()
    for employer in due.values_list("vacancy__employer", flat=True).distinct():
        _remind(employer)


@transaction.atomic
def _remind(employer_id: int) -> None:
    # Whoever else reminds this employer waits here, and then finds nothing to do.
    employer = Organisation.objects.select_for_update(of=("self",)).get(pk=employer_id)
    now = timezone.now()
    due = _due(REMIND_AFTER).filter(vacancy__employer=employer)
    fresh = due.filter(reminded_at__isnull=True).values_list("pk", flat=True)
    if Application.objects.filter(pk__in=list(fresh)).update(reminded_at=now):
        day = timezone.localdate().isoformat()
        telling.remind(employer, count=due.count(), day=day)


def tell_applicants() -> None:
    """Tells people, once for each application, that nobody answered in 14 days."""
    while _tell_some():
        pass


@transaction.atomic
def _tell_some() -> int:
    due = _due(SILENT_AFTER).filter(silent_at__isnull=True).order_by("pk")
    rows = list(
        due.select_for_update(of=("self",), skip_locked=True).select_related(
            "vacancy__employer", "person__user"
        )[:BATCH]
    )
    ids = [application.pk for application in rows]
    Application.objects.filter(pk__in=ids).update(silent_at=timezone.now())
    for application in rows:
        telling.tell_of_silence(application)
    return len(rows)


def _due(age: timedelta) -> ApplicationQuerySet:
    return Application.objects.waiting().filter(created_at__lte=timezone.now() - age)


@dataclass(frozen=True)
class AnswerRate:
    """Of the applications of a year that were answered or waited for 14 days, `percent` were
    answered within 14 days."""

    percent: int
    rated: int


def answer_rate(organisation: Organisation) -> AnswerRate | None:
    """How reliably an organisation answers; None where LEAST_RATED are not reached. What people
    took back before the 14 days were over, unanswered, says nothing about the employer."""
    now = timezone.now()
    in_time = Q(answered_at__lte=F("created_at") + SILENT_AFTER)
    waited = Q(created_at__lte=now - SILENT_AFTER)
    taken_back = Q(
        status=Application.Status.WITHDRAWN,
        answered_at__isnull=True,
        status_at__lt=F("created_at") + SILENT_AFTER,
    )
    lately = Application.objects.filter(
        vacancy__employer=organisation, created_at__gte=now - RATED_OVER
    )
    counted = (
        lately.filter(Q(answered_at__isnull=False) | waited)
        .exclude(taken_back)
        .order_by()
        .aggregate(rated=Count("pk"), in_time=Count("pk", filter=in_time))
    )
    rated = counted["rated"]
    if rated < LEAST_RATED:
        return None
    return AnswerRate(percent=round(counted["in_time"] * 100 / rated), rated=rated)
