"""Who may what with courses."""

import rules

from portal.accounts.models import Organisation, User
from portal.accounts.rules import is_esc, is_member
from training.models import Course


@rules.predicate
def is_members_course(user: User, course: Course | None) -> bool:
    """The course belongs to a centre for which the user acts."""
    return course is not None and is_member(user, course.centre)


@rules.predicate
def teaches(user: User, organisation: Organisation | None) -> bool:
    """The organisation is a training centre."""
    return organisation is not None and organisation.kind == Organisation.Kind.TRAINING_CENTRE


rules.add_perm("training.add_course", is_member & teaches)
rules.add_perm("training.change_course", is_members_course)
rules.add_perm("training.publish_course", is_members_course)
rules.add_perm("training.close_course", is_members_course | is_esc)
