"""Inviting somebody to act for an organisation: no stranger's name or account shows, and nobody
becomes a member without wanting it."""

from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from django.test import Client
from django.utils import timezone

from portal.accounts.contacts import Contact
from portal.accounts.member_invitations import invite_member
from portal.accounts.models import MemberInvitation, Membership, Organisation, User
from portal.accounts.services import create_account, delete_account
from portal.accounts.tasks import forget_expired_invitations
from portal.notices.models import Notice
from tests.factories import MembershipFactory, PersonFactory, UserFactory

pytestmark = pytest.mark.django_db
PHONE, TYPED = "+84987654321", "0987 654 321"
NAME = "Vũ Thị Đồng Nghiệp"
OWN = "/don-vi-cua-toi/"


@pytest.fixture
def owner(employer, member_of) -> Client:
    return member_of(employer)


def page(employer: Organisation) -> str:
    return f"{OWN}{employer.pk}/thanh-vien/"


def invite(owner: Client, employer: Organisation, contact: str = TYPED, role: str = "staff") -> str:
    """What the owner reads after it."""
    sent = {"contact": contact, "role": role}
    return owner.post(page(employer), sent, follow=True).content.decode()


def reply(client: Client, accept: str) -> int:
    """The status of the answer to the only invitation."""
    pk = MemberInvitation.objects.get().pk
    return client.post(f"{OWN}loi-moi/{pk}/", {"accept": accept}).status_code


def is_member(employer: Organisation, user: User) -> bool:
    return employer.memberships.filter(user=user, left_at=None).exists()


@pytest.fixture
def colleague() -> User:
    return UserFactory(phone=PHONE, full_name=NAME)


def test_invited_asked_accepted_and_only_then_named(employer, owner, colleague, signed_in) -> None:
    told = invite(owner, employer)
    own = signed_in(colleague)
    assert NAME not in told
    assert own.get(page(employer)).status_code == 404
    assert employer.name in own.get(OWN).content.decode()
    assert reply(own, "yes") == 302
    assert employer.memberships.get(user=colleague).role == "staff"
    assert own.get(page(employer)).status_code == 200
    assert NAME in owner.get(page(employer)).content.decode()
    assert not MemberInvitation.objects.exists()


def test_the_answer_is_the_same_whoever_has_an_account(employer, owner, member_of) -> None:
    """Nobody, somebody, a closed account, one that never confirmed, and a member."""
    UserFactory(phone="+84987654322", full_name=NAME)
    UserFactory(phone="+84987654323", is_active=False)
    UserFactory(phone="+84987654324", phone_verified=False)
    MembershipFactory(organisation=employer, user__phone="+84987654325")
    answers = set()
    for last in range(1, 6):
        typed = f"0987 654 32{last}"
        answer = owner.post(page(employer), {"contact": typed, "role": "staff"}, follow=True)
        [message] = answer.context["messages"]
        assert typed in message.message
        answers.add(message.message.replace(typed, "…"))
    assert len(answers) == 1
    assert employer.member_invitations.count() == 5
    assert NAME not in answer.content.decode()


def test_who_declines_stays_unknown(employer, owner, colleague, signed_in) -> None:
    invite(owner, employer)
    assert reply(signed_in(colleague), "no") == 302
    assert not is_member(employer, colleague)
    assert not MemberInvitation.objects.exists()
    assert NAME not in owner.get(page(employer)).content.decode()


@pytest.mark.parametrize("contact", [TYPED, "Lan@Example.com"])
def test_it_waits_for_who_signs_up_later(employer, owner, signed_in, contact) -> None:
    invite(owner, employer, contact, role="owner")
    assert not Notice.objects.exists()
    new = Contact(email="lan@example.com") if "@" in contact else Contact(phone=PHONE)
    user = create_account(contact=new)
    client = signed_in(user)
    assert employer.name not in client.get(OWN).content.decode(), "nothing is confirmed yet"
    assert reply(client, "yes") == 404
    User.objects.filter(pk=user.pk).update(phone_verified=True)
    EmailAddress.objects.filter(user=user).update(verified=True)
    client = signed_in(User.objects.get(pk=user.pk))
    first = client.get("/accounts/welcome/", follow=True)
    assert employer.name in first.content.decode()
    assert reply(client, "yes") == 302
    assert employer.memberships.get(user=user).role == "owner"


