"""Applications for programs: a person's own, and for employers those to their vacancies."""

from collections.abc import Callable
from typing import Any, cast

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework import serializers as drf
from rest_framework import status
from rest_framework.decorators import action
from rest_framework.exceptions import NotFound, PermissionDenied
from rest_framework.generics import ListAPIView
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.viewsets import GenericViewSet

from jobs.applications import correspondence, services
from jobs.applications.models import Application, MessageTemplate
from jobs.applications.serializers import (
    ApplicantContactSerializer,
    ApplicationListParams,
    ApplicationSerializer,
    ApplySerializer,
    BulkDoneSerializer,
    BulkSerializer,
    MessageBody,
    MessageSerializer,
    MoveSerializer,
    NoteBody,
    NoteSerializer,
    TagsBody,
    TemplateSerializer,
    application_json,
)
from jobs.models import Vacancy
from portal.accounts.current import signed_in
from portal.accounts.models import Organisation
from portal.api.bodies import NoBody
from portal.api.errors import by_field
from portal.api.params import PageParams
from portal.api.writing import written
from portal.people.api import own_person

Json = dict[str, Any]


class ApplicationViewSet(GenericViewSet[Application]):
    """The applicant and the members of the vacancy's organisation see an application, and the
    centre's staff may read it; to everybody else there is none."""

    serializer_class = ApplicationSerializer
    lookup_value_converter = "int"

    def get_queryset(self) -> QuerySet[Application]:
        rows = Application.objects.visible_to(self.request.user).with_agreed()
        return rows.select_related("vacancy__employer", "person__user").prefetch_related("steps")

    @extend_schema(parameters=[ApplicationListParams])
    def list(self, request: Request) -> Response:
        """Your own applications, or those for a vacancy of your organisation; newest first."""
        params = ApplicationListParams.read(request.query_params)
        found = self.get_queryset()
        by_employer = False
        if "vacancy" in params:
            vacancy = self._vacancy(params["vacancy"])
            found = found.filter(vacancy=vacancy)
            by_employer = request.user.has_perm("jobs.change_vacancy", vacancy)
        else:
            found = found.filter(person__user=signed_in(request))
        if "status" in params:
            found = found.filter(status=params["status"])
        page = self.paginate_queryset(found.order_by("-created_at", "-pk"))
        rows = [application_json(a, by_employer=by_employer) for a in page or ()]
        return self.get_paginated_response(rows)

    def _vacancy(self, pk: int) -> Vacancy:
        vacancy = Vacancy.objects.select_related("employer").filter(pk=pk).first()
        if not self.request.user.has_perm("applications.list_of_vacancy", vacancy):
            raise NotFound
        return cast(Vacancy, vacancy)

    @extend_schema(request=ApplySerializer, responses={201: ApplicationSerializer})
    def create(self, request: Request) -> Response:
        """Applies for an open vacancy with your profile as it is now."""
        person = own_person(signed_in(request))

        def write(given: Json) -> Application:
            pk = given.pop("vacancy") or 0
            rows = Vacancy.objects.visible_to(request.user).select_related("employer")
            vacancy = rows.filter(pk=pk).first()
            if vacancy is None:
                message = _("There is no such vacancy.")
                raise ValidationError({"vacancy": ValidationError(message, code="not_found")})
            # That one is closed the service says, with its code.
            if vacancy.is_public and not request.user.has_perm("applications.apply", vacancy):
                self.permission_denied(request)
            return services.apply(person_id=person.pk, vacancy_id=pk, **given)

        made = written(ApplySerializer(data=request.data), write)
        return self._shown(made.pk, status.HTTP_201_CREATED)

    def retrieve(self, request: Request, pk: int) -> Response:
        """One application; reading it here does not count as read."""
        return self._shown(self.get_object().pk)

    @extend_schema(request=None, responses=ApplicationSerializer)
    @action(detail=True, methods=["post"])
    def withdraw(self, request: Request, pk: int) -> Response:
        """Takes your application back; you may apply again."""
        application = self._for("applications.withdraw")
        NoBody.check(request)
        services.withdraw(application_id=application.pk)
        return self._shown(application.pk)

    @extend_schema(request=MoveSerializer, responses=ApplicationSerializer)
    @action(detail=True, methods=["post"])
    def move(self, request: Request, pk: int) -> Response:
        """Brings an application to a step. Steps may be skipped, none goes back."""
        application = self._for("applications.answer")

        def write(given: Json) -> Application:
            return _result_named(
                lambda: services.move(application_id=application.pk, by=signed_in(request), **given)
            )

        return self._shown(written(MoveSerializer(data=request.data), write).pk)

    @extend_schema(request=BulkSerializer, responses=BulkDoneSerializer)
    @action(detail=False, methods=["post"])
    def bulk(self, request: Request) -> Response:
        """Brings many applications to one step. Of each all is done or nothing."""
        user = signed_in(request)
        if not any(
            user.has_perm("applications.manage_templates", own)
            for own in Organisation.objects.of_member(user)
        ):
            self.permission_denied(request)
        body = BulkSerializer(data=request.data)
        body.is_valid(raise_exception=True)
        given = dict(body.validated_data)
        message = given.pop("message", None)

        def write_to(application: Application) -> None:
            if message:
                correspondence.send_message(application_id=application.pk, by=user, **message)

        outcome = services.bulk_move(
            application_ids=given.pop("applications"), by=user, after=write_to, **given
        )
        failed = [{"id": pk, "reasons": _reasons(e)} for pk, e in outcome.failed.items()]
        return Response({"done": outcome.done, "failed": failed})

    @extend_schema(methods=["get"], parameters=[PageParams], responses=NoteSerializer(many=True))
    @extend_schema(methods=["post"], request=NoteBody, responses={201: NoteSerializer})
    @action(detail=True, methods=["get", "post"])
    def notes(self, request: Request, pk: int) -> Response:
        """What your organisation notes about an applicant; nobody else sees it."""
        application = self._for("applications.answer")
        if request.method == "GET":
            PageParams.read(request.query_params)
            return self._page(application.notes.select_related("by"), NoteSerializer)

        def write(given: Json) -> Any:
            return correspondence.add_note(
                application_id=application.pk, by=signed_in(request), **given
            )

        note = written(NoteBody(data=request.data), write)
        return Response(NoteSerializer(note).data, status=status.HTTP_201_CREATED)

    @extend_schema(methods=["get"], parameters=[PageParams], responses=MessageSerializer(many=True))
    @extend_schema(methods=["post"], request=MessageBody, responses={201: MessageSerializer})
    @action(detail=True, methods=["get", "post"])
    def messages(self, request: Request, pk: int) -> Response:
        """What the employer wrote to the applicant."""
        context: Json = {"request": request}
        if request.method == "GET":
            application = self.get_object()
            PageParams.read(request.query_params)
            context["application"] = application
            return self._page(application.messages.all(), MessageSerializer, context)
        application = self._for("applications.answer")
        context["application"] = application

        def write(given: Json) -> Any:
            return correspondence.send_message(
                application_id=application.pk, by=signed_in(request), **given
            )

        message = written(MessageBody(data=request.data), write)
        shown = MessageSerializer(message, context=context).data
        return Response(shown, status=status.HTTP_201_CREATED)

    @extend_schema(request=TagsBody, responses=ApplicationSerializer)
    @action(detail=True, methods=["put"])
    def tags(self, request: Request, pk: int) -> Response:
        """Replaces the tags; only your organisation sees them."""
        application = self._for("applications.answer")

        def write(given: Json) -> Application:
            return correspondence.set_tags(application_id=application.pk, tags=given["tags"] or ())

        return self._shown(written(TagsBody(data=request.data), write).pk)

    @extend_schema(request=None, responses=ApplicantContactSerializer)
    @action(detail=True, methods=["post"])
    def contact(self, request: Request, pk: int) -> Response:
        """Name and phone of an applicant who agreed to it. Each look is logged for them."""
        application = self._for("applications.view_contact")
        NoBody.check(request)
        try:
            shown = correspondence.contact(application=application, viewer=signed_in(request))
        except PermissionError:
            raise PermissionDenied(
                _("This person has not agreed to show you their contact data."), code="no_consent"
            ) from None
        return Response(shown)

    @extend_schema(request=None, responses=ApplicationSerializer)
    @action(detail=True, methods=["post"], url_path="ask-contact")
    def ask_contact(self, request: Request, pk: int) -> Response:
        """Asks the applicant for name and phone; they are asked once."""
        application = self._for("applications.view_contact")
        NoBody.check(request)
        correspondence.ask_contact(application_id=application.pk, by=signed_in(request))
        return self._shown(application.pk)

    def _for(self, permission: str) -> Application:
        """The application, for those who may; a 404 where they may not even see it."""
        application: Application = self.get_object()
        if not self.request.user.has_perm(permission, application):
            self.permission_denied(self.request)
        return application

    def _page(self, rows: Any, shown: type[drf.Serializer], context: Any = None) -> Response:
        page = self.paginate_queryset(rows)
        return self.get_paginated_response(shown(page, many=True, context=context or {}).data)

    def _shown(self, pk: int, code: int = status.HTTP_200_OK) -> Response:
        fresh = get_object_or_404(self.get_queryset(), pk=pk)
        by_employer = self.request.user.has_perm("applications.answer", fresh)
        return Response(application_json(fresh, by_employer=by_employer), status=code)


class MessageTemplatesView(ListAPIView):
    """The message templates of your organisations."""

    serializer_class = TemplateSerializer

    def get_queryset(self) -> QuerySet[MessageTemplate]:
        PageParams.read(self.request.query_params)
        own = Organisation.objects.of_member(signed_in(self.request))
        return MessageTemplate.objects.filter(organisation__in=own)


def _result_named(write: Callable[[], Application]) -> Application:
    """Names fields of the result as the body has them."""
    try:
        with transaction.atomic():
            return write()
    except ValidationError as error:
        if not hasattr(error, "error_dict"):
            raise
        raise ValidationError(
            {
                f"result.{name}" if name in services.RESULT_FIELDS else name: errors
                for name, errors in error.error_dict.items()
            }
        ) from error


def _reasons(error: ValidationError) -> list[Json]:
    return [
        {"code": detail.code, "detail": str(detail), "attr": name}
        for name, details in by_field(error).items()
        for detail in details
    ]
