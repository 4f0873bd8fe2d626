"""A class while it is taught, for programs of its centre: who was there, and what came out."""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.exceptions import PermissionDenied
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from portal.api.bodies import StrictBody
from portal.api.writing import written
from training.enrolment import teaching
from training.enrolment.models import Attendance, Enrolment
from training.models import Course, Intake

Json = dict[str, Any]
MOST_ROWS = 1000


class MarkBody(StrictBody):
    """Whether one learner was there."""

    enrolment = serializers.IntegerField(min_value=1)
    state = serializers.ChoiceField(Attendance.State.choices)


class DayBody(StrictBody):
    learners = serializers.ListField(child=MarkBody(), max_length=MOST_ROWS)


class MarkSerializer(serializers.Serializer):
    """Whether one learner was there; null where that is not marked."""

    enrolment = serializers.IntegerField()
    name = serializers.CharField()
    state = serializers.ChoiceField(Attendance.State.choices, allow_null=True)


class StudyDaySerializer(serializers.Serializer):
    """A study day of a class, with its learners by name."""

    type = serializers.CharField(default="attendance", read_only=True)
    intake = serializers.IntegerField()
    day = serializers.DateField()
    learners = MarkSerializer(many=True)


class ResultBody(StrictBody):
    """What one learner reached."""

    enrolment = serializers.IntegerField(min_value=1)
    grade = serializers.ChoiceField(Enrolment.Grade.choices)
    score = serializers.DecimalField(
        max_digits=4, decimal_places=2, min_value=0, max_value=10, required=False, allow_null=True
    )


class ResultsBody(StrictBody):
    learners = serializers.ListField(child=ResultBody(), max_length=MOST_ROWS)


class LearnerResultSerializer(serializers.Serializer):
    """What one learner reached so far."""

    enrolment = serializers.IntegerField(source="pk")
    name = serializers.CharField(source="person.full_name")
    status = serializers.ChoiceField(Enrolment.Status.choices)
    grade = serializers.CharField(help_text="`pass`, `fail`, or empty so far.")
    score = serializers.DecimalField(max_digits=4, decimal_places=2, allow_null=True)


class ClassResultsSerializer(serializers.Serializer):
    """The results of a class, with its learners by name."""

    type = serializers.CharField(default="results", read_only=True)
    intake = serializers.IntegerField()
    learners = LearnerResultSerializer(many=True)


class _ClassView(APIView):
    """Of a class, for the members of its centre alone."""

    def intake(self) -> Intake:
        user = self.request.user
        courses = Course.objects.visible_to(user).values("pk")
        rows = Intake.objects.select_related("course__centre").filter(course__in=courses)
        intake: Intake = get_object_or_404(rows, pk=self.kwargs["pk"])
        if not user.has_perm("enrolment.run_class", intake):
            raise PermissionDenied
        return intake


DAY = OpenApiParameter("day", OpenApiTypes.DATE, OpenApiParameter.PATH)


class AttendanceView(_ClassView):
    """One study day of a class."""

    @extend_schema(parameters=[DAY], responses=StudyDaySerializer)
    def get(self, request: Request, pk: int, day: str) -> Response:
        """Who was there; nobody is marked on a day on which the class was not taught."""
        return self._shown(self.intake(), _day(day))

    @extend_schema(parameters=[DAY], request=DayBody, responses=StudyDaySerializer)
    def put(self, request: Request, pk: int, day: str) -> Response:
        """Notes who was there: all of the learners named, or nobody. Who is not named stays as they
        are; named again, the last holds."""
        intake, on = self.intake(), _day(day)

        def write(given: Json) -> None:
            rows = _by_enrolment(given["learners"])
            states = {pk: row["state"] for pk, row in rows.items()}
            teaching.mark_attendance(intake_id=intake.pk, day=on, states=states)

        written(DayBody(data=request.data), write)
        return self._shown(intake, on)

    def _shown(self, intake: Intake, day: date) -> Response:
        rows = teaching.learners(intake).exclude(status=Enrolment.Status.LEFT)
        found = Attendance.objects.filter(enrolment__intake=intake, day=day)
        states = dict(found.values_list("enrolment_id", "state"))
        learners = [
            {"enrolment": row.pk, "name": row.person.full_name, "state": states.get(row.pk)}
            for row in rows
        ]
        shown = StudyDaySerializer({"intake": intake.pk, "day": day, "learners": learners})
        return Response(shown.data)


class ResultsView(_ClassView):
    """The results of a class."""

    @extend_schema(responses=ClassResultsSerializer)
    def get(self, request: Request, pk: int) -> Response:
        """Grades and scores so far."""
        return self._shown(self.intake())

    @extend_schema(request=ResultsBody, responses=ClassResultsSerializer)
    def put(self, request: Request, pk: int) -> Response:
        """Notes grades and scores: all of those named, or none. Who is not named stays as they are;
        with the certificate, a result is fixed. What is wrong is named by the enrolment."""
        intake = self.intake()

        def write(given: Json) -> None:
            rows = _by_enrolment(given["learners"])
            results = {
                pk: teaching.Result(row["grade"], row.get("score")) for pk, row in rows.items()
            }
            teaching.set_results(intake_id=intake.pk, results=results)

        written(ResultsBody(data=request.data), write)
        return self._shown(intake)

    def _shown(self, intake: Intake) -> Response:
        rows = teaching.learners(intake).exclude(status=Enrolment.Status.LEFT)
        return Response(ClassResultsSerializer({"intake": intake.pk, "learners": rows}).data)


def _day(text: str) -> date:
    """Of the address, as 2026-11-27; a 404 for what is no day."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise Http404 from None


def _by_enrolment(rows: list[Json]) -> dict[int, Json]:
    """Raises ValidationError where somebody is named twice."""
    found = {row["enrolment"]: row for row in rows}
    if len(found) < len(rows):
        message = ValidationError(_("Somebody is named twice."), code="twice")
        raise ValidationError({"learners": message})
    return found
