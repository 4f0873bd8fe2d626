"""What happens in class, and what proves it."""

import pghistory
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from training.enrolment.models.enrolment import Enrolment


class Attendance(models.Model):
    """Whether a learner was there on a study day; the meals of the support hang on it."""

    class State(models.TextChoices):
        PRESENT = "present", _("Present")
        ABSENT = "absent", _("Absent")
        EXCUSED = "excused", _("Excused")

    enrolment = models.ForeignKey(Enrolment, models.CASCADE, related_name="attendances")
    day = models.DateField()
    state = models.CharField(max_length=7, choices=State)

    class Meta:
        ordering = ["day"]
        constraints = [
            models.UniqueConstraint(fields=["enrolment", "day"], name="attendance_once_a_day")
        ]

    def __str__(self) -> str:
        return f"{self.enrolment_id} · {self.day:%d/%m/%Y}"


@pghistory.track(fields=["number", "revoked_at", "revoked_reason"], model_name="CertificateHistory")
class Certificate(models.Model):
    """That somebody passed. Who has the number can check it; the number tells nothing else."""

    enrolment = models.OneToOneField(Enrolment, models.CASCADE, related_name="certificate")
    number = models.CharField(max_length=20, unique=True)
    issued_on = models.DateField(default=timezone.localdate)
    revoked_at = models.DateTimeField(null=True, blank=True)
    revoked_reason = models.CharField(max_length=250, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(revoked_at__isnull=True) | ~Q(revoked_reason=""),
                name="certificate_revoked_with_reason",
            )
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def is_valid(self) -> bool:
        return self.revoked_at is None
