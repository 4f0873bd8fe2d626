"""Vacancies by the table: handing one in, what is wrong in it, what became of it; and taking them
all out again."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.db.models import Count
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from frontend.cards import Link, Tab
from frontend.forms.organisation.bulk import ImportForm, StartImportForm
from frontend.views.organisation.acting import for_organisation, of_organisation
from frontend.views.organisation.vacancy import links_of
from jobs.bulk import services, sheets
from jobs.bulk.models import ImportJob, ImportRow
from portal.accounts.current import signed_in
from portal.accounts.models import Organisation
from portal.files.sheets import as_download

ROWS_A_PAGE = 50
JOBS_SHOWN = 20
ALL, BAD = "", "wrong"


@require_http_methods(["GET", "POST"])
@for_organisation("jobs.add_vacancy")
def start(request: HttpRequest, organisation: Organisation) -> HttpResponse:
    """The empty table to download, the form for the filled one, and the files of before."""
    sent = request.method == "POST"
    form = ImportForm(request.POST, request.FILES) if sent else ImportForm()
    if sent:
        job = form.saved(
            lambda: (
                services.upload(
                    organisation=organisation,
                    by=signed_in(request),
                    file=form.cleaned_data["file"],
                    language=get_language() or "vi",
                    form_key=form.key,
                )
                if form.cleaned_data["file"]
                else None
            )
        )
        if job:
            return redirect("vacancy_import", pk=job.pk)
    context = {
        "organisation": organisation,
        "form": form,
        "links": links_of(organisation),
        "back": of_organisation("employer_vacancies", organisation),
        "template_url": of_organisation("vacancy_import_template", organisation),
        "jobs": ImportJob.objects.filter(organisation=organisation)[:JOBS_SHOWN],
    }
    return render(request, "organisation/bulk/start.html", context)


@require_safe
@for_organisation("jobs.add_vacancy")
def template(request: HttpRequest, organisation: Organisation) -> HttpResponse:
    """The empty table."""
    return as_download(sheets.template(organisation), "mau-tin-tuyen-dung.xlsx")


@require_safe
@for_organisation("jobs.add_vacancy")
def export(request: HttpRequest, organisation: Organisation) -> HttpResponse:
    """All own vacancies, for Excel or with `?format=csv` as CSV."""
    kind = request.GET.get("format", "xlsx")
    if kind not in ("xlsx", "csv"):
        raise Http404
    content = sheets.export(organisation, as_csv=kind == "csv")
    return as_download(content, f"tin-tuyen-dung.{kind}")


@require_safe
def job(request: HttpRequest, pk: int) -> HttpResponse:
    """How far it is, then what is wrong or what became of each row. Comes again by itself while a
    worker is at it."""
    return _shown(request, _own(request, pk))


@require_POST
def begin(request: HttpRequest, pk: int) -> HttpResponse:
    """Imports the right rows; sent again it changes nothing."""
    found = _own(request, pk)
    form = StartImportForm(request.POST)
    if form.is_valid():
        publish = form.cleaned_data["become"] == StartImportForm.PUBLISH
        try:
            services.start_import(job_id=found.pk, publish=publish)
        except ValidationError as error:
            form.refuse(error)
    # Told on the page of the file itself, whose links lead on.
    for wrong in form.errors.values():
        messages.error(request, str(wrong[0]))
    return redirect("vacancy_import", pk=found.pk)


@require_safe
def errors(request: HttpRequest, pk: int) -> HttpResponse:
    """The rows of which nothing was made, with a column that says why."""
    return as_download(sheets.errors(_own(request, pk)), "dong-can-sua.xlsx")


def _own(request: HttpRequest, pk: int) -> ImportJob:
    user = signed_in(request)
    rows = ImportJob.objects.of_member(user).select_related("organisation")
    found: ImportJob = get_object_or_404(rows, pk=pk)
    if not user.has_perm("jobs.add_vacancy", found.organisation):
        raise PermissionDenied
    return found


def _shown(request: HttpRequest, job: ImportJob) -> HttpResponse:
    counts = dict(job.rows.order_by().values_list("result").annotate(Count("pk")))
    of = ImportRow.Result
    waiting = of.WAITING if job.state == ImportJob.State.CHECKING else of.RIGHT
    bad = sum(counts.get(result, 0) for result in ImportRow.BAD)
    shown = request.GET.get("show", BAD if bad else ALL)
    if shown not in (ALL, BAD):
        raise Http404
    rows = job.rows.filter(result__in=ImportRow.BAD) if shown == BAD else job.rows.all()
    context: dict[str, Any] = {
        "job": job,
        "organisation": job.organisation,
        "form": StartImportForm(),
        "links": [
            *links_of(job.organisation),
            Link(
                label=_("Import from Excel"),
                url=of_organisation("vacancy_import_start", job.organisation),
            ),
        ],
        "earlier": services.earlier(job),
        "at_work": job.state in ImportJob.AT_WORK,
        "still": "still" in request.GET,
        "done": job.total - counts.get(waiting, 0),
        "right": counts.get(of.RIGHT, 0),
        "bad": bad,
        "counts": [(label, counts[result]) for result, label in of.choices if counts.get(result)],
        "tabs": [
            Tab(label=_("All rows"), url="?show=", count=job.total, current=shown == ALL),
            Tab(label=_("To be corrected"), url="?show=wrong", count=bad, current=shown == BAD),
        ],
        "page": Paginator(rows, ROWS_A_PAGE).get_page(request.GET.get("page")),
    }
    return render(request, "organisation/bulk/job.html", context)
