"""What an organisation declares that it will need in half a year."""

from datetime import date

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from frontend.cards import Link
from frontend.forms.organisation.hiring_need import HiringNeedForm
from frontend.views.organisation.acting import home_of, own_organisation
from jobs.needs.models import HiringNeed
from jobs.needs.services import declare, periods_on_offer


@require_http_methods(["GET", "POST"])
def hiring_need(request: HttpRequest, pk: int) -> HttpResponse:
    """The form, with what was declared for the half-year of `?from=`, and what was before."""
    organisation = own_organisation(request, pk, "accounts.change_organisation")
    declared = HiringNeed.objects.filter(organisation=organisation)
    # The half-year that the form begins with is shown as it was declared: sending replaces it.
    begins = _day(request.GET.get("from", "")) or periods_on_offer()[-1][0]
    form = HiringNeedForm(
        request.POST if request.method == "POST" else None,
        need=declared.filter(period_from=begins).first(),
        declared=list(declared.values_list("period_from", flat=True)),
    )

    def save() -> HiringNeed:
        return declare(
            organisation_id=organisation.pk, period_from=form.period_from(), rows=form.rows()
        )

    saved = form.saved(save) if form.is_bound else None
    if saved:
        messages.success(request, _("Declared. The centre plans courses and job fairs by it."))
        return redirect("organisation_hiring_need", pk=organisation.pk)
    context = {
        "form": form,
        "organisation": organisation,
        "links": [Link(label=organisation.name, url=home_of(organisation))],
        "declared": declared.prefetch_related("rows__occupation"),
    }
    return render(request, "organisation/hiring_need.html", context)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
