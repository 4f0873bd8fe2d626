"""Reporting an ad, an organisation or a fraud, also without an account, and what became of it."""

from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from frontend import formats
from frontend.cards import Fact
from frontend.forms.complaints import ComplaintForm
from frontend.present import labels_of, organisation_url, vacancy_url
from frontend.throttling import throttled
from frontend.views.listings import facts
from frontend.views.organisation.acting import row_id
from jobs.complaints import services, subjects
from jobs.complaints.models import Complaint

# Names in the address of what is reported.
VACANCY, ORGANISATION = "vacancy", "organisation"
Subject = dict[str, Any]


@require_http_methods(["GET", "HEAD", "POST"])
@login_not_required
@never_cache
def complain(request: HttpRequest) -> HttpResponseBase:
    """The form; what is sent is counted by account or address, looking at it is not."""
    return _sent(request) if request.method == "POST" else _asked(request)


def _asked(request: HttpRequest) -> HttpResponse:
    subject = _subject(request)
    return _form(request, subject, ComplaintForm(known=bool(subject)))


@throttled("complaints")
def _sent(request: HttpRequest) -> HttpResponse:
    subject = _subject(request)
    form = ComplaintForm(request.POST, known=bool(subject))
    reporter = request.user if request.user.is_authenticated else None
    made = form.saved(
        lambda: services.report(
            kind=form.cleaned_data["kind"],
            text=form.cleaned_data["text"],
            about=form.cleaned_data.get("about", ""),
            contact=form.cleaned_data["contact"],
            reporter=reporter,
            form_key=form.key,
            **subject,
        )
    )
    if made:
        return redirect("complaint_status", made.secret)
    return _form(request, subject, form)


def _form(request: HttpRequest, subject: Subject, form: ComplaintForm) -> HttpResponse:
    name, url = _shown(subject)
    context = {"form": form, "name": name, "url": url, "action": request.get_full_path()}
    status = 400 if form.errors else 200
    return render(request, "public/complain.html", context, status=status)


def _subject(request: HttpRequest) -> Subject:
    """What the address names, of what its reader may see or the public once saw; empty where it
    names nothing."""
    if asked := request.GET.get(VACANCY):
        rows = subjects.vacancies_for(request.user)
        return {VACANCY: get_object_or_404(rows, pk=row_id(asked))}
    if asked := request.GET.get(ORGANISATION):
        organisations = subjects.organisations_for(request.user)
        return {ORGANISATION: get_object_or_404(organisations, pk=row_id(asked))}
    return {}


def _shown(subject: Subject) -> tuple[str, str]:
    """What is reported is called so, and has its page there."""
    if vacancy := subject.get(VACANCY):
        return f"{vacancy.title} · {vacancy.employer.name}", vacancy_url(vacancy)
    if organisation := subject.get(ORGANISATION):
        return organisation.name, organisation_url(organisation)
    return "", ""


@require_safe
@login_not_required
@never_cache
def status(request: HttpRequest, secret: str) -> HttpResponse:
    """What became of a report, for who has its secret address."""
    row = get_object_or_404(Complaint, secret=secret)
    context = {
        "complaint": row,
        "address": request.build_absolute_uri(reverse("complaint_status", args=[row.secret])),
        "facts": facts.said(
            Fact(label=_("Case number"), value=row.number, key=True),
            Fact(label=_("State"), value=str(row.get_state_display()), key=True),
            Fact(label=_("Outcome"), value=labels_of("complaint_outcomes", row.outcome)),
            Fact(label=_("What it is"), value=labels_of("complaint_kinds", row.kind)),
            Fact(label=_("What it is about"), value=row.about),
            Fact(label=_("Sent"), value=formats.day(row.created_at)),
            Fact(label=_("Ended"), value=formats.day(row.ended_at)),
        ),
    }
    return render(request, "public/complaint.html", context)
