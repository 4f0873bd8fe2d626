"""Jobs for somebody, on their page: only with consent, with reasons, gaps, the one question."""

from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from portal.people.models import Person
from portal.people.services import (
    set_skills,
    update_person,
    update_wish,
    withdraw_consent,
)
from portal.reference.models import Occupation, Skill, Unit
from portal.search import engine
from tests.factories import TIEN_LANG, CourseFactory, IntakeFactory, OrganisationFactory
from tests.matching.makers import vacancy

pytestmark = pytest.mark.django_db
URL = "/danh-cho-ban/"


@pytest.fixture
def welder(person: Person) -> Person:
    """Somebody in Tiên Lãng who can weld with MIG, and wants to."""
    update_person(person_id=person.pk, values={"unit": Unit.objects.get(pk=TIEN_LANG)})
    set_skills(person_id=person.pk, skills=Skill.objects.filter(pk="mig-mag-welding"))
    update_wish(person_id=person.pk, values={}, occupations=Occupation.objects.filter(pk="welder"))
    return person


def jobs(count: int) -> None:
    for number in range(count):
        vacancy(
            ["mig-mag-welding", "tig-welding"],
            title=f"Thợ hàn {number}",
            employer=OrganisationFactory(name=f"Công ty Đóng tàu {number}"),
            unit=Unit.objects.get(pk=TIEN_LANG),
        )
        IntakeFactory(
            course=CourseFactory(
                title=f"Hàn TIG {number}", skills=[Skill.objects.get(pk="tig-welding")]
            ),
            seats=7,
        )


def test_cards_say_why_and_which_course_closes_the_gap(
    phone: Client, welder: Person, index_all: Callable[[], None]
) -> None:
    jobs(1)
    index_all()
    page = phone.get(URL)
    (item,) = page.context["items"]
    fits = [r for r in item.card.fit.reasons if r.kind == "fits"]
    assert 0 < len(fits) <= 3
    (gap,) = item.gaps
    assert (gap.skill, gap.course.title, gap.course.seats_left) == ("Hàn TIG", "Hàn TIG 0", 7)
    assert gap.jobs_opened == 1
    shown = page.content.decode()
    for text in ("Công ty Đóng tàu 0", "Hàn TIG 0", "còn 7 chỗ", "mở thêm 1 việc", "/100"):
        assert text in shown, text
    # The gap says more than the reason of the same name, which is left out.
    assert shown.count("Thiếu: Hàn TIG") == 1
    assert reverse("how_it_works") in shown


def test_without_consent_it_is_asked_for_and_nothing_is_compared(
    phone: Client, welder: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    withdraw_consent(person_id=welder.pk, purpose="matching")
    page = phone.get(URL)
    assert "items" not in page.context
    action = f"{reverse('my_data_consent', args=['matching'])}?next={URL}"
    assert f'action="{action}"' in page.content.decode()
    assert phone.post(action, {"give": "yes"}).url == URL
    assert "items" in phone.get(URL).context
    phone.post(reverse("my_data_consent", args=["matching"]), {"give": "no"})
    assert "items" not in phone.get(URL).context


def test_somebody_without_a_profile_is_led_to_the_first_step(phone: Client) -> None:
    page = phone.get(URL).content.decode()
    assert reverse("profile_step", args=["person"]) in page
    assert not Person.objects.exists()


def test_an_empty_list_offers_a_next_step(
    phone: Client, welder: Person, index_all: Callable[[], None]
) -> None:
    index_all()
    page = phone.get(URL)
    assert page.context["items"] == []
    assert f"{reverse('profile_step', args=['place'])}?next=" in page.content.decode()


def test_the_question_leads_to_its_step_and_back(
    phone: Client, person: Person, index_all: Callable[[], None]
) -> None:
    index_all()
    question = phone.get(URL).context["question"]
    assert question["url"].startswith(reverse("profile_step", args=["wish"]))
    assert phone.post(question["url"], {"title": "Thợ hàn"}).url == URL
    after = phone.get(URL).context["question"]
    assert after != question


def test_while_the_engine_is_away_the_page_says_so_and_still_lists(
    phone: Client, welder: Person, settings
) -> None:
    jobs(1)
    settings.ELASTICSEARCH_HOSTS = ["http://127.0.0.1:9"]
    engine._client.cache_clear()
    try:
        page = phone.get(URL)
    finally:
        engine._client.cache_clear()
    assert page.context["limited"]
    assert "Lúc này chỉ chọn được trong ít việc" in page.content.decode()
    (item,) = page.context["items"]
    assert item.gaps[0].course is None


def test_the_number_of_queries_does_not_grow(
    phone: Client, welder: Person, index_all: Callable[[], None]
) -> None:
    def queries() -> int:
        index_all()
        phone.get(URL)
        with CaptureQueriesContext(
            connection,
        ) as seen:
            page = phone.get(URL)
        counted.append(len(page.context["items"]))
        return len(seen)

    counted: list[int] = []
    jobs(2)
    few = queries()
    jobs(7)
    assert queries() == few
    assert counted == [2, 9]


def test_never_more_than_ten(phone: Client, welder: Person, index_all: Callable[[], None]) -> None:
    jobs(12)
    index_all()
    assert len(phone.get(URL).context["items"]) == 10


def test_other_reasons_against_it_are_told_too(
    phone: Client, welder: Person, index_all: Callable[[], None]
) -> None:
    update_wish(person_id=welder.pk, values={"pay_min": 20_000_000})
    vacancy(["mig-mag-welding"], unit=Unit.objects.get(pk=TIEN_LANG), pay_max=16_000_000)
    index_all()
    (item,) = phone.get(URL).context["items"]
    assert [r for r in item.card.fit.reasons if r.kind == "missing"]
