"""The API does what its own description says, whatever is sent to it."""

from collections.abc import Iterator
from contextlib import suppress
from typing import Any

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from drf_spectacular.generators import SchemaGenerator
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis.errors import Unsatisfiable
from knox.models import AuthToken
from schemathesis.checks import not_a_server_error
from schemathesis.generation import GenerationMode
from schemathesis.schemas import APIOperation
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from portal.people.services import give_consent
from portal.search import indexes
from portal.search.models import IndexState
from tests.factories import (
    ApplicationFactory,
    CourseFactory,
    IntakeFactory,
    MembershipFactory,
    PersonFactory,
    VacancyFactory,
)

# The codes of lists live in the database, and rules concern several fields at once: what fits
# the schema can still be refused, so that is not checked.
CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
]


@pytest.fixture(scope="module")
def empty_indexes(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """Indexes for all tests here, since making them takes longer than most of the tests."""
    with django_db_blocker.unblock():
        indexes.create_all(fresh=True)
        yield
        indexes.drop_all()
        IndexState.objects.all().delete()


@pytest.fixture
def one_connection(db: None) -> Iterator[None]:
    """Requests share the connection, and so the transaction, of the test."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.fixture
def token(db: None) -> str:
    """Of a job seeker who also acts for an employer and a centre that have things to change."""
    employer = MembershipFactory().organisation
    user = employer.memberships.get().user
    give_consent(person_id=PersonFactory(user=user).pk, purpose="matching")
    centre = MembershipFactory(organisation__kind="training_centre", user=user).organisation
    ApplicationFactory(pk=1, vacancy=VacancyFactory(pk=1, employer=employer))
    ApplicationFactory(pk=2, vacancy=VacancyFactory(pk=3), person=user.person)
    VacancyFactory(pk=2, employer=employer, status="draft", published_at=None)
    IntakeFactory(pk=1, course=CourseFactory(pk=1, centre=centre, skills=["tig-welding"]))
    return AuthToken.objects.create(user)[1]


def described() -> dict[str, Any]:
    return SchemaGenerator().get_schema(request=None, public=True)


SCHEMA = schemathesis.openapi.from_dict(described())
OPERATIONS = [found.ok() for found in SCHEMA.get_all_operations()]


@pytest.mark.parametrize("mode", [GenerationMode.POSITIVE, GenerationMode.NEGATIVE])
@pytest.mark.parametrize("operation", OPERATIONS, ids=lambda o: o.label)
@pytest.mark.usefixtures("empty_indexes", "one_connection")
def test_every_answer_is_one_that_the_schema_describes(
    operation: APIOperation, mode: GenerationMode, token: str
) -> None:
    app = get_wsgi_application()
    headers = {"Authorization": f"Bearer {token}", "Accept-Encoding": "identity"}

    @given(case=operation.as_strategy(generation_mode=mode))
    @settings(
        max_examples=6,
        deadline=None,
        derandomize=True,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    def answers(case: schemathesis.Case) -> None:
        for name, value in (case.path_parameters or {}).items():
            # Ids at random find nothing; these do.
            if name in ("id", "course_pk") and isinstance(value, int):
                case.path_parameters[name] = value % 2 + 1
        case.call_and_validate(checks=CHECKS, app=app, headers=headers)

    with suppress(Unsatisfiable):  # Some operations take nothing that could be wrong.
        answers()


def test_the_schema_is_complete_and_without_warnings(capsys: pytest.CaptureFixture) -> None:
    schema = described()
    assert capsys.readouterr().err == ""
    for path, operations in schema["paths"].items():
        for method, operation in operations.items():
            assert "400" in operation["responses"], f"{method} {path}"
            assert operation.get("description"), f"{method} {path} says nothing"


def test_codes_of_lists_stand_in_the_schema() -> None:
    schema = described()
    shifts = schema["components"]["schemas"]["VacancyRequest"]["properties"]["shifts"]
    assert {"day", "night"} <= set(shifts["items"]["enum"])
