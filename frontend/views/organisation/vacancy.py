"""Writing a vacancy: as a draft, and for the public."""

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from frontend.cards import Link
from frontend.forms.opened import sent_key
from frontend.forms.organisation.vacancy import VacancyForm
from frontend.present import labels_of, vacancy_url
from frontend.typed import take
from frontend.views.organisation.acting import (
    for_organisation,
    home_of,
    of_organisation,
    own_vacancy,
    row_id,
)
from frontend.views.organisation.vacancy_findings import found_of
from jobs import services
from jobs.models import Vacancy
from jobs.moderation.models import Review
from portal.accounts.models import Organisation

# What the buttons of the form send as `do`.
PROPOSE, PUBLISH = "propose", "publish"
WAITS = gettext_lazy("Sent. The centre looks at it first; we tell you what it decides.")
PUBLISHED = gettext_lazy("Published. Job seekers see it within seconds.")


@require_http_methods(["GET", "POST"])
@for_organisation("jobs.add_vacancy")
def new(request: HttpRequest, organisation: Organisation) -> HttpResponse:
    """A new vacancy; with `?copy=` it begins as a copy of an own one. Sent again, the form changes
    what it has made."""
    made = Vacancy.objects.filter(employer=organisation, form_key=sent_key(request.POST)).first()
    return _written(request, organisation, vacancy=made, like=copied(request))


def copied(request: HttpRequest) -> Vacancy | None:
    """The own vacancy of `?copy=`, of which the new one begins as a copy."""
    given = row_id(request.GET.get("copy", ""))
    return None if given is None else own_vacancy(request, given, "jobs.change_vacancy")


@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Changes a vacancy; one that is open changes for everybody at once. With `?check=` the page
    says what still keeps it from going public."""
    vacancy = own_vacancy(request, pk, "jobs.change_vacancy")
    return _written(request, vacancy.employer, vacancy=vacancy)


def _written(
    request: HttpRequest,
    employer: Organisation,
    *,
    vacancy: Vacancy | None = None,
    like: Vacancy | None = None,
) -> HttpResponse:
    asked = request.POST.get("do", "")
    sent = request.method == "POST"
    typed = request.POST if sent else take(request)
    form = VacancyForm(
        typed,
        employer=employer,
        vacancy=vacancy,
        like=like,
        judged=asked != PROPOSE if sent else typed is None,
    )
    if sent and form.judged:
        saved = form.saved_unless_changed(
            lambda version: _saved(form, employer, vacancy, version=version),
            lambda: VacancyForm(
                employer=employer, vacancy=vacancy and Vacancy.objects.get(pk=vacancy.pk)
            ),
        )
        if saved:
            return _after(
                request, saved, vacancy.status if vacancy else "", publish=asked == PUBLISH
            )
        if asked == PUBLISH:
            # While they correct this, they can put in what only the public asks for.
            form.saved(lambda: _saved(form, employer, vacancy, for_public=True))
    elif vacancy and "check" in request.GET:
        try:
            services.check_publishable(vacancy)
        except ValidationError as error:
            form.refuse(error)
    return render(request, "organisation/vacancy.html", _context(request, form, employer, vacancy))


def _saved(
    form: VacancyForm,
    employer: Organisation,
    vacancy: Vacancy | None,
    *,
    version: datetime | None = None,
    for_public: bool = False,
) -> Vacancy:
    given: dict[str, Any] = {"values": form.values(), **form.skills(), "for_public": for_public}
    if vacancy is None:
        return services.create_vacancy(employer=employer, form_key=form.key, **given)
    return services.update_vacancy(vacancy_id=vacancy.pk, version=version, **given)


def _after(request: HttpRequest, vacancy: Vacancy, before: str, *, publish: bool) -> HttpResponse:
    """The next page: what was saved stays saved, also where it cannot go public yet."""
    address = reverse("vacancy_edit", args=[vacancy.pk])
    if not publish:
        say_saved(request, vacancy, before)
        return redirect(address)
    try:
        return published(request, services.publish_vacancy(vacancy_id=vacancy.pk))
    except ValidationError:
        messages.warning(request, _("Saved, but not public yet: see what is missing."))
        return redirect(f"{address}?check=publish")


def published(request: HttpRequest, vacancy: Vacancy) -> HttpResponse:
    """The page after publishing: the people who fit, or what the centre looks at first."""
    if vacancy.status == Vacancy.Status.REVIEW:
        messages.info(request, WAITS)
        return redirect("vacancy_edit", pk=vacancy.pk)
    messages.success(request, PUBLISHED)
    return redirect("vacancy_candidates", pk=vacancy.pk)


def say_saved(request: HttpRequest, vacancy: Vacancy, before: str) -> None:
    """That it is saved, and what this has made of its state, which was `before`."""
    if vacancy.status == Vacancy.Status.REVIEW != before:
        messages.info(request, WAITS)
    elif vacancy.status == Vacancy.Status.PUBLISHED != before:
        messages.success(request, PUBLISHED)
    else:
        messages.success(request, _("Saved."))


def links_of(employer: Organisation) -> list[Link]:
    """The way to the pages of a vacancy."""
    return [
        Link(label=_("Hiring"), url=home_of(employer)),
        Link(label=_("Vacancies"), url=of_organisation("employer_vacancies", employer)),
    ]


def review_of(vacancy: Vacancy | None) -> dict[str, Any]:
    """What the centre looks at in a vacancy, or why it has refused it last."""
    shown: dict[str, Any] = {"looked_at": [], "refusal": None, "refused_for": ""}
    latest = vacancy.reviews.first() if vacancy else None
    if vacancy is None or latest is None:
        return shown
    if latest.state == Review.State.WAITING:
        return shown | {"looked_at": found_of(vacancy, latest.findings)}
    is_open = vacancy.status == Vacancy.Status.PUBLISHED
    if latest.state == Review.State.REFUSED and not is_open:
        reason = labels_of("moderation_reasons", latest.reason)
        return shown | {"refusal": latest, "refused_for": reason}
    return shown


def _context(
    request: HttpRequest, form: VacancyForm, employer: Organisation, vacancy: Vacancy | None
) -> dict[str, Any]:
    return {
        "form": form,
        "organisation": employer,
        "vacancy": vacancy,
        "status": vacancy.status if vacancy else "",
        "close_reason": labels_of("vacancy_close_reasons", vacancy.close_reason) if vacancy else "",
        "has_invited": vacancy is not None and vacancy.invitations.exists(),
        "preview": vacancy_url(vacancy) if vacancy else "",
        # Said in full: an empty one would keep the fragment that leads away from the errors.
        "action": request.get_full_path(),
        "links": links_of(employer),
        "steps_url": reverse("vacancy_step", args=[vacancy.pk, "work"])
        if vacancy
        else of_organisation("vacancy_start", employer),
        **review_of(vacancy),
    }
