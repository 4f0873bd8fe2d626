"""A form that is sent twice, by a double press or the way back, makes one thing."""

import threading
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client

from jobs.models import Vacancy
from portal.accounts.models import Organisation
from tests.factories import CourseFactory, OrganisationFactory
from tests.frontend.organisation.conftest import a_day, course_data, opened, vacancy_data
from training.models import Course, Intake

VACANCY, COURSE = "/tuyen-dung/tin/moi/", "/dao-tao/khoa-hoc/moi/"
CLASS = {
    "starts_on": a_day(30),
    "ends_on": a_day(100),
    "enrol_until": a_day(25),
    "seats": "30",
}
# Typed in a way in which nothing is stored: names without their kind, skills as words, no fee.
LOOSE = {"place": "Xã  tiên lãng", "skills": [], "skill_words": "hàn TIG", "fee": ""}


@pytest.fixture
def kinds(employer: Organisation, centre: Organisation) -> dict[str, tuple[Any, ...]]:
    """Model, owner, address, and what is sent."""
    course = CourseFactory(centre=centre)
    return {
        "vacancy": (Vacancy, employer, VACANCY, vacancy_data(essential_words="hàn TIG")),
        "course": (Course, centre, COURSE, course_data(**LOOSE)),
        "class": (Intake, centre, f"/dao-tao/khoa-hoc/{course.pk}/lop/moi/", CLASS),
    }


@pytest.mark.django_db
@pytest.mark.parametrize("kind", ["vacancy", "course", "class"])
class TestOneAfterTheOther:
    def test_a_double_press_makes_one(self, kinds, member_of, kind: str) -> None:
        model, owner, url, data = kinds[kind]
        before = model.objects.count()
        client = member_of(owner)
        data = data | {"opened": opened(client, url)}
        answers = [client.post(url, data) for _press in range(3)]
        assert model.objects.count() == before + 1
        assert {answer.status_code for answer in answers} == {302}
        assert len({answer["Location"] for answer in answers}) == 1

    def test_each_form_makes_its_own(self, kinds, member_of, kind: str) -> None:
        model, owner, url, data = kinds[kind]
        before = model.objects.count()
        client = member_of(owner)
        for _form in range(2):
            client.post(url, data | {"opened": opened(client, url)})
        assert model.objects.count() == before + 2

    def test_one_that_was_wrong_first_makes_one(self, kinds, member_of, kind: str) -> None:
        model, owner, url, data = kinds[kind]
        before = model.objects.count()
        client = member_of(owner)
        data = data | {"opened": opened(client, url)}
        wrong = data | dict.fromkeys(("title", "seats"), "")
        for sent in (wrong, data, data):
            client.post(url, sent)
        assert model.objects.count() == before + 1


@pytest.mark.django_db
class TestTheWayBack:
    def test_what_was_made_is_changed_after_a_question(self, employer, member_of) -> None:
        """Somebody goes back to the empty form, types on, and sends it again."""
        client = member_of(employer)
        data = vacancy_data(opened=opened(client, VACANCY))
        client.post(VACANCY, data)
        asked = client.post(VACANCY, data | {"title": "Thợ hàn khung"}).context["form"]
        assert set(asked.errors) == {"__all__", "title"}
        again = {"opened": asked["opened"].value(), "title": "Thợ hàn khung"}
        assert client.post(VACANCY, data | again).status_code == 302
        assert Vacancy.objects.get().title == "Thợ hàn khung"

    def test_published_twice_is_published_once(self, employer, member_of) -> None:
        client = member_of(employer)
        data = vacancy_data(opened=opened(client, VACANCY), do="publish")
        answers = [client.post(VACANCY, data) for _press in range(2)]
        vacancy = Vacancy.objects.get()
        assert vacancy.status == "published"
        assert {a["Location"] for a in answers} == {f"/tuyen-dung/tin/{vacancy.pk}/ung-vien/"}

    def test_a_key_of_somebody_else_touches_nothing_of_theirs(self, employer, member_of) -> None:
        client = member_of(employer)
        data = vacancy_data(opened=opened(client, VACANCY))
        client.post(VACANCY, data)
        member_of(OrganisationFactory()).post(VACANCY, data | {"title": "Thợ may"})
        assert list(Vacancy.objects.order_by("pk").values_list("title", flat=True)) == [
            "Thợ hàn CO2",
            "Thợ may",
        ]

    @pytest.mark.parametrize(
        "text",
        ["", "x", "[]", "[1, 2, 3]", '["2026-01-01", {}, "x"]', '["2026-01-01", 5, ""]', "[" * 9999,
         '["2026-01-01T00:00:00", {"title": []}, null]', "\0"],
    )  # fmt: skip
    def test_whatever_the_form_carries_it_can_be_sent(self, employer, member_of, text) -> None:
        client = member_of(employer)
        assert client.post(VACANCY, vacancy_data(opened=text)).status_code == 302
        pk = Vacancy.objects.get().pk
        page = client.post(f"/tuyen-dung/tin/{pk}/", vacancy_data(opened=text, title="Thợ may"))
        assert page.status_code in (200, 302)


@pytest.mark.parametrize("kind", ["vacancy", "course", "class"])
def test_at_the_same_moment(
    committed_db: None, kinds: dict, member_of: Callable[..., Client], kind: str
) -> None:
    model, owner, url, data = kinds[kind]
    before = model.objects.count()
    client = member_of(owner)
    data = data | {"opened": opened(client, url)}
    ready = threading.Barrier(4)
    answers = []

    def press() -> None:
        browser = Client()
        browser.cookies = client.cookies
        ready.wait()
        try:
            answers.append(browser.post(url, data).status_code)
        finally:
            connection.close()

    threads = [threading.Thread(target=press) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert model.objects.count() == before + 1
    assert answers == [302] * 4
