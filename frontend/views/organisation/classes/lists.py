"""What a centre hands in: the list with which support is claimed, and the learner report."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from frontend.cards import Link
from frontend.forms.organisation.classes import PeriodForm
from frontend.views.organisation.acting import for_organisation, home_of
from frontend.views.organisation.classes.own import own_class
from portal.accounts.models import Organisation
from portal.files.sheets import as_download, csv_text, workbook
from training.enrolment.models import Enrolment
from training.enrolment.reports import ClaimList, claim_list, learner_report


@require_safe
@never_cache
def claims(request: HttpRequest, pk: int, intake: int) -> HttpResponse:
    """Names, groups, days and amounts; to print."""
    own = own_class(request, pk, intake)
    found = claim_list(own.intake)
    context = own.context("intake_claims") | {"claims": found, "totals": found.totals}
    return render(request, "organisation/classes/claims.html", context)


@require_safe
@never_cache
def claims_sheet(request: HttpRequest, pk: int, intake: int) -> HttpResponse:
    """The same list for Excel; always in Vietnamese, since it is handed in to the authorities."""
    own = own_class(request, pk, intake)
    with translation.override("vi"):
        content = _claims_book(claim_list(own.intake))
    return as_download(content, f"ho-tro-lop-{own.intake.pk}.xlsx")


def _claims_book(found: ClaimList) -> bytes:
    header = [
        _("No."),
        _("Name"),
        _("Date of birth"),
        _("Sex"),
        _("Lives in"),
        _("Supported group"),
        _("Distance (km)"),
        _("Study days"),
        _("Tuition"),
        _("Meals"),
        _("Travel"),
        _("In all (VND)"),
        _("Decision no."),
        _("State"),
    ]
    rows = [
        [
            row.number,
            row.name,
            row.born,
            row.sex,
            row.commune,
            row.group,
            row.distance_km,
            row.days,
            row.tuition,
            row.meals,
            row.travel,
            row.total,
            row.decision,
            row.state,
        ]
        for row in found.rows
    ]
    sums = found.totals
    totals = ["", _("In all"), *[""] * 6, *(sums[n] for n in ("tuition", "meals", "travel"))]
    return workbook(_("Claim list"), header, rows, totals=[*totals, sums["total"], "", ""])


@require_safe
@never_cache
@for_organisation("training.add_course")
def report(request: HttpRequest, organisation: Organisation) -> HttpResponse:
    """Learners by sex, group, commune and course; as a page, or for Excel with `?format=`."""
    learners = Enrolment.objects.filter(intake__course__centre=organisation)
    form = PeriodForm(request.GET)
    # What cannot be read is no reason to count everybody: the form says what is wrong.
    parts = learner_report(learners.filter(**form.limits)) if form.is_valid() else []
    wanted = request.GET.get("format", "") if form.is_valid() else ""
    columns = [_("Enrolled"), _("Passed"), _("Certified"), _("Not passed"), _("Left")]
    if wanted in ("xlsx", "csv"):
        header: list[Any] = [_("Told apart by"), _("Group"), *columns]
        rows = [[part.title, row.label, *row.figures] for part in parts for row in part.rows]
        name = f"hoc-vien.{wanted}"
        if wanted == "csv":
            return as_download(csv_text(header, rows), name)
        return as_download(workbook(_("Learner report"), header, rows), name)
    context = {
        "organisation": organisation,
        "form": form,
        "parts": parts,
        "columns": columns,
        "links": [Link(label=_("Training"), url=home_of(organisation))],
    }
    return render(request, "organisation/classes/report.html", context)
