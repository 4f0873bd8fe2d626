"""Vacancies for programs: the open ones for everybody, all of their own for employers."""

from typing import Any, cast

from django.db.models import Prefetch, QuerySet
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from drf_spectacular.utils import OpenApiResponse, extend_schema
from rest_framework import mixins, serializers, status
from rest_framework.decorators import action
from rest_framework.exceptions import NotAuthenticated
from rest_framework.permissions import IsAuthenticatedOrReadOnly
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.viewsets import GenericViewSet

from jobs import ending, services
from jobs.models import Vacancy, VacancySkill
from portal.accounts.acting import organisation_for
from portal.accounts.current import signed_in
from portal.accounts.models import Organisation, User
from portal.api.bodies import NoBody, StatusBody, StrictBody
from portal.api.fields import LineField
from portal.api.params import PageParams
from portal.api.writing import CONFLICT, VersionField, written
from portal.reference.models import IndustrialPark, Occupation, Skill, Unit
from portal.reference.serializers import (
    CodeSerializerField,
    ReferenceField,
    ReferenceModelSerializer,
    ReferencesField,
)

SKILLS = {"essential_skills": True, "optional_skills": False}


class OrganisationSummary(serializers.Serializer):
    id = serializers.IntegerField()
    name = serializers.CharField()


class VacancySerializer(StatusBody, ReferenceModelSerializer):
    """A vacancy, read and written with the same names. Pay in VND/month; `rate_min`, `rate_max` in
    VND a day or an hour, from which the pay by the month follows. The fields of the contact are
    empty for everybody but the members and the ESC, unless `contact_public`."""

    type = serializers.CharField(default="vacancy", read_only=True)
    employer = serializers.IntegerField(
        source="employer_id",
        required=False,
        min_value=1,
        help_text="Which of your organisations; needed only where you act for several.",
    )
    organisation = OrganisationSummary(source="employer", read_only=True)
    occupation = ReferenceField(Occupation)
    essential_skills = ReferencesField(Skill, required=False)
    optional_skills = ReferencesField(Skill, required=False)
    contact_phone = LineField(
        required=False, allow_blank=True, max_length=40, help_text="Answered as E.164."
    )
    unit = ReferenceField(Unit, required=False, allow_null=True)
    industrial_park = ReferenceField(IndustrialPark, required=False, allow_null=True)
    version = VersionField()
    place = serializers.SerializerMethodField(help_text="Where the work is, as people say it.")

    class Meta:
        model = Vacancy
        fields = (
            "id",
            "type",
            "employer",
            "organisation",
            *services.EDITABLE,
            "essential_skills",
            "optional_skills",
            "place",
            "openings_left",
            "status",
            "published_at",
            "closed_at",
            "close_reason",
            "created_at",
            "updated_at",
            "version",
        )
        read_only_fields = (
            "openings_left",
            "status",
            "published_at",
            "closed_at",
            "close_reason",
        )

    def get_place(self, vacancy: Vacancy) -> str:
        return str(vacancy.industrial_park or vacancy.unit or vacancy.country)

    def to_representation(self, instance: Vacancy) -> dict[str, Any]:
        data: dict[str, Any] = super().to_representation(instance)
        data["contact_phone"] = str(getattr(instance.contact_phone, "as_e164", "") or "")
        if not self._may_see_contact(instance):
            hidden = services.PRIVATE if instance.contact_public else services.CONTACT
            data |= {name: "" if isinstance(data[name], str) else False for name in hidden}
        return data | {
            name: [link.skill_id for link in instance.skill_links.all() if link.essential is side]
            for name, side in SKILLS.items()
        }

    def _may_see_contact(self, vacancy: Vacancy) -> bool:
        return self._sees_all or vacancy.employer_id in self._own

    @cached_property
    def _sees_all(self) -> bool:
        return bool(getattr(self._reader, "is_esc", False))

    @cached_property
    def _own(self) -> set[int]:
        """Asked once for a whole list: each row is shown by the same serializer."""
        if not isinstance(self._reader, User):
            return set()
        return set(Organisation.objects.of_member(self._reader).values_list("pk", flat=True))

    @property
    def _reader(self) -> Any:
        request = self.context.get("request")
        return request.user if request else None


class CloseSerializer(StrictBody):
    reason = CodeSerializerField(
        "vacancy_close_reasons",
        max_length=60,
        validators=Vacancy._meta.get_field("close_reason").validators,
    )


class VacancyListParams(PageParams):
    mine = serializers.BooleanField(
        default=False, help_text="Those of your organisations, drafts and closed ones as well."
    )


