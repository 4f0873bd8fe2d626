"""People who go abroad to work by an order of an agency, and how they come back."""

import uuid
from typing import Self

import pghistory
from django.contrib.auth.models import AnonymousUser
from django.core.validators import MaxLengthValidator
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_fsm import FSMField, FSMModelMixin, transition

from jobs.applications.models import Application
from jobs.models import Vacancy
from portal.accounts.models import Organisation, User
from portal.people.models import Person
from portal.reference.fields import CodeField

LONGEST_NOTE = 500


class DepartureQuerySet(models.QuerySet["Departure"]):
    def visible_to(self, user: User | AnonymousUser) -> Self:
        """One's own, those of the user's agencies, and for the ESC all."""
        if not user.is_authenticated:
            return self.none()
        if user.is_esc:
            return self
        own = Organisation.objects.of_member(user).values("pk")
        return self.filter(Q(person__user=user) | Q(agency__in=own))

    def left(self) -> Self:
        """Those who went, back by now or not: what the indicators count."""
        return self.filter(state__in=[Departure.State.DEPARTED, Departure.State.RETURNED])


@pghistory.track(
    fields=["state", "departs_on", "returned_on", "return_reason"], model_name="DepartureHistory"
)
class Departure(FSMModelMixin, models.Model):
    """That somebody who was hired for an order overseas goes, and returns. Of passport and health
    check it is noted only that they are in order: no numbers, no findings.

    The row stays when the person is erased, without them: agency, order, country, days and reason
    under its random `key` (jobs.departures.erasing).
    """

    class State(models.TextChoices):
        PLANNED = "planned", _("Departure planned")
        DEPARTED = "departed", _("Departed")
        RETURNED = "returned", _("Returned")
        CANCELLED = "cancelled", _("Departure cancelled")

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    person = models.ForeignKey(
        Person, models.SET_NULL, null=True, blank=True, related_name="departures"
    )
    forgotten = models.UUIDField(
        null=True,
        blank=True,
        editable=False,
        help_text="Stands for a person who was erased: the same in all their rows, and random.",
    )
    application = models.OneToOneField(
        Application, models.SET_NULL, null=True, blank=True, related_name="departure"
    )
    vacancy = models.ForeignKey(Vacancy, models.PROTECT, related_name="departures")
    agency = models.ForeignKey(Organisation, models.PROTECT, related_name="departures")
    country = models.CharField(_("country"), max_length=2, help_text="ISO 3166-1.")
    contract_signed_on = models.DateField(_("contract signed on"))
    passport_ready = models.BooleanField(_("the passport is in order"), default=False)
    health_ready = models.BooleanField(_("the health check is passed"), default=False)
    departs_on = models.DateField(_("day of departure"))
    return_due_on = models.DateField(_("return expected on"), null=True, blank=True)
    returned_on = models.DateField(_("returned on"), null=True, blank=True)
    return_reason = CodeField("return_reasons", verbose_name=_("why they returned"), blank=True)
    note = models.TextField(
        _("note"),
        max_length=LONGEST_NOTE,
        validators=[MaxLengthValidator(LONGEST_NOTE)],
        blank=True,
        help_text=_("For you and the centre. No numbers of papers, nothing about health."),
    )
    state = FSMField(default=State.PLANNED, choices=State.choices, protected=True)
    state_at = models.DateTimeField(default=timezone.now, help_text="Of the latest step.")
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    updated_at = models.DateTimeField(auto_now=True)

    objects = DepartureQuerySet.as_manager()

    class Meta:
        ordering = ["-departs_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(departs_on__gte=F("contract_signed_on")),
                name="departure_after_signing",
            ),
            models.CheckConstraint(
                condition=Q(returned_on__isnull=True) | Q(returned_on__gte=F("departs_on")),
                name="departure_return_after",
            ),
            models.CheckConstraint(
                condition=Q(return_due_on__isnull=True) | Q(return_due_on__gt=F("departs_on")),
                name="departure_return_due_after",
            ),
            models.CheckConstraint(
                condition=Q(state="returned") ^ Q(returned_on__isnull=True),
                name="departure_returned_has_day",
            ),
            models.CheckConstraint(
                condition=Q(state="returned") ^ Q(return_reason=""),
                name="departure_returned_has_reason",
            ),
            models.CheckConstraint(
                condition=Q(person__isnull=True) | Q(forgotten__isnull=True),
                name="departure_person_or_forgotten",
            ),
        ]
        indexes = [models.Index(fields=["departs_on", "country"])]

    def __str__(self) -> str:
        return str(self.key)

    def _stepped(self) -> None:
        self.state_at = timezone.now()

    @transition(field=state, source=State.PLANNED, target=State.DEPARTED)
    def depart(self) -> None:
        """On the day that stands in `departs_on`."""
        self._stepped()

    @transition(field=state, source=State.DEPARTED, target=State.RETURNED)
    def come_back(self) -> None:
        """On the day that stands in `returned_on`, for `return_reason`."""
        self._stepped()

    @transition(field=state, source=State.PLANNED, target=State.CANCELLED)
    def cancel(self) -> None:
        """They do not go."""
        self._stepped()
