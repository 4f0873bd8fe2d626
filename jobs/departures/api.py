"""Departures for programs: an agency's, one's own, and for the ESC's staff all."""

from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.viewsets import GenericViewSet

from jobs.applications.models import Application
from jobs.departures import services
from jobs.departures.models import LONGEST_NOTE, Departure
from portal.accounts.current import signed_in
from portal.api.bodies import NoBody, StrictBody
from portal.api.fields import LineField, TextField
from portal.api.params import PageParams
from portal.api.writing import CONFLICT, VersionField, written
from portal.reference.serializers import CodeSerializerField

Json = dict[str, Any]
LARGEST_ID = 2**63 - 1


class DepartureListParams(PageParams):
    state = serializers.ChoiceField(Departure.State.choices, required=False)
    country = serializers.CharField(required=False, max_length=2, help_text="ISO 3166-1.")


class DepartureSerializer(serializers.ModelSerializer[Departure]):
    """Under a random id. Of the person only the number of the profile, null once erased."""

    type = serializers.CharField(default="departure", read_only=True)
    id = serializers.UUIDField(source="key", read_only=True)
    person = serializers.IntegerField(source="person_id", allow_null=True, read_only=True)
    application = serializers.IntegerField(source="application_id", allow_null=True, read_only=True)
    vacancy = serializers.IntegerField(source="vacancy_id", read_only=True)
    organisation = serializers.IntegerField(source="agency_id", read_only=True)
    refund_due = serializers.SerializerMethodField(
        help_text="Part of what was paid is to be given back (Law 69/2020, Article 23)."
    )

    class Meta:
        model = Departure
        fields = (
            "id",
            "type",
            "person",
            "application",
            "vacancy",
            "organisation",
            *services.EDITABLE,
            "returned_on",
            "return_reason",
            "refund_due",
            "state",
            "state_at",
            "updated_at",
        )
        read_only_fields = fields

    def get_refund_due(self, row: Departure) -> bool:
        return services.refund_due(row.return_reason)


class _NotedBody(StrictBody):
    contract_signed_on = serializers.DateField(required=False)
    passport_ready = serializers.BooleanField(required=False)
    health_ready = serializers.BooleanField(required=False)
    departs_on = serializers.DateField(required=False)
    return_due_on = serializers.DateField(required=False, allow_null=True)
    country = LineField(
        required=False, max_length=2, help_text="ISO 3166-1; without it, that of the order."
    )
    note = TextField(required=False, allow_blank=True, max_length=LONGEST_NOTE)


class PlanBody(_NotedBody):
    application = serializers.IntegerField(
        min_value=1, max_value=LARGEST_ID, help_text="Of somebody hired for an order overseas."
    )
    contract_signed_on = serializers.DateField()
    departs_on = serializers.DateField()


class ChangeBody(_NotedBody):
    version = VersionField()


class DepartBody(StrictBody):
    departs_on = serializers.DateField(required=False, help_text="Without it, the day planned.")


class ReturnBody(StrictBody):
    returned_on = serializers.DateField()
    return_reason = CodeSerializerField("return_reasons", max_length=60)


class DepartureViewSet(GenericViewSet[Departure]):
    """The person, the members of the agency and the ESC's staff see a departure; to everybody else
    there is none. Agency and staff note it."""

    serializer_class = DepartureSerializer
    lookup_field = "key"
    lookup_value_converter = "uuid"

    def get_queryset(self) -> QuerySet[Departure]:
        return Departure.objects.visible_to(self.request.user).select_related("agency")

    @extend_schema(parameters=[DepartureListParams])
    def list(self, request: Request) -> Response:
        """The latest day of departure first."""
        params = DepartureListParams.read(request.query_params)
        rows = self.get_queryset()
        for name in ("state", "country"):
            if name in params:
                rows = rows.filter(**{name: params[name]})
        page = self.paginate_queryset(rows.order_by("-departs_on", "-pk"))
        return self.get_paginated_response(self.get_serializer(page, many=True).data)

    def retrieve(self, request: Request, key: str) -> Response:
        """One of them."""
        return Response(self.get_serializer(self.get_object()).data)

    @extend_schema(request=PlanBody, responses={201: DepartureSerializer})
    def create(self, request: Request) -> Response:
        """Notes that somebody goes; what is noted for the application already is changed."""
        user = signed_in(request)

        def write(given: Json) -> Departure:
            pk = given.pop("application") or 0
            visible = Application.objects.visible_to(user).select_related("vacancy__employer")
            application = visible.filter(pk=pk).first()
            if application is None:
                message = _("There is no such application.")
                error = ValidationError(message, code="not_found")
                raise ValidationError({"application": error})
            if not user.has_perm("departures.plan", application):
                raise PermissionDenied
            return services.plan(application_id=pk, values=given)

        made = written(PlanBody(data=request.data), write)
        return self._shown(made, status.HTTP_201_CREATED)

    @extend_schema(request=ChangeBody, responses={200: DepartureSerializer, 409: CONFLICT})
    def partial_update(self, request: Request, key: str) -> Response:
        """Changes what is given; after the departure only the expected return and the note."""
        row = self._its()
        written(
            ChangeBody(data=request.data),
            lambda given: services.change(
                departure_id=row.pk, version=given.pop("version", None), values=given
            ),
        )
        return self._shown(row)

    @extend_schema(request=DepartBody, responses=DepartureSerializer)
    @action(detail=True, methods=["post"])
    def depart(self, request: Request, key: str) -> Response:
        """They went."""
        row = self._its()
        written(
            DepartBody(data=request.data),
            lambda given: services.depart(departure_id=row.pk, departs_on=given.get("departs_on")),
        )
        return self._shown(row)

    @extend_schema(request=ReturnBody, responses=DepartureSerializer)
    @action(detail=True, methods=["post"], url_path="return")
    def come_back(self, request: Request, key: str) -> Response:
        """They are back."""
        row = self._its()
        written(
            ReturnBody(data=request.data),
            lambda given: services.come_back(
                departure_id=row.pk,
                returned_on=given["returned_on"],
                reason=given["return_reason"],
            ),
        )
        return self._shown(row)

    @extend_schema(request=None, responses=DepartureSerializer)
    @action(detail=True, methods=["post"])
    def cancel(self, request: Request, key: str) -> Response:
        """They do not go."""
        row = self._its()
        NoBody.check(request)
        services.cancel(departure_id=row.pk)
        return self._shown(row)

    def _its(self) -> Departure:
        """The departure, for those who may; a 404 where they may not even see it."""
        row: Departure = self.get_object()
        if not self.request.user.has_perm("departures.change", row):
            self.permission_denied(self.request)
        return row

    def _shown(self, row: Departure, code: int = status.HTTP_200_OK) -> Response:
        return Response(self.get_serializer(self.get_queryset().get(pk=row.pk)).data, status=code)
