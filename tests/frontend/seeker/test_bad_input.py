"""What people type that is wrong: told at its field, kept in the form, and nothing stored of it."""

from collections.abc import Callable
from typing import Any

import pytest
from django.http import HttpResponse

from portal.people.models import Experience, JobWish, Person
from tests.factories import TIEN_LANG, CourseFactory
from tests.frontend.seeker.conftest import errors_of

pytestmark = pytest.mark.django_db
Send = Callable[..., HttpResponse]

WRONG: list[tuple[str, dict[str, Any], str]] = [
    ("person", {"full_name": ""}, "full_name"),
    ("person", {"full_name": "x" * 5000}, "full_name"),
    ("person", {"full_name": "A\0B"}, "full_name"),
    ("person", {"full_name": "-.-"}, "full_name"),
    ("person", {"birth_date": "31/02/1990"}, "birth_date"),
    ("person", {"birth_date": "hôm qua"}, "birth_date"),
    ("person", {"birth_date": "01/01/2999"}, "birth_date"),
    ("person", {"birth_date": "01/01/1800"}, "birth_date"),
    ("person", {"sex": "x"}, "sex"),
    ("person", {"place": "Không Đâu Cả"}, "place"),
    ("person", {"place": "x" * 5000}, "place"),
    ("person", {"place": "Tiên Lãng"}, "place_code"),
    ("person", {"hamlet": "x" * 151}, "hamlet"),
    ("person", {"priority_groups": ["king"]}, "priority_groups"),
    ("work", {"title": "x" * 151}, "title"),
    ("work", {"years": "-1"}, "years"),
    ("work", {"years": "9" * 30}, "years"),
    ("work", {"months": "12"}, "months"),
    ("work", {"years": "hai"}, "years"),
    ("skills", {"education": "phd"}, "education"),
    ("skills", {"cmkt": "king"}, "cmkt"),
    ("skills", {"skills": ["no-such-skill"]}, "skills"),
    ("skills", {"skill_words": "bay lên trời"}, "skill_words"),
    ("skills", {"skill_words": "hàn"}, "skill_words"),
    ("skills", {"finished": ["999999999"]}, "finished"),
    ("skills", {"finished": ["9" * 40]}, "finished"),
    ("skills", {"finished_words": "Khoá không có"}, "finished_words"),
    ("skills", {"languages": ["klingon"]}, "languages"),
    ("skills", {"about": "x" * 3001}, "about"),
    ("wish", {"pay_min": "-5"}, "pay_min"),
    ("wish", {"pay_min": "tám triệu"}, "pay_min"),
    ("wish", {"pay_min": "9" * 30}, "pay_min"),
    ("wish", {"title": "x" * 151}, "title"),
    ("wish", {"title": "lái xe"}, "title"),
    ("wish", {"occupations": ["king"]}, "occupations"),
    ("wish", {"shifts": ["midnight"]}, "shifts"),
    ("place", {"max_distance_km": ""}, "max_distance_km"),
    ("place", {"max_distance_km": "0"}, "max_distance_km"),
    ("place", {"max_distance_km": "9" * 30}, "max_distance_km"),
    ("place", {"places": ["nowhere"]}, "places"),
    ("place", {"place_words": "Không Đâu Cả"}, "place_words"),
    ("place", {"place": "Không Đâu Cả"}, "place"),
]


@pytest.mark.parametrize(
    ("step", "values", "field"), WRONG, ids=[f"{s}-{str(v)[:40]}" for s, v, _f in WRONG]
)
def test_wrong_values_are_told_at_their_field_and_nothing_is_stored(
    send: Send, step: str, values: dict[str, Any], field: str
) -> None:
    page = send(step, **values)
    assert page.status_code == 200
    assert list(errors_of(page)) == [field]
    assert not Person.objects.exists()
    assert not JobWish.objects.exists()
    assert not Experience.objects.exists()


def test_nothing_of_a_step_is_stored_where_one_part_is_wrong(send: Send, person: Person) -> None:
    course = CourseFactory()
    page = send(
        "skills",
        education="upper-secondary",
        finished=[course.pk],
        finished_words=course.title,
        skills=["mig-mag-welding"],
        skill_words="bay lên trời",
        about="Tôi biết hàn.",
    )
    assert list(errors_of(page)) == ["skill_words"]
    person.refresh_from_db()
    assert (person.education, person.about) == ("", "")
    assert not person.course_records.exists()
    assert not person.skills.exists()
    shown = page.content.decode()
    for kept in ("bay lên trời", "Tôi biết hàn.", 'value="mig-mag-welding"'):
        assert kept in shown


