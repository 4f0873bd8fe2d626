"""Whoever corrects a form corrects it once: what the form cannot read and what the rules forbid
are told together, each at its field."""

import pytest
from django.test import Client

from jobs.models import Vacancy
from portal.accounts.models import Organisation
from tests.factories import CourseFactory, IntakeFactory, UserFactory, VacancyFactory
from tests.frontend.organisation.conftest import a_day, course_data, vacancy_data
from tests.frontend.organisation.test_registering import REGISTER
from tests.frontend.organisation.test_registering import data as registration
from training.models import Course, Intake

pytestmark = pytest.mark.django_db

NEW_VACANCY = "/tuyen-dung/tin/moi/"
NEW_COURSE = "/dao-tao/khoa-hoc/moi/"


def wrong(client: Client, url: str, data: dict) -> set[str]:
    """The fields that are said to be wrong; each of them says one thing only."""
    errors = client.post(url, data).context["form"].errors
    assert all(len(said) == 1 for said in errors.values()), errors
    return set(errors)


@pytest.mark.parametrize(
    ("changes", "fields"),
    [
        ({"pay_min": "15 triệu", "pay_max": "9 triệu", "title": ""}, {"pay_max", "title"}),
        ({"pay_min": "15 triệu", "pay_max": "nhiều"}, {"pay_max"}),
        ({"pay_min": "nhiều", "pay_max": "9 triệu", "openings": ""}, {"pay_min", "openings"}),
        ({"valid_through": a_day(-1), "place": "Atlantis"}, {"valid_through", "place"}),
        ({"valid_through": a_day(400), "place": "Thủy Nguyên"}, {"valid_through", "place_code"}),
        ({"valid_through": "31/02/2027", "pay_min": "12"}, {"valid_through", "pay_min"}),
        ({"occupation": "", "pay_min": "12"}, {"occupation", "pay_min"}),
        (
            {"employment_type": "", "essential_words": "hàn TIG", "optional_words": "hàn TIG"},
            {"employment_type", "optional_words"},
        ),
        ({"shifts": ["nope"], "experience_months": "7"}, {"shifts", "experience_months"}),
    ],
)
def test_a_vacancy(employer, member_of, changes, fields) -> None:
    assert wrong(member_of(employer), NEW_VACANCY, vacancy_data(**changes)) == fields
    assert not Vacancy.objects.exists()


def test_what_only_the_public_asks_for_is_told_with_the_rest(agency, member_of) -> None:
    client = member_of(agency)
    abroad = vacancy_data(openings="", country="JP")
    assert wrong(client, NEW_VACANCY, abroad) == {"openings"}
    fields = {"openings", "contract_approval_number"}
    assert wrong(client, NEW_VACANCY, abroad | {"do": "publish"}) == fields
    refused = vacancy_data(country="JP", pay_max="1 triệu", do="publish")
    assert wrong(client, NEW_VACANCY, refused) == {"pay_max", "contract_approval_number"}
    assert not Vacancy.objects.exists()


def test_a_vacancy_that_is_there_is_judged_by_what_was_typed(employer, member_of) -> None:
    """What is stored says nothing against a figure beside one that cannot be read."""
    vacancy = VacancyFactory(employer=employer, pay_min=9_000_000, pay_max=14_000_000)
    url = f"/tuyen-dung/tin/{vacancy.pk}/"
    typed = vacancy_data(pay_min="nhiều", pay_max="6 triệu")
    assert wrong(member_of(employer), url, typed) == {"pay_min"}
    vacancy.refresh_from_db()
    assert (vacancy.title[:7], vacancy.pay_max) == ("Thợ hàn", 14_000_000)


@pytest.mark.parametrize(
    ("changes", "fields"),
    [
        ({"months": "0", "title": ""}, {"months", "title"}),
        ({"months": "0", "fee": "nhiều", "place": "Atlantis"}, {"months", "fee", "place"}),
        ({"level": "", "skills": [], "occupations": [], "do": "publish"},
         {"level", "skills", "occupations"}),
        ({"months": "0", "skills": [], "do": "publish"}, {"months", "skills"}),
    ],
)  # fmt: skip
def test_a_course(centre, member_of, changes, fields) -> None:
    assert wrong(member_of(centre), NEW_COURSE, course_data(**changes)) == fields
    assert not Course.objects.exists()


CLASS_FAULTS = [
    ({"starts_on": a_day(-1), "seats": ""}, {"starts_on", "enrol_until", "seats"}),
    ({"ends_on": a_day(29), "seats": "x"}, {"ends_on", "seats"}),
    ({"enrol_until": a_day(31), "seats": "0"}, {"enrol_until", "seats"}),
    ({"ends_on": a_day(29), "enrol_until": a_day(31), "shift": "nope"},
     {"ends_on", "enrol_until", "shift"}),
    # Without a first day nobody can say what comes before it.
    ({"starts_on": "32/13/2027", "ends_on": a_day(1)}, {"starts_on"}),
]  # fmt: skip


@pytest.mark.parametrize(("changes", "fields"), CLASS_FAULTS)
@pytest.mark.parametrize("exists", [False, True])
def test_a_class(centre, member_of, changes, fields, exists) -> None:
    course = CourseFactory(centre=centre)
    intake = IntakeFactory(course=course) if exists else None
    url = f"/dao-tao/khoa-hoc/{course.pk}/lop/{intake.pk if intake else 'moi'}/"
    data = {
        "starts_on": a_day(30),
        "ends_on": a_day(100),
        "enrol_until": a_day(25),
        "seats": "30",
        "shift": "evening",
    }
    assert wrong(member_of(centre), url, data | changes) == fields
    assert Intake.objects.count() == exists


def test_an_organisation(signed_in, employer, member_of) -> None:
    faults = {
        "tax_code": "0100109107",
        "phone": "123",
        "email": "không phải",
        "place": "Atlantis",
    }
    assert wrong(signed_in(UserFactory()), REGISTER, registration(**faults)) == set(faults)
    assert Organisation.objects.count() == 1
    url = f"/don-vi-cua-toi/{employer.pk}/"
    assert wrong(member_of(employer), url, registration(**faults)) == set(faults)


def test_nothing_at_all(signed_in) -> None:
    assert wrong(signed_in(UserFactory()), REGISTER, {}) == {"kind", "name", "tax_code"}
