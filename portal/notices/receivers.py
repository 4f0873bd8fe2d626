"""Messages that follow from what happens below: accounts and people tell, and know no notices."""

from datetime import date
from typing import Any
from uuid import uuid4

from django.dispatch import receiver
from django.utils import timezone

from portal.accounts.models import MemberInvitation, Membership, Organisation, User
from portal.accounts.signals import (
    account_inactive,
    code_issued,
    member_invited,
    organisation_decided,
    organisations_overdue,
)
from portal.notices.groups import notify_staff
from portal.notices.kinds import KINDS, Audience
from portal.notices.models import Channel, Notice
from portal.notices.services import notify, page_url
from portal.people.models import ContactView, Person
from portal.people.signals import contact_revealed, person_erased

Verification = Organisation.Verification
# State of an organisation → the kind of message that its owners get.
TOLD = {
    Verification.VERIFIED: "organisation_verified",
    Verification.REFUSED: "organisation_refused",
    Verification.SUSPENDED: "organisation_suspended",
}
NOT_TOLD = {
    Verification.PENDING: "The member did it; the centre's staff are told after 2 working days.",
}
# Kind → when it is sent, of those that follow from no state.
BESIDE = {
    "sign_in_code": "Somebody signs in, or adds a phone or e-mail address.",
    "account_inactive": "Nobody has used an account for two years; it is erased 60 days later.",
    "member_invited": "An owner invites somebody to act for the organisation.",
    "contact_revealed": "An employer to whom the person agreed sees name and phone; once a day.",
    "organisations_overdue": "Organisations wait longer than 2 working days; once a day.",
}


@receiver(code_issued)
def send_code(*, user: User, channel: str, to: str, code: str, **_: Any) -> None:
    notify(
        user=user,
        kind="sign_in_code",
        context={"code": code},
        key=f"sign_in_code:{uuid4()}",
        channel=channel,
        to=to,
    )


@receiver(organisation_decided)
def tell_owners(*, organisation: Organisation, **_: Any) -> None:
    """Every owner hears of each decision once."""
    kind = f"organisation_{organisation.verification}"
    decided = organisation.verified_at.isoformat() if organisation.verified_at else ""
    owners = organisation.memberships.filter(left_at__isnull=True, role=Membership.Role.OWNER)
    for membership in owners.select_related("user"):
        key = f"{kind}:{organisation.pk}:{decided}:{membership.user_id}"
        context = {
            "name": organisation.name,
            "reason": organisation.refusal_reason,
            "url": _page_after_decision(organisation, membership.user),
        }
        notify(user=membership.user, kind=kind, context=context, key=key)


def _page_after_decision(organisation: Organisation, user: User) -> str:
    """Where it publishes once verified; else its profile, in which things are put right."""
    if not organisation.is_verified:
        return page_url(user, "organisation_profile", organisation.pk)
    teaches = organisation.kind == Organisation.Kind.TRAINING_CENTRE
    home = "centre_home" if teaches else "employer_home"
    return page_url(user, home, query=f"org={organisation.pk}")


@receiver(organisations_overdue)
def remind_staff(*, organisations: list[Organisation], **_: Any) -> None:
    """All who verify get one message of all that wait too long, whatever their number."""
    first = organisations[0]
    notify_staff(
        "accounts.verify_organisation",
        kind="organisations_overdue",
        context=lambda user: {
            "count": str(len(organisations)),
            "url": page_url(user, "staff_organisations"),
        },
        key=f"{first.pk}:{timezone.now().isoformat()}",
    )


@receiver(account_inactive)
def warn_inactive(*, user: User, day: date, **_: Any) -> None:
    notify(
        user=user,
        kind="account_inactive",
        context={"day": f"{day:%d/%m/%Y}", "url": page_url(user, "account_login")},
        key=f"account_inactive:{user.pk}:{day}",
    )


@receiver(member_invited)
def tell_invited(*, invitation: MemberInvitation, user: User, **_: Any) -> None:
    """At the phone or address that was invited, whatever else the account has."""
    notify(
        user=user,
        kind="member_invited",
        context={
            "name": invitation.organisation.name,
            "url": page_url(user, "my_organisations"),
        },
        key=f"member_invited:{invitation.pk}:{invitation.sent_at.date()}",
        channel=Channel.SMS if invitation.phone else Channel.EMAIL,
        to=invitation.contact,
    )


@receiver(contact_revealed)
def tell_person(*, view: ContactView, **_: Any) -> None:
    """Once a day for each organisation, however often its people look."""
    if view.person.user is None or view.organisation is None:
        return
    notify(
        user=view.person.user,
        kind="contact_revealed",
        context={
            "name": view.organisation.name,
            "url": page_url(view.person.user, "my_data", fragment="seen"),
        },
        key=f"contact_revealed:{view.person_id}:{view.organisation_id}:{view.at.date()}",
    )


@receiver(person_erased)
def forget_messages(*, person: Person, **_: Any) -> None:
    """Messages about a profile go with it, sent or not."""
    about = [kind.name for kind in KINDS.values() if kind.audience == Audience.SEEKER]
    Notice.objects.filter(user=person.user, kind__in=about).delete()
