"""Recommendations both ways: a person's vacancies, and a vacancy's people."""

import zlib
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from django.db.models import Case, Exists, F, IntegerField, OuterRef, Q, QuerySet, Value, When
from django.utils.translation import gettext as _

from jobs.models import Vacancy
from matching.recommend.explain import Reason, for_employer, for_seeker
from matching.recommend.facts import PersonFacts, VacancyFacts
from matching.recommend.gaps import SHOWN_PER_VACANCY, Gap, gaps, without_offers
from matching.recommend.graduates import certified_for
from matching.recommend.models import Invitation
from matching.recommend.questions import Question, best_question
from matching.recommend.read import person_facts, skill_weights, vacancy_facts
from matching.recommend.retrieval import RETRIEVED, retrieve
from matching.recommend.score import (
    Components,
    commute_km,
    missing_skills,
    obstacle,
    reach_km,
    score,
    total,
)
from matching.recommend.weights import WITH_SHUTTLE
from portal.people.models import Consent, Experience, JobWish, Person, PersonSkill
from portal.people.services import has_consented
from portal.reference.places import distance_km, gazetteer
from portal.search import registry
from portal.search.engine import EngineAwayError

MOST = 50
# People read before they are scored; the nearest to the trade come first.
CONSIDERED = 500
# No daily way to work is longer: keeps people from the other end of the country out.
LONGEST_WAY_KM = 100


class NoConsentError(Exception):
    """The person has not agreed to be recommended jobs, or took it back."""


@dataclass(frozen=True)
class Recommendation:
    """A vacancy for a person: its points, and why, and what is missing."""

    vacancy: Vacancy
    components: Components
    reasons: list[Reason]
    missing: list[Gap]
    distance_km: float | None

    @property
    def score(self) -> float:
        """0–100: the sum of the components."""
        return total(self.components)


class Recommendations(list[Recommendation]):
    """Best first. `limited`: the engine is away, and the choice was small. `question`: what to
    ask the person next, if anything."""

    limited = False
    question: Question | None = None


@dataclass(frozen=True)
class Candidate:
    """Somebody who suits a vacancy, as an employer may see them before they agree to more: no
    name, contact, sex, age, address below the commune, or words of their own."""

    person_id: int
    components: Components
    reasons: list[Reason]
    unit: str
    """Code of the commune; empty where unknown."""
    distance_km: float | None
    education: str
    cmkt: str
    experience_months: int
    languages: list[str]
    occupations: list[str]
    skills: list[str]
    missing: list[str]
    invited: bool = False
    agreed: bool = False
    """Agreed to show name and phone to this employer."""

    @property
    def score(self) -> float:
        """0–100: the sum of the components."""
        return total(self.components)


def recommend(person: Person, limit: int = 10) -> Recommendations:
    """The open vacancies that suit the person best; at most two requests to the engine.

    Never raises because the engine is away. Raises NoConsentError.
    """
    check_consent(person)
    facts = person_facts([person])[0]
    weights = skill_weights()
    answer = Recommendations()
    answer.question = best_question(facts)
    try:
        ids = retrieve(facts, weights)
    except EngineAwayError:
        ids = _from_database(facts)
        answer.limited = True
    best = _best(facts, vacancy_facts(Vacancy.objects.public().filter(pk__in=ids)))
    best = best[: min(limit, MOST)]
    lacking = _gaps(facts, [v for v, _points in best], answer, weights)
    rows = registry.rows(("vacancy", str(v.id)) for v, _points in best)
    for vacancy, points in best:
        row = rows.get(("vacancy", str(vacancy.id)))
        if isinstance(row, Vacancy):
            missing = lacking[vacancy.id]
            reasons = for_seeker(facts, vacancy, points, missing)
            km = commute_km(facts, vacancy)
            answer.append(Recommendation(row, points, reasons, missing, km))
    return answer