def test_nobody_else_can_answer(employer, owner, colleague, signed_in) -> None:
    invite(owner, employer)
    for client in (signed_in(UserFactory()), owner):
        assert reply(client, "yes") == 404
    assert Client().post(f"{OWN}loi-moi/{MemberInvitation.objects.get().pk}/").status_code == 302
    assert employer.memberships.count() == 1


def test_an_owner_takes_it_back(employer, owner, colleague, signed_in, member_of) -> None:
    invite(owner, employer)
    invitation = MemberInvitation.objects.get()
    address = f"{page(employer)}loi-moi/{invitation.pk}/rut/"
    assert address in owner.get(page(employer)).content.decode()
    staff = member_of(employer, role=Membership.Role.STAFF)
    assert TYPED not in staff.get(page(employer)).content.decode()
    assert staff.post(address).status_code == 403
    other = MembershipFactory()
    foreign = f"{page(other.organisation)}loi-moi/{invitation.pk}/rut/"
    assert signed_in(other.user).post(foreign).status_code == 404
    assert MemberInvitation.objects.exists()
    owner.post(address)
    assert (
        signed_in(colleague).post(f"{OWN}loi-moi/{invitation.pk}/", {"accept": "yes"}).status_code
        == 404
    )
    assert not is_member(employer, colleague)


def test_after_two_weeks_it_is_over_until_sent_again(employer, owner, colleague, signed_in) -> None:
    invite(owner, employer)
    old = timezone.now() - timedelta(days=14)
    MemberInvitation.objects.update(sent_at=old + timedelta(minutes=5))
    client = signed_in(colleague)
    forget_expired_invitations()
    assert employer.name in client.get(OWN).content.decode()
    MemberInvitation.objects.update(sent_at=old)
    assert employer.name not in client.get(OWN).content.decode()
    assert reply(client, "yes") == 404
    assert "987 654 321" not in owner.get(page(employer)).content.decode()
    invite(owner, employer)
    assert reply(client, "yes") == 302
    MemberInvitation.objects.create(organisation=employer, phone=PHONE, role="staff", sent_at=old)
    forget_expired_invitations()
    assert not MemberInvitation.objects.exists()


def test_who_has_an_account_is_told_once_where_they_were_invited(
    employer, owner, colleague
) -> None:
    User.objects.filter(pk=colleague.pk).update(email="other@example.com")
    for role in ("staff", "owner"):
        invite(owner, employer, role=role)
    notice = Notice.objects.get()
    assert (notice.user, notice.kind) == (colleague, "member_invited")
    assert (notice.channel, notice.to) == ("sms", PHONE)
    assert MemberInvitation.objects.get().role == "owner"


def test_a_member_is_not_asked_and_keeps_the_role(employer, owner, signed_in) -> None:
    """Who acts for it already has another confirmed address, at which they are invited."""
    second = MembershipFactory(organisation=employer, user__phone=PHONE)
    invite(owner, employer)
    client = signed_in(second.user)
    assert MemberInvitation.objects.exists()
    assert "loi-moi" not in client.get(OWN).content.decode()
    assert reply(client, "yes") == 404
    second.refresh_from_db()
    assert second.role == "owner"


def test_first_pages_show_it(employer, owner, signed_in) -> None:
    seeker = PersonFactory(user__phone=PHONE)
    other = MembershipFactory(user=seeker.user)
    school = MembershipFactory(user=seeker.user, organisation__kind="training_centre")
    invite(owner, employer)
    client = signed_in(seeker.user)
    for address in (
        "/danh-cho-ban/",
        "/du-lieu-cua-toi/",
        f"/tuyen-dung/?org={other.organisation_id}",
        f"/dao-tao/?org={school.organisation_id}",
    ):
        assert employer.name in client.get(address).content.decode(), address


def test_an_account_that_goes_takes_it_along(employer, colleague) -> None:
    for contact in (Contact(phone=PHONE), Contact(email="lan@example.com")):
        invite_member(organisation=employer, contact=contact, role="staff", by=UserFactory())
    delete_account(user_id=colleague.pk)
    assert MemberInvitation.objects.get().email == "lan@example.com"
