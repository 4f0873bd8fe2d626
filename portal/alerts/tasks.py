"""What workers do for saved searches."""

import structlog
from celery import shared_task
from django.utils import timezone

from portal.alerts import reporting
from portal.search.engine import EngineAwayError

log = structlog.get_logger(__name__)


@shared_task
def report() -> None:
    """Tells everybody who is due what is new; safe to run at any time, any number at once."""
    try:
        run = reporting.report(timezone.now())
    except EngineAwayError as error:
        log.warning("alerts_wait_for_the_engine", error=str(error))
    else:
        log.info("alerts_reported", **vars(run))


@shared_task
def forget_old() -> None:
    """Deletes rows about messages long past."""
    reporting.forget_old(timezone.now())
