"""What organisations declare that they will need in half a year."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q

from portal.accounts.models import Organisation
from portal.reference.models import Occupation

MOST_NEEDED = 9999


class HiringNeed(models.Model):
    """Whom an organisation will need in half a year (form 03 of Decree 23/2021)."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="hiring_needs")
    period_from = models.DateField()
    period_to = models.DateField()
    submitted_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ["-period_from"]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "period_from"], name="hiring_need_once_a_period"
            ),
            models.CheckConstraint(
                condition=Q(period_to__gt=F("period_from")), name="hiring_need_period"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation_id} · {self.period_from}"


class HiringNeedRow(models.Model):
    """How many people of an occupation."""

    need = models.ForeignKey(HiringNeed, models.CASCADE, related_name="rows")
    occupation = models.ForeignKey(Occupation, models.PROTECT, related_name="+")
    number = models.PositiveIntegerField(
        validators=[MinValueValidator(1), MaxValueValidator(MOST_NEEDED)]
    )

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["need", "occupation"], name="hiring_need_row_once")
        ]

    def __str__(self) -> str:
        return f"{self.occupation_id} · {self.number}"