def scores(person: Person, vacancies: Collection[int]) -> dict[int, float]:
    """Vacancy → its score of 0–100, for those of a list that the person did not rule out and can
    reach; nothing for somebody about whose trade nothing is known.

    A fixed number of queries and no request to the engine. Raises NoConsentError.
    """
    check_consent(person)
    if not vacancies:
        return {}
    facts = person_facts([person])[0]
    if not (facts.wanted or facts.practised):
        return {}
    found = vacancy_facts(Vacancy.objects.filter(pk__in=vacancies))
    return {v.id: total(score(facts, v)) for v in found if obstacle(facts, v) is None}


def check_consent(person: Person) -> None:
    """Raises NoConsentError unless the person's consent to be recommended jobs holds now."""
    if not has_consented(person=person, purpose=Consent.Purpose.MATCHING):
        raise NoConsentError


def _best(
    person: PersonFacts, vacancies: Iterable[VacancyFacts]
) -> list[tuple[VacancyFacts, Components]]:
    scored = [(v, score(person, v)) for v in vacancies if obstacle(person, v) is None]
    return sorted(scored, key=lambda found: _order(found[1], person.id, found[0].id))


def _order(points: Components, person: int, vacancy: int) -> tuple[float, int]:
    """Equal scores in an order that differs from person to person: no vacancy (and nobody) is
    always the last of its equals."""
    return -round(total(points), 6), zlib.crc32(f"{person}:{vacancy}".encode())


def _gaps(
    person: PersonFacts,
    shown: list[VacancyFacts],
    answer: Recommendations,
    weights: Mapping[str, float],
) -> dict[int, list[Gap]]:
    if not answer.limited:
        try:
            return gaps(person, shown, weights)
        except EngineAwayError:
            answer.limited = True
    lacking = {v.id: missing_skills(person, v)[:SHOWN_PER_VACANCY] for v in shown}
    return without_offers(lacking)


def _from_database(person: PersonFacts) -> list[int]:
    """What PostgreSQL alone can choose: the newest within reach, the wanted trade first."""
    found: QuerySet[Vacancy] = Vacancy.objects.public()
    if not person.overseas:
        found = found.filter(kind=Vacancy.Kind.DOMESTIC)
    if person.lat is not None and person.lon is not None:
        units = _units_around(person.lat, person.lon, reach_km(person) / WITH_SHUTTLE)
        wished = {u for p in person.places | person.provinces for u in gazetteer().places[p].units}
        away = Q(welfare__contains=["dormitory"]) | Q(kind=Vacancy.Kind.OVERSEAS)
        found = found.filter(Q(unit__in=units | wished) | away)
    first = []
    if trades := person.wanted or set(person.practised):
        near = [When(occupation__in=trades, then=Value(2))]
        near += [
            When(occupation__isco_code__startswith=group, then=Value(1))
            for group in sorted({person.isco[o][:3] for o in trades})
        ]
        first.append(Case(*near, default=Value(0), output_field=IntegerField()).desc())
    ordered = found.order_by(*first, "-published_at", "-pk")
    return list(ordered.values_list("pk", flat=True)[:RETRIEVED])


def _units_around(lat: float, lon: float, km: float) -> set[str]:
    places = gazetteer().places.values()
    return {
        p.code for p in places if p.kind == "unit" and distance_km(lat, lon, p.lat, p.lon) <= km
    }


