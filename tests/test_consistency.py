"""What must hold over the whole repository."""

from pathlib import Path

from django.conf import settings

DOCS = Path(settings.BASE_DIR) / "docs"


def test_every_periodic_task_is_documented() -> None:
    documented = (DOCS / "operations.md").read_text()
    tasks = {entry["task"] for entry in settings.CELERY_BEAT_SCHEDULE.values()}
    assert not [t for t in tasks if f"`{t}`" not in documented]


def test_every_periodic_task_exists() -> None:
    from portal.celery import app

    app.loader.import_default_modules()
    tasks = {entry["task"] for entry in settings.CELERY_BEAT_SCHEDULE.values()}
    assert tasks <= set(app.tasks)
