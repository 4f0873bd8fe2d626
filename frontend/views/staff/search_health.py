"""How the road to search does, and what staff can do when something is stuck."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from frontend import formats
from frontend.cards import Link, Tile
from frontend.present import course_url, vacancy_url
from jobs.models import Vacancy
from portal import broker
from portal.search import dead_letters, health, indexes, registry, tasks
from portal.search.engine import EngineAwayError, answering
from portal.search.models import DeadLetter, IndexState
from training.models import Course

LETTERS_PER_PAGE = 25
may_mend = permission_required("search.mend", raise_exception=True)


@dataclass(frozen=True)
class IndexRow:
    """One index as the table shows it; `documents` is None while the engine is away."""

    label: str
    state: IndexState
    documents: int | None


@dataclass(frozen=True)
class LetterRow:
    letter: DeadLetter
    label: str
    title: str
    url: str


@require_safe
@permission_required("search.view_health", raise_exception=True)
def search_health(request: HttpRequest) -> HttpResponse:
    figures = health.read()
    letters = Paginator(DeadLetter.objects.waiting(), LETTERS_PER_PAGE)
    page = letters.get_page(request.GET.get("page"))
    context = {
        "links": _trail(),
        "figures": figures,
        "relay_is_late": figures.relay_age is None or figures.relay_age > health.RELAY_LATE_SECONDS,
        "tiles": _tiles(figures),
        "indexes": _index_rows(figures),
        "page": page,
        "letters": _letter_rows(list(page)),
        "may_mend": request.user.has_perm("search.mend"),
    }
    return render(request, "staff/search_health.html", context)


def _trail() -> list[Link]:
    return [Link(label=_("Desk"), url=reverse("staff_home"))]


def type_labels() -> dict[str, str]:
    """What each kind of document is called on screen."""
    return {
        "vacancy": _("Vacancies"),
        "course": _("Courses"),
        "concept": _("Occupations and skills"),
    }


def _tiles(figures: health.Health) -> list[Tile]:
    age = figures.oldest_age
    return [
        Tile(
            label=_("Changes not yet searchable"),
            value=figures.waiting,
            note=_("oldest: %(age)s") % {"age": formats.duration(age)} if age else "",
        ),
        Tile(label=_("Documents that search refused"), value=figures.dead_letters),
        Tile(label=_("Differences between search and database"), value=figures.drift),
    ]


def _index_rows(figures: health.Health) -> list[IndexRow]:
    counts = _counts() if figures.engine_reachable else {}
    labels = type_labels()
    return [
        IndexRow(labels.get(s.doc_type, s.doc_type), s, counts.get(s.doc_type))
        for s in figures.indexes
    ]


def _counts() -> dict[str, int]:
    try:
        with answering():
            return {t.name: indexes.count(indexes.alias(t, "read")) for t in registry.all_types()}
    except EngineAwayError:
        return {}


def _letter_rows(letters: Sequence[DeadLetter]) -> list[LetterRow]:
    labels = type_labels()
    named: dict[tuple[str, str], tuple[str, str]] = {}
    models: tuple[tuple[str, Any, Any], ...] = (
        ("vacancy", Vacancy, vacancy_url),
        ("course", Course, course_url),
    )
    for doc_type, model, url_of in models:
        ids = [x.object_id for x in letters if x.doc_type == doc_type and x.object_id.isdigit()]
        for row in model.objects.filter(pk__in=ids):
            named[doc_type, str(row.pk)] = (row.title, url_of(row))
    rows = []
    for letter in letters:
        title, url = named.get((letter.doc_type, letter.object_id), (letter.object_id, ""))
        rows.append(LetterRow(letter, labels.get(letter.doc_type, letter.doc_type), title, url))
    return rows


@require_POST
@may_mend
def reconcile(request: HttpRequest) -> HttpResponse:
    """Compares now instead of at night."""
    return _started(
        request,
        broker.start(tasks.reconcile),
        _("The comparison has begun. Load this page again in a few minutes."),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@may_mend
def rebuild(request: HttpRequest, doc_type: str) -> HttpResponse:
    """Asks, then starts the rebuild of one index; a second start leaves it to the first."""
    if doc_type not in {t.name for t in registry.all_types()}:
        raise Http404
    label = type_labels().get(doc_type, doc_type)
    if request.method == "POST":
        return _started(
            request,
            broker.start(tasks.rebuild, doc_type),
            _("The rebuild has begun: %(index)s. Search goes on meanwhile.") % {"index": label},
        )
    links = [*_trail(), Link(label=_("Search health"), url=reverse("staff_search_health"))]
    return render(request, "staff/rebuild.html", {"label": label, "links": links})


@require_POST
@may_mend
def letters(request: HttpRequest) -> HttpResponse:
    """Tries refused documents again, or closes the letter: one by its id, or all of them."""
    chosen = DeadLetter.objects.waiting()
    if letter := request.POST.get("letter"):
        chosen = chosen.filter(pk=letter) if letter.isdecimal() else chosen.none()
    if request.POST.get("do") == "retry":
        count = dead_letters.retry(chosen)
        told = _("%(n)s queued again. What gets through disappears from this list.")
    elif request.POST.get("do") == "discard":
        count = dead_letters.discard(chosen)
        told = _("%(n)s discarded. The nightly comparison brings back what is still missing.")
    else:
        raise Http404
    messages.success(request, told % {"n": formats.number(count)})
    return redirect("staff_search_health")


def _started(request: HttpRequest, started: bool, told: str) -> HttpResponseRedirect:
    if started:
        messages.success(request, told)
    else:
        messages.error(
            request, _("The queue (Redis) does not answer, so nothing was started. Try again soon.")
        )
    return redirect("staff_search_health")
