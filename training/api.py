"""Courses and their intakes for programs: the open ones for everybody, all of their own for
centres."""

from typing import Any, cast

from django.db.models import Prefetch, QuerySet
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework import mixins, serializers, status
from rest_framework.decorators import action
from rest_framework.exceptions import NotAuthenticated
from rest_framework.permissions import IsAuthenticatedOrReadOnly
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.viewsets import GenericViewSet

from portal.accounts.acting import organisation_for
from portal.accounts.current import signed_in
from portal.accounts.models import Organisation
from portal.api.bodies import NoBody, StatusBody
from portal.api.params import PageParams
from portal.api.writing import CONFLICT, VersionField, written
from portal.reference.models import Occupation, Skill, Unit
from portal.reference.serializers import (
    ReferenceField,
    ReferenceModelSerializer,
    ReferencesField,
)
from training import services
from training.models import Course, Intake


class CentreSummary(serializers.Serializer):
    id = serializers.IntegerField()
    name = serializers.CharField()


class IntakeSerializer(ReferenceModelSerializer):
    """One class of a course, read and written with the same names."""

    type = serializers.CharField(default="intake", read_only=True)
    course = serializers.IntegerField(source="course_id", read_only=True)
    seats_free = serializers.IntegerField(read_only=True)
    is_open = serializers.BooleanField(read_only=True, help_text="It still takes people.")
    version = VersionField()

    class Meta:
        model = Intake
        fields = (
            "id",
            "type",
            "course",
            *services.INTAKE_EDITABLE,
            "seats_free",
            "is_open",
            "cancelled",
            "updated_at",
            "version",
        )
        read_only_fields = ("cancelled",)


class CourseSerializer(StatusBody, ReferenceModelSerializer):
    """A course, read and written with the same names. The fee in VND for the whole course."""

    type = serializers.CharField(default="course", read_only=True)
    centre = serializers.IntegerField(
        source="centre_id",
        required=False,
        min_value=1,
        help_text="Which of your centres; needed only where you act for several.",
    )
    organisation = CentreSummary(source="centre", read_only=True)
    occupations = ReferencesField(Occupation, required=False)
    skills = ReferencesField(Skill, required=False)
    unit = ReferenceField(Unit)
    place = serializers.CharField(source="unit.full_name", read_only=True)
    intakes = IntakeSerializer(many=True, read_only=True)
    version = VersionField()

    class Meta:
        model = Course
        fields = (
            "id",
            "type",
            "centre",
            "organisation",
            *services.EDITABLE,
            "occupations",
            "skills",
            "place",
            "intakes",
            "status",
            "published_at",
            "closed_at",
            "created_at",
            "updated_at",
            "version",
        )
        read_only_fields = ("status", "published_at", "closed_at")


class CourseListParams(PageParams):
    mine = serializers.BooleanField(
        default=False, help_text="Those of your centres, drafts and closed ones as well."
    )


