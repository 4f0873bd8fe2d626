"""Applying, and following what becomes of it, without a script."""

import re
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone, translation

from jobs.applications.correspondence import ask_contact, send_message
from jobs.applications.models import Application
from jobs.models import Vacancy
from portal.people.models import Person
from portal.people.services import has_consented
from tests.factories import (
    ApplicationFactory,
    MembershipFactory,
    PersonFactory,
    UserFactory,
    VacancyFactory,
)
from tests.files.making import PDF, upload

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _fresh() -> Any:
    cache.clear()
    with translation.override("vi"):
        yield


def browser(user: Any) -> Client:
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def person() -> Person:
    return PersonFactory(full_name="Trần Thị Tìm")


@pytest.fixture
def phone(person: Person) -> Client:
    return browser(person.user)


@pytest.fixture
def vacancy() -> Vacancy:
    return VacancyFactory(title="Thợ hàn 3G", employer__name="Công ty Hàn Thử")


def at(vacancy: Vacancy) -> str:
    return f"/viec-lam/{vacancy.pk}/ung-tuyen/"


def opened(html: str) -> str:
    import html as entities

    [value] = re.findall(r'name="opened" value="([^"]*)"', html)
    return entities.unescape(value)


class TestApplying:
    def test_strangers_sign_in_and_come_back(self, vacancy: Vacancy) -> None:
        answer = Client().get(at(vacancy))
        assert answer.status_code == 302
        assert "ung-tuyen" in answer.url

    def test_without_a_profile_that_comes_first(self, vacancy: Vacancy) -> None:
        answer = browser(UserFactory()).get(at(vacancy))
        assert answer.status_code == 302
        assert answer.url.startswith("/ho-so/person/?next=")

    def test_the_consent_is_not_ticked_beforehand(self, phone: Client, vacancy: Vacancy) -> None:
        html = phone.get(at(vacancy)).content.decode()
        [box] = re.findall(r'<input type="checkbox" name="show_contact"[^>]*>', html)
        assert "checked" not in box

    def test_letter_cv_and_consent_go_along(
        self, phone: Client, vacancy: Vacancy, person: Person
    ) -> None:
        data = {"letter": "Tôi hàn được.", "cv": upload(PDF, "cv.pdf"), "show_contact": "on"}
        answer = phone.post(at(vacancy), data)
        made = Application.objects.get()
        assert answer.url == f"/ung-tuyen/{made.pk}/"
        assert (made.letter, made.cv_name) == ("Tôi hàn được.", "cv.pdf")
        assert has_consented(person=person, purpose="contact", organisation=vacancy.employer)

    def test_sent_twice_it_is_one(self, phone: Client, vacancy: Vacancy) -> None:
        data = {"letter": "Một", "opened": opened(phone.get(at(vacancy)).content.decode())}
        first, second = phone.post(at(vacancy), data), phone.post(at(vacancy), data)
        assert first.url == second.url
        assert Application.objects.count() == 1

    def test_what_is_wrong_stands_at_its_field_and_the_letter_stays(
        self, phone: Client, vacancy: Vacancy
    ) -> None:
        answer = phone.post(at(vacancy), {"letter": "Chào", "cv": upload(b"MZ program", "a.exe")})
        assert answer.status_code == 200
        assert list(answer.context["form"].errors) == ["cv"]
        assert "Chào" in answer.content.decode()

    def test_who_applied_is_led_to_it(self, phone: Client, vacancy: Vacancy, person) -> None:
        there = ApplicationFactory(vacancy=vacancy, person=person)
        assert phone.get(at(vacancy)).url == f"/ung-tuyen/{there.pk}/"

    def test_a_closed_one_is_told(self, phone: Client, vacancy: Vacancy) -> None:
        Vacancy.objects.filter(pk=vacancy.pk).update(openings_left=0)
        assert phone.get(at(vacancy)).status_code == 404


class TestFollowing:
    @pytest.fixture
    def application(self, person: Person, vacancy: Vacancy) -> Application:
        return ApplicationFactory(person=person, vacancy=vacancy)

    def test_the_list_and_the_page_tell_how_it_stands(
        self, phone: Client, application: Application
    ) -> None:
        assert "Thợ hàn 3G" in phone.get("/ung-tuyen/").content.decode()
        html = phone.get(f"/ung-tuyen/{application.pk}/").content.decode()
        assert "Đã gửi" in html

    def test_messages_have_the_name_in_them(self, phone: Client, application: Application) -> None:
        member = MembershipFactory(organisation=application.vacancy.employer).user
        send_message(application_id=application.pk, text="Chào {name}", by=member)
        html = phone.get(f"/ung-tuyen/{application.pk}/").content.decode()
        assert "Chào Trần Thị Tìm" in html

    def test_silence_is_told(self, phone: Client, application: Application) -> None:
        Application.objects.update(silent_at=timezone.now())
        html = phone.get(f"/ung-tuyen/{application.pk}/").content.decode()
        assert "chưa trả lời sau 14 ngày" in html
        assert "14 ngày chưa được trả lời" in phone.get("/ung-tuyen/").content.decode()

    def test_taking_it_back_is_asked_once_more(
        self, phone: Client, application: Application
    ) -> None:
        address = f"/ung-tuyen/{application.pk}/rut/"
        assert phone.get(address).status_code == 200
        application.refresh_from_db()
        assert application.status == "new"
        phone.post(address)
        application.refresh_from_db()
        assert application.status == "withdrawn"

    def test_name_and_phone_are_shown_when_asked_and_hidden_again(
        self, phone: Client, application: Application, person: Person
    ) -> None:
        member = MembershipFactory(organisation=application.vacancy.employer).user
        ask_contact(application_id=application.pk, by=member)
        assert "xin tên" in phone.get(f"/ung-tuyen/{application.pk}/").content.decode()
        employer = application.vacancy.employer
        for answer in ("yes", "no"):
            phone.post(f"/ung-tuyen/{application.pk}/lien-he/", {"show": answer})
            shown = has_consented(person=person, purpose="contact", organisation=employer)
            assert shown is (answer == "yes")

    def test_it_can_be_taken_along(self, phone: Client, application: Application) -> None:
        [taken] = phone.get("/du-lieu-cua-toi/tai-ve/").json()["applications"]
        assert taken["vacancy"] == "Thợ hàn 3G"

    def test_a_cv_comes_as_a_file_to_both_sides_and_nobody_else(
        self, phone: Client, person: Person
    ) -> None:
        vacancy = VacancyFactory()
        phone.post(at(vacancy), {"cv": upload(PDF, "cv.pdf")})
        made = Application.objects.get(vacancy=vacancy)
        address = f"/ung-tuyen/{made.pk}/cv/"
        member = MembershipFactory(organisation=vacancy.employer).user
        for client in (phone, browser(member)):
            answer = client.get(address)
            assert answer["Content-Disposition"].startswith("attachment")
            assert answer["X-Content-Type-Options"] == "nosniff"
            assert b"".join(answer.streaming_content) == PDF
        assert browser(PersonFactory().user).get(address).status_code == 404
