"""What waits to be indexed, what was refused, the state of the indexes; what people search for,
and the other words that the centre lets them use."""

from datetime import date
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Q, Sum
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


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


class QuestionCountQuerySet(models.QuerySet["QuestionCount"]):
    def since(self, day: date) -> Self:
        return self.filter(day__gte=day)

    def by_words(self) -> models.QuerySet[Any, dict[str, Any]]:
        """One row for each question, with its `asked`, `empty` and `unhelped` over all days,
        places and kinds."""
        return (
            self.order_by()
            .values("words")
            .annotate(asked=Sum("searches"), empty=Sum("zero_hits"), unhelped=Sum("zero_after"))
        )


class QuestionCount(models.Model):
    """How often something was searched for on a day. Nobody can be told from it: no user, session
    or address is kept, the place is a former district at least, and what looks personal is
    dropped before it comes here (`portal.search.personal`)."""

    day = models.DateField()
    words = models.CharField(max_length=80, help_text="In lower case and one spelling.")
    place = models.CharField(
        max_length=100, blank=True, help_text="Code of a former district or a province."
    )
    kind = models.CharField(max_length=20, blank=True)
    searches = models.PositiveIntegerField()
    zero_hits = models.PositiveIntegerField(help_text="Nothing was found as it was asked.")
    zero_after = models.PositiveIntegerField(help_text="Nothing was found after relaxing either.")

    objects = QuestionCountQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["day", "words", "place", "kind"], name="question_count_once"
            )
        ]
        indexes = [models.Index(fields=["words"])]


class CountedBatch(models.Model):
    """A batch of the query log that stands in the counts already, whether or not the batch itself
    could be deleted."""

    key = models.CharField(max_length=100, primary_key=True)
    at = models.DateTimeField(default=timezone.now)


class Synonym(models.Model):
    """Other words for an occupation, a skill or a place, as people here say them."""

    class Status(models.TextChoices):
        PROPOSED = "proposed", _("Proposed")
        ACCEPTED = "accepted", _("In force")
        REJECTED = "rejected", _("Rejected")

    class Source(models.TextChoices):
        QUESTIONS = "questions", _("from what people search for")
        STAFF = "staff", _("entered by the centre")

    class Kind(models.TextChoices):
        OCCUPATION = "occupation", _("Occupation")
        SKILL = "skill", _("Skill")
        PLACE = "place", _("Place")

    phrase = models.CharField(max_length=80, help_text="Words in lower case and one spelling.")
    kind = models.CharField(max_length=20, choices=Kind)
    concept = models.CharField(max_length=100, help_text="Our id, or the code of a place.")
    status = models.CharField(max_length=10, choices=Status, default=Status.PROPOSED)
    source = models.CharField(max_length=10, choices=Source)
    searches = models.PositiveIntegerField(default=0, help_text="When it was last proposed.")
    zero_hits = models.PositiveIntegerField(default=0)
    like = models.CharField(max_length=200, blank=True, help_text="The known name that is alike.")
    likeness = models.PositiveSmallIntegerField(default=0, help_text="0–100")
    proposed_at = models.DateTimeField(default=timezone.now)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["phrase", "kind", "concept"], name="synonym_once")
        ]
        indexes = [models.Index(fields=["status", "phrase"])]


class SynonymRevision(models.Model):
    """One row that is another one after each change of what is in force, so that every process
    can ask cheaply whether to read it anew."""

    token = models.UUIDField()
