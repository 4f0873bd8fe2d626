"""What programs read of occupations and skills."""

from datetime import timedelta

import pytest
from django.utils import timezone
from rest_framework.test import APIClient

from portal.reference import catalogue
from portal.reference.models import Occupation, Skill

pytestmark = pytest.mark.django_db
OCCUPATIONS, SKILLS = "/api/v1/occupations/", "/api/v1/skills/"


@pytest.fixture(autouse=True)
def _fresh_catalogue():
    catalogue.forget()
    yield
    catalogue.forget()


def get(url: str, language: str = "vi", **parameters: object) -> dict | list:
    answer = APIClient().get(url, parameters, headers={"accept-language": language})
    assert answer.status_code == 200, answer.content
    return answer.json()


def yesterday():
    return timezone.localdate() - timedelta(days=1)


@pytest.mark.parametrize("nothing", [{}, {"q": ""}, {"q": "   "}])
def test_without_a_title_all_occupations_are_listed(nothing):
    listed = get(OCCUPATIONS, **nothing)
    assert len(listed) == Occupation.objects.count() >= 450
    assert {entry["score"] for entry in listed} == {None}
    assert {"id": "welder", "code": "7212", "label": "Thợ hàn", "score": None} in listed


def test_an_occupation_tells_its_names_and_skills():
    welder = get(f"{OCCUPATIONS}welder/")
    assert (welder["type"], welder["code"]) == ("occupation", "7212")
    assert (welder["label_vi"], welder["label_en"]) == ("Thợ hàn", "Welder")
    assert {welder["label_vi"], welder["label_en"]} <= set(welder["names"])
    essential = {skill["id"] for skill in welder["essential_skills"]}
    optional = {skill["id"] for skill in welder["optional_skills"]}
    assert len(essential) >= 5
    assert not essential & optional
    assert set(welder["essential_skills"][0]) == {"type", "id", "label", "kind"}


def test_labels_are_in_the_language_of_the_reader():
    assert get(f"{OCCUPATIONS}welder/", "en")["label"] == "Welder"
    assert get(OCCUPATIONS, "en", q="welder")[0]["label"] == "Welder"
    assert get(SKILLS, "en", q="TIG")["results"][0]["label"] == "TIG welding"


@pytest.mark.parametrize(
    "typed", ["Hàn TIG", "han tig", "HÀN TIG", "Ha\u0300n TIG", "  hàn   tig "]
)
def test_a_skill_is_found_however_it_is_typed(typed):
    assert get(SKILLS, q=typed)["results"][0]["id"] == "tig-welding"


def test_skills_come_in_pages_and_by_kind():
    everything = get(SKILLS, page_size=1)
    assert everything["count"] == Skill.objects.count() >= 800
    languages = get(SKILLS, kind="language", page_size=100)["results"]
    assert languages
    assert {skill["kind"] for skill in languages} == {"language"}


def test_what_has_ended_is_not_offered_any_more():
    Occupation.objects.filter(pk="welder").update(valid_until=yesterday())
    Skill.objects.filter(pk="tig-welding").update(valid_until=yesterday())
    assert "welder" not in {found["id"] for found in get(OCCUPATIONS, q="Thợ hàn")}
    assert "tig-welding" not in {found["id"] for found in get(SKILLS, q="Hàn TIG")["results"]}
    assert APIClient().get(f"{OCCUPATIONS}welder/").status_code == 404
