"""What training centres see first, and the list of their courses."""

from django.core.paginator import Paginator
from django.db.models import Count, F, Q, Sum
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from frontend.cards import Link, Tab, Tile
from frontend.views.organisation.acting import for_organisation, home_of, of_organisation
from portal.accounts.models import Organisation
from training.models import Course, Intake, IntakeQuerySet

FEW = 5
SHOWN_INTAKES = 20
PER_PAGE = 20
STATES = {"": gettext_lazy("All")} | dict(Course.Status.choices)


@require_safe
@for_organisation("training.add_course")
def home(request: HttpRequest, organisation: Organisation) -> HttpResponse:
    """Classes by their first day with seats, running ones as well; then what waits."""
    own = Course.objects.filter(centre=organisation)
    counted = own.aggregate(
        any=Count("pk"),
        open=Count("pk", filter=Q(status=Course.Status.PUBLISHED)),
        drafts=Count("pk", filter=Q(status=Course.Status.DRAFT)),
    )
    intakes = _coming(organisation)
    seats = intakes.open().aggregate(free=Sum(F("seats") - F("seats_taken"), default=0))
    listed = of_organisation("centre_courses", organisation)
    without_class = own.filter(status=Course.Status.PUBLISHED).exclude(
        intakes__in=Intake.objects.open()
    )
    context = {
        "organisation": organisation,
        "listed": listed,
        "new_url": of_organisation("course_new", organisation),
        "report_url": of_organisation("centre_report", organisation),
        "figures": [
            Tile(label=_("Open courses"), value=counted["open"], url=f"{listed}&status=published"),
            Tile(label=_("Free seats"), value=seats["free"]),
            Tile(label=_("Drafts"), value=counted["drafts"], url=f"{listed}&status=draft"),
        ],
        "intakes": intakes.select_related("course").order_by("starts_on", "pk")[:SHOWN_INTAKES],
        "drafts": own.filter(status=Course.Status.DRAFT).order_by("-updated_at", "-pk")[:FEW],
        "without_class": without_class.order_by("-published_at", "-pk")[:FEW],
        "is_new": not counted["any"],
    }
    return render(request, "organisation/centre_home.html", context)


def _coming(organisation: Organisation) -> IntakeQuerySet:
    today = timezone.localdate()
    return Intake.objects.filter(
        course__centre=organisation, cancelled=False, ends_on__gte=today
    ).exclude(course__status=Course.Status.CLOSED)


@require_safe
@for_organisation("training.add_course")
def courses(request: HttpRequest, organisation: Organisation) -> HttpResponse:
    """All of them, or those in one state; the newest first."""
    status = request.GET.get("status", "")
    if status not in STATES:
        raise Http404
    own = Course.objects.filter(centre=organisation)
    counts = dict(own.order_by().values_list("status").annotate(Count("pk")))
    counts[""] = sum(counts.values())
    rows = own.filter(status=status) if status else own
    is_open = Q(
        intakes__cancelled=False,
        intakes__enrol_until__gte=timezone.localdate(),
        intakes__seats_taken__lt=F("intakes__seats"),
    )
    rows = rows.annotate(
        classes=Count("intakes", filter=is_open),
        free=Sum(F("intakes__seats") - F("intakes__seats_taken"), filter=is_open, default=0),
    )
    listed = of_organisation("centre_courses", organisation)
    context = {
        "organisation": organisation,
        "links": [Link(label=_("Training"), url=home_of(organisation))],
        "new_url": of_organisation("course_new", organisation),
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
    return render(request, "organisation/courses.html", context)
