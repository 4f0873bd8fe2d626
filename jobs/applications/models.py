"""Applications, what became of them step by step, and what both sides wrote."""

from datetime import timedelta
from typing import Any, Self
from uuid import uuid4

import pghistory
from django.contrib.auth.models import AnonymousUser
from django.contrib.postgres.fields import ArrayField
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_fsm import FSMField, FSMModelMixin, transition

from jobs.models import Vacancy
from portal.accounts.models import Organisation, User
from portal.files.storage import PrivateFileField
from portal.labour import LONGEST_PROBATION
from portal.lines import LinesField
from portal.people.models import Consent, Person
from portal.reference.fields import CodeField
from portal.validation import has_letters

# A refusal can be taken back this long; later the person has long looked elsewhere.
REOPEN_WITHIN = timedelta(days=14)
LONGEST_TEXT, LONGEST_TEMPLATE = 2000, 1000


class ApplicationQuerySet(models.QuerySet["Application"]):
    def visible_to(self, user: User | AnonymousUser) -> Self:
        """Those of the user, those to the user's organisations, and for the ESC all."""
        if not user.is_authenticated:
            return self.none()
        if user.is_esc:
            return self
        own = Organisation.objects.of_member(user)
        return self.filter(Q(person__user=user) | Q(vacancy__employer__in=own))

    def open(self) -> Self:
        """Those that may still end one way or the other."""
        return self.filter(status__in=Application.OPEN)

    def live(self) -> Self:
        """Those that were not taken back: a person has one of these for a vacancy at most."""
        return self.exclude(status=Application.Status.WITHDRAWN)

    def waiting(self) -> Self:
        """Those that no employer has answered yet."""
        return self.filter(status__in=Application.UNANSWERED, answered_at__isnull=True)

    def with_agreed(self) -> Self:
        """With `agreed`: the person shows this employer name and phone today."""
        given = Consent.objects.filter(
            person=OuterRef("person"),
            organisation=OuterRef("vacancy__employer"),
            purpose=Consent.Purpose.CONTACT,
            withdrawn_at__isnull=True,
        )
        return self.annotate(agreed=Exists(given))


def _may_reopen(application: Any) -> bool:
    return bool(application.may_reopen)


