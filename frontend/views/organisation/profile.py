"""Registering an organisation, choosing between several, and keeping a profile."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from frontend.forms.organisation.profile import ProfileForm, RegistrationForm
from frontend.views.organisation.acting import home_of, own_organisation
from portal.accounts import services
from portal.accounts.current import signed_in
from portal.accounts.models import Organisation


@require_http_methods(["GET", "POST"])
def register(request: HttpRequest) -> HttpResponse:
    """Makes the reader the owner of a new organisation that waits for verification."""
    form = RegistrationForm(request.POST if request.method == "POST" else None)
    if request.method == "POST":
        organisation = form.saved(
            lambda: services.register_organisation(
                kind=form.cleaned_data["kind"], owner=signed_in(request), values=form.values()
            )
        )
        if organisation:
            messages.success(request, _("Sent. The centre will now look at it."))
            return redirect(home_of(organisation))
    return render(request, "organisation/register.html", {"form": form})


@require_safe
def my_organisations(request: HttpRequest) -> HttpResponse:
    """The organisations for which the reader acts, to choose one."""
    own = Organisation.objects.of_member(signed_in(request)).exclude(
        kind=Organisation.Kind.ESC_OFFICE
    )
    rows = [{"organisation": o, "home": home_of(o)} for o in own]
    return render(request, "organisation/mine.html", {"rows": rows})


@require_http_methods(["GET", "POST"])
def profile(request: HttpRequest, pk: int) -> HttpResponse:
    """The profile; a refused organisation that corrects it is sent to the centre again."""
    organisation = own_organisation(request, pk, "accounts.change_organisation")
    form = ProfileForm(
        request.POST if request.method == "POST" else None, organisation=organisation
    )
    if request.method == "POST":
        was = organisation.verification
        saved = form.saved_unless_changed(
            lambda version: services.update_organisation(
                organisation_id=pk, values=form.values(), version=version
            ),
            lambda: ProfileForm(organisation=Organisation.objects.get(pk=pk)),
        )
        if saved:
            _tell(request, was, saved)
            return redirect(home_of(saved))
    context = {"form": form, "organisation": organisation, "home": home_of(organisation)}
    return render(request, "organisation/profile.html", context)


def _tell(request: HttpRequest, was: str, saved: Organisation) -> None:
    """What became of the verification by what was saved; `was` is the state before."""
    states = Organisation.Verification
    if was == states.REFUSED and saved.verification == was:
        messages.warning(request, _("Nothing was changed, so nothing was sent again."))
    elif was == states.REFUSED:
        messages.success(request, _("Sent again. The centre will look at it anew."))
    elif was == states.VERIFIED and not saved.is_verified:
        messages.warning(
            request, _("Saved. The centre checks this change before you can publish anything new.")
        )
    elif was == states.PENDING and saved.is_verified:
        messages.success(request, _("Saved. You are verified as before: nothing needs a check."))
    else:
        messages.success(request, _("Saved."))
