"""How one vacancy that somebody looks at fits them: the same score and words as in their list."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from jobs.models import Vacancy
from matching.recommend.explain import Reason, for_seeker
from matching.recommend.explain.obstacles import obstacle_reason
from matching.recommend.explain.reasons import levels
from matching.recommend.facts import PersonFacts, VacancyFacts
from matching.recommend.gaps import SHOWN_PER_VACANCY, Gap, gaps, without_offers
from matching.recommend.read import person_facts, skill_weights, vacancy_facts
from matching.recommend.score import missing_skills, obstacle, relevant_months, score, total
from matching.recommend.service import check_consent
from portal.people.models import Person
from portal.search.engine import EngineAwayError

Met = Literal["yes", "learning", "likely", "partly", "no"]


@dataclass(frozen=True)
class Fit:
    """`score` 0–100, or None where the person ruled such work out or cannot reach it; then the
    first of the reasons says so. `limited`: the engine is away, so no courses are named."""

    score: float | None
    reasons: list[Reason]
    skills: Mapping[str, Met]
    """Every skill that is asked for, essential or welcome: whether the person has it, learns it,
    or likely has it from the work they did."""
    levels: Mapping[str, Met]
    """What is asked for of education, cmkt, experience and languages: whether it is there."""
    missing: list[Gap]
    limited: bool = False


def fit(person: Person, vacancy: Vacancy) -> Fit:
    """The fit of a person and any vacancy, open or not; at most one request to the engine.

    Raises NoConsentError.
    """
    check_consent(person)
    who = person_facts([person])[0]
    (what,) = vacancy_facts(Vacancy.objects.filter(pk=vacancy.pk))
    points = score(who, what)
    try:
        missing, limited = gaps(who, [what], skill_weights())[what.id], False
    except EngineAwayError:
        lacking = missing_skills(who, what)[:SHOWN_PER_VACANCY]
        missing = without_offers({what.id: lacking})[what.id]
        limited = True
    reasons = for_seeker(who, what, points, missing)
    why_not = obstacle(who, what)
    if why_not:
        reasons.insert(0, obstacle_reason(why_not))
    return Fit(
        score=None if why_not else total(points),
        reasons=reasons,
        skills=_skills(who, what),
        levels=_levels(who, what),
        missing=missing,
        limited=limited,
    )


def _skills(person: PersonFacts, vacancy: VacancyFacts) -> dict[str, Met]:
    def met(skill: str) -> Met:
        if skill in person.skills:
            return "yes"
        if skill in person.studying:
            return "learning"
        return "likely" if skill in person.implied else "no"

    return {skill: met(skill) for skill in (*vacancy.essential, *vacancy.optional)}


def _levels(person: PersonFacts, vacancy: VacancyFacts) -> dict[str, Met]:
    found: dict[str, Met] = {
        name: "yes" if own >= needed else "no"
        for name, _list, needed, own in levels(person, vacancy)
        if needed
    }
    if months := vacancy.experience_months:
        relevant = relevant_months(person, vacancy)
        found["experience"] = "yes" if relevant >= months else "partly" if relevant else "no"
    if wanted := vacancy.languages:
        spoken = wanted & person.languages
        found["languages"] = "yes" if spoken == wanted else "partly" if spoken else "no"
    return found
