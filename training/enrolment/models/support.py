"""What a learner asks the state for, the papers that prove it, and what the commune decides."""

from typing import Self
from uuid import uuid4

import pghistory
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.accounts.models import User
from portal.files.storage import PrivateFileField
from portal.people.models import Person
from portal.reference.models import Unit
from portal.sealed import SealedListField, SealedTextField
from training.enrolment.models.enrolment import Enrolment
from training.models import Intake


@pghistory.track(
    fields=["state", "distance_km", "study_days", "insurance_decision"],
    model_name="SupportClaimHistory",
)
class SupportClaim(models.Model):
    """Support asked for an enrolment, by one group or by unemployment insurance.

    Group and papers tell of poverty, ethnicity or health: only who decides on support sees them.
    """

    class Route(models.TextChoices):
        GROUP = "group", _("As one of the supported groups")
        INSURANCE = "insurance", _("By unemployment insurance")

    class State(models.TextChoices):
        CLAIMED = "claimed", _("Asked for")
        APPROVED = "approved", _("Approved")
        REFUSED = "refused", _("Refused")
        WITHDRAWN = "withdrawn", _("Withdrawn")

    enrolment = models.OneToOneField(Enrolment, models.CASCADE, related_name="claim")
    # Beside the enrolment's, so that the database itself holds "once in a life".
    person = models.ForeignKey(Person, models.CASCADE, related_name="support_claims")
    route = models.CharField(_("way of support"), max_length=9, choices=Route)
    group = SealedTextField(_("supported group"), help_text="A code of priority_groups.")
    insurance_decision = models.CharField(
        _("number of the unemployment-benefit decision"), max_length=60, blank=True
    )
    distance_km = models.DecimalField(
        _("distance from home (km)"), max_digits=5, decimal_places=1, null=True, blank=True
    )
    study_days = models.PositiveSmallIntegerField(
        _("study days"), null=True, blank=True, validators=[MaxValueValidator(400)]
    )
    days_attended = models.BooleanField(
        default=False, help_text="The days are those attended, not those planned."
    )
    # Sealed as the group is: amounts and articles of the law tell it.
    lines = SealedListField(
        help_text="Kind, amount (VND), legal_source and provisional of each kind of support."
    )
    state = models.CharField(max_length=9, choices=State, default=State.CLAIMED)
    claimed_at = models.DateTimeField(default=timezone.now)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [
            # Decision 46/2015, Article 2; asking twice at the same time is no way around it.
            models.UniqueConstraint(
                fields=["person"],
                condition=Q(route="group", state__in=["claimed", "approved"]),
                name="support_once_in_a_life",
                violation_error_message=_("Support is given once, and was asked for already."),
            ),
            models.CheckConstraint(
                condition=~Q(route="insurance") | ~Q(insurance_decision=""),
                name="support_by_insurance_names_its_decision",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.enrolment_id} · {self.route}"

    @property
    def amount(self) -> int:
        """All kinds of support together, in VND."""
        return sum(line["amount"] for line in self.lines)

    @property
    def provisional(self) -> bool:
        """Whether a rate or the days behind the amount are not sure yet."""
        return not self.lines or any(line["provisional"] for line in self.lines)

    def part(self, kind: str) -> int:
        """VND for `tuition`, `meals` or `travel`."""
        return sum(line["amount"] for line in self.lines if line["kind"] == kind)

    @property
    def is_open(self) -> bool:
        return self.state == self.State.CLAIMED

    @property
    def stands(self) -> bool:
        """Whether anything is asked for, or was decided."""
        return self.state != self.State.WITHDRAWN


class ProofDocument(models.Model):
    """A paper that proves a group or a condition: PDF or JPG, at most 5 MB."""

    enrolment = models.ForeignKey(Enrolment, models.CASCADE, related_name="documents")
    file = PrivateFileField("proofs")
    name = models.CharField(max_length=110, help_text="As it is offered for download.")
    size = models.PositiveIntegerField(help_text="Bytes.")
    uploaded_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["uploaded_at", "pk"]

    def __str__(self) -> str:
        return self.name


class CommuneDecisionQuerySet(models.QuerySet["CommuneDecision"]):
    def waiting(self) -> Self:
        """Asked for, still wanted, and not decided."""
        return self.filter(decided_on__isnull=True, claim__state=SupportClaim.State.CLAIMED)

    def overdue(self) -> Self:
        """Those that wait though their last day is over; the oldest first."""
        return self.waiting().filter(due_on__lt=timezone.localdate()).order_by("due_on", "pk")


@pghistory.track(
    fields=["claim", "requested_on", "due_on", "decided_on", "outcome", "number"],
    model_name="CommuneDecisionHistory",
)
class CommuneDecision(models.Model):
    """The commune's word on a claim, due within 7 working days (Decree 338/2025, Article 28)."""

    class Outcome(models.TextChoices):
        APPROVED = "approved", _("Approved")
        REFUSED = "refused", _("Refused")

    claim = models.OneToOneField(SupportClaim, models.CASCADE, related_name="decision")
    unit = models.ForeignKey(
        Unit, models.PROTECT, verbose_name=_("ward or commune that decides"), related_name="+"
    )
    requested_on = models.DateField(_("sent on"))
    due_on = models.DateField(_("decision due on"))
    decided_on = models.DateField(_("decided on"), null=True, blank=True)
    outcome = models.CharField(_("decision"), max_length=8, choices=Outcome, blank=True)
    number = models.CharField(_("number of the decision"), max_length=60, blank=True)
    reason = models.CharField(_("reason"), max_length=500, blank=True)
    overdue_told_at = models.DateTimeField(
        null=True, blank=True, help_text="When the centre was told that it is overdue."
    )
    recorded_by = models.ForeignKey(User, models.SET_NULL, null=True, blank=True, related_name="+")
    updated_at = models.DateTimeField(auto_now=True)

    objects = CommuneDecisionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(due_on__gte=F("requested_on")), name="decision_due_after_request"
            ),
            models.CheckConstraint(
                condition=Q(outcome="", decided_on__isnull=True)
                | (~Q(outcome="") & Q(decided_on__isnull=False)),
                name="decision_has_day_and_outcome",
            ),
            models.CheckConstraint(
                condition=~Q(outcome="refused") | ~Q(reason=""), name="decision_refused_with_reason"
            ),
        ]
        indexes = [
            models.Index(
                fields=["due_on"], condition=Q(decided_on__isnull=True), name="decision_open"
            )
        ]

    def __str__(self) -> str:
        return f"{self.claim_id} · {self.due_on:%d/%m/%Y}"

    @property
    def is_overdue(self) -> bool:
        return self.decided_on is None and self.due_on < timezone.localdate()


class ErasedClaim(models.Model):
    """What the law keeps of support that was approved for somebody who is erased by now: what was
    paid, for which class, on whose word. Nothing leads from it to the person."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    intake = models.ForeignKey(Intake, models.PROTECT, related_name="+")
    group = models.CharField(max_length=40, help_text="A code of priority_groups.")
    amount = models.PositiveIntegerField(help_text="VND.")
    decided_on = models.DateField(null=True, help_text="Empty where it was not noted.")
    study_days = models.PositiveSmallIntegerField(
        null=True, help_text="Days attended, or planned as long as nobody counted."
    )

    def __str__(self) -> str:
        return str(self.pk)
