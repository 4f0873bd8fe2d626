"""A class that the state supports, and people who may take it."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.utils import timezone

from portal.people.models import Person
from tests.factories import IntakeFactory, PersonFactory
from training.enrolment.models import Enrolment
from training.enrolment.services import enrol
from training.models import Intake


def grown_up(**fields: Any) -> Person:
    """Old enough and with schooling; from the countryside."""
    given = {"birth_date": date(1995, 5, 1), "rural": True, "education": "lower-secondary"}
    return PersonFactory(**given | fields)


def small_class(**fields: Any) -> Intake:
    """Two seats in a course of 40 days with a fee, which the state supports."""
    given = {
        "seats": 2,
        "course__subsidised": True,
        "course__fee": 2_500_000,
        "course__hours_theory": 80,
        "course__hours_practice": 240,
    }
    return IntakeFactory(**given | fields)


def begun(intake: Intake, days_ago: int = 10) -> None:
    """Moves its first day into the past, as if time had gone by."""
    first = timezone.localdate() - timedelta(days=days_ago)
    Intake.objects.filter(pk=intake.pk).update(
        starts_on=first, enrol_until=first, ends_on=first + timedelta(days=90)
    )
    intake.refresh_from_db()


def taken(intake: Intake) -> int:
    intake.refresh_from_db()
    return intake.seats_taken


@pytest.fixture
def intake(db: None) -> Intake:
    return small_class()


@pytest.fixture
def enrolled(intake: Intake) -> Callable[..., Enrolment]:
    """Enrols somebody new."""

    def make(**fields: Any) -> Enrolment:
        return enrol(person_id=grown_up(**fields).pk, intake_id=intake.pk)

    return make
