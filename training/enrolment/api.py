"""Enrolments for programs: a person's own, and for centres those in their classes."""

from collections.abc import Callable
from typing import Any, cast

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Count, Q, QuerySet
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework import status
from rest_framework.decorators import action
from rest_framework.exceptions import PermissionDenied
from rest_framework.generics import ListAPIView
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.viewsets import GenericViewSet

from portal.accounts.current import signed_in
from portal.api.bodies import NoBody
from portal.api.params import PageParams
from portal.api.writing import CONFLICT, written
from portal.people.services import person_of
from training.enrolment import services, support, teaching
from training.enrolment.models import Attendance, Enrolment
from training.enrolment.serializers import (
    ClaimBody,
    EnrolBody,
    EnrolmentListParams,
    EnrolmentSerializer,
    ReasonBody,
    RevokeBody,
    RosterRowSerializer,
    WithdrawBody,
)
from training.models import Course, Intake

Json = dict[str, Any]
OWN, DECIDE = "enrolment.change_own", "enrolment.decide_enrolment"


class EnrolmentViewSet(GenericViewSet[Enrolment]):
    """The person, the members of the centre and the ESC's staff see an enrolment; to everybody
    else there is none."""

    serializer_class = EnrolmentSerializer
    lookup_value_converter = "int"

    def get_queryset(self) -> QuerySet[Enrolment]:
        rows = Enrolment.objects.visible_to(self.request.user)
        return rows.select_related(
            "person", "intake__course__centre", "claim__decision", "certificate"
        )

    @extend_schema(parameters=[EnrolmentListParams])
    def list(self, request: Request) -> Response:
        """Your own and those in classes of your centres, newest first."""
        params = EnrolmentListParams.read(request.query_params)
        rows = self.get_queryset()
        if "intake" in params:
            rows = rows.filter(intake=params["intake"])
        if "status" in params:
            rows = rows.filter(status=params["status"])
        page = self.paginate_queryset(rows.order_by("-applied_at", "-pk"))
        return self.get_paginated_response(self.get_serializer(page, many=True).data)

    @extend_schema(request=EnrolBody, responses={201: EnrolmentSerializer})
    def create(self, request: Request) -> Response:
        """Enrols you in a class: `accepted` with a seat, `waiting` in line where it is full,
        `applied` where the centre must look at something first. Enrolled already, you stay so."""
        user = signed_in(request)
        if not user.has_perm("enrolment.enrol"):
            raise PermissionDenied

        def write(given: Json) -> Enrolment:
            pk = given.pop("intake") or 0
            public = Course.objects.public().values("pk")
            if not Intake.objects.filter(pk=pk, course__in=public).exists():
                message = _("There is no such class.")
                raise ValidationError({"intake": ValidationError(message, code="not_found")})
            with transaction.atomic():
                person = person_of(user=user)
                made = services.enrol(person_id=person.pk, intake_id=pk)
                if asked := given.get("support"):
                    support.claim_support(enrolment_id=made.pk, **_claim(asked))
            return made

        made = written(EnrolBody(data=request.data), write)
        return self._shown(made.pk, status.HTTP_201_CREATED)

    def retrieve(self, request: Request, pk: int) -> Response:
        """One enrolment."""
        return self._shown(self.get_object().pk)

    @extend_schema(request=WithdrawBody, responses=EnrolmentSerializer)
    @action(detail=True, methods=["post"])
    def withdraw(self, request: Request, pk: int) -> Response:
        """Steps back; your seat goes to the next in line. Once the class runs, say why."""
        row = self._for(OWN)
        return self._done(
            row,
            WithdrawBody(data=request.data),
            lambda given: services.withdraw(enrolment_id=row.pk, reason=given.get("reason", "")),
        )

    @extend_schema(request=ClaimBody, responses={200: EnrolmentSerializer, 409: CONFLICT})
    @action(detail=True, methods=["post"])
    def claim(self, request: Request, pk: int) -> Response:
        """Asks for support, or changes what you asked for until it is being decided."""
        row = self._for(OWN)
        return self._done(
            row,
            ClaimBody(data=request.data),
            lambda given: support.claim_support(
                enrolment_id=row.pk, version=given.get("version"), **_claim(given)
            ),
        )

    @extend_schema(request=None, responses=EnrolmentSerializer)
    @action(detail=True, methods=["post"])
    def accept(self, request: Request, pk: int) -> Response:
        """Gives who was looked into a seat, or the last place in line."""
        row = self._for(DECIDE)
        return self._done(
            row, NoBody(data=request.data), lambda _given: services.accept(enrolment_id=row.pk)
        )

    @extend_schema(request=ReasonBody, responses=EnrolmentSerializer)
    @action(detail=True, methods=["post"])
    def refuse(self, request: Request, pk: int) -> Response:
        """Refuses before the class begins, with a reason; the seat goes to the next in line."""
        row = self._for(DECIDE)
        return self._done(
            row,
            ReasonBody(data=request.data),
            lambda given: services.refuse(enrolment_id=row.pk, **given),
        )

    @extend_schema(request=ReasonBody, responses=EnrolmentSerializer)
    @action(detail=True, methods=["post"])
    def leave(self, request: Request, pk: int) -> Response:
        """Notes that a learner left the running class, with a reason."""
        row = self._for(DECIDE)
        return self._done(
            row,
            ReasonBody(data=request.data),
            lambda given: services.leave(enrolment_id=row.pk, **given),
        )

    @extend_schema(request=None, responses=EnrolmentSerializer)
    @action(detail=True, methods=["post"], url_path="check-documents")
    def check_documents(self, request: Request, pk: int) -> Response:
        """Notes that the papers were looked at and are right."""
        row = self._for(DECIDE)
        by = signed_in(request)
        return self._done(
            row,
            NoBody(data=request.data),
            lambda _given: support.check_documents(enrolment_id=row.pk, by=by),
        )

    @extend_schema(request=RevokeBody, responses=EnrolmentSerializer)
    @action(detail=True, methods=["post"], url_path="revoke-certificate")
    def revoke_certificate(self, request: Request, pk: int) -> Response:
        """Says that the certificate is not valid any more, and why; its holder is told. Again
        changes nothing."""
        row = self._for(DECIDE)

        def write(given: Json) -> None:
            certificate = getattr(row, "certificate", None)
            if certificate is None:
                raise ValidationError(_("There is no certificate."), code="not_found")
            teaching.revoke_certificate(certificate_id=certificate.pk, **given)

        return self._done(row, RevokeBody(data=request.data), write)

    def _for(self, permission: str) -> Enrolment:
        """The enrolment, for those who may; a 404 where they may not even see it."""
        row: Enrolment = self.get_object()
        if not self.request.user.has_perm(permission, row):
            self.permission_denied(self.request)
        return row

    def _done(self, row: Enrolment, body: Any, write: Callable[[Json], Any]) -> Response:
        written(body, write)
        return self._shown(row.pk)

    def _shown(self, pk: int, code: int = status.HTTP_200_OK) -> Response:
        row = self.get_queryset().get(pk=pk)
        return Response(self.get_serializer(row).data, status=code)