def test_a_service_that_refuses_leaves_no_half_step(
    send: Send, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Somebody of fourteen: the profile is not even made."""
    page = send("person", birth_date="01/01/2020", place="Xã Tiên Lãng")
    assert list(errors_of(page)) == ["birth_date"]
    assert not Person.objects.exists()


def test_text_without_normal_form_counts_as_people_see_it(send: Send) -> None:
    decomposed = "Pha\u0323m Thi\u0323 Hoa"
    send("person", full_name=decomposed, place="Tie\u0302n La\u0303ng", place_code=TIEN_LANG)
    person = Person.objects.get()
    assert person.full_name == "Phạm Thị Hoa"
    assert person.unit_id == TIEN_LANG
    send("person", full_name="e\u0302\u0301" * 120)
    person.refresh_from_db()
    assert person.full_name == "ế" * 120
    assert send("work", title="tho\u031b\u0323 ha\u0300n").status_code == 302
    assert Experience.objects.get().title == "thợ hàn"


HOSTILE = "<script>alert(1)</script> 👷 {{ 7|add:7 }} \" ' & %(x)s"


def test_hostile_text_stays_text(send: Send, phone: Any) -> None:
    send("person", full_name=HOSTILE, hamlet=HOSTILE)
    page = send("work", title=HOSTILE, employer=HOSTILE)
    if page.status_code == 200:
        send("work", title=HOSTILE, employer=HOSTILE, occupation="none")
    send("skills", major=HOSTILE, about=HOSTILE)
    pages = [page, send("skills", skill_words=HOSTILE, finished_words=HOSTILE)]
    pages += [send("wish", title=HOSTILE), send("place", place_words=HOSTILE, place=HOSTILE)]
    for url in ("/ho-so/", "/ho-so/work/", "/ho-so/skills/", "/du-lieu-cua-toi/"):
        pages.append(phone.get(url))
    for page in pages:
        assert page.status_code in (200, 302)
        shown = page.content.decode()
        assert "<script>alert" not in shown
        assert "14 " not in shown.replace("2014", "")
    assert Person.objects.get().full_name.startswith("<script>")


@pytest.mark.parametrize("text", ["\ud800", "x" * 5000, "😀" * 100, "' OR 1=1 --", "a,b;c\n" * 50])
def test_no_text_breaks_a_page(send: Send, text: str) -> None:
    text = text.encode("utf-8", "surrogatepass").decode("utf-8", "replace")
    for step, field in (
        ("person", "full_name"),
        ("person", "place"),
        ("person", "place_code"),
        ("work", "title"),
        ("work", "occupation"),
        ("skills", "skill_words"),
        ("skills", "finished_words"),
        ("skills", "finished"),
        ("wish", "title"),
        ("wish", "pay_min"),
        ("place", "place_words"),
        ("place", "places"),
        ("consent", "channel"),
    ):
        assert send(step, **{field: text}).status_code in (200, 302), (step, field)


@pytest.mark.parametrize(
    ("step", "values", "fields"),
    [
        ("person", {"birth_date": "01/01/2999", "place": "Không Đâu Cả"}, {"birth_date", "place"}),
        ("person", {"birth_date": "01/01/2020", "full_name": ""}, {"birth_date", "full_name"}),
        ("person", {"birth_date": "01/01/2020", "place": "An Dương"}, {"birth_date", "place_code"}),
        ("work", {"title": "", "years": "60", "months": "12"}, {"title", "months"}),
        ("wish", {"pay_min": "-1", "shifts": ["midnight"]}, {"pay_min", "shifts"}),
        ("place", {"max_distance_km": "", "places": ["nowhere"]}, {"max_distance_km", "places"}),
    ],
)
def test_all_that_is_wrong_is_told_at_once(
    send: Send, step: str, values: dict[str, Any], fields: set[str]
) -> None:
    errors = errors_of(send(step, **values))
    assert set(errors) == fields
    assert all(len(said) == 1 for said in errors.values())
    assert not Person.objects.exists()
