"""What became of graduates."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from training.enrolment.models.enrolment import Enrolment


class FollowUp(models.Model):
    """The question, 3 and 6 months after the certificate, whether somebody found work."""

    class Answer(models.TextChoices):
        EMPLOYED = "employed", _("I have a job")
        SELF_EMPLOYED = "self_employed", _("I work for myself")
        STUDYING = "studying", _("I study")
        NONE = "none", _("I have no work")

    AT_WORK = (Answer.EMPLOYED, Answer.SELF_EMPLOYED)
    AFTER_MONTHS = (3, 6)

    enrolment = models.ForeignKey(Enrolment, models.CASCADE, related_name="follow_ups")
    months = models.PositiveSmallIntegerField(help_text="After the certificate: 3 or 6.")
    due_on = models.DateField()
    asked_at = models.DateTimeField(null=True, blank=True)
    reminded_at = models.DateTimeField(null=True, blank=True)
    answer = models.CharField(max_length=13, choices=Answer, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["enrolment", "months"]
        constraints = [
            models.UniqueConstraint(fields=["enrolment", "months"], name="follow_up_once"),
            models.CheckConstraint(condition=Q(months__in=[3, 6]), name="follow_up_months"),
            models.CheckConstraint(
                condition=Q(answer="", answered_at__isnull=True)
                | (~Q(answer="") & Q(answered_at__isnull=False)),
                name="follow_up_answer_has_time",
            ),
        ]
        indexes = [
            models.Index(fields=["due_on"], condition=Q(answer=""), name="follow_up_unanswered")
        ]

    def __str__(self) -> str:
        return f"{self.enrolment_id} · {self.months}"
