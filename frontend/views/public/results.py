"""The result page: jobs, jobs overseas and courses, found by words, place and filters."""

from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from frontend import formats
from frontend.cards import Tab
from frontend.throttling import throttled
from frontend.views.public.asked import (
    COURSES,
    JOBS,
    ONLY_ONE_SIDE,
    OVERSEAS,
    Asked,
    elsewhere,
    read,
)
from frontend.views.public.cards import cards
from frontend.views.public.chips import chips, place_words
from frontend.views.public.filters import Group, groups, labels, orders
from portal.search import fallback, query_log
from portal.search.params import DEEPEST
from portal.search.results import Results, search
from portal.search.understand import Understood, understand


@require_safe
@login_not_required
@throttled("search")
def jobs(request: HttpRequest) -> HttpResponse:
    """Vacancies in Vietnam and, with `kind=overseas`, abroad."""
    return _page(request, JOBS)


@require_safe
@login_not_required
@throttled("search")
def courses(request: HttpRequest) -> HttpResponse:
    return _page(request, COURSES)


def _page(request: HttpRequest, kind: str) -> HttpResponse:
    if url := elsewhere(request.GET, kind):
        return HttpResponseRedirect(url)
    asked = read(request.GET, kind)
    understood = understand(asked.params["q"]) if asked.params else None
    if understood and (url := _meant_elsewhere(asked, understood)):
        return HttpResponseRedirect(url)
    results = search(asked.params, understood) if asked.params else None
    if results:
        query_log.note(results)
    page = _pages(results) if results else None
    beyond = bool(page and results and results.params["page"] > page.paginator.num_pages)
    filters = groups(asked, results)
    # Of several places the box shows none, and keeps them beside the one that is typed next.
    kept = [] if asked.place_text else [("place", code) for code in asked.places]
    context: dict[str, Any] = {
        "asked": asked,
        "typed": request.GET.get("q", ""),
        "q_errors": asked.errors.get("q", []),
        "place_errors": asked.errors.get("place", []),
        "places": kept,
        "box_keeps": asked.hidden("q", "place"),
        "sheet_keeps": _beside(asked, filters),
        "name": _name(asked.kind),
        "place_label": ", ".join(map(place_words, asked.places)),
        "heading": _heading(asked.kind, results.count if results else 0),
        "tabs": _tabs(asked, results),
        "groups": filters,
        "orders": orders(asked),
        "chosen": len(asked.chosen),
        "reset": asked.url(**dict.fromkeys(asked.chosen)),
        "problems": _problems(asked, filters),
        "results": results,
        "page": page,
        "beyond": beyond,
        "first_page": asked.url(),
        "chips": chips(asked, results.understood) if results else [],
        "cards": cards(request, asked, results) if results and not beyond else [],
        "exact_url": asked.url(q=f'"{asked.words}"') if asked.words else "",
        "elsewhere": _elsewhere(asked, results),
    }
    status = 400 if asked.errors else 404 if beyond else 200
    return render(request, "public/results.html", context, status=status)


def _meant_elsewhere(asked: Asked, understood: Understood) -> str:
    """The page of the one other kind that the words ask for ("học nghề hàn", "đi Nhật"), unless
    somebody chose this page for them."""
    wants = understood.wants
    if asked.kind_said or asked.kind != JOBS:
        return ""
    if len(wants) != 1 or JOBS in wants:
        return ""
    (kind,) = wants
    lost = [name for name in ONLY_ONE_SIDE if kind == COURSES and name in asked.query]
    return asked.url(kind, **dict.fromkeys(lost))


def _pages(results: Results) -> Page[Any]:
    """The page at hand, among those that can be shown."""
    deepest = fallback.DEEPEST if results.limited else DEEPEST
    size = results.params["page_size"]
    return Paginator(range(min(results.count, deepest)), size).get_page(results.params["page"])


def _name(kind: str) -> str:
    return {
        JOBS: _("Jobs"),
        COURSES: _("Vocational courses"),
        OVERSEAS: _("Jobs overseas"),
    }[kind]


def _heading(kind: str, n: int) -> str:
    words = {
        JOBS: ngettext("%(n)s job", "%(n)s jobs", n),
        COURSES: ngettext("%(n)s course", "%(n)s courses", n),
        OVERSEAS: ngettext("%(n)s job overseas", "%(n)s jobs overseas", n),
    }
    return words[kind] % {"n": formats.number(n)}


def _tabs(asked: Asked, results: Results | None) -> list[Tab]:
    """The kinds with what this search finds of each. Filters that work and courses do not share
    stay behind, and then nobody counted yet."""
    names = {JOBS: _("Jobs"), COURSES: _("Courses"), OVERSEAS: _("Overseas")}
    tabs = []
    for kind, label in names.items():
        crosses = (kind == COURSES) != (asked.kind == COURSES)
        lost = [name for name in ONLY_ONE_SIDE if crosses and name in asked.query]
        count = None
        if results and not results.limited and not lost:
            count = _count(results, kind, asked.kind)
        url = asked.url(kind, **dict.fromkeys(lost))
        tabs.append(Tab(label=label, url=url, count=count, current=kind == asked.kind))
    return tabs


def _count(results: Results, kind: str, shown: str) -> int:
    """What a tab shows; where this page asks for less, the others still ask for all."""
    if results.found_nothing and kind != shown:
        return results.elsewhere.get(kind, 0)
    return results.kinds.get(kind, 0)


def _elsewhere(asked: Asked, results: Results | None) -> list[Tab]:
    """Other kinds of which the question itself finds something."""
    if not results:
        return []
    return [
        Tab(label=_heading(kind, count), url=asked.url(kind))
        for kind, count in results.elsewhere.items()
        if kind != asked.kind
    ]


def _beside(asked: Asked, filters: list[Group]) -> list[tuple[str, str]]:
    """What the sheet sends along for what it does not show."""
    shown = [group.name for group in filters]
    kept = asked.hidden("place", "sort", *shown)
    if "occupation" in shown:
        # Whole groups of occupations come from links only.
        listed = asked.query.getlist("occupation")
        kept += [("occupation", code) for code in listed if code.isdigit()]
    return kept


def _problems(asked: Asked, filters: list[Group]) -> list[tuple[str, str, str]]:
    """Every message with the name of its field and, where the page has it, the field's id."""
    shown = {group.name for group in filters}
    fields = {
        "q": (_("Job, trade or employer"), "search-q"),
        "place": (_("Place"), "search-place"),
        "skill": (_("Skill"), ""),
        "sort": (_("Order"), "sort"),
        "page": (_("Page"), ""),
        "lat": (_("Your position"), ""),
        "lon": (_("Your position"), ""),
        "kind": (_("Kind"), ""),
    }
    for name, label in labels(asked.kind).items():
        fields[name] = (label, f"filter-{name}" if name in shown else "")
    return [
        (*fields.get(name, (name, "")), message)
        for name, messages in asked.errors.items()
        for message in messages
    ]
