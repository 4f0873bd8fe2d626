"""Vacancies that wait for the centre: the queue, one with what is doubted in it, decisions."""

from dataclasses import dataclass
from typing import Any

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
from frontend.forms.opened import version_of
from frontend.forms.staff_moderation import RefusalForm
from frontend.present import labels_of, place_of, vacancy_url
from frontend.views.listings import facts
from frontend.views.organisation.vacancy_findings import Found, found_of
from jobs.models import Vacancy
from jobs.moderation import services
from jobs.moderation.models import Review
from portal.accounts.current import signed_in
from portal.validation import ChangedError

PER_PAGE = 25
WAITING, DECIDED = "waiting", "decided"
CHANGED = gettext_lazy(
    "The employer changed it after you opened the page. Look again, then decide."
)
STATES = {WAITING: gettext_lazy("Waiting"), DECIDED: gettext_lazy("Decided")}
may_decide = permission_required("moderation.decide_review", raise_exception=True)


@dataclass(frozen=True)
class Row:
    """A review in the list."""

    review: Review
    place: str
    found: list[Found]


@require_safe
@may_decide
def reviews(request: HttpRequest) -> HttpResponse:
    """Those that wait, longest first; what was decided, the latest first."""
    state = request.GET.get("state", WAITING)
    if state not in STATES:
        raise Http404
    sets = {WAITING: Review.objects.waiting(), DECIDED: Review.objects.decided()}
    rows = sets[state].select_related(
        "vacancy__employer", "vacancy__unit__province", "vacancy__industrial_park", "decided_by"
    )
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
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
            Row(r, place_of(r.vacancy), found_of(r.vacancy, r.findings)) for r in page.object_list
        ],
    }
    return render(request, "staff/reviews.html", context)


def _trail(review: Review | None = None) -> list[Link]:
    links = [
        Link(label=_("Desk"), url=reverse("staff_home")),
        Link(label=_("Vacancies to review"), url=reverse("staff_reviews")),
    ]
    if review:
        url = reverse("staff_review", args=[review.pk])
        links.append(Link(label=review.vacancy.title, url=url))
    return links


def _review(pk: int) -> Review:
    rows = Review.objects.select_related(
        "vacancy__employer",
        "vacancy__occupation",
        "vacancy__unit__province",
        "vacancy__industrial_park",
        "decided_by",
    )
    return get_object_or_404(rows, pk=pk)


@require_safe
@may_decide
def review(request: HttpRequest, pk: int) -> HttpResponse:
    """What is doubted, the whole vacancy, and what was decided on it before."""
    row = _review(pk)
    earlier = row.vacancy.reviews.exclude(pk=row.pk).exclude(decided_by=None)
    context = {
        "review": row,
        "vacancy": row.vacancy,
        "links": _trail()[:2],
        "found": found_of(row.vacancy, row.findings),
        "facts": _facts(row.vacancy),
        "preview": vacancy_url(row.vacancy),
        "version": row.vacancy.updated_at.isoformat(),
        "reason": labels_of("moderation_reasons", row.reason),
        "earlier": [
            (other, labels_of("moderation_reasons", other.reason))
            for other in earlier.select_related("decided_by")
        ],
    }
    return render(request, "staff/review.html", context)


def _facts(vacancy: Vacancy) -> list[Fact]:
    employer = Fact(
        label=_("Employer"),
        value=vacancy.employer.name,
        url=reverse("staff_organisation", args=[vacancy.employer_id]),
    )
    more = facts.said(
        Fact(label=_("Occupation"), value=vacancy.occupation.label),
        Fact(label=_("Kind of pay"), value=labels_of("pay_periods", vacancy.pay_period)),
        Fact(label=_("Contact person"), value=vacancy.contact_name),
        Fact(label=_("Phone"), value=formats.phone(vacancy.contact_phone)),
        Fact(label=_("E-mail"), value=vacancy.contact_email),
    )
    return [employer, *facts.of_vacancy(vacancy, ""), *facts.of_fees(vacancy), *more]


@require_POST
@may_decide
def approve(request: HttpRequest, pk: int) -> HttpResponse:
    """Opens the vacancy to the public, if it still is what the moderator has read."""
    row = _review(pk)
    try:
        services.approve(review_id=row.pk, by=signed_in(request), version=version_of(request))
    except ChangedError:
        messages.warning(request, CHANGED)
        return redirect("staff_review", pk=row.pk)
    except ValidationError as error:
        for message in error.messages:
            messages.error(request, message)
        return redirect("staff_review", pk=row.pk)
    messages.success(
        request, _("“%(title)s” is public. Its members were told.") % {"title": row.vacancy.title}
    )
    return redirect("staff_reviews")


@require_http_methods(["GET", "HEAD", "POST"])
@may_decide
def refuse(request: HttpRequest, pk: int) -> HttpResponse:
    """Asks why, then sends the vacancy back with that."""
    row = _review(pk)
    form = RefusalForm(request.POST or None, review=row)
    version = version_of(request) or row.vacancy.updated_at
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            services.refuse(
                review_id=row.pk,
                by=signed_in(request),
                reason=data["reason"],
                note=data["note"],
                version=version_of(request),
            )
        except ChangedError:
            # What was written stays, to be sent again once the page was read.
            row = _review(pk)
            form.add_error(None, CHANGED)
            version = row.vacancy.updated_at
        except ValidationError as error:
            form.refuse(error)
        else:
            text = _("“%(title)s” is refused. Its members read why.")
            messages.success(request, text % {"title": row.vacancy.title})
            return redirect("staff_reviews")
    context: dict[str, Any] = {
        "review": row,
        "vacancy": row.vacancy,
        "form": form,
        "links": _trail(row),
        "version": version.isoformat(),
    }
    return render(request, "staff/review_refuse.html", context, status=400 if form.errors else 200)
