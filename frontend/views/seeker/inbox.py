"""What the portal told the reader: seekers, members of organisations and staff alike."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from frontend.cards import Link
from portal.accounts.current import signed_in
from portal.notices import reading
from portal.notices.models import Notice

PER_PAGE = 20


@require_safe
@never_cache
def my_messages(request: HttpRequest) -> HttpResponse:
    """The newest first; those not read yet are marked."""
    rows = Notice.objects.to_read(signed_in(request))
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "rows": reading.messages_of(page)}
    return render(request, "seeker/inbox.html", context)


@require_safe
@never_cache
def my_message(request: HttpRequest, pk: int) -> HttpResponse:
    """One message in full; it is read by being opened."""
    try:
        notice = reading.read(user=signed_in(request), notice_id=pk)
    except Notice.DoesNotExist:
        raise Http404 from None
    (message,) = reading.messages_of([notice])
    links = [Link(label=_("My messages"), url=reverse("my_messages"))]
    return render(request, "seeker/inbox_message.html", {"message": message, "links": links})


@require_POST
def read_all(request: HttpRequest) -> HttpResponse:
    reading.read_all(user=signed_in(request))
    messages.success(request, _("All messages are marked as read."))
    return redirect("my_messages")
