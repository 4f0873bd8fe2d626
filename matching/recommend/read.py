"""From rows to the facts of the score, for any number of people or vacancies at once: the number
of queries does not grow with them."""

import math
from collections.abc import Iterable, Mapping, Sequence
from itertools import chain

from django.contrib.postgres.aggregates import ArrayAgg
from django.core.cache import cache as shared_cache
from django.db.models import Count, Q, QuerySet, prefetch_related_objects
from django.utils import timezone

from jobs.models import Vacancy, VacancySkill
from matching.recommend import words
from matching.recommend.facts import PersonFacts, VacancyFacts
from matching.recommend.weights import IMPLIED_AFTER_MONTHS
from portal.people.models import JobWish, Person
from portal.reference.catalogue import catalogue
from portal.reference.codes import entries
from portal.reference.models import OccupationSkill
from portal.reference.places import Gazetteer, gazetteer
from training.models import CourseRecord

SKILL_WEIGHTS_KEY = "recommend:skill-weights"
SKILL_WEIGHTS_SECONDS = 600
# A title that is read with less certainty says nothing: no wish is better than a wrong one.
SURE_TITLE = 0.6
EVERYBODY_SPEAKS = frozenset({"vietnamese"})
# Working in turns is meant by whoever can work in each of its shifts, and the other way round.
TURNS = {
    "two-shift": frozenset({"day", "night"}),
    "three-shift": frozenset({"day", "evening", "night"}),
}
_PERSON_ROWS = (
    "unit",
    "wish__occupations",
    "experiences__occupation",
    "skill_links",
    "course_records__course__skills",
    "course_records__course__occupations",
)


def ranks(list_name: str) -> Mapping[str, int]:
    """Code → position in its list, lowest 0; as well 0 for nothing said."""
    return {"": 0} | {code: rank for rank, code in enumerate(entries(list_name))}


def skill_weights() -> Mapping[str, float]:
    """Skill → inverse document frequency over the open vacancies that call it essential.

    Kept for ten minutes and shared by all processes, so that two pages in a row agree.
    """
    weights: dict[str, float] | None = shared_cache.get(SKILL_WEIGHTS_KEY)
    if weights is None:
        asked = VacancySkill.objects.filter(
            essential=True, vacancy__in=Vacancy.objects.public()
        ).order_by()
        counts = dict(asked.values_list("skill_id").annotate(Count("id")))
        size = Vacancy.objects.public().count()
        weights = {skill: idf(count, size) for skill, count in counts.items()}
        shared_cache.set(SKILL_WEIGHTS_KEY, weights, SKILL_WEIGHTS_SECONDS)
    return weights


def idf(count: int, size: int) -> float:
    """Never below 1: even what every vacancy asks for is asked for."""
    return 1 + math.log((size + 1) / (count + 1))


def vacancy_facts(vacancies: QuerySet[Vacancy]) -> list[VacancyFacts]:
    """The facts of every vacancy of the query set, in its order; two queries."""
    rows = list(
        vacancies.values(
            "pk", "kind", "title", "occupation_id", "occupation__isco_code", "education", "cmkt",
            "experience_months", "languages", "unit_id", "industrial_park_id", "pay_min",
            "pay_max", "shifts", "welfare", "employment_type", "published_at",
        ).annotate(
            essential=_skills(essential=True),
            optional=_skills(essential=False),
        )
    )  # fmt: skip
    usual = _usual_skills(r["occupation_id"] for r in rows)
    weights = skill_weights()
    rarest = max(weights.values(), default=1.0)
    places = gazetteer()
    cmkts, educations = ranks("cmkt"), ranks("education")
    now = timezone.now()

    def weighted(skills: Iterable[str]) -> dict[str, float]:
        return {s: weights.get(s, rarest) for s in skills}

    found = []
    for row in rows:
        place = _workplace(places, row["unit_id"], row["industrial_park_id"])
        cmkt = cmkts.get(row["cmkt"], 0)
        essential = row["essential"]
        if not essential and (cmkt or row["experience_months"]):
            # Who asks for experience but lists no skill asks for those of the trade.
            essential = usual.get(row["occupation_id"], ())
        published = row["published_at"] or now
        found.append(
            VacancyFacts(
                id=row["pk"],
                occupation=row["occupation_id"],
                isco=row["occupation__isco_code"],
                essential=weighted(essential),
                optional=weighted(row["optional"]),
                education=educations.get(row["education"], 0),
                cmkt=cmkt,
                experience_months=row["experience_months"],
                languages=frozenset(row["languages"]) - EVERYBODY_SPEAKS,
                lat=place[0],
                lon=place[1],
                island=place[2],
                places=place[3],
                overseas=row["kind"] == Vacancy.Kind.OVERSEAS,
                pay_max=row["pay_max"] or row["pay_min"],
                pay_is_least=not row["pay_max"],
                shifts=frozenset(row["shifts"]) - {"flexible"},
                flexible="flexible" in row["shifts"],
                employment_type=row["employment_type"],
                dormitory="dormitory" in row["welfare"],
                shuttle="shuttle" in row["welfare"],
                age_days=max(0.0, (now - published).total_seconds() / 86400),
                words=words.of_text(row["title"]),
            )
        )
    return found


