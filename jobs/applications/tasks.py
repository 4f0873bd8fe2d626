"""What workers do for applications."""

from celery import shared_task

from jobs.applications import retention, silence


@shared_task
def follow_up() -> None:
    """Reminds employers who do not answer, and tells people whom nobody answered; safe to run at
    any time, any number of times."""
    silence.remind_employers()
    silence.tell_applicants()


@shared_task
def forget_ended() -> None:
    """Removes applications that ended a year ago; safe to run at any time."""
    retention.forget_ended()
