"""What people type into the form of a vacancy: everything wrong is said at its field."""

import pytest

from jobs.models import Vacancy
from tests.factories import VacancyFactory
from tests.frontend.organisation.conftest import a_day, vacancy_data

pytestmark = pytest.mark.django_db

NEW = "/tuyen-dung/tin/moi/"


@pytest.mark.parametrize(
    ("changes", "fields"),
    [
        ({"title": ""}, {"title"}),
        ({"title": "", "occupation": ""}, {"title", "occupation"}),
        ({"title": "x" * 5000}, {"title"}),
        ({"title": "ab\0c"}, {"title"}),
        ({"title": "🔥🔥🔥"}, {"title"}),
        ({"description": ""}, {"description"}),
        ({"description": "x" * 10_001}, {"description"}),
        ({"openings": "0"}, {"openings"}),
        ({"openings": "99999999999999999999"}, {"openings"}),
        ({"openings": "9" * 5000}, {"openings"}),
        ({"openings": "ba"}, {"openings"}),
        ({"pay_min": "-5"}, {"pay_min"}),
        ({"pay_min": "12"}, {"pay_min"}),
        ({"pay_min": "15 triệu", "pay_max": "9 triệu"}, {"pay_max"}),
        ({"pay_max": "9" * 30}, {"pay_max"}),
        ({"hours_per_week": "0"}, {"hours_per_week"}),
        ({"hours_per_week": "100"}, {"hours_per_week"}),
        ({"experience_months": "7"}, {"experience_months"}),
        ({"employment_type": "nope"}, {"employment_type"}),
        ({"employment_type": ""}, {"employment_type"}),
        ({"contract": "nope"}, {"contract"}),
        ({"shifts": ["day", "nope"]}, {"shifts"}),
        ({"welfare": ["nope\0"]}, {"welfare"}),
        ({"conditions_lifting": ["indoor"]}, {"conditions_lifting"}),
        ({"education": "nope"}, {"education"}),
        ({"valid_through": a_day(-1)}, {"valid_through"}),
        ({"valid_through": "31/02/2027"}, {"valid_through"}),
        ({"place": ""}, {"place"}),
        ({"place": "Atlantis"}, {"place"}),
        ({"place": "Thủy Nguyên"}, {"place_code"}),
        ({"occupation": "nope"}, {"occupation"}),
        ({"occupation": "nope\0"}, {"occupation"}),
        ({"occupation": ""}, {"occupation"}),
        ({"occupation_words": "đầu bếp"}, {"occupation"}),
        ({"essential_skills": ["nope"]}, {"essential_skills"}),
        ({"essential_words": "bay lên mặt trăng"}, {"essential_words"}),
        ({"essential_words": "hàn"}, {"essential_words"}),
        ({"essential_words": "tig-welding, " * 200}, {"essential_words"}),
        ({"essential_words": "hàn TIG", "optional_words": "hàn TIG"}, {"optional_words"}),
    ],
)
def test_each_mistake_at_its_field_and_nothing_lost(employer, member_of, changes, fields) -> None:
    answer = member_of(employer).post(NEW, vacancy_data(**changes))
    assert answer.status_code == 200
    form = answer.context["form"]
    assert set(form.errors) == fields
    for name, value in vacancy_data(**changes).items():
        if name not in {"do", "occupation"}:
            assert form[name].value() == value
    assert not Vacancy.objects.exists()


def test_an_occupation_that_was_read_from_the_title_is_confirmed_first(employer, member_of) -> None:
    client = member_of(employer)
    unsure = vacancy_data(title="TUYEN GAP THO HAN CO2")
    del unsure["occupation"]
    form = client.post(NEW, unsure).context["form"]
    assert set(form.errors) == {"occupation"}
    assert form["occupation"].value() == "mig-welder"
    client.post(NEW, unsure | {"occupation": "mig-welder"})
    assert Vacancy.objects.get().occupation_id == "mig-welder"


