"""What workers do for private files."""

from celery import shared_task

from portal.files import storage


@shared_task
def remove_orphans() -> None:
    """Removes files that no row names any more."""
    storage.remove_orphans()
