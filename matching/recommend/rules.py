"""Who may what with candidates; who may see them at all stands in jobs.rules."""

import rules

from jobs.rules import is_members_vacancy
from matching.recommend.models import Invitation
from portal.accounts.models import User


@rules.predicate
def is_invited(user: User, invitation: Invitation | None) -> bool:
    """The invitation is the user's own."""
    return user.is_authenticated and invitation is not None and invitation.person.user_id == user.pk


rules.add_perm("recommend.invite_candidate", is_members_vacancy)
rules.add_perm("recommend.view_contact", is_members_vacancy)
rules.add_perm("recommend.answer_invitation", is_invited)