def test_other_words_bring_other_occupations(employer, member_of) -> None:
    client = member_of(employer)
    data = vacancy_data(occupation_words="đầu bếp")
    form = client.post(NEW, data | {"do": "propose"}).context["form"]
    offered = dict(form.fields["occupation"].choices)
    assert "cook" in offered
    assert "mig-welder" not in offered
    client.post(NEW, data | {"occupation": "cook"})
    assert Vacancy.objects.get().occupation_id == "cook"


def test_words_that_may_mean_several_skills_are_offered_to_tick(employer, member_of) -> None:
    client = member_of(employer)
    form = client.post(NEW, vacancy_data(essential_words="hàn")).context["form"]
    assert "tig-welding" in dict(form.fields["essential_skills"].choices)
    client.post(NEW, vacancy_data(essential_words="hàn", essential_skills=["tig-welding"]))
    assert [x.skill_id for x in Vacancy.objects.get().skill_links.all()] == ["tig-welding"]


def test_no_place_is_guessed(employer, member_of) -> None:
    client = member_of(employer)
    form = client.post(NEW, vacancy_data(place="Thủy Nguyên")).context["form"]
    offered = dict(form.fields["place_code"].choices)
    assert len(offered) > 3
    code = next(iter(offered))
    client.post(NEW, vacancy_data(place="Thủy Nguyên", place_code=code))
    assert Vacancy.objects.get().unit_id == code


@pytest.mark.parametrize("place", ["tien lang", "XÃ TIÊN LÃNG", "Xã Tiên Lãng, Hải Phòng"])
def test_places_are_read_as_people_write_them(employer, member_of, place) -> None:
    answer = member_of(employer).post(NEW, vacancy_data(place=place, place_code="11755"))
    assert answer.status_code == 302
    assert Vacancy.objects.get().unit_id == "11755"


def test_hostile_and_decomposed_text_stays_text(employer, member_of) -> None:
    client = member_of(employer)
    title = "Thơ\u0323 ha\u0300n <script>alert(1)</script> {{ 7*7 }} 💥"
    client.post(NEW, vacancy_data(title=title, description="a\r\n\r\n<b>b</b>"))
    vacancy = Vacancy.objects.get()
    assert vacancy.title == "Thợ hàn <script>alert(1)</script> {{ 7*7 }} 💥"
    assert vacancy.description == "a\n\n<b>b</b>"
    for address in (f"/tuyen-dung/tin/{vacancy.pk}/", "/tuyen-dung/", "/tuyen-dung/tin/"):
        page = client.get(address).content.decode()
        assert "<script>alert" not in page
        assert "{{ 7*7 }}" in page


def test_the_length_of_a_title_is_counted_as_people_see_it(employer, member_of) -> None:
    member_of(employer).post(
        NEW, vacancy_data(title="Thơ\u0323 ha\u0300n " + "o\u031b\u0301" * 140)
    )
    assert len(Vacancy.objects.get().title) == 148


def test_hires_are_counted_only_while_openings_are_left(employer, member_of) -> None:
    client = member_of(employer)
    vacancy = VacancyFactory(employer=employer, openings=2)
    for people in ("3", "0", "-1", "x", "9" * 30):
        answer = client.post(f"/tuyen-dung/tin/{vacancy.pk}/da-tuyen/", {"people": people})
        assert set(answer.context["form"].errors) == {"people"}
    vacancy.refresh_from_db()
    assert vacancy.openings_left == 2


@pytest.mark.parametrize("reason", ["", "nope", "violation"])
def test_an_employer_closes_with_a_reason_of_its_own(employer, member_of, reason) -> None:
    vacancy = VacancyFactory(employer=employer)
    answer = member_of(employer).post(f"/tuyen-dung/tin/{vacancy.pk}/dong/", {"reason": reason})
    assert set(answer.context["form"].errors) == {"reason"}
    vacancy.refresh_from_db()
    assert vacancy.status == "published"
