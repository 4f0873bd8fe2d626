"""The page on which an agency says what its workers pay for an order overseas."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from frontend.cards import Link
from frontend.forms.organisation.overseas_fees import OverseasFeesForm
from frontend.views.organisation.acting import own_vacancy
from frontend.views.organisation.vacancy import links_of
from jobs.models import Vacancy
from jobs.overseas import set_fees


@require_http_methods(["GET", "HEAD", "POST"])
def overseas_fees(request: HttpRequest, pk: int) -> HttpResponse:
    """All fees of one order; what passes a ceiling of the law is refused at its field."""
    vacancy = own_vacancy(request, pk, "jobs.change_vacancy")
    if vacancy.kind != Vacancy.Kind.OVERSEAS:
        raise Http404
    sent = request.method == "POST"
    form = OverseasFeesForm(request.POST if sent else None, vacancy=vacancy)
    if sent:
        saved = form.saved_unless_changed(
            lambda version: set_fees(vacancy_id=vacancy.pk, fees=form.fees(), version=version),
            lambda: OverseasFeesForm(vacancy=Vacancy.objects.get(pk=vacancy.pk)),
        )
        if saved:
            messages.success(request, _("Saved."))
            return redirect("vacancy_check", pk=vacancy.pk)
    context = {
        "vacancy": vacancy,
        "form": form,
        "links": [
            *links_of(vacancy.employer),
            Link(label=vacancy.title, url=reverse("vacancy_check", args=[vacancy.pk])),
        ],
    }
    status = 400 if form.errors else 200
    return render(request, "organisation/overseas_fees.html", context, status=status)
