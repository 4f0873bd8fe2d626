"""What happens to a vacancy after it was written, each asked for on its own page first."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from frontend import formats
from frontend.forms.base import ServiceForm
from frontend.forms.organisation.vacancy_state import CloseForm, HiredForm
from frontend.present import vacancy_url
from frontend.views.organisation.acting import of_organisation, own_vacancy
from jobs import ending
from jobs.models import Vacancy
from portal.accounts.current import signed_in


def _asked(
    request: HttpRequest,
    form: ServiceForm,
    act: Callable[[dict[str, Any]], str],
    *,
    template: str,
    vacancy: Vacancy,
    back: str,
    after: str = "",
) -> HttpResponse:
    """Shows the question, and once answered does it; `act` gives the words for having done it."""
    if request.method == "POST" and form.is_valid():
        try:
            done = act(form.cleaned_data)
        except ValidationError as error:
            form.refuse(error)
        else:
            messages.success(request, done)
            return redirect(after or back)
    return render(request, template, {"form": form, "vacancy": vacancy, "back": back})


@require_http_methods(["GET", "POST"])
def close(request: HttpRequest, pk: int) -> HttpResponse:
    """Takes a vacancy off with a reason; the centre may as well."""
    vacancy = own_vacancy(request, pk, "jobs.close_vacancy")
    is_own = signed_in(request).has_perm("jobs.change_vacancy", vacancy)

    def act(data: dict[str, Any]) -> str:
        ending.close_vacancy(vacancy_id=vacancy.pk, reason=data["reason"])
        return _("Closed. Nobody sees it in the search any more.")

    return _asked(
        request,
        CloseForm(request.POST or None, by_centre=not is_own),
        act,
        template="organisation/vacancy_close.html",
        vacancy=vacancy,
        back=reverse("vacancy_edit", args=[vacancy.pk]) if is_own else vacancy_url(vacancy),
    )


@require_http_methods(["GET", "POST"])
def delete(request: HttpRequest, pk: int) -> HttpResponse:
    """Deletes a draft."""
    vacancy = own_vacancy(request, pk, "jobs.change_vacancy")

    def act(_data: dict[str, Any]) -> str:
        ending.delete_draft(vacancy_id=vacancy.pk)
        return _("The draft is deleted.")

    return _asked(
        request,
        ServiceForm(request.POST if request.method == "POST" else None),
        act,
        template="organisation/vacancy_delete.html",
        vacancy=vacancy,
        back=reverse("vacancy_edit", args=[vacancy.pk]),
        after=of_organisation("employer_vacancies", vacancy.employer),
    )


@require_http_methods(["GET", "POST"])
def hired(request: HttpRequest, pk: int) -> HttpResponse:
    """Counts people who were hired; the last one closes the vacancy."""
    vacancy = own_vacancy(request, pk, "jobs.change_vacancy")

    def act(data: dict[str, Any]) -> str:
        left = ending.fill_openings(vacancy_id=vacancy.pk, people=data["people"]).openings_left
        if not left:
            return _("Counted. All openings are filled, so the vacancy is closed.")
        text = ngettext(
            "Counted. %(left)s opening is left.", "Counted. %(left)s openings are left.", left
        )
        return text % {"left": formats.number(left)}

    return _asked(
        request,
        HiredForm(request.POST or None),
        act,
        template="organisation/vacancy_hired.html",
        vacancy=vacancy,
        back=reverse("vacancy_edit", args=[vacancy.pk]),
    )


@require_POST
def take_back(request: HttpRequest, pk: int) -> HttpResponse:
    """Ends the waiting for the centre."""
    vacancy = own_vacancy(request, pk, "jobs.change_vacancy")
    waited = vacancy.status == Vacancy.Status.REVIEW
    now = ending.take_back(vacancy_id=vacancy.pk)
    if waited and now.status != Vacancy.Status.PUBLISHED:
        messages.success(request, _("Taken back. The centre does not look at it any more."))
    else:
        text = _("It no longer waits for the centre (%(state)s). Nothing was changed.")
        messages.info(request, text % {"state": now.get_status_display()})
    return redirect("vacancy_edit", pk=vacancy.pk)
