"""A table of vacancies that somebody hands in, and what becomes of each of its rows."""

from typing import Self

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_fsm import FSMField, FSMModelMixin, transition

from jobs.models import Vacancy
from portal.accounts.models import Organisation, User
from portal.files.storage import PrivateFileField


class ImportJobQuerySet(models.QuerySet["ImportJob"]):
    def of_member(self, user: User) -> Self:
        """Those of the organisations for which the user acts."""
        return self.filter(organisation__in=Organisation.objects.of_member(user))

    def at_work(self) -> Self:
        """Those with which a worker has something to do."""
        return self.filter(state__in=ImportJob.AT_WORK)


class ImportJob(FSMModelMixin, models.Model):
    """One file. It is checked row by row before anything is made of it."""

    class State(models.TextChoices):
        UPLOADED = "uploaded", _("Uploaded")
        CHECKING = "checking", _("Being checked")
        CHECKED = "checked", _("Checked")
        IMPORTING = "importing", _("Being imported")
        DONE = "done", _("Imported")
        FAILED = "failed", _("Cannot be read")

    AT_WORK = (State.UPLOADED, State.CHECKING, State.IMPORTING)

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="import_jobs")
    uploaded_by = models.ForeignKey(User, models.SET_NULL, null=True, blank=True, related_name="+")
    file = PrivateFileField("imports")
    name = models.CharField(max_length=120)
    kind = models.CharField(max_length=4, choices=[("xlsx", "Excel"), ("csv", "CSV")])
    digest = models.CharField(max_length=64, help_text="SHA-256 of the file.")
    language = models.CharField(max_length=5, help_text="In which its errors are told.")
    state = FSMField(default=State.UPLOADED, choices=State.choices, protected=True)
    publish = models.BooleanField(default=False)
    total = models.PositiveIntegerField(default=0, help_text="Rows that say something.")
    remarks = models.JSONField(default=list, help_text="Texts about the file as a whole.")
    problem = models.TextField(blank=True, help_text="Why it cannot be read.")
    form_key = models.UUIDField(null=True, blank=True, editable=False)
    created_at = models.DateTimeField(default=timezone.now)
    updated_at = models.DateTimeField(auto_now=True)

    objects = ImportJobQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["organisation", "form_key"], name="import_once_a_form"),
            models.CheckConstraint(
                condition=~Q(state="failed") ^ ~Q(problem=""), name="import_failed_says_why"
            ),
        ]
        indexes = [models.Index(fields=["organisation", "digest"])]

    def __str__(self) -> str:
        return self.name

    @transition(field=state, source=State.UPLOADED, target=State.CHECKING)
    def begin_check(self) -> None:
        """Its rows are read."""

    @transition(field=state, source=State.CHECKING, target=State.CHECKED)
    def end_check(self) -> None:
        """Each row was tried."""

    @transition(field=state, source=State.CHECKED, target=State.IMPORTING)
    def begin_import(self, *, publish: bool) -> None:
        """The right rows become drafts, or vacancies for the public."""
        self.publish = publish

    @transition(field=state, source=State.IMPORTING, target=State.DONE)
    def end_import(self) -> None:
        """No right row is left."""

    @transition(field=state, source=State.UPLOADED, target=State.FAILED)
    def fail(self, problem: str) -> None:
        """Nothing can be read of it."""
        self.problem = problem


class ImportRow(models.Model):
    """A row of a file by its number there, with the vacancy that was made of it."""

    class Result(models.TextChoices):
        WAITING = "waiting", _("Not checked yet")
        RIGHT = "right", _("Right")
        WRONG = "wrong", _("Wrong")
        DRAFT = "draft", _("Draft")
        REVIEW = "review", _("Waiting for review")
        PUBLISHED = "published", _("Published")
        REFUSED = "refused", _("Refused")

    BAD = (Result.WRONG, Result.REFUSED)

    job = models.ForeignKey(ImportJob, models.CASCADE, related_name="rows")
    number = models.PositiveIntegerField()
    cells = models.JSONField(help_text="Key of a column → what stands there.")
    result = models.CharField(max_length=9, choices=Result, default=Result.WAITING)
    errors = models.JSONField(default=list, help_text="Each with column, code and text.")
    vacancy = models.ForeignKey(Vacancy, models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["job", "number"], name="import_row_once"),
        ]
        indexes = [models.Index(fields=["job", "result", "number"])]

    def __str__(self) -> str:
        return f"{self.job_id} · {self.number}"

    @property
    def title(self) -> str:
        """What stands in the column of titles."""
        said = self.cells.get("title", "")
        return said if isinstance(said, str) else ""
