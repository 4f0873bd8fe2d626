"""Classes that employers order, and what training centres offer for them."""

from typing import Self

import pghistory
from django.contrib.auth.models import AnonymousUser
from django.core.validators import MaxLengthValidator, MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_fsm import FSMField, FSMModelMixin, transition

from portal.accounts.models import Organisation, User, shown
from portal.reference.models import Occupation, Unit
from training.models import Course, Intake

LONGEST_TEXT = 1000
MOST_LEARNERS = 999
# VND a month. Less is a slip of the pen: "9" for nine million.
LEAST_PAY = 100_000


class TrainingOrderQuerySet(models.QuerySet["TrainingOrder"]):
    def open_to_centres(self) -> Self:
        """Those that centres may answer today, of employers that may be shown."""
        return self.filter(
            shown("employer__"),
            state=TrainingOrder.State.OPEN,
            answers_until__gte=timezone.localdate(),
        )

    def visible_to(self, user: User | AnonymousUser) -> Self:
        """Those of the user's organisations; the open ones for members of verified centres, and
        those for which their centres offered; for the ESC all."""
        if not user.is_authenticated:
            return self.none()
        if user.is_esc:
            return self
        own = Organisation.objects.of_member(user).values("pk")
        offered = OrderOffer.objects.filter(order=OuterRef("pk"), centre__in=own)
        seen = Q(employer__in=own) | Q(Exists(offered))
        centres = Organisation.objects.of_member(user).shown()
        if centres.filter(kind=Organisation.Kind.TRAINING_CENTRE).exists():
            is_open = TrainingOrder.objects.open_to_centres().filter(pk=OuterRef("pk"))
            seen |= Q(Exists(is_open))
        return self.filter(seen)

    def running(self) -> Self:
        """Those whose class was agreed on and has not ended."""
        return self.filter(state__in=[TrainingOrder.State.AGREED, TrainingOrder.State.RUNNING])

    def linked(self) -> Self:
        """Those whose class is theirs: agreed on, running or finished."""
        return self.filter(state__in=TrainingOrder.LINKED)


@pghistory.track(fields=["state", "learners", "hires"], model_name="TrainingOrderHistory")
class TrainingOrder(FSMModelMixin, models.Model):
    """A class that an employer orders: whom it needs, when, and how many of them it will hire. Pay
    in VND/month after the course."""

    class State(models.TextChoices):
        OPEN = "open", _("Waits for offers")
        AGREED = "agreed", _("Agreed")
        RUNNING = "running", _("The class runs")
        FINISHED = "finished", _("The class has ended")
        CANCELLED = "cancelled", _("Cancelled")
        EXPIRED = "expired", _("Expired")

    LINKED = (State.AGREED, State.RUNNING, State.FINISHED)

    employer = models.ForeignKey(Organisation, models.PROTECT, related_name="training_orders")
    occupation = models.ForeignKey(
        Occupation, models.PROTECT, related_name="+", verbose_name=_("occupation to be taught")
    )
    unit = models.ForeignKey(
        Unit, models.PROTECT, related_name="+", verbose_name=_("ward or commune of teaching")
    )
    learners = models.PositiveSmallIntegerField(
        _("number of learners"), validators=[MinValueValidator(1), MaxValueValidator(MOST_LEARNERS)]
    )
    starts_on = models.DateField(_("first day you wish"))
    ends_on = models.DateField(_("last day you wish"))
    answers_until = models.DateField(
        _("centres answer until"), help_text=_("Not later than the first day.")
    )
    pay = models.PositiveIntegerField(
        _("pay after the course (VND/month)"), validators=[MinValueValidator(LEAST_PAY)]
    )
    hires = models.PositiveSmallIntegerField(
        _("how many you commit to hire"),
        validators=[MinValueValidator(1), MaxValueValidator(MOST_LEARNERS)],
    )
    commitment = models.TextField(
        _("what you commit to"),
        max_length=LONGEST_TEXT,
        validators=[MaxLengthValidator(LONGEST_TEXT)],
        help_text=_("Work, contract, what you pay of the course. Training centres read it."),
    )
    note = models.TextField(
        _("note for training centres"),
        max_length=LONGEST_TEXT,
        validators=[MaxLengthValidator(LONGEST_TEXT)],
        blank=True,
    )
    state = FSMField(default=State.OPEN, choices=State.choices, protected=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    intake = models.OneToOneField(
        Intake, models.PROTECT, null=True, blank=True, related_name="training_order"
    )
    form_key = models.UUIDField(
        null=True,
        blank=True,
        editable=False,
        help_text="The form that made it, so that one sent twice makes no second one.",
    )
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    updated_at = models.DateTimeField(auto_now=True)

    objects = TrainingOrderQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["employer", "form_key"], name="training_order_once_a_form"
            ),
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")), name="training_order_ends_after_start"
            ),
            models.CheckConstraint(
                condition=Q(answers_until__lte=F("starts_on")),
                name="training_order_answers_before_start",
            ),
            models.CheckConstraint(
                condition=Q(hires__gte=1) & Q(hires__lte=F("learners")),
                name="training_order_hires_of_learners",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["agreed", "running", "finished"]) | Q(intake__isnull=False),
                name="training_order_agreed_has_class",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["open", "agreed", "running"]) ^ Q(ended_at__isnull=False),
                name="training_order_ended_has_date",
            ),
        ]
        indexes = [models.Index(fields=["state", "answers_until"])]

    def __str__(self) -> str:
        return f"{self.employer_id} · {self.occupation_id} · {self.starts_on:%d/%m/%Y}"

    @property
    def is_open(self) -> bool:
        """Offers may still be accepted."""
        return self.state == self.State.OPEN

    @property
    def takes_offers(self) -> bool:
        """What TrainingOrderQuerySet.open_to_centres() selects, for a row at hand."""
        return (
            self.is_open and self.answers_until >= timezone.localdate() and self.employer.is_shown
        )

    @transition(field=state, source=State.OPEN, target=State.AGREED)
    def agree(self, intake: Intake) -> None:
        """With the class that was made of the accepted offer."""
        self.intake = intake

    @transition(field=state, source=State.AGREED, target=State.RUNNING)
    def begin(self) -> None:
        """On the first day of the class."""

    @transition(field=state, source=[State.AGREED, State.RUNNING], target=State.FINISHED)
    def finish(self) -> None:
        """After the last day of the class."""
        self.ended_at = timezone.now()

    @transition(
        field=state, source=[State.OPEN, State.AGREED, State.RUNNING], target=State.CANCELLED
    )
    def cancel(self) -> None:
        """By the employer before the class begins, or with the whole class."""
        self.ended_at = timezone.now()

    @transition(field=state, source=State.OPEN, target=State.EXPIRED)
    def expire(self) -> None:
        """Nobody offered in time, or no offer was accepted in time."""
        self.ended_at = timezone.now()


