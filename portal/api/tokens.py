"""Tokens for programs: `POST /api/v1/tokens/` with what one signs in with."""

from typing import Any

from allauth.account.adapter import get_adapter
from allauth.core.internal.ratelimit import get_rates
from allauth.mfa.base.internal.flows import check_rate_limit
from django.core.exceptions import ValidationError as DjangoValidationError
from django.utils.translation import gettext as _
from drf_spectacular.utils import OpenApiResponse, extend_schema
from knox.auth import TokenAuthentication
from knox.models import AuthToken
from rest_framework import serializers
from rest_framework.exceptions import AuthenticationFailed, PermissionDenied, Throttled
from rest_framework.permissions import AllowAny, BasePermission, IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from portal.accounts.contacts import parse_contact
from portal.accounts.models import User
from portal.accounts.second_factor import code_is_right
from portal.api.bodies import StrictBody


class SignIn(StrictBody):
    login = serializers.CharField(max_length=254, help_text="Phone number or e-mail address.")
    password = serializers.CharField(max_length=4096, trim_whitespace=False)
    code = serializers.CharField(
        max_length=20,
        required=False,
        help_text="Of the authenticator app, or a recovery code; for who has a second factor.",
    )


class Token(serializers.Serializer):
    token = serializers.CharField(help_text="Send it as `Authorization: Bearer <token>`.")


class TokenView(APIView):
    """Makes a token with a login and a password, and ends the token it is called with."""

    throttle_scope = "tokens"

    def get_authenticators(self) -> list[Any]:
        # An old token or somebody's session must not stand in the way of signing in.
        if self.request is not None and self.request.method == "DELETE":
            return [TokenAuthentication()]
        return []

    def get_authenticate_header(self, request: Request) -> str:
        return TokenAuthentication().authenticate_header(request)

    def get_permissions(self) -> list[BasePermission]:
        return [IsAuthenticated() if self.request.method == "DELETE" else AllowAny()]

    @extend_schema(request=SignIn, responses={201: Token})
    def post(self, request: Request) -> Response:
        body = SignIn(data=request.data)
        body.is_valid(raise_exception=True)
        user = self._authenticated(request, **body.validated_data)
        _instance, token = AuthToken.objects.create(user)
        return Response({"token": token}, status=201)

    @extend_schema(request=None, responses={204: OpenApiResponse(description="It has ended.")})
    def delete(self, request: Request) -> Response:
        request.auth.delete()
        return Response(status=204)

    def _authenticated(
        self, request: Request, *, login: str, password: str, code: str = ""
    ) -> User:
        wrong = AuthenticationFailed(_("Login and password do not go together."), "wrong_login")
        try:
            contact = parse_contact(login)
        except DjangoValidationError:
            raise wrong from None
        credentials = {"phone": contact.phone} if contact.phone else {"email": contact.email}
        try:
            user = get_adapter().authenticate(request._request, password=password, **credentials)
        except DjangoValidationError:
            raise _too_many_tries() from None
        if user is None or not user.is_active:
            raise wrong
        if user.has_second_factor:
            self._check_code(user, code)
        elif user.esc_role:
            raise PermissionDenied(
                _("Set up a second factor on the page first; a role of the centre needs one."),
                "second_factor_missing",
            )
        return user

    def _check_code(self, user: User, code: str) -> None:
        if not code:
            raise serializers.ValidationError({"code": [_("This account needs the code as well.")]})
        try:
            forget_tries = check_rate_limit(user)
        except DjangoValidationError:
            raise _too_many_tries() from None
        if not code_is_right(user, code):
            raise AuthenticationFailed(_("This code is not right."), "wrong_code")
        forget_tries()


def _too_many_tries() -> Throttled:
    """Until the oldest of the wrong tries counts no more, which is at most their whole span."""
    rates = get_rates(app="allauth.account", action="login_failed")
    return Throttled(wait=max(rate.duration for rate in rates))