def _skills(*, essential: bool) -> ArrayAgg:
    return ArrayAgg(
        "skill_links__skill_id",
        filter=Q(skill_links__essential=essential),
        order_by="skill_links__skill_id",
        default=[],
    )


def _usual_skills(occupations: Iterable[str]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    links = OccupationSkill.objects.filter(occupation__in=set(occupations), essential=True)
    for occupation, skill in links.order_by("skill_id").values_list("occupation_id", "skill_id"):
        found.setdefault(occupation, []).append(skill)
    return found


def _workplace(
    places: Gazetteer, unit: str | None, park: str | None
) -> tuple[float | None, float | None, str, frozenset[str]]:
    if unit is None:
        return None, None, "", frozenset()
    point = places.places[park or unit]
    codes = frozenset(places.containing(unit, park))
    return point.lat, point.lon, places.places[unit].island, codes


def person_facts(people: Sequence[Person]) -> list[PersonFacts]:
    """The facts of these people, in their order."""
    prefetch_related_objects(people, *_PERSON_ROWS)
    trades = {p.pk: _Trades(p) for p in people}
    usual = _usual_skills(chain.from_iterable(t.long_practised for t in trades.values()))
    return [_facts_of(p, trades[p.pk], usual) for p in people]


class _Trades:
    """The occupations that a person wants and did, chosen from the list or named in a title."""

    def __init__(self, person: Person) -> None:
        self.isco: dict[str, str] = {}
        wish = getattr(person, "wish", None)
        self.wanted: set[str] = set()
        if wish:
            self.wanted = {self._known(o.pk, o.isco_code) for o in wish.occupations.all()}
            self.wanted = self.wanted or self._named(wish.title)
        self.practised: dict[str, int] = {}
        for record in person.course_records.all():
            for o in record.course.occupations.all():
                self.practised[self._known(o.pk, o.isco_code)] = 0
        for done in person.experiences.all():
            chosen = done.occupation
            for occupation in (
                {self._known(chosen.pk, chosen.isco_code)} if chosen else self._named(done.title)
            ):
                self.practised[occupation] = self.practised.get(occupation, 0) + done.months

    @property
    def long_practised(self) -> list[str]:
        return [o for o, months in self.practised.items() if months >= IMPLIED_AFTER_MONTHS]

    def _known(self, occupation: str, isco: str) -> str:
        self.isco[occupation] = isco
        return occupation

    def _named(self, title: str) -> set[str]:
        lists = catalogue()
        best = lists.read_title(title, 1) if title else []
        return {
            self._known(match.id, lists.occupations[match.id].code)
            for match in best
            if match.score >= SURE_TITLE
        }


def _facts_of(person: Person, trades: _Trades, usual: Mapping[str, Sequence[str]]) -> PersonFacts:
    wish = getattr(person, "wish", None) or JobWish(person=person)
    experiences = list(person.experiences.all())
    records = list(person.course_records.all())
    finished = CourseRecord.State.FINISHED
    learnt: dict[bool, set[str]] = {True: set(), False: set()}
    for record in records:
        learnt[record.state == finished] |= {s.pk for s in record.course.skills.all()}
    skills = frozenset(link.skill_id for link in person.skill_links.all()) | learnt[True]
    places = gazetteer().places
    wished = {code: places[code].kind for code in wish.places if code in places}
    home = places[person.unit_id] if person.unit_id else None
    known = catalogue().occupations
    chosen = [known[o].label_vi for o in trades.wanted if o in known]
    texts = [*chosen, wish.title, person.about, *(e.title for e in experiences)]
    return PersonFacts(
        id=person.pk,
        wanted=frozenset(trades.wanted),
        practised=trades.practised,
        isco=trades.isco,
        skills=skills,
        studying=frozenset(learnt[False]) - skills,
        implied=frozenset(chain.from_iterable(usual.get(o, ()) for o in trades.long_practised))
        - skills,
        education=ranks("education").get(person.education, 0),
        cmkt=ranks("cmkt").get(person.cmkt, 0) if person.cmkt else None,
        unplaced_months=max(0, person.experience_months - sum(trades.practised.values())),
        languages=frozenset(person.languages),
        lat=home.lat if home else None,
        lon=home.lon if home else None,
        island=home.island if home else "",
        places=frozenset(code for code, kind in wished.items() if kind != "province"),
        provinces=frozenset(code for code, kind in wished.items() if kind == "province"),
        max_distance_km=wish.max_distance_km,
        pay_min=wish.pay_min or None,
        shifts=_shifts(wish.shifts),
        employment_types=frozenset(wish.employment_types),
        needs_dormitory=wish.needs_dormitory,
        needs_shuttle=wish.needs_shuttle,
        overseas=wish.overseas,
        words=frozenset(chain.from_iterable(words.of_text(t) for t in texts if t)),
        trains=wish.train,
    )  # fmt: skip


def _shifts(chosen: Iterable[str]) -> frozenset[str]:
    """Everything that somebody who chose these shifts can work; empty where all is well."""
    shifts = set(chosen)
    if "flexible" in shifts:
        return frozenset()
    for turns, parts in TURNS.items():
        if turns in shifts:
            shifts |= parts
    for turns, parts in TURNS.items():
        if parts <= shifts:
            shifts.add(turns)
    if "day" in shifts:
        shifts.add("office-hours")
    return frozenset(shifts)
