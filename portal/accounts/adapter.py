"""allauth's door to our users: phones on the user row, codes as signals, errors in plain words."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.models import EmailAddress
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from portal.accounts import services
from portal.accounts.contacts import PhoneField
from portal.accounts.models import User
from portal.accounts.signals import code_issued

# Codes of the errors with which forms refuse who tries too often.
TOO_MANY_TRIES = ("rate_limited", "too_many_login_attempts")


class AccountAdapter(DefaultAccountAdapter):
    """Stores phones on the user and hands every code to `signals.code_issued`."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "account_inactive": _("This account is closed. Ask the employment service centre."),
        "email_password_mismatch": _(
            "This e-mail address and password do not go together. "
            "Leave the password empty and we send you a code."
        ),
        "phone_password_mismatch": _(
            "This phone number and password do not go together. "
            "Leave the password empty and we send you a code."
        ),
        "email_taken": _("This e-mail address already has an account."),
        "phone_taken": _("This phone number already has an account."),
        "enter_current_password": _("This is not your current password."),
        "incorrect_code": _("This is not the code that we sent. Look at the newest message."),
        "incorrect_password": _("This is not your password."),
        "rate_limited": _("Too many tries in a short time. Wait a few minutes."),
        "same_as_current": _("This is what you have now. Give another one."),
        "too_many_login_attempts": _("Too many tries in a short time. Wait a few minutes."),
    }

    def phone_form_field(self, **kwargs: Any) -> PhoneField:
        return PhoneField(**kwargs)

    def get_user_by_phone(self, phone: str) -> User | None:
        return User.objects.filter(phone=phone).first()

    def get_phone(self, user: Any) -> tuple[str, bool] | None:
        return (user.phone.as_e164, user.phone_verified) if user.phone else None

    def set_phone(self, user: Any, phone: str, verified: bool) -> None:
        services.set_phone(user=user, phone=phone, verified=verified)

    def set_phone_verified(self, user: Any, phone: str) -> None:
        services.set_phone(user=user, phone=phone, verified=True)

    def send_verification_code_sms(self, user: Any, phone: str, code: str, **kwargs: Any) -> None:
        code_issued.send(sender=User, user=user, channel="sms", to=phone, code=code)

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Passes codes on. Whatever else allauth would send tells strangers who has an account."""
        user = context.get("user") or User.objects.filter(email__iexact=email).first()
        if user and (code := context.get("code")):
            code_issued.send(sender=User, user=user, channel="email", to=email, code=code)

    def get_login_stages(self) -> list[str]:
        """Verification has no stage of its own: a password comes after a code, never before."""
        return ["allauth.account.stages.LoginByCodeStage", "allauth.mfa.stages.AuthenticateStage"]

    def can_delete_email(self, email_address: EmailAddress) -> bool:
        """The one address can be changed, not taken away: somebody may sign in by it alone."""
        return not email_address.primary

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: Any) -> str:
        # allauth's own key leaves phones out, so that all of them would share one counter.
        login = credentials.get("phone") or credentials.get("email") or ""
        return f"login:{login.lower()}"
