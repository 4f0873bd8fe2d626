"""A program that gives the version it read overwrites nothing that somebody else wrote since."""

from typing import Any

import pytest

from tests.api.clients import faults, member_of
from tests.factories import CourseFactory, IntakeFactory, VacancyFactory

pytestmark = pytest.mark.django_db


def a_vacancy() -> tuple[Any, str]:
    row = VacancyFactory()
    return row.employer, f"/api/v1/vacancies/{row.pk}/"


def a_course() -> tuple[Any, str]:
    row = CourseFactory(skills=["arc-welding"])
    return row.centre, f"/api/v1/courses/{row.pk}/"


def a_class() -> tuple[Any, str]:
    row = IntakeFactory()
    return row.course.centre, f"/api/v1/courses/{row.course_id}/intakes/{row.pk}/"


@pytest.mark.parametrize(
    ("make", "field", "first", "second"),
    [(a_vacancy, "openings", 7, 9), (a_course, "fee", 5, 6), (a_class, "seats", 30, 31)],
)
def test_the_second_writer_is_told(make, field, first, second) -> None:
    owner, url = make()
    client = member_of(owner)
    version = client.get(url).json()["updated_at"]
    assert client.patch(url, {field: first, "version": version}).status_code == 200
    late = client.patch(url, {field: second, "version": version})
    assert (late.status_code, late.json()["errors"][0]["code"]) == (409, "changed")
    read = client.get(url).json()
    assert read[field] == first
    assert client.put(url, read | {field: second, "version": version}).status_code == 409
    fresh = client.put(url, read | {field: second, "version": read["updated_at"]})
    assert (fresh.status_code, fresh.json()[field]) == (200, second)
    # Who gives none overwrites, as ever.
    assert client.patch(url, {field: first}).json()[field] == first


def test_a_version_is_a_moment() -> None:
    owner, url = a_vacancy()
    assert faults(member_of(owner).patch(url, {"version": "latest"})) == {"version": "invalid"}