class CourseViewSet(mixins.RetrieveModelMixin, GenericViewSet[Course]):
    """Open courses are for everybody; drafts for the members of their centre only."""

    permission_classes = [IsAuthenticatedOrReadOnly]
    serializer_class = CourseSerializer
    lookup_value_converter = "int"

    def get_queryset(self) -> QuerySet[Course]:
        rows = Course.objects.select_related("centre", "unit").prefetch_related(
            Prefetch("intakes", Intake.objects.order_by("starts_on", "pk")),
            Prefetch("occupations", Occupation.objects.order_by("pk").only("pk")),
            Prefetch("skills", Skill.objects.order_by("pk").only("pk")),
        )
        return rows.visible_to(self.request.user)

    @extend_schema(parameters=[CourseListParams])
    def list(self, request: Request) -> Response:
        """Open courses, newest first."""
        params = CourseListParams.read(request.query_params)
        courses = cast(Any, self.get_queryset())
        if params["mine"]:
            if not request.user.is_authenticated:
                raise NotAuthenticated
            own = Organisation.objects.of_member(request.user)
            courses = courses.filter(centre__in=own).order_by("-created_at", "-pk")
        else:
            courses = courses.public().order_by("-published_at", "-pk")
        page = self.paginate_queryset(courses)
        return self.get_paginated_response(self.get_serializer(page, many=True).data)

    def create(self, request: Request) -> Response:
        """Makes a draft."""

        def write(given: dict[str, Any]) -> Course:
            given.pop("version", None)
            centre = organisation_for(
                signed_in(request),
                "training.add_course",
                given=given.pop("centre_id", None),
                field="centre",
            )
            return services.create_course(
                centre=centre,
                occupations=given.pop("occupations", None) or (),
                skills=given.pop("skills", None) or (),
                values=given,
            )

        course = written(self.get_serializer(data=request.data), write)
        return self._shown(course, status.HTTP_201_CREATED)

    @extend_schema(responses={200: CourseSerializer, 409: CONFLICT})
    def update(self, request: Request, pk: int, partial: bool = False) -> Response:
        """Changes a course; an open one is changed for everybody at once."""
        course = self._mine("training.change_course")

        def write(given: dict[str, Any]) -> Course:
            if given.pop("centre_id", course.centre_id) != course.centre_id:
                message = _("A course stays with its centre.")
                raise serializers.ValidationError({"centre": [message]}, code="fixed")
            return services.update_course(
                course_id=course.pk,
                occupations=given.pop("occupations", None),
                skills=given.pop("skills", None),
                version=given.pop("version", None),
                values=given,
            )

        body = self.get_serializer(course, data=request.data, partial=partial)
        return self._shown(written(body, write))

    @extend_schema(responses={200: CourseSerializer, 409: CONFLICT})
    def partial_update(self, request: Request, pk: int) -> Response:
        """Changes the fields that are given."""
        return self.update(request, pk, partial=True)

    def destroy(self, request: Request, pk: int) -> Response:
        """Deletes a draft; what was public once stays, and is closed instead."""
        services.delete_draft(course_id=self._mine("training.change_course").pk)
        return Response(status=status.HTTP_204_NO_CONTENT)

    @extend_schema(request=None, responses=CourseSerializer)
    @action(detail=True, methods=["post"])
    def publish(self, request: Request, pk: int) -> Response:
        """Opens a draft or closed course to the public; an open one stays as it is."""
        course = self._mine("training.publish_course")
        NoBody.check(request)
        return self._shown(services.publish_course(course_id=course.pk))

    @extend_schema(request=None, responses=CourseSerializer)
    @action(detail=True, methods=["post"])
    def close(self, request: Request, pk: int) -> Response:
        """Takes a course off; a closed one stays as it is."""
        course = self._mine("training.close_course")
        NoBody.check(request)
        return self._shown(services.close_course(course_id=course.pk))

    def _mine(self, permission: str) -> Course:
        """The course, for those who may; a 404 where they may not even see it."""
        course: Course = self.get_object()
        if not self.request.user.has_perm(permission, course):
            self.permission_denied(self.request)
        return course

    def _shown(self, course: Course, code: int = status.HTTP_200_OK) -> Response:
        fresh = self.get_queryset().get(pk=course.pk)
        return Response(self.get_serializer(fresh).data, status=code)


class IntakeViewSet(mixins.RetrieveModelMixin, GenericViewSet[Intake]):
    """The classes of one course; seen by whoever sees the course, changed by its centre."""

    permission_classes = [IsAuthenticatedOrReadOnly]
    serializer_class = IntakeSerializer
    lookup_value_converter = "int"

    def get_queryset(self) -> QuerySet[Intake]:
        return Intake.objects.filter(course=self._course()).order_by("starts_on", "pk")

    def _course(self) -> Course:
        visible = Course.objects.visible_to(self.request.user)
        return get_object_or_404(visible, pk=self.kwargs["course_pk"])

    def _my_course(self) -> Course:
        course = self._course()
        if not self.request.user.has_perm("training.change_course", course):
            self.permission_denied(self.request)
        return course

    @extend_schema(parameters=[PageParams])
    def list(self, request: Request, course_pk: int) -> Response:
        """All classes of the course, also past ones, by first day."""
        PageParams.read(request.query_params)
        page = self.paginate_queryset(self.get_queryset())
        return self.get_paginated_response(self.get_serializer(page, many=True).data)

    def create(self, request: Request, course_pk: int) -> Response:
        """Adds a class."""
        intake = self._saved(request, self._my_course())
        return Response(self.get_serializer(intake).data, status=status.HTTP_201_CREATED)

    @extend_schema(responses={200: IntakeSerializer, 409: CONFLICT})
    def update(self, request: Request, course_pk: int, pk: int, partial: bool = False) -> Response:
        """Changes a class; never below the seats that are taken."""
        course = self._my_course()
        intake = self._saved(request, course, self.get_object(), partial=partial)
        return Response(self.get_serializer(intake).data)

    @extend_schema(responses={200: IntakeSerializer, 409: CONFLICT})
    def partial_update(self, request: Request, course_pk: int, pk: int) -> Response:
        """Changes the fields that are given."""
        return self.update(request, course_pk, pk, partial=True)

    @extend_schema(request=None, responses=IntakeSerializer)
    @action(detail=True, methods=["post"])
    def cancel(self, request: Request, course_pk: int, pk: int) -> Response:
        """Cancels a class; a cancelled one stays as it is."""
        self._my_course()
        NoBody.check(request)
        intake = services.cancel_intake(intake_id=self.get_object().pk)
        return Response(self.get_serializer(intake).data)

    def _saved(
        self,
        request: Request,
        course: Course,
        intake: Intake | None = None,
        *,
        partial: bool = False,
    ) -> Intake:
        def write(given: dict[str, Any]) -> Intake:
            return services.save_intake(
                course_id=course.pk,
                intake_id=intake.pk if intake else None,
                version=given.pop("version", None),
                values=given,
            )

        return written(self.get_serializer(intake, data=request.data, partial=partial), write)
