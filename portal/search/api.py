"""Search and typeahead for programs."""

from dataclasses import asdict
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from portal.api.paging import page_links
from portal.api.params import SeveralField, StrictParams
from portal.search import query_log
from portal.search.params import LONGEST_QUESTION, SearchParams
from portal.search.registry import Json
from portal.search.results import Hit, Results, search
from portal.search.serializers import ResultsSerializer, SuggestionsSerializer
from portal.search.spelling import written
from portal.search.suggest import KINDS, MOST, suggest


class SearchView(APIView):
    """Jobs and courses together, best first. Open to everybody."""

    permission_classes = [AllowAny]
    throttle_scope = "search"

    @extend_schema(
        parameters=[SearchParams], responses=ResultsSerializer, operation_id="search_retrieve"
    )
    def get(self, request: Request) -> Response:
        params = SearchParams.read(request.query_params)
        results = search(params)
        query_log.note(results)
        if not results.page_exists:
            message = _("There is no page %(page)s.") % {"page": params["page"]}
            raise serializers.ValidationError({"page": [message]})
        links = page_links(
            request, count=results.count, page=params["page"], page_size=params["page_size"]
        )
        return Response({**links, **_answer(results)})


def _answer(results: Results) -> Json:
    return {
        "results": [_result(hit) for hit in results.hits],
        "kinds": results.kinds,
        "facets": {
            name: [{"code": v.code, "label": v.label, "count": v.count} for v in values]
            for name, values in results.facets.items()
        },
        "understood": {
            "text": written(results.understood.text),
            "phrases": list(map(written, results.understood.phrases)),
            "excluded": list(map(written, results.understood.excluded)),
            "concepts": [
                {"type": c.kind, "id": c.id, "label": c.label(get_language())}
                for c in results.understood.concepts
            ],
            "pay_min": results.understood.wage.least if results.understood.wage else None,
            "respelled": [
                {"typed": typed, "meant": written(meant)}
                for typed, meant in results.understood.respelled
            ],
        },
        "relaxed": _relaxed(results),
        "limited": results.limited,
    }


def _relaxed(results: Results) -> Json | None:
    if results.relaxation is None:
        return None
    return {"code": results.relaxation.code, "text": results.relaxation.text}


def _result(hit: Hit) -> Json:
    return {
        "type": hit.type,
        "id": hit.row.pk,
        **hit.summary,
        "distance_km": hit.distance_km,
        "highlights": hit.highlights,
    }


def _suggestion_kind(value: str) -> str:
    if value not in KINDS:
        message = _("“%(value)s” is not in the list.") % {"value": value}
        raise serializers.ValidationError(message, code="unknown_code")
    return value


class SuggestParams(StrictParams):
    q = serializers.CharField(max_length=LONGEST_QUESTION)
    type = SeveralField(_suggestion_kind)
    limit = serializers.IntegerField(min_value=1, max_value=20, default=MOST)


class SuggestView(APIView):
    """Occupations, skills, places and organisations whose names start as typed."""

    permission_classes = [AllowAny]
    throttle_scope = "suggest"

    @extend_schema(
        parameters=[SuggestParams],
        responses=SuggestionsSerializer,
        operation_id="suggest_retrieve",
    )
    def get(self, request: Request) -> Response:
        params: dict[str, Any] = SuggestParams.read(request.query_params)
        found = suggest(params["q"], tuple(params["type"]) or KINDS, params["limit"])
        results = [asdict(suggestion) for suggestion in found]
        return Response({"count": len(found), "next": None, "previous": None, "results": results})
