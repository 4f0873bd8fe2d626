"""Rows for the suggestions under a field, while somebody types."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from frontend.forms.meanings import areas, place_label
from frontend.throttling import throttled
from portal.reference.places import gazetteer
from portal.search.concepts import OCCUPATION, ORGANISATION, PLACE, SKILL
from portal.search.params import LONGEST_QUESTION
from portal.search.suggest import suggest

MOST = 8
KEEP_SECONDS = 600


@dataclass(frozen=True)
class Row:
    """A suggestion: what is shown, what kind of thing it is, and what goes into the field."""

    label: str
    note: str
    value: str


@require_safe
@login_not_required
@throttled("suggest")
@cache_control(private=True, max_age=KEEP_SECONDS)
def words(request: HttpRequest) -> HttpResponse:
    """Occupations, skills and organisations whose names start as typed."""
    kinds = {OCCUPATION: _("Occupation"), SKILL: _("Skill"), ORGANISATION: _("Organisation")}
    rows: dict[str, Row] = {}
    for s in suggest(_typed(request), tuple(kinds), MOST):
        # Of an organisation the very name is meant, not whatever has its words.
        value = '"{}"'.format(s.label.replace('"', " ")) if s.type == ORGANISATION else s.label
        # A skill and an occupation may be called the same; the words that are searched for are too.
        rows.setdefault(s.label, Row(s.label, kinds[s.type], value))
    return _rows(request, rows.values())


@require_safe
@login_not_required
@throttled("suggest")
@cache_control(private=True, max_age=KEEP_SECONDS)
def places(request: HttpRequest) -> HttpResponse:
    """Wards, communes, old districts, industrial parks and provinces."""
    known = gazetteer().places
    former = pgettext("district", "former")
    rows = {}
    for s in suggest(_typed(request), (PLACE,), MOST):
        if s.id in known:
            label = _unmistakable(s.id)
            note = former if known[s.id].kind == "district" else ""
            rows[label] = Row(label, note, label)
    return _rows(request, rows.values())


def _unmistakable(code: str) -> str:
    """A label by which the field means this place only: some differ by their tone marks alone,
    which English labels lack."""
    label = place_label(code)
    if areas(label).sure == code:
        return label
    with translation.override("vi"):
        return place_label(code)


def _typed(request: HttpRequest) -> str:
    typed = request.GET.get("q", "")
    return typed if len(typed) <= LONGEST_QUESTION else ""


def _rows(request: HttpRequest, rows: Iterable[Row]) -> HttpResponse:
    return render(request, "public/suggestions.html", {"rows": list(rows)})
