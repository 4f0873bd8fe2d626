"""Writing a vacancy in short steps, each of which is saved, and looking at all of it before it
goes public."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from frontend.cards import Fact, Step
from frontend.forms.opened import sent_key
from frontend.forms.organisation.vacancy import VacancyForm
from frontend.forms.organisation.vacancy_steps import STEPS
from frontend.present import vacancy_url
from frontend.typed import take
from frontend.views.listings import facts
from frontend.views.organisation.acting import for_organisation, of_organisation, own_vacancy
from frontend.views.organisation.vacancy import (
    PROPOSE,
    PUBLISH,
    copied,
    links_of,
    published,
    review_of,
    say_saved,
)
from frontend.views.organisation.vacancy_findings import Found, field_label, found_of
from jobs import services
from jobs.models import Vacancy
from jobs.moderation.facts import FEE_FIELD
from portal.accounts.models import Organisation

CHECK = "check"
ORDER = (*STEPS, CHECK)


@dataclass(frozen=True)
class Text:
    """How a step is called, and why it is asked."""

    title: Any
    why: Any


TEXTS = {
    "work": Text(
        gettext_lazy("The work"),
        gettext_lazy("What it is called decides who finds it. The rest of the steps can wait."),
    ),
    "needs": Text(
        gettext_lazy("Who fits"),
        gettext_lazy("Ask only for what the work needs: each condition more keeps people away."),
    ),
    "pay": Text(
        gettext_lazy("Pay and welfare"),
        gettext_lazy("It must not be below the minimum wage of the place of work."),
    ),
    "place": Text(
        gettext_lazy("Place and time"),
        gettext_lazy("With the place we know how far each job seeker lives from it."),
    ),
    "contact": Text(
        gettext_lazy("Contact and recruiting"),
        gettext_lazy("Whom the centre asks, and how you want to meet people."),
    ),
    CHECK: Text(
        gettext_lazy("Check and publish"),
        gettext_lazy("Read it once more. You can change it later, too."),
    ),
}


@dataclass(frozen=True)
class Trouble:
    """What keeps the vacancy from going public, with the step in which it is put right."""

    label: str
    message: str
    url: str


def step_url(vacancy: Vacancy, step: str) -> str:
    """The address of a step of a vacancy that is there."""
    if step == CHECK:
        return reverse("vacancy_check", args=[vacancy.pk])
    return reverse("vacancy_step", args=[vacancy.pk, step])


def stepper(vacancy: Vacancy | None, current: str) -> list[Step]:
    """The steps as the stepper shows them; of a new vacancy none can be reached but the first."""
    at = ORDER.index(current)
    return [
        Step(
            label=str(TEXTS[step].title),
            url=step_url(vacancy, step) if vacancy else "",
            state="now" if step == current else "done" if n < at else "open",
        )
        for n, step in enumerate(ORDER)
    ]


def _frame(vacancy: Vacancy | None, employer: Organisation, step: str) -> dict[str, Any]:
    later = ORDER[ORDER.index(step) + 1 :]
    return {
        "vacancy": vacancy,
        "organisation": employer,
        "step": step,
        "text": TEXTS[step],
        "steps": stepper(vacancy, step),
        "number": ORDER.index(step) + 1,
        "links": links_of(employer),
        "next_url": step_url(vacancy, later[0]) if vacancy and later else "",
        **review_of(vacancy),
    }


@require_http_methods(["GET", "POST"])
@for_organisation("jobs.add_vacancy")
def start(request: HttpRequest, organisation: Organisation) -> HttpResponse:
    """The first step of a new vacancy, which makes the draft; with `?copy=` the other steps begin
    as those of an own one."""
    made = Vacancy.objects.filter(employer=organisation, form_key=sent_key(request.POST)).first()
    return _step(request, organisation, "work", vacancy=made, like=copied(request))


@require_http_methods(["GET", "POST"])
def step(request: HttpRequest, pk: int, step: str) -> HttpResponse:
    """One step of a vacancy that is there; saved by itself."""
    if step not in STEPS:
        raise Http404
    vacancy = own_vacancy(request, pk, "jobs.change_vacancy")
    return _step(request, vacancy.employer, step, vacancy=vacancy)


def _step(
    request: HttpRequest,
    employer: Organisation,
    step: str,
    *,
    vacancy: Vacancy | None = None,
    like: Vacancy | None = None,
) -> HttpResponse:
    sent = request.method == "POST"
    typed = request.POST if sent else take(request)
    form = VacancyForm(
        typed,
        employer=employer,
        vacancy=vacancy,
        like=like,
        step=step,
        judged=sent and request.POST.get("do") != PROPOSE,
    )
    if form.judged:
        saved = form.saved_unless_changed(
            lambda version: _saved(form, employer, vacancy, like, version),
            lambda: VacancyForm(
                employer=employer,
                vacancy=vacancy and Vacancy.objects.get(pk=vacancy.pk),
                step=step,
            ),
        )
        if saved:
            say_saved(request, saved, vacancy.status if vacancy else "")
            return redirect(step_url(saved, ORDER[ORDER.index(step) + 1]))
    context = _frame(vacancy, employer, step) | {
        "form": form,
        "troubles": _troubles(vacancy, form.elsewhere) if vacancy else [],
        "fields": f"organisation/vacancy/{step}.html",
        "action": request.get_full_path(),
    }
    return render(request, "organisation/vacancy/step.html", context)


def _saved(
    form: VacancyForm,
    employer: Organisation,
    vacancy: Vacancy | None,
    like: Vacancy | None,
    version: datetime | None,
) -> Vacancy:
    skills: dict[str, Any] = dict(form.skills())
    if vacancy is not None:
        return services.update_vacancy(
            vacancy_id=vacancy.pk, values=form.values(), version=version, **skills
        )
    values = form.values()
    if like is not None:
        values = services.values_to_copy(like) | values
        skills |= services.skills_to_copy(like)
    return services.create_vacancy(employer=employer, form_key=form.key, values=values, **skills)


@require_http_methods(["GET", "POST"])
def check(request: HttpRequest, pk: int) -> HttpResponse:
    """All of a vacancy with what is still wrong, and the button that publishes it."""
    vacancy = own_vacancy(request, pk, "jobs.change_vacancy")
    if request.method == "POST" and request.POST.get("do") == PUBLISH:
        try:
            return published(request, services.publish_vacancy(vacancy_id=vacancy.pk))
        except ValidationError:
            messages.warning(request, _("Not public yet: see what is missing."))
    troubles, doubts = _judged(vacancy)
    context = _frame(vacancy, vacancy.employer, CHECK) | {
        "troubles": troubles,
        "doubts": doubts,
        "parts": _parts(vacancy),
        "preview": vacancy_url(vacancy),
        "fees": facts.of_fees(vacancy),
        "all_url": reverse("vacancy_edit", args=[vacancy.pk]),
        "listed": of_organisation("employer_vacancies", vacancy.employer),
    }
    return render(request, "organisation/vacancy/check.html", context)


def _judged(vacancy: Vacancy) -> tuple[list[Trouble], list[Found]]:
    """What must be put right, and what the centre would look at."""
    try:
        doubts = services.check_publishable(vacancy)
    except ValidationError as error:
        return _troubles(vacancy, error.error_dict), []
    return [], found_of(vacancy, doubts)


def _troubles(vacancy: Vacancy, by_field: dict[str, list[ValidationError]]) -> list[Trouble]:
    """What a service says of a vacancy, each with the way to the field of its step."""
    if not by_field:
        return []
    fees = [
        Trouble(
            label=field_label(name),
            message=str(message),
            url=f"{reverse('overseas_fees', args=[vacancy.pk])}#id_{name}",
        )
        for name, errors in by_field.items()
        if name.startswith(FEE_FIELD)
        for message in ValidationError(errors).messages
    ]
    form = VacancyForm(employer=vacancy.employer, vacancy=vacancy)
    form.refuse(ValidationError({n: e for n, e in by_field.items() if not n.startswith(FEE_FIELD)}))
    return fees + [
        Trouble(
            label=str(form[name].label) if name in form.fields else "",
            message=str(message),
            url=_where(vacancy, form, name),
        )
        for name, found in form.errors.items()
        for message in found
    ]


def _where(vacancy: Vacancy, form: VacancyForm, name: str) -> str:
    """The field in its step, as its own list of errors would lead there."""
    for step, names in STEPS.items():
        if name in names and name in form.fields:
            field = form[name]
            at = f"{field.auto_id}_group" if field.use_fieldset else field.id_for_label
            return f"{step_url(vacancy, step)}#{at}"
    return ""


def _parts(vacancy: Vacancy) -> list[dict[str, Any]]:
    """What each step says by now."""
    form = VacancyForm(employer=vacancy.employer, vacancy=vacancy)
    return [
        {
            "title": TEXTS[name].title,
            "url": step_url(vacancy, name),
            "facts": [Fact(label=label, value=value) for label, value in form.said(name)],
        }
        for name in STEPS
    ]
