"""Rows for the suggestions under a field, while somebody types."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from frontend.forms.meanings import place_label
from frontend.throttling import throttled
from portal.reference.places import gazetteer
from portal.search.concepts import OCCUPATION, ORGANISATION, PLACE, SKILL
from portal.search.params import LONGEST_QUESTION
from portal.search.suggest import suggest

MOST = 8
KEEP_SECONDS = 600


@require_safe
@login_not_required
@throttled("suggest")
@cache_control(private=True, max_age=KEEP_SECONDS)
def words(request: HttpRequest) -> HttpResponse:
    """Occupations, skills and organisations whose names start as typed."""
    kinds = {OCCUPATION: _("Occupation"), SKILL: _("Skill"), ORGANISATION: _("Organisation")}
    found = suggest(_typed(request), tuple(kinds), MOST)
    # A skill and an occupation may be called the same; the words that are searched for are too.
    rows = {s.label: kinds[s.type] for s in reversed(found)}
    return _rows(request, list(reversed(rows.items())))


@require_safe
@login_not_required
@throttled("suggest")
@cache_control(private=True, max_age=KEEP_SECONDS)
def places(request: HttpRequest) -> HttpResponse:
    """Wards, communes, old districts, industrial parks and provinces."""
    found = suggest(_typed(request), (PLACE,), MOST)
    known = gazetteer().places
    former = pgettext("district", "former")
    rows = {
        place_label(s.id): former if known[s.id].kind == "district" else ""
        for s in found
        if s.id in known
    }
    return _rows(request, list(rows.items()))


def _typed(request: HttpRequest) -> str:
    typed = request.GET.get("q", "")
    return typed if len(typed) <= LONGEST_QUESTION else ""


def _rows(request: HttpRequest, rows: list[tuple[str, str]]) -> HttpResponse:
    return render(request, "public/suggestions.html", {"rows": rows})
