"""What is kept about somebody: who may use it, who saw it, taking it along, deleting it."""

import json

import pytest
from allauth.usersessions.models import UserSession
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from matching.recommend.models import Invitation
from portal.accounts.models import User
from portal.people import services
from portal.people.models import ContactView, Person
from tests.factories import (
    MembershipFactory,
    OrganisationFactory,
    PersonFactory,
    VacancyFactory,
)
from tests.people.test_erasure import rows_with
from tests.queries import count_queries

pytestmark = pytest.mark.django_db
URL = "/du-lieu-cua-toi/"


def contact_of(person: Person, name: str = "Công ty Sông Cấm") -> ContactView:
    """An employer whom the person agreed to, and who looked."""
    member = MembershipFactory(organisation=OrganisationFactory(name=name))
    services.give_consent(person_id=person.pk, purpose="contact", organisation=member.organisation)
    services.reveal_contact(
        person=person, viewer=member.user, organisation=member.organisation, reason="Thợ hàn tàu"
    )
    return ContactView.objects.latest("pk")


def test_a_consent_is_given_and_withdrawn_at_once(phone: Client, user: User) -> None:
    url = reverse("my_data_consent", args=["candidate_search"])
    assert phone.post(url, {"give": "yes"}).url == URL
    person = Person.objects.get(user=user)
    assert Person.objects.visible_to_employers().get() == person
    assert phone.post(url, {"give": "no"}).url == URL
    assert not Person.objects.visible_to_employers().exists()
    assert services.has_consented(person=person, purpose="candidate_search") is False


def test_withdrawing_without_a_profile_makes_none(phone: Client) -> None:
    phone.post(reverse("my_data_consent", args=["matching"]), {"give": "no"})
    assert not Person.objects.exists()


@pytest.mark.parametrize("purpose", ["contact", "x", "matching2"])
def test_only_purposes_of_the_portal_have_an_address(phone: Client, purpose: str) -> None:
    answer = phone.post(reverse("my_data_consent", args=[purpose]), {"give": "yes"})
    assert answer.status_code == 404
    assert not Person.objects.exists()


def test_consents_change_by_post_only(phone: Client, person: Person) -> None:
    for url in (
        reverse("my_data_consent", args=["matching"]),
        reverse("my_data_seeking"),
        reverse("invitation_answer", args=[1]),
        reverse("my_data_contact_withdraw", args=[1]),
        reverse("profile_experience_delete", args=[1]),
    ):
        assert phone.get(url).status_code == 405, url


def test_who_saw_the_contact_is_listed_with_reason(phone: Client, person: Person) -> None:
    contact_of(person)
    page = phone.get(URL).content.decode()
    assert page.count("Công ty Sông Cấm") >= 2
    assert "Thợ hàn tàu" in page


def test_a_long_log_has_pages_and_no_more_queries(phone: Client, person: Person) -> None:
    def queries() -> int:
        assert phone.get(URL).status_code == 200
        return count_queries(lambda: phone.get(URL))

    contact_of(person, "Công ty 1")
    few = queries()
    for number in range(2, 25):
        view = contact_of(person, f"Công ty {number}")
        Invitation.objects.create(vacancy=VacancyFactory(employer=view.organisation), person=person)
    assert queries() <= few + 1  # The first invitation adds their query's rows.
    second = phone.get(URL, {"page": "2"}).content.decode()
    assert "Công ty 1<" in second.replace("\n", "").replace("  ", "")
    for page in ("99", "x", "-1"):
        assert phone.get(URL, {"page": page}).status_code == 200


def test_an_employer_is_taken_the_contact_again(phone: Client, person: Person) -> None:
    view = contact_of(person)
    url = reverse("my_data_contact_withdraw", args=[view.organisation_id])
    assert phone.post(url).url == URL
    with pytest.raises(PermissionError):
        services.reveal_contact(
            person=person, viewer=view.viewer, organisation=view.organisation, reason="x"
        )
    # What they saw before stays in the log; a second time there is nothing to take back.
    assert "Thợ hàn tàu" in phone.get(URL).content.decode()
    assert phone.post(url).status_code == 404


