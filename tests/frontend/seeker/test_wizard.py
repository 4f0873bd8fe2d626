"""The six steps of the profile, as somebody takes them on a phone without JavaScript."""

from collections.abc import Callable

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from portal.accounts.models import User
from portal.people.models import Experience, JobWish, Person
from portal.people.services import STEPS, give_consent, save_experience
from portal.reference.models import Occupation
from tests.factories import TIEN_LANG, CourseFactory, OrganisationFactory, PersonFactory
from tests.frontend.seeker.conftest import errors_of
from training.models import CourseRecord

pytestmark = pytest.mark.django_db
Send = Callable[..., HttpResponse]


def step(name: str) -> str:
    return reverse("profile_step", args=[name])


def test_looking_at_every_page_writes_nothing(phone: Client) -> None:
    for url in [reverse("profile"), reverse("my_data"), *map(step, STEPS)]:
        assert phone.get(url).status_code == 200, url
    assert not Person.objects.exists()


def test_from_the_first_step_to_the_jobs(phone: Client, send: Send, user: User) -> None:
    asked = send("person", birth_date="17/05/1974", place="Tiên Lãng", rural="on", sex="female")
    assert list(errors_of(asked)) == ["place_code"]
    page = asked.content.decode()
    assert "Xã Quyết Thắng" in page
    assert 'value="Tiên Lãng"' in page
    assert 'value="17/05/1974"' in page
    assert not Person.objects.exists()
    answer = send(
        "person",
        birth_date="17/05/1974",
        place="Tiên Lãng",
        place_code=TIEN_LANG,
        rural="on",
        sex="female",
        hamlet="Thôn Đông",
        priority_groups=["near-poor-household"],
    )
    assert answer.url == step("work")
    answer = send("work", title="bán hàng ở chợ", years="3", employer="Chợ Đầm")
    assert answer.url == step("skills")
    taken = CourseFactory(
        title="Hàn MIG cơ bản",
        centre=OrganisationFactory(kind="training_centre", name="Trung tâm Tiên Lãng"),
    )
    answer = send(
        "skills",
        education="lower-secondary",
        cmkt="untrained",
        finished_words="Hàn MIG cơ bản",
        skill_words="hàn tig, lái xe nâng",
        languages=["english"],
    )
    assert answer.url == step("wish")
    answer = send("wish", title="thợ hàn", pay_min="8 triệu", shifts=["day"], train="on")
    assert answer.url == step("place")
    answer = send("place", place_words="KCN Tràng Duệ", max_distance_km="25", needs_shuttle="on")
    assert answer.url == step("consent")
    answer = send("consent", matching="on")
    assert answer.url == reverse("recommendations")

    person = Person.objects.get(user=user)
    assert set(person.steps_done) == set(STEPS)
    assert (person.unit_id, person.rural, person.sex) == (TIEN_LANG, True, "female")
    assert (person.hamlet, person.priority_groups) == ("Thôn Đông", ["near-poor-household"])
    did = person.experiences.get()
    assert (did.title, did.occupation_id, did.months) == ("bán hàng ở chợ", "market-seller", 36)
    assert person.experience_months == 36
    record = person.course_records.get()
    assert (record.course, record.state) == (taken, CourseRecord.State.FINISHED)
    assert set(person.skills.values_list("pk", flat=True)) == {"tig-welding", "forklift-driving"}
    assert (person.education, person.languages) == ("lower-secondary", ["english"])
    wish = person.wish
    assert [o.pk for o in wish.occupations.all()] == ["welder"]
    assert (wish.title, wish.pay_min, wish.shifts, wish.train) == (
        "thợ hàn", 8_000_000, ["day"], True,
    )  # fmt: skip
    assert (wish.max_distance_km, wish.needs_shuttle, len(wish.places)) == (25, True, 1)
    assert [c.purpose for c in person.consents.all()] == ["matching"]
    # Everything is there again when they come back.
    shown = phone.get(reverse("profile")).content.decode()
    for text in ("Xã Tiên Lãng", "bán hàng ở chợ", "3 năm", "Hàn TIG", "Thợ hàn", "8 triệu"):
        assert text in shown, text


