"""Vacancies (domestic, and overseas orders of licensed agencies)."""

from typing import Self

import pghistory
from django.contrib.auth.models import AnonymousUser
from django.core.validators import MaxValueValidator, MinLengthValidator, MinValueValidator
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_fsm import FSMField, FSMModelMixin, transition
from phonenumber_field.modelfields import PhoneNumberField

from portal.accounts.models import Organisation, User, licensed, shown
from portal.labour import LONGEST_PROBATION
from portal.lines import LinesField
from portal.reference.fields import CodeField, CodesField
from portal.reference.models import IndustrialPark, Occupation, Skill, Unit
from portal.validation import has_letters

LAWFUL_LIMIT_LENGTH = 500


class VacancyQuerySet(models.QuerySet["Vacancy"]):
    def public(self) -> Self:
        """Open vacancies of organisations that may be shown, overseas ones with a valid licence."""
        today = timezone.localdate()
        return self.filter(
            Q(kind=Vacancy.Kind.DOMESTIC) | licensed("employer__"),
            shown("employer__"),
            status=Vacancy.Status.PUBLISHED,
            openings_left__gt=0,
        ).filter(Q(valid_through__isnull=True) | Q(valid_through__gte=today))

    def visible_to(self, user: User | AnonymousUser) -> Self:
        """The public ones, those of the user's organisations, and for the ESC all but drafts."""
        # Asked of each row, so that a single row does not cost a list of all public ones.
        seen = Q(Exists(Vacancy.objects.public().filter(pk=OuterRef("pk"))))
        if user.is_authenticated:
            seen |= Q(employer__in=Organisation.objects.of_member(user))
            if user.is_esc:
                seen |= ~Q(status=Vacancy.Status.DRAFT)
        return self.filter(seen)

    def locked(self, pk: int) -> "Vacancy":
        """The vacancy with its employer, which nobody else changes until the transaction ends."""
        return self.select_for_update(of=("self",)).select_related("employer").get(pk=pk)

    def once_public(self) -> Self:
        """Those that are or were open to the public: people may have kept their address."""
        return self.exclude(status=Vacancy.Status.DRAFT).exclude(published_at__isnull=True)

    def expired(self) -> Self:
        """Published ones whose last day is over."""
        return self.filter(status=Vacancy.Status.PUBLISHED, valid_through__lt=timezone.localdate())


