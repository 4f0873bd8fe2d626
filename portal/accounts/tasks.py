"""What workers do for accounts."""

from celery import shared_task

from portal.accounts import inactive, member_invitations, waiting


@shared_task
def forget_expired_invitations() -> None:
    """Deletes invitations of members that nobody answered; safe to run at any time."""
    member_invitations.forget_expired()


@shared_task
def remind_of_waiting() -> None:
    """Tells the centre which organisations wait too long; safe to run at any time."""
    waiting.remind()


@shared_task
def close_inactive() -> None:
    """Warns whose account nobody used for two years, and erases it later; safe to run at any
    time."""
    inactive.close()