def test_every_step_can_be_left_as_it_is(send: Send) -> None:
    for name in ("person", "skills", "wish", "place", "consent"):
        assert send(name).status_code == 302, name
    person = Person.objects.get()
    assert not person.consents.exists()
    assert set(person.steps_done) == set(STEPS) - {"work"}


def test_who_never_worked_says_so_with_one_button(phone: Client, send: Send) -> None:
    assert send("work", title="", do="nothing").url == step("skills")
    person = Person.objects.get()
    assert person.steps_done == ["work"]
    assert not person.experiences.exists()


def test_an_empty_form_is_only_passed_once_something_was_said(send: Send, person: Person) -> None:
    assert list(errors_of(send("work", title=""))) == ["title"]
    save_experience(person_id=person.pk, values={"title": "Thợ may"})
    assert send("work", title="").url == step("skills")
    assert list(errors_of(send("work", title="", do="another"))) == ["title"]


def test_several_kinds_of_work_one_after_the_other(phone: Client, send: Send) -> None:
    assert send("work", title="Thợ hàn", months="7", do="another").url == step("work")
    assert (
        send("work", title="Phụ hồ", occupation="building-labourer", years="2").status_code == 302
    )
    page = phone.get(step("work")).content.decode()
    assert page.index("Phụ hồ") < page.index("Thợ hàn")
    assert "7 tháng" in page
    assert Person.objects.get().experience_months == 31


def test_a_double_press_adds_a_job_once(send: Send) -> None:
    for _press in range(2):
        send("work", title="Thợ hàn", employer="Xưởng Hùng", months="7", do="another")
    assert Person.objects.get().experience_months == 7
    send("work", title="Thợ hàn", employer="Xưởng khác", months="7", do="another")
    assert Person.objects.get().experience_months == 14


def test_work_is_changed_and_removed(phone: Client, send: Send) -> None:
    send("work", title="Thợ hàn", years="2")
    did = Experience.objects.get()
    url = reverse("profile_experience", args=[did.pk])
    assert 'value="Thợ hàn"' in phone.get(url).content.decode()
    asked = phone.post(url, {"title": "thợ may áo dài và sửa đồ", "years": "1"})
    assert list(errors_of(asked)) == ["occupation"]
    answer = phone.post(
        url, {"title": "thợ may áo dài và sửa đồ", "years": "1", "occupation": "tailor"}
    )
    assert answer.url == step("work")
    did.refresh_from_db()
    assert (did.title, did.occupation_id, did.months) == (
        "thợ may áo dài và sửa đồ",
        "tailor",
        12,
    )
    phone.post(reverse("profile_experience_delete", args=[did.pk]))
    assert not Experience.objects.exists()
    assert Person.objects.get().experience_months == 0


def test_a_title_nobody_changed_keeps_the_occupation_chosen_for_it(
    phone: Client, person: Person
) -> None:
    save_experience(
        person_id=person.pk,
        values={"title": "Thợ hàn", "occupation": Occupation.objects.get(pk="pipe-welder")},
    )
    did = Experience.objects.get()
    url = reverse("profile_experience", args=[did.pk])
    phone.post(url, {"title": "Thợ hàn", "occupation": "pipe-welder", "years": "4"})
    did.refresh_from_db()
    assert (did.occupation_id, did.months) == ("pipe-welder", 48)


def test_own_words_are_kept_where_no_occupation_is_meant(send: Send) -> None:
    assert list(errors_of(send("work", title="chạy việc vặt ở chợ"))) == ["occupation"]
    send("work", title="chạy việc vặt ở chợ", occupation="none")
    did = Experience.objects.get()
    assert (did.title, did.occupation) == ("chạy việc vặt ở chợ", None)
    assert send("wish", title="lái xe").status_code == 200
    assert send("wish", title="lái xe", occupations=["own-words"]).status_code == 302
    wish = JobWish.objects.get()
    assert (wish.title, wish.occupations.count()) == ("lái xe", 0)
    # Asked once, not each time.
    assert send("wish", title="lái xe", pay_min="9.000.000").status_code == 302


