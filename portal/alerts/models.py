"""Searches that people keep, how each person is told, and what they were told of already."""

from datetime import datetime
from typing import Self

from allauth.account.models import EmailAddress
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from portal.accounts.models import User
from portal.alerts import params
from portal.notices.kinds import NEW_MATCHES
from portal.notices.models import Channel
from portal.people.models import Consent


class SavedSearchQuerySet(models.QuerySet["SavedSearch"]):
    def active(self) -> Self:
        """Those that look for something new."""
        return self.filter(paused_at__isnull=True)


class SavedSearch(models.Model):
    """A search that somebody keeps. `params` is what `portal.alerts.params.read` made of it."""

    user = models.ForeignKey(User, models.CASCADE, related_name="saved_searches")
    name = models.CharField(
        max_length=120, blank=True, help_text="Given by the person; else one is made of the search."
    )
    params = models.JSONField()
    fingerprint = models.CharField(max_length=64, help_text="The same for the same search.")
    since = models.DateTimeField(
        default=timezone.now, help_text="What was published before this is no news."
    )
    paused_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = SavedSearchQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["user", "fingerprint"], name="saved_search_once")
        ]

    def __str__(self) -> str:
        return f"{self.user_id} · {self.pk}"

    @property
    def title(self) -> str:
        """Its name, in the reader's language where the person gave none."""
        return self.name or params.name_of(self.params)

    @property
    def query(self) -> str:
        """The search as it stands in an address."""
        return params.query_of(self.params)


class SubscriberQuerySet(models.QuerySet["Subscriber"]):
    def due(self, now: datetime) -> Self:
        """Those to look for something new for: they want it, agreed to it, and can be reached at
        an address that is proven theirs."""
        address = EmailAddress.objects.filter(
            user=OuterRef("user"), email__iexact=OuterRef("user__email"), verified=True
        )
        agreed = Consent.objects.filter(
            person__user=OuterRef("user"),
            purpose=Consent.Purpose.NOTICES,
            withdrawn_at__isnull=True,
        )
        return self.filter(
            Q(user__phone__isnull=False, user__phone_verified=True) | Exists(address),
            Exists(SavedSearch.objects.active().filter(user=OuterRef("user"))),
            Exists(agreed),
            next_at__lte=now,
            user__is_active=True,
        ).exclude(user__notice_preference__muted__contains=[NEW_MATCHES])


class Subscriber(models.Model):
    """How somebody who saves searches is told. One row for all their searches, since one message
    a day gathers them all; whoever tells them something locks it."""

    user = models.OneToOneField(User, models.CASCADE, related_name="subscriber")
    channel = models.CharField(max_length=5, choices=Channel)
    next_at = models.DateTimeField(
        default=timezone.now, db_index=True, help_text="Not looked for anything before this."
    )
    checked_at = models.DateTimeField(
        null=True, blank=True, help_text="When the engine was last asked for them."
    )
    stopped_at = models.DateTimeField(
        null=True, blank=True, help_text="When they last stopped all by the link in a message."
    )

    objects = SubscriberQuerySet.as_manager()


class Reported(models.Model):
    """That somebody was told of a vacancy or course: `type` and `object_id` as in the search."""

    user = models.ForeignKey(User, models.CASCADE, related_name="reported")
    type = models.CharField(max_length=20)
    object_id = models.CharField(max_length=20)
    day = models.DateField(db_index=True, help_text="Of the message, in the portal's time zone.")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user", "type", "object_id"], name="reported_once")
        ]
