"""The official registration for work: filled in once, printed and signed."""

from collections.abc import Iterable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from frontend import formats
from frontend.cards import Fact
from frontend.forms.base import label_of
from frontend.forms.seeker.registration import RegistrationForm, registration_of
from frontend.views.seeker.access import own_person, seeker_page
from frontend.views.seeker.profile import facts_of, labels_of
from portal.accounts.current import signed_in
from portal.people.models import Person, Registration
from portal.people.services import person_of


@require_http_methods(["GET", "POST"])
@seeker_page
def registration(request: HttpRequest) -> HttpResponse:
    """What the official form asks beside the profile."""
    person = own_person(request)
    form = RegistrationForm(request.POST if request.method == "POST" else None, person=person)

    def write() -> Registration:
        return form.save(person_of(user=signed_in(request)))

    if form.is_bound and form.saved(write) is not None:
        messages.success(request, _("Saved."))
        return redirect("registration_slip")
    return render(request, "seeker/registration.html", {"form": form})


@require_safe
@seeker_page
def registration_slip(request: HttpRequest) -> HttpResponse:
    """Profile and registration on one sheet, as the form has them, to print and sign."""
    person = own_person(request)
    of_profile = facts_of(person)
    sections: list[tuple[str, list[Fact]]] = [
        (_("About you"), [*of_profile["person"], *_said(_identity(person))]),
        (_("What you do now"), _said(_now(person))),
        (_("Training and skills"), [*of_profile["skills"], *_said(_skills(person))]),
        (_("Work you did"), of_profile["work"]),
        (_("Work you want"), [*of_profile["wish"], *of_profile["place"]]),
    ]
    context: dict[str, Any] = {
        "person": person,
        "sections": [(title, facts) for title, facts in sections if facts],
        "today": timezone.localdate(),
    }
    return render(request, "seeker/registration_slip.html", context)


def _said(pairs: Iterable[tuple[str, str]]) -> list[Fact]:
    named = ((str(label_of(Registration, name)), value) for name, value in pairs)
    return [Fact(label=label, value=value) for label, value in named if value]


def _identity(person: Person) -> Iterable[tuple[str, str]]:
    said = registration_of(person)
    yield "id_number", said.id_number
    yield "id_issued_on", f"{said.id_issued_on:%d/%m/%Y}" if said.id_issued_on else ""
    yield "id_issued_by", said.id_issued_by
    yield "social_insurance_number", said.social_insurance_number
    yield "permanent_address", said.permanent_address
    yield "ethnic_group", labels_of("ethnic_groups", said.ethnic_group)
    yield "disabilities", labels_of("disability_kinds", said.disabilities)
    yield "health", said.health


def _now(person: Person) -> Iterable[tuple[str, str]]:
    said = registration_of(person)
    since = said.out_of_work_since
    yield "status", labels_of("employment_statuses", said.status)
    yield "out_of_work_since", f"{since:%d/%m/%Y}" if since else ""
    yield "leaving_reasons", labels_of("leaving_reasons", said.leaving_reasons)
    yield "last_pay", formats.pay(said.last_pay, said.last_pay) if said.last_pay else ""
    yield "counselling", labels_of("counselling_kinds", said.counselling)


def _skills(person: Person) -> Iterable[tuple[str, str]]:
    said = registration_of(person)
    yield "skill_grade", said.skill_grade
    yield "it_skills", said.it_skills
    yield "worked_abroad", said.worked_abroad
