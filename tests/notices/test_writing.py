"""Which messages are written, for which channel and when."""

from datetime import datetime, time
from zoneinfo import ZoneInfo

import pytest
from django.core.exceptions import ValidationError
from django.utils import translation

from matching.recommend.invitations import invite
from portal.accounts.contacts import Contact
from portal.accounts.member_invitations import invite_member
from portal.accounts.models import Membership, Organisation
from portal.accounts.services import (
    add_member,
    refuse_organisation,
    register_organisation,
    suspend_organisation,
    verify_organisation,
)
from portal.notices.kinds import KINDS
from portal.notices.models import Notice, NoticePreference
from portal.notices.quiet import after_quiet_hours
from portal.notices.services import notify, update_preference
from portal.notices.texts import default, placeholders
from portal.people import services as people
from tests.factories import OrganisationFactory, UserFactory, VacancyFactory

pytestmark = pytest.mark.django_db
HAI_PHONG = ZoneInfo("Asia/Ho_Chi_Minh")
ORGANISATION = {"name": "Cơ khí Sông Cấm", "reason": "Thiếu giấy phép.", "url": "https://x"}


def at(hour: int, minute: int = 0, day: int = 24) -> datetime:
    return datetime(2026, 11, day, hour, minute, tzinfo=HAI_PHONG)


def tell(user, *, kind: str = "organisation_verified", key: str = "k", **more) -> Notice:
    return notify(user=user, kind=kind, context=ORGANISATION, key=key, **more)


@pytest.mark.parametrize(
    ("moment", "sent"),
    [
        (at(20, 59), at(20, 59)),
        (at(21), at(7, day=25)),
        (at(23, 59), at(7, day=25)),
        (at(0), at(7)),
        (at(6, 59), at(7)),
        (at(7), at(7)),
        (at(12), at(12)),
    ],
)
def test_quiet_hours_end_at_seven(moment: datetime, sent: datetime) -> None:
    assert after_quiet_hours(moment, NoticePreference()) == sent


def test_quiet_hours_within_a_day_and_none_at_all() -> None:
    siesta = NoticePreference(quiet_from=time(12), quiet_until=time(14))
    assert after_quiet_hours(at(13), siesta) == at(14)
    assert after_quiet_hours(at(23), siesta) == at(23)
    never = NoticePreference(quiet_from=time(0), quiet_until=time(0))
    assert after_quiet_hours(at(3), never) == at(3)


def test_quiet_hours_hold_messages_but_no_codes(time_machine_at_night) -> None:
    user = UserFactory()
    assert tell(user).not_before == at(7, day=25)
    code = notify(user=user, kind="sign_in_code", context={"code": "123456"}, key="c")
    assert code.not_before == at(23)


@pytest.fixture
def time_machine_at_night(monkeypatch) -> None:
    monkeypatch.setattr("django.utils.timezone.now", lambda: at(23))


@pytest.mark.parametrize(
    ("phone", "email", "wanted", "channel"),
    [
        ("+84912345678", None, "", "sms"),
        (None, "lan@example.vn", "", "email"),
        ("+84912345678", "lan@example.vn", "", "email"),
        ("+84912345678", "lan@example.vn", "sms", "sms"),
        ("+84912345678", None, "email", "sms"),
        (None, "lan@example.vn", "sms", "email"),
    ],
)
def test_the_wanted_channel_where_it_reaches(phone, email, wanted, channel) -> None:
    user = UserFactory(phone=phone, email=email)
    NoticePreference.objects.create(user=user, channel=wanted)
    assert tell(user).channel == channel


def test_a_muted_kind_is_not_sent_but_codes_are() -> None:
    user = UserFactory()
    NoticePreference.objects.create(user=user, muted=["organisation_verified", "sign_in_code"])
    assert tell(user).state == Notice.State.SKIPPED
    assert tell(user, kind="organisation_refused", key="k2").state == Notice.State.QUEUED
    code = notify(user=user, kind="sign_in_code", context={"code": "123456"}, key="c")
    assert code.state == Notice.State.QUEUED


