"""The profile at a glance: what is there, and what would help most."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from frontend import formats
from frontend.cards import Fact
from frontend.forms.meanings import place_label
from frontend.forms.seeker.base import wish_of
from frontend.forms.seeker.consent import consents_of
from frontend.present import labels_of
from frontend.views.seeker.access import own_person, seeker_page
from frontend.views.seeker.steps import TEXTS, step_url
from matching.recommend.questions import open_questions
from matching.recommend.read import person_facts
from portal.people.models import Consent, Experience, Person
from portal.people.services import STEPS


@dataclass(frozen=True)
class Part:
    """One step as the overview shows it; without facts nothing was said yet."""

    title: str
    why: str
    url: str
    done: bool
    facts: list[Fact]


@require_safe
@seeker_page
def profile(request: HttpRequest) -> HttpResponse:
    """Everything that the reader said, part by part, each with a way to change it."""
    person = own_person(request)
    here = reverse("profile")
    facts = facts_of(person)
    parts = [
        Part(
            title=str(TEXTS[step].title),
            why=str(TEXTS[step].why),
            url=step_url(step, here),
            done=step in person.steps_done,
            facts=facts[step],
        )
        for step in STEPS
    ]
    open_steps = [step for step in STEPS if step not in person.steps_done]
    questions = open_questions(person_facts([person])[0]) if person.pk else []
    context = {
        "person": person,
        "parts": parts,
        "done": len(STEPS) - len(open_steps),
        "begin_url": step_url(open_steps[0]) if open_steps else "",
        "questions": [{"text": q.text, "url": step_url(q.step, here)} for q in questions],
    }
    return render(request, "seeker/profile.html", context)


def facts_of(person: Person) -> dict[str, list[Fact]]:
    """What is shown of each step, without what is empty."""
    if not person.pk:
        return {step: [] for step in STEPS}
    return {
        "person": _said(_of_person(person)),
        "work": [_of_work(did) for did in person.experiences.select_related("occupation")],
        "skills": _said(_of_skills(person)),
        "wish": _said(_of_wish(person)),
        "place": _said(_of_place(person)) if "place" in person.steps_done else [],
        "consent": _of_consent(person),
    }


def _said(pairs: Iterable[tuple[str, str]]) -> list[Fact]:
    return [Fact(label=label, value=value) for label, value in pairs if value]


def _of_person(person: Person) -> Iterable[tuple[str, str]]:
    born = f"{person.birth_date:%d/%m/%Y}" if person.birth_date else ""
    home = ", ".join(filter(None, [person.hamlet, place_label(person.unit_id or "")]))
    yield _("Name"), person.full_name
    yield _("Date of birth"), born
    yield _("Sex"), person.get_sex_display()
    yield _("Where you live"), home
    yield _("Countryside"), _("yes") if person.rural else ""
    yield _("Priority groups"), labels_of("priority_groups", person.priority_groups)


def _of_work(did: Experience) -> Fact:
    known = did.occupation.label if did.occupation else ""
    said = [] if known == did.title else [known]
    return Fact(
        label=did.title,
        value=", ".join(filter(None, [*said, did.employer])) or _("in your own words"),
        note=formats.months(did.months),
    )


def _of_skills(person: Person) -> Iterable[tuple[str, str]]:
    courses = person.course_records.select_related("course").order_by("pk")
    skills = [link.skill.label for link in person.skill_links.select_related("skill")]
    yield _("Schooling"), labels_of("education", person.education)
    yield _("Professional level"), labels_of("cmkt", person.cmkt)
    yield _("What you studied"), person.major
    yield (
        _("Courses"),
        ", ".join(f"{r.course.title} ({r.get_state_display()})" for r in courses),
    )
    yield _("Skills"), ", ".join(skills)
    yield _("Languages"), labels_of("languages", person.languages)
    yield _("Soft skills"), labels_of("soft_skills", person.soft_skills)
    yield _("In your own words"), person.about


def _of_wish(person: Person) -> Iterable[tuple[str, str]]:
    wish = wish_of(person)
    if wish.pk:
        yield _("Occupations"), ", ".join(o.label for o in wish.occupations.all())
    yield _("In your own words"), wish.title
    yield _("Pay"), formats.pay(wish.pay_min, None) if wish.pay_min else ""
    yield _("Shifts"), labels_of("shifts", wish.shifts)
    yield _("Kinds of employment"), labels_of("employment_types", wish.employment_types)
    yield _("Work abroad"), _("yes") if wish.overseas else ""
    if "wish" in person.steps_done:
        yield _("A course first"), _("yes") if wish.train else _("no")


def _of_place(person: Person) -> Iterable[tuple[str, str]]:
    wish = wish_of(person)
    needs = [
        _("dormitory") if wish.needs_dormitory else "",
        _("shuttle bus") if wish.needs_shuttle else "",
    ]
    yield _("Places"), "; ".join(filter(None, map(place_label, wish.places)))
    yield _("Daily way"), _("up to %(km)s km") % {"km": formats.number(wish.max_distance_km)}
    yield _("You need"), ", ".join(filter(None, needs))


def _of_consent(person: Person) -> list[Fact]:
    given = consents_of(person)
    return [
        Fact(label=_("You allow"), value=str(Consent.Purpose(purpose).label)) for purpose in given
    ]