def test_an_invitation_is_accepted_and_shows_the_contact_to_that_employer_only(
    phone: Client, person: Person
) -> None:
    invitation = Invitation.objects.create(vacancy=VacancyFactory(), person=person)
    employer = invitation.vacancy.employer
    page = phone.get(URL).content.decode()
    assert invitation.vacancy.title in page
    assert not services.has_consented(person=person, purpose="contact", organisation=employer)
    phone.post(reverse("invitation_answer", args=[invitation.pk]), {"accept": "yes"})
    assert services.has_consented(person=person, purpose="contact", organisation=employer)
    assert not services.has_consented(
        person=person, purpose="contact", organisation=OrganisationFactory()
    )
    invitation.refresh_from_db()
    assert invitation.answer == "accepted"


@pytest.mark.parametrize("consented", [True, False])
def test_the_first_page_says_that_invitations_wait(
    phone: Client, user: User, consented: bool
) -> None:
    person = services.person_of(user=user)
    if consented:
        services.give_consent(person_id=person.pk, purpose="matching")
    waits = f'href="{URL}#invitations"'
    assert waits not in phone.get(reverse("recommendations")).content.decode()
    for _ in range(2):
        invitation = Invitation.objects.create(vacancy=VacancyFactory(), person=person)
    page = phone.get(reverse("recommendations")).content.decode()
    assert waits in page
    assert "2 lời mời của nhà tuyển dụng" in page
    phone.post(reverse("invitation_answer", args=[invitation.pk]), {"accept": "no"})
    page = phone.get(reverse("recommendations")).content.decode()
    assert "1 lời mời của nhà tuyển dụng" in page


def test_what_was_accepted_and_taken_back_can_be_accepted_again(
    phone: Client, person: Person
) -> None:
    invitation = Invitation.objects.create(vacancy=VacancyFactory(), person=person)
    url = reverse("invitation_answer", args=[invitation.pk])
    phone.post(url, {"accept": "yes"})
    assert url not in phone.get(URL).content.decode()
    employer = invitation.vacancy.employer
    phone.post(reverse("my_data_contact_withdraw", args=[employer.pk]))
    page = phone.get(URL).content.decode()
    assert "rồi rút lại" in page
    assert url in page


def test_a_declined_invitation_shows_nothing(phone: Client, person: Person) -> None:
    invitation = Invitation.objects.create(vacancy=VacancyFactory(), person=person)
    phone.post(reverse("invitation_answer", args=[invitation.pk]), {"accept": "no"})
    invitation.refresh_from_db()
    assert invitation.answer == "declined"
    assert not person.consents.filter(purpose="contact").exists()


def test_what_belongs_to_others_is_not_there(phone: Client, person: Person) -> None:
    stranger = PersonFactory()
    invitation = Invitation.objects.create(vacancy=VacancyFactory(), person=stranger)
    view = contact_of(stranger)
    answer = phone.post(reverse("invitation_answer", args=[invitation.pk]), {"accept": "yes"})
    assert answer.status_code == 404
    url = reverse("my_data_contact_withdraw", args=[view.organisation_id])
    assert phone.post(url).status_code == 404
    invitation.refresh_from_db()
    assert invitation.answer == ""
    assert stranger.consents.filter(withdrawn_at=None, purpose="contact").count() == 1
    assert "Công ty Sông Cấm" not in phone.get(URL).content.decode()


def test_a_pause_hides_from_employers_until_it_ends(phone: Client, person: Person) -> None:
    services.give_consent(person_id=person.pk, purpose="candidate_search")
    phone.post(reverse("my_data_seeking"), {"seeking": "no"})
    assert not Person.objects.visible_to_employers().exists()
    assert "tạm dừng" in phone.get(reverse("profile")).content.decode()
    phone.post(reverse("my_data_seeking"), {"seeking": "yes"})
    assert Person.objects.visible_to_employers().exists()


