"""Who sees the pages of job seekers, and whose profile they show: always the reader's own."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache

from portal.accounts.current import signed_in
from portal.people.models import Person

View = Callable[..., HttpResponse]


def seeker_page(view: View) -> View:
    """A page for everybody who may have a profile; never kept by the browser of a shared phone."""

    @wraps(view)
    def run(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not request.user.has_perm("people.have_profile"):
            raise PermissionDenied
        return view(request, *args, **kwargs)

    return never_cache(run)


def own_person(request: HttpRequest) -> Person:
    """The reader's profile; without a row as long as they saved nothing, so that looking at a
    page writes nothing."""
    user = signed_in(request)
    person = Person.objects.filter(user=user).select_related("wish", "unit__province").first()
    return person or Person(user=user, full_name=user.full_name)


def next_url(request: HttpRequest, default: str) -> str:
    """Where `?next=` sends the reader, as long as that is a page of ours."""
    wanted = request.GET.get("next", "")
    ours = url_has_allowed_host_and_scheme(
        wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return wanted if ours else default
