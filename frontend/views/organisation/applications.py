"""The applications for a vacancy: as a list, on a board, and many at once."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods, require_safe

from frontend import formats
from frontend.applications import look
from frontend.cards import BoardCard, BoardColumn, Choice, Link, Tab
from frontend.forms.organisation.applications import BulkForm
from frontend.present import vacancy_url
from frontend.views.organisation.acting import LONGEST_ID, home_of, of_organisation, own_vacancy
from jobs.applications import correspondence, services
from jobs.applications.models import Application
from jobs.models import Vacancy
from portal.accounts.current import signed_in

PER_PAGE = 20
# More than these cannot be overseen on a board; the list has all of them.
MOST_ON_BOARD = 200
Status = Application.Status
GROUPS: dict[str, tuple[Any, tuple[str, ...]]] = {
    "": (gettext_lazy("All"), tuple(Status.values)),
    "waiting": (gettext_lazy("Waiting for an answer"), Application.UNANSWERED),
    "going": (
        gettext_lazy("In progress"),
        (Status.INVITED, Status.INTERVIEWED, Status.OFFERED),
    ),
    "hired": (gettext_lazy("Hired"), (Status.HIRED,)),
    "ended": (gettext_lazy("Ended"), (Status.REFUSED, Status.WITHDRAWN)),
}
ON_BOARD = (*Application.OPEN, Status.HIRED)


@dataclass(frozen=True)
class Row:
    """An application in the list."""

    row: Application
    name: str
    look: str
    url: str


@require_safe
def listed(request: HttpRequest, pk: int) -> HttpResponse:
    """Those in one group of states, or with one tag; the latest first."""
    vacancy = own_vacancy(request, pk, "applications.list_of_vacancy")
    group, tag = request.GET.get("group", ""), request.GET.get("tag", "")
    if group not in GROUPS:
        raise Http404
    is_own = signed_in(request).has_perm("jobs.change_vacancy", vacancy)
    rows = vacancy.applications.filter(status__in=GROUPS[group][1])
    if tag and is_own:
        rows = rows.filter(tags__contains=[tag])
    page = Paginator(
        rows.select_related("person").order_by("-created_at", "-pk"), PER_PAGE
    ).get_page(request.GET.get("page"))
    form = BulkForm(vacancy=vacancy) if is_own else None
    return render(
        request,
        "organisation/applications.html",
        _frame(vacancy, group, is_own=is_own)
        | {"page": page, "rows": _rows(page), "tag": tag, "form": form},
    )


def _rows(page: Any) -> list[Row]:
    return [
        Row(
            row=row,
            name=str(row.person),
            look=look(row),
            url=reverse("application", args=[row.pk]),
        )
        for row in page
    ]


def _frame(vacancy: Vacancy, group: str | None, *, is_own: bool) -> dict[str, Any]:
    """What list and board have in common."""
    here = reverse("vacancy_applications", args=[vacancy.pk])
    counts = dict(vacancy.applications.order_by().values_list("status").annotate(Count("pk")))
    tabs = [
        Tab(
            label=str(label),
            url=f"{here}?{urlencode({'group': name})}" if name else here,
            count=sum(counts.get(status, 0) for status in statuses),
            current=name == group,
        )
        for name, (label, statuses) in GROUPS.items()
    ]
    board = Tab(
        label=_("Board"), url=reverse("vacancy_board", args=[vacancy.pk]), current=group is None
    )
    return {
        "vacancy": vacancy,
        "is_own": is_own,
        "tabs": [*tabs, board],
        "links": links_of(vacancy, is_own=is_own),
        "templates_url": of_organisation("message_templates", vacancy.employer),
    }


def links_of(vacancy: Vacancy, *, is_own: bool) -> list[Link]:
    """The way to the vacancy, for its employer or for the centre."""
    if not is_own:
        return [Link(label=str(vacancy), url=vacancy_url(vacancy))]
    return [
        Link(label=_("Hiring"), url=home_of(vacancy.employer)),
        Link(label=str(vacancy), url=reverse("vacancy_edit", args=[vacancy.pk])),
    ]


@require_safe
def board(request: HttpRequest, pk: int) -> HttpResponse:
    """A column for each step; on a phone one list with the same headings and counts."""
    vacancy = own_vacancy(request, pk, "applications.list_of_vacancy")
    is_own = signed_in(request).has_perm("jobs.change_vacancy", vacancy)
    found = vacancy.applications.filter(status__in=ON_BOARD).select_related("person")
    cards: dict[str, list[BoardCard]] = {status: [] for status in ON_BOARD}
    for row in found.order_by("-status_at", "-pk")[:MOST_ON_BOARD]:
        may_move = is_own and row.is_open
        cards[row.status].append(
            BoardCard(
                name=str(row.person),
                url=reverse("application", args=[row.pk]),
                status=row.status,
                note=", ".join([formats.ago(row.status_at), *(row.tags if is_own else ())]),
                move_url=reverse("application_move", args=[row.pk]) if may_move else "",
            )
        )
    columns = [BoardColumn(label=str(Status(s).label), cards=cards[s]) for s in ON_BOARD]
    context = _frame(vacancy, None, is_own=is_own) | {
        "columns": columns,
        "statuses": [
            Choice(value=s, label=str(Status(s).label)) for s in (*ON_BOARD, Status.REFUSED)
        ],
        "most": MOST_ON_BOARD if sum(map(len, cards.values())) == MOST_ON_BOARD else None,
    }
    return render(request, "organisation/applications_board.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def bulk(request: HttpRequest, pk: int) -> HttpResponse:
    """Brings those that are ticked to one step. What fails is told with its reason. Who comes by a
    link, to read the page in another language, finds the list."""
    vacancy = own_vacancy(request, pk, "jobs.change_vacancy")
    if request.method != "POST":
        return redirect("vacancy_applications", pk=vacancy.pk)
    user = signed_in(request)
    ticked = [
        int(t)
        for t in request.POST.getlist("application")
        if t.isascii() and t.isdigit() and len(t) <= LONGEST_ID
    ]
    own = vacancy.applications.filter(pk__in=ticked)
    chosen = list(own.order_by("pk").select_related("person")[: services.MOST_AT_ONCE])
    form = BulkForm(request.POST, vacancy=vacancy)
    back = reverse("vacancy_applications", args=[vacancy.pk])
    if not chosen:
        messages.error(request, _("Tick the applications first."))
        return redirect(back)
    context: dict[str, Any] = {
        "vacancy": vacancy,
        "form": form,
        "chosen": chosen,
        "back": back,
        "links": links_of(vacancy, is_own=True),
    }
    if not form.is_valid():
        return render(request, "organisation/applications_bulk.html", context)
    message = form.message

    def write(application: Application) -> None:
        if message:
            correspondence.send_message(application_id=application.pk, by=user, **message)

    outcome = services.bulk_move(
        application_ids=[a.pk for a in chosen],
        status=form.cleaned_data["status"],
        by=user,
        reason=form.cleaned_data["reason"],
        after=write,
    )
    if outcome.done:
        number = len(outcome.done)
        text = ngettext("%(n)s application moved.", "%(n)s applications moved.", number)
        messages.success(request, text % {"n": formats.number(number)})
    if not outcome.failed:
        return redirect(back)
    context["failed"] = [
        {"name": str(a.person), "why": " ".join(outcome.failed[a.pk].messages)}
        for a in chosen
        if a.pk in outcome.failed
    ]
    context["chosen"] = [a for a in chosen if a.pk in outcome.failed]
    return render(request, "organisation/applications_bulk.html", context)
