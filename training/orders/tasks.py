"""What workers do for orders; safe to run at any time and any number of times."""

from celery import shared_task

from training.orders import services


@shared_task
def keep_up() -> None:
    """Ends overdue orders, and has the others follow the days of their classes."""
    services.expire_overdue()
    services.follow_days()
