"""What nobody sees is not stored, through the API and through pages alike."""

import pytest
from django.test import Client
from rest_framework.test import APIClient

from jobs.models import Vacancy
from portal.accounts.models import Organisation
from portal.people.models import Person
from tests.api.clients import client_of, faults, member_of
from tests.factories import MembershipFactory, OrganisationFactory, UserFactory
from tests.frontend.organisation.conftest import vacancy_data
from tests.jobs.test_vacancy_api import GIVEN as VACANCY
from tests.training.test_course_api import GIVEN as COURSE
from training.models import Course

pytestmark = pytest.mark.django_db

BELL, ESCAPE, C1 = "\x07", "\x1b", "\x9b"
HIDDEN = [
    *(BELL, ESCAPE, C1, "\x7f", "\u00ad", "\u061c", "\u180e"),
    *map(chr, range(0x200B, 0x2010)),
    *map(chr, range(0x202A, 0x202F)),
    *map(chr, range(0x2060, 0x2070)),
    *("\u3164", "\ufe0f", "\ufeff", "\ufff9", "\U000e0041"),
]
EMOJI = ["👨\u200d👩\u200d👧", "❤\ufe0f\u200d🔥", "🧑🏽\u200d🌾", "1\ufe0f\u20e3", "🇻🇳"]


@pytest.fixture
def employer() -> Organisation:
    return OrganisationFactory()


@pytest.fixture
def api(employer: Organisation) -> APIClient:
    return member_of(employer)


@pytest.mark.parametrize("hidden", HIDDEN, ids=ascii)
def test_characters_that_nobody_sees_are_left_out(api: APIClient, hidden: str) -> None:
    text = f"{hidden}Thợ{hidden} hàn{hidden}"
    made = api.post("/api/v1/vacancies/", VACANCY | {"title": text, "description": text}).json()
    assert (made["title"], made["description"]) == ("Thợ hàn", "Thợ hàn")


def test_they_do_not_keep_a_letter_from_its_marks(api: APIClient) -> None:
    made = api.post("/api/v1/vacancies/", VACANCY | {"title": "Thơ\u200b\u0323 hàn"}).json()
    assert made["title"] == "Thợ hàn"


@pytest.mark.parametrize("emoji", EMOJI)
def test_emoji_stay_whole(api: APIClient, emoji: str) -> None:
    made = api.post("/api/v1/vacancies/", VACANCY | {"title": f"Thợ hàn {emoji}"}).json()
    assert made["title"] == f"Thợ hàn {emoji}"


def test_lines_stay_lines_where_there_may_be_several(api: APIClient) -> None:
    text = f"Một{BELL}\r\n\u202eHai\n\n\tBa "
    made = api.post("/api/v1/vacancies/", VACANCY | {"title": text, "description": text}).json()
    assert made["title"] == "Một Hai Ba"
    assert made["description"] == "Một\nHai\n\nBa"


def test_what_is_needed_must_be_seen(api: APIClient) -> None:
    nothing = {"title": "\u200b\u200b\u200b", "description": f"\n{BELL}\u2066\n"}
    answer = api.post("/api/v1/vacancies/", VACANCY | nothing)
    assert faults(answer) == dict.fromkeys(nothing, "blank")
    assert not Vacancy.objects.exists()


def test_only_what_is_seen_counts_for_the_length(api: APIClient) -> None:
    answer = api.post("/api/v1/vacancies/", VACANCY | {"title": "h\u200b" * 150})
    assert answer.json()["title"] == "h" * 150


def test_a_person_s_own_words_are_cleaned_as_well() -> None:
    mine = client_of(UserFactory())
    given = {
        "full_name": "Lan\u202e",
        "about": f"Một{ESCAPE}\nHai",
        "wish": {"title": f"thợ{BELL} hàn"},
        "experiences": [{"title": "Thợ\u2067 may", "employer": "Xưởng\u200b Lan"}],
    }
    got = mine.patch("/api/v1/me/profile/", given).json()
    assert (got["full_name"], got["about"]) == ("Lan", "Một\nHai")
    assert got["wish"]["title"] == "thợ hàn"
    assert got["experiences"][0]["title"] == "Thợ may"
    assert got["experiences"][0]["employer"] == "Xưởng Lan"
    unseen = mine.patch("/api/v1/me/profile/", {"experiences": [{"title": "\u200b"}]})
    assert faults(unseen) == {"experiences.0.title": "blank"}


def test_pages_store_no_more_than_the_api_does(employer: Organisation) -> None:
    browser = Client()
    browser.force_login(MembershipFactory(organisation=employer).user)
    typed = vacancy_data(
        title=f"\u202eThợ hàn{BELL} CO2",
        description=f"Một{ESCAPE}\r\nHai\u200b",
        address="\u2068Số 1",
    )
    browser.post("/tuyen-dung/tin/moi/", typed)
    made = Vacancy.objects.get()
    assert (made.title, made.description, made.address) == ("Thợ hàn CO2", "Một\nHai", "Số 1")
    answer = browser.post("/tuyen-dung/tin/moi/", vacancy_data(title="\u200b\u200b\u200b"))
    assert set(answer.context["form"].errors) == {"title"}


@pytest.mark.parametrize("name", ["...", "🔥🔥🔥", "12345", "– a –"])
def test_titles_and_names_have_two_letters(api: APIClient, name: str) -> None:
    centre = member_of(OrganisationFactory(kind=Organisation.Kind.TRAINING_CENTRE))
    seeker = client_of(UserFactory(full_name=""))
    assert faults(api.post("/api/v1/vacancies/", VACANCY | {"title": name})) == {
        "title": "no_letters"
    }
    assert faults(centre.post("/api/v1/courses/", COURSE | {"title": name})) == {
        "title": "no_letters"
    }
    assert faults(seeker.put("/api/v1/me/profile/", {"full_name": name})) == {
        "full_name": "no_letters"
    }
    for model in (Vacancy, Course, Person):
        assert not model.objects.exists()


@pytest.mark.parametrize("name", ["Kế toán", "溶接工", "ช่างเชื่อม", "C++ dev", "7-1 An"])
def test_letters_of_any_script_are_letters(api: APIClient, name: str) -> None:
    seeker = client_of(UserFactory())
    assert seeker.put("/api/v1/me/profile/", {"full_name": name}).status_code == 200
    assert api.post("/api/v1/vacancies/", VACANCY | {"title": name}).status_code == 201
