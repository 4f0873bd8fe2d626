"""What somebody would have to learn for the jobs shown to them, and where they can."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from matching.recommend.facts import PersonFacts, VacancyFacts
from matching.recommend.retrieval import possible, vacancies_index
from matching.recommend.score import missing_skills
from portal.reference.codes import entries
from portal.reference.places import distance_km, gazetteer
from portal.search import registry
from portal.search.engine import EngineAwayError, answering, reader
from portal.search.indexes import alias
from training.models import Course, Intake

Query = dict[str, Any]

# More than this is no gap but another trade.
SHOWN_PER_VACANCY = 3
MOST_SKILLS = 20
# Courses asked for each skill: the engine may be seconds behind, and the nearest one just full.
SPARE = 3


@dataclass(frozen=True)
class Offer:
    """A course that somebody can still join: the intake that starts first, with its free seats."""

    course: Course
    intake: Intake
    seats: int
    distance_km: float | None
    """From home as the crow flies; None where home is unknown or across water."""


@dataclass(frozen=True)
class Gap:
    """An essential skill that is missing, the nearest course for it, and how many more open
    vacancies within reach ask for nothing else that is missing."""

    skill: str
    offer: Offer | None = None
    opens: int = 0


def gaps(
    person: PersonFacts, shown: Sequence[VacancyFacts], weights: Mapping[str, float]
) -> dict[int, list[Gap]]:
    """Vacancy → its gaps, heaviest first. One request to the engine, none without a gap.

    Raises EngineAwayError. Seats and courses are read from the database.
    """
    missing = {v.id: missing_skills(person, v)[:SHOWN_PER_VACANCY] for v in shown}
    often = Counter(skill for skills in missing.values() for skill in skills)
    skills = [skill for skill, _count in often.most_common(MOST_SKILLS)]
    if not skills or not person.trains:
        return without_offers(missing)
    courses, opens = _ask(person, skills, weights)
    offers = _offers(person, courses)
    found = {s: Gap(s, offers.get(s), opens.get(s, 0)) for s in skills}
    return {v: [found.get(s, Gap(s)) for s in lacking] for v, lacking in missing.items()}


def without_offers(missing: Mapping[int, Iterable[str]]) -> dict[int, list[Gap]]:
    """The gaps alone, for whoever wants no course or while the engine is away."""
    return {vacancy: [Gap(s) for s in skills] for vacancy, skills in missing.items()}


def _ask(
    person: PersonFacts, skills: Sequence[str], weights: Mapping[str, float]
) -> tuple[dict[str, list[int]], dict[str, int]]:
    courses = {"index": alias(registry.get("course"), "read")}
    vacancies = {"index": vacancies_index()}
    searches: list[Query] = []
    for skill in skills:
        searches += [courses, _teaching(person, skill)]
    searches += [vacancies, _opening(person, skills, weights)]
    with answering():
        answers = reader().msearch(searches=searches)["responses"]
    if failed := next((a["error"]["type"] for a in answers if "error" in a), None):
        raise EngineAwayError(failed)
    found = {
        skill: [int(hit["_id"]) for hit in answer["hits"]["hits"]]
        for skill, answer in zip(skills, answers, strict=False)
    }
    buckets = answers[-1]["aggregations"]["opens"]["buckets"]
    return found, {skill: buckets[skill]["doc_count"] for skill in skills}


def _teaching(person: PersonFacts, skill: str) -> Query:
    """The nearest courses with free seats that teach the skill; soonest, where home is unknown."""
    filters: list[Query] = [
        {"term": {"public": True}},
        {"term": {"skills": skill}},
        {"range": {"seats_free": {"gte": 1}}},
    ]
    if person.education:
        enough = ["", *list(entries("education"))[: person.education + 1]]
        filters.append({"terms": {"education": enough}})
    order: list[Query] = [{"starts_on": "asc"}]
    if person.lat is not None:
        home = {"lat": person.lat, "lon": person.lon}
        order.insert(0, {"_geo_distance": {"location": home, "unit": "km"}})
    return {
        "query": {"bool": {"filter": filters}},
        "sort": order,
        "size": SPARE,
        "_source": False,
        "track_total_hits": False,
    }


def _opening(person: PersonFacts, skills: Sequence[str], weights: Mapping[str, float]) -> Query:
    """For each skill, possible vacancies of the trade that lack nothing else of this person."""
    known = person.skills | person.studying | person.implied
    beyond = sorted(set(weights) - known - set(skills))
    filters = [*possible(person), {"bool": {"must_not": {"terms": {"skills": beyond}}}}]
    if trades := person.wanted or set(person.practised):
        groups = sorted({f"isco:{person.isco[o][:3]}" for o in trades})
        filters.append({"terms": {"occupations": groups}})
    only = {
        skill: {
            "bool": {
                "filter": {"term": {"skills": skill}},
                "must_not": {"terms": {"skills": [s for s in skills if s != skill]}},
            }
        }
        for skill in skills
    }
    return {
        "query": {"bool": {"filter": filters}},
        "aggs": {"opens": {"filters": {"filters": only}}},
        "size": 0,
        "track_total_hits": False,
    }


def _offers(person: PersonFacts, courses: Mapping[str, Sequence[int]]) -> dict[str, Offer]:
    ids = {pk for found in courses.values() for pk in found}
    rows = (
        Course.objects.public()
        .filter(pk__in=ids)
        .select_related("centre", "unit")
        .prefetch_related("intakes", "skills")
    )
    open_ones = {c.pk: offer for c in rows if (offer := _offer(person, c))}
    offers: dict[str, Offer] = {}
    for skill, found in courses.items():
        for pk in found:
            offer = open_ones.get(pk)
            if offer and any(s.pk == skill for s in offer.course.skills.all()):
                offers[skill] = offer
                break
    return offers


def _offer(person: PersonFacts, course: Course) -> Offer | None:
    today = timezone.localdate()
    joinable = [i for i in course.intakes.all() if i.is_open and i.starts_on >= today]
    if not joinable:
        return None
    intake = min(joinable, key=lambda i: (i.starts_on, i.pk))
    place = gazetteer().places[course.unit_id]
    km = None
    if person.lat is not None and person.lon is not None and place.island == person.island:
        km = distance_km(person.lat, person.lon, place.lat, place.lon)
    return Offer(course, intake, intake.seats_free, km)
