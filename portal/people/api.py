"""A person's own data for programs. There is no address for anybody else's."""

from typing import Any

from django.db import models, transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from drf_spectacular.utils import OpenApiResponse, extend_schema
from rest_framework import serializers
from rest_framework.exceptions import NotFound
from rest_framework.generics import ListAPIView
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from portal.accounts.current import signed_in
from portal.accounts.models import Organisation, User
from portal.api.bodies import NoBody
from portal.api.params import PageParams, StrictParams
from portal.api.writing import written
from portal.people import services
from portal.people.models import Consent, ContactView, JobWish, Person
from portal.people.serializers import (
    ConsentSerializer,
    ContactViewSerializer,
    ProfileSerializer,
    profile_data,
)
from portal.validation import Problems

GENERAL_PURPOSES = [p for p in Consent.Purpose.values if p != Consent.Purpose.CONTACT]


def own_person(user: User) -> Person:
    """The user's own profile with its wishes. Raises NotFound where there is none."""
    person = Person.objects.select_related("wish").filter(user=user).first()
    if person is None:
        raise NotFound(_("You have no profile yet."))
    return person


class MyProfileView(APIView):
    """The caller's own job-seeker profile; the first write makes it."""

    @extend_schema(responses=ProfileSerializer)
    def get(self, request: Request) -> Response:
        return Response(profile_data(own_person(signed_in(request))))

    @extend_schema(request=ProfileSerializer, responses=ProfileSerializer)
    def put(self, request: Request) -> Response:
        """Replaces the whole profile: what is not given becomes empty."""
        return self._write(request, whole=True)

    @extend_schema(request=ProfileSerializer, responses=ProfileSerializer)
    def patch(self, request: Request) -> Response:
        """Changes what is given; a list that is given replaces the old one."""
        return self._write(request, whole=False)

    @transaction.atomic
    def _write(self, request: Request, *, whole: bool) -> Response:
        user = signed_in(request)
        body = ProfileSerializer(data=request.data)
        written(body, lambda given: _write_profile(user, given, whole=whole))
        return Response(profile_data(own_person(user)))


def _write_profile(user: User, given: dict[str, Any], *, whole: bool) -> None:
    """Writes all parts that are given. Raises ValidationError with what is wrong in any of them."""
    states_months = "experience_months" in given
    if whole:
        wish = _defaults(JobWish, services.WISH_EDITABLE) | {"occupations": []}
        given = {
            **_defaults(Person, services.PERSON_EDITABLE),
            "skills": [],
            "experiences": [],
            **given,
            "wish": wish | (given.get("wish") or {}),
        }
    person = services.person_of(user=user)
    problems = Problems()
    if given.get("experiences") is not None:
        with problems.collecting():
            services.set_experiences(person_id=person.pk, experiences=given["experiences"])
        # Stated months win over the sum of the experiences.
        if not states_months:
            given.pop("experience_months", None)
    if values := {k: v for k, v in given.items() if k in services.PERSON_EDITABLE}:
        with problems.collecting():
            services.update_person(person_id=person.pk, values=values)
    if given.get("skills") is not None:
        services.set_skills(person_id=person.pk, skills=given["skills"])
    if given.get("wish"):
        wish = dict(given["wish"])
        wanted = wish.pop("occupations", None)
        with problems.collecting("wish"):
            services.update_wish(person_id=person.pk, values=wish, occupations=wanted)
    problems.raise_if_any()


def _defaults(model: type[models.Model], names: tuple[str, ...]) -> dict[str, Any]:
    fields = {field.name: field for field in model._meta.concrete_fields}
    return {name: fields[name].get_default() for name in names}


class OrganisationParams(StrictParams):
    organisation = serializers.IntegerField(min_value=1, max_value=2**63 - 1, required=False)


class MyConsentsView(APIView):
    """What the caller has agreed to and not withdrawn."""

    @extend_schema(responses=ConsentSerializer(many=True))
    def get(self, request: Request) -> Response:
        StrictParams.read(request.query_params)
        consents = own_person(signed_in(request)).consents.filter(withdrawn_at__isnull=True)
        ordered = consents.select_related("organisation").order_by("purpose", "pk")
        return Response(ConsentSerializer(ordered, many=True).data)


class MyConsentView(APIView):
    """One purpose; the consent to show contact data names one organisation."""

    @extend_schema(
        request=None,
        parameters=[OrganisationParams],
        responses={204: OpenApiResponse(description="The consent is given.")},
    )
    def put(self, request: Request, purpose: str) -> Response:
        organisation = self._organisation(request, purpose)
        NoBody.check(request)
        person = services.person_of(user=signed_in(request))
        services.give_consent(person_id=person.pk, purpose=purpose, organisation=organisation)
        return Response(status=204)

    @extend_schema(
        request=None,
        parameters=[OrganisationParams],
        responses={204: OpenApiResponse(description="The consent is withdrawn.")},
    )
    def delete(self, request: Request, purpose: str) -> Response:
        organisation = self._organisation(request, purpose)
        person = own_person(signed_in(request))
        services.withdraw_consent(person_id=person.pk, purpose=purpose, organisation=organisation)
        return Response(status=204)

    def _organisation(self, request: Request, purpose: str) -> Organisation | None:
        if purpose not in Consent.Purpose.values:
            raise NotFound(_("This purpose is not known."))
        number = OrganisationParams.read(request.query_params).get("organisation")
        if purpose in GENERAL_PURPOSES:
            if number is not None:
                message = _("This consent holds for the portal as a whole.")
                raise serializers.ValidationError({"organisation": [message]})
            return None
        organisation = Organisation.objects.filter(pk=number).first() if number else None
        if organisation is None:
            message = _("Name the organisation that may see your contact data.")
            raise serializers.ValidationError({"organisation": [message]})
        return organisation


class MyContactViewsView(ListAPIView):
    """Who saw the caller's contact data, when and why; newest first."""

    serializer_class = ContactViewSerializer

    def get_queryset(self) -> QuerySet[ContactView]:
        PageParams.read(self.request.query_params)
        views = ContactView.objects.filter(person__user=signed_in(self.request))
        return views.select_related("organisation")