def candidates(vacancy: Vacancy, limit: int = 10) -> list[Candidate]:
    """The people who suit an open vacancy best and let employers find them; none for a vacancy
    that the public does not see. Who was certified in a class that this employer ordered for the
    occupation comes first, whatever the score."""
    if not vacancy.is_public:
        return []
    facts = vacancy_facts(Vacancy.objects.filter(pk=vacancy.pk))[0]
    certified = certified_for(employer=vacancy.employer_id, occupation=vacancy.occupation_id)
    graduates = set(certified.values_list("person", flat=True))
    people = {p.pk: p for p in _considered(facts, graduates)[:CONSIDERED]}
    scored = [
        (person, score(person, facts))
        for person in person_facts(list(people.values()))
        if obstacle(person, facts) is None and (person.id in graduates or _relevant(person, facts))
    ]
    scored.sort(key=lambda f: (f[0].id not in graduates, *_order(f[1], f[0].id, facts.id)))
    best = scored[: min(limit, MOST)]
    ids = [person.id for person, _points in best]
    invited = set(
        Invitation.objects.filter(vacancy=vacancy, person__in=ids).values_list("person", flat=True)
    )
    agreed = set(
        Consent.objects.filter(
            person__in=ids,
            purpose=Consent.Purpose.CONTACT,
            organisation=vacancy.employer_id,
            withdrawn_at__isnull=True,
        ).values_list("person", flat=True)
    )
    return [
        _card(
            people[p.id],
            p,
            facts,
            points,
            invited=p.id in invited,
            agreed=p.id in agreed,
            graduate=p.id in graduates,
        )
        for p, points in best
    ]


def _considered(vacancy: VacancyFacts, graduates: Collection[int]) -> QuerySet[Person]:
    visible = Person.objects.visible_to_employers().values("pk")
    people = Person.objects.filter(pk__in=visible)
    if vacancy.overseas:
        people = people.filter(wish__overseas=True)
    elif vacancy.lat is not None and vacancy.lon is not None and not vacancy.dormitory:
        near = _units_around(vacancy.lat, vacancy.lon, LONGEST_WAY_KM)
        people = people.filter(
            Q(unit__isnull=True) | Q(unit__in=near) | Q(wish__places__overlap=list(vacancy.places))
        )
    group = vacancy.isco[:2]
    wishes = JobWish.occupations.through.objects.filter(
        jobwish__person=OuterRef("pk"), occupation__isco_code__startswith=group
    )
    did = Experience.objects.filter(person=OuterRef("pk"), occupation__isco_code__startswith=group)
    first = [Exists(wishes).desc(), Exists(did).desc()]
    if graduates:
        of_class = Case(When(pk__in=list(graduates), then=Value(1)), default=Value(0))
        people, first = people.alias(of_class=of_class), [F("of_class").desc(), *first]
    if vacancy.essential:
        able = PersonSkill.objects.filter(person=OuterRef("pk"), skill__in=list(vacancy.essential))
        first.append(Exists(able).desc())
    return people.order_by(*first, "-updated_at", "-pk")


def _relevant(person: PersonFacts, vacancy: VacancyFacts) -> bool:
    """Wants or knows something near, has a skill that is asked for, or nothing is asked for."""
    known = person.skills | person.studying | person.implied
    if not vacancy.essential or known & vacancy.essential.keys():
        return True
    return any(isco[:2] == vacancy.isco[:2] for isco in person.isco.values())


def _card(
    row: Person,
    person: PersonFacts,
    vacancy: VacancyFacts,
    points: Components,
    *,
    invited: bool,
    agreed: bool,
    graduate: bool,
) -> Candidate:
    asked = vacancy.essential.keys() | vacancy.optional.keys()
    reasons = for_employer(person, vacancy, points)
    if graduate:
        # Translators: "Đã học lớp do bạn đặt hàng"
        reasons.insert(0, Reason("ordered_class", _("Was certified in the class you ordered")))
    return Candidate(
        person_id=person.id,
        components=points,
        reasons=reasons,
        unit=row.unit_id or "",
        distance_km=commute_km(person, vacancy),
        education=row.education,
        cmkt=row.cmkt,
        experience_months=row.experience_months,
        languages=sorted(person.languages),
        occupations=sorted(o for o, months in person.practised.items() if months),
        skills=sorted(person.skills & asked),
        missing=missing_skills(person, vacancy),
        invited=invited,
        agreed=agreed,
    )
