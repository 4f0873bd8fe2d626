"""A message to a person is a row before it is sent, and is marked before it leaves:
better miss one than send two."""

from datetime import time
from typing import Self

import pghistory
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.accounts.models import User
from portal.notices.kinds import KINDS


class Channel(models.TextChoices):
    SMS = "sms", _("SMS")
    EMAIL = "email", _("E-mail")


class NoticeQuerySet(models.QuerySet["Notice"]):
    def due(self) -> Self:
        """Those that may be sent now."""
        return self.filter(state=Notice.State.QUEUED, not_before__lte=timezone.now())

    def to_read(self, user: User) -> Self:
        """What the user can read again, newest first: not what was not wanted, nor codes, whose
        values are wiped."""
        secret = [kind.name for kind in KINDS.values() if kind.secret]
        told = self.filter(user=user).exclude(state=Notice.State.SKIPPED)
        return told.exclude(kind__in=secret).order_by("-created_at", "-pk")

    def unread(self) -> Self:
        return self.filter(read_at__isnull=True)


class Notice(models.Model):
    """One message to one user over one channel; `key` makes sending it twice impossible."""

    class State(models.TextChoices):
        QUEUED = "queued", _("Waiting")
        SENDING = "sending", _("Being sent")
        SENT = "sent", _("Sent")
        FAILED = "failed", _("Failed")
        SKIPPED = "skipped", _("Not wanted")

    user = models.ForeignKey(User, models.CASCADE, related_name="notices")
    kind = models.CharField(max_length=60, help_text="A kind of portal.notices.kinds.")
    channel = models.CharField(max_length=5, choices=Channel)
    to = models.CharField(
        max_length=254, blank=True, help_text="Where to, if not the user's own phone or e-mail."
    )
    language = models.CharField(max_length=2, default="vi")
    context = models.JSONField(default=dict, help_text="Plain values that fill the template.")
    key = models.CharField(max_length=150, unique=True)
    subject = models.TextField(blank=True, help_text="As it was told; empty until it leaves.")
    text = models.TextField(blank=True, help_text="As it was told, over its channel.")
    state = models.CharField(max_length=7, choices=State, default=State.QUEUED)
    not_before = models.DateTimeField(default=timezone.now)
    attempts = models.PositiveSmallIntegerField(default=0)
    failure = models.CharField(max_length=250, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    sent_at = models.DateTimeField(
        null=True, blank=True, help_text="Written when sending begins; stays if it ended well."
    )
    read_at = models.DateTimeField(
        null=True, blank=True, help_text="When the user first opened it in the portal."
    )

    objects = NoticeQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at"]
        indexes = [
            models.Index(fields=["not_before"], condition=Q(state="queued"), name="notice_due"),
            # The number in the header is asked for with every page.
            models.Index(fields=["user"], condition=Q(read_at=None), name="notice_unread"),
        ]


class NoticePreference(models.Model):
    """How a user wants to be told: channel, unwanted kinds, quiet hours (local time)."""

    user = models.OneToOneField(User, models.CASCADE, related_name="notice_preference")
    channel = models.CharField(max_length=5, choices=Channel, blank=True)
    muted = ArrayField(models.CharField(max_length=60), default=list, blank=True)
    quiet_from = models.TimeField(default=time(21, 0))
    quiet_until = models.TimeField(default=time(7, 0))


class DevMessage(models.Model):
    """What the development backends would have sent; shown on a page that exists in dev only."""

    channel = models.CharField(max_length=5, choices=Channel)
    to = models.CharField(max_length=250)
    subject = models.CharField(max_length=250, blank=True)
    text = models.TextField()
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-id"]


@pghistory.track(fields=["subject", "text", "email", "changed_by"], model_name="NoticeTextHistory")
class NoticeText(models.Model):
    """What staff let a kind of message say instead of its own words, in one language."""

    kind = models.CharField(max_length=60)
    language = models.CharField(max_length=2)
    subject = models.CharField(_("subject"), max_length=150)
    text = models.CharField(_("text of the SMS"), max_length=300)
    email = models.TextField(
        _("text of the e-mail"), max_length=5000, blank=True, help_text=_("Empty: as the SMS.")
    )
    changed_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    changed_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["kind", "language"], name="notice_text_once")
        ]

    def __str__(self) -> str:
        return f"{self.kind} · {self.language}"