def test_the_same_key_is_one_message() -> None:
    user = UserFactory()
    assert tell(user) == tell(user)
    assert Notice.objects.count() == 1


def test_what_the_text_needs_must_be_there() -> None:
    with pytest.raises(KeyError):
        notify(user=UserFactory(), kind="candidate_invited", context={}, key="k")
    with pytest.raises(KeyError):
        notify(user=UserFactory(), kind="no_such_kind", context={}, key="k")


def test_messages_speak_the_readers_language_and_codes_that_of_the_page() -> None:
    user = UserFactory(language="vi")
    with translation.override("en"):
        assert tell(user).language == "vi"
        code = notify(user=user, kind="sign_in_code", context={"code": "1"}, key="c")
    assert code.language == "en"


@pytest.mark.parametrize("name", list(KINDS))
@pytest.mark.parametrize("language", ["vi", "en"])
def test_every_kind_renders_whatever_people_typed(name: str, language: str) -> None:
    context = dict.fromkeys(placeholders(KINDS[name]), "100% <b>“Hàn”</b> %(x)s")
    for as_email in (False, True):
        subject, text = default(name, language).filled(context, as_email=as_email)
        assert "100% <b>“Hàn”</b> %(x)s" in subject + text


def test_a_code_fits_into_one_sms() -> None:
    for language in ("vi", "en"):
        assert len(default("sign_in_code", language).filled({"code": "123456"})[1]) <= 70


def test_preferences_that_cannot_work_are_refused() -> None:
    user = UserFactory()
    for values, field in [
        ({"channel": "email"}, "channel"),
        ({"channel": "pigeon"}, "channel"),
        ({"muted": ["sign_in_code"]}, "muted"),
        ({"muted": ["nothing"]}, "muted"),
        ({"quiet_from": "25:00"}, "quiet_from"),
    ]:
        with pytest.raises(ValidationError) as error:
            update_preference(user=user, values=values)
        assert list(error.value.message_dict) == [field]
    assert not NoticePreference.objects.filter(channel="email").exists()
    saved = update_preference(user=user, values={"channel": "sms", "muted": ["member_invited"]})
    assert (saved.channel, saved.muted) == ("sms", ["member_invited"])


def test_owners_hear_of_each_decision_once() -> None:
    owner, officer = UserFactory(), UserFactory(esc_role="counsellor")
    organisation = register_organisation(
        kind="employer", owner=owner, values={"name": "Cơ khí Sông Cấm", "phone": "0225.3822.616"}
    )
    assert organisation.phone.as_e164 == "+842253822616"
    staff = UserFactory()
    add_member(organisation_id=organisation.pk, user=staff, role=Membership.Role.STAFF)
    Notice.objects.all().delete()
    for _ in range(2):
        refuse_organisation(organisation_id=organisation.pk, by=officer, reason="Thiếu giấy.")
    for _ in range(2):
        verify_organisation(organisation_id=organisation.pk, by=officer)
    for _ in range(2):
        suspend_organisation(organisation_id=organisation.pk, by=officer, reason="Lừa đảo.")
    told = Notice.objects.order_by("pk")
    assert [(n.user, n.kind) for n in told] == [
        (owner, "organisation_refused"),
        (owner, "organisation_verified"),
        (owner, "organisation_suspended"),
    ]
    assert told[0].context["reason"] == "Thiếu giấy."


@pytest.mark.parametrize("reason", ["", "  ", "x" * 501])
def test_a_decision_against_needs_a_reason(reason: str) -> None:
    organisation, officer = OrganisationFactory(), UserFactory(esc_role="counsellor")
    with pytest.raises(ValidationError) as error:
        suspend_organisation(organisation_id=organisation.pk, by=officer, reason=reason)
    assert list(error.value.message_dict) == ["reason"]
    organisation.refresh_from_db()
    assert organisation.verification == Organisation.Verification.VERIFIED
    assert not Notice.objects.exists()


