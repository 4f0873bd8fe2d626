"""Applications that led to nothing are removed after a year, and counted."""

from datetime import timedelta

import pytest
from django.apps import apps
from django.utils import timezone

from jobs.applications.models import Application, EndedCount
from jobs.applications.retention import KEPT, forget_ended
from tests.factories import ApplicationFactory, VacancyFactory

pytestmark = pytest.mark.django_db
OLD = timezone.now() - KEPT - timedelta(days=1)
Status = Application.Status


def ended(status: str, at=OLD, **more: object) -> Application:
    return ApplicationFactory(status=status, status_at=at, created_at=at, **more)


def test_what_ended_a_year_ago_goes_with_its_history_and_is_counted() -> None:
    vacancy = VacancyFactory()
    rows = [ended(Status.REFUSED, vacancy=vacancy) for _ in range(3)]
    rows.append(ended(Status.WITHDRAWN, vacancy=vacancy))
    assert forget_ended() == 4
    assert not Application.objects.exists()
    history = apps.get_model("applications", "ApplicationHistory")
    assert not history.objects.filter(pgh_obj_id__in=[row.pk for row in rows]).exists()
    counted = EndedCount.objects.values_list("employer", "status", "reason", "number")
    assert set(counted) == {
        (vacancy.employer_id, "refused", "skills", 3),
        (vacancy.employer_id, "withdrawn", "", 1),
    }


@pytest.mark.parametrize("status", [Status.NEW, Status.VIEWED, Status.INVITED])
def test_what_nobody_ended_goes_a_year_after_the_vacancy_closed(status: str) -> None:
    vacancy = VacancyFactory(status="closed", closed_at=OLD)
    ended(status, vacancy=vacancy)
    lately = VacancyFactory(status="closed", closed_at=OLD + timedelta(days=2))
    kept = [ended(status, vacancy=lately), ended(Status.HIRED, vacancy=vacancy)]
    assert forget_ended() == 1
    assert set(Application.objects.all()) == set(kept)
    assert EndedCount.objects.get().status == status


def test_run_twice_it_counts_once_and_later_ones_are_added() -> None:
    vacancy = VacancyFactory()
    ended(Status.REFUSED, vacancy=vacancy)
    forget_ended()
    assert forget_ended() == 0
    ended(Status.REFUSED, vacancy=vacancy)
    forget_ended()
    assert EndedCount.objects.get().number == 2


@pytest.mark.parametrize("status", [Status.HIRED, Status.INVITED, Status.NEW, Status.OFFERED])
def test_what_led_to_work_or_is_open_stays(status: str) -> None:
    ended(status)
    ended(Status.REFUSED, at=timezone.now() - KEPT + timedelta(days=1))
    assert forget_ended() == 0
    assert Application.objects.count() == 2
