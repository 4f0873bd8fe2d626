"""That a person takes part in a class, from the first question to the certificate."""

from decimal import Decimal
from typing import ClassVar, Self

import pghistory
from django.contrib.auth.models import AnonymousUser
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_fsm import FSMField, FSMModelMixin, transition

from portal.accounts.models import Organisation, User
from portal.people.models import Person
from portal.reference.fields import CodeField
from training.models import Course, Intake


class EnrolmentQuerySet(models.QuerySet["Enrolment"]):
    def visible_to(self, user: User | AnonymousUser) -> Self:
        """One's own, those in classes of the user's centres, and for the ESC all; with claim and
        papers, which tell of poverty, ethnicity or health: these decide on support."""
        if not user.is_authenticated:
            return self.none()
        if user.is_esc:
            return self
        own = Q(person__user=user)
        centres = Organisation.objects.of_member(user).values("pk")
        return self.filter(own | Q(intake__course__centre__in=centres))

    def live(self) -> Self:
        """Those that did not end before the class was taught to its end."""
        return self.exclude(status__in=Enrolment.GONE)

    def seated(self) -> Self:
        """Those that hold a seat of their class."""
        return self.filter(status__in=Enrolment.SEATED)

    def waiting(self) -> Self:
        """The waiting list, first in line first."""
        return self.filter(status=Enrolment.Status.WAITING).order_by("waiting_number")


