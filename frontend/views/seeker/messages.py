"""How the reader is told: channel, kinds of message, quiet hours."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from frontend.forms.seeker.messages import MessagesForm
from portal.accounts.current import signed_in


@require_http_methods(["GET", "POST"])
@never_cache
def message_settings(request: HttpRequest) -> HttpResponse:
    """For everybody with an account: who hires and who works for the centre is told things too."""
    user = signed_in(request)
    form = MessagesForm(request.POST if request.method == "POST" else None, user=user)
    if form.is_bound and form.is_valid():
        try:
            form.save()
        except ValidationError as error:
            form.refuse(error)
        else:
            messages.success(request, _("Saved."))
            return redirect("message_settings")
    return render(request, "seeker/messages.html", {"form": form, "user": user})
