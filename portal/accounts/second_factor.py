"""The second factor: an authenticator app (TOTP) with recovery codes, required for ESC roles."""

import time

from allauth.mfa import app_settings
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value
from django.db import transaction

from portal.accounts.models import User


@transaction.atomic
def give_second_factor(*, user: User, secret: str) -> None:
    """Ties an authenticator app with that secret (base32) to the user; again changes nothing."""
    if not user.has_second_factor:
        TOTP.activate(user, secret)
        del user.has_second_factor


def code_is_right(user: User, code: str) -> bool:
    """Whether it is the authenticator code of now, or an unused recovery code (used up then)."""
    factors = Authenticator.objects.filter(user=user).exclude(type=Authenticator.Type.WEBAUTHN)
    return any(factor.wrap().validate_code(code) for factor in factors)


def code_of_now(secret: str) -> str:
    """The code that an authenticator app with that secret shows now; for development and tests."""
    return format_hotp_value(hotp_value(secret, int(time.time()) // app_settings.TOTP_PERIOD))
