"""The step on skills, with whatever a browser may send."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from portal.people.models import Person, PersonSkill
from portal.people.services import save_experience, set_skills
from portal.reference import catalogue
from portal.reference.models import Occupation, Skill
from tests.factories import CourseFactory
from tests.frontend.html import problems_of
from tests.frontend.seeker.conftest import errors_of

pytestmark = pytest.mark.django_db
Send = Callable[..., HttpResponse]
URL = reverse("profile_step", args=["skills"])


def stated(person: Person) -> set[str]:
    return set(person.skill_links.values_list("skill_id", flat=True))


def test_as_somebody_uses_it(phone: Client, send: Send, person: Person) -> None:
    """Usual skills of their work are ticked, others typed, and there when they return."""
    welder = Occupation.objects.get(pk="welder")
    save_experience(person_id=person.pk, values={"title": "Thợ hàn", "occupation": welder})
    page = phone.get(URL)
    assert problems_of(page.content.decode()) == []
    usual = [code for code, _label in page.context["form"].fields["skills"].choices]
    assert "arc-welding" in usual
    assert send("skills", skills=["arc-welding"], skill_words="lái xe nâng").status_code == 302
    assert stated(person) == {"arc-welding", "forklift-driving"}
    form = phone.get(URL).context["form"]
    assert set(form["skills"].value()) == {"arc-welding", "forklift-driving"}
    shown = phone.get(reverse("profile")).content.decode()
    assert "Lái xe nâng" in shown
    # Taking a tick away takes the skill away.
    send("skills", skills=["forklift-driving"])
    assert stated(person) == {"forklift-driving"}


def test_nothing_at_all(phone: Client, send: Send, person: Person) -> None:
    set_skills(person_id=person.pk, skills=Skill.objects.filter(pk="tig-welding"))
    assert phone.post(URL, {}).status_code == 302
    assert stated(person) == set()
    person.refresh_from_db()
    assert "skills" in person.steps_done


@pytest.mark.parametrize(
    "skills",
    [["nope"], ["tig-welding", "nope"], ["0"], ["x" * 5000], ["tig-welding\0"], ["'; --"], ["💥"]],
)
def test_unknown_skills_are_told_and_the_rest_stays(
    send: Send, person: Person, skills: list[str]
) -> None:
    page = send("skills", skills=skills, about="Tôi biết hàn.")
    assert list(errors_of(page)) == ["skills"]
    html = page.content.decode()
    assert problems_of(html) == []
    assert "Tôi biết hàn." in html
    assert ('value="tig-welding"' in html) == ("tig-welding" in skills)
    assert stated(person) == set()


@pytest.mark.parametrize(
    "sent",
    [
        {"skills": ["tig-welding", "tig-welding"]},
        {"skills": ["tig-welding"], "skill_words": "hàn TIG"},
        {"skill_words": "hàn TIG, Hàn tig,  hàn  TIG , han tig"},
    ],
)
def test_the_same_skill_twice_is_kept_once(
    send: Send, person: Person, sent: dict[str, Any]
) -> None:
    for _again in range(2):
        assert send("skills", **sent).status_code == 302
        assert [link.skill_id for link in person.skill_links.all()] == ["tig-welding"]


def test_a_skill_from_a_course_that_is_stated_too(
    phone: Client, send: Send, person: Person
) -> None:
    course = CourseFactory(skills=["tig-welding", "arc-welding"])
    for _again in range(2):
        answer = send("skills", finished=[course.pk], skills=["tig-welding"])
        assert answer.status_code == 302
        assert stated(person) == {"tig-welding", "arc-welding"}
    assert phone.get(URL).status_code == 200
    send("skills", skills=["tig-welding"])
    assert "arc-welding" not in stated(person)


def test_a_hundred_skills(phone: Client, send: Send, person: Person) -> None:
    ids = list(Skill.objects.order_by("pk").values_list("pk", flat=True)[:100])
    assert send("skills", skills=ids).status_code == 302
    assert stated(person) == set(ids)
    page = phone.get(URL)
    assert problems_of(page.content.decode()) == []
    assert set(page.context["form"]["skills"].value()) == set(ids)
    assert phone.get(reverse("profile")).status_code == 200
    words = ", ".join(Skill.objects.filter(pk__in=ids).values_list("label_vi", flat=True))
    assert list(errors_of(send("skills", skill_words=words))) == ["skill_words"]


def test_a_skill_that_has_ended_stays_with_who_has_it(
    phone: Client, send: Send, person: Person
) -> None:
    set_skills(person_id=person.pk, skills=Skill.objects.filter(pk="tig-welding"))
    yesterday = timezone.localdate() - timedelta(days=1)
    Skill.objects.filter(pk="tig-welding").update(valid_until=yesterday)
    catalogue.forget()
    try:
        form = phone.get(URL).context["form"]
        ticked = form["skills"].value()
        assert ticked == ["tig-welding"]
        assert "tig-welding" in dict(form.fields["skills"].choices)
        assert send("skills", skills=ticked).status_code == 302
        assert stated(person) == {"tig-welding"}
    finally:
        catalogue.forget()


@pytest.mark.parametrize("field", ["finished", "studying"])
@pytest.mark.parametrize("pk", ["0", "-1", "x", "9" * 18, "9" * 30, "1.5", "\0", "draft"])
def test_courses_that_nobody_can_have_taken(
    send: Send, person: Person, field: str, pk: str
) -> None:
    if pk == "draft":
        pk = str(CourseFactory(status="draft", published_at=None).pk)
    page = send("skills", **{field: [pk]}, skills=["tig-welding"])
    assert list(errors_of(page)) == [field]
    assert problems_of(page.content.decode()) == []
    assert not person.course_records.exists()
    assert stated(person) == set()


def test_a_course_in_both_lists_is_finished(send: Send, person: Person) -> None:
    course = CourseFactory(skills=["tig-welding"])
    both = {"finished": [course.pk, course.pk], "studying": [course.pk]}
    for _again in range(2):
        assert send("skills", **both).status_code == 302
    assert person.course_records.get().state == "finished"
    assert person.skill_links.get().source == PersonSkill.Source.COURSE


@pytest.mark.parametrize(
    "sent",
    [
        {"education": "nope"},
        {"cmkt": "nope\0"},
        {"major": "x" * 151},
        {"languages": ["english", "klingon"]},
        {"soft_skills": ["nope"] * 100},
        {"about": "x" * 3001},
        {"skill_words": "x" * 301},
        {"skill_words": "bay lên mặt trăng"},
        {"finished_words": "Trường không có thật"},
    ],
)
def test_each_mistake_at_its_field_and_nothing_is_stored(
    send: Send, person: Person, sent: dict[str, Any]
) -> None:
    page = send("skills", skills=["tig-welding"], **sent)
    assert list(errors_of(page)) == list(sent)
    assert problems_of(page.content.decode()) == []
    assert stated(person) == set()


def test_an_unknown_skill_names_a_box_that_is_there_and_open(phone: Client, send: Send) -> None:
    page = send("skills", skill_words="bay lên mặt trăng")
    box = str(page.context["form"]["about"].label)
    assert f"“{box}”" in errors_of(page)["skill_words"][0]
    opened = page.content.decode().partition('<details class="field" open')[2]
    assert box in opened.partition("</details>")[0]
    assert '<details class="field" open' not in phone.get(URL).content.decode()


def test_an_unknown_course_names_a_box_that_is_there(send: Send) -> None:
    page = send("skills", finished_words="Trường không có thật")
    box = page.context["form"]["major"].label
    assert f"“{box}”" in errors_of(page)["finished_words"][0]


def test_courses_with_the_very_word_come_first(send: Send) -> None:
    for title in ("Hàn điện", "Bán hàng", "Vận hành cẩu", "Sử dụng hạn mức", "Hàn ống"):
        CourseFactory(title=title, centre__name="Trung tâm Số Một")

    def found(typed: str) -> list[str]:
        choices = send("skills", finished_words=typed).context["form"].fields["finished"].choices
        return [label.partition(" – ")[0] for _pk, label in choices]

    # Latest first among equals; words that only begin so are not meant by so short a one.
    assert found("hàn") == ["Hàn ống", "Hàn điện", "Sử dụng hạn mức"]
    assert set(found("han")) == {"Hàn ống", "Hàn điện", "Sử dụng hạn mức"}
    assert found("vận h") == ["Vận hành cẩu"]
