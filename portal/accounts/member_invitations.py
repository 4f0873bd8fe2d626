"""Asking somebody to act for an organisation, and their answer.

Whether a phone or an e-mail address has an account, and whose it is, shows to nobody before the
owner of it has accepted.
"""

from allauth.account.models import EmailAddress
from django.db import transaction
from django.db.models import QuerySet

from portal.accounts.contacts import Contact
from portal.accounts.models import MemberInvitation, Organisation, User
from portal.accounts.services import add_member, user_of_contact
from portal.accounts.signals import member_invited


@transaction.atomic
def invite_member(
    *, organisation: Organisation, contact: Contact, role: str, by: User
) -> MemberInvitation:
    """Invites whoever has the contact, now or later; an open invitation only takes the new role."""
    organisation.member_invitations.expired().delete()
    invitation, made = MemberInvitation.objects.update_or_create(
        organisation=organisation,
        phone=contact.phone,
        email=contact.email,
        defaults={"role": role, "invited_by": by},
    )
    user = user_of_contact(contact)
    if made and user and user.is_active:
        member_invited.send(sender=MemberInvitation, invitation=invitation, user=user)
    return invitation


def open_for(user: User) -> QuerySet[MemberInvitation]:
    """What waits for the user's answer: sent to a phone or address that they have confirmed, by
    an organisation for which they do not act yet."""
    confirmed = EmailAddress.objects.filter(user=user, verified=True)
    sent = MemberInvitation.objects.open().to(
        phone=user.phone if user.phone_verified else None,
        emails=confirmed.values_list("email", flat=True),
    )
    return sent.exclude(organisation__in=Organisation.objects.of_member(user)).select_related(
        "organisation"
    )


@transaction.atomic
def answer_invitation(*, invitation_id: int, user: User, accept: bool) -> Organisation:
    """Makes the user a member with the role of the invitation, or declines; either ends it.

    Raises MemberInvitation.DoesNotExist for one that is not open for the user (any more).
    """
    invitation = open_for(user).select_for_update(of=("self",)).get(pk=invitation_id)
    organisation = invitation.organisation
    if accept:
        add_member(organisation_id=organisation.pk, user=user, role=invitation.role)
    invitation.delete()
    return organisation


def forget_expired() -> None:
    """Deletes what was not answered in time."""
    MemberInvitation.objects.expired().delete()
