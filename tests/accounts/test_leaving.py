"""Who no longer acts for an organisation has no way in from that moment."""

import pytest
from django.test import Client
from knox.models import AuthToken
from rest_framework.test import APIClient

from portal.accounts.contacts import Contact
from portal.accounts.member_invitations import answer_invitation, invite_member
from portal.accounts.models import Membership
from portal.accounts.services import end_membership
from tests.factories import MembershipFactory, OrganisationFactory, UserFactory, VacancyFactory

pytestmark = pytest.mark.django_db


def test_open_sessions_and_tokens_see_and_change_nothing_any_more() -> None:
    organisation = OrganisationFactory()
    MembershipFactory(organisation=organisation)
    leaver = MembershipFactory(organisation=organisation, role=Membership.Role.STAFF).user
    draft = VacancyFactory(employer=organisation, status="draft", published_at=None)
    browser = Client()
    browser.force_login(leaver)
    program = APIClient()
    _row, token = AuthToken.objects.create(leaver)
    program.credentials(HTTP_AUTHORIZATION=f"Bearer {token}")
    page, api = f"/tuyen-dung/tin/{draft.pk}/", f"/api/v1/vacancies/{draft.pk}/"
    assert browser.get(page).status_code == 200
    assert program.get(api).status_code == 200

    end_membership(organisation_id=organisation.pk, user=leaver)

    for address in (page, f"{page}kiem-tra/", f"/don-vi-cua-toi/{organisation.pk}/"):
        assert browser.get(address).status_code == 404
    assert browser.post(f"{page}buoc/pay/", {"pay_min": "9 triệu"}).status_code == 404
    assert program.get(api).status_code == 404
    assert program.patch(api, {"title": "Của tôi"}).status_code == 404
    assert program.post(f"{api}publish/").status_code == 404
    mine = program.get("/api/v1/vacancies/", {"mine": "1"}).json()
    assert mine["count"] == 0


def test_a_second_owner_is_invited_and_the_first_may_then_leave() -> None:
    first = MembershipFactory()
    second = UserFactory()
    invitation = invite_member(
        organisation=first.organisation,
        contact=Contact(phone=str(second.phone)),
        role=Membership.Role.OWNER,
        by=first.user,
    )
    answer_invitation(invitation_id=invitation.pk, user=second, accept=True)
    assert second.has_perm("accounts.invite_member", first.organisation)
    end_membership(organisation_id=first.organisation_id, user=first.user)
    assert not first.user.has_perm("accounts.change_organisation", first.organisation)
