"""What people report about ads and organisations, and what the centre made of it."""

import secrets
from typing import Self

import pghistory
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_fsm import FSMField, FSMModelMixin, transition

from jobs.models import Vacancy
from portal.accounts.models import Organisation, User
from portal.lines import LinesField
from portal.reference.fields import CodeField

LONGEST_TEXT, LONGEST_ANSWER, LONGEST_ABOUT = 3000, 1000, 200


def new_secret() -> str:
    """What makes the reporter's address known to nobody else: 144 random bits."""
    return secrets.token_urlsafe(18)


class ComplaintQuerySet(models.QuerySet["Complaint"]):
    def new(self) -> Self:
        """Those that nobody looks into yet, the oldest first."""
        return self.filter(state=Complaint.State.NEW).order_by("created_at", "pk")

    def looked_into(self) -> Self:
        """Those that somebody has taken, the oldest first."""
        return self.filter(state=Complaint.State.LOOKING).order_by("created_at", "pk")

    def ended(self) -> Self:
        """Those that are answered or closed, the latest first."""
        return self.filter(state__in=Complaint.ENDED).order_by("-ended_at", "-pk")


@pghistory.track(fields=["state", "outcome", "assigned_to"], model_name="ComplaintHistory")
class Complaint(FSMModelMixin, models.Model):
    """One report. Who made it may stay unknown; `secret` then is all that leads back to it."""

    class State(models.TextChoices):
        NEW = "new", _("Received")
        LOOKING = "looking", _("Being looked into")
        ANSWERED = "answered", _("Answered")
        CLOSED = "closed", _("Closed")

    OPEN = (State.NEW, State.LOOKING)
    ENDED = (State.ANSWERED, State.CLOSED)

    kind = CodeField("complaint_kinds", verbose_name=_("what it is"))
    text = LinesField(
        _("what happened"),
        max_length=LONGEST_TEXT,
        help_text=_("Who asked for what, when and how. Amounts and account numbers help."),
    )
    vacancy = models.ForeignKey(
        Vacancy, models.SET_NULL, null=True, blank=True, related_name="complaints"
    )
    organisation = models.ForeignKey(
        Organisation, models.SET_NULL, null=True, blank=True, related_name="complaints"
    )
    about = models.CharField(
        _("which ad, company or site"),
        max_length=LONGEST_ABOUT,
        help_text=_("A name, a phone number or a link."),
    )
    contact = models.CharField(
        _("your phone or e-mail"),
        max_length=254,
        blank=True,
        help_text=_("Only if the centre may ask you. Deleted 90 days after the case ended."),
    )
    reporter = models.ForeignKey(
        User, models.SET_NULL, null=True, blank=True, related_name="complaints"
    )
    secret = models.CharField(max_length=40, unique=True, default=new_secret, editable=False)
    state = FSMField(default=State.NEW, choices=State.choices, protected=True)
    assigned_to = models.ForeignKey(User, models.SET_NULL, null=True, blank=True, related_name="+")
    outcome = CodeField("complaint_outcomes", verbose_name=_("outcome"), blank=True)
    answer = LinesField(
        _("what the reporter reads"),
        max_length=LONGEST_ANSWER,
        blank=True,
        help_text=_("Without it the case is closed and the reporter sees the outcome alone."),
    )
    ended_at = models.DateTimeField(null=True, blank=True)
    told_at = models.DateTimeField(
        null=True, blank=True, help_text="When the staff were told that it is there."
    )
    form_key = models.UUIDField(
        null=True,
        blank=True,
        unique=True,
        editable=False,
        help_text="The form that made it, so that one sent twice makes no second one.",
    )
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    updated_at = models.DateTimeField(auto_now=True)

    objects = ComplaintQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=["new", "looking"]) ^ Q(ended_at__isnull=False),
                name="complaint_ended_has_date",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["new", "looking"]) ^ ~Q(outcome=""),
                name="complaint_ended_with_outcome",
            ),
            models.CheckConstraint(
                condition=Q(state="answered") ^ Q(answer=""), name="complaint_answered_in_words"
            ),
            models.CheckConstraint(condition=~Q(about=""), name="complaint_about_something"),
        ]
        indexes = [models.Index(fields=["state", "created_at"])]

    def __str__(self) -> str:
        return self.number

    @property
    def number(self) -> str:
        """What people say on the phone: `PA-26-00012`."""
        return f"PA-{timezone.localtime(self.created_at):%y}-{self.pk:05}"

    @property
    def is_open(self) -> bool:
        return self.state in self.OPEN

    @transition(field=state, source=OPEN, target=State.LOOKING)
    def take(self, by: User) -> None:
        """Somebody of the centre looks into it, also instead of somebody else."""
        self.assigned_to = by

    @transition(field=state, source=OPEN, target=State.ANSWERED)
    def answer_with(self, by: User, outcome: str, answer: str) -> None:
        """`outcome` is a code of complaint_outcomes, `answer` what the reporter reads."""
        self.answer = answer
        self._end(by, outcome)

    @transition(field=state, source=OPEN, target=State.CLOSED)
    def close(self, by: User, outcome: str) -> None:
        """Ends it without words for the reporter."""
        self._end(by, outcome)

    def _end(self, by: User, outcome: str) -> None:
        self.outcome, self.assigned_to, self.ended_at = outcome, by, timezone.now()