@pghistory.track(fields=["status", "reason"], model_name="ApplicationHistory")
class Application(FSMModelMixin, models.Model):
    """Somebody's wish to be hired for a vacancy. Without their consent it has no name."""

    class Status(models.TextChoices):
        NEW = "new", _("Sent")
        VIEWED = "viewed", _("Read")
        INVITED = "invited", _("Invited to an interview")
        INTERVIEWED = "interviewed", _("Interviewed")
        OFFERED = "offered", _("Job offered")
        HIRED = "hired", _("Hired")
        REFUSED = "refused", _("Refused")
        WITHDRAWN = "withdrawn", _("Withdrawn")

    UNANSWERED = (Status.NEW, Status.VIEWED)
    OPEN = (*UNANSWERED, Status.INVITED, Status.INTERVIEWED, Status.OFFERED)

    vacancy = models.ForeignKey(Vacancy, models.CASCADE, related_name="applications")
    person = models.ForeignKey(Person, models.CASCADE, related_name="applications")
    status = FSMField(default=Status.NEW, choices=Status.choices, protected=True)
    status_at = models.DateTimeField(default=timezone.now, help_text="Of the latest step.")
    reason = CodeField("refusal_reasons", verbose_name=_("reason"), blank=True)
    letter = LinesField(
        _("letter to the employer"),
        max_length=LONGEST_TEXT,
        blank=True,
        help_text=_("Why you want this work, and when you can begin."),
    )
    cv = PrivateFileField("cv", verbose_name=_("CV"), blank=True)
    cv_name = models.CharField(max_length=120, blank=True, help_text="As it is offered.")
    profile = models.JSONField(
        default=dict, help_text="The profile as it was then (jobs.applications.snapshot)."
    )
    tags = ArrayField(models.CharField(max_length=30), default=list, blank=True)
    answered_at = models.DateTimeField(
        null=True, blank=True, help_text="First step of the employer beyond reading."
    )
    reminded_at = models.DateTimeField(
        null=True, blank=True, help_text="The employer was told that it waits for 7 days."
    )
    silent_at = models.DateTimeField(
        null=True, blank=True, help_text="The person was told that nobody answered in 14 days."
    )
    asked_at = models.DateTimeField(
        null=True, blank=True, help_text="The employer asked for name and phone."
    )
    asked_by = models.ForeignKey(User, models.SET_NULL, null=True, blank=True, related_name="+")
    form_key = models.UUIDField(
        null=True,
        blank=True,
        editable=False,
        help_text="The form that made it, so that one sent twice makes no second one.",
    )
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    updated_at = models.DateTimeField(auto_now=True)

    objects = ApplicationQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["vacancy", "person"],
                condition=~Q(status="withdrawn"),
                name="application_once",
            ),
            models.UniqueConstraint(fields=["person", "form_key"], name="application_once_a_form"),
            models.CheckConstraint(
                condition=Q(status="refused") ^ Q(reason=""), name="application_refused_has_reason"
            ),
            models.CheckConstraint(
                condition=Q(status__in=["new", "viewed", "withdrawn"])
                | Q(answered_at__isnull=False),
                name="application_answer_has_date",
            ),
            models.CheckConstraint(
                condition=Q(cv="") ^ ~Q(cv_name=""), name="application_cv_has_name"
            ),
        ]
        indexes = [
            models.Index(fields=["vacancy", "status"]),
            models.Index(
                fields=["created_at"],
                condition=Q(status__in=["new", "viewed"], answered_at__isnull=True),
                name="application_waiting",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.vacancy_id} · {self.person_id}"

    @property
    def is_open(self) -> bool:
        return self.status in self.OPEN

    @property
    def is_silent(self) -> bool:
        """The employer has not answered in 14 days, nor since."""
        waits = self.status in self.UNANSWERED and self.answered_at is None
        return waits and self.silent_at is not None

    @property
    def may_reopen(self) -> bool:
        """Refused so lately that the employer may think again."""
        recent = self.status_at >= timezone.now() - REOPEN_WITHIN
        return self.status == self.Status.REFUSED and recent

    def _stepped(self) -> None:
        self.status_at = timezone.now()

    def _answered(self) -> None:
        self._stepped()
        self.answered_at = self.answered_at or self.status_at

    @transition(field=status, source=Status.NEW, target=Status.VIEWED)
    def view(self) -> None:
        """The employer has read it, which is no answer yet."""
        self._stepped()

    @transition(field=status, source=UNANSWERED, target=Status.INVITED)
    def invite(self) -> None:
        self._answered()

    @transition(field=status, source=(*UNANSWERED, Status.INVITED), target=Status.INTERVIEWED)
    def interview(self) -> None:
        self._answered()

    @transition(field=status, source=OPEN[:-1], target=Status.OFFERED)
    def offer(self) -> None:
        self._answered()

    @transition(field=status, source=OPEN, target=Status.HIRED)
    def hire(self) -> None:
        self._answered()

    @transition(field=status, source=OPEN, target=Status.REFUSED)
    def refuse(self, reason: str) -> None:
        """`reason` is a code of the list refusal_reasons."""
        self.reason = reason
        self._answered()

    @transition(field=status, source=OPEN, target=Status.WITHDRAWN)
    def withdraw(self) -> None:
        """The person takes it back."""
        self._stepped()

    @transition(
        field=status,
        source=Status.REFUSED,
        target=Status.VIEWED,
        conditions=[_may_reopen],
    )
    def reopen(self) -> None:
        """The employer thinks again, within REOPEN_WITHIN of the refusal."""
        self.reason = ""
        self._stepped()


class ApplicationStep(models.Model):
    """A step of an application, for both sides to see."""

    application = models.ForeignKey(Application, models.CASCADE, related_name="steps")
    status = models.CharField(max_length=50, choices=Application.Status)
    reason = CodeField("refusal_reasons", blank=True)
    at = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey(
        User,
        models.SET_NULL,
        null=True,
        related_name="+",
        help_text="Nobody: it followed by itself.",
    )

    class Meta:
        ordering = ["at", "pk"]


class ApplicationNote(models.Model):
    """What the employer's people note about an application; nobody else ever sees it."""

    application = models.ForeignKey(Application, models.CASCADE, related_name="notes")
    text = LinesField(_("note"), max_length=LONGEST_TEXT)
    by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-at", "-pk"]


class ApplicationMessage(models.Model):
    """What the employer wrote to the applicant. `{name}` in it is filled for the reader only, so
    that writing it shows the employer no name."""

    application = models.ForeignKey(Application, models.CASCADE, related_name="messages")
    text = LinesField(_("message"), max_length=LONGEST_TEXT)
    by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-at", "-pk"]


class MessageTemplate(models.Model):
    """A message that an organisation sends often; jobs.applications.texts has its placeholders."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="message_templates")
    name = models.CharField(_("name of the template"), max_length=60, validators=[has_letters])
    text = LinesField(_("message"), max_length=LONGEST_TEMPLATE)
    form_key = models.UUIDField(null=True, blank=True, editable=False)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "name"],
                name="message_template_name_once",
                violation_error_message=_("You have a template of this name."),
            ),
            models.UniqueConstraint(
                fields=["organisation", "form_key"], name="message_template_once_a_form"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class HiringResult(models.Model):
    """What the employer returns to the ESC of somebody who was hired (the result slip that goes
    back with a referral: position, first day, probation). Pay in VND/month."""

    application = models.OneToOneField(Application, models.CASCADE, related_name="result")
    position = models.CharField(_("position"), max_length=150, validators=[has_letters])
    starts_on = models.DateField(_("first day of work"))
    probation_days = models.PositiveSmallIntegerField(
        _("days of probation"),
        default=0,
        validators=[MinValueValidator(0), MaxValueValidator(LONGEST_PROBATION)],
    )
    contract = CodeField("contracts", verbose_name=_("contract"))
    pay = models.PositiveIntegerField(_("pay (VND/month)"), validators=[MinValueValidator(1)])
    by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(probation_days__lte=LONGEST_PROBATION),
                name="hiring_result_probation",
            )
        ]

    def __str__(self) -> str:
        return f"{self.application_id} · {self.position}"


class ErasedHire(models.Model):
    """What is left of a hire once the person is erased, for the figures of the centre (Employment
    Law 74/2025): which vacancy, from when, by which contract. Nothing leads to the person."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    vacancy = models.ForeignKey(Vacancy, models.CASCADE, related_name="+")
    starts_on = models.DateField()
    contract = models.CharField(max_length=60, help_text="A code of contracts.")
    pay = models.PositiveIntegerField(help_text="VND/month.")
    hired_on = models.DateField()

    def __str__(self) -> str:
        return str(self.pk)


class EndedCount(models.Model):
    """How many applications to an employer ended in a month, by how; what is left of those that
    were removed (jobs.applications.retention)."""

    month = models.DateField(help_text="Its first day.")
    employer = models.ForeignKey(Organisation, models.CASCADE, related_name="+")
    status = models.CharField(max_length=20)
    reason = models.CharField(max_length=60, blank=True)
    number = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["month", "employer", "status", "reason"], name="ended_count_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.month:%m/%Y} · {self.employer_id} · {self.status}: {self.number}"
