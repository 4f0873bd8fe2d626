"""The jobs that suit the reader best, why, and what they would have to learn."""

from dataclasses import dataclass, field

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from frontend.cards import Gap, VacancyCard
from frontend.forms.seeker.consent import MEANING, consents_of
from frontend.present import fit_of, gap_of, vacancy_card
from frontend.throttling import throttled
from frontend.views.seeker.access import own_person, seeker_page
from frontend.views.seeker.steps import step_url
from matching.recommend.explain import Reason
from matching.recommend.explain.reasons import TOLD_BY_GAPS
from matching.recommend.service import Recommendation, recommend
from portal.people.models import Consent
from portal.people.services import STEPS

SHOWN = 10
FITTING = 3


@dataclass(frozen=True)
class Item:
    """A vacancy with what the person would have to learn for it."""

    card: VacancyCard
    gaps: list[Gap] = field(default_factory=list)


@require_safe
@throttled("search")
@seeker_page
def recommendations(request: HttpRequest) -> HttpResponse:
    """The best ten. Only with the reader's consent, which is asked for on this page."""
    person = own_person(request)
    if not person.pk:
        return render(request, "seeker/recommendations_begin.html", {"url": step_url(STEPS[0])})
    invited = person.invitations.waiting().count()
    if Consent.Purpose.MATCHING not in consents_of(person):
        context = {
            "meaning": MEANING[Consent.Purpose.MATCHING],
            "purpose": Consent.Purpose.MATCHING,
            "invited": invited,
        }
        return render(request, "seeker/recommendations_consent.html", context)
    found = recommend(person, SHOWN)
    here = reverse("recommendations")
    question = found.question
    context = {
        "person": person,
        "invited": invited,
        "items": [_item(one) for one in found],
        "limited": found.limited,
        "question": question and {"text": question.text, "url": step_url(question.step, here)},
        "wish_url": step_url("wish", here),
        "place_url": step_url("place", here),
        "url": here,
        "today": timezone.localdate(),
    }
    return render(request, "seeker/recommendations.html", context)


def _item(found: Recommendation) -> Item:
    return Item(
        card=vacancy_card(
            found.vacancy,
            distance_km=found.distance_km,
            fit=fit_of(found.score, _told(found.reasons)),
        ),
        gaps=[gap_of(gap) for gap in found.missing],
    )


def _told(reasons: list[Reason]) -> list[Reason]:
    """The strongest reasons for it, then all against it: nothing of that kind is left out."""
    fitting = [reason for reason in reasons if reason.kind == "fits"][:FITTING]
    rest = [r for r in reasons if r.kind != "fits" and r.code not in TOLD_BY_GAPS]
    return fitting + rest