def test_everything_can_be_taken_along(phone: Client, person: Person) -> None:
    contact_of(person)
    Invitation.objects.create(vacancy=VacancyFactory(), person=person)
    services.save_experience(person_id=person.pk, values={"title": "Thợ may", "months": 5})
    UserSession.objects.create(
        user=person.user, session_key="s1", ip="127.0.0.1", last_seen_at=timezone.now()
    )
    answer = phone.get(reverse("my_data_download"))
    assert "attachment" in answer["Content-Disposition"]
    data = json.loads(answer.content)
    assert data["account"]["phone"].endswith(str(person.user.phone)[-6:].strip())
    assert data["profile"]["full_name"] == "Phạm Thị Hoa"
    assert data["profile"]["experiences"][0]["title"] == "Thợ may"
    assert {c["purpose"] for c in data["consents"]} == {"matching", "contact"}
    assert data["who_saw_my_contact_data"][0]["organisation"] == "Công ty Sông Cấm"
    assert len(data["invitations"]) == 1
    assert data["messages"]
    assert data["signed_in_on"][0]["from"] == "127.0.0.1"
    assert "Phạm Thị Hoa" in answer.content.decode()


def test_somebody_without_wishes_takes_the_rest_along(phone: Client, person: Person) -> None:
    person.wish.delete()
    data = json.loads(phone.get(reverse("my_data_download")).content)
    assert data["profile"]["full_name"] == "Phạm Thị Hoa"
    assert data["profile"]["wish"]["occupations"] == []


def test_somebody_without_a_profile_takes_their_account_along(phone: Client) -> None:
    data = json.loads(phone.get(reverse("my_data_download")).content)
    assert (data["profile"], data["consents"]) == (None, [])


def test_nothing_is_deleted_by_looking_or_by_half_an_answer(phone: Client, person: Person) -> None:
    url = reverse("my_data_delete")
    assert phone.get(url).status_code == 200
    for half in ({}, {"what": "profile"}, {"sure": "on"}, {"what": "x", "sure": "on"}):
        page = phone.post(url, half)
        assert page.status_code == 200
        assert page.context["form"].errors
    assert Person.objects.filter(pk=person.pk).exists()


def test_the_profile_goes_and_the_account_stays(phone: Client, person: Person) -> None:
    contact_of(person)
    answer = phone.post(reverse("my_data_delete"), {"what": "profile", "sure": "on"})
    assert answer.url == reverse("profile")
    assert not any(rows_with("person_id", person.pk).values())
    assert phone.get(reverse("profile")).status_code == 200
    assert not Person.objects.exists()


def test_the_account_goes_with_everything_and_signs_out(phone: Client, person: Person) -> None:
    contact_of(person)
    user_id = person.user_id
    answer = phone.post(reverse("my_data_delete"), {"what": "account", "sure": "on"}, follow=True)
    assert answer.redirect_chain == [("/", 302)]
    assert "Đã xoá tài khoản" in answer.content.decode()
    assert not User.objects.filter(pk=user_id).exists()
    assert not any(rows_with("person_id", person.pk).values())
    assert not any(rows_with("user_id", user_id).values())
    assert phone.get(URL).status_code == 302


def test_the_last_owner_is_told_what_to_do_first(phone: Client, person: Person) -> None:
    MembershipFactory(user=person.user)
    page = phone.post(reverse("my_data_delete"), {"what": "account", "sure": "on"})
    assert page.status_code == 200
    assert "Chủ đơn vị cuối cùng" in page.content.decode()
    assert User.objects.filter(pk=person.user_id).exists()
    assert Person.objects.filter(pk=person.pk).exists()
