"""Who suits a vacancy: without a name until the person agreed, and then with every look logged."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from frontend import formats
from frontend.cards import Link, Reason, Tab
from frontend.present import labels_of, vacancy_url
from frontend.views.organisation.acting import home_of, own_vacancy
from jobs.models import Vacancy
from matching.recommend import invitations
from matching.recommend.explain.reasons import duration, listed, occupation_label
from matching.recommend.models import Invitation
from matching.recommend.service import MOST, Candidate, candidates
from portal.accounts.current import signed_in
from portal.people.models import Consent
from portal.reference.places import gazetteer
from portal.search.concepts import SKILL

PER_PAGE = 10


@dataclass(frozen=True, kw_only=True)
class CandidateCard:
    """A candidate as an employer may see them; `state` is what became of the invitation."""

    person_id: int
    state: str = ""
    """Empty, "invited", "declined" or "agreed"."""
    place: str = ""
    facts: tuple[str, ...] = ()
    score: int | None = None
    reasons: tuple[Reason, ...] = ()
    invited_at: Any = None


@require_safe
def suiting(request: HttpRequest, pk: int) -> HttpResponse:
    """The people who suit an open vacancy best and let employers find them."""
    vacancy = own_vacancy(request, pk, "jobs.view_candidates")
    page = Paginator(candidates(vacancy, MOST), PER_PAGE).get_page(request.GET.get("page"))
    answers = dict(
        vacancy.invitations.filter(person__in=[c.person_id for c in page]).values_list(
            "person", "answer"
        )
    )
    cards = [
        replace(_card(c), state=_state(answers.get(c.person_id), agreed=c.agreed)) for c in page
    ]
    return _list(request, vacancy, page, cards, "suiting")


@require_safe
def invited(request: HttpRequest, pk: int) -> HttpResponse:
    """Those who were invited, also when the vacancy is closed or they look for work no more;
    then they are a number only."""
    vacancy = own_vacancy(request, pk, "jobs.view_candidates")
    rows = vacancy.invitations.order_by("-created_at", "-pk")
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    agreed = _agreed(vacancy, [i.person_id for i in page])
    seen = {c.person_id: c for c in candidates(vacancy, MOST)}
    cards = []
    for invitation in page:
        candidate = seen.get(invitation.person_id)
        cards.append(
            replace(
                _card(candidate) if candidate else CandidateCard(person_id=invitation.person_id),
                state=_state(invitation.answer, agreed=invitation.person_id in agreed),
                invited_at=invitation.created_at,
            )
        )
    return _list(request, vacancy, page, cards, "invited")


def _agreed(vacancy: Vacancy, people: Iterable[int]) -> set[int]:
    """Who of them agrees today to show this employer their name and phone."""
    given = Consent.objects.filter(
        person__in=people,
        purpose=Consent.Purpose.CONTACT,
        organisation=vacancy.employer_id,
        withdrawn_at__isnull=True,
    )
    return set(given.values_list("person", flat=True))


def _state(answer: str | None, *, agreed: bool) -> str:
    if agreed:
        return "agreed"
    if answer == Invitation.Answer.DECLINED:
        return "declined"
    if answer == Invitation.Answer.ACCEPTED:
        return "withdrawn"
    return "" if answer is None else "invited"


def _card(candidate: Candidate) -> CandidateCard:
    place = gazetteer().places.get(candidate.unit)
    where = [place.label] if place else []
    if candidate.distance_km is not None:
        where.append(formats.distance(candidate.distance_km))
    trades = [occupation_label(o) for o in candidate.occupations]
    experience = candidate.experience_months
    facts = (
        ", ".join(trades),
        _("%(time)s of work experience") % {"time": duration(experience)} if experience else "",
        labels_of("cmkt", candidate.cmkt) or labels_of("education", candidate.education),
        labels_of("languages", candidate.languages),
        _("Skills: %(skills)s") % {"skills": listed(SKILL, candidate.skills)}
        if candidate.skills
        else "",
    )
    return CandidateCard(
        person_id=candidate.person_id,
        place=" · ".join(where),
        facts=tuple(filter(None, facts)),
        score=round(candidate.score),
        reasons=tuple(Reason(kind=r.kind, text=r.text) for r in candidate.reasons),
    )


def _list(
    request: HttpRequest, vacancy: Vacancy, page: Any, cards: list[CandidateCard], shown: str
) -> HttpResponse:
    user = signed_in(request)
    is_own = user.has_perm("recommend.invite_candidate", vacancy)
    context = {
        "vacancy": vacancy,
        "page": page,
        "cards": cards,
        "shown": shown,
        "is_own": is_own,
        "links": _links(vacancy)
        if is_own
        else [Link(label=str(vacancy), url=vacancy_url(vacancy))],
        "tabs": [
            Tab(
                label=_("Suitable"),
                url=reverse("vacancy_candidates", args=[vacancy.pk]),
                current=shown == "suiting",
            ),
            Tab(
                label=_("Invited"),
                url=reverse("vacancy_invited", args=[vacancy.pk]),
                count=vacancy.invitations.count(),
                current=shown == "invited",
            ),
        ],
    }
    return render(request, "organisation/candidates.html", context)


def _links(vacancy: Vacancy) -> list[Link]:
    return [
        Link(label=_("Hiring"), url=home_of(vacancy.employer)),
        Link(label=str(vacancy), url=reverse("vacancy_edit", args=[vacancy.pk])),
    ]


@require_POST
def invite(request: HttpRequest, pk: int, person: int) -> HttpResponse:
    """Asks a candidate to get to know each other; the person is told and may agree."""
    vacancy = own_vacancy(request, pk, "recommend.invite_candidate")
    try:
        invitations.invite(vacancy=vacancy, person_id=person, by=signed_in(request))
    except ValidationError as error:
        messages.error(request, error.messages[0])
    else:
        text = _("Candidate %(number)s is invited. We show you name and phone once they agree.")
        messages.success(request, text % {"number": person})
    page = request.POST.get("page", "")
    address = reverse("vacancy_candidates", args=[vacancy.pk])
    return redirect(f"{address}?page={page}" if page.isascii() and page.isdigit() else address)


@require_POST
@never_cache
def contact(request: HttpRequest, pk: int, person: int) -> HttpResponse:
    """Name and phone of somebody who agreed. Each look is logged, and they see it."""
    vacancy = own_vacancy(request, pk, "recommend.view_contact")
    try:
        shown = invitations.contact(vacancy=vacancy, person_id=person, viewer=signed_in(request))
    except PermissionError:
        messages.error(request, _("This candidate does not agree, or no longer agrees, to this."))
        return redirect("vacancy_invited", pk=vacancy.pk)
    context = {
        "vacancy": vacancy,
        "number": person,
        "contact": shown,
        "links": _links(vacancy),
        "back": reverse("vacancy_invited", args=[vacancy.pk]),
    }
    return render(request, "organisation/contact.html", context)
