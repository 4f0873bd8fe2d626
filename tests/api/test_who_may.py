"""Every address of the API is closed, unless it stands here."""

import re
from uuid import UUID

import pytest
from django.utils import timezone
from drf_spectacular.generators import SchemaGenerator
from rest_framework.test import APIClient

from portal.accounts.models import Organisation
from tests.api.clients import client_of, member_of
from tests.factories import (
    ApplicationFactory,
    ComplaintFactory,
    CourseFactory,
    DepartureFactory,
    EnrolmentFactory,
    IntakeFactory,
    OrderOfferFactory,
    OrganisationFactory,
    TrainingOrderFactory,
    UserFactory,
    VacancyFactory,
)

pytestmark = pytest.mark.django_db
OPEN = {
    "GET /api/v1/complaints/status/{secret}/",
    "POST /api/v1/complaints/",
    "GET /api/v1/courses/",
    "GET /api/v1/courses/{course_pk}/intakes/",
    "GET /api/v1/courses/{course_pk}/intakes/{id}/",
    "GET /api/v1/courses/{id}/",
    "GET /api/v1/occupations/",
    "GET /api/v1/occupations/{key}/",
    "GET /api/v1/places/",
    "GET /api/v1/search/",
    "GET /api/v1/skills/",
    "GET /api/v1/suggest/",
    "GET /api/v1/vacancies/",
    "GET /api/v1/vacancies/{id}/",
    "POST /api/v1/tokens/",
}
# What concerns only the caller is there for everybody who is signed in; for whom one may post
# something new is a question of its own (tests/jobs, tests/training).
OWN = re.compile(
    r"/me/|/tokens/|POST /api/v1/(vacancies|courses|enrolments|training-orders|departures)/$"
    r"|GET /api/v1/(applications|enrolments|message-templates|training-orders|departures)/$"
    r"|/applications/bulk/$"
)
OPERATIONS = [
    f"{method.upper()} {path}"
    for path, methods in SchemaGenerator().get_schema(request=None, public=True)["paths"].items()
    for method in methods
]
KEY = UUID(int=1)
CLOSED = sorted(set(OPERATIONS) - OPEN)


@pytest.fixture
def _things() -> None:
    """Open things of somebody else, at the ids that `call` asks for."""
    ApplicationFactory(pk=1, vacancy=VacancyFactory(pk=1))
    ComplaintFactory(pk=1, secret="1")
    # Ids of their own, so that none of them takes the 1 of another.
    DepartureFactory(key=KEY, application__pk=2, application__vacancy__pk=2)
    course = CourseFactory(pk=1)
    EnrolmentFactory(pk=1, intake=IntakeFactory(pk=1, course=course))
    # An open one is there for every centre.
    ended = TrainingOrderFactory(pk=1, state="expired", ended_at=timezone.now())
    OrderOfferFactory(pk=1, order=ended, course=course)


def call(client: APIClient, operation: str) -> int:
    method, path = operation.split()
    path = path.replace("departures/{key}", f"departures/{KEY}").replace("{key}", "welder")
    path = path.replace("{purpose}", "matching")
    path = path.replace("{day}", "2026-11-27")
    path = re.sub(r"{\w+}", "1", path)
    return getattr(client, method.lower())(path, {} if method != "GET" else None).status_code


def test_the_open_ones_exist() -> None:
    assert set(OPERATIONS) >= OPEN


@pytest.mark.parametrize("operation", sorted(OPEN))
@pytest.mark.usefixtures("_things")
def test_nobody_is_asked_to_sign_in_for_what_is_open(operation: str) -> None:
    assert call(client_of(None), operation) in (200, 400)


@pytest.mark.parametrize("operation", CLOSED)
@pytest.mark.usefixtures("_things")
def test_nobody_gets_in_elsewhere(operation: str) -> None:
    assert call(client_of(None), operation) == 401


@pytest.mark.parametrize("operation", [o for o in CLOSED if not OWN.search(o)])
@pytest.mark.usefixtures("_things")
def test_strangers_neither_change_nor_look_into_what_is_not_theirs(operation: str) -> None:
    strangers = {
        "seeker": client_of(UserFactory()),
        "employer": member_of(OrganisationFactory()),
        "centre": member_of(OrganisationFactory(kind=Organisation.Kind.TRAINING_CENTRE)),
    }
    for who, client in strangers.items():
        assert call(client, operation) in (403, 404), who
