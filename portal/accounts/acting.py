"""For which organisation somebody acts who is a member of several."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.utils.translation import gettext as _

from portal.accounts.models import Organisation, User


def organisation_for(user: User, permission: str, *, given: int | None, field: str) -> Organisation:
    """The member's organisation `given` by id; where it is None, the only one that may.

    `permission` is asked with the organisation. Raises PermissionDenied when none (or not the one
    given) may, ValidationError at `field` when it is not theirs, or several may and none is given.
    """
    own = {o.pk: o for o in Organisation.objects.of_member(user)}
    if given is not None and given not in own:
        message = _("You do not act for this organisation.")
        raise ValidationError({field: ValidationError(message, code="not_yours")})
    able = [
        organisation
        for pk, organisation in own.items()
        if given in (None, pk) and user.has_perm(permission, organisation)
    ]
    if not able:
        raise PermissionDenied
    if len(able) > 1:
        message = _("Say for which of your organisations.")
        raise ValidationError({field: ValidationError(message, code="required")})
    return able[0]
