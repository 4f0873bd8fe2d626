"""How somebody wants to be told: what they choose is what notices go by."""

from datetime import time

import pytest
from django.test import Client
from django.urls import reverse

from portal.accounts.models import User
from portal.notices.kinds import Audience, mutable_kinds
from portal.notices.models import Notice, NoticePreference
from portal.notices.services import notify
from tests.factories import EscUserFactory, MembershipFactory
from tests.frontend.seeker.conftest import errors_of

pytestmark = pytest.mark.django_db
URL = "/tin-nhan/"


def kinds_but(*wanted: str, audience: Audience) -> set[str]:
    """All that somebody can turn off, a member also what concerns organisations, without these."""
    concern = {*Audience} - {Audience.STAFF}
    if audience != Audience.MEMBER:
        concern -= {Audience.MEMBER}
    return {kind.name for kind in mutable_kinds() if kind.audience in concern} - {*wanted}


CHOSEN = {"wanted": ["candidate_invited"], "quiet_from": "20:00", "quiet_until": "06:30"}


def test_what_is_not_ticked_is_not_sent(phone: Client, user: User) -> None:
    assert phone.post(URL, CHOSEN).status_code == 302
    kept = NoticePreference.objects.get(user=user)
    assert set(kept.muted) == kinds_but("candidate_invited", audience=Audience.SEEKER)
    assert (kept.quiet_from, kept.quiet_until) == (time(20), time(6, 30))
    notice = notify(
        user=user, kind="contact_revealed", context={"name": "A", "url": "https://a"}, key="k"
    )
    assert notice.state == Notice.State.SKIPPED
    page = phone.get(URL)
    assert page.context["form"]["wanted"].value() == ["candidate_invited"]
    assert 'value="20:00"' in page.content.decode()


def test_members_choose_for_their_organisation_as_well(phone: Client, user: User) -> None:
    assert "organisation_verified" not in phone.get(URL).content.decode()
    MembershipFactory(user=user)
    assert "organisation_verified" in phone.get(URL).content.decode()
    phone.post(URL, CHOSEN | {"wanted": ["organisation_verified"]})
    muted = set(NoticePreference.objects.get(user=user).muted)
    organisation = {f"organisation_{state}" for state in ("verified", "refused", "suspended")}
    assert muted == kinds_but(*organisation, audience=Audience.MEMBER)


def test_the_channel_is_a_choice_only_where_there_are_two(phone: Client, user: User) -> None:
    assert "channel" not in phone.get(URL).context["form"].fields
    user.email = "hoa@example.com"
    user.save()
    page = phone.get(URL)
    assert [value for value, _label in page.context["form"].fields["channel"].choices] == [
        "sms",
        "email",
    ]
    phone.post(URL, CHOSEN | {"channel": "sms"})
    assert NoticePreference.objects.get(user=user).channel == "sms"


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"quiet_from": "25:00"}, "quiet_from"),
        ({"quiet_until": ""}, "quiet_until"),
        ({"wanted": ["sign_in_code"]}, "wanted"),
        ({"wanted": ["x\0"]}, "wanted"),
    ],
)
def test_wrong_values_are_told_at_their_field(
    phone: Client, values: dict[str, object], field: str
) -> None:
    assert list(errors_of(phone.post(URL, CHOSEN | values))) == [field]
    assert not NoticePreference.objects.exists()


def test_staff_and_members_have_the_page_too_and_strangers_sign_in() -> None:
    for user in (EscUserFactory(), MembershipFactory().user):
        client = Client()
        client.force_login(user)
        assert client.get(URL).status_code == 200
    answer = Client().get(URL)
    assert answer.status_code == 302
    assert reverse("account_login") in answer.url
