"""Sample people apply, and sample employers answer, as it could have been."""

import pytest
from django.db.models import F

from jobs.applications.models import Application, ApplicationStep, HiringResult
from jobs.applications.retention import forget_ended

pytestmark = pytest.mark.usefixtures("city")


def test_every_state_is_there_with_the_steps_that_led_to_it() -> None:
    assert Application.objects.count() > 10
    for application in Application.objects.prefetch_related("steps"):
        steps = list(application.steps.all())
        assert steps[-1].status == application.status
        assert application.vacancy.published_at <= application.created_at
    assert ApplicationStep.objects.exists()


def test_what_is_closed_was_answered_while_it_was_open() -> None:
    closed = Application.objects.filter(vacancy__closed_at__isnull=False)
    assert closed.exists()
    assert not closed.filter(status_at__gt=F("vacancy__closed_at")).exists()
    assert not closed.filter(created_at__lt=F("vacancy__employer__verified_at")).exists()


def test_nothing_is_kept_that_is_to_be_forgotten_by_now() -> None:
    assert forget_ended() == 0


def test_who_was_hired_filled_an_opening() -> None:
    assert HiringResult.objects.exists()
    for result in HiringResult.objects.select_related("application__vacancy"):
        vacancy = result.application.vacancy
        assert (result.application.status, vacancy.openings_left) == ("hired", 0)
