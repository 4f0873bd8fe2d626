"""One answer names everything: fields that cannot be read, and rules that the others break."""

from datetime import timedelta

import pytest
from django.utils import timezone
from rest_framework.test import APIClient

from jobs.models import Vacancy
from portal.accounts.models import Organisation
from portal.people.models import Person
from tests.api.clients import client_of, faults, member_of
from tests.factories import (
    CourseFactory,
    IntakeFactory,
    OrganisationFactory,
    UserFactory,
    VacancyFactory,
)
from tests.jobs.test_vacancy_api import GIVEN as VACANCY
from tests.training.test_course_api import GIVEN as COURSE
from training.models import Course, Intake

pytestmark = pytest.mark.django_db


def a_day(days: int) -> str:
    return (timezone.localdate() + timedelta(days=days)).isoformat()


@pytest.fixture
def employer() -> APIClient:
    return member_of(OrganisationFactory())


@pytest.fixture
def centre() -> Organisation:
    return OrganisationFactory(kind=Organisation.Kind.TRAINING_CENTRE)


@pytest.mark.parametrize(
    ("wrong", "codes"),
    [
        (
            {"title": "", "pay_min": 20_000_000, "pay_max": 10_000_000},
            {"title": "blank", "pay_max": "pay_range"},
        ),
        (
            {"openings": "x", "valid_through": a_day(-1), "shifts": ["nope"]},
            {"openings": "invalid", "valid_through": "past", "shifts.0": "unknown_code"},
        ),
        (
            {"colour": "red", "valid_through": a_day(400)},
            {"colour": "unknown_field", "valid_through": "too_late"},
        ),
        ({"employer": 0, "pay_min": 5}, {"employer": "min_value", "pay_min": "pay_unit"}),
        ({"employer": 2**40, "title": ""}, {"employer": "not_yours", "title": "blank"}),
        # What the unreadable one would have allowed is not held against the others.
        ({"kind": "abroad", "country": "JP"}, {"kind": "invalid_choice"}),
        ({"pay_min": "much", "pay_max": 6_000_000}, {"pay_min": "invalid"}),
    ],
)
def test_a_vacancy(employer: APIClient, wrong: dict, codes: dict) -> None:
    assert faults(employer.post("/api/v1/vacancies/", VACANCY | wrong)) == codes
    assert not Vacancy.objects.exists()


def test_a_change_of_a_vacancy() -> None:
    vacancy = VacancyFactory(pay_min=9_000_000, pay_max=14_000_000)
    client, url = member_of(vacancy.employer), f"/api/v1/vacancies/{vacancy.pk}/"
    both = client.patch(url, {"title": "", "pay_min": 20_000_000})
    assert faults(both) == {"title": "blank", "pay_max": "pay_range"}
    unread = client.patch(url, {"pay_min": "much", "pay_max": 6_000_000})
    assert faults(unread) == {"pay_min": "invalid"}
    vacancy.refresh_from_db()
    assert (vacancy.pay_min, vacancy.pay_max) == (9_000_000, 14_000_000)


def test_a_course(centre: Organisation) -> None:
    client = member_of(centre)
    answer = client.post("/api/v1/courses/", COURSE | {"months": 0, "unit": "nope", "fee": -1})
    codes = {"months": "min_value", "unit": "unknown_code", "fee": "min_value"}
    assert faults(answer) == codes
    assert not Course.objects.exists()
    course = CourseFactory(centre=centre, skills=["arc-welding"])
    answer = client.patch(f"/api/v1/courses/{course.pk}/", {"title": "", "skills": []})
    assert faults(answer) == {"title": "blank", "skills": "required"}
    assert course.skills.exists()


@pytest.mark.parametrize("exists", [False, True])
def test_a_class(centre: Organisation, exists: bool) -> None:
    course = CourseFactory(centre=centre)
    client, url = member_of(centre), f"/api/v1/courses/{course.pk}/intakes/"
    given = {"starts_on": a_day(-2), "ends_on": a_day(-3), "enrol_until": a_day(5), "seats": "x"}
    codes = {"ends_on": "order", "seats": "invalid", "starts_on": "past", "enrol_until": "order"}
    if exists:
        url += f"{IntakeFactory(course=course).pk}/"
    answer = client.put(url, given) if exists else client.post(url, given)
    assert faults(answer) == codes
    assert Intake.objects.count() == exists


def test_a_profile() -> None:
    user = UserFactory()
    client = client_of(user)
    wrong = {
        "unit": "nowhere",
        "birth_date": "2999-01-01",
        "skills": ["bay"],
        "experiences": [{"title": "Thợ hàn", "months": -1}],
        "wish": {"pay_min": -1, "places": ["nowhere"], "shifts": ["nope"]},
    }
    named = {
        "unit",
        "birth_date",
        "skills",
        "experiences.0.months",
        "wish.pay_min",
        "wish.places",
        "wish.shifts",
    }
    for send in (client.put, client.patch):
        assert set(faults(send("/api/v1/me/profile/", wrong))) == named
    assert not Person.objects.exists()
    readable = {"birth_date": "2999-01-01", "wish": {"places": ["nowhere"]}}
    answer = client.patch("/api/v1/me/profile/", readable)
    assert set(faults(answer)) == {"birth_date", "wish.places"}
    assert not Person.objects.exists()
