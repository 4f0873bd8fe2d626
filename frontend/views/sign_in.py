"""Around allauth's pages: where they begin, where they lead, and the overview of one's account."""

from allauth.account import views as allauth_views
from allauth.account.internal.stagekit import clear_login
from allauth.account.stages import LoginStage
from allauth.usersessions.models import UserSession
from django.contrib.auth.decorators import login_not_required, login_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from portal.accounts.current import signed_in
from portal.accounts.models import Organisation


class _Restart:
    """Who comes back to the first page wants another number, not the code page of the wrong one."""

    def _redirect_to_pending_stage(self, request: HttpRequest, stage: LoginStage) -> None:
        clear_login(request)


class LoginView(_Restart, allauth_views.LoginView):
    pass


class SignupView(_Restart, allauth_views.SignupView):
    pass


@require_safe
def after_sign_in(request: HttpRequest) -> HttpResponseRedirect:
    """The first page of each kind of user."""
    return HttpResponseRedirect(_first_page(request))


def _first_page(request: HttpRequest) -> str:
    user = signed_in(request)
    kinds = set(Organisation.objects.of_member(user).values_list("kind", flat=True))
    if user.is_esc:
        view = "staff_home"
    elif "training_centre" in kinds:
        view = "centre_home"
    elif kinds:
        view = "employer_home"
    elif hasattr(user, "person"):
        view = "recommendations"
    else:
        view = "profile"
    return reverse(view)


@require_safe
@login_required
def account_settings(request: HttpRequest) -> HttpResponse:
    """How one signs in, and where one is signed in."""
    sessions = UserSession.objects.purge_and_list(signed_in(request))
    return render(request, "account/settings.html", {"session_count": len(sessions)})


@login_not_required
def instead_of_reset(request: HttpRequest, step: str = "") -> HttpResponseRedirect:
    """A forgotten password is replaced after signing in with a code."""
    return HttpResponseRedirect(reverse("account_login"))
