"""Every answer speaks the language of the request, in words and in figures."""

import re

import pytest
from django.test import Client
from rest_framework.test import APIClient

from tests.api.clients import client_of, faults, member_of
from tests.factories import OrganisationFactory, UserFactory
from tests.jobs.test_vacancy_api import GIVEN as VACANCY

pytestmark = pytest.mark.django_db
PROFILE = "/api/v1/me/profile/"
VACANCIES = "/api/v1/vacancies/"
TYPES = {"str", "int", "dict", "list", "NoneType", "bool", "float"}


def details(answer: object) -> list[str]:
    return [error["detail"] for error in answer.json()["errors"]]


def wrong_token() -> APIClient:
    client = APIClient()
    client.credentials(HTTP_AUTHORIZATION="Bearer gone")
    return client


def without_csrf() -> Client:
    client = Client(enforce_csrf_checks=True)
    client.force_login(UserFactory())
    return client


REFUSALS = {
    "no token": lambda **h: APIClient().get(PROFILE, **h),
    "wrong token": lambda **h: wrong_token().get(PROFILE, **h),
    "no csrf token": lambda **h: without_csrf().patch(PROFILE, **h),
    "not found": lambda **h: APIClient().get("/api/v1/nothing/", **h),
    "method": lambda **h: APIClient().put(VACANCIES, **h),
    "options": lambda **h: APIClient().options(VACANCIES, **h),
    "forbidden": lambda **h: client_of(UserFactory()).post(VACANCIES, VACANCY, **h),
    "media type": lambda **h: client_of(UserFactory()).patch(
        PROFILE, "x", content_type="text/csv", **h
    ),
    "no json": lambda **h: client_of(UserFactory()).patch(
        PROFILE, "{", content_type="application/json", **h
    ),
    "null": lambda **h: client_of(UserFactory()).patch(
        PROFILE, "null", content_type="application/json", **h
    ),
}


@pytest.mark.parametrize("refused", REFUSALS.values(), ids=REFUSALS)
def test_a_refusal_is_told_in_the_language_of_the_request(refused) -> None:
    (english,) = details(refused(headers={"accept-language": "en"}))
    (vietnamese,) = details(refused(headers={"accept-language": "vi"}))
    assert english.isascii()
    assert not vietnamese.isascii()


@pytest.mark.parametrize("value", ["text", 5, 1.5, True, {}, [], None, [5], [{}], {"a": []}])
def test_no_type_of_the_programming_language_is_named(value: object) -> None:
    vacancy = ("title", "occupation", "shifts", "essential_skills", "openings", "valid_through")
    profile = ("full_name", "languages", "experiences", "wish", "rural", "skills")
    employer, seeker = member_of(OrganisationFactory()), client_of(UserFactory())
    for answer in (
        employer.post(VACANCIES, dict.fromkeys(vacancy, value)),
        employer.post(VACANCIES, value, format="json"),
        seeker.patch(PROFILE, dict.fromkeys(profile, value)),
    ):
        assert answer.status_code == 400
        for detail in details(answer):
            assert TYPES.isdisjoint(re.findall(r"\w+", detail)), detail


@pytest.mark.parametrize(
    ("language", "path", "said"),
    [
        ("vi", "search/?place=31&radius_km=0", "từ 0,1 trở lên"),
        ("en", "search/?place=31&radius_km=0", "equal to 0.1."),
        ("vi", "search/?place=31&radius_km=9999", "từ 1.000 trở xuống"),
        ("en", "search/?place=31&radius_km=9999", "equal to 1,000."),
        ("vi", "search/?pay_min=9999999999", "từ 2.000.000.000 trở xuống"),
        ("vi", "search/?lat=-91&lon=0", "từ -90 trở lên"),
    ],
)
def test_limits_of_parameters_are_written_as_people_write_figures(language, path, said) -> None:
    answer = APIClient().get(f"/api/v1/{path}", headers={"accept-language": language})
    assert [said in detail for detail in details(answer)] == [True]


def test_limits_of_bodies_are_written_as_people_write_figures() -> None:
    employer = member_of(OrganisationFactory())
    wrong = VACANCY | {"description": "x" * 10_001, "openings": 10_000}
    for language, figures in (("vi", ("10.000", "9.999")), ("en", ("10,000", "9,999"))):
        answer = employer.post(VACANCIES, wrong, headers={"accept-language": language})
        assert set(faults(answer)) == {"description", "openings"}
        assert all(
            figure in detail for figure, detail in zip(figures, details(answer), strict=True)
        )
