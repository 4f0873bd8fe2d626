"""The one score: how well a vacancy fits a person, as named points that sum to 0–100.

Everything that ranks people or vacancies calls `score`; there is no second formula.
"""

from collections.abc import Callable, Iterable, Mapping

from matching.recommend import weights as w
from matching.recommend.facts import PersonFacts, VacancyFacts
from portal.reference.places import distance_km

Components = dict[str, float]


def score(person: PersonFacts, vacancy: VacancyFacts) -> Components:
    """Points by component, each between 0 and its weight; their sum is the score.

    Pure: the same facts always give the same points.
    """
    return {name: w.WEIGHTS[name] * part(person, vacancy) for name, part in PARTS.items()}


def total(components: Mapping[str, float]) -> float:
    """The score, 0–100."""
    return sum(components.values())


def obstacle(person: PersonFacts, vacancy: VacancyFacts) -> str | None:
    """Why a vacancy cannot be for this person at all, as a code; None when it can.

    Only what the person themselves ruled out or cannot reach; never who they are.
    """
    if vacancy.overseas and not person.overseas:
        return "overseas_not_wanted"
    if person.cmkt is not None and vacancy.cmkt - person.cmkt >= w.LEVEL_OUT_OF_REACH:
        return "level_too_high"
    if vacancy.overseas or vacancy.dormitory:
        return None
    if vacancy.places & (person.places | person.provinces):
        return None
    if person.lat is None or vacancy.lat is None:
        return "no_dormitory" if person.needs_dormitory else None
    if person.island != vacancy.island:
        return "other_island"
    km = commute_km(person, vacancy)
    if km is not None and felt_km(km, person, vacancy) > reach_km(person):
        return "no_dormitory" if person.needs_dormitory else "too_far"
    return None


def commute_km(person: PersonFacts, vacancy: VacancyFacts) -> float | None:
    """Kilometres from home to work as the crow flies; None where unknown or across water."""
    if person.lat is None or person.lon is None or vacancy.lat is None or vacancy.lon is None:
        return None
    if person.island != vacancy.island:
        return None
    return distance_km(person.lat, person.lon, vacancy.lat, vacancy.lon)


def reach_km(person: PersonFacts) -> float:
    """Beyond these felt kilometres nobody commutes; who needs a dormitory goes no further than
    they said."""
    return person.max_distance_km * (1 if person.needs_dormitory else w.OUT_OF_REACH)


def felt_km(km: float, person: PersonFacts, vacancy: VacancyFacts) -> float:
    """How long the way feels, given the shuttle bus that the vacancy has or lacks."""
    return km * way_factor(person, shuttle=vacancy.shuttle)


def way_factor(person: PersonFacts, *, shuttle: bool) -> float:
    if shuttle:
        return w.WITH_SHUTTLE
    return w.WITHOUT_NEEDED_SHUTTLE if person.needs_shuttle else 1.0


def missing_skills(person: PersonFacts, vacancy: VacancyFacts) -> list[str]:
    """Essential skills that the person neither has, learns, nor surely used; heaviest first."""
    known = person.skills | person.studying | person.implied
    lacking = [(-weight, s) for s, weight in vacancy.essential.items() if s not in known]
    return [skill for _weight, skill in sorted(lacking)]


def nearness(isco: str, other: str) -> float:
    """How near two occupations are by the digits that their ISCO codes share, 0–1."""
    for digits, value in w.NEARNESS.items():
        if isco[:digits] == other[:digits]:
            return value
    return 0.0


def _near(person: PersonFacts, occupation: str, vacancy: VacancyFacts) -> float:
    if occupation == vacancy.occupation:
        return w.SAME_OCCUPATION
    return nearness(person.isco[occupation], vacancy.isco)


def _occupation(person: PersonFacts, vacancy: VacancyFacts) -> float:
    if not person.wanted and not person.practised:
        return w.UNKNOWN_WISH

    def best(occupations: Iterable[str]) -> float:
        return max((_near(person, o, vacancy) for o in occupations), default=0.0)

    practised = best(person.practised)
    if not person.wanted:
        return practised
    return max(best(person.wanted), w.PRACTISED * practised)


