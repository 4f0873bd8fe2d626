"""Sample people apply, and sample employers answer, as it could have been."""

import pytest

from jobs.applications.models import Application, ApplicationStep, HiringResult

pytestmark = pytest.mark.usefixtures("city")


def test_every_state_is_there_with_the_steps_that_led_to_it() -> None:
    assert Application.objects.count() > 10
    for application in Application.objects.prefetch_related("steps"):
        steps = list(application.steps.all())
        assert steps[-1].status == application.status
        assert application.vacancy.published_at <= application.created_at
    assert ApplicationStep.objects.exists()


def test_who_was_hired_filled_an_opening() -> None:
    for result in HiringResult.objects.select_related("application__vacancy"):
        vacancy = result.application.vacancy
        assert (result.application.status, vacancy.openings_left) == ("hired", 0)
