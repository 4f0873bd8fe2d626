"""Cards of search hits, with what a signed-in job seeker wants to know: fit, and how far."""

import re
from dataclasses import replace
from html import unescape

from django.http import HttpRequest
from django.utils.http import urlencode
from django.utils.safestring import mark_safe

from frontend.cards import CourseCard, Fit, VacancyCard
from frontend.present import course_card, vacancy_card
from frontend.views.listings.here import Here, here
from frontend.views.public.asked import POSITION, Asked
from jobs.models import Vacancy
from matching.recommend.service import NoConsentError, scores
from portal.people.models import Person
from portal.search.results import Hit, Results
from training.models import Course

Card = VacancyCard | CourseCard
_MARK = re.compile(r"</?mark>")


def cards(request: HttpRequest, asked: Asked, results: Results) -> list[Card]:
    """One card a hit, in their order; the number of queries does not grow with them."""
    person = _person(request)
    fits = _fits(person, results)
    home = here(request, person)
    # The page behind a card tells how far it is from the place that was searched for.
    carried = [(n, v) for n in ("place", *POSITION) for v in asked.query.getlist(n)[:1]]
    found = []
    for hit in results.hits:
        card = _card(hit, fits.get(hit.row.pk) if hit.type == "vacancy" else None, home)
        found.append(replace(card, url=f"{card.url}?{urlencode(carried)}") if carried else card)
    return found


def _person(request: HttpRequest) -> Person | None:
    if not request.user.is_authenticated:
        return None
    return Person.objects.filter(user=request.user).first()


def _fits(person: Person | None, results: Results) -> dict[int, Fit]:
    if person is None:
        return {}
    vacancies = [hit.row.pk for hit in results.hits if hit.type == "vacancy"]
    try:
        found = scores(person, vacancies)
    except NoConsentError:
        return {}
    return {vacancy: Fit(score=round(points)) for vacancy, points in found.items()}


def _card(hit: Hit, fit: Fit | None, home: Here) -> Card:
    shown = hit.highlights | {"body": _with_dots(hit.highlights.get("body", ""))}
    # The engine escaped all but its own marks.
    marked = {name: mark_safe(text) for name, text in shown.items()}  # noqa: S308
    km = hit.distance_km
    if isinstance(hit.row, Vacancy):
        if km is None and hit.row.kind == Vacancy.Kind.DOMESTIC:
            km = home.km_to(hit.row.unit, hit.row.industrial_park)
        return vacancy_card(hit.row, distance_km=km, marked=marked, fit=fit)
    course: Course = hit.row
    return course_card(course, distance_km=home.km_to(course.unit) if km is None else km,
                       marked=marked)  # fmt: skip


def _with_dots(excerpt: str) -> str:
    """An excerpt in HTML with dots where its text begins or ends within a sentence."""
    text = unescape(_MARK.sub("", excerpt)).strip()
    before = "… " if text[:1].islower() else ""
    after = " …" if text and text[-1] not in ".!?…" else ""
    return f"{before}{excerpt.strip()}{after}"
