"""Applications as JSON, both ways."""

from typing import Any

from rest_framework import serializers

from jobs.applications import texts
from jobs.applications.models import (
    LONGEST_TEXT,
    Application,
    ApplicationMessage,
    ApplicationNote,
    MessageTemplate,
)
from jobs.applications.services import MOST_AT_ONCE
from portal.accounts.models import User
from portal.api.bodies import StrictBody
from portal.api.fields import LineField, ListField, TextField
from portal.api.params import PageParams
from portal.labour import LONGEST_PROBATION
from portal.reference.serializers import CodeSerializerField

Status = Application.Status
LARGEST_ID = 2**63 - 1
LARGEST_PAY = 2**31 - 1
# What an employer can bring an application to.
ANSWERS = [s.value for s in Status if s not in (Status.NEW, Status.WITHDRAWN)]
STATUSES = [s.value for s in Status]


def _id(**kwargs: Any) -> serializers.IntegerField:
    return serializers.IntegerField(min_value=1, max_value=LARGEST_ID, **kwargs)


def _reason(**kwargs: Any) -> CodeSerializerField:
    return CodeSerializerField("refusal_reasons", max_length=60, **kwargs)


class ApplicationListParams(PageParams):
    vacancy = _id(
        required=False,
        help_text="Those for this vacancy of your organisation; without it, your own ones.",
    )
    status = serializers.ChoiceField(STATUSES, required=False)


class StepSerializer(serializers.Serializer):
    status = serializers.ChoiceField(STATUSES)
    reason = _reason(allow_blank=True)
    at = serializers.DateTimeField()


class NamedSerializer(serializers.Serializer):
    id = serializers.IntegerField()
    name = serializers.CharField()


class ApplicantSerializer(serializers.Serializer):
    number = serializers.IntegerField(help_text="Who it is stays unknown without consent.")
    contact_agreed = serializers.BooleanField()


class ApplicationSerializer(serializers.Serializer):
    """An application as both sides see it."""

    type = serializers.CharField(default="application")
    id = serializers.IntegerField()
    vacancy = NamedSerializer()
    organisation = NamedSerializer()
    applicant = ApplicantSerializer()
    status = serializers.ChoiceField(STATUSES)
    reason = _reason(allow_blank=True)
    status_at = serializers.DateTimeField()
    created_at = serializers.DateTimeField()
    unanswered_since = serializers.DateTimeField(
        allow_null=True, help_text="Set while the employer has not answered, from 14 days on."
    )
    contact_asked_at = serializers.DateTimeField(allow_null=True)
    letter = serializers.CharField()
    has_cv = serializers.BooleanField()
    profile = serializers.DictField(help_text="As it was when the person applied.")
    steps = StepSerializer(many=True)
    tags = serializers.ListField(
        child=serializers.CharField(), allow_null=True, help_text="For the employer only."
    )


def application_json(application: Application, *, by_employer: bool) -> dict[str, Any]:
    """Needs vacancy__employer, steps and `agreed` fetched along."""
    vacancy = application.vacancy
    return {
        "type": "application",
        "id": application.pk,
        "vacancy": {"id": vacancy.pk, "name": vacancy.title},
        "organisation": {"id": vacancy.employer_id, "name": vacancy.employer.name},
        "applicant": {
            "number": application.person_id,
            "contact_agreed": application.agreed,  # type: ignore[attr-defined]
        },
        "status": application.status,
        "reason": application.reason,
        "status_at": application.status_at,
        "created_at": application.created_at,
        "unanswered_since": application.created_at if application.is_silent else None,
        "contact_asked_at": application.asked_at,
        "letter": application.letter,
        "has_cv": bool(application.cv),
        "profile": application.profile,
        "steps": [
            {"status": step.status, "reason": step.reason, "at": step.at}
            for step in application.steps.all()
        ],
        "tags": application.tags if by_employer else None,
    }


class ApplySerializer(StrictBody):
    vacancy = _id()
    letter = TextField(required=False, allow_blank=True, max_length=LONGEST_TEXT)
    show_contact = serializers.BooleanField(
        default=False, help_text="Your consent to show this employer your name and phone."
    )


class ResultSerializer(StrictBody):
    """What the employer tells of somebody who was hired; pay in VND a month."""

    position = LineField(
        required=False, allow_blank=True, max_length=150, help_text="Empty: as in the vacancy."
    )
    starts_on = serializers.DateField()
    probation_days = serializers.IntegerField(min_value=0, max_value=LONGEST_PROBATION, default=0)
    contract = CodeSerializerField("contracts", max_length=60)
    pay = serializers.IntegerField(min_value=1, max_value=LARGEST_PAY)


class MoveSerializer(StrictBody):
    status = serializers.ChoiceField(
        ANSWERS, help_text="`viewed` takes a refusal back within 14 days."
    )
    reason = _reason(required=False, allow_blank=True, help_text="Needed for `refused`.")
    result = ResultSerializer(required=False, help_text="Needed for `hired`.")


class MessageBody(StrictBody):
    text = TextField(
        max_length=LONGEST_TEXT,
        help_text="May hold {name}, {title}, {employer}, {date} and {place}.",
    )
    date = LineField(required=False, allow_blank=True, max_length=100)
    place = LineField(required=False, allow_blank=True, max_length=200)


class BulkSerializer(MoveSerializer):
    applications = ListField(child=_id(), min_length=1, max_length=MOST_AT_ONCE)
    message = MessageBody(required=False, help_text="Written to each that is moved.")


class FailureErrorSerializer(serializers.Serializer):
    code = serializers.CharField()
    detail = serializers.CharField()
    attr = serializers.CharField()


class FailureSerializer(serializers.Serializer):
    id = serializers.IntegerField()
    reasons = FailureErrorSerializer(many=True)


class BulkDoneSerializer(serializers.Serializer):
    done = serializers.ListField(child=serializers.IntegerField())
    failed = FailureSerializer(many=True)


class NoteBody(StrictBody):
    text = TextField(max_length=LONGEST_TEXT)


class TagsBody(StrictBody):
    tags = ListField(child=LineField(max_length=30), max_length=50)


class NoteSerializer(serializers.ModelSerializer[ApplicationNote]):
    by = serializers.SerializerMethodField()

    class Meta:
        model = ApplicationNote
        fields = ("id", "text", "by", "at")

    def get_by(self, note: ApplicationNote) -> str:
        return str(note.by) if note.by else ""


class MessageSerializer(serializers.ModelSerializer[ApplicationMessage]):
    """A message; `{name}` in it is filled for the applicant only."""

    text = serializers.SerializerMethodField()

    class Meta:
        model = ApplicationMessage
        fields = ("id", "text", "at")

    def get_text(self, message: ApplicationMessage) -> str:
        user: User = self.context["request"].user
        person = self.context["application"].person
        fill = texts.for_reader if person.user_id == user.pk else texts.for_employer
        return fill(message.text, person)


class ApplicantContactSerializer(serializers.Serializer):
    name = serializers.CharField()
    phone = serializers.CharField()
    email = serializers.CharField()


class TemplateSerializer(serializers.ModelSerializer[MessageTemplate]):
    class Meta:
        model = MessageTemplate
        fields = ("id", "organisation", "name", "text")
