"""The first page of the centre's staff: what waits for them today."""

from django.contrib.auth.decorators import permission_required
from django.db.models import Count, Min
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from frontend import formats
from frontend.cards import Tile
from jobs.complaints.models import Complaint
from jobs.moderation.models import Review
from portal.accounts.models import Organisation
from portal.search import health
from portal.search.models import DeadLetter, IndexState
from training.enrolment.models import CommuneDecision

OLDEST_SHOWN = 5


@require_safe
@permission_required("accounts.view_desk", raise_exception=True)
def home(request: HttpRequest) -> HttpResponse:
    waiting = Organisation.objects.waiting()
    context = {
        "tiles": [
            _waiting_tile(),
            _decisions_tile(),
            _review_tile(),
            _complaints_tile(),
            *_search_tiles(),
        ],
        "oldest": waiting.select_related("unit", "unit__province")[:OLDEST_SHOWN],
        "may_assign": request.user.has_perm("accounts.assign_esc_role"),
    }
    return render(request, "staff/desk.html", context)


def _waiting_tile() -> Tile:
    found = Organisation.objects.waiting().aggregate(count=Count("pk"), since=Min("waits_since"))
    since = found["since"]
    return Tile(
        label=_("Organisations to verify"),
        value=found["count"],
        url=reverse("staff_organisations"),
        note=_("oldest: %(age)s") % {"age": formats.ago(since)} if since else "",
    )


def _review_tile() -> Tile:
    found = (
        Review.objects.waiting().order_by().aggregate(count=Count("pk"), since=Min("submitted_at"))
    )
    since = found["since"]
    return Tile(
        label=_("Vacancies to review"),
        value=found["count"],
        url=reverse("staff_reviews"),
        note=_("oldest: %(age)s") % {"age": formats.ago(since)} if since else "",
    )


def _complaints_tile() -> Tile:
    """Reports that nobody looks into yet."""
    found = Complaint.objects.new().order_by().aggregate(count=Count("pk"), since=Min("created_at"))
    since = found["since"]
    return Tile(
        label=_("New reports and complaints"),
        value=found["count"],
        url=reverse("staff_complaints"),
        note=_("oldest: %(age)s") % {"age": formats.ago(since)} if since else "",
    )


def _decisions_tile() -> Tile:
    """Communes that have not decided in time on support for learners."""
    return Tile(
        label=_("Decisions on support that are overdue"),
        value=CommuneDecision.objects.overdue().count(),
        url=reverse("staff_decisions"),
    )


def _search_tiles() -> list[Tile]:
    """Without the engine's own state: the desk must not wait for an engine that is away."""
    url = reverse("staff_search_health")
    age = health.oldest_age()
    return [
        Tile(
            label=_("Changes not yet searchable"),
            value=health.waiting(),
            url=url,
            note=_("oldest: %(age)s") % {"age": formats.duration(age)} if age else "",
        ),
        Tile(
            label=_("Documents that search refused"),
            value=DeadLetter.objects.waiting().count(),
            url=url,
        ),
        Tile(
            label=_("Differences between search and database"),
            value=sum(state.drift for state in IndexState.objects.all()),
            url=url,
        ),
    ]