class OrderOfferQuerySet(models.QuerySet["OrderOffer"]):
    def visible_to(self, user: User | AnonymousUser) -> Self:
        """Those of the user's centres and for orders of the user's employers; for the ESC all."""
        if not user.is_authenticated:
            return self.none()
        if user.is_esc:
            return self
        own = Organisation.objects.of_member(user).values("pk")
        return self.filter(Q(centre__in=own) | Q(order__employer__in=own))

    def pending(self) -> Self:
        """Those that wait for the employer's answer."""
        return self.filter(state=OrderOffer.State.OFFERED)


@pghistory.track(fields=["state"], model_name="OrderOfferHistory")
class OrderOffer(FSMModelMixin, models.Model):
    """What a centre offers for an order: one of its courses, days and seats. Price in VND for one
    learner."""

    class State(models.TextChoices):
        OFFERED = "offered", _("Waits for an answer")
        ACCEPTED = "accepted", _("Accepted")
        REFUSED = "refused", _("Not taken")
        WITHDRAWN = "withdrawn", _("Withdrawn")

    order = models.ForeignKey(TrainingOrder, models.CASCADE, related_name="offers")
    centre = models.ForeignKey(Organisation, models.PROTECT, related_name="order_offers")
    course = models.ForeignKey(
        Course, models.PROTECT, related_name="order_offers", verbose_name=_("course")
    )
    starts_on = models.DateField(_("first day"))
    ends_on = models.DateField(_("last day"))
    seats = models.PositiveSmallIntegerField(
        _("seats"), validators=[MinValueValidator(1), MaxValueValidator(MOST_LEARNERS)]
    )
    price = models.PositiveIntegerField(
        _("price for one learner (VND)"), default=0, validators=[MinValueValidator(0)]
    )
    note = models.TextField(
        _("note for the employer"),
        max_length=LONGEST_TEXT,
        validators=[MaxLengthValidator(LONGEST_TEXT)],
        blank=True,
    )
    state = FSMField(default=State.OFFERED, choices=State.choices, protected=True)
    state_at = models.DateTimeField(default=timezone.now, help_text="Of the latest step.")
    form_key = models.UUIDField(null=True, blank=True, editable=False)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    updated_at = models.DateTimeField(auto_now=True)

    objects = OrderOfferQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["centre", "form_key"], name="order_offer_once_a_form"),
            models.UniqueConstraint(
                fields=["order", "centre"],
                condition=Q(state__in=["offered", "accepted"]),
                name="order_offer_one_of_a_centre",
            ),
            models.UniqueConstraint(
                fields=["order"], condition=Q(state="accepted"), name="order_offer_one_accepted"
            ),
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")), name="order_offer_ends_after_start"
            ),
            models.CheckConstraint(condition=Q(seats__gte=1), name="order_offer_has_seats"),
        ]

    def __str__(self) -> str:
        return f"{self.order_id} · {self.centre_id}"

    @transition(field=state, source=State.OFFERED, target=State.ACCEPTED)
    def accept(self) -> None:
        self.state_at = timezone.now()

    @transition(field=state, source=State.OFFERED, target=State.REFUSED)
    def refuse(self) -> None:
        """By the employer, or since another one was accepted or the order has ended."""
        self.state_at = timezone.now()

    @transition(field=state, source=State.OFFERED, target=State.WITHDRAWN)
    def withdraw(self) -> None:
        self.state_at = timezone.now()
