"""What the portal told the caller, for programs. There is no address for anybody else's."""

from typing import Any

from django.db.models import QuerySet
from drf_spectacular.utils import OpenApiResponse, extend_schema, inline_serializer
from rest_framework import serializers
from rest_framework.exceptions import NotFound
from rest_framework.generics import ListAPIView
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from portal.accounts.current import signed_in
from portal.api.bodies import NoBody
from portal.api.params import PageParams
from portal.notices import reading
from portal.notices.models import Channel, Notice


class MessageParams(PageParams):
    unread = serializers.BooleanField(
        required=False, allow_null=True, default=None, help_text="Only those not read, or read."
    )


SHOWN = inline_serializer(
    "ShownMessage",
    {
        "type": serializers.CharField(),
        "id": serializers.IntegerField(),
        "kind": serializers.CharField(help_text="As in `docs/notices.md`."),
        "language": serializers.CharField(),
        "subject": serializers.CharField(),
        "text": serializers.CharField(help_text="In the words that were told."),
        "channel": serializers.ChoiceField(Channel.choices),
        "path": serializers.CharField(help_text="The page where it is done; may be empty."),
        "at": serializers.DateTimeField(),
        "read_at": serializers.DateTimeField(allow_null=True),
    },
)
PAGE = inline_serializer(
    "ShownMessages",
    {
        "count": serializers.IntegerField(),
        "next": serializers.CharField(allow_null=True),
        "previous": serializers.CharField(allow_null=True),
        "results": serializers.ListField(child=SHOWN),
    },
)


def _shown(message: reading.Message) -> dict[str, Any]:
    moment = serializers.DateTimeField().to_representation
    notice = message.notice
    return {
        "type": "message",
        "id": notice.pk,
        "kind": notice.kind,
        "language": notice.language,
        "subject": message.subject,
        "text": message.text,
        "channel": notice.channel,
        "path": message.path,
        "at": moment(message.at),
        "read_at": notice.read_at and moment(notice.read_at),
    }


class MyMessagesView(ListAPIView):
    """What the portal told the caller; newest first. Codes are not kept."""

    def get_queryset(self) -> QuerySet[Notice]:
        unread = MessageParams.read(self.request.query_params)["unread"]
        rows = Notice.objects.to_read(signed_in(self.request))
        return rows if unread is None else rows.filter(read_at__isnull=unread)

    @extend_schema(responses=PAGE, parameters=[MessageParams])
    def get(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        rows = self.paginate_queryset(self.get_queryset())
        shown = [_shown(message) for message in reading.messages_of(rows or ())]
        return self.get_paginated_response(shown)


class ReadAllView(APIView):
    """Notes that the caller has read all of them."""

    @extend_schema(
        operation_id="me_messages_read_all",
        request=None,
        responses={204: OpenApiResponse(description="All are read.")},
    )
    def post(self, request: Request) -> Response:
        NoBody.check(request)
        reading.read_all(user=signed_in(request))
        return Response(status=204)


class ReadView(APIView):
    """Notes that the caller has read this one; again, nothing changes."""

    @extend_schema(request=None, responses={204: OpenApiResponse(description="It is read.")})
    def post(self, request: Request, pk: int) -> Response:
        NoBody.check(request)
        try:
            reading.read(user=signed_in(request), notice_id=pk)
        except Notice.DoesNotExist:
            raise NotFound from None
        return Response(status=204)
