"""What people search for, and what they do not find."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.contrib.auth.decorators import permission_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from frontend.cards import Link, Tab
from frontend.forms.staff_search import QuestionFilter
from frontend.views.public.chips import place_words
from portal.search.models import QuestionCount, Synonym
from portal.search.proposals import unknown_in
from portal.search.query_log import RARE

PER_PAGE = 50
ASKED, EMPTY = "asked", "empty"


@dataclass(frozen=True)
class QuestionRow:
    """A question with its figures; `empty` is None where it is too small to be shown."""

    words: str
    asked: int
    empty: int | None
    unhelped: int | None
    url: str
    """The search itself."""
    add_url: str = ""
    """Where to say what its unknown words mean; empty where all are known."""


@require_safe
@permission_required("search.view_questions", raise_exception=True)
def questions(request: HttpRequest) -> HttpResponse:
    """Those that are asked most, or most often in vain. Small figures are not shown."""
    form = QuestionFilter(request.GET, _places())
    show = EMPTY if request.GET.get("show") == EMPTY else ASKED
    found = QuestionCount.objects.since(form.since)
    if form.chosen_place:
        found = found.filter(place=form.chosen_place)
    rows = found.by_words().filter(**{f"{show}__gte": RARE}).order_by(f"-{show}", "words")
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "links": [Link(label=_("Desk"), url=reverse("staff_home"))],
        "tabs": _tabs(request, show),
        "form": form,
        "show": show,
        "page": page,
        "rows": [_row(row) for row in page],
        "least": RARE,
        "may_decide": request.user.has_perm("search.decide_synonym"),
    }
    return render(request, "staff/questions.html", context)


def _row(row: dict[str, object]) -> QuestionRow:
    words = str(row["words"])
    unknown = unknown_in(words)[:1]
    figures = {name: int(str(row[name])) for name in ("asked", "empty", "unhelped")}
    return QuestionRow(
        words=words,
        asked=figures["asked"],
        empty=_shown(figures["empty"]),
        unhelped=_shown(figures["unhelped"]),
        url=f"{reverse('search')}?{urlencode({'q': words})}",
        add_url=f"{reverse('staff_synonym_add')}?{urlencode({'phrase': unknown[0]})}"
        if unknown
        else "",
    )


def _shown(figure: int) -> int | None:
    return figure if figure == 0 or figure >= RARE else None


def _places() -> list[tuple[str, str]]:
    """Where people have searched, by name."""
    codes = QuestionCount.objects.exclude(place="").order_by().values_list("place", flat=True)
    labels = {code: place_words(code) for code in codes.distinct()}
    return sorted(labels.items(), key=lambda item: item[1])


def _tabs(request: HttpRequest, show: str) -> list[Tab]:
    address = request.GET.copy()
    tabs = []
    address.pop("page", None)
    for value, label in ((ASKED, _("Asked most")), (EMPTY, _("Without results"))):
        address["show"] = value
        tabs.append(Tab(label=label, url=f"?{address.urlencode()}", current=value == show))
    proposed = Synonym.objects.filter(status=Synonym.Status.PROPOSED).count()
    return [*tabs, Tab(label=_("Other words"), url=reverse("staff_synonyms"), count=proposed)]
