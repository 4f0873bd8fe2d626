"""Reports as JSON, both ways."""

from rest_framework import serializers

from jobs.complaints.models import LONGEST_ABOUT, LONGEST_ANSWER, LONGEST_TEXT, Complaint
from portal.api.bodies import StrictBody
from portal.api.fields import LineField, TextField
from portal.api.params import PageParams
from portal.api.writing import VersionField
from portal.reference.serializers import CodeSerializerField

LARGEST_ID = 2**63 - 1
# What the list can be narrowed to: the tabs of the page.
GROUPS = ("new", "looking", "ended")


class ComplaintListParams(PageParams):
    state = serializers.ChoiceField(
        GROUPS, default="new", help_text="`ended`: answered or closed, the latest first."
    )


class ReportBody(StrictBody):
    """What happened, and what it is about: a vacancy, an organisation, or words."""

    kind = CodeSerializerField("complaint_kinds", max_length=60)
    text = TextField(max_length=LONGEST_TEXT)
    vacancy = serializers.IntegerField(required=False, min_value=1, max_value=LARGEST_ID)
    organisation = serializers.IntegerField(required=False, min_value=1, max_value=LARGEST_ID)
    about = LineField(
        required=False,
        allow_blank=True,
        max_length=LONGEST_ABOUT,
        help_text="Needed where neither a vacancy nor an organisation is given.",
    )
    contact = LineField(
        required=False,
        allow_blank=True,
        max_length=254,
        help_text="Phone or e-mail, only if the centre may ask. Deleted 90 days after the end.",
    )


class TakeBody(StrictBody):
    version = VersionField()


class DecisionBody(StrictBody):
    outcome = CodeSerializerField("complaint_outcomes", max_length=60)
    answer = TextField(
        required=False,
        allow_blank=True,
        max_length=LONGEST_ANSWER,
        help_text="Without it the case is closed and the reporter reads the outcome alone.",
    )


class ComplaintStateSerializer(serializers.ModelSerializer[Complaint]):
    """What the reporter reads. Whoever knows the `secret` reads it, so keep it to yourself."""

    type = serializers.CharField(default="complaint", read_only=True)
    number = serializers.CharField(read_only=True)
    kind = CodeSerializerField("complaint_kinds")
    outcome = CodeSerializerField("complaint_outcomes", allow_blank=True)
    state = serializers.ChoiceField(Complaint.State.choices)

    class Meta:
        model = Complaint
        fields = (
            *("type", "number", "secret", "kind", "about", "state", "outcome", "answer"),
            *("created_at", "ended_at"),
        )
        read_only_fields = fields


class ComplaintSerializer(ComplaintStateSerializer):
    """A report as the centre's staff read it."""

    by_account = serializers.SerializerMethodField(help_text="The reporter gets messages.")
    assigned_to = serializers.SerializerMethodField()

    class Meta:
        model = Complaint
        fields = (
            *("id", "type", "number", "kind", "about", "text", "vacancy", "organisation"),
            *("contact", "by_account", "state", "assigned_to", "outcome", "answer"),
            *("created_at", "ended_at", "updated_at"),
        )
        read_only_fields = fields

    def get_by_account(self, complaint: Complaint) -> bool:
        return complaint.reporter_id is not None

    def get_assigned_to(self, complaint: Complaint) -> str:
        return str(complaint.assigned_to or "")