def _share(needed: Mapping[str, float], person: PersonFacts) -> float:
    half = person.studying | person.implied
    had = sum(
        weight * (1 if skill in person.skills else w.HALF_HAD if skill in half else 0)
        for skill, weight in needed.items()
    )
    # Adding floats in another order may pass the whole by a hair.
    return min(1.0, had / sum(needed.values()))


def _skills(person: PersonFacts, vacancy: VacancyFacts) -> float:
    return _share(vacancy.essential, person) if vacancy.essential else 1.0


def _optional_skills(person: PersonFacts, vacancy: VacancyFacts) -> float:
    return _share(vacancy.optional, person) if vacancy.optional else w.NO_OPTIONAL


def _place(person: PersonFacts, vacancy: VacancyFacts) -> float:
    if vacancy.overseas:
        return 1.0 if person.overseas else 0.0
    if person.places & vacancy.places:
        return 1.0
    points = 0.0
    if person.provinces & vacancy.places:
        points = w.PROVINCE_WISH
    if vacancy.dormitory:
        points = max(points, 1.0 if person.needs_dormitory else w.DORMITORY)
    if person.lat is None or vacancy.lat is None:
        return max(points, w.UNKNOWN_PLACE)
    km = commute_km(person, vacancy)
    if km is None:
        return points
    limit = w.OUT_OF_REACH * person.max_distance_km
    return max(points, 1 - felt_km(km, person, vacancy) / limit)


def _pay(person: PersonFacts, vacancy: VacancyFacts) -> float:
    if not person.pay_min:
        return 1.0
    if vacancy.pay_max is None:
        return w.PAY_UNKNOWN
    part = vacancy.pay_max / person.pay_min
    return min(1.0, max(0.0, (part - w.PAY_FLOOR) / (1 - w.PAY_FLOOR)))


def _schedule(person: PersonFacts, vacancy: VacancyFacts) -> float:
    shifts = 1.0
    if person.shifts and vacancy.shifts:
        shifts = len(person.shifts & vacancy.shifts) / len(vacancy.shifts)
    elif person.shifts and not vacancy.flexible:
        shifts = w.SHIFTS_UNKNOWN
    unfit = person.employment_types and vacancy.employment_type not in person.employment_types
    return w.SHIFTS_SHARE * shifts + w.EMPLOYMENT_SHARE * (0 if unfit else 1)


def _level(person: PersonFacts, vacancy: VacancyFacts) -> float:
    parts = {
        "education": _step(vacancy.education - person.education),
        "cmkt": _step(vacancy.cmkt - (person.cmkt or 0)),
        "experience": 1.0,
        "languages": 1.0,
    }
    if vacancy.experience_months:
        relevant = relevant_months(person, vacancy)
        parts["experience"] = min(1.0, relevant / vacancy.experience_months)
    if vacancy.languages:
        spoken = vacancy.languages & person.languages
        parts["languages"] = len(spoken) / len(vacancy.languages)
    return sum(w.LEVEL_SHARES[name] * part for name, part in parts.items())


def _step(short: int) -> float:
    return min(1.0, max(0.0, 1 - w.STEP_BELOW * short))


def relevant_months(person: PersonFacts, vacancy: VacancyFacts) -> float:
    """Months of experience as they count for the vacancy: whole in its occupation, in part in
    near ones."""
    counted = sum(m * _near(person, o, vacancy) for o, m in person.practised.items())
    return counted + w.UNPLACED_EXPERIENCE * person.unplaced_months


def _freshness(person: PersonFacts, vacancy: VacancyFacts) -> float:
    return min(1.0, max(0.0, 1 - vacancy.age_days / w.FRESH_DAYS))


def _text(person: PersonFacts, vacancy: VacancyFacts) -> float:
    if not vacancy.words:
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
