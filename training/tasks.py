"""What workers do for courses."""

from celery import shared_task

from training import services


@shared_task
def refresh_ended_enrolment() -> None:
    """Brings the free seats of courses up to date after an enrolment period ended."""
    services.announce_ended_enrolment()
