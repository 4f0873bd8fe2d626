"""Whatever is sent counts: what is unknown, repeated or without effect is told, not ignored."""

import re
from collections.abc import Callable
from uuid import UUID

import pytest
from drf_spectacular.generators import SchemaGenerator
from rest_framework.test import APIClient

from portal.accounts.models import Organisation
from portal.alerts.models import SavedSearch
from tests.api.clients import client_of, faults, member_of
from tests.factories import (
    ApplicationFactory,
    ComplaintFactory,
    CourseFactory,
    DepartureFactory,
    EnrolmentFactory,
    EscUserFactory,
    IntakeFactory,
    MembershipFactory,
    OrderOfferFactory,
    OrganisationFactory,
    PersonFactory,
    TrainingOrderFactory,
    VacancyFactory,
)
from tests.jobs.test_vacancy_api import GIVEN as VACANCY
from tests.training.test_course_api import GIVEN as COURSE

pytestmark = pytest.mark.django_db
PATHS = SchemaGenerator().get_schema(request=None, public=True)["paths"]
WRITING = [
    f"{method.upper()} {path}"
    for path, methods in PATHS.items()
    for method in methods
    if method in ("post", "put", "patch")
]
SINGLE = [
    (path, parameter["name"])
    for path, methods in PATHS.items()
    for parameter in methods.get("get", {}).get("parameters", [])
    if parameter["in"] == "query" and parameter["schema"]["type"] != "array"
]


KEY = UUID(int=1)


def address(path: str) -> str:
    path = path.replace("departures/{key}", f"departures/{KEY}").replace("{key}", "welder")
    path = path.replace("{purpose}", "matching")
    path = path.replace("{day}", "2026-11-27")
    return re.sub(r"{\w+}", "1", path)


@pytest.fixture
def everybody() -> APIClient:
    """A job seeker who also acts for an employer and a centre that own what has the id 1."""
    user = MembershipFactory().user
    person = PersonFactory(pk=1, user=user)
    vacancy = VacancyFactory(pk=1, employer=user.memberships.get().organisation)
    ApplicationFactory(pk=1, vacancy=vacancy, person=person)
    centre = MembershipFactory(organisation__kind="training_centre", user=user).organisation
    intake = IntakeFactory(pk=1, course=CourseFactory(pk=1, centre=centre))
    EnrolmentFactory(pk=1, person=person, intake=intake)
    SavedSearch.objects.create(pk=1, user=user, params={}, fingerprint="1")
    order = TrainingOrderFactory(pk=1, employer=vacancy.employer)
    OrderOfferFactory(pk=1, order=order, course=intake.course)
    agency = DepartureFactory(key=KEY, application__pk=2, application__vacancy__pk=2).agency
    MembershipFactory(user=user, organisation=agency)
    ComplaintFactory(pk=1)
    return client_of(user)


@pytest.fixture
def one_of(everybody: APIClient) -> Callable[[str], APIClient]:
    """Who gets to a path at all: somebody of the centre to reports, `everybody` to the rest."""
    staff = client_of(EscUserFactory())
    return lambda path: staff if "/complaints/" in path else everybody


@pytest.mark.parametrize("operation", WRITING)
def test_a_field_that_nobody_declared_is_named(
    one_of: Callable[[str], APIClient], operation: str
) -> None:
    method, path = operation.split()
    answer = getattr(one_of(path), method.lower())(address(path), {"colour": "red"})
    assert answer.status_code == 400
    assert faults(answer)["colour"] == "unknown_field"


@pytest.mark.parametrize("body", [[], "x", 5, None, ["colour"]])
def test_where_no_body_is_taken_none_of_another_kind_is_either(
    everybody: APIClient, body: object
) -> None:
    answer = everybody.post("/api/v1/vacancies/1/publish/", body, format="json")
    expected = 200 if body is None else 400  # the client sends nothing for None
    assert answer.status_code == expected


@pytest.mark.parametrize(("path", "name"), SINGLE)
def test_what_has_one_value_is_given_once(
    one_of: Callable[[str], APIClient], path: str, name: str
) -> None:
    for values in (["1", "1"], ["1", "2"], ["1", ""]):
        answer = one_of(path).get(address(path), {name: values})
        assert answer.status_code == 400
        assert faults(answer)[name] == "repeated"


def test_what_takes_several_values_may_be_repeated() -> None:
    answer = client_of(None).get("/api/v1/places/", {"code": ["11755", "11581"]})
    assert {place["code"] for place in answer.json()["results"]} == {"11755", "11581"}


def test_a_new_status_is_not_taken_with_the_rest() -> None:
    employer = member_of(OrganisationFactory())
    centre = member_of(OrganisationFactory(kind=Organisation.Kind.TRAINING_CENTRE))
    for client, path, given in (
        (employer, "/api/v1/vacancies/", VACANCY),
        (centre, "/api/v1/courses/", COURSE),
    ):
        for status in ("published", "draft", 5, None):
            answer = client.post(
                path, given | {"status": status}, headers={"accept-language": "en"}
            )
            assert faults(answer) == {"status": "read_only"}
            assert "publish" in answer.json()["errors"][0]["detail"]
        assert client.get(path, {"mine": "true"}).json()["count"] == 0
        made = client.post(path, given).json()
        own = f"{path}{made['id']}/"
        assert faults(client.patch(own, {"status": "published"})) == {"status": "read_only"}
        assert faults(client.patch(own, {"status": "published", "title": ""})) == {
            "status": "read_only",
            "title": "blank",
        }
        # What was read is written back, as programs do.
        assert client.put(own, made).json()["status"] == "draft"
