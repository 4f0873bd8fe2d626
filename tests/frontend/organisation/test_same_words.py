"""A limit on a number is told in one wording, wherever the number is given; only that of money is
told as money on pages."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from portal.accounts.models import Organisation
from tests.factories import CourseFactory, VacancyFactory
from tests.frontend.organisation.conftest import a_day, course_data, vacancy_data

pytestmark = pytest.mark.django_db

NUMBERS = [
    ("vacancy", "openings", ["0", "-5", "10000", "99999999999999999999", "ba", "1.5x"]),
    ("vacancy", "hours_per_week", ["0", "-1", "73"]),
    ("vacancy", "pay_min", ["12"]),
    ("overseas", "term_months", ["0", "121"]),
    ("course", "hours_theory", ["-1", "40000", "x"]),
    ("course", "months", ["0", "x", "12345"]),
    ("class", "seats", ["0", "-1", "40000", "x"]),
]


@pytest.fixture
def said(employer, centre, agency, member_of) -> Callable[..., tuple[list[str], list[str]]]:
    """What the page and the API say of a value, in a language."""
    vacancy = {
        "vacancy": VacancyFactory(employer=employer),
        "overseas": VacancyFactory(
            employer=agency, kind="overseas", country="JP", contract_approval_number="77/QLLĐNN"
        ),
    }
    course = CourseFactory(centre=centre)

    def page_of(kind: str) -> tuple[Organisation, str, dict[str, Any], str]:
        if kind in vacancy:
            owner = vacancy[kind].employer
            return owner, "/tuyen-dung/tin/moi/", vacancy_data(country="JP"), "vacancies"
        if kind == "course":
            return centre, "/dao-tao/khoa-hoc/moi/", course_data(), "courses"
        days = {"starts_on": a_day(30), "ends_on": a_day(100), "enrol_until": a_day(25)}
        url = f"/dao-tao/khoa-hoc/{course.pk}/lop/moi/"
        return centre, url, days | {"seats": "3"}, f"courses/{course.pk}/intakes"

    def ask(kind: str, field: str, value: str, language: str) -> tuple[list[str], list[str]]:
        owner, url, data, path = page_of(kind)
        client: Client = member_of(owner)
        prefix = "/en" if language == "en" else ""
        page = client.post(prefix + url, data | {field: value})
        if kind in vacancy:
            path = f"{path}/{vacancy[kind].pk}"
        elif kind == "course":
            path = f"{path}/{course.pk}"
        send = client.post if kind == "class" else client.patch
        answer = send(
            f"/api/v1/{path}/",
            {field: value},
            content_type="application/json",
            headers={"accept-language": language},
        )
        errors = [e["detail"] for e in answer.json()["errors"] if e["attr"] == field]
        return list(page.context["form"].errors[field]), errors

    return ask


@pytest.mark.parametrize(("kind", "field", "values"), NUMBERS)
def test_the_page_says_what_the_api_says(said, kind, field, values) -> None:
    for value in values:
        page, api = said(kind, field, value, "vi")
        assert page == api, value


def test_and_in_english(said) -> None:
    for value in ("0", "10000"):
        page, api = said("vacancy", "openings", value, "en")
        assert page == api


def test_the_field_itself_offers_no_more_than_the_rule(employer, member_of) -> None:
    page = member_of(employer).get("/tuyen-dung/tin/moi/")
    openings = page.context["form"]["openings"].as_widget()
    assert 'min="1"' in openings
    assert 'max="9999"' in openings
