"""What the workers of an order overseas pay, for programs of its agency."""

from typing import Any

from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from jobs.models import OverseasFee, Vacancy
from jobs.moderation.facts import facts_for
from jobs.moderation.overseas import service_ceiling
from jobs.overseas import MOST, set_fees
from portal.api.bodies import StrictBody
from portal.api.fields import ListField
from portal.api.writing import CONFLICT, VersionField, written
from portal.reference.serializers import CodeSerializerField


class FeeSerializer(StrictBody):
    """What somebody pays, in VND for one worker and the whole contract."""

    kind = CodeSerializerField(
        "overseas_fee_kinds",
        max_length=60,
        validators=OverseasFee._meta.get_field("kind").validators,
    )
    payer = CodeSerializerField(
        "fee_payers", max_length=60, validators=OverseasFee._meta.get_field("payer").validators
    )
    amount = serializers.IntegerField(min_value=0, max_value=MOST)


class FeesBody(StrictBody):
    fees = ListField(child=FeeSerializer(), max_length=100)
    version = VersionField()


class FeesSerializer(serializers.Serializer):
    """All fees of an order."""

    type = serializers.CharField(default="overseas_fees")
    vacancy = serializers.IntegerField()
    fees = FeeSerializer(many=True)
    service_ceiling = serializers.IntegerField(
        allow_null=True,
        help_text="The most that a worker may pay for the service; null without pay and term.",
    )
    updated_at = serializers.DateTimeField()


class OverseasFeesView(APIView):
    """For the members of its agency; everybody reads them on the page of the order."""

    @extend_schema(responses=FeesSerializer)
    def get(self, request: Request, pk: int) -> Response:
        """What stands there by now."""
        return _shown(self._order(pk))

    @extend_schema(request=FeesBody, responses={200: FeesSerializer, 409: CONFLICT})
    def put(self, request: Request, pk: int) -> Response:
        """Puts all fees in place of those that were. What passes a ceiling of the law is refused at
        `fee_` with the kind; an open order is checked as after any other change."""
        order = self._order(pk)

        def write(given: dict[str, Any]) -> Vacancy:
            return set_fees(
                vacancy_id=order.pk,
                fees=_by_kind(given["fees"] or ()),
                version=given.get("version"),
            )

        written(FeesBody(data=request.data), write)
        return _shown(self._order(pk))

    def _order(self, pk: int) -> Vacancy:
        """The order, for those who may; a 404 where they may not even see it."""
        rows = Vacancy.objects.visible_to(self.request.user).select_related("employer", "unit")
        order: Vacancy = get_object_or_404(rows, pk=pk)
        if not self.request.user.has_perm("jobs.change_vacancy", order):
            self.permission_denied(self.request)
        return order


def _by_kind(rows: Any) -> dict[tuple[str, str], int]:
    fees = {(row["kind"], row["payer"]): row["amount"] for row in rows}
    if len(fees) < len(rows):
        message = _("Each kind once for each payer: add the amounts up.")
        raise ValidationError({"fees": ValidationError(message, code="twice")})
    return fees


def _shown(order: Vacancy) -> Response:
    facts = facts_for(order, posted_anew=False)
    shown = {
        "type": "overseas_fees",
        "vacancy": order.pk,
        "fees": [
            {"kind": kind, "payer": payer, "amount": amount}
            for (kind, payer), amount in facts.fees.items()
        ],
        "service_ceiling": service_ceiling(order, facts),
        "updated_at": order.updated_at,
    }
    return Response(FeesSerializer(shown).data)
