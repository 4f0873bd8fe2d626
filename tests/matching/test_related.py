"""What stands beside a vacancy or a course."""

from datetime import timedelta

import pytest
from django.utils import timezone

from matching.recommend import related
from tests.factories import (
    AN_DUONG,
    TIEN_LANG,
    CourseFactory,
    IntakeFactory,
    OrganisationFactory,
    VacancyFactory,
)
from tests.matching.makers import vacancy

pytestmark = pytest.mark.django_db

SKILLS = ["arc-welding", "mig-mag-welding", "metal-grinding"]


def titles(rows) -> list[str]:
    return [row.title for row in rows]


def test_courses_for_a_vacancy_free_seats_first_then_by_how_much_they_share() -> None:
    row = vacancy(SKILLS, unit_id=AN_DUONG)
    CourseFactory(title="không chỗ", skills=SKILLS)
    full = CourseFactory(title="hết chỗ", skills=SKILLS)
    IntakeFactory(course=full, seats=5, seats_taken=5)
    for title, fields in {
        "gần": {"unit_id": AN_DUONG},
        "xa": {"unit_id": TIEN_LANG},
        "nhiều kỹ năng": {"skills": SKILLS},
        "nghề khác, hai kỹ năng": {"skills": SKILLS[:2], "occupations": ["cook"]},
        "nghề khác, một kỹ năng": {"skills": SKILLS[:1], "occupations": ["cook"]},
        "nháp": {"status": "draft", "published_at": None},
        "chưa xác minh": {"centre__verification": "pending"},
    }.items():
        IntakeFactory(course=CourseFactory(title=title, **fields))
    assert titles(related.courses_for(row)) == [
        "nhiều kỹ năng", "gần", "xa", "nghề khác, hai kỹ năng", "hết chỗ", "không chỗ",
    ]  # fmt: skip


def test_welcome_skills_do_not_count_as_shared() -> None:
    row = vacancy([], SKILLS)
    CourseFactory(skills=SKILLS, occupations=["cook"])
    assert not related.courses_for(row)


def test_courses_like_a_course() -> None:
    row = CourseFactory(title="gốc", skills=SKILLS)
    CourseFactory(title="cùng nghề")
    CourseFactory(title="cùng kỹ năng", skills=SKILLS[:2], occupations=["cook"])
    CourseFactory(title="khác", occupations=["cook"])
    assert titles(related.courses_like(row)) == ["cùng nghề", "cùng kỹ năng"]


def test_vacancies_for_a_course_that_need_most_of_it_first_then_the_nearest() -> None:
    row = CourseFactory(skills=SKILLS, unit_id=TIEN_LANG)
    vacancy([], title="xa", unit_id=AN_DUONG)
    vacancy([], title="gần", unit_id=TIEN_LANG)
    vacancy(SKILLS[:2], title="cần hai", unit_id=AN_DUONG)
    vacancy(["tig-welding"], SKILLS, title="không cần, xa", unit_id=AN_DUONG)
    VacancyFactory(title="nghề khác", occupation_id="cook")
    VacancyFactory(title="đóng", status="closed")
    found = titles(related.vacancies_for(row))
    assert found[:2] == ["cần hai", "gần"]
    assert set(found[2:]) == {"xa", "không cần, xa"}


def test_open_vacancies_are_counted_by_occupation() -> None:
    VacancyFactory()
    VacancyFactory()
    VacancyFactory(occupation_id="cook")
    VacancyFactory(status="draft", published_at=None)
    agency = OrganisationFactory(
        kind="overseas_agency", licence_valid_until=timezone.localdate() + timedelta(days=9)
    )
    VacancyFactory(
        employer=agency, kind="overseas", country="JP", unit=None, contract_approval_number="1"
    )
    assert related.openings(["welder", "waiter"]) == {
        ("welder", "domestic"): 2,
        ("welder", "overseas"): 1,
    }


def test_courses_of_a_trade_are_the_public_ones() -> None:
    CourseFactory()
    CourseFactory(occupations=["welder", "cook"])
    CourseFactory(occupations=["cook"])
    CourseFactory(centre__verification="pending")
    assert related.courses_of_trade("welder") == 2


def test_vacancies_like_a_vacancy_nearest_trade_first_then_nearest_place() -> None:
    row = VacancyFactory(title="gốc", unit_id=AN_DUONG)
    VacancyFactory(title="cùng nghề, xa", unit_id=TIEN_LANG)
    VacancyFactory(title="cùng nghề, gần", unit_id=AN_DUONG)
    VacancyFactory(title="nghề gần", occupation_id="sheet-metal-worker", unit_id=AN_DUONG)
    VacancyFactory(title="nghề khác", occupation_id="cook", unit_id=AN_DUONG)
    VacancyFactory(title="hết chỗ", openings_left=0)
    VacancyFactory(
        title="nước ngoài", kind="overseas", country="JP", contract_approval_number="1",
        employer__licence_valid_until="2999-01-01",
    )  # fmt: skip
    assert titles(related.vacancies_like(row)) == ["cùng nghề, gần", "cùng nghề, xa", "nghề gần"]
