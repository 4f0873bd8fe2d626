"""What is kept about somebody, as a PDF: it says in words all that the JSON holds."""

import re
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from allauth.usersessions.models import UserSession
from django.test import Client
from django.utils import timezone

from frontend import own_data
from frontend.own_data import parts_of
from frontend.views.seeker.download import everything_about
from jobs.applications.models import HiringResult
from portal.accounts.models import User
from portal.alerts.models import Reported
from portal.api.throttles import PublicThrottle
from portal.people.models import Person
from portal.people.registration import update_registration
from portal.people.services import (
    person_of,
    reveal_contact,
    save_experience,
    update_person,
    update_wish,
)
from tests.factories import ComplaintFactory, DepartureFactory, MembershipFactory, NoticeFactory
from tests.frontend import world as worlds
from tests.frontend.world import World
from tests.pdf import solid, text_of
from tests.queries import count_queries

pytestmark = pytest.mark.django_db
URL = "/du-lieu-cua-toi/tai-ve/pdf/"
# Codes and ids stand as their labels, or in words of which they are a part.
NOT_IN_WORDS = {
    *("type", "id", "object_id", "search", "values", "kind", "purpose", "status", "state", "route"),
    *("channel", "muted", "role", "answer", "group", "reason", "sex", "unit", "education", "cmkt"),
    *("languages", "soft_skills", "priority_groups", "skills", "occupation", "occupations"),
    *("places", "shifts", "employment_types", "steps_done", "ethnic_group", "disabilities"),
    *(
        "leaving_reasons",
        "counselling",
        "country",
        "contract",
        "grade",
        "outcome",
        "language",
        "legal_source",
    ),
}


@pytest.fixture
def world(engine: None) -> World:
    """Somebody of whom everything is kept that can be."""
    made = worlds.build()
    user = made.people["seeker"]
    assert user
    person = user.person
    update_person(
        person_id=person.pk,
        values={"birth_date": date(1974, 5, 17), "about": "Tôi chịu khó."},
    )
    update_wish(person_id=person.pk, values={"title": "Thợ hàn tàu", "pay_min": 9_000_000})
    save_experience(person_id=person.pk, values={"title": "Thợ may", "months": 5})
    update_registration(
        person_id=person.pk, values={"id_number": "031174001234", "ethnic_group": ["tay"]}
    )
    ComplaintFactory(reporter=user)
    reveal_contact(
        person=person,
        viewer=made.people["employer"],
        organisation=made.rows["firm"],
        reason="Thợ hàn 3G",
    )
    Reported.objects.create(
        user=user, type="vacancy", object_id=made.value("vacancy"), day=timezone.localdate()
    )
    MembershipFactory(user=user, organisation=made.rows["newcomer"], role="staff")
    UserSession.objects.create(
        user=user,
        session_key="s1",
        ip="192.0.2.7",
        user_agent="Điện thoại",
        last_seen_at=timezone.now(),
    )
    HiringResult.objects.create(
        application=made.rows["application"],
        position="Thợ hàn 3G",
        starts_on=date(2026, 12, 1),
        pay=12_000_000,
    )
    DepartureFactory(application__person=person, note="Gọi trước khi bay")
    return made


def told(data: Any, key: str = "") -> Iterator[tuple[str, str]]:
    """Key and text of everything that somebody wrote or that was told to them."""
    if isinstance(data, dict):
        for name, value in data.items():
            if (name not in NOT_IN_WORDS and name != "profile") or (name == "profile" and not key):
                yield from told(value, name)
    elif isinstance(data, list | tuple):
        for value in data:
            yield from told(value, key)
    elif isinstance(data, str) and data:
        yield key, data


def read(user: User, language: str = "") -> str:
    client = Client()
    client.force_login(user)
    answer = client.get(language + URL)
    assert answer.status_code == 200
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"].endswith('.pdf"')
    assert "no-store" in answer["Cache-Control"]
    return text_of(answer.content)


def test_it_says_all_that_the_json_holds(world: World) -> None:
    user = world.people["seeker"]
    data = everything_about(user)
    assert [key for key, value in data.items() if not value] == []
    text = read(user)
    missing = [(key, words) for key, words in told(data) if solid(words) not in text]
    assert missing == []
    for words in ("17/05/1974", "Tày", "Thợ hàn", "9.000.000", "192.0.2.7"):
        assert solid(words) in text, words


def test_names_of_fields_and_codes_are_in_nobodys_language(world: World) -> None:
    text = read(world.people["seeker"])
    for raw in ("full_name", "candidate_search", "arc-welding", "upper-secondary", "quiet_from"):
        assert raw not in text
    for label in ("Họ và tên", "Học vấn", "Trung học phổ thông", "Thư gửi nhà tuyển dụng"):
        assert solid(label) in text, label


def test_it_is_in_the_language_of_the_page(world: World) -> None:
    text = read(world.people["seeker"], "/en")
    assert solid("What Bến Việc keeps about you") in text
    assert solid("Họ và tên") not in text


def test_every_member_of_staff_and_newcomer_reads_theirs(world: World) -> None:
    assert "CôngtyCơkhíBếnThử" in read(world.people["employer"])
    assert read(world.people["other_seeker"])


def test_a_key_without_a_row_is_an_error() -> None:
    with pytest.raises(KeyError, match="shoe_size"):
        parts_of({"account": {"shoe_size": 43}})


def test_a_long_history_is_bounded_and_says_so(phone: Client, user: User, monkeypatch) -> None:
    monkeypatch.setattr(own_data, "MOST", 10)
    for number in range(25):
        NoticeFactory(user=user, subject=f"Tin số {number}.")
    text = text_of(phone.get(URL).content)
    assert "Tinsố24." in text
    assert "Tinsố3." not in text
    assert re.search(r"15\D*JSON", text)
    json = phone.get("/du-lieu-cua-toi/tai-ve/").json()
    assert len(json["messages"]) == 25


def test_more_of_everything_takes_no_more_queries(world: World, engine: None) -> None:
    user = world.people["seeker"]
    few = count_queries(lambda: parts_of(everything_about(user)))
    for number in range(5):
        NoticeFactory(user=user)
        ComplaintFactory(reporter=user)
        save_experience(person_id=user.person.pk, values={"title": f"Việc {number}"})
    assert count_queries(lambda: parts_of(everything_about(user))) == few


def test_asking_again_and_again_is_slowed_down(phone: Client, user: User, monkeypatch) -> None:
    monkeypatch.setitem(PublicThrottle.THROTTLE_RATES, "own_data", "2/hour")
    assert [phone.get(URL).status_code for _ in range(3)] == [200, 200, 429]


def test_what_people_wrote_does_not_act(phone: Client, user: User) -> None:
    person: Person = person_of(user=user)
    evil = '<img src="file:///etc/passwd"><b>đậm</b>'
    update_person(person_id=person.pk, values={"about": evil})
    assert solid(evil) in text_of(phone.get(URL).content)