def _claim(given: Json) -> Json:
    """What `claim_support` is told; what a body leaves out is empty."""
    return {
        "route": given.get("route") or "",
        "group": given.get("group") or "",
        "insurance_decision": given.get("insurance_decision") or "",
        "distance_km": given.get("distance_km"),
    }


class RosterView(ListAPIView[Enrolment]):
    """The learners of one class, for its centre and the ESC's staff."""

    serializer_class = RosterRowSerializer

    def get_queryset(self) -> QuerySet[Enrolment]:
        user = self.request.user
        courses = Course.objects.visible_to(user).values("pk")
        rows = Intake.objects.select_related("course__centre").filter(course__in=courses)
        intake = get_object_or_404(rows, pk=self.kwargs["pk"])
        if not user.has_perm("enrolment.view_class", intake):
            raise PermissionDenied
        present = Q(attendances__state=Attendance.State.PRESENT)
        seated = Enrolment.objects.filter(
            intake=intake, status__in=[*Enrolment.SEATED, Enrolment.Status.LEFT]
        )
        counted = seated.select_related("person").annotate(
            marked=Count("attendances"), present=Count("attendances", filter=present)
        )
        return cast("QuerySet[Enrolment]", counted.order_by("person__full_name", "pk"))

    @extend_schema(parameters=[PageParams], responses=RosterRowSerializer(many=True))
    def get(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """By name, with the days marked so far."""
        PageParams.read(request.query_params)
        return self.list(request, *args, **kwargs)
