"""Who may what, as predicates; everything not granted here is denied."""

import rules

from portal.accounts.models import Membership, Organisation, User


@rules.predicate
def is_esc(user: User) -> bool:
    return getattr(user, "is_esc", False)


@rules.predicate
def is_esc_counsellor(user: User) -> bool:
    return is_esc(user) and user.esc_role == User.EscRole.COUNSELLOR


@rules.predicate
def is_esc_manager(user: User) -> bool:
    return is_esc(user) and user.esc_role == User.EscRole.MANAGER


@rules.predicate
def is_esc_administrator(user: User) -> bool:
    return is_esc(user) and user.esc_role == User.EscRole.ADMINISTRATOR


@rules.predicate
def is_member(user: User, organisation: Organisation | None) -> bool:
    """Acts for the organisation today."""
    return (
        user.is_authenticated
        and organisation is not None
        and organisation.memberships.filter(user=user, left_at__isnull=True).exists()
    )


@rules.predicate
def is_owner(user: User, organisation: Organisation | None) -> bool:
    return (
        user.is_authenticated
        and organisation is not None
        and organisation.memberships.filter(
            user=user, left_at__isnull=True, role=Membership.Role.OWNER
        ).exists()
    )


rules.add_perm("accounts.verify_organisation", is_esc)
rules.add_perm("accounts.change_organisation", is_member)
rules.add_perm("accounts.invite_member", is_owner)
rules.add_perm("accounts.assign_esc_role", is_esc_administrator)
rules.add_perm("accounts.view_desk", is_esc)
rules.add_perm("search.view_health", is_esc)
rules.add_perm("search.view_questions", is_esc)
rules.add_perm("search.decide_synonym", is_esc)
rules.add_perm("search.mend", is_esc_administrator)
