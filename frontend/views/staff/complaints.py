"""Reports about ads and organisations: the queue, one of them, taking it and deciding on it."""

from dataclasses import dataclass

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from frontend import formats
from frontend.cards import Fact, Link, Tab
from frontend.forms.complaints import DecisionForm
from frontend.forms.opened import version_of
from frontend.present import labels_of, vacancy_url
from frontend.views.listings import facts
from jobs.complaints import services
from jobs.complaints.models import Complaint
from portal.accounts.current import signed_in
from portal.validation import ChangedError, DecidedError

PER_PAGE = 25
NEW, LOOKING, ENDED = "new", "looking", "ended"
STATES = {
    NEW: gettext_lazy("New"),
    LOOKING: gettext_lazy("Being looked into"),
    ENDED: gettext_lazy("Answered or closed"),
}
may_decide = permission_required("complaints.decide", raise_exception=True)


@dataclass(frozen=True)
class Row:
    """A report in the list."""

    complaint: Complaint
    kind: str
    outcome: str


@require_safe
@may_decide
def complaints(request: HttpRequest) -> HttpResponse:
    """New ones and those that somebody has taken, longest first; ended ones, the latest first."""
    state = request.GET.get("state", NEW)
    if state not in STATES:
        raise Http404
    everything = Complaint.objects.all()
    sets = {NEW: everything.new(), LOOKING: everything.looked_into(), ENDED: everything.ended()}
    page = Paginator(sets[state].select_related("assigned_to"), PER_PAGE).get_page(
        request.GET.get("page")
    )
    context = {
        "links": _trail()[:1],
        "tabs": [
            Tab(
                label=str(label),
                url=f"?state={value}",
                count=sets[value].count(),
                current=value == state,
            )
            for value, label in STATES.items()
        ],
        "state": state,
        "page": page,
        "rows": [
            Row(
                row,
                labels_of("complaint_kinds", row.kind),
                labels_of("complaint_outcomes", row.outcome),
            )
            for row in page.object_list
        ],
    }
    return render(request, "staff/complaints.html", context)


def _trail() -> list[Link]:
    return [
        Link(label=_("Desk"), url=reverse("staff_home")),
        Link(label=_("Reports and complaints"), url=reverse("staff_complaints")),
    ]


def _complaint(pk: int) -> Complaint:
    rows = Complaint.objects.select_related(
        "vacancy__employer", "organisation", "assigned_to", "reporter"
    )
    return get_object_or_404(rows, pk=pk)


@require_http_methods(["GET", "HEAD", "POST"])
@may_decide
def complaint(request: HttpRequest, pk: int) -> HttpResponse:
    """What was reported, what else was reported of the same organisation, and the decision."""
    row = _complaint(pk)
    form = DecisionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            services.decide(complaint_id=row.pk, by=signed_in(request), **form.cleaned_data)
        except DecidedError as error:
            messages.error(request, error.messages[0])
            return redirect("staff_complaint", pk=row.pk)
        except ValidationError as error:
            form.refuse(error)
        else:
            text = _("Report %(number)s is decided.") % {"number": row.number}
            messages.success(request, text)
            return redirect("staff_complaints")
    context = {
        "complaint": row,
        "links": _trail(),
        "facts": _facts(row),
        "form": form,
        "mine": row.assigned_to_id == request.user.pk,
        "version": row.updated_at.isoformat(),
        "outcome": labels_of("complaint_outcomes", row.outcome),
        "others": _others(row),
    }
    return render(request, "staff/complaint.html", context, status=400 if form.errors else 200)


OTHERS_SHOWN = 10


def _others(row: Complaint) -> list[Complaint]:
    """The latest other reports about the same organisation."""
    if row.organisation_id is None:
        return []
    others = Complaint.objects.filter(organisation=row.organisation_id).exclude(pk=row.pk)
    return list(others[:OTHERS_SHOWN])


def _facts(row: Complaint) -> list[Fact]:
    organisation, vacancy = row.organisation, row.vacancy
    return facts.said(
        Fact(label=_("What it is"), value=labels_of("complaint_kinds", row.kind), key=True),
        Fact(
            label=_("Organisation"),
            value=organisation.name if organisation else "",
            url=reverse("staff_organisation", args=[organisation.pk]) if organisation else "",
        ),
        Fact(
            label=_("Vacancy"),
            value=vacancy.title if vacancy else "",
            url=vacancy_url(vacancy) if vacancy else "",
        ),
        Fact(label=_("What it is about"), value="" if organisation else row.about),
        Fact(label=_("Sent"), value=formats.ago(row.created_at)),
        Fact(label=_("Reporter’s phone or e-mail"), value=row.contact),
        Fact(
            label=_("Reporter"),
            value=_("with an account, gets messages") if row.reporter else _("without an account"),
        ),
        Fact(label=_("Looked into by"), value=str(row.assigned_to or "")),
    )


@require_POST
@may_decide
def take(request: HttpRequest, pk: int) -> HttpResponse:
    """Whoever clicks looks into it, if nobody else has begun meanwhile."""
    row = _complaint(pk)
    try:
        services.take(complaint_id=row.pk, by=signed_in(request), version=version_of(request))
    except ChangedError:
        text = _("Somebody else has taken it meanwhile. Look again, then decide.")
        messages.warning(request, text)
    except DecidedError as error:
        messages.error(request, error.messages[0])
    else:
        messages.success(request, _("You look into it. The reporter sees that somebody does."))
    return redirect("staff_complaint", pk=row.pk)
