"""Every write to organisations and memberships. Each call is one transaction."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from stdnum.exceptions import ValidationError as StdnumError
from stdnum.vn import mst

from portal.accounts.models import Membership, Organisation, User
from portal.changes import announce
from portal.validation import Problems, set_fields

EDITABLE = (
    "name",
    "tax_code",
    "description",
    "industry",
    "enterprise_type",
    "size_band",
    "unit",
    "address",
    "industrial_park",
    "phone",
    "email",
    "website",
    "licence_number",
    "licence_valid_until",
)
# What ESC staff looked at; changing it asks for a new look.
VERIFIED_FIELDS = ("name", "tax_code", "licence_number", "licence_valid_until")
PERSONAL_ID_LENGTH = 12


def clean_tax_code(text: str) -> str:
    """The tax code as digits (10, or 13 with a branch), or a household's 12-digit personal ID.

    Raises ValidationError when neither the check digit nor the length is right.
    """
    digits = text.replace(" ", "").replace(".", "")
    if digits.isdigit() and len(digits) == PERSONAL_ID_LENGTH:
        return digits
    try:
        return str(mst.compact(mst.validate(digits)))
    except StdnumError:
        raise ValidationError(
            _("This is no tax code: it has 10 or 13 digits, or 12 for a household business."),
            code="tax_code",
        ) from None


def _fill(organisation: Organisation, values: dict[str, Any]) -> None:
    unknown = set(values) - set(EDITABLE)
    if unknown:
        raise TypeError(f"not editable: {', '.join(sorted(unknown))}")
    set_fields(organisation, values)
    problems = Problems()
    if organisation.tax_code:
        try:
            organisation.tax_code = clean_tax_code(organisation.tax_code)
        except ValidationError as error:
            problems.add("tax_code", error.messages[0], "tax_code")
    with problems.collecting():
        organisation.full_clean()
    problems.raise_if_any()


@transaction.atomic
def register_organisation(*, kind: str, owner: User, values: dict[str, Any]) -> Organisation:
    """A new organisation that waits for verification, with its first owner.

    Raises ValidationError by field; a tax code registers once for each kind.
    """
    organisation = Organisation(kind=kind)
    _fill(organisation, values)
    organisation.save()
    Membership.objects.create(user=owner, organisation=organisation, role=Membership.Role.OWNER)
    announce("organisation", [organisation.pk])
    return organisation


def _locked(organisation_id: int) -> Organisation:
    return Organisation.objects.select_for_update(of=("self",)).get(pk=organisation_id)


@transaction.atomic
def update_organisation(*, organisation_id: int, values: dict[str, Any]) -> Organisation:
    """Changes the profile. A refused organisation that changes what was looked at waits again."""
    organisation = _locked(organisation_id)
    before = {f: getattr(organisation, f) for f in VERIFIED_FIELDS}
    _fill(organisation, values)
    looked_at_changed = any(getattr(organisation, f) != before[f] for f in VERIFIED_FIELDS)
    if looked_at_changed and organisation.verification == Organisation.Verification.REFUSED:
        organisation.verification = Organisation.Verification.PENDING
        organisation.refusal_reason = ""
    organisation.save()
    announce("organisation", [organisation.pk])
    return organisation


@transaction.atomic
def verify_organisation(*, organisation_id: int, by: User) -> Organisation:
    """Lets the organisation publish; verifying a verified one changes nothing."""
    organisation = _locked(organisation_id)
    if organisation.is_verified:
        return organisation
    return _decide(organisation, Organisation.Verification.VERIFIED, by, "")


@transaction.atomic
def refuse_organisation(*, organisation_id: int, by: User, reason: str) -> Organisation:
    """Refuses with a reason that the organisation reads. Raises ValidationError without one."""
    return _decide(_locked(organisation_id), Organisation.Verification.REFUSED, by, reason)


@transaction.atomic
def suspend_organisation(*, organisation_id: int, by: User, reason: str) -> Organisation:
    """Hides all that the organisation published, at once. Raises ValidationError without reason."""
    return _decide(_locked(organisation_id), Organisation.Verification.SUSPENDED, by, reason)


def _decide(organisation: Organisation, state: str, by: User, reason: str) -> Organisation:
    if state != Organisation.Verification.VERIFIED and not reason.strip():
        raise ValidationError({"reason": _("Say why, so that they can put it right.")})
    organisation.verification = state
    organisation.refusal_reason = reason.strip()
    organisation.verified_by = by
    organisation.verified_at = timezone.now()
    organisation.save()
    announce("organisation", [organisation.pk])
    return organisation


@transaction.atomic
def add_member(*, organisation_id: int, user: User, role: str) -> Membership:
    """Lets a user act for the organisation; adding a member again changes the role."""
    organisation = _locked(organisation_id)
    membership, _made = Membership.objects.update_or_create(
        user=user, organisation=organisation, left_at=None, defaults={"role": role}
    )
    return membership


@transaction.atomic
def end_membership(*, organisation_id: int, user: User) -> None:
    """Ends the user's access at once. Raises ValidationError for the last owner."""
    organisation = _locked(organisation_id)
    current = organisation.memberships.filter(left_at__isnull=True)
    owners = current.filter(role=Membership.Role.OWNER)
    if owners.filter(user=user).exists() and owners.count() == 1:
        raise ValidationError(_("The last owner cannot leave. Make somebody else an owner first."))
    current.filter(user=user).update(left_at=timezone.now())
