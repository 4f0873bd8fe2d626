"""What workers do for messages."""

from celery import shared_task

from portal.notices import sending


@shared_task
def send(notice_id: int) -> None:
    """Sends one message now; a second run finds it done."""
    sending.send(notice_id)


@shared_task
def send_due() -> None:
    """Sends all whose time has come; safe to run at any time, any number at once."""
    sending.send_due()