@pghistory.track(
    fields=["title", "status", "pay_min", "pay_max", "openings", "openings_left", "valid_through"],
    model_name="VacancyHistory",
)
class Vacancy(FSMModelMixin, models.Model):
    """Work that an organisation offers: form 01 of Circular 11/2022 and 03a of Decree 23/2021, see
    docs/forms.md. Pay in VND/month. Sex or age are no fields, by law; what a law itself limits is
    said in `lawful_limit`, which the centre reads before it is public."""

    class Kind(models.TextChoices):
        DOMESTIC = "domestic", _("In Vietnam")
        OVERSEAS = "overseas", _("Overseas")

    class Status(models.TextChoices):
        DRAFT = "draft", _("Draft")
        REVIEW = "review", _("Waiting for review")
        PUBLISHED = "published", _("Published")
        CLOSED = "closed", _("Closed")

    employer = models.ForeignKey(Organisation, models.PROTECT, related_name="vacancies")
    kind = models.CharField(_("where"), max_length=8, choices=Kind, default=Kind.DOMESTIC)
    title = models.CharField(
        _("job title"), max_length=150, validators=[MinLengthValidator(3), has_letters]
    )
    description = LinesField(_("what the work is"), max_length=10000)
    requirements = LinesField(_("what is needed"), max_length=10000, blank=True)
    benefits = LinesField(_("what you offer"), max_length=10000, blank=True)
    occupation = models.ForeignKey(
        Occupation, models.PROTECT, related_name="vacancies", verbose_name=_("occupation")
    )
    skills = models.ManyToManyField(Skill, through="VacancySkill", related_name="vacancies")
    openings = models.PositiveSmallIntegerField(
        _("number of openings"), validators=[MinValueValidator(1), MaxValueValidator(9999)]
    )
    openings_left = models.PositiveSmallIntegerField()
    position = CodeField("positions", verbose_name=_("position"), blank=True)
    purpose = CodeField("working_time_purposes", verbose_name=_("for how long"), blank=True)
    pay_period = CodeField("pay_periods", verbose_name=_("kind of pay"), blank=True)
    rate_min = models.PositiveIntegerField(
        _("pay from (VND a day or an hour)"),
        null=True,
        blank=True,
        help_text="Only with pay by the day or hour; pay_min and pay_max follow from it.",
    )
    rate_max = models.PositiveIntegerField(
        _("pay to (VND a day or an hour)"), null=True, blank=True
    )
    pay_min = models.PositiveIntegerField(_("pay from (VND/month)"), null=True, blank=True)
    pay_max = models.PositiveIntegerField(_("pay to (VND/month)"), null=True, blank=True)
    contract = CodeField("contracts", verbose_name=_("contract"), blank=True)
    employment_type = CodeField("employment_types", verbose_name=_("kind of employment"))
    shifts = CodesField("shifts", verbose_name=_("shifts"))
    hours_per_week = models.PositiveSmallIntegerField(
        _("hours a week"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(72)],
    )
    welfare = CodesField("welfare", verbose_name=_("welfare"))
    physical_conditions = CodesField("physical_conditions", verbose_name=_("working conditions"))
    education = CodeField("education", verbose_name=_("schooling needed"), blank=True)
    cmkt = CodeField("cmkt", verbose_name=_("professional level needed"), blank=True)
    experience_months = models.PositiveSmallIntegerField(
        _("months of experience needed"), default=0, validators=[MaxValueValidator(240)]
    )
    languages = CodesField("languages", verbose_name=_("languages needed"))
    language_certificate = models.CharField(_("language certificate"), max_length=100, blank=True)
    language_grade = CodeField(
        "ability_grades", verbose_name=_("how well the languages are needed"), blank=True
    )
    major = models.CharField(_("field of study"), max_length=150, blank=True)
    skill_grade = models.PositiveSmallIntegerField(
        _("skill grade (1–7)"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(7)],
    )
    it_skills = models.CharField(_("computer skills"), max_length=200, blank=True)
    it_grade = CodeField(
        "ability_grades", verbose_name=_("how well computers are needed"), blank=True
    )
    soft_skills = CodesField("soft_skills", verbose_name=_("soft skills"))
    extra_requirements = CodesField("extra_requirements", verbose_name=_("further conditions"))
    priority_groups = CodesField("priority_groups", verbose_name=_("groups that are welcome"))
    lawful_limit = LinesField(
        _("a limit that a law sets"), max_length=LAWFUL_LIMIT_LENGTH, blank=True
    )
    lawful_limit_reason = CodeField(
        "lawful_limit_reasons", verbose_name=_("what the limit rests on"), blank=True
    )
    probation_days = models.PositiveSmallIntegerField(
        _("days of probation"),
        null=True,
        blank=True,
        validators=[MaxValueValidator(LONGEST_PROBATION)],
    )
    recruitment_methods = CodesField("recruitment_methods", verbose_name=_("how you recruit"))
    contact_name = models.CharField(_("contact person"), max_length=120, blank=True)
    contact_phone = PhoneNumberField(_("phone of the contact"), blank=True)
    contact_email = models.EmailField(_("e-mail of the contact"), blank=True)
    contact_public = models.BooleanField(_("everybody may see the contact"), default=False)
    contact_by_sms = models.BooleanField(_("the centre may send an SMS"), default=False)
    contact_by_email = models.BooleanField(_("the centre may send an e-mail"), default=False)
    industry = CodeField("industries", verbose_name=_("industry"), blank=True)
    unit = models.ForeignKey(
        Unit, models.PROTECT, null=True, blank=True, verbose_name=_("ward or commune of work")
    )
    industrial_park = models.ForeignKey(
        IndustrialPark, models.PROTECT, null=True, blank=True, verbose_name=_("industrial park")
    )
    address = models.CharField(_("address of work"), max_length=250, blank=True)
    country = models.CharField(_("country"), max_length=2, blank=True, help_text="ISO 3166-1.")
    contract_approval_number = models.CharField(
        _("number of the approved labour supply contract"), max_length=60, blank=True
    )
    term_months = models.PositiveSmallIntegerField(
        _("term in months"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(120)],
    )
    orientation = models.CharField(
        _("course before departure"),
        max_length=250,
        blank=True,
        help_text=_("Language and orientation: where, how long, who pays."),
    )
    valid_through = models.DateField(
        _("apply until"), null=True, blank=True, help_text=_("Empty: until filled.")
    )
    status = FSMField(default=Status.DRAFT, choices=Status.choices, protected=True)
    published_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    close_reason = CodeField("vacancy_close_reasons", blank=True)
    form_key = models.UUIDField(
        null=True,
        blank=True,
        editable=False,
        help_text="The form that made it, so that one sent twice makes no second one.",
    )
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    objects = VacancyQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at"]
        verbose_name_plural = "vacancies"
        constraints = [
            models.UniqueConstraint(fields=["employer", "form_key"], name="vacancy_once_a_form"),
            models.CheckConstraint(
                condition=Q(pay_min__isnull=True)
                | Q(pay_max__isnull=True)
                | Q(pay_max__gte=F("pay_min")),
                name="vacancy_pay_max_not_below_min",
                violation_error_message=_("The highest pay is below the lowest."),
            ),
            models.CheckConstraint(
                condition=Q(openings_left__lte=F("openings")), name="vacancy_openings_left"
            ),
            models.CheckConstraint(
                condition=Q(status__in=["draft", "review"]) | Q(published_at__isnull=False),
                name="vacancy_published_has_date",
            ),
            models.CheckConstraint(
                condition=Q(rate_min__isnull=True)
                | Q(rate_max__isnull=True)
                | Q(rate_max__gte=F("rate_min")),
                name="vacancy_rate_max_not_below_min",
                violation_error_message=_("The highest pay is below the lowest."),
            ),
            models.CheckConstraint(
                condition=Q(lawful_limit="") | ~Q(lawful_limit_reason=""),
                name="vacancy_lawful_limit_with_reason",
            ),
            models.CheckConstraint(
                condition=~Q(status="published") | Q(kind="overseas") | Q(unit__isnull=False),
                name="vacancy_published_has_place",
            ),
            models.CheckConstraint(
                condition=~Q(status="published")
                | Q(kind="domestic")
                | (~Q(country="") & ~Q(contract_approval_number="")),
                name="vacancy_overseas_has_contract",
            ),
        ]
        indexes = [
            models.Index(fields=["status", "published_at"]),
            models.Index(
                fields=["valid_through"], condition=Q(status="published"), name="vacancy_due"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @transition(
        field=status,
        source=[Status.DRAFT, Status.REVIEW, Status.CLOSED],
        target=Status.PUBLISHED,
    )
    def publish(self) -> None:
        """Opens the vacancy to the public; again, after it was closed."""
        self.published_at = timezone.now()
        self.closed_at = None
        self.close_reason = ""

    @transition(
        field=status,
        source=[Status.DRAFT, Status.PUBLISHED, Status.CLOSED],
        target=Status.REVIEW,
    )
    def wait_for_review(self) -> None:
        """The centre must look at it; until then the public does not see it."""
        self.closed_at = None
        self.close_reason = ""

    @transition(field=status, source=Status.REVIEW, target=Status.DRAFT)
    def return_to_draft(self) -> None:
        """For one that was never public."""

    @transition(field=status, source=[Status.REVIEW, Status.PUBLISHED], target=Status.CLOSED)
    def close(self, reason: str) -> None:
        """Takes the vacancy off; `reason` is a code of the list vacancy_close_reasons."""
        self.closed_at = timezone.now()
        self.close_reason = reason

    @property
    def is_public(self) -> bool:
        """Whether the public may see it today; the same rule as VacancyQuerySet.public()."""
        today = timezone.localdate()
        licence = self.employer.licensed_until
        return (
            self.status == self.Status.PUBLISHED
            and self.employer.is_shown
            and self.openings_left > 0
            and (self.valid_through is None or self.valid_through >= today)
            and (self.kind == self.Kind.DOMESTIC or (licence is not None and licence >= today))
        )


class VacancySkill(models.Model):
    """A skill that the vacancy cannot do without, or is glad of."""

    vacancy = models.ForeignKey(Vacancy, models.CASCADE, related_name="skill_links")
    skill = models.ForeignKey(Skill, models.PROTECT, related_name="vacancy_links")
    essential = models.BooleanField(default=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["vacancy", "skill"], name="vacancy_skill_once")
        ]

    def __str__(self) -> str:
        return f"{self.vacancy_id} · {self.skill_id}"


class OverseasFee(models.Model):
    """What somebody pays for an order overseas, in VND for one worker (Law 69/2020/QH14, Articles
    22 to 26; its ceilings are in jobs.moderation.overseas)."""

    vacancy = models.ForeignKey(Vacancy, models.CASCADE, related_name="fees")
    kind = CodeField("overseas_fee_kinds", verbose_name=_("what is paid for"))
    payer = CodeField("fee_payers", verbose_name=_("who pays"))
    amount = models.PositiveIntegerField(_("amount (VND)"), validators=[MinValueValidator(1)])

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["vacancy", "kind", "payer"], name="overseas_fee_once"),
            models.CheckConstraint(condition=Q(amount__gt=0), name="overseas_fee_positive"),
        ]

    def __str__(self) -> str:
        return f"{self.vacancy_id} · {self.kind} · {self.payer}"
