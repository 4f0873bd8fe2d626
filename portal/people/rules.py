"""Who may have a job-seeker profile."""

import rules

from portal.accounts.models import User
from portal.accounts.rules import is_esc


@rules.predicate
def may_seek(user: User) -> bool:
    """Everybody who signed in, members of organisations too: who hires may also look for work.

    Not the staff of the centre, who see other people's profiles in their work.
    """
    return user.is_authenticated and not is_esc(user)


rules.add_perm("people.have_profile", may_seek)
