"""Places, occupations and skills for programs: by name, by job title, by code."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.exceptions import NotFound
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from portal.api.paging import PagePagination
from portal.api.params import PageParams, SeveralField, StrictParams
from portal.reference.catalogue import catalogue
from portal.reference.models import OccupationSkill
from portal.reference.models import Skill as SkillRow
from portal.reference.places import gazetteer
from portal.textfold import nfc

LONGEST_NAME = 100
# Employers put a whole ad into the title at times; what comes late is not read.
LONGEST_TITLE = 500
PLACE_KINDS = {
    "unit": _("ward, commune or special zone of today"),
    "district": _("former district"),
    "province": _("province or city"),
    "park": _("industrial park"),
}


def _unknown(value: str) -> serializers.ValidationError:
    message = _("“%(value)s” is not in the list.") % {"value": value}
    return serializers.ValidationError(message, code="unknown_code")


def _place_code(value: str) -> str:
    if value not in gazetteer().codes:
        raise _unknown(value)
    return value


def _province_code(value: str) -> str:
    place = gazetteer().places.get(value)
    if place is None or place.kind != "province":
        raise _unknown(value)
    return value


class PlaceParams(PageParams):
    q = serializers.CharField(
        required=False,
        default="",
        allow_blank=True,
        max_length=LONGEST_NAME,
        help_text="A name or a part of one, with or without tone marks.",
    )
    code = SeveralField(_place_code, required=False, help_text="The places with these codes.")
    kind = serializers.ChoiceField(list(PLACE_KINDS.items()), required=False)
    province = SeveralField(_province_code, required=False)


class PlaceSerializer(serializers.Serializer):
    type = serializers.CharField(default="place")
    id = serializers.CharField(source="code")
    code = serializers.CharField()
    kind = serializers.ChoiceField(list(PLACE_KINDS))
    name = serializers.CharField()
    label = serializers.CharField(  # type: ignore[assignment]  # a field, as DRF has it
        help_text="The full name in the reader's language."
    )
    province = serializers.CharField()
    lat = serializers.FloatField()
    lon = serializers.FloatField()
    island = serializers.SerializerMethodField(help_text="Reached by boat only.")
    units = serializers.SerializerMethodField(
        help_text="Units of today that a former district or a park lies in."
    )

    def get_island(self, place: Any) -> bool:
        return bool(place.island)

    def get_units(self, place: Any) -> list[str]:
        return sorted(place.units) if place.kind in ("district", "park") else []


class PlacesView(APIView):
    """Places of today, former districts, provinces and industrial parks. Open to everybody."""

    permission_classes = [AllowAny]
    pagination_class = PagePagination

    @extend_schema(parameters=[PlaceParams], responses=PlaceSerializer(many=True))
    def get(self, request: Request) -> Response:
        params = PlaceParams.read(request.query_params)
        places = [
            place
            for place in gazetteer().find(params["q"])
            if (not params["code"] or place.code in params["code"])
            and (not params["province"] or place.province in params["province"])
            and params.get("kind") in (None, place.kind)
        ]
        pages = PagePagination()
        page = pages.paginate_queryset(places, request, view=self)
        return pages.get_paginated_response(PlaceSerializer(page, many=True).data)


class OccupationParams(StrictParams):
    q = serializers.CharField(
        required=False,
        default="",
        allow_blank=True,
        max_length=LONGEST_TITLE,
        help_text="A job title as employers write it. Without it: all occupations.",
    )
    limit = serializers.IntegerField(min_value=1, max_value=50, default=10)


class OccupationMatchSerializer(serializers.Serializer):
    id = serializers.CharField()
    code = serializers.CharField(help_text="ISCO-08 unit group, four digits.")
    label = serializers.CharField()  # type: ignore[assignment]
    score = serializers.FloatField(
        allow_null=True,
        help_text="How sure, 0 to 1; 0 where only a name holds what was typed, null where all are "
        "listed.",
    )


class OccupationsView(APIView):
    """Reads a job title as occupations, best first. Open to everybody."""

    permission_classes = [AllowAny]

    @extend_schema(
        parameters=[OccupationParams],
        responses=OccupationMatchSerializer(many=True),
        operation_id="occupations_list",
    )
    def get(self, request: Request) -> Response:
        params = OccupationParams.read(request.query_params)
        known = catalogue()
        found: dict[str, float | None]
        if params["q"]:
            read = known.read_title(params["q"], params["limit"])
            found = {match.id: match.score for match in read}
            # What was typed so far may be no title yet.
            for entry in known.find_occupations(params["q"])[: params["limit"] - len(found)]:
                found.setdefault(entry.id, 0)
        else:
            found = dict.fromkeys(known.occupations)
        return Response(
            [
                {
                    "id": key,
                    "code": known.occupations[key].code,
                    "label": known.occupations[key].label,
                    "score": score,
                }
                for key, score in found.items()
            ]
        )


class SkillSerializer(serializers.Serializer):
    type = serializers.CharField(default="skill")
    id = serializers.CharField()
    label = serializers.CharField()  # type: ignore[assignment]
    kind = serializers.ChoiceField(SkillRow.Kind.choices, source="code")


class OccupationSerializer(serializers.Serializer):
    type = serializers.CharField()
    id = serializers.CharField()
    code = serializers.CharField(help_text="ISCO-08 unit group, four digits.")
    label = serializers.CharField()  # type: ignore[assignment]
    label_vi = serializers.CharField()
    label_en = serializers.CharField()
    names = serializers.ListField(child=serializers.CharField())
    essential_skills = SkillSerializer(many=True)
    optional_skills = SkillSerializer(many=True)


class OccupationView(APIView):
    """One occupation with its names and skills. Open to everybody."""

    permission_classes = [AllowAny]

    @extend_schema(responses=OccupationSerializer, operation_id="occupations_retrieve")
    def get(self, request: Request, key: str) -> Response:
        StrictParams.read(request.query_params)
        known = catalogue()
        entry = known.occupations.get(key)
        if entry is None:
            raise NotFound
        skills: dict[bool, list[Any]] = {True: [], False: []}
        links = OccupationSkill.objects.filter(occupation=key).order_by("skill__label_vi")
        for skill, essential in links.values_list("skill_id", "essential"):
            if skill in known.skills:
                skills[essential].append(known.skills[skill])
        return Response(
            {
                "type": "occupation",
                "id": entry.id,
                "code": entry.code,
                "label": entry.label,
                "label_vi": entry.label_vi,
                "label_en": entry.label_en,
                "names": list(dict.fromkeys(entry.names)),
                "essential_skills": SkillSerializer(skills[True], many=True).data,
                "optional_skills": SkillSerializer(skills[False], many=True).data,
            }
        )


class SkillParams(PageParams):
    q = serializers.CharField(
        required=False,
        default="",
        allow_blank=True,
        max_length=LONGEST_NAME,
        help_text="A name or a part of one, with or without tone marks.",
    )
    kind = serializers.ChoiceField(SkillRow.Kind.choices, required=False)


class SkillsView(APIView):
    """Skills by name. Open to everybody."""

    permission_classes = [AllowAny]
    pagination_class = PagePagination

    @extend_schema(parameters=[SkillParams], responses=SkillSerializer(many=True))
    def get(self, request: Request) -> Response:
        params = SkillParams.read(request.query_params)
        known = catalogue()
        named = nfc(params["q"])
        found = known.find_skills(named) if named else list(known.skills.values())
        kind = params.get("kind")
        pages = PagePagination()
        page = pages.paginate_queryset(
            [s for s in found if kind in (None, s.code)], request, view=self
        )
        return pages.get_paginated_response(SkillSerializer(page, many=True).data)
