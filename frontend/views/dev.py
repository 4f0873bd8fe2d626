"""What the development backends would have sent. Mounted in development only."""

from allauth.mfa.models import Authenticator
from allauth.mfa.utils import decrypt
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from portal.accounts.second_factor import code_of_now
from portal.notices.models import DevMessage

SHOWN = 50


@require_safe
@never_cache
@login_not_required
def messages(request: HttpRequest) -> HttpResponse:
    """The newest messages, and the authenticator codes of the demo accounts."""
    factors = Authenticator.objects.filter(
        type=Authenticator.Type.TOTP, user__is_sample=True
    ).select_related("user")
    context = {
        "sent": DevMessage.objects.all()[:SHOWN],
        "codes": [(f.user, code_of_now(decrypt(f.data["secret"]))) for f in factors[:SHOWN]],
    }
    return render(request, "dev/messages.html", context)
