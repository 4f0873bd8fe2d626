"""Ordered classes for programs: an employer's own, and the open ones for verified centres."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
from rest_framework import status
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.viewsets import GenericViewSet

from portal.accounts.acting import organisation_for
from portal.accounts.current import signed_in
from portal.api.bodies import NoBody
from portal.api.params import PageParams
from portal.api.writing import written
from training.models import Course
from training.orders import services
from training.orders.models import OrderOffer, TrainingOrder
from training.orders.serializers import (
    OfferBody,
    OrderBody,
    OrderListParams,
    OrderOfferSerializer,
    TrainingOrderSerializer,
)

Json = dict[str, Any]


class TrainingOrderViewSet(GenericViewSet[TrainingOrder]):
    """Its employer and the ESC's staff see an order; members of verified training centres while it
    is open, or where they offered. To everybody else there is none."""

    serializer_class = TrainingOrderSerializer
    lookup_value_converter = "int"

    def get_queryset(self) -> QuerySet[TrainingOrder]:
        return TrainingOrder.objects.visible_to(self.request.user).select_related("employer")

    @extend_schema(parameters=[OrderListParams])
    def list(self, request: Request) -> Response:
        """Those that you see, newest first."""
        params = OrderListParams.read(request.query_params)
        rows = self.get_queryset()
        if "state" in params:
            rows = rows.filter(state=params["state"])
        page = self.paginate_queryset(rows.order_by("-created_at", "-pk"))
        return self.get_paginated_response(self.get_serializer(page, many=True).data)

    def retrieve(self, request: Request, pk: int) -> Response:
        """One of them."""
        return Response(self.get_serializer(self.get_object()).data)

    @extend_schema(request=OrderBody, responses={201: TrainingOrderSerializer})
    def create(self, request: Request) -> Response:
        """Orders a class; verified centres see it at once."""

        def write(given: Json) -> TrainingOrder:
            employer = organisation_for(
                signed_in(request),
                "orders.add_order",
                given=given.pop("employer", None),
                field="employer",
            )
            return services.create_order(employer=employer, values=given)

        made = written(OrderBody(data=request.data), write)
        return Response(
            self.get_serializer(self.get_queryset().get(pk=made.pk)).data,
            status=status.HTTP_201_CREATED,
        )

    @extend_schema(request=None, responses=TrainingOrderSerializer)
    @action(detail=True, methods=["post"])
    def cancel(self, request: Request, pk: int) -> Response:
        """Takes the order back before its class begins; a cancelled one stays as it is."""
        order = self.get_object()
        if not signed_in(request).has_perm("orders.cancel_order", order):
            raise PermissionDenied
        NoBody.check(request)
        services.cancel_order(order_id=order.pk)
        return Response(self.get_serializer(self.get_queryset().get(pk=order.pk)).data)


class OrderOfferViewSet(GenericViewSet[OrderOffer]):
    """The offers for one order: all for its employer and the staff, its own for a centre."""

    serializer_class = OrderOfferSerializer
    lookup_value_converter = "int"

    def get_queryset(self) -> QuerySet[OrderOffer]:
        rows = OrderOffer.objects.visible_to(self.request.user)
        return rows.filter(order=self._order()).select_related("centre", "order__employer")

    def _order(self) -> TrainingOrder:
        visible = TrainingOrder.objects.visible_to(self.request.user)
        order: TrainingOrder = get_object_or_404(visible, pk=self.kwargs["order_pk"])
        return order

    @extend_schema(parameters=[PageParams])
    def list(self, request: Request, order_pk: int) -> Response:
        """Newest first."""
        PageParams.read(request.query_params)
        page = self.paginate_queryset(self.get_queryset().order_by("-created_at", "-pk"))
        return self.get_paginated_response(self.get_serializer(page, many=True).data)

    @extend_schema(request=OfferBody, responses={201: OrderOfferSerializer})
    def create(self, request: Request, order_pk: int) -> Response:
        """Offers a class of one of your courses."""
        order = self._order()

        def write(given: Json) -> OrderOffer:
            centre = organisation_for(
                signed_in(request),
                "orders.add_offer",
                given=given.pop("centre", None),
                field="centre",
            )
            own = Course.objects.public().filter(centre=centre)
            given["course"] = own.filter(pk=given["course"] or 0).first()
            return services.offer(order_id=order.pk, centre=centre, values=given)

        made = written(OfferBody(data=request.data), write)
        return self._shown(made, status.HTTP_201_CREATED)

    @extend_schema(request=None, responses=OrderOfferSerializer)
    @action(detail=True, methods=["post"])
    def accept(self, request: Request, order_pk: int, pk: int) -> Response:
        """Takes it: its class is made, the other offers are refused."""
        offer = self._for("orders.answer_offer")
        services.accept_offer(offer_id=offer.pk)
        return self._shown(offer)

    @extend_schema(request=None, responses=OrderOfferSerializer)
    @action(detail=True, methods=["post"])
    def refuse(self, request: Request, order_pk: int, pk: int) -> Response:
        """Does not take it."""
        offer = self._for("orders.answer_offer")
        services.refuse_offer(offer_id=offer.pk)
        return self._shown(offer)

    @extend_schema(request=None, responses=OrderOfferSerializer)
    @action(detail=True, methods=["post"])
    def withdraw(self, request: Request, order_pk: int, pk: int) -> Response:
        """The centre takes it back."""
        offer = self._for("orders.withdraw_offer")
        services.withdraw_offer(offer_id=offer.pk)
        return self._shown(offer)

    def _for(self, permission: str) -> OrderOffer:
        """The offer, for those who may; a 404 where they may not even see it."""
        offer: OrderOffer = self.get_object()
        if not self.request.user.has_perm(permission, offer):
            self.permission_denied(self.request)
        NoBody.check(self.request)
        return offer

    def _shown(self, offer: OrderOffer, code: int = status.HTTP_200_OK) -> Response:
        return Response(self.get_serializer(self.get_queryset().get(pk=offer.pk)).data, status=code)
