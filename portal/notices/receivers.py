"""Messages that follow from what happens below: accounts and people tell, and know no notices."""

from typing import Any
from uuid import uuid4

from django.dispatch import receiver

from portal.accounts.models import Membership, Organisation, User
from portal.accounts.signals import code_issued, member_added, organisation_decided
from portal.notices.kinds import KINDS, Audience
from portal.notices.models import Notice
from portal.notices.services import home_url, notify
from portal.people.models import ContactView, Person
from portal.people.signals import contact_revealed, person_erased


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
            "url": home_url(membership.user),
        }
        notify(user=membership.user, kind=kind, context=context, key=key)


@receiver(member_added)
def tell_member(*, membership: Membership, **_: Any) -> None:
    notify(
        user=membership.user,
        kind="member_added",
        context={"name": membership.organisation.name, "url": home_url(membership.user)},
        key=f"member_added:{membership.pk}",
    )


@receiver(contact_revealed)
def tell_person(*, view: ContactView, **_: Any) -> None:
    """Once a day for each organisation, however often its people look."""
    if view.person.user is None or view.organisation is None:
        return
    notify(
        user=view.person.user,
        kind="contact_revealed",
        context={"name": view.organisation.name, "url": home_url(view.person.user)},
        key=f"contact_revealed:{view.person_id}:{view.organisation_id}:{view.at.date()}",
    )


@receiver(person_erased)
def forget_messages(*, person: Person, **_: Any) -> None:
    """Messages about a profile go with it, sent or not."""
    about = [kind.name for kind in KINDS.values() if kind.audience == Audience.SEEKER]
    Notice.objects.filter(user=person.user, kind__in=about).delete()
