"""What employers and agencies see first, and the list of their vacancies."""

from datetime import timedelta
from typing import Any

from django.core.paginator import Paginator
from django.db.models import Count, OuterRef, Q, Subquery, Sum
from django.db.models.functions import Coalesce
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from frontend.cards import Link, Tab, Tile
from frontend.present import CLOSING_SOON_DAYS
from frontend.views.organisation.acting import for_organisation, home_of, of_organisation
from jobs.applications.models import Application
from jobs.models import Vacancy
from matching.recommend.models import Invitation
from portal.accounts.models import Organisation

# A page that shows today shows a handful of each; the rest is in the list.
FEW = 5
ANSWERS_DAYS = 14
PER_PAGE = 20
# In the address of the list: those with applications that nobody has answered.
WAITING = "waiting"
STATES = {"": gettext_lazy("All")} | dict(Vacancy.Status.choices)


@require_safe
@for_organisation("jobs.add_vacancy")
def home(request: HttpRequest, organisation: Organisation) -> HttpResponse:
    """Today first: what waits, what closes soon, who answered; then the open vacancies."""
    own = Vacancy.objects.filter(employer=organisation)
    now = _figures(organisation)
    soon = timezone.localdate() + timedelta(days=CLOSING_SOON_DAYS)
    published = own.filter(status=Vacancy.Status.PUBLISHED)
    lately = timezone.now() - timedelta(days=ANSWERS_DAYS)
    answers = Invitation.objects.filter(vacancy__employer=organisation, answered_at__gte=lately)
    listed = of_organisation("employer_vacancies", organisation)
    context = {
        "organisation": organisation,
        "listed": listed,
        "new_url": of_organisation("vacancy_start", organisation),
        "figures": [
            Tile(label=_("Open vacancies"), value=now["open"], url=f"{listed}&status=published"),
            Tile(label=_("Openings left"), value=now["left"]),
            Tile(label=_("Drafts"), value=now["drafts"], url=f"{listed}&status=draft"),
            Tile(
                label=_("Applications without an answer"),
                value=Application.objects.waiting().filter(vacancy__employer=organisation).count(),
                url=f"{listed}&{WAITING}=1",
            ),
            Tile(label=_("Invitations without an answer"), value=now["waiting"]),
        ],
        "drafts": own.filter(status=Vacancy.Status.DRAFT).order_by("-updated_at", "-pk")[:FEW],
        "closing": published.filter(valid_through__lte=soon).order_by("valid_through", "pk")[:FEW],
        "answers": answers.select_related("vacancy").order_by("answer", "-answered_at", "-pk")[
            :FEW
        ],
        "open": published.order_by("-published_at", "-pk")[:FEW],
        "has_more": now["open"] > FEW,
        "is_new": not now["any"],
    }
    return render(request, "organisation/employer_home.html", context)


def _figures(organisation: Organisation) -> dict[str, int]:
    is_open = Q(status=Vacancy.Status.PUBLISHED)
    counted = Vacancy.objects.filter(employer=organisation).aggregate(
        any=Count("pk"),
        open=Count("pk", filter=is_open),
        left=Sum("openings_left", filter=is_open, default=0),
        drafts=Count("pk", filter=Q(status=Vacancy.Status.DRAFT)),
    )
    waiting = Invitation.objects.waiting().filter(vacancy__employer=organisation)
    return counted | {"waiting": waiting.count()}


def _number(rows: Any) -> Coalesce:
    """How many of these rows a vacancy has, counted for the vacancies of one page only: joined,
    each would be multiplied with the others."""
    counted = rows.filter(vacancy=OuterRef("pk")).order_by().values("vacancy")
    return Coalesce(Subquery(counted.annotate(number=Count("pk")).values("number")), 0)


@require_safe
@for_organisation("jobs.add_vacancy")
def vacancies(request: HttpRequest, organisation: Organisation) -> HttpResponse:
    """All of them, those in one state, or those with applications to answer; the newest first."""
    status = request.GET.get("status", "")
    if status not in STATES:
        raise Http404
    own = Vacancy.objects.filter(employer=organisation)
    counts = dict(own.order_by().values_list("status").annotate(Count("pk")))
    counts[""] = sum(counts.values())
    rows = own.filter(status=status) if status else own
    if WAITING in request.GET:
        rows = rows.filter(pk__in=Application.objects.waiting().values("vacancy"))
    invitations = Invitation.objects.all()
    rows = rows.annotate(
        invited=_number(invitations),
        accepted=_number(invitations.filter(answer=Invitation.Answer.ACCEPTED)),
        applied=_number(Application.objects.all()),
        unanswered=_number(Application.objects.waiting()),
    )
    listed = of_organisation("employer_vacancies", organisation)
    context = {
        "organisation": organisation,
        "links": [Link(label=_("Hiring"), url=home_of(organisation))],
        "new_url": of_organisation("vacancy_start", organisation),
        "import_url": of_organisation("vacancy_import_start", organisation),
        "export_url": of_organisation("vacancy_export", organisation),
        "tabs": [
            Tab(
                label=str(label),
                url=f"{listed}&status={value}" if value else listed,
                count=counts.get(value, 0),
                current=value == status,
            )
            for value, label in STATES.items()
        ],
        "page": Paginator(rows.order_by("-created_at", "-pk"), PER_PAGE).get_page(
            request.GET.get("page")
        ),
    }
    return render(request, "organisation/vacancies.html", context)
