"""The job seeker: identity, qualifications, wishes, consent, and who saw the contact data."""

from typing import Self
from uuid import uuid4

import pghistory
from django.contrib.postgres.fields import ArrayField
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from portal.accounts.models import Organisation, User
from portal.reference.fields import CodeField, CodesField
from portal.reference.models import Occupation, Skill, Unit
from portal.sealed import SealedCodesField, SealedTextField
from portal.validation import has_letters


class PersonQuerySet(models.QuerySet["Person"]):
    def seeking(self) -> Self:
        """Those who look for work now."""
        return self.filter(seeking=True)

    def visible_to_employers(self) -> Self:
        """Those who look for work and let employers find them, without their name."""
        return self.seeking().filter(
            consents__purpose=Consent.Purpose.CANDIDATE_SEARCH,
            consents__withdrawn_at__isnull=True,
        )


class Person(models.Model):
    """A job seeker. Ethnicity, health and poverty are for subsidies and counsellors only:
    never shown to employers and never part of a score."""

    class Sex(models.TextChoices):
        FEMALE = "female", _("Female")
        MALE = "male", _("Male")

    user = models.OneToOneField(User, models.CASCADE, null=True, blank=True, related_name="person")
    full_name = models.CharField(
        _("full name"), max_length=120, blank=True, validators=[has_letters]
    )
    birth_date = models.DateField(_("date of birth"), null=True, blank=True)
    sex = models.CharField(_("sex"), max_length=6, choices=Sex, blank=True)
    unit = models.ForeignKey(
        Unit, models.PROTECT, null=True, blank=True, verbose_name=_("ward or commune you live in")
    )
    hamlet = models.CharField(_("hamlet or street"), max_length=150, blank=True)
    rural = models.BooleanField(_("I live in the countryside"), default=False)
    education = CodeField("education", verbose_name=_("schooling"), blank=True)
    cmkt = CodeField("cmkt", verbose_name=_("professional level"), blank=True)
    major = models.CharField(_("what you studied"), max_length=150, blank=True)
    experience_months = models.PositiveSmallIntegerField(
        _("months of work experience"), default=0, validators=[MaxValueValidator(720)]
    )
    languages = CodesField("languages", verbose_name=_("languages you speak"))
    soft_skills = CodesField("soft_skills", verbose_name=_("soft skills"))
    priority_groups = SealedCodesField("priority_groups", verbose_name=_("priority groups"))
    about = models.TextField(
        _("in your own words"), max_length=3000, blank=True, help_text=_("What you did so far.")
    )
    skills = models.ManyToManyField(Skill, through="PersonSkill", related_name="people")
    seeking = models.BooleanField(_("I am looking for work"), default=True)
    steps_done = ArrayField(models.CharField(max_length=20), default=list, blank=True)
    is_sample = models.BooleanField(default=False)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    objects = PersonQuerySet.as_manager()

    def __str__(self) -> str:
        return _("Job seeker %(id)s") % {"id": self.pk}


class PersonSkill(models.Model):
    """A skill that the person has, and how we know."""

    class Source(models.TextChoices):
        STATED = "stated", _("Stated")
        COURSE = "course", _("From a course")

    person = models.ForeignKey(Person, models.CASCADE, related_name="skill_links")
    skill = models.ForeignKey(Skill, models.PROTECT, related_name="person_links")
    source = models.CharField(max_length=6, choices=Source, default=Source.STATED)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "skill"], name="person_skill_once")
        ]


