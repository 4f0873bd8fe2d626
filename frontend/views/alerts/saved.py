"""The reader's saved searches, and saving one."""

from dataclasses import dataclass

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from frontend.forms.alerts import HOW, ChannelForm, SaveForm
from frontend.views.alerts.addresses import feed_url, results_url
from frontend.views.public.asked import COURSES
from frontend.views.public.filters import labels
from frontend.views.seeker.access import seeker_page
from portal.accounts.current import signed_in
from portal.alerts import params, services
from portal.alerts.channels import telling
from portal.alerts.models import SavedSearch

LONGEST_ADDRESS = 2000
# What the form sends beside the search.
OWN_FIELDS = ("csrfmiddlewaretoken", HOW)


@dataclass(frozen=True)
class Saved:
    row: SavedSearch
    title: str
    url: str
    feed: str


@require_safe
@seeker_page
def saved_searches(request: HttpRequest) -> HttpResponse:
    """All of the reader's, with how they are told."""
    user = signed_in(request)
    rows = SavedSearch.objects.filter(user=user)
    told = telling(user)
    context = {
        "saved": [Saved(row, row.title, results_url(row), feed_url(row)) for row in rows],
        "told": told,
        "form": ChannelForm(told=told, user=user),
        "most": services.MOST_SEARCHES,
    }
    return render(request, "alerts/list.html", context)


@require_http_methods(["GET", "POST"])
@seeker_page
def new(request: HttpRequest) -> HttpResponse:
    """Saves the search of the parameters. Asks first how the reader wants to be told, unless they
    said so before."""
    user = signed_in(request)
    search = _search_of(request)
    if request.method == "GET" and not search:
        return redirect("search")
    told = telling(user)
    form = SaveForm(request.POST if HOW in request.POST else None, told=told, user=user)
    try:
        kept = params.read(search)
        if request.method == "POST" and not form.is_bound:
            if told.silent or not hasattr(user, "subscriber"):
                return redirect(f"{reverse('saved_search_new')}?{search.urlencode()}")
            return _saved(request, *services.save_search(user=user, search=search))
        if form.is_valid():
            return _saved(request, *form.save(search))
    except ValidationError as error:
        return _refused(request, search, error)
    context = {"form": form, "told": told, "pairs": _pairs(search), "name": params.name_of(kept)}
    return render(request, "alerts/new.html", context)


def _search_of(request: HttpRequest) -> QueryDict:
    data = request.POST if request.method == "POST" else request.GET
    search = data.copy()
    for name in (*OWN_FIELDS, *params.NOT_KEPT):
        search.pop(name, None)
    return search


def _pairs(search: QueryDict) -> list[tuple[str, str]]:
    return [(name, value) for name, values in search.lists() for value in values]


def _saved(request: HttpRequest, row: SavedSearch, made: bool) -> HttpResponse:
    said = _("Saved: %(name)s") if made else _("You have saved this already: %(name)s")
    messages.success(request, said % {"name": row.title})
    return redirect("saved_searches")


def _refused(request: HttpRequest, search: QueryDict, error: ValidationError) -> HttpResponse:
    """What is wrong, by the names that the parameters have on the result page."""
    by_field = error.message_dict if hasattr(error, "error_dict") else {"": error.messages}
    names = labels(search.get("kind", "")) | {"q": _("Words"), "place": _("Place")}
    problems = [
        (names.get(field.removeprefix("search."), ""), message)
        for field, found in by_field.items()
        for message in found
    ]
    page = reverse("courses" if search.get("kind") == COURSES else "search")
    # Only what leads back to where it can be changed: a search beyond all limits is no address.
    query = search.urlencode()
    url = f"{page}?{query}" if len(query) <= LONGEST_ADDRESS else page
    context = {"problems": problems, "change_url": url}
    return render(request, "alerts/refused.html", context, status=400)


@require_POST
@seeker_page
def channel(request: HttpRequest) -> HttpResponse:
    """How the reader is told of all their searches."""
    user = signed_in(request)
    form = ChannelForm(request.POST, told=telling(user), user=user)
    if form.is_valid():
        form.save()
        messages.success(request, _("Saved."))
    else:
        messages.error(request, " ".join(map(str, form.errors.get("channel", ()))))
    return redirect("saved_searches")


@require_POST
@seeker_page
def change(request: HttpRequest, pk: int) -> HttpResponse:
    """Pauses a search, takes it up again, or deletes it."""
    user = signed_in(request)
    row = SavedSearch.objects.filter(user=user, pk=pk).first()
    if row is None:
        raise Http404
    name = {"name": row.title}
    match request.POST.get("do"):
        case "pause":
            services.update_search(user=user, search_id=pk, values={"paused": True})
            said = _("Paused: %(name)s. You get no messages about it.") % name
        case "resume":
            services.update_search(user=user, search_id=pk, values={"paused": False})
            said = _("Looking again: %(name)s. We tell you of what is new from now on.") % name
        case "delete":
            services.delete_search(user=user, search_id=pk)
            said = _("Deleted: %(name)s") % name
        case _unknown:
            return redirect("saved_searches")
    messages.success(request, said)
    return redirect("saved_searches")
