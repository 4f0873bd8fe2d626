"""Ordered classes and offers as JSON, both ways."""

from rest_framework import serializers

from portal.api.bodies import StrictBody
from portal.api.fields import TextField
from portal.api.params import PageParams
from portal.reference.models import Occupation, Unit
from portal.reference.serializers import ReferenceField
from training.orders.models import (
    LEAST_PAY,
    LONGEST_TEXT,
    MOST_LEARNERS,
    OrderOffer,
    TrainingOrder,
)
from training.orders.services import EDITABLE

LARGEST = 2**31 - 1
LARGEST_ID = 2**63 - 1


class OrderListParams(PageParams):
    state = serializers.ChoiceField(TrainingOrder.State.choices, required=False)


class PartySerializer(serializers.Serializer):
    id = serializers.IntegerField()
    name = serializers.CharField()


class TrainingOrderSerializer(serializers.ModelSerializer[TrainingOrder]):
    """An ordered class. Pay in VND/month after the course."""

    type = serializers.CharField(default="training_order", read_only=True)
    organisation = PartySerializer(source="employer", read_only=True)
    takes_offers = serializers.BooleanField(read_only=True)
    intake = serializers.IntegerField(source="intake_id", allow_null=True, read_only=True)

    class Meta:
        model = TrainingOrder
        fields = (
            "id",
            "type",
            "organisation",
            *EDITABLE,
            "state",
            "takes_offers",
            "intake",
            "created_at",
            "updated_at",
        )
        read_only_fields = fields


class OrderBody(StrictBody):
    employer = serializers.IntegerField(
        required=False,
        min_value=1,
        max_value=LARGEST_ID,
        help_text="Which of your organisations; needed only where you act for several.",
    )
    occupation = ReferenceField(Occupation)
    unit = ReferenceField(Unit)
    learners = serializers.IntegerField(min_value=1, max_value=MOST_LEARNERS)
    starts_on = serializers.DateField()
    ends_on = serializers.DateField()
    answers_until = serializers.DateField(help_text="Not later than the first day.")
    pay = serializers.IntegerField(
        min_value=LEAST_PAY, max_value=LARGEST, help_text="VND/month after the course."
    )
    hires = serializers.IntegerField(
        min_value=1, max_value=MOST_LEARNERS, help_text="How many of the learners you will hire."
    )
    commitment = TextField(max_length=LONGEST_TEXT)
    note = TextField(required=False, allow_blank=True, max_length=LONGEST_TEXT)


class OrderOfferSerializer(serializers.ModelSerializer[OrderOffer]):
    """What a centre offers. Price in VND for one learner."""

    type = serializers.CharField(default="order_offer", read_only=True)
    order = serializers.IntegerField(source="order_id", read_only=True)
    organisation = PartySerializer(source="centre", read_only=True)
    course = serializers.IntegerField(source="course_id", read_only=True)

    class Meta:
        model = OrderOffer
        fields = (
            "id",
            "type",
            "order",
            "organisation",
            "course",
            "starts_on",
            "ends_on",
            "seats",
            "price",
            "note",
            "state",
            "state_at",
            "created_at",
        )
        read_only_fields = fields


class OfferBody(StrictBody):
    centre = serializers.IntegerField(
        required=False,
        min_value=1,
        max_value=LARGEST_ID,
        help_text="Which of your centres; needed only where you act for several.",
    )
    course = serializers.IntegerField(
        min_value=1, max_value=LARGEST_ID, help_text="An open course of your centre."
    )
    starts_on = serializers.DateField()
    ends_on = serializers.DateField()
    seats = serializers.IntegerField(min_value=1, max_value=MOST_LEARNERS)
    price = serializers.IntegerField(
        required=False, min_value=0, max_value=LARGEST, help_text="VND for one learner."
    )
    note = TextField(required=False, allow_blank=True, max_length=LONGEST_TEXT)
