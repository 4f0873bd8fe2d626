"""What workers do for imports."""

from datetime import timedelta

from celery import shared_task
from django.utils import timezone

from jobs.bulk import services
from jobs.bulk.models import ImportJob
from portal.broker import start

# Somebody who works on a job writes to it every few seconds.
LEFT_ALONE = timedelta(minutes=1)


@shared_task
def go_on(job_id: int) -> None:
    """Checks or imports a file from where that ended; safe to run at any time, any number of
    times."""
    services.work(job_id=job_id)


@shared_task
def forget_old() -> None:
    """Deletes files that were handed in long ago, with all that was read of them."""
    services.forget_old()


@shared_task
def go_on_with_all() -> None:
    """Takes up what no worker has, or one that died had."""
    before = timezone.now() - LEFT_ALONE
    waiting = ImportJob.objects.at_work().filter(updated_at__lt=before)
    for job_id in waiting.order_by("pk").values_list("pk", flat=True):
        start(go_on, job_id)
