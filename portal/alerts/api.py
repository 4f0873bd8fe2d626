"""A person's own saved searches for programs. There is no address for anybody else's."""

from typing import Any

from django.db.models import QuerySet
from drf_spectacular.utils import OpenApiResponse, extend_schema, inline_serializer
from rest_framework import serializers
from rest_framework.exceptions import NotFound
from rest_framework.generics import ListAPIView
from rest_framework.permissions import BasePermission, IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from portal.accounts.current import signed_in
from portal.alerts import params, services
from portal.alerts.channels import Telling, telling
from portal.alerts.models import SavedSearch
from portal.api.bodies import StrictBody
from portal.api.fields import LineField
from portal.api.params import PageParams
from portal.api.writing import written
from portal.notices.models import Channel

SILENT = {
    "": "messages go out",
    "paused": "this search is paused",
    "no_consent": "the consent `notices` is missing (`PUT /api/v1/me/consents/notices/`)",
    "muted": "the person turned this kind of message off",
    "unreachable": "neither phone nor e-mail address is verified",
}


class MaySaveSearches(BasePermission):
    def has_permission(self, request: Request, view: Any) -> bool:
        return bool(request.user.has_perm("alerts.save_searches"))


def _channel() -> serializers.ChoiceField:
    text = "How the person is told of new results of all their searches: one message a day."
    return serializers.ChoiceField(Channel.choices, required=False, help_text=text)


class SavedSearchSerializer(StrictBody):
    """What somebody saves."""

    search = serializers.DictField(
        help_text=(
            "Parameters of `/api/v1/search/` without `page`, `page_size` and `sort`; at most "
            f"{params.MOST_FILTERS} filters, of each at most {params.MOST_VALUES} values."
        )
    )
    name = LineField(required=False, allow_blank=True, max_length=params.LONGEST_NAME)
    channel = _channel()
    paused = serializers.BooleanField(required=False)


class SavedSearchChangeSerializer(StrictBody):
    name = LineField(
        required=False,
        allow_blank=True,
        max_length=params.LONGEST_NAME,
        help_text="Empty: made of the search.",
    )
    channel = _channel()
    paused = serializers.BooleanField(required=False)


SHOWN = inline_serializer(
    "ShownSearch",
    {
        "type": serializers.CharField(),
        "id": serializers.IntegerField(),
        "name": serializers.CharField(),
        "search": serializers.DictField(help_text="As the strict reading keeps it."),
        "query": serializers.CharField(help_text="The same as it stands in an address."),
        "channel": serializers.ChoiceField(Channel.choices),
        "paused": serializers.BooleanField(),
        "silent": serializers.ChoiceField(
            list(SILENT.items()), help_text="Why nothing is sent; empty where messages go out."
        ),
        "created_at": serializers.DateTimeField(),
    },
)
PAGE = inline_serializer(
    "ShownSearches",
    {
        "count": serializers.IntegerField(),
        "next": serializers.CharField(allow_null=True),
        "previous": serializers.CharField(allow_null=True),
        "results": serializers.ListField(child=SHOWN),
    },
)


def _shown(row: SavedSearch, told: Telling) -> dict[str, Any]:
    return {
        "type": "saved_search",
        "id": row.pk,
        "name": row.title,
        "search": row.params,
        "query": row.query,
        "channel": told.channel,
        "paused": row.paused_at is not None,
        "silent": "paused" if row.paused_at else told.silent,
        "created_at": serializers.DateTimeField().to_representation(row.created_at),
    }


class MySearchesView(ListAPIView):
    """The searches that the caller saved; newest first."""

    permission_classes = [IsAuthenticated, MaySaveSearches]

    def get_queryset(self) -> QuerySet[SavedSearch]:
        PageParams.read(self.request.query_params)
        return SavedSearch.objects.filter(user=signed_in(self.request))

    @extend_schema(responses=PAGE, parameters=[PageParams])
    def get(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        rows = self.paginate_queryset(self.get_queryset())
        told = telling(signed_in(request))
        return self.get_paginated_response([_shown(row, told) for row in rows or ()])

    @extend_schema(
        request=SavedSearchSerializer,
        responses={201: SHOWN, 200: OpenApiResponse(SHOWN, "The search was saved already.")},
    )
    def post(self, request: Request) -> Response:
        """Saves a search and looks for new results from now on; the same search is one row."""
        user = signed_in(request)
        body = SavedSearchSerializer(data=request.data)
        row, made = written(body, lambda given: services.save_search(user=user, **given))
        return Response(_shown(row, telling(user)), status=201 if made else 200)


class MySearchView(APIView):
    """One of the caller's own."""

    @extend_schema(request=SavedSearchChangeSerializer, responses=SHOWN)
    def patch(self, request: Request, pk: int) -> Response:
        """Changes name, pause or channel; the channel is that of all searches of the person."""
        user = signed_in(request)
        body = SavedSearchChangeSerializer(data=request.data)

        def change(given: dict[str, Any]) -> SavedSearch:
            channel = given.pop("channel", None)
            return services.update_search(user=user, search_id=pk, values=given, channel=channel)

        try:
            row = written(body, change)
        except SavedSearch.DoesNotExist:
            raise NotFound from None
        return Response(_shown(row, telling(user)))

    @extend_schema(responses={204: OpenApiResponse(description="It is deleted.")})
    def delete(self, request: Request, pk: int) -> Response:
        try:
            services.delete_search(user=signed_in(request), search_id=pk)
        except SavedSearch.DoesNotExist:
            raise NotFound from None
        return Response(status=204)
