"""Every write to users, organisations and memberships. Each call is one transaction."""

from datetime import datetime
from typing import Any

from allauth.account.models import EmailAddress
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from knox.models import AuthToken
from stdnum.exceptions import ValidationError as StdnumError
from stdnum.vn import mst

from portal.accounts.contacts import Contact, parse_phone
from portal.accounts.models import MemberInvitation, Membership, Organisation, User
from portal.accounts.signals import account_erased, organisation_decided
from portal.changes import announce
from portal.textfold import nfc
from portal.validation import Problems, expect_version, set_fields

EDITABLE = (
    "name",
    "tax_code",
    "description",
    "products",
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
# What the centre compares with the registers before it verifies.
IDENTITY = ("name", "tax_code", "licence_number", "licence_valid_until")
# Never verified: it has published nothing, so that there is nothing to suspend.
REFUSABLE = (Organisation.Verification.PENDING, Organisation.Verification.REFUSED)
PERSONAL_ID_LENGTH = 12
REASON_LENGTH = 500


def user_of_contact(contact: Contact) -> User | None:
    """Who signs in with that phone or e-mail address, verified or not."""
    if contact.phone:
        return User.objects.filter(phone=contact.phone).first()
    return User.objects.filter(email__iexact=contact.email).first()


@transaction.atomic
def create_account(
    *,
    contact: Contact,
    full_name: str = "",
    password: str | None = None,
    verified: bool = False,
    **extra: Any,
) -> User:
    """A new user; `verified` when somebody made sure that the phone or address is theirs.

    Raises ValidationError when the contact already has an account.
    """
    user = User.objects.create_user(
        phone=contact.phone or None,
        email=contact.email or None,
        password=password,
        full_name=nfc(full_name.replace("\0", "")),
        phone_verified=verified and bool(contact.phone),
        **extra,
    )
    if contact.email:
        EmailAddress.objects.create(user=user, email=contact.email, primary=True, verified=verified)
    return user


def account_for_sign_up(*, contact: Contact, full_name: str, language: str) -> User:
    """The user of a sign-up: the one who has the contact already, else a new one.

    Who signs up twice simply signs in; nobody learns whether an account was there.
    """
    if user := user_of_contact(contact):
        return user
    try:
        return create_account(contact=contact, full_name=full_name, language=language)
    except (IntegrityError, ValidationError):
        # Both of two quick taps came through; the other one was first.
        if user := user_of_contact(contact):
            return user
        raise


@transaction.atomic
def set_phone(*, user: User, phone: str, verified: bool) -> None:
    """Gives the user a phone number (E.164). Raises ValidationError when another account has it."""
    if User.objects.filter(phone=phone).exclude(pk=user.pk).exists():
        raise ValidationError({"phone": _("This phone number already has an account.")})
    user.phone = phone
    user.phone_verified = verified
    user.save(update_fields=["phone", "phone_verified"])


@transaction.atomic
def set_esc_role(*, user_id: int, role: str) -> User:
    """Gives an ESC role or, with an empty one, takes it away; tokens made before end.

    Raises ValidationError for a role that does not exist, and when it would leave the centre
    without an administrator.
    """
    if role and role not in User.EscRole.values:
        raise ValidationError({"role": _("There is no such role.")})
    # All of them are locked, lest two administrators take the role from each other at once.
    administrators = User.objects.filter(esc_role=User.EscRole.ADMINISTRATOR, is_active=True)
    locked = {a.pk: a for a in administrators.select_for_update().order_by("pk")}
    user = locked.get(user_id) or User.objects.select_for_update().get(pk=user_id)
    if user_id in locked and role != User.EscRole.ADMINISTRATOR and len(locked) == 1:
        raise ValidationError(
            {"role": _("This is the last administrator. Make somebody else administrator first.")}
        )
    if user.esc_role != role:
        user.esc_role = role
        user.save(update_fields=["esc_role"])
        # Made with less than the role asks for.
        AuthToken.objects.filter(user=user).delete()
    return user


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


def _save(organisation: Organisation, values: dict[str, Any]) -> None:
    unknown = set(values) - set(EDITABLE)
    if unknown:
        raise TypeError(f"not editable: {', '.join(sorted(unknown))}")
    set_fields(organisation, values)
    problems = Problems()
    if values.get("phone"):
        try:
            organisation.phone = parse_phone(str(values["phone"]))
        except ValidationError as error:
            organisation.phone = ""
            problems.add("phone", error.messages[0], "invalid_phone")
    if organisation.tax_code:
        try:
            organisation.tax_code = clean_tax_code(organisation.tax_code)
        except ValidationError as error:
            problems.add("tax_code", error.messages[0], "tax_code")
    with problems.collecting():
        organisation.full_clean(validate_constraints=False)
    same = Organisation.objects.filter(kind=organisation.kind, tax_code=organisation.tax_code)
    if organisation.tax_code and same.exclude(pk=organisation.pk).exists():
        problems.add("tax_code", _tax_code_taken(), "taken")
    problems.raise_if_any()
    try:
        with transaction.atomic():
            organisation.save()
    except IntegrityError:
        # Somebody registered it since we looked.
        raise ValidationError({"tax_code": _tax_code_taken()}) from None


def _tax_code_taken() -> str:
    return _("An organisation with this tax code is registered. Ask its owner to add you to it.")


@transaction.atomic
def register_organisation(*, kind: str, owner: User, values: dict[str, Any]) -> Organisation:
    """A new organisation that waits for verification, with its first owner; the one that the owner
    has registered under this tax code already, where the form was sent twice.

    Raises ValidationError by field; a tax code registers once for each kind.
    """
    organisation = Organisation(kind=kind)
    try:
        _save(organisation, values)
    except ValidationError:
        own = Organisation.objects.of_member(owner).filter(kind=kind, name=organisation.name)
        made = own.filter(tax_code=organisation.tax_code).exclude(tax_code="").first()
        if made is None:
            raise
        return made
    Membership.objects.create(user=owner, organisation=organisation, role=Membership.Role.OWNER)
    announce("organisation", [organisation.pk])
    return organisation


def _locked(organisation_id: int) -> Organisation:
    return Organisation.objects.select_for_update(of=("self",)).get(pk=organisation_id)


@transaction.atomic
def update_organisation(
    *, organisation_id: int, values: dict[str, Any], version: datetime | None = None
) -> Organisation:
    """Changes the profile. A refused organisation that corrects anything waits again.

    So does a verified one that changes what the centre has verified; what it has published stays
    public, but it publishes nothing new until the centre has looked. Changed back, it is verified.

    Raises ValidationError by field, and ChangedError where the organisation is not of the `version`
    that is expected.
    """
    organisation = _locked(organisation_id)
    expect_version(organisation, version)
    before = {f: getattr(organisation, f) for f in EDITABLE}
    was = identity(organisation)
    _save(organisation, values)
    corrected = any(getattr(organisation, f) != before[f] for f in EDITABLE)
    if corrected and organisation.verification == Organisation.Verification.REFUSED:
        organisation.verification = Organisation.Verification.PENDING
        organisation.refusal_reason = ""
        organisation.reminded_at = None
    elif organisation.is_verified or organisation.verified_as:
        verified = organisation.verified_as or was
        same = verified == identity(organisation)
        organisation.verified_as = None if same else verified
        states = Organisation.Verification
        if organisation.is_verified:
            organisation.reminded_at = None
        organisation.verification = states.VERIFIED if same else states.PENDING
    organisation.save(
        update_fields=[
            *("verification", "refusal_reason", "verified_as", "reminded_at", "updated_at")
        ]
    )
    announce("organisation", [organisation.pk])
    return organisation


def identity(organisation: Organisation) -> dict[str, str]:
    """What the centre verifies, by field, as text; empty where nothing was given."""
    return {field: str(getattr(organisation, field) or "") for field in IDENTITY}


def check_may_publish(
    organisation: Organisation, problems: Problems, *, is_public: bool = False
) -> None:
    """Adds to the problems of a draft that its organisation is not verified as it is now.

    What `is_public` already stays so while the centre only checks a change.
    """
    if organisation.is_verified or (is_public and organisation.is_shown):
        return
    if organisation.is_shown:
        message = _("The centre is checking what you changed. Until then your draft is kept.")
    else:
        message = _("The centre has not verified your organisation yet. Your draft is kept.")
    problems.add("__all__", message, "unverified")


@transaction.atomic
def verify_organisation(*, organisation_id: int, by: User) -> Organisation:
    """Lets the organisation publish; verifying a verified one changes nothing."""
    organisation = _locked(organisation_id)
    if organisation.is_verified:
        return organisation
    return _decide(organisation, Organisation.Verification.VERIFIED, by, "")


@transaction.atomic
def refuse_organisation(*, organisation_id: int, by: User, reason: str) -> Organisation:
    """Refuses with a reason that the organisation reads.

    Raises ValidationError without one, and for an organisation that was verified once.
    """
    organisation = _locked(organisation_id)
    if organisation.verification not in REFUSABLE:
        raise ValidationError(_("It is verified. What it publishes can be hidden: suspend it."))
    return _decide(organisation, Organisation.Verification.REFUSED, by, reason)


@transaction.atomic
def suspend_organisation(*, organisation_id: int, by: User, reason: str) -> Organisation:
    """Hides all that the organisation published, at once; also while it is checked again.

    Raises ValidationError without a reason, and for an organisation that shows nothing because it
    was never verified.
    """
    organisation = _locked(organisation_id)
    if organisation.verification in REFUSABLE and not organisation.is_shown:
        raise ValidationError(_("It is not verified and publishes nothing. Refuse it."))
    return _decide(organisation, Organisation.Verification.SUSPENDED, by, reason)


def _decide(organisation: Organisation, state: str, by: User, reason: str) -> Organisation:
    reason = nfc(reason.replace("\0", ""))
    if state != Organisation.Verification.VERIFIED and not reason:
        raise ValidationError({"reason": _("Say why, so that they can put it right.")})
    if len(reason) > REASON_LENGTH:
        raise ValidationError(
            {"reason": _("Write at most %(max)s characters.") % {"max": REASON_LENGTH}}
        )
    if (organisation.verification, organisation.refusal_reason) == (state, reason):
        return organisation
    organisation.verification = state
    organisation.verified_as = None
    organisation.refusal_reason = reason
    organisation.verified_by = by
    organisation.verified_at = timezone.now()
    organisation.save()
    announce("organisation", [organisation.pk])
    organisation_decided.send(sender=Organisation, organisation=organisation)
    return organisation


@transaction.atomic
def add_member(*, organisation_id: int, user: User, role: str) -> Membership:
    """Lets a user act for the organisation; adding a member again changes the role.

    Raises ValidationError where no owner would be left.
    """
    organisation = _locked(organisation_id)
    if role != Membership.Role.OWNER:
        _keep_an_owner(organisation, user)
    membership, _made = Membership.objects.update_or_create(
        user=user, organisation=organisation, left_at=None, defaults={"role": role}
    )
    return membership


@transaction.atomic
def end_membership(*, organisation_id: int, user: User) -> None:
    """Ends the user's access at once. Raises ValidationError for the last owner."""
    organisation = _locked(organisation_id)
    _keep_an_owner(organisation, user)
    organisation.memberships.filter(user=user, left_at__isnull=True).update(left_at=timezone.now())


def _keep_an_owner(organisation: Organisation, user: User) -> None:
    owners = organisation.memberships.filter(left_at__isnull=True, role=Membership.Role.OWNER)
    if owners.filter(user=user).exists() and owners.count() == 1:
        raise ValidationError(_("The last owner cannot leave. Make somebody else an owner first."))


@transaction.atomic
def delete_account(*, user_id: int) -> None:
    """Erases an account and all that is kept about its owner; ends its sessions and tokens.

    Who stands above erases what it keeps at `signals.account_erased`. The history of memberships
    stays, with a number instead of a person. Raises ValidationError for somebody with an ESC role,
    and for the last owner of an organisation.
    """
    user = User.objects.select_for_update().get(pk=user_id)
    MemberInvitation.objects.to(phone=user.phone, emails=[user.email]).delete()
    if user.esc_role:
        raise ValidationError(_("An administrator must first take away your role at the centre."))
    for organisation_id in user.memberships.filter(left_at__isnull=True).values_list(
        "organisation_id", flat=True
    ):
        end_membership(organisation_id=organisation_id, user=user)
    account_erased.send(sender=User, user=user)
    keys = UserSession.objects.filter(user=user).values("session_key")
    Session.objects.filter(session_key__in=keys).delete()
    user.delete()