class Experience(models.Model):
    """Work that the person did, in their own words and, where known, as an occupation."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="experiences")
    title = models.CharField(_("work you did"), max_length=150)
    occupation = models.ForeignKey(Occupation, models.PROTECT, null=True, blank=True)
    employer = models.CharField(_("where"), max_length=150, blank=True)
    months = models.PositiveSmallIntegerField(
        _("for how many months"), default=0, validators=[MaxValueValidator(720)]
    )

    class Meta:
        ordering = ["-id"]


class JobWish(models.Model):
    """What the person wants: all wishes are optional, and an empty one excludes nothing."""

    person = models.OneToOneField(Person, models.CASCADE, related_name="wish")
    occupations = models.ManyToManyField(Occupation, blank=True, related_name="wishes")
    title = models.CharField(_("work you look for"), max_length=150, blank=True)
    places = ArrayField(
        models.CharField(max_length=60),
        default=list,
        blank=True,
        help_text="Codes of units, former districts, provinces or industrial parks.",
    )
    max_distance_km = models.PositiveSmallIntegerField(
        _("how far you can go (km)"),
        default=15,
        validators=[MinValueValidator(1), MaxValueValidator(500)],
    )
    pay_min = models.PositiveIntegerField(
        _("least pay you accept (VND/month)"), null=True, blank=True
    )
    shifts = CodesField("shifts", verbose_name=_("shifts you can work"))
    employment_types = CodesField("employment_types", verbose_name=_("kinds of employment"))
    needs_dormitory = models.BooleanField(_("I need a dormitory"), default=False)
    needs_shuttle = models.BooleanField(_("I need a shuttle bus"), default=False)
    overseas = models.BooleanField(_("I would work abroad"), default=False)
    train = models.BooleanField(_("I would take a course first"), default=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(max_distance_km__gte=1), name="wish_distance_min")
        ]


@pghistory.track(model_name="ConsentHistory")
class Consent(models.Model):
    """A person's yes to one purpose; ends when withdrawn (Law 91/2025 on personal data)."""

    class Purpose(models.TextChoices):
        MATCHING = "matching", _("Recommend jobs and courses to me")
        CANDIDATE_SEARCH = "candidate_search", _("Let employers find me without my name")
        CONTACT = "contact", _("Show my name and phone to an employer I agree to")
        NOTICES = "notices", _("Send me messages about new jobs")
        FOLLOW_UP = "follow_up", _("Ask me after a course whether I found work")

    person = models.ForeignKey(Person, models.CASCADE, related_name="consents")
    purpose = models.CharField(max_length=20, choices=Purpose)
    organisation = models.ForeignKey(
        Organisation,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="+",
        help_text="For contact: the one organisation that the person agreed to.",
    )
    text_version = models.CharField(max_length=20)
    given_at = models.DateTimeField(auto_now_add=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "purpose", "organisation"],
                condition=Q(withdrawn_at__isnull=True),
                nulls_distinct=False,
                name="consent_once",
            )
        ]


class ContactView(models.Model):
    """That somebody saw a person's contact data: when, who, for whom, and why."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="contact_views")
    viewer = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    organisation = models.ForeignKey(Organisation, models.SET_NULL, null=True, related_name="+")
    reason = models.CharField(max_length=150)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-at"]


class ErasedView(models.Model):
    """What is left of a ContactView once the person is erased: that this organisation was shown
    somebody's contact data, and when (Law 91/2025 has it provable). Nothing leads to the person."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField()

    def __str__(self) -> str:
        return str(self.pk)


class Registration(models.Model):
    """What form 02 of Circular 11/2022 (Phiếu đăng ký tìm việc) asks beside the profile. Every
    part is the person's choice; numbers and what tells of health are sealed, and nothing scores."""

    person = models.OneToOneField(Person, models.CASCADE, related_name="registration")
    id_number = SealedTextField(_("personal identification number"), blank=True)
    id_issued_on = models.DateField(_("issued on"), null=True, blank=True)
    id_issued_by = models.CharField(_("issued by"), max_length=150, blank=True)
    social_insurance_number = SealedTextField(_("social insurance number"), blank=True)
    permanent_address = models.CharField(_("permanent address"), max_length=250, blank=True)
    ethnic_group = SealedCodesField("ethnic_groups", verbose_name=_("ethnic group"))
    disabilities = SealedCodesField("disability_kinds", verbose_name=_("kinds of disability"))
    health = SealedTextField(
        _("health that matters for work"),
        blank=True,
        help_text=_("For example: cannot lift heavy things."),
    )
    status = CodeField("employment_statuses", verbose_name=_("what you do now"), blank=True)
    out_of_work_since = models.DateField(_("out of work since"), null=True, blank=True)
    leaving_reasons = SealedCodesField(
        "leaving_reasons", verbose_name=_("why your last work ended")
    )
    last_pay = models.PositiveIntegerField(
        _("pay of your last work (VND/month)"), null=True, blank=True
    )
    skill_grade = models.CharField(
        _("trade grade"), max_length=60, blank=True, help_text=_("For example welder 3/7.")
    )
    it_skills = models.CharField(_("computer skills"), max_length=150, blank=True)
    worked_abroad = models.CharField(_("worked abroad"), max_length=150, blank=True)
    counselling = CodesField("counselling_kinds", verbose_name=_("advice you want"))
    updated_at = models.DateTimeField(auto_now=True)

    def __str__(self) -> str:
        return str(self.person_id)