def test_an_occupation_is_taken_without_asking_only_by_its_name(send: Send) -> None:
    assert send("work", title="tho han").status_code == 302
    assert Experience.objects.get().occupation_id == "welder"
    page = send("work", title="lái xe").content.decode()
    assert "Lái xe tải" in page


def test_an_answer_to_another_text_is_asked_again(send: Send) -> None:
    """Somebody who is asked which Tiên Lãng and then writes An Dương did not choose for it."""
    page = send("person", place="An Dương", place_code=TIEN_LANG)
    assert list(errors_of(page)) == ["place_code"]
    page = send("work", title="lái xe", occupation="rice-farmer")
    assert list(errors_of(page)) == ["occupation"]
    assert not Experience.objects.exists()


def test_a_province_behind_a_place_only_says_where_it_is(send: Send) -> None:
    page = send("place", place_words="An Dương, Hải Phòng")
    assert "An Dương" in str(errors_of(page)["place_words"])
    send("place", place_words="An Dương, Hải Phòng", places=["district-an-duong"])
    assert JobWish.objects.get().places == ["district-an-duong"]
    send("place", place_words="Hải Phòng", places=["district-an-duong"])
    assert set(JobWish.objects.get().places) == {"district-an-duong", "31"}


def test_home_is_asked_again_only_where_it_was_skipped(phone: Client, send: Send) -> None:
    assert "id_place" in phone.get(step("place")).content.decode()
    send("place", place="Xã Quyết Thắng")
    person = Person.objects.get()
    assert person.unit.name == "Quyết Thắng"
    page = phone.get(step("place")).content.decode()
    assert 'name="place"' not in page
    assert "Xã Quyết Thắng" in page


def test_a_course_moves_from_now_to_finished(send: Send, person: Person) -> None:
    course = CourseFactory(title="May công nghiệp", skills=["machine-sewing"])
    send("skills", studying_words="may công nghiệp")
    assert person.course_records.get().state == "studying"
    assert not person.skills.exists()
    send("skills", studying=[course.pk], finished=[course.pk])
    assert person.course_records.get().state == "finished"
    assert person.skill_links.get().source == "course"
    send("skills")
    assert not person.course_records.exists()
    assert not person.skills.exists()


def test_usual_skills_of_what_somebody_did_are_there_to_tick(phone: Client, person: Person) -> None:
    save_experience(
        person_id=person.pk,
        values={"title": "Thợ hàn", "occupation": Occupation.objects.get(pk="welder")},
    )
    offered = dict(phone.get(step("skills")).context["form"].fields["skills"].choices)
    assert set(offered) & set(
        Occupation.objects.get(pk="welder").skills.values_list("pk", flat=True)
    )


def test_back_to_where_the_reader_was_and_nowhere_else(phone: Client) -> None:
    back = reverse("recommendations")
    answer = phone.post(f"{step('wish')}?next={back}", {})
    assert answer.url == back
    for elsewhere in ("https://evil.example/", "//evil.example", "javascript:alert(1)"):
        answer = phone.post(step("wish"), {}, QUERY_STRING=f"next={elsewhere}")
        assert answer.url == step("place")


def test_what_is_ticked_no_more_is_withdrawn(send: Send, person: Person) -> None:
    give_consent(person_id=person.pk, purpose="candidate_search")
    send("consent", notices="on")
    holding = person.consents.filter(withdrawn_at=None)
    assert [c.purpose for c in holding] == ["notices"]


def test_no_consent_is_ticked_beforehand(phone: Client) -> None:
    page = phone.get(step("consent"))
    assert not any(page.context["form"][p].value() for p in ("matching", "candidate_search"))
    assert "checked" not in page.content.decode()


def test_work_of_somebody_else_is_not_there(phone: Client) -> None:
    stranger = PersonFactory()
    save_experience(person_id=stranger.pk, values={"title": "Thợ may"})
    pk = stranger.experiences.get().pk
    assert phone.get(reverse("profile_experience", args=[pk])).status_code == 404
    assert phone.post(reverse("profile_experience_delete", args=[pk])).status_code == 404
    assert stranger.experiences.exists()


def test_pages_in_english(phone: Client) -> None:
    page = phone.get("/en/ho-so/wish/").content.decode()
    assert "Work you want" in page
    assert "Muốn việc gì" not in page