@pytest.mark.parametrize(("language", "prefix"), [("vi", ""), ("en", "/en")])
def test_messages_lead_to_the_page_where_it_is_done(settings, language: str, prefix: str) -> None:
    """In the language of who reads them, whatever that of who acts."""
    user, officer = UserFactory(language=language), UserFactory(esc_role="counsellor")
    person = people.person_of(user=user)
    firm = OrganisationFactory(verification="pending")
    centre = OrganisationFactory(verification="pending", kind="training_centre")
    for organisation in (firm, centre):
        add_member(organisation_id=organisation.pk, user=user, role="owner")
    looks = OrganisationFactory()
    people.give_consent(person_id=person.pk, purpose="candidate_search")
    people.give_consent(person_id=person.pk, purpose="contact", organisation=looks)
    with translation.override("vi"):
        verify_organisation(organisation_id=firm.pk, by=officer)
        suspend_organisation(organisation_id=firm.pk, by=officer, reason="Lừa đảo.")
        refuse_organisation(organisation_id=centre.pk, by=officer, reason="Thiếu giấy.")
        verify_organisation(organisation_id=centre.pk, by=officer)
        invite_member(
            organisation=looks, contact=Contact(phone=str(user.phone)), role="staff", by=officer
        )
        people.reveal_contact(person=person, viewer=officer, organisation=looks, reason="Hàn")
        invite(vacancy=VacancyFactory(employer=looks), person_id=person.pk, by=officer)
    own = "/don-vi-cua-toi/"
    told = Notice.objects.filter(user=user).order_by("pk")
    assert [(n.kind, n.context["url"]) for n in told] == [
        (kind, settings.BASE_URL + prefix + path)
        for kind, path in [
            ("organisation_verified", f"/tuyen-dung/?org={firm.pk}"),
            ("organisation_suspended", f"{own}{firm.pk}/"),
            ("organisation_refused", f"{own}{centre.pk}/"),
            ("organisation_verified", f"/dao-tao/?org={centre.pk}"),
            ("member_invited", own),
            ("contact_revealed", "/du-lieu-cua-toi/#seen"),
            ("candidate_invited", "/du-lieu-cua-toi/#invitations"),
        ]
    ]
    for notice in told:
        words = default(notice.kind, notice.language)
        assert notice.context["url"] in words.filled(notice.context)[1]
    # Those of saved searches, applications and vacancies lead to pages of their own (tests/alerts,
    # tests/jobs/applications, tests/jobs/complaints, tests/jobs/moderation,
    # tests/training/enrolment), as do those of orders and departures
    # (tests/frontend/organisation/test_training_orders, test_departures).
    elsewhere = {"sign_in_code", "new_matches", "contact_asked", "contact_given"}
    elsewhere |= {"account_inactive"}  # tests/accounts/test_inactive
    elsewhere |= {name for name in KINDS if name.startswith("application")}
    elsewhere |= {
        name for name in KINDS if name.startswith(("vacancy_", "organisations_", "complaint"))
    }
    elsewhere |= {name for name in KINDS if name.startswith("enrolment_")}
    elsewhere |= {"support_decided", "commune_overdue", "certificate_revoked", "graduate_asked"}
    elsewhere |= {name for name in KINDS if name.startswith(("training_", "departure_"))}
    elsewhere |= {"support_decided", "commune_overdue", "graduate_asked"}
    about_pages = set(KINDS) - elsewhere
    assert {n.kind for n in told} == about_pages, "add the new kind here"


def test_a_person_is_told_who_saw_the_contact_data_once_a_day() -> None:
    employer, viewer = OrganisationFactory(), UserFactory()
    person = people.person_of(user=UserFactory())
    people.give_consent(person_id=person.pk, purpose="contact", organisation=employer)
    for _ in range(2):
        people.reveal_contact(
            person=person, viewer=viewer, organisation=employer, reason="Phỏng vấn"
        )
    notice = Notice.objects.get()
    assert (notice.user, notice.kind) == (person.user, "contact_revealed")
    assert person.contact_views.count() == 2
