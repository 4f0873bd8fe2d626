"""Who signs in, and for which organisation they act."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any, ClassVar, Self

import pghistory
from django.contrib.auth.models import (
    AbstractBaseUser,
    AnonymousUser,
    BaseUserManager,
    PermissionsMixin,
)
from django.db import models
from django.db.models import Case, Q, When
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from phonenumber_field.modelfields import PhoneNumberField

from portal.folded import Folded
from portal.reference.fields import CodeField
from portal.reference.models import IndustrialPark, Unit
from portal.textfold import fold
from portal.validation import has_letters


class UserManager(BaseUserManager["User"]):
    def create_user(
        self,
        *,
        phone: str | None = None,
        email: str | None = None,
        password: str | None = None,
        **extra: Any,
    ) -> "User":
        """A user who signs in by phone, e-mail or both; without a password by code only."""
        user = self.model(phone=phone, email=self.normalize_email(email or "") or None, **extra)
        user.set_password(password)
        user.full_clean(exclude=["password"])
        user.save()
        return user


@pghistory.track(pghistory.UpdateEvent(), fields=["esc_role"], model_name="EscRoleHistory")
class User(AbstractBaseUser, PermissionsMixin):
    """Somebody with an account: a phone and/or an e-mail address, a password if they want one."""

    class EscRole(models.TextChoices):
        COUNSELLOR = "counsellor", _("Counsellor")
        DRIVE_ORGANISER = "drive_organiser", _("Drive organiser")
        MANAGER = "manager", _("Manager")
        ADMINISTRATOR = "administrator", _("Administrator")

    phone = PhoneNumberField(_("phone"), null=True, blank=True, unique=True)
    phone_verified = models.BooleanField(default=False)
    email = models.EmailField(_("e-mail"), null=True, blank=True)
    full_name = models.CharField(
        _("full name"), max_length=120, blank=True, validators=[has_letters]
    )
    esc_role = models.CharField(max_length=20, choices=EscRole, blank=True)
    language = models.CharField(max_length=2, default="vi", choices=[("vi", "vi"), ("en", "en")])
    is_active = models.BooleanField(default=True)
    is_sample = models.BooleanField(default=False)
    last_used_at = models.DateTimeField(null=True, blank=True, help_text="To the day.")
    inactive_warned_at = models.DateTimeField(null=True, blank=True)
    date_joined = models.DateTimeField(default=timezone.now)

    objects = UserManager()

    EMAIL_FIELD = "email"
    USERNAME_FIELD = "id"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        constraints = [
            models.UniqueConstraint(
                models.functions.Lower("email"),
                name="user_email_once",
                violation_error_message=_("This e-mail address already has an account."),
            ),
            models.CheckConstraint(
                condition=Q(phone__isnull=False) | Q(email__isnull=False),
                name="user_phone_or_email",
                violation_error_message=_("Give a phone number or an e-mail address."),
            ),
        ]

    def __str__(self) -> str:
        return self.full_name or _("Account %(id)s") % {"id": self.pk}

    @cached_property
    def has_second_factor(self) -> bool:
        """An authenticator app is tied to the account (recovery codes alone do not count)."""
        # Their models need this one.
        from allauth.mfa.models import Authenticator

        return Authenticator.objects.filter(user=self, type=Authenticator.Type.TOTP).exists()

    @property
    def is_esc(self) -> bool:
        """Works for the employment service centre in any role, and has a second factor.

        Without the second factor a role gives nothing, on pages and in the API alike.
        """
        return self.is_active and bool(self.esc_role) and self.has_second_factor


PRODUCTS_LENGTH = 500


def shown(prefix: str = "") -> Q:
    """Organisations whose vacancies or courses the public may see, at the end of a lookup such as
    `employer__`: the verified ones, and those that wait only since they changed something."""
    return Q(**{f"{prefix}verification": Organisation.Verification.VERIFIED}) | Q(
        **{f"{prefix}verified_as__isnull": False}
    )


def licensed(prefix: str = "") -> Q:
    """Organisations whose licence holds today; a new date counts once the centre has checked it."""
    today = timezone.localdate()
    return Q(**{f"{prefix}licence_valid_until__gte": today}) & (
        Q(**{f"{prefix}verified_as__isnull": True})
        | Q(**{f"{prefix}verified_as__licence_valid_until__gte": today.isoformat()})
    )


class OrganisationQuerySet(models.QuerySet["Organisation"]):
    def shown(self) -> Self:
        """Those whose vacancies or courses the public may see."""
        return self.filter(shown())

    def visible_to(self, user: User | AnonymousUser) -> Self:
        """Those that the public sees, those for which the user acts, and for the ESC all."""
        seen = shown()
        if user.is_authenticated:
            if user.is_esc:
                return self
            seen |= Q(pk__in=Organisation.objects.of_member(user).values("pk"))
        return self.filter(seen)

    def waiting(self) -> Self:
        """Those that the centre has yet to look at, the one that waits longest first, with
        `waits_since`."""
        pending = self.filter(verification=Organisation.Verification.PENDING)
        since = Case(When(verified_as__isnull=False, then="updated_at"), default="created_at")
        return pending.annotate(waits_since=since).order_by("waits_since", "pk")

    def named(self, text: str) -> Self:
        """Those whose name holds every word of the text, with or without tone marks, or whose
        tax code begins with it."""
        words = Q()
        for word in fold(text).split():
            words &= Q(folded_name__contains=word)
        code = text.replace(" ", "").replace(".", "")
        return self.alias(folded_name=Folded("name")).filter(words | Q(tax_code__startswith=code))

    def of_member(self, user: User) -> Self:
        """Those for which the user may act now."""
        return self.filter(memberships__user=user, memberships__left_at__isnull=True)


@pghistory.track(
    fields=[
        "name",
        "tax_code",
        "licence_number",
        "licence_valid_until",
        "verification",
        "refusal_reason",
        "verified_by",
    ],
    model_name="OrganisationHistory",
)
class Organisation(models.Model):
    """An employer, training centre, overseas-work agency or ESC office."""

    class Kind(models.TextChoices):
        EMPLOYER = "employer", _("Employer")
        TRAINING_CENTRE = "training_centre", _("Training centre")
        OVERSEAS_AGENCY = "overseas_agency", _("Overseas-work agency")
        ESC_OFFICE = "esc_office", _("ESC office")

    class Verification(models.TextChoices):
        PENDING = "pending", _("Waiting for verification")
        VERIFIED = "verified", _("Verified")
        REFUSED = "refused", _("Refused")
        SUSPENDED = "suspended", _("Suspended")

    kind = models.CharField(max_length=20, choices=Kind)
    name = models.CharField(_("organisation name"), max_length=250, validators=[has_letters])
    tax_code = models.CharField(_("tax code"), max_length=14, blank=True)
    description = models.TextField(_("about the organisation"), max_length=5000, blank=True)
    products = models.TextField(
        _("main products or services"), max_length=PRODUCTS_LENGTH, blank=True
    )
    industry = CodeField("industries", verbose_name=_("industry"), blank=True)
    enterprise_type = CodeField("enterprise_types", verbose_name=_("enterprise type"), blank=True)
    size_band = CodeField("size_bands", verbose_name=_("number of employees"), blank=True)
    unit = models.ForeignKey(
        Unit, models.PROTECT, null=True, blank=True, verbose_name=_("ward or commune")
    )
    address = models.CharField(_("address"), max_length=250, blank=True)
    industrial_park = models.ForeignKey(
        IndustrialPark, models.PROTECT, null=True, blank=True, verbose_name=_("industrial park")
    )
    phone = PhoneNumberField(_("phone"), blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    website = models.URLField(_("website"), blank=True)
    licence_number = models.CharField(
        _("licence or registration certificate number"),
        max_length=60,
        blank=True,
        help_text=_("Overseas-work agencies and training centres."),
    )
    licence_valid_until = models.DateField(_("licence valid until"), null=True, blank=True)
    verification = models.CharField(
        max_length=10, choices=Verification, default=Verification.PENDING
    )
    verified_by = models.ForeignKey(User, models.SET_NULL, null=True, blank=True, related_name="+")
    verified_at = models.DateTimeField(null=True, blank=True)
    verified_as = models.JSONField(
        null=True,
        blank=True,
        editable=False,
        help_text="What the centre verified, by field, while a change of it waits for a new check.",
    )
    refusal_reason = models.CharField(max_length=500, blank=True)
    reminded_at = models.DateTimeField(
        null=True,
        blank=True,
        editable=False,
        help_text="When the centre was reminded that it waits; once for each waiting.",
    )
    is_sample = models.BooleanField(default=False)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    objects = OrganisationQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "tax_code"],
                condition=~Q(tax_code=""),
                name="organisation_tax_code_once",
                violation_error_message=_("An organisation with this tax code is registered."),
            ),
            models.CheckConstraint(
                condition=~Q(verification="refused") | ~Q(refusal_reason=""),
                name="organisation_refused_with_reason",
            ),
            models.CheckConstraint(
                condition=Q(verified_as__isnull=True) | Q(verification="pending"),
                name="organisation_checked_again_while_pending",
            ),
        ]
        indexes = [models.Index(fields=["verification", "created_at"])]

    def __str__(self) -> str:
        return self.name

    @property
    def is_verified(self) -> bool:
        """The centre knows it as it is now: it may publish."""
        return self.verification == self.Verification.VERIFIED

    @property
    def is_shown(self) -> bool:
        """Whether the public may see what it has published; the same rule as `shown`."""
        return is_shown(self.verification, self.verified_as)

    @property
    def licensed_until(self) -> date | None:
        """The last day of its licence; the same rule as `licensed`."""
        return last_licensed_day(self.licence_valid_until, self.verified_as)


def is_shown(verification: str, verified_as: dict[str, str] | None) -> bool:
    return verification == Organisation.Verification.VERIFIED or verified_as is not None


def last_licensed_day(given: date | None, verified_as: dict[str, str] | None) -> date | None:
    """The day that was given, unless the centre knows an earlier one and has yet to check it."""
    if given is None or verified_as is None:
        return given
    known = verified_as["licence_valid_until"]
    return min(given, date.fromisoformat(known)) if known else None


@pghistory.track(model_name="MembershipHistory")
class Membership(models.Model):
    """That a user acts for an organisation; ends on the day they leave."""

    class Role(models.TextChoices):
        OWNER = "owner", _("Owner")
        STAFF = "staff", _("Staff")

    user = models.ForeignKey(User, models.CASCADE, related_name="memberships")
    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="memberships")
    role = models.CharField(max_length=5, choices=Role)
    joined_at = models.DateTimeField(auto_now_add=True)
    left_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["user", "organisation"],
                condition=Q(left_at__isnull=True),
                name="membership_once",
            )
        ]


class MemberInvitationQuerySet(models.QuerySet["MemberInvitation"]):
    def open(self) -> Self:
        """Those that may still be accepted."""
        return self.filter(sent_at__gt=timezone.now() - MemberInvitation.OPEN_FOR)

    def expired(self) -> Self:
        return self.filter(sent_at__lte=timezone.now() - MemberInvitation.OPEN_FOR)

    def to(self, *, phone: Any, emails: Iterable[str | None]) -> Self:
        """Those that went to this phone or to one of these e-mail addresses, in any case."""
        lower = [email.lower() for email in emails if email]
        wanted = Q(email__in=lower)
        return self.filter(wanted | Q(phone=phone) if phone else wanted)


class MemberInvitation(models.Model):
    """An owner asks whoever has a phone or e-mail address to act for the organisation.

    It gives nothing before it is accepted, and is gone once it is answered, withdrawn or too old:
    nobody's number is kept longer than it is needed.
    """

    OPEN_FOR = timedelta(days=14)

    organisation = models.ForeignKey(
        Organisation, models.CASCADE, related_name="member_invitations"
    )
    phone = PhoneNumberField(blank=True)
    email = models.EmailField(blank=True, help_text="Lower case.")
    role = models.CharField(max_length=5, choices=Membership.Role)
    invited_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    sent_at = models.DateTimeField(default=timezone.now)

    objects = MemberInvitationQuerySet.as_manager()

    class Meta:
        ordering = ["-sent_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "phone", "email"], name="member_invitation_once"
            ),
            models.CheckConstraint(
                condition=Q(phone="") ^ Q(email=""), name="member_invitation_phone_or_email"
            ),
        ]
        indexes = [models.Index(fields=["phone"]), models.Index(fields=["email"])]

    def __str__(self) -> str:
        return f"{self.organisation_id} · {self.pk}"

    @property
    def contact(self) -> str:
        """The phone (E.164) or e-mail address."""
        return self.phone.as_e164 if self.phone else self.email

    @property
    def open_until(self) -> datetime:
        return self.sent_at + self.OPEN_FOR
