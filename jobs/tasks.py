"""What workers do for vacancies."""

from celery import shared_task

from jobs import ending


@shared_task
def close_expired() -> None:
    """Closes vacancies whose last day is over; safe to run at any time, any number of times."""
    while ending.close_expired():
        pass