@pghistory.track(
    fields=["status", "reason", "grade", "score", "documents_checked_at"],
    model_name="EnrolmentHistory",
)
class Enrolment(FSMModelMixin, models.Model):
    """A person in a class.

    Who enrols has a seat at once (`accepted`) or a place in the line (`waiting`); only where
    something must first be looked into does it stay `applied`, and the centre decides.
    """

    class Status(models.TextChoices):
        APPLIED = "applied", _("Being looked into")
        WAITING = "waiting", _("On the waiting list")
        ACCEPTED = "accepted", _("Has a place")
        STUDYING = "studying", _("Studying")
        COMPLETED = "completed", _("Passed")
        CERTIFIED = "certified", _("Certified")
        FAILED = "failed", _("Not passed")
        LEFT = "left", _("Left the class")
        CANCELLED = "cancelled", _("Cancelled")
        REFUSED = "refused", _("Refused")

    class Grade(models.TextChoices):
        PASS = "pass", _("Pass")
        FAIL = "fail", _("Fail")

    SEATED: ClassVar = (
        Status.ACCEPTED,
        Status.STUDYING,
        Status.COMPLETED,
        Status.CERTIFIED,
        Status.FAILED,
    )
    GONE: ClassVar = (Status.LEFT, Status.CANCELLED, Status.REFUSED)
    # Not begun yet: one may still step back.
    BEFORE: ClassVar = (Status.APPLIED, Status.WAITING, Status.ACCEPTED)
    # Not over: papers and claims may still come.
    OPEN: ClassVar = (*BEFORE, Status.STUDYING)
    TAUGHT: ClassVar = (Status.STUDYING, Status.COMPLETED, Status.CERTIFIED, Status.FAILED)

    person = models.ForeignKey(Person, models.CASCADE, related_name="enrolments")
    intake = models.ForeignKey(Intake, models.CASCADE, related_name="enrolments")
    status = FSMField(default=Status.APPLIED, choices=Status.choices, protected=True)
    waiting_number = models.PositiveIntegerField(
        null=True, blank=True, help_text="Grows in the order in which people came into the line."
    )
    reason = CodeField(
        "enrolment_end_reasons",
        verbose_name=_("reason"),
        blank=True,
        help_text=_("Why the centre refused it, or why the person left."),
    )
    documents_checked_at = models.DateTimeField(null=True, blank=True)
    documents_checked_by = models.ForeignKey(
        User, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    grade = models.CharField(_("result"), max_length=4, choices=Grade, blank=True)
    score = models.DecimalField(
        _("score"),
        max_digits=4,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(Decimal(0)), MaxValueValidator(Decimal(10))],
        help_text=_("From 0 to 10."),
    )
    form_key = models.UUIDField(null=True, blank=True, editable=False, unique=True)
    applied_at = models.DateTimeField(default=timezone.now)
    updated_at = models.DateTimeField(auto_now=True)

    objects = EnrolmentQuerySet.as_manager()

    class Meta:
        ordering = ["-applied_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "intake"],
                condition=~Q(status__in=["left", "cancelled", "refused"]),
                name="enrolment_once_a_class",
            ),
            models.UniqueConstraint(
                fields=["intake", "waiting_number"], name="enrolment_one_in_each_place_of_the_line"
            ),
            models.CheckConstraint(
                condition=Q(status="waiting", waiting_number__isnull=False)
                | (~Q(status="waiting") & Q(waiting_number__isnull=True)),
                name="enrolment_waits_in_line",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=["refused", "left"]) | ~Q(reason=""),
                name="enrolment_ended_with_reason",
            ),
            models.CheckConstraint(
                condition=(Q(status__in=["completed", "certified"], grade="pass"))
                | Q(status="failed", grade="fail")
                | (~Q(status__in=["completed", "certified", "failed"]) & Q(grade="")),
                name="enrolment_result_fits_state",
            ),
            models.CheckConstraint(
                condition=Q(score__isnull=True) | Q(score__range=(0, 10)),
                name="enrolment_score_0_10",
            ),
        ]
        indexes = [models.Index(fields=["intake", "status"])]

    def __str__(self) -> str:
        return f"{self.intake_id} · {self.person_id}"

    @property
    def course(self) -> Course:
        return self.intake.course

    @property
    def is_before(self) -> bool:
        """Not begun: the person may step back, the centre may refuse."""
        return self.status in self.BEFORE

    @property
    def is_open(self) -> bool:
        """Not over."""
        return self.status in self.OPEN

    @transition(field=status, source=Status.APPLIED, target=Status.WAITING)
    def wait(self, number: int) -> None:
        """At the end of the line."""
        self.waiting_number = number

    @transition(field=status, source=[Status.APPLIED, Status.WAITING], target=Status.ACCEPTED)
    def take_seat(self) -> None:
        self.waiting_number = None

    @transition(field=status, source=Status.ACCEPTED, target=Status.STUDYING)
    def begin(self) -> None:
        """On the first day of the class."""

    @transition(field=status, source=BEFORE, target=Status.CANCELLED)
    def cancel(self) -> None:
        """By the person."""
        self.waiting_number = None

    @transition(field=status, source=[*BEFORE, Status.STUDYING], target=Status.CANCELLED)
    def cancel_with_class(self) -> None:
        """The centre cancels the class, also one that runs already."""
        self.waiting_number = None

    @transition(field=status, source=BEFORE, target=Status.REFUSED)
    def refuse(self, reason: str) -> None:
        self.waiting_number = None
        self.reason = reason

    @transition(field=status, source=Status.STUDYING, target=Status.LEFT)
    def leave(self, reason: str) -> None:
        self.reason = reason

    @transition(
        field=status,
        source=[Status.STUDYING, Status.COMPLETED, Status.FAILED],
        target=Status.COMPLETED,
    )
    def complete(self, score: Decimal | None) -> None:
        self.grade, self.score = self.Grade.PASS, score

    @transition(
        field=status,
        source=[Status.STUDYING, Status.COMPLETED, Status.FAILED],
        target=Status.FAILED,
    )
    def fail(self, score: Decimal | None) -> None:
        self.grade, self.score = self.Grade.FAIL, score

    @transition(field=status, source=Status.COMPLETED, target=Status.CERTIFIED)
    def certify(self) -> None:
        """With the certificate that is issued in the same transaction."""
