"""Applying, and what becomes of what somebody applied for."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from frontend.applications import events_of, look, profile_facts
from frontend.cards import Link
from frontend.departures import facts_of as departure_facts
from frontend.forms.base import ServiceForm
from frontend.forms.seeker.application import ApplyForm
from frontend.present import labels_of, vacancy_url
from frontend.views.seeker.access import own_person, seeker_page
from frontend.views.seeker.steps import step_url
from jobs.applications import correspondence, services, texts
from jobs.applications.models import Application
from jobs.applications.snapshot import snapshot
from jobs.departures.models import Departure
from jobs.models import Vacancy
from portal.accounts.current import signed_in
from portal.people.models import Consent, Person
from portal.people.services import STEPS, has_consented, withdraw_consent

PER_PAGE = 20


@require_http_methods(["GET", "POST"])
@seeker_page
def apply_for(request: HttpRequest, pk: int) -> HttpResponse:
    """What the employer will see, and the form that sends it. Who has no profile is led to make
    one first, who has applied to their application."""
    user = signed_in(request)
    rows = Vacancy.objects.visible_to(user).select_related("employer")
    vacancy = get_object_or_404(rows, pk=pk)
    if user.has_perm("jobs.change_vacancy", vacancy):
        raise PermissionDenied
    person = own_person(request)
    if not person.pk:
        messages.info(request, _("Tell us a little about yourself first, then you can apply."))
        return redirect(step_url(STEPS[0], reverse("apply", args=[pk])))
    sent = (request.POST, request.FILES) if request.method == "POST" else ()
    form = ApplyForm(*sent, employer=vacancy.employer)
    if request.method == "POST":
        if made := form.saved(lambda: _applied(form, person, vacancy)):
            messages.success(request, _("Sent. You see here what becomes of it."))
            return redirect("my_application", pk=made.pk)
    elif there := person.applications.live().filter(vacancy=vacancy).first():
        return redirect("my_application", pk=there.pk)
    context = {
        "form": form,
        "vacancy": vacancy,
        "number": str(person),
        "facts": profile_facts(snapshot(person)),
        "back": vacancy_url(vacancy),
        "links": [Link(label=vacancy.title, url=vacancy_url(vacancy))],
    }
    return render(request, "seeker/apply.html", context)


def _applied(form: ApplyForm, person: Person, vacancy: Vacancy) -> Application:
    data = form.cleaned_data
    return services.apply(
        person_id=person.pk,
        vacancy_id=vacancy.pk,
        letter=data["letter"],
        cv=data["cv"],
        show_contact=bool(data["show_contact"]),
        form_key=form.key,
    )


@require_safe
@seeker_page
def my_applications(request: HttpRequest) -> HttpResponse:
    """All that somebody applied for, the latest first."""
    rows = Application.objects.filter(person__user=signed_in(request))
    page = Paginator(
        rows.select_related("vacancy__employer").order_by("-created_at", "-pk"), PER_PAGE
    ).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "rows": [
            {
                "row": row,
                "look": look(row),
                "url": reverse("my_application", args=[row.pk]),
                "silent": row.is_silent,
            }
            for row in page
        ],
    }
    return render(request, "seeker/applications.html", context)


@require_safe
@seeker_page
def my_application(request: HttpRequest, pk: int) -> HttpResponse:
    """One application: its steps, messages, and who may call."""
    application = _own(request, pk)
    person, vacancy = application.person, application.vacancy
    departure: Departure | None = getattr(application, "departure", None)
    context = {
        "application": application,
        "vacancy": vacancy,
        "look": look(application),
        "vacancy_url": vacancy_url(vacancy),
        "events": events_of(application),
        "facts": profile_facts(application.profile),
        "reason": labels_of("refusal_reasons", application.reason),
        "silent": application.is_silent,
        "shown": has_consented(
            person=person, purpose=Consent.Purpose.CONTACT, organisation=vacancy.employer
        ),
        "departure": departure,
        "departure_facts": departure_facts(departure) if departure else [],
        "messages_read": [
            {"at": one.at, "text": texts.for_reader(one.text, person)}
            for one in application.messages.all()
        ],
        "links": [Link(label=_("My applications"), url=reverse("my_applications"))],
    }
    return render(request, "seeker/application.html", context)


@require_http_methods(["GET", "POST"])
@seeker_page
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Takes an application back, asked for once more."""
    application = _own(request, pk)
    form = ServiceForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            services.withdraw(application_id=application.pk)
        except ValidationError as error:
            form.refuse(error)
        else:
            messages.success(request, _("Taken back. You can apply again as long as it is open."))
            return redirect("my_application", pk=application.pk)
    context = {
        "form": form,
        "application": application,
        "back": reverse("my_application", args=[application.pk]),
    }
    return render(request, "seeker/application_withdraw.html", context)


@require_POST
@seeker_page
def show_contact(request: HttpRequest, pk: int) -> HttpResponse:
    """Shows name and phone to the employer of an application, or takes that back."""
    application = _own(request, pk)
    employer = application.vacancy.employer
    name: dict[str, Any] = {"name": employer.name}
    if request.POST.get("show") == "yes":
        correspondence.give_contact(application_id=application.pk)
        messages.success(request, _("%(name)s can now see your name and phone.") % name)
    else:
        withdraw_consent(
            person_id=application.person_id,
            purpose=Consent.Purpose.CONTACT,
            organisation=employer,
        )
        text = _("%(name)s cannot see your name and phone any more.")
        messages.success(request, text % name)
    return redirect("my_application", pk=application.pk)


def _own(request: HttpRequest, pk: int) -> Application:
    rows = Application.objects.filter(person__user=signed_in(request))
    rows = rows.select_related("vacancy__employer", "person__user", "departure").prefetch_related(
        "steps"
    )
    application: Application = get_object_or_404(rows, pk=pk)
    return application
