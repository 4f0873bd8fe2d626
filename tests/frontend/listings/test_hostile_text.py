"""What people typed stays text in every place of every page."""

import pytest

from frontend.present import course_url, organisation_url, vacancy_url
from tests.factories import CourseFactory, IntakeFactory, OrganisationFactory, VacancyFactory

pytestmark = pytest.mark.django_db

BAD = "</script><script>alert(1)</script>\"'><img src=x onerror=alert(2)>{{ 7|add:7 }}{% now 'Y' %}"
NASTY = [
    BAD,
    "Thợ hàn e\u0302\u0301 (NFD)",
    "🙂" * 40,
    "א\u202eabc\u202c",
    "\ue000Hàn\ue001 \ue000",
    "a" * 150,
    "&lt;b&gt;&amp;amp;",
]


@pytest.fixture(params=NASTY, ids=range(len(NASTY)))
def typed(request) -> str:
    return request.param[:150]


def assert_harmless(page, typed: str) -> None:
    assert page.status == 200
    assert "<script>alert" not in page.html
    assert "<img src=x" not in page.html
    assert page.html.count("<script") == page.html.count("</script>")
    if "{{" in typed:
        assert "{{ 7|add:7 }}" in page.text


def organisation(typed: str, kind: str = "employer"):
    return OrganisationFactory(
        kind=kind, name=typed, description=typed * 30, address=typed, licence_number=typed[:60],
        website="https://b.vn/?q=%22'><script>alert(1)</script>",
    )  # fmt: skip


def test_in_a_vacancy(read, typed) -> None:
    row = VacancyFactory(
        employer=organisation(typed), title=typed, description=typed * 60, requirements=typed,
        benefits=f"- {typed}", address=typed,
    )  # fmt: skip
    VacancyFactory(title=typed)
    page = read(vacancy_url(row))
    assert_harmless(page, typed)
    assert page.json_ld["title"] == typed


def test_in_a_course(read, typed) -> None:
    row = CourseFactory(
        centre=organisation(typed, "training_centre"), title=typed, description=typed * 60,
        entry_note=typed, employer_commitment=typed, subsidy_programme=typed, address=typed,
        subsidised=True,
    )  # fmt: skip
    IntakeFactory(course=row)
    page = read(course_url(row))
    assert_harmless(page, typed)
    assert page.json_ld["name"] == typed
    assert page.json_ld["description"] == typed * 60


def test_in_an_organisation(read, typed) -> None:
    row = organisation(typed)
    VacancyFactory(employer=row, title=typed)
    assert_harmless(read(organisation_url(row)), typed)


def test_where_a_vacancy_was(read, typed) -> None:
    row = VacancyFactory(
        title=typed, employer=organisation(typed), status="closed", close_reason="filled"
    )
    page = read(vacancy_url(row))
    assert page.status == 410
    page.status = 200
    assert_harmless(page, typed)
