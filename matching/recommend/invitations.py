"""Every write to invitations, and the way to contact data that they open."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from jobs.models import Vacancy
from matching.recommend.models import Invitation
from portal.accounts.models import User
from portal.notices.services import notify, page_url
from portal.people import services as people
from portal.people.models import Consent, Person


@transaction.atomic
def invite(*, vacancy: Vacancy, person_id: int, by: User) -> Invitation:
    """Invites somebody who lets employers find them; a second time changes nothing.

    Raises ValidationError where the vacancy is not open, or the person is not to be found.
    """
    if not vacancy.is_public:
        raise ValidationError(_("Only an open vacancy has candidates."), code="not_public")
    person = Person.objects.visible_to_employers().filter(pk=person_id).first()
    if person is None:
        raise ValidationError(_("This candidate is no longer to be found."), code="gone")
    invitation, _made = Invitation.objects.get_or_create(
        vacancy=vacancy, person=person, defaults={"invited_by": by}
    )
    if person.user:
        notify(
            user=person.user,
            kind="candidate_invited",
            context={
                "name": vacancy.employer.name,
                "title": vacancy.title,
                "url": page_url(person.user, "my_data", fragment="invitations"),
            },
            key=f"candidate_invited:{invitation.pk}",
        )
    return invitation


@transaction.atomic
def answer(*, invitation_id: int, accept: bool) -> Invitation:
    """The person's answer. Accepting is the consent to show name and phone to this employer;
    declining takes nothing back that was agreed to before. Answering again changes the answer."""
    invitation = (
        Invitation.objects.select_for_update(of=("self",))
        .select_related("vacancy__employer")
        .get(pk=invitation_id)
    )
    if accept:
        people.give_consent(
            person_id=invitation.person_id,
            purpose=Consent.Purpose.CONTACT,
            organisation=invitation.vacancy.employer,
        )
    invitation.answer = Invitation.Answer.ACCEPTED if accept else Invitation.Answer.DECLINED
    invitation.answered_at = timezone.now()
    invitation.save()
    return invitation


def contact(*, vacancy: Vacancy, person_id: int, viewer: User) -> dict[str, str]:
    """Name, phone and e-mail of a person who agreed to the employer of the vacancy; logged.

    Raises PermissionError without that consent, and in the same way for nobody: ids tell nothing.
    """
    person = Person.objects.filter(pk=person_id).select_related("user").first()
    if person is None:
        raise PermissionError("there is no such person")
    return people.reveal_contact(
        person=person,
        viewer=viewer,
        organisation=vacancy.employer,
        reason=vacancy.title,
    )
