"""What waits to be indexed, what was refused, and the state of the indexes."""

from typing import Self

from django.db import models
from django.db.models import Q
from django.utils import timezone


class DocumentVersion(models.Model):
    """A counter per object, raised with each change and each delete: the external version."""

    doc_type = models.CharField(max_length=20)
    object_id = models.CharField(max_length=100)
    version = models.BigIntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["doc_type", "object_id"], name="document_version_once")
        ]


class PendingChange(models.Model):
    """An announced change whose dependent documents the relay has yet to queue.

    It is spread after its commit, not in the writer's transaction, for two reasons: a vacancy
    that another transaction is just posting for a renamed employer would be missed before; and
    no web request has to queue the thousands of documents that a place or an employer carries.
    """

    kind = models.CharField(max_length=20)
    object_id = models.CharField(max_length=100)
    created_at = models.DateTimeField(auto_now_add=True)


class OutboxEntry(models.Model):
    """An object whose document must be written or deleted at the engine."""

    doc_type = models.CharField(max_length=20)
    object_id = models.CharField(max_length=100)
    version = models.BigIntegerField()
    attempts = models.PositiveSmallIntegerField(default=0)
    available_at = models.DateTimeField(default=timezone.now)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        indexes = [models.Index(fields=["available_at", "id"])]


class DeadLetterQuerySet(models.QuerySet["DeadLetter"]):
    def waiting(self) -> Self:
        """Those that nobody has mended or discarded yet."""
        return self.filter(resolved_at=None)


class DeadLetter(models.Model):
    """A document that the engine refused, kept with its reason until staff resolve it."""

    doc_type = models.CharField(max_length=20)
    object_id = models.CharField(max_length=100)
    version = models.BigIntegerField()
    reason = models.TextField()
    created_at = models.DateTimeField(auto_now_add=True)
    resolved_at = models.DateTimeField(null=True, blank=True)

    objects = DeadLetterQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["doc_type", "object_id"],
                condition=Q(resolved_at__isnull=True),
                name="dead_letter_once",
            )
        ]


class IndexState(models.Model):
    """The last rebuild and reconcile of an index; `drift` counts documents that were wrong."""

    doc_type = models.CharField(max_length=20, primary_key=True)
    index = models.CharField(max_length=120, blank=True)
    building = models.CharField(
        max_length=120, blank=True, help_text="Index under rebuild; changes flow there as well."
    )
    rebuilt_at = models.DateTimeField(null=True, blank=True)
    refused = models.CharField(
        max_length=500, blank=True, help_text="Why the last rebuild was not put in place."
    )
    reconciled_at = models.DateTimeField(null=True, blank=True)
    missing = models.PositiveIntegerField(default=0)
    stale = models.PositiveIntegerField(default=0)
    orphaned = models.PositiveIntegerField(default=0)

    @property
    def drift(self) -> int:
        """Documents that the last reconcile found missing, stale or orphaned."""
        return self.missing + self.stale + self.orphaned