class VacancyViewSet(mixins.RetrieveModelMixin, GenericViewSet[Vacancy]):
    """Open vacancies are for everybody; drafts for the members of their organisation only."""

    permission_classes = [IsAuthenticatedOrReadOnly]
    serializer_class = VacancySerializer
    lookup_value_converter = "int"

    def get_queryset(self) -> QuerySet[Vacancy]:
        links = VacancySkill.objects.order_by("skill_id")
        rows = Vacancy.objects.select_related("employer", "unit", "industrial_park")
        return rows.prefetch_related(Prefetch("skill_links", links)).visible_to(self.request.user)

    @extend_schema(parameters=[VacancyListParams])
    def list(self, request: Request) -> Response:
        """Open vacancies, newest first."""
        params = VacancyListParams.read(request.query_params)
        vacancies = cast(Any, self.get_queryset())
        if params["mine"]:
            if not request.user.is_authenticated:
                raise NotAuthenticated
            own = Organisation.objects.of_member(request.user)
            vacancies = vacancies.filter(employer__in=own).order_by("-created_at", "-pk")
        else:
            vacancies = vacancies.public().order_by("-published_at", "-pk")
        page = self.paginate_queryset(vacancies)
        return self.get_paginated_response(self.get_serializer(page, many=True).data)

    def create(self, request: Request) -> Response:
        """Makes a draft."""

        def write(given: dict[str, Any]) -> Vacancy:
            given.pop("version", None)
            employer = organisation_for(
                signed_in(request),
                "jobs.add_vacancy",
                given=given.pop("employer_id", None),
                field="employer",
            )
            return services.create_vacancy(
                employer=employer,
                essential_skills=given.pop("essential_skills", None) or (),
                optional_skills=given.pop("optional_skills", None) or (),
                values=given,
            )

        vacancy = written(self.get_serializer(data=request.data), write)
        return self._shown(vacancy, status.HTTP_201_CREATED)

    @extend_schema(responses={200: VacancySerializer, 409: CONFLICT})
    def update(self, request: Request, pk: int, partial: bool = False) -> Response:
        """Changes a vacancy; an open one is changed for everybody at once. Where the centre
        must look at what is new in an open one, its status is `review` until then."""
        vacancy = self._mine("jobs.change_vacancy")

        def write(given: dict[str, Any]) -> Vacancy:
            if given.pop("employer_id", vacancy.employer_id) != vacancy.employer_id:
                message = _("A vacancy stays with its organisation.")
                raise serializers.ValidationError({"employer": [message]}, code="fixed")
            return services.update_vacancy(
                vacancy_id=vacancy.pk,
                essential_skills=given.pop("essential_skills", None),
                optional_skills=given.pop("optional_skills", None),
                version=given.pop("version", None),
                values=given,
            )

        body = self.get_serializer(vacancy, data=request.data, partial=partial)
        return self._shown(written(body, write))

    @extend_schema(responses={200: VacancySerializer, 409: CONFLICT})
    def partial_update(self, request: Request, pk: int) -> Response:
        """Changes the fields that are given."""
        return self.update(request, pk, partial=True)

    def destroy(self, request: Request, pk: int) -> Response:
        """Deletes a draft; what was public once stays, and is closed instead."""
        ending.delete_draft(vacancy_id=self._mine("jobs.change_vacancy").pk)
        return Response(status=status.HTTP_204_NO_CONTENT)

    @extend_schema(
        request=None,
        responses={
            200: OpenApiResponse(VacancySerializer, "It is public."),
            202: OpenApiResponse(
                VacancySerializer,
                "Its status is `review`: the employment service centre must look at something in "
                "it first. It goes public by itself once approved; the members get a message.",
            ),
        },
    )
    @action(detail=True, methods=["post"])
    def publish(self, request: Request, pk: int) -> Response:
        """Opens a draft or closed vacancy to the public; an open one stays as it is. What the law
        forbids in an ad is refused at its field; what is doubtful waits for the centre (202)."""
        vacancy = self._mine("jobs.publish_vacancy")
        NoBody.check(request)
        opened = services.publish_vacancy(vacancy_id=vacancy.pk)
        waits = opened.status == Vacancy.Status.REVIEW
        return self._shown(opened, status.HTTP_202_ACCEPTED if waits else status.HTTP_200_OK)

    @extend_schema(request=CloseSerializer, responses=VacancySerializer)
    @action(detail=True, methods=["post"])
    def close(self, request: Request, pk: int) -> Response:
        """Takes a vacancy off, with a reason; a closed one stays as it is."""
        vacancy = self._mine("jobs.close_vacancy")
        body = CloseSerializer(data=request.data)
        body.is_valid(raise_exception=True)
        reason = body.validated_data["reason"]
        return self._shown(ending.close_vacancy(vacancy_id=vacancy.pk, reason=reason))

    def _mine(self, permission: str) -> Vacancy:
        """The vacancy, for those who may; a 404 where they may not even see it."""
        vacancy: Vacancy = self.get_object()
        if not self.request.user.has_perm(permission, vacancy):
            self.permission_denied(self.request)
        return vacancy

    def _shown(self, vacancy: Vacancy, code: int = status.HTTP_200_OK) -> Response:
        fresh = self.get_queryset().get(pk=vacancy.pk)
        return Response(self.get_serializer(fresh).data, status=code)
