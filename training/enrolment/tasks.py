"""What workers do for enrolments; each is safe to run at any time and any number of times."""

from celery import shared_task

from training.enrolment import follow_up, services, support


@shared_task
def begin_classes() -> None:
    """Has those with a place study from the first day on."""
    services.begin_classes()


@shared_task
def tell_overdue_decisions() -> None:
    """Tells centres of communes whose decision is overdue."""
    support.tell_overdue()


@shared_task
def ask_graduates() -> None:
    """Asks graduates after 3 and 6 months whether they found work."""
    follow_up.ask_due()
