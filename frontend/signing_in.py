"""Through signing in, back to the page where somebody was, and what they should know there."""

from typing import Any
from urllib.parse import urlsplit, urlunsplit

from django.contrib import messages
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.contrib.auth.signals import user_logged_in
from django.contrib.auth.views import redirect_to_login
from django.dispatch import receiver
from django.http import HttpRequest, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

from frontend.typed import keep

NOT_SAVED = "form_not_saved"


class SignInFirstMiddleware(LoginRequiredMiddleware):
    """Leads strangers to sign in, and from there to where they were.

    The address that a form is sent to often has no page of its own, and what was typed is gone but
    for long forms: who sent one comes back to the page that it stood on, and is told to send it
    again.
    """

    def handle_no_permission(self, request: HttpRequest, view_func: Any) -> HttpResponseRedirect:
        if request.method != "POST":
            return super().handle_no_permission(request, view_func)
        request.session[NOT_SAVED] = True
        keep(request)
        return redirect_to_login(
            page_of_form(request),
            self.get_login_url(view_func),
            self.get_redirect_field_name(view_func),
        )


def page_of_form(request: HttpRequest) -> str:
    """The page of ours from which a form came; the first page of the reader where unknown."""
    came_from = request.headers.get("Referer", "")
    ours = url_has_allowed_host_and_scheme(
        came_from, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    path, query = urlsplit(came_from)[2:4] if ours else ("", "")
    return urlunsplit(("", "", path, query, "")) if path else reverse("after_sign_in")


@receiver(user_logged_in)
def say_that_nothing_was_saved(*, request: HttpRequest, **_kwargs: Any) -> None:
    if request.session.pop(NOT_SAVED, False):
        messages.warning(
            request,
            _("You had been signed out, so nothing was saved. Please press the button once more."),
        )
