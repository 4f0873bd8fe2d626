"""Reports for programs: anybody makes one and follows it, the centre's staff work with them."""

from collections.abc import Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from drf_spectacular.utils import OpenApiResponse, extend_schema
from rest_framework import status
from rest_framework.decorators import action
from rest_framework.permissions import AllowAny, BasePermission
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.viewsets import GenericViewSet

from jobs.complaints import services, subjects
from jobs.complaints.models import Complaint
from jobs.complaints.serializers import (
    ComplaintListParams,
    ComplaintSerializer,
    ComplaintStateSerializer,
    DecisionBody,
    ReportBody,
    TakeBody,
)
from portal.accounts.current import signed_in
from portal.api.writing import CONFLICT, written

Json = dict[str, Any]
FOR_EVERYBODY = ("create", "follow")


class MayDecide(BasePermission):
    """The staff who look into reports."""

    def has_permission(self, request: Request, view: Any) -> bool:
        return bool(request.user.has_perm("complaints.decide"))


class ComplaintViewSet(GenericViewSet[Complaint]):
    """To report nobody needs an account. What was reported only the centre's staff read."""

    serializer_class = ComplaintSerializer
    lookup_value_converter = "int"

    @property
    def throttle_scope(self) -> str | None:
        """Reports are counted by themselves, as those of the page are."""
        return "complaints" if self.action == "create" else None

    def get_permissions(self) -> Sequence[BasePermission]:
        return [AllowAny()] if self.action in FOR_EVERYBODY else [MayDecide()]

    def get_queryset(self) -> QuerySet[Complaint]:
        return Complaint.objects.select_related("assigned_to")

    @extend_schema(parameters=[ComplaintListParams])
    def list(self, request: Request) -> Response:
        """For the centre's staff: those that nobody looks into yet, or by `state`."""
        params = ComplaintListParams.read(request.query_params)
        rows = Complaint.objects.select_related("assigned_to")
        found = {"new": rows.new, "looking": rows.looked_into, "ended": rows.ended}
        page = self.paginate_queryset(found[params["state"]]())
        return self.get_paginated_response(self.get_serializer(page, many=True).data)

    @extend_schema(request=ReportBody, responses={201: ComplaintStateSerializer})
    def create(self, request: Request) -> Response:
        """Reports an ad, an organisation or a fraud, also without an account. Keep the `secret`:
        without an account it is all that leads back to the report."""

        def write(given: Json) -> Complaint:
            rows = {
                "vacancy": subjects.vacancies_for(request.user),
                "organisation": subjects.organisations_for(request.user),
            }
            for name, known in rows.items():
                if given.get(name) is not None:
                    given[name] = _one_of(known, given[name], name)
            reporter = request.user if request.user.is_authenticated else None
            return services.report(reporter=reporter, **given)

        made = written(ReportBody(data=request.data), write)
        shown = ComplaintStateSerializer(made).data
        return Response(shown, status=status.HTTP_201_CREATED)

    def retrieve(self, request: Request, pk: int) -> Response:
        """One report, for the centre's staff."""
        return Response(self.get_serializer(self.get_object()).data)

    @extend_schema(responses=ComplaintStateSerializer)
    @action(detail=False, url_path="status/<str:secret>")
    def follow(self, request: Request, secret: str) -> Response:
        """What became of a report, for whoever has its secret."""
        row = get_object_or_404(Complaint, secret=secret)
        return Response(ComplaintStateSerializer(row).data)

    @extend_schema(request=TakeBody, responses={200: ComplaintSerializer, 409: CONFLICT})
    @action(detail=True, methods=["post"])
    def take(self, request: Request, pk: int) -> Response:
        """You look into it; the reporter sees that somebody does."""
        row = self.get_object()

        def write(given: Json) -> Complaint:
            return services.take(complaint_id=row.pk, by=signed_in(request), **given)

        return self._shown(written(TakeBody(data=request.data), write))

    @extend_schema(
        request=DecisionBody,
        responses={
            200: OpenApiResponse(ComplaintSerializer, "It is answered or closed."),
        },
    )
    @action(detail=True, methods=["post"])
    def decide(self, request: Request, pk: int) -> Response:
        """Ends it with an outcome, and words for the reporter. `decided`: somebody was quicker."""
        row = self.get_object()

        def write(given: Json) -> Complaint:
            return services.decide(complaint_id=row.pk, by=signed_in(request), **given)

        return self._shown(written(DecisionBody(data=request.data), write))

    def _shown(self, complaint: Complaint) -> Response:
        return Response(self.get_serializer(self.get_queryset().get(pk=complaint.pk)).data)


def _one_of(rows: Any, pk: int, name: str) -> Any:
    found = rows.filter(pk=pk).first()
    if found is None:
        raise ValidationError({name: ValidationError(_("There is no such row."), code="not_found")})
    return found
