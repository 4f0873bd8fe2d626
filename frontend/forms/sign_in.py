"""Signing up and in: a phone or an e-mail address and a code; a password for who wants one."""

import time
import unicodedata
from typing import Any

from allauth.account import forms as allauth_forms
from allauth.account.adapter import get_adapter
from allauth.account.authentication import get_authentication_records
from allauth.account.internal.flows.login import record_authentication
from allauth.account.internal.flows.login_by_code import LoginCodeVerificationProcess
from allauth.account.utils import get_next_redirect_url
from allauth.core import context, ratelimit
from allauth.mfa.base import forms as second_factor_forms
from allauth.mfa.totp.forms import ActivateTOTPForm
from django import forms
from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from frontend.forms.base import NO_EMAIL, LineField
from portal.accounts.contacts import Contact, ContactField
from portal.accounts.services import account_for_sign_up
from portal.validation import has_letters

# Who entered a code this lately need not know the old password to set a new one.
CODE_COUNTS_SECONDS = 15 * 60


def _stay_signed_in(request: HttpRequest, stay: bool) -> None:
    # On a borrowed phone the session ends with the browser.
    request.session.set_expiry(settings.SESSION_COOKIE_AGE if stay else 0)


class StayField(forms.BooleanField):
    def __init__(self) -> None:
        super().__init__(required=False, label=_("This is my own phone: keep me signed in"))


class CodeField(forms.CharField):
    """A code from a message or an app, also typed in full-width digits or with spaces."""

    default_error_messages = {"required": _("Type the code.")}

    def __init__(self, label: Any = None) -> None:
        attrs = {
            "autocomplete": "one-time-code",
            "inputmode": "numeric",
            "autofocus": True,
            "class": "code-input",
        }
        super().__init__(
            label=label or _("Code, 6 digits"), max_length=20, widget=forms.TextInput(attrs=attrs)
        )

    def to_python(self, value: Any) -> str:
        return unicodedata.normalize("NFKC", super().to_python(value) or "")


class LoginForm(allauth_forms.LoginForm):
    """With a password if one is typed, else with a code."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"] = ContactField()
        self.fields["password"] = forms.CharField(
            label=_("Password"),
            required=False,
            strip=False,
            widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
            help_text=_("Forgotten? Leave it empty and we send you a code."),
        )
        self.fields["remember"] = StayField()
        self.order_fields(["login", "password", "remember"])

    def clean_login(self) -> str:
        return self.cleaned_data["login"].text

    def _clean_without_password(self, email: str | None, phone: str | None) -> dict[str, Any]:
        # allauth's own keeps the messages only, not the codes that say who must wait.
        asked = allauth_forms.RequestLoginCodeForm({"email": email, "phone": phone})
        if asked.is_valid():
            self.user = asked._user
        for errors in asked.errors.as_data().values():
            self.add_error("login", errors)
        return self.cleaned_data

    def login(self, request: HttpRequest, redirect_url: str | None = None) -> HttpResponse:
        _stay_signed_in(request, self.cleaned_data["remember"])
        return super().login(request, redirect_url=redirect_url)


class SignupForm(forms.Form):
    """Name and contact. Somebody who has an account already gets a code to sign in with, on the
    same page, so that the answer tells nobody whether there is one."""

    full_name = LineField(
        label=_("Your full name"),
        max_length=120,
        validators=[has_letters],
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        error_messages={"required": _("Give your name as on your papers.")},
    )
    login = ContactField(help_text=_("We send a code there. Nobody else sees it."))

    by_passkey = False  # allauth's view asks

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["remember"] = StayField()

    def clean_login(self) -> Contact:
        contact = self.cleaned_data["login"]
        if not ratelimit.consume(context.request, action="request_login_code", key=contact.text):
            raise get_adapter().validation_error("rate_limited")
        return contact

    def try_save(self, request: HttpRequest) -> tuple[None, HttpResponse]:
        """Sends a code and leads to the page that asks for it."""
        contact: Contact = self.cleaned_data["login"]
        user = account_for_sign_up(
            contact=contact,
            full_name=self.cleaned_data["full_name"],
            language=get_language() or settings.LANGUAGE_CODE,
        )
        _stay_signed_in(request, self.cleaned_data["remember"])
        LoginCodeVerificationProcess.initiate(
            request=request, user=user, phone=contact.phone or None, email=contact.email or None
        )
        # The page is the one for signing in, which offers to sign up.
        told = {"signed_up": "yes"}
        if next_url := get_next_redirect_url(request):
            told["next"] = next_url
        url = f"{reverse('account_confirm_login_code')}?{urlencode(told)}"
        return None, HttpResponseRedirect(url)


class LoginCodeForm(allauth_forms.ConfirmLoginCodeForm):
    code = CodeField()


class PhoneCodeForm(allauth_forms.VerifyPhoneForm):
    code = CodeField()


class EmailCodeForm(allauth_forms.ConfirmEmailVerificationCodeForm):
    code = CodeField()


class AddEmailForm(allauth_forms.AddEmailForm):
    email = forms.EmailField(
        label=_("E-mail"),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={"invalid": NO_EMAIL},
    )


class SetPasswordForm(allauth_forms.SetPasswordForm):
    password2 = None

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["password1"].widget.attrs.pop("placeholder", None)


class ChangePasswordForm(allauth_forms.ChangePasswordForm):
    """Asks for the old password, unless a code was entered just before: that is how a forgotten
    password is replaced."""

    password2 = None

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.widget.attrs.pop("placeholder", None)
        if self._came_by_code():
            del self.fields["oldpassword"]
        else:
            self.fields["oldpassword"].help_text = _(
                "Forgotten? Sign out, sign in with a code, and come back here."
            )

    def _came_by_code(self) -> bool:
        lately = time.time() - CODE_COUNTS_SECONDS
        records = get_authentication_records(context.request, self.user)
        return any(r["method"] == "code" and r["at"] > lately for r in records)


class SecondFactorForm(second_factor_forms.AuthenticateForm):
    code = CodeField(_("Code"))


class SecondFactorAgainForm(second_factor_forms.ReauthenticateForm):
    code = CodeField(_("Code"))


class SecondFactorSetUpForm(ActivateTOTPForm):
    code = CodeField()

    def clean_code(self) -> str:
        code = super().clean_code()
        # The recovery codes come next; who just typed a code need not type another to see them.
        record_authentication(context.request, self.user, method="mfa", reauthenticated=True)
        return code
