"""Who may what with enrolments. That one exists is private: `EnrolmentQuerySet.visible_to`."""

import rules

from portal.accounts.models import User
from portal.accounts.rules import is_esc, is_member
from portal.people.rules import may_seek
from training.enrolment.models import Enrolment
from training.models import Intake


@rules.predicate
def is_own(user: User, enrolment: Enrolment | None) -> bool:
    """Of the user themselves."""
    return enrolment is not None and enrolment.person.user_id == user.pk


@rules.predicate
def is_of_members_class(user: User, enrolment: Enrolment | None) -> bool:
    """In a class of a centre for which the user acts."""
    return enrolment is not None and is_member(user, enrolment.course.centre)


@rules.predicate
def is_members_class(user: User, intake: Intake | None) -> bool:
    """The class belongs to a centre for which the user acts."""
    return intake is not None and is_member(user, intake.course.centre)


rules.add_perm("enrolment.enrol", may_seek)
rules.add_perm("enrolment.change_own", is_own)
rules.add_perm("enrolment.decide_enrolment", is_of_members_class)
rules.add_perm("enrolment.view_class", is_members_class | is_esc)
rules.add_perm("enrolment.run_class", is_members_class)
rules.add_perm("enrolment.view_decisions", is_esc)
rules.add_perm("enrolment.decide_insurance", is_esc)
