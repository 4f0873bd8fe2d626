"""Courses (khóa học) of training centres and their intakes (lớp)."""

from typing import Self

import pghistory
from django.contrib.auth.models import AnonymousUser
from django.core.validators import MinLengthValidator, MinValueValidator
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_fsm import FSMField, FSMModelMixin, transition

from portal.accounts.models import Organisation, User, shown
from portal.people.models import Person
from portal.reference.fields import CodeField
from portal.reference.models import Occupation, Skill, Unit
from portal.validation import has_letters


class CourseQuerySet(models.QuerySet["Course"]):
    def public(self) -> Self:
        """Published courses of centres that may be shown."""
        return self.filter(shown("centre__"), status=Course.Status.PUBLISHED)

    def once_public(self) -> Self:
        """Those that are or were open to the public: people may have taken them."""
        return self.exclude(status=Course.Status.DRAFT)

    def visible_to(self, user: User | AnonymousUser) -> Self:
        """The public ones, those of the user's centres, and for the ESC all but drafts."""
        # Asked of each row, so that a single row does not cost a list of all public ones.
        seen = Q(Exists(Course.objects.public().filter(pk=OuterRef("pk"))))
        if user.is_authenticated:
            seen |= Q(centre__in=Organisation.objects.of_member(user))
            if user.is_esc:
                seen |= ~Q(status=Course.Status.DRAFT)
        return self.filter(seen)


@pghistory.track(
    fields=["title", "status", "fee", "subsidised"],
    model_name="CourseHistory",
)
class Course(FSMModelMixin, models.Model):
    """What a centre teaches: level, length, fee (VND), entry condition, and the skills gained."""

    class Status(models.TextChoices):
        DRAFT = "draft", _("Draft")
        PUBLISHED = "published", _("Published")
        CLOSED = "closed", _("Closed")

    centre = models.ForeignKey(Organisation, models.PROTECT, related_name="courses")
    title = models.CharField(
        _("course title"), max_length=150, validators=[MinLengthValidator(3), has_letters]
    )
    description = models.TextField(_("what you learn"), max_length=10000)
    occupations = models.ManyToManyField(
        Occupation, related_name="courses", verbose_name=_("prepares for")
    )
    skills = models.ManyToManyField(
        Skill, related_name="courses", verbose_name=_("skills you gain")
    )
    level = CodeField("course_levels", verbose_name=_("level"))
    hours_theory = models.PositiveSmallIntegerField(_("hours of theory"), default=0)
    hours_practice = models.PositiveSmallIntegerField(_("hours of practice"), default=0)
    months = models.DecimalField(_("length in months"), max_digits=4, decimal_places=1)
    fee = models.PositiveIntegerField(_("fee (VND for the course)"), default=0)
    entry_education = CodeField("education", verbose_name=_("schooling needed"), blank=True)
    entry_note = models.CharField(_("other entry conditions"), max_length=500, blank=True)
    subsidised = models.BooleanField(_("state support for learners"), default=False)
    subsidy_programme = models.CharField(_("support programme"), max_length=250, blank=True)
    employer_commitment = models.CharField(
        _("employers who take graduates"), max_length=500, blank=True
    )
    unit = models.ForeignKey(Unit, models.PROTECT, verbose_name=_("ward or commune of teaching"))
    address = models.CharField(_("address of teaching"), max_length=250, blank=True)
    status = FSMField(default=Status.DRAFT, choices=Status.choices, protected=True)
    published_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    form_key = models.UUIDField(
        null=True,
        blank=True,
        editable=False,
        help_text="The form that made it, so that one sent twice makes no second one.",
    )
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    objects = CourseQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at"]
        constraints = [
            models.UniqueConstraint(fields=["centre", "form_key"], name="course_once_a_form"),
            models.CheckConstraint(condition=Q(months__gt=0), name="course_months_positive"),
            models.CheckConstraint(
                condition=Q(status="draft") | Q(published_at__isnull=False),
                name="course_published_has_date",
            ),
        ]
        indexes = [models.Index(fields=["status", "published_at"])]

    def __str__(self) -> str:
        return self.title

    @transition(field=status, source=[Status.DRAFT, Status.CLOSED], target=Status.PUBLISHED)
    def publish(self) -> None:
        """Opens the course to the public; again, after it was closed."""
        self.published_at = timezone.now()
        self.closed_at = None

    @transition(field=status, source=Status.PUBLISHED, target=Status.CLOSED)
    def close(self) -> None:
        """Takes the course off the public pages."""
        self.closed_at = timezone.now()

    @property
    def is_public(self) -> bool:
        """Whether the public may see it; the same rule as CourseQuerySet.public()."""
        return self.status == self.Status.PUBLISHED and self.centre.is_shown


class IntakeQuerySet(models.QuerySet["Intake"]):
    def open(self) -> Self:
        """Intakes that still take people: not begun, not cancelled, with free seats."""
        return self.filter(
            cancelled=False, enrol_until__gte=timezone.localdate(), seats_taken__lt=F("seats")
        )


class Intake(models.Model):
    """One class of a course: dates, place and seats."""

    course = models.ForeignKey(Course, models.CASCADE, related_name="intakes")
    starts_on = models.DateField(_("first day"))
    ends_on = models.DateField(_("last day"))
    enrol_until = models.DateField(_("enrol until"))
    seats = models.PositiveSmallIntegerField(_("seats"), validators=[MinValueValidator(1)])
    seats_taken = models.PositiveSmallIntegerField(_("seats taken"), default=0)
    shift = CodeField("shifts", verbose_name=_("time of day"), blank=True)
    cancelled = models.BooleanField(default=False)
    form_key = models.UUIDField(null=True, blank=True, editable=False)
    updated_at = models.DateTimeField(auto_now=True)

    objects = IntakeQuerySet.as_manager()

    class Meta:
        ordering = ["starts_on"]
        constraints = [
            models.UniqueConstraint(fields=["course", "form_key"], name="intake_once_a_form"),
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")), name="intake_ends_after_start"
            ),
            models.CheckConstraint(
                condition=Q(enrol_until__lte=F("starts_on")), name="intake_enrol_before_start"
            ),
            models.CheckConstraint(
                condition=Q(seats_taken__lte=F("seats")), name="intake_seats_not_exceeded"
            ),
            models.CheckConstraint(condition=Q(seats__gte=1), name="intake_has_seats"),
        ]

    def __str__(self) -> str:
        return f"{self.course_id} · {self.starts_on:%d/%m/%Y}"

    @property
    def seats_free(self) -> int:
        return self.seats - self.seats_taken

    @property
    def is_open(self) -> bool:
        """What IntakeQuerySet.open() selects, for a row at hand."""
        return (
            not self.cancelled
            and self.enrol_until >= timezone.localdate()
            and self.seats_taken < self.seats
        )


class CourseRecord(models.Model):
    """That a person studies or finished a course, and so gains its skills."""

    class State(models.TextChoices):
        STUDYING = "studying", _("Studying")
        FINISHED = "finished", _("Finished")

    person = models.ForeignKey(Person, models.CASCADE, related_name="course_records")
    course = models.ForeignKey(Course, models.PROTECT, related_name="records")
    state = models.CharField(max_length=8, choices=State)
    finished_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "course"], name="course_record_once")
        ]

    def __str__(self) -> str:
        return f"{self.person_id} · {self.course_id}"
