"""Enrolments as JSON, both ways."""

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from portal.api.bodies import StrictBody
from portal.api.fields import LineField
from portal.api.params import PageParams
from portal.api.writing import VersionField
from training.enrolment.models import CommuneDecision, Enrolment, SupportClaim
from training.enrolment.teaching import LONGEST_REASON


class EnrolmentListParams(PageParams):
    intake = serializers.IntegerField(required=False, min_value=1, help_text="Of one class.")
    status = serializers.ChoiceField(Enrolment.Status.choices, required=False)


class SupportBody(StrictBody):
    """What support is asked for."""

    route = serializers.ChoiceField(SupportClaim.Route.choices)
    group = LineField(
        max_length=60,
        required=False,
        allow_blank=True,
        help_text="A code of priority_groups of your profile; empty: the one that gives most.",
    )
    insurance_decision = LineField(max_length=60, required=False, allow_blank=True)
    distance_km = serializers.DecimalField(
        max_digits=5,
        decimal_places=1,
        min_value=0,
        max_value=500,
        required=False,
        allow_null=True,
        help_text="From home to class; null: as far as the map says.",
    )


class ClaimBody(SupportBody):
    """What support is asked for now, in place of what was asked for before."""

    version = VersionField()


class EnrolBody(StrictBody):
    intake = serializers.IntegerField(min_value=1, help_text="The class.")
    support = SupportBody(required=False, allow_null=True)


class WithdrawBody(StrictBody):
    reason = LineField(
        max_length=60,
        required=False,
        allow_blank=True,
        help_text="A code of enrolment_end_reasons; needed once the class runs.",
    )


class ReasonBody(StrictBody):
    reason = LineField(max_length=60, help_text="A code of enrolment_end_reasons.")


class RevokeBody(StrictBody):
    reason = LineField(max_length=LONGEST_REASON, help_text="The holder reads it; nobody else.")


class DecisionSerializer(serializers.ModelSerializer):
    """The commune's term and decision."""

    overdue = serializers.BooleanField(source="is_overdue", read_only=True)
    outcome = serializers.CharField(
        read_only=True, help_text="`approved`, `refused`, or empty so far."
    )

    class Meta:
        model = CommuneDecision
        fields = (
            "unit",
            "requested_on",
            "due_on",
            "overdue",
            "decided_on",
            "outcome",
            "number",
            "reason",
        )
        read_only_fields = fields


class SupportLineSerializer(serializers.Serializer):
    """One kind of support: VND, and the law behind it."""

    kind = serializers.CharField()
    amount = serializers.IntegerField()
    legal_source = serializers.CharField()
    provisional = serializers.BooleanField()


class SupportSerializer(serializers.ModelSerializer):
    """The claim, with its parts; amounts in VND."""

    lines = SupportLineSerializer(many=True, read_only=True)
    amount = serializers.IntegerField(read_only=True)
    provisional = serializers.BooleanField(read_only=True)
    decision = DecisionSerializer(read_only=True, allow_null=True)

    class Meta:
        model = SupportClaim
        fields = (
            "route",
            "group",
            "insurance_decision",
            "distance_km",
            "study_days",
            "amount",
            "lines",
            "provisional",
            "state",
            "decision",
            "updated_at",
        )
        read_only_fields = fields


class LearnerSerializer(serializers.Serializer):
    """What the centre knows of who enrolled."""

    id = serializers.IntegerField()
    name = serializers.CharField(source="full_name")
    birth_date = serializers.DateField(allow_null=True)
    sex = serializers.CharField()
    unit = serializers.CharField(source="unit_id", allow_null=True)


class EnrolmentSerializer(serializers.ModelSerializer):
    """A person in a class."""

    type = serializers.CharField(default="enrolment", read_only=True)
    course = serializers.IntegerField(source="intake.course_id", read_only=True)
    course_title = serializers.CharField(source="intake.course.title", read_only=True)
    first_day = serializers.DateField(source="intake.starts_on", read_only=True)
    person = LearnerSerializer(read_only=True)
    grade = serializers.CharField(read_only=True, help_text="`pass`, `fail`, or empty so far.")
    documents_checked = serializers.SerializerMethodField()
    certificate = serializers.SerializerMethodField(help_text="Its number.")
    certificate_valid = serializers.SerializerMethodField(
        help_text="False once the centre withdrew it; null without one."
    )
    support = serializers.SerializerMethodField()

    class Meta:
        model = Enrolment
        fields = (
            "id",
            "type",
            "intake",
            "course",
            "course_title",
            "first_day",
            "person",
            "status",
            "reason",
            "documents_checked",
            "grade",
            "score",
            "certificate",
            "certificate_valid",
            "support",
            "applied_at",
        )
        read_only_fields = fields

    def get_documents_checked(self, row: Enrolment) -> bool:
        return row.documents_checked_at is not None

    def get_certificate(self, row: Enrolment) -> str | None:
        certificate = getattr(row, "certificate", None)
        return certificate.number if certificate else None

    def get_certificate_valid(self, row: Enrolment) -> bool | None:
        certificate = getattr(row, "certificate", None)
        return certificate.is_valid if certificate else None

    @extend_schema_field(SupportSerializer(allow_null=True))
    def get_support(self, row: Enrolment) -> Any:
        claim = getattr(row, "claim", None)
        return None if claim is None else SupportSerializer(claim).data


class RosterRowSerializer(serializers.Serializer):
    """A learner of a class with the days marked so far."""

    id = serializers.IntegerField(source="pk", help_text="Of the enrolment.")
    type = serializers.CharField(default="learner", read_only=True)
    name = serializers.CharField(source="person.full_name")
    status = serializers.CharField()
    days_marked = serializers.IntegerField(source="marked")
    days_present = serializers.IntegerField(source="present")
    grade = serializers.CharField()
    score = serializers.DecimalField(max_digits=4, decimal_places=2, allow_null=True)
