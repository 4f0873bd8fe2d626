"""The demo accounts work, and the demo trainee is recommended jobs and a course for the gap."""

import json
from collections.abc import Callable

import pytest
from django.test import Client

from jobs.models import Vacancy
from portal.accounts.contacts import parse_contact
from portal.accounts.models import User
from portal.accounts.second_factor import code_is_right, code_of_now
from portal.accounts.services import user_of_contact
from portal.search import indexes, registry
from tests.matching.sample.conftest import run
from training.models import Course, Intake

SMALLEST = {"employers": 6, "vacancies": 40, "centres": 3, "courses": 10, "seekers": 10}


@pytest.fixture
def searchable_city(city: None, relay_all: Callable[[], None]) -> None:
    relay_all()


def told() -> dict:
    return json.loads(run("sample_recommendation", json=True))


@pytest.mark.usefixtures("searchable_city")
def test_json_is_one_line_as_the_api_gives_it(client: Client) -> None:
    text = run("sample_recommendation", json=True)
    assert text.count("\n") == 1
    items = json.loads(text)["sample_recommendation"]
    assert len(items) == 5
    trainee = User.objects.get(phone="+84900000001")
    client.force_login(trainee)
    answer = client.get("/api/v1/me/recommendations/?page_size=5", HTTP_ACCEPT_LANGUAGE="vi")
    assert answer.json()["results"] == items


@pytest.mark.parametrize("size", [SMALLEST, {}], ids=["smallest", "as in the other tests"])
def test_a_gap_is_closed_by_a_course_with_seats(
    db: None, relay_all: Callable[[], None], size: dict[str, int]
) -> None:
    from tests.matching.sample.conftest import SMALL

    run("load_sample", **(size or SMALL))
    relay_all()
    gaps = [gap for item in told()["sample_recommendation"] for gap in item["missing"]]
    offered = [gap for gap in gaps if gap["course"] and gap["seats"]]
    assert offered
    for gap in offered:
        course = Course.objects.public().get(pk=gap["course"]["id"])
        assert gap["skill"]["id"] in course.skills.values_list("pk", flat=True)
        assert Intake.objects.open().filter(course=course).exists()


@pytest.mark.usefixtures("searchable_city")
def test_the_text_names_jobs_score_reasons_and_course() -> None:
    text = run("sample_recommendation")
    for item in told()["sample_recommendation"]:
        assert item["vacancy"]["title"] in text
        assert f"{item['score']:.0f}/100" in text
        told_apart = {"skill_missing", "skill_course"}  # in the lines of the gaps
        reasons = [r["text"] for r in item["reasons"] if r["code"] not in told_apart]
        assert [reason for reason in reasons if reason not in text] == []
        for gap in item["missing"]:
            assert gap["skill"]["label"] in text
            assert gap["course"] is None or gap["course"]["title"] in text
    assert "benviec-mau" in text


@pytest.mark.usefixtures("city")
def test_every_demo_account_can_sign_in_and_has_its_role() -> None:
    accounts = {a["role"]: a for a in told()["accounts"]}
    assert set(accounts) >= {"trainee", "garment_worker", "employer", "training_centre"}
    for role, account in accounts.items():
        user = user_of_contact(parse_contact(account["login"]))
        assert user is not None
        assert user.is_sample
        assert user.check_password(account["password"])
        if role in User.EscRole.values:
            assert user.esc_role == role
            assert user.is_esc
            assert code_is_right(user, code_of_now(account["totp_secret"]))
    assert set(accounts) >= set(User.EscRole.values)
    for role, kind in {
        "employer": "employer",
        "training_centre": "training_centre",
        "overseas_agency": "overseas_agency",
    }.items():
        user = user_of_contact(parse_contact(accounts[role]["login"]))
        assert user.memberships.get(organisation__kind=kind).organisation.is_verified


@pytest.mark.usefixtures("searchable_city")
def test_all_that_is_published_is_searchable(client: Client) -> None:
    for name, model in (("vacancy", Vacancy), ("course", Course)):
        published = model.objects.filter(status="published").count()
        assert indexes.count(indexes.alias(registry.get(name), "read")) == published
    first = [
        [r["id"] for r in client.get("/api/v1/search/", {"q": q}).json()["results"][:3]]
        for q in ("tho han", "Thợ hàn")
    ]
    assert first[0]
    assert first[0] == first[1]


@pytest.mark.django_db
def test_without_a_sample_it_says_so() -> None:
    assert "load_sample" in run("sample_recommendation")
    assert told() == {"accounts": [], "sample_recommendation": []}
