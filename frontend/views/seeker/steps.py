"""The six short steps of the profile."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from frontend.cards import Step
from frontend.forms.seeker.base import StepForm
from frontend.forms.seeker.consent import ConsentForm
from frontend.forms.seeker.person import PersonForm
from frontend.forms.seeker.place import CommuteForm
from frontend.forms.seeker.skills import SkillsForm, usual_skills
from frontend.forms.seeker.wish import WishForm
from frontend.forms.seeker.work import ExperienceForm
from frontend.views.seeker.access import next_url, own_person, seeker_page
from portal.accounts.current import signed_in
from portal.people import services
from portal.people.models import Experience, Person
from portal.people.services import STEPS, person_of

FORMS: dict[str, type[StepForm]] = {
    form.step: form for form in (PersonForm, SkillsForm, WishForm, CommuteForm, ConsentForm)
}
WORK = "work"
# What the buttons of the step on work send as `do`.
ANOTHER, NOTHING = "another", "nothing"


@dataclass(frozen=True)
class Text:
    """How a step is called, and why it is asked."""

    title: Any
    why: Any


TEXTS = {
    "person": Text(
        gettext_lazy("Who are you?"),
        gettext_lazy("With your commune we know how far each job is from your home."),
    ),
    "work": Text(
        gettext_lazy("Work you did"),
        gettext_lazy("Farming, family work and short jobs count too: they show what you can do."),
    ),
    "skills": Text(
        gettext_lazy("What can you do?"),
        gettext_lazy(
            "We compare this with what jobs ask for, and find courses for what is missing."
        ),
    ),
    "wish": Text(
        gettext_lazy("Work you want"),
        gettext_lazy("Knowing the work you want helps most to find the right jobs."),
    ),
    "place": Text(
        gettext_lazy("Where and how far"),
        gettext_lazy("So that we show no job that you cannot reach each day."),
    ),
    "consent": Text(
        gettext_lazy("Papers and consent"),
        gettext_lazy("You alone decide what happens with your profile."),
    ),
}


def step_url(step: str, back: str = "") -> str:
    """The address of a step; `back` is where the reader goes after it."""
    url = reverse("profile_step", args=[step])
    return f"{url}?{urlencode({'next': back})}" if back else url


def stepper(person: Person, current: str = "") -> list[Step]:
    """The steps as the stepper shows them; each can be reached at any time."""
    return [
        Step(
            label=str(TEXTS[step].title),
            url=step_url(step),
            state="now" if step == current else "done" if step in person.steps_done else "open",
        )
        for step in STEPS
    ]


def _after(request: HttpRequest, step: str) -> str:
    """Back to where the reader came from, else to the next step, at the end to the jobs."""
    later = STEPS[STEPS.index(step) + 1 :]
    return next_url(request, step_url(later[0]) if later else reverse("recommendations"))


def _frame(request: HttpRequest, person: Person, step: str) -> dict[str, Any]:
    return {
        "person": person,
        "step": step,
        "text": TEXTS[step],
        "steps": stepper(person, step),
        "number": STEPS.index(step) + 1,
        "skip_url": _after(request, step),
    }


@require_http_methods(["GET", "POST"])
@seeker_page
def profile_step(request: HttpRequest, step: str) -> HttpResponse:
    """One step: what was said so far, and a form to change it. Nothing of it is needed to go on."""
    if step == WORK:
        return _work(request)
    if step not in FORMS:
        raise Http404
    person = own_person(request)
    form = FORMS[step](request.POST if request.method == "POST" else None, person=person)
    if form.is_bound and _saved(request, form):
        _tell_saved(request, form.understood, step_url(step, request.GET.get("next", "")))
        return redirect(_after(request, step))
    context = _frame(request, person, step) | {"form": form}
    if isinstance(form, SkillsForm):
        context["trades_unknown"] = not usual_skills(person)
    return render(request, f"seeker/steps/{step}.html", context)


def _saved(request: HttpRequest, form: StepForm | ExperienceForm) -> bool:
    """Writes all of a form, or nothing of it and shows what is wrong."""

    def write() -> Person:
        person = person_of(user=signed_in(request))
        form.save(person)
        return person

    return form.saved(write) is not None


def _tell_saved(request: HttpRequest, understood: list[str], change_url: str) -> None:
    """Says that a step is saved, and what its words were taken for, with a way to change that."""
    if not understood:
        messages.success(request, _("Saved."))
        return
    text = _("Saved. Understood as: %(names)s.") % {"names": ", ".join(understood)}
    link = format_html('<a href="{}">{}</a>', change_url, _("Change"))
    messages.success(request, format_html("{} {}", text, link))


def _work(request: HttpRequest) -> HttpResponse:
    """What somebody did so far, one below the other, and an empty form for one more."""
    person = own_person(request)
    did = list(person.experiences.select_related("occupation")) if person.pk else []
    do = request.POST.get("do", "")
    form = ExperienceForm(request.POST if request.method == "POST" and do != NOTHING else None)
    if request.method == "POST":
        empty = not any(request.POST.get(name, "").strip() for name in form.fields)
        if do == NOTHING or (did and empty and do != ANOTHER):
            with transaction.atomic():
                services.finish_step(person_id=person_of(user=signed_in(request)).pk, step=WORK)
            return redirect(_after(request, WORK))
        if _saved(request, form):
            newest = own_person(request).experiences.latest("pk")
            _tell_saved(request, form.understood, reverse("profile_experience", args=[newest.pk]))
            again = request.get_full_path()
            return redirect(again if do == ANOTHER else _after(request, WORK))
    context = _frame(request, person, WORK) | {"form": form, "did": did}
    return render(request, "seeker/steps/work.html", context)


def _own_experience(request: HttpRequest, pk: int) -> Experience:
    rows = Experience.objects.select_related("occupation", "person")
    experience: Experience = get_object_or_404(rows, pk=pk, person__user=signed_in(request))
    return experience


@require_http_methods(["GET", "POST"])
@seeker_page
def experience(request: HttpRequest, pk: int) -> HttpResponse:
    """Changes one piece of work."""
    row = _own_experience(request, pk)
    form = ExperienceForm(request.POST if request.method == "POST" else None, experience=row)
    if form.is_bound and _saved(request, form):
        _tell_saved(request, form.understood, request.get_full_path())
        return redirect(next_url(request, step_url(WORK)))
    context = {"form": form, "experience": row, "back": next_url(request, step_url(WORK))}
    return render(request, "seeker/experience.html", context)


@require_POST
@seeker_page
def experience_delete(request: HttpRequest, pk: int) -> HttpResponse:
    """Takes one piece of work away; it is quickly typed again."""
    row = _own_experience(request, pk)
    services.remove_experience(person_id=row.person_id, experience_id=row.pk)
    messages.success(request, _("Removed: %(title)s") % {"title": row.title})
    return redirect(next_url(request, step_url(WORK)))
