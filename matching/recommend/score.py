"""The one score: how well a vacancy fits a person, as named points that sum to 0–100.

Everything that ranks people or vacancies calls `score`; there is no second formula.
"""

from collections.abc import Callable

from matching.recommend import weights as w
from matching.recommend.facts import PersonFacts, VacancyFacts
from portal.reference.places import distance_km

Components = dict[str, float]


def score(person: PersonFacts, vacancy: VacancyFacts) -> Components:
    """Points by component, each between 0 and its weight; their sum is the score.

    Pure: the same facts always give the same points.
    """
    return {name: w.WEIGHTS[name] * part(person, vacancy) for name, part in PARTS.items()}


def total(components: Components) -> float:
    """The score, 0–100."""
    return sum(components.values())


def commute_km(person: PersonFacts, vacancy: VacancyFacts) -> float | None:
    """Kilometres from home to work as the crow flies; None where unknown or across water."""
    if person.lat is None or person.lon is None or vacancy.lat is None or vacancy.lon is None:
        return None
    if person.island != vacancy.island:
        return None
    return distance_km(person.lat, person.lon, vacancy.lat, vacancy.lon)


def obstacle(person: PersonFacts, vacancy: VacancyFacts) -> str | None:
    """Why a vacancy cannot be for this person at all, as a code; None when it can.

    Only what the person themselves ruled out or cannot reach; never who they are.
    """
    if vacancy.overseas:
        return None if person.overseas else "overseas_not_wanted"
    if vacancy.cmkt >= person.cmkt + 3:
        return "level_too_high"
    if person.places & vacancy.places or vacancy.dormitory:
        return None
    if person.needs_dormitory:
        return "no_dormitory"
    if person.lat is not None and person.island != vacancy.island:
        return "other_island"
    km = commute_km(person, vacancy)
    reach = person.max_distance_km * w.OUT_OF_REACH
    if km is not None and _felt_km(km, vacancy) > reach:
        return "too_far"
    return None


def _felt_km(km: float, vacancy: VacancyFacts) -> float:
    if vacancy.dormitory:
        return km * w.DORMITORY_DISTANCE
    return km * w.SHUTTLE_DISTANCE if vacancy.shuttle else km


def _nearness(isco: str, known: str) -> float:
    if isco == known:
        return w.SAME_UNIT_GROUP
    if isco[:3] == known[:3]:
        return w.SAME_MINOR_GROUP
    return w.SAME_SUB_MAJOR_GROUP if isco[:2] == known[:2] else 0.0


def _occupation(person: PersonFacts, vacancy: VacancyFacts) -> float:
    if not person.wanted and not person.practised:
        return w.UNKNOWN_WISH

    def best(ids: frozenset[str]) -> float:
        if vacancy.occupation in ids:
            return w.SAME_OCCUPATION
        return max((_nearness(vacancy.isco, person.isco[i]) for i in ids), default=0.0)

    practised = best(person.practised)
    if not person.wanted:
        return practised
    return max(best(person.wanted), w.PRACTISED * practised)


def _share(needed: dict[str, float], person: PersonFacts) -> float:
    whole = sum(needed.values())
    if whole <= 0:
        return 1.0
    has = sum(weight for skill, weight in needed.items() if skill in person.skills)
    learns = sum(
        weight
        for skill, weight in needed.items()
        if skill in person.studying and skill not in person.skills
    )
    return (has + 0.5 * learns) / whole


def _skills(person: PersonFacts, vacancy: VacancyFacts) -> float:
    return _share(vacancy.essential, person)


def _optional_skills(person: PersonFacts, vacancy: VacancyFacts) -> float:
    return _share(vacancy.optional, person)


def _place(person: PersonFacts, vacancy: VacancyFacts) -> float:
    if vacancy.overseas:
        return 1.0 if person.overseas else 0.0
    if person.places & vacancy.places:
        return 1.0
    km = commute_km(person, vacancy)
    if km is None:
        unknown = person.lat is None or vacancy.lat is None
        return 0.5 if unknown else (0.4 if vacancy.dormitory else 0.0)
    felt = _felt_km(km, vacancy)
    if felt <= person.max_distance_km:
        return 1.0 - 0.4 * felt / person.max_distance_km
    over = felt / person.max_distance_km - 1
    return max(0.0, 0.6 * (1 - over / (w.OUT_OF_REACH - 1)))


def _pay(person: PersonFacts, vacancy: VacancyFacts) -> float:
    if person.pay_min is None:
        return 1.0
    if vacancy.pay_max is None:
        return 0.6
    ratio = vacancy.pay_max / person.pay_min if person.pay_min else 1.0
    return min(1.0, max(0.0, 1 - 2.5 * (1 - ratio)))


def _schedule(person: PersonFacts, vacancy: VacancyFacts) -> float:
    shifts = 1.0
    if person.shifts and vacancy.shifts:
        shifts = len(person.shifts & vacancy.shifts) / len(vacancy.shifts)
    elif person.shifts:
        shifts = 0.6
    kind = 1.0
    if person.employment_types and vacancy.employment_type not in person.employment_types:
        kind = 0.0
    transport = 1.0
    if person.needs_shuttle and not (vacancy.shuttle or vacancy.dormitory):
        transport = 0.0
    return 0.5 * shifts + 0.3 * kind + 0.2 * transport


def _level(person: PersonFacts, vacancy: VacancyFacts) -> float:
    education = 1.0 if person.education >= vacancy.education else 0.4
    short = vacancy.cmkt - person.cmkt
    cmkt = 1.0 if short <= 0 else max(0.0, 1 - 0.5 * short)
    experience = 1.0
    if vacancy.experience_months:
        experience = min(1.0, person.experience_months / vacancy.experience_months)
    languages = 1.0
    if vacancy.languages:
        languages = len(vacancy.languages & person.languages) / len(vacancy.languages)
    return 0.25 * education + 0.3 * cmkt + 0.3 * experience + 0.15 * languages


def _freshness(person: PersonFacts, vacancy: VacancyFacts) -> float:
    return max(0.0, 1 - vacancy.age_days / w.FRESH_DAYS)


def _text(person: PersonFacts, vacancy: VacancyFacts) -> float:
    if not vacancy.words or not person.words:
        return 0.0
    return len(person.words & vacancy.words) / len(vacancy.words)


PARTS: dict[str, Callable[[PersonFacts, VacancyFacts], float]] = {
    "occupation": _occupation,
    "skills": _skills,
    "optional_skills": _optional_skills,
    "place": _place,
    "pay": _pay,
    "schedule": _schedule,
    "level": _level,
    "freshness": _freshness,
    "text": _text,
}
