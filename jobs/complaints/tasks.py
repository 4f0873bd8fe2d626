"""What workers do for complaints. All of it is safe to run at any time, any number of times."""

from celery import shared_task

from jobs.complaints import services


@shared_task
def tell_of_new() -> None:
    """Tells the staff once a day of new reports."""
    services.tell_of_new()


@shared_task
def forget_contacts() -> None:
    """Deletes phones and addresses of cases that ended 90 days ago."""
    services.forget_contacts()
