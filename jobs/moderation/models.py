"""What waits for the centre before it goes public, and how the centre decided."""

from collections.abc import Iterable
from typing import Self

import pghistory
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_fsm import FSMField, FSMModelMixin, transition

from jobs.models import Vacancy
from jobs.moderation.findings import Finding
from portal.accounts.models import User
from portal.lines import LinesField
from portal.reference.fields import CodeField

NOTE_LENGTH = 500


class ReviewQuerySet(models.QuerySet["Review"]):
    def waiting(self) -> Self:
        """Those that nobody has decided, the one that waits longest first."""
        return self.filter(state=Review.State.WAITING).order_by("submitted_at", "pk")

    def decided(self) -> Self:
        """What the centre has decided, the latest first."""
        found = self.filter(state__in=[Review.State.APPROVED, Review.State.REFUSED])
        return found.order_by("-decided_at", "-pk")


@pghistory.track(fields=["state", "reason", "decided_by"], model_name="ReviewHistory")
class Review(FSMModelMixin, models.Model):
    """That the centre looks at a vacancy, and at what in it; one at a time for each vacancy."""

    class State(models.TextChoices):
        WAITING = "waiting", _("Waiting")
        APPROVED = "approved", _("Approved")
        REFUSED = "refused", _("Refused")
        WITHDRAWN = "withdrawn", _("Taken back")

    vacancy = models.ForeignKey(Vacancy, models.CASCADE, related_name="reviews")
    found = models.JSONField(
        default=list, help_text="The findings, as Finding.stored() gives them."
    )
    state = FSMField(default=State.WAITING, choices=State.choices, protected=True)
    reason = CodeField("moderation_reasons", verbose_name=_("reason"), blank=True)
    note = LinesField(_("what the employer reads"), max_length=NOTE_LENGTH, blank=True)
    submitted_at = models.DateTimeField(default=timezone.now)
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(User, models.SET_NULL, null=True, blank=True, related_name="+")

    objects = ReviewQuerySet.as_manager()

    class Meta:
        ordering = ["-submitted_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["vacancy"], condition=Q(state="waiting"), name="review_one_waiting"
            ),
            models.CheckConstraint(
                condition=Q(state="waiting") ^ Q(decided_at__isnull=False),
                name="review_decided_has_date",
            ),
            models.CheckConstraint(
                condition=~Q(state="refused") | (~Q(reason="") & ~Q(note="")),
                name="review_refused_with_reason",
            ),
        ]
        indexes = [models.Index(fields=["state", "submitted_at"])]

    def __str__(self) -> str:
        return f"{self.vacancy_id} · {self.state}"

    @property
    def findings(self) -> list[Finding]:
        return [Finding.read(stored) for stored in self.found]

    @findings.setter
    def findings(self, findings: Iterable[Finding]) -> None:
        self.found = [finding.stored() for finding in findings]

    @transition(field=state, source=State.WAITING, target=State.APPROVED)
    def approve(self, by: User) -> None:
        """The vacancy may go public as it is."""
        self.decided_at, self.decided_by = timezone.now(), by

    @transition(field=state, source=State.WAITING, target=State.REFUSED)
    def refuse(self, by: User, reason: str, note: str) -> None:
        """It may not; `reason` is a code of moderation_reasons, `note` what the employer reads."""
        self.decided_at, self.decided_by = timezone.now(), by
        self.reason, self.note = reason, note

    @transition(field=state, source=State.WAITING, target=State.WITHDRAWN)
    def withdraw(self) -> None:
        """The employer took the vacancy back, or nothing is left to look at."""
        self.decided_at = timezone.now()
