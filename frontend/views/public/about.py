"""What this is, how it decides, and what happens to people’s data."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from matching.recommend.weights import WEIGHTS
from portal.people.models import Consent

# What each component of the score asks, in plain words.
COMPONENTS = {
    "occupation": _("It is the occupation you want or have done"),
    "skills": _("You have the skills they need; rare ones count more"),
    "place": _("You can get there: way, shuttle bus, dormitory"),
    "pay": _("It pays what you wish for"),
    "level": _("Schooling, level, experience and languages they ask for"),
    "schedule": _("Shifts and kind of employment you want"),
    "optional_skills": _("You have skills that are also welcome"),
    "text": _("Your own words stand in the job title"),
    "freshness": _("The ad is new"),
}
PURPOSES = {
    Consent.Purpose.MATCHING: _(
        "We compare your profile with open jobs and courses, and show you what fits."
    ),
    Consent.Purpose.CANDIDATE_SEARCH: _(
        "Employers see your commune, trades, skills, schooling, languages and experience. They "
        "see no name, phone, date of birth, sex or house."
    ),
    Consent.Purpose.CONTACT: _(
        "One employer, whose invitation you accepted, sees your name, phone and e-mail. You are "
        "told of every look."
    ),
    Consent.Purpose.NOTICES: _("We may write to you when something new fits you."),
    Consent.Purpose.FOLLOW_UP: _(
        "We ask you 3 and 6 months after a course whether you work. Who learned with support from "
        "the state is asked by law."
    ),
}


@require_safe
@login_not_required
def how_it_works(request: HttpRequest) -> HttpResponse:
    """How search and recommendations come about; the points are those of the score itself."""
    components = [(words, WEIGHTS[name]) for name, words in COMPONENTS.items()]
    return render(request, "public/how_it_works.html", {"components": components})


@require_safe
@login_not_required
def privacy(request: HttpRequest) -> HttpResponse:
    """What is kept of people, why, who sees it, and their rights by Law 91/2025/QH15."""
    purposes = [(purpose.label, words) for purpose, words in PURPOSES.items()]
    return render(request, "public/privacy.html", {"purposes": purposes})
