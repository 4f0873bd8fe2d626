"""Home pages and lists: what they show, and that they ask the database no more for more rows."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from matching.recommend.models import Invitation
from portal.accounts.models import Organisation
from tests.factories import (
    ApplicationFactory,
    CourseFactory,
    IntakeFactory,
    OrganisationFactory,
    PersonFactory,
    VacancyFactory,
)
from tests.queries import count_queries

pytestmark = pytest.mark.django_db


def queries(client: Client, address: str) -> int:
    assert client.get(address).status_code == 200
    return count_queries(lambda: client.get(address))


def some_vacancies(employer: Organisation, count: int) -> None:
    soon = timezone.localdate() + timedelta(days=2)
    for _ in range(count):
        VacancyFactory(employer=employer, valid_through=soon)
        VacancyFactory(employer=employer, status="draft", published_at=None)
        VacancyFactory(employer=employer, status="closed", close_reason="filled")


def some_courses(centre: Organisation, count: int) -> None:
    for _ in range(count):
        IntakeFactory(course__centre=centre)
        CourseFactory(centre=centre)
        CourseFactory(centre=centre, status="draft", published_at=None)


@pytest.mark.parametrize("address", ["/tuyen-dung/", "/tuyen-dung/tin/"])
def test_an_employers_pages_ask_no_more_for_more(employer, member_of, address) -> None:
    client = member_of(employer)
    some_vacancies(employer, 1)
    queries(client, address)
    few = queries(client, address)
    some_vacancies(employer, 8)
    assert queries(client, address) == few
    assert few <= 18


@pytest.mark.parametrize("address", ["/dao-tao/", "/dao-tao/khoa-hoc/"])
def test_a_centres_pages_ask_no_more_for_more(centre, member_of, address) -> None:
    client = member_of(centre)
    some_courses(centre, 1)
    queries(client, address)
    few = queries(client, address)
    some_courses(centre, 8)
    assert queries(client, address) == few
    assert few <= 16


def test_members_ask_no_more_for_more(employer, member_of) -> None:
    client = member_of(employer)
    address = f"/don-vi-cua-toi/{employer.pk}/thanh-vien/"
    queries(client, address)
    few = queries(client, address)
    for _ in range(8):
        member_of(employer)
    assert queries(client, address) == few


def test_today_comes_first_for_an_employer(employer, member_of) -> None:
    today = timezone.localdate()
    VacancyFactory(employer=employer, title="Sắp hết", valid_through=today + timedelta(days=3))
    VacancyFactory(employer=employer, title="Còn lâu", valid_through=today + timedelta(days=60))
    VacancyFactory(employer=employer, title="Nháp", status="draft", published_at=None)
    VacancyFactory(title="Của người khác")
    page = member_of(employer).get("/tuyen-dung/")
    assert [v.title for v in page.context["closing"]] == ["Sắp hết"]
    assert [v.title for v in page.context["drafts"]] == ["Nháp"]
    assert {v.title for v in page.context["open"]} == {"Sắp hết", "Còn lâu"}
    assert [f.value for f in page.context["figures"]] == [2, 6, 1, 0, 0]
    assert "Của người khác" not in page.content.decode()


def test_a_list_is_narrowed_by_state_and_paged(employer, member_of) -> None:
    client = member_of(employer)
    some_vacancies(employer, 21)
    every = client.get("/tuyen-dung/tin/")
    assert len(every.context["page"]) == 20
    assert [t.count for t in every.context["tabs"]] == [63, 21, 0, 21, 21]
    drafts = client.get("/tuyen-dung/tin/?status=draft&page=2")
    assert {v.status for v in drafts.context["page"]} == {"draft"}
    assert len(drafts.context["page"]) == 1
    assert "status=draft" in drafts.content.decode()
    assert client.get("/tuyen-dung/tin/?page=99").context["page"].number == 4
    assert client.get("/tuyen-dung/tin/?status=nope").status_code == 404


def test_a_centre_sees_classes_by_their_first_day(centre, member_of) -> None:
    today = timezone.localdate()
    late = IntakeFactory(course__centre=centre, starts_on=today + timedelta(days=40))
    early = IntakeFactory(course__centre=centre, starts_on=today + timedelta(days=5), seats_taken=4)
    IntakeFactory(course__centre=centre, cancelled=True)
    IntakeFactory()
    empty = CourseFactory(centre=centre)
    page = member_of(centre).get("/dao-tao/")
    assert list(page.context["intakes"]) == [early, late]
    assert empty in page.context["without_class"]
    assert late.course not in page.context["without_class"]
    assert "4/20" in page.content.decode()


def test_a_centres_list_counts_classes_and_seats(centre, member_of) -> None:
    course = CourseFactory(centre=centre)
    IntakeFactory(course=course, seats_taken=5)
    IntakeFactory(course=course)
    IntakeFactory(course=course, cancelled=True)
    [row] = member_of(centre).get("/dao-tao/khoa-hoc/").context["page"]
    assert (row.classes, row.free) == (2, 35)


def test_new_organisations_are_told_what_comes_next(member_of) -> None:
    for kind, home in (("employer", "/tuyen-dung/"), ("training_centre", "/dao-tao/")):
        client = member_of(OrganisationFactory(kind=kind))
        assert client.get(home).context["is_new"]


def test_pages_speak_english_too(employer, member_of) -> None:
    page = member_of(employer).get("/en/tuyen-dung/").content.decode()
    assert "Post a vacancy" in page
    assert 'href="/en/tuyen-dung/tin/tung-buoc/' in page


def test_counts_of_a_vacancy_do_not_multiply_each_other(employer, member_of) -> None:
    vacancy = VacancyFactory(employer=employer)
    VacancyFactory(employer=employer)
    for _number in range(3):
        Invitation.objects.create(vacancy=vacancy, person=PersonFactory())
    ApplicationFactory.create_batch(2, vacancy=vacancy)
    ApplicationFactory(vacancy=vacancy, status="hired")
    client = member_of(employer)
    tile = client.get("/tuyen-dung/").context["figures"][3]
    assert tile.value == 2
    page = client.get(tile.url)
    [row] = page.context["page"]
    assert (row.invited, row.accepted, row.applied, row.unanswered) == (3, 0, 3, 2)
    assert f"/tuyen-dung/tin/{vacancy.pk}/ho-so/?group=waiting" in page.content.decode()
