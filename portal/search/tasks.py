"""What workers do for search."""

from celery import shared_task


@shared_task
def relay() -> None:
    """Brings queued documents to the engine."""
