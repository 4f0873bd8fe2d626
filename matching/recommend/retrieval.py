"""One question to the engine for the vacancies that are worth scoring.

Hard filters say what `score.obstacle` says, in filter context. Each further clause is bounded by
the weight of the component it stands for, so that the engine's order comes near the order of the
score and the best few hundred hold the best ten. The final points are the score's alone.
"""

from collections.abc import Mapping
from typing import Any

from django.utils import timezone

from matching.recommend import weights as w
from matching.recommend.facts import PersonFacts
from matching.recommend.score import reach_km, way_factor
from portal.reference.codes import entries
from portal.search import registry
from portal.search.engine import answering, reader
from portal.search.indexes import alias

Query = dict[str, Any]

RETRIEVED = 300
# A vacancy asks for about so many essential skills: the engine cannot count them by itself.
USUAL_SKILLS = 5
MAX_TERMS = 200
# Wider than any pay: makes a decay one-sided.
ABOVE = 1_000_000_000


def retrieve(
    person: PersonFacts, weights: Mapping[str, float], *, size: int = RETRIEVED
) -> list[int]:
    """Ids of the open vacancies that suit best, best first. Raises EngineAwayError."""
    with answering():
        answer = reader().search(
            index=vacancies_index(),
            query=question(person, weights),
            size=size,
            source=False,
            track_total_hits=False,
        )
    return [int(hit["_id"]) for hit in answer["hits"]["hits"]]


def vacancies_index() -> str:
    return alias(registry.get("vacancy"), "read")


def question(person: PersonFacts, weights: Mapping[str, float]) -> Query:
    """Hard filters, and the score's components as the engine can see them."""
    clauses = {
        "occupation": _occupation(person),
        "skills": _skills(person, weights),
        "optional_skills": _optional_skills(person, weights),
        "place": _place(person),
        "pay": _pay(person),
        "schedule": _schedule(person),
        "level": _level(person),
        "freshness": _freshness(),
        "text": _text(person),
    }
    should = [_named(name, clause) for name, clause in clauses.items() if clause]
    return {"bool": {"filter": possible(person), "should": should}}


def possible(person: PersonFacts) -> list[Query]:
    """The hard filters: open, and without an obstacle for this person."""
    filters: list[Query] = [
        {"term": {"public": True}},
        {"range": {"valid_through": {"gte": timezone.localdate().isoformat()}}},
    ]
    if not person.overseas:
        filters.append({"term": {"kind": "vacancy"}})
    if person.cmkt is not None:
        known = list(entries("cmkt"))
        within = known[: person.cmkt + w.LEVEL_OUT_OF_REACH]
        filters.append({"terms": {"level": ["", *within]}})
    if person.lat is not None or person.needs_dormitory:
        filters.append(_any(*_reachable(person)))
    return filters


def _reachable(person: PersonFacts) -> list[Query]:
    ways: list[Query] = [_welfare("dormitory")]
    if person.overseas:
        ways.append({"term": {"kind": "overseas"}})
    if wished := person.places | person.provinces:
        ways.append({"terms": {"places": sorted(wished)}})
    if person.lat is not None:
        for shuttle in (True, False):
            km = reach_km(person) / way_factor(person, shuttle=shuttle)
            circle = {"distance": f"{km}km", "location": {"lat": person.lat, "lon": person.lon}}
            ways.append(_all(_shuttle(shuttle), _same_island(person), {"geo_distance": circle}))
    return ways


def _occupation(person: PersonFacts) -> Query | None:
    steps: list[Query] = []
    practised = w.PRACTISED if person.wanted else 1.0
    for occupations, part in ((person.wanted, 1.0), (frozenset(person.practised), practised)):
        if not occupations:
            continue
        best = part * w.WEIGHTS["occupation"]
        steps.append(_points(_occupations(occupations), best * w.SAME_OCCUPATION))
        for digits, value in w.NEARNESS.items():
            groups = {f"isco:{person.isco[o][:digits]}" for o in occupations}
            steps.append(_points(_occupations(groups), best * value))
    return {"dis_max": {"queries": steps}} if steps else None


def _occupations(codes: frozenset[str] | set[str]) -> Query:
    return {"terms": {"occupations": sorted(codes)[:MAX_TERMS]}}


def _skills(person: PersonFacts, weights: Mapping[str, float]) -> Query:
    none_asked = _all(_without("skills"), _at_most("experience_months", 0), _in_level("cmkt", 0))
    return {
        "dis_max": {
            "queries": [
                _points(none_asked, w.WEIGHTS["skills"]),
                *_share("skills", "skills", person, weights),
            ]
        }
    }


def _optional_skills(person: PersonFacts, weights: Mapping[str, float]) -> Query:
    weight = w.WEIGHTS["optional_skills"]
    return {
        "dis_max": {
            "queries": [
                _points(_without("skills_optional"), weight * w.NO_OPTIONAL),
                *_share("optional_skills", "skills_optional", person, weights),
            ]
        }
    }


def _share(
    component: str, field: str, person: PersonFacts, weights: Mapping[str, float]
) -> list[Query]:
    """Points for each skill that is had, in all no more than the component's weight."""
    half = (person.studying | person.implied) - person.skills
    had = dict.fromkeys(person.skills, 1.0) | dict.fromkeys(half, w.HALF_HAD)
    # A skill that no open vacancy asks for has no weight and cannot be found.
    asked = {s: part * weights[s] for s, part in had.items() if s in weights}
    if not asked:
        return []
    mean = sum(weights.values()) / len(weights)
    unit = w.WEIGHTS[component] / (USUAL_SKILLS * mean)
    heaviest = sorted(asked, key=lambda s: (-asked[s], s))[:MAX_TERMS]
    functions = [{"filter": {"term": {field: s}}, "weight": asked[s] * unit} for s in heaviest]
    return [_functions({"terms": {field: heaviest}}, functions, "sum", w.WEIGHTS[component])]


def _place(person: PersonFacts) -> Query | None:
    weight = w.WEIGHTS["place"]
    steps: list[Query] = []
    if person.overseas:
        steps.append(_points({"term": {"kind": "overseas"}}, weight))
    if person.places:
        steps.append(_points({"terms": {"places": sorted(person.places)}}, weight))
    if person.provinces:
        wished = {"terms": {"places": sorted(person.provinces)}}
        steps.append(_points(wished, weight * w.PROVINCE_WISH))
    dormitory = 1.0 if person.needs_dormitory else w.DORMITORY
    steps.append(_points(_welfare("dormitory"), weight * dormitory))
    if person.lat is not None:
        for shuttle in (True, False):
            limit = w.OUT_OF_REACH * person.max_distance_km / way_factor(person, shuttle=shuttle)
            home = {"origin": {"lat": person.lat, "lon": person.lon}, "scale": f"{limit / 2}km"}
            near = _all(_shuttle(shuttle), _same_island(person), {"exists": {"field": "location"}})
            fall = {"linear": {"location": home | {"decay": 0.5}}, "weight": weight}
            steps.append(_functions(near, [fall], "max", weight))
    return {"dis_max": {"queries": steps}}


def _pay(person: PersonFacts) -> Query | None:
    if not person.pay_min:
        return None
    weight = w.WEIGHTS["pay"]
    steps = [_points(_all(_without("pay_max"), _without("pay_min")), weight * w.PAY_UNKNOWN)]
    for field in ("pay_max", "pay_min"):
        wish = {
            "origin": person.pay_min + ABOVE,
            "offset": ABOVE,
            "scale": person.pay_min * (1 - w.PAY_FLOOR) / 2,
            "decay": 0.5,
        }
        fall = {"linear": {field: wish}, "weight": weight}
        steps.append(_functions({"exists": {"field": field}}, [fall], "max", weight))
    return {"dis_max": {"queries": steps}}


def _schedule(person: PersonFacts) -> Query | None:
    parts: list[Query] = []
    weight = w.WEIGHTS["schedule"]
    if person.shifts:
        whole = weight * w.SHIFTS_SHARE
        mine = {"terms": {"shifts": sorted(person.shifts)}}
        others = sorted(set(entries("shifts")) - person.shifts - {"flexible"})
        only_mine = {"bool": {"filter": mine, "must_not": {"terms": {"shifts": others}}}}
        flexible = _all({"term": {"shifts": "flexible"}}, _none({"terms": {"shifts": others}}))
        steps = [
            _points(only_mine, whole),
            _points(flexible, whole),
            _points(_without("shifts"), whole * w.SHIFTS_UNKNOWN),
            _points(mine, whole / 2),
        ]
        parts.append({"dis_max": {"queries": steps}})
    if person.employment_types:
        fits = {"terms": {"employment_type": sorted(person.employment_types)}}
        parts.append(_points(fits, weight * w.EMPLOYMENT_SHARE))
    return {"bool": {"should": parts}} if parts else None


def _level(person: PersonFacts) -> Query:
    weight = w.WEIGHTS["level"]
    shares = w.LEVEL_SHARES
    months = max(person.practised.values(), default=0)
    spoken = sorted(set(entries("languages")) - person.languages - {"vietnamese"})
    parts = [_points(_none({"terms": {"languages": spoken}}), weight * shares["languages"])]
    own = {"education": person.education, "cmkt": person.cmkt or 0}
    for name, rank in own.items():
        for step in (rank, rank + 1):
            parts.append(_points(_in_level(name, step), weight * shares[name] * w.STEP_BELOW))
    for enough in (months, months * 2):
        asked = _at_most("experience_months", enough)
        parts.append(_points(asked, weight * shares["experience"] / 2))
    return {"bool": {"should": parts}}


def _freshness() -> Query:
    weight = w.WEIGHTS["freshness"]
    age = {"origin": "now", "scale": f"{w.FRESH_DAYS / 2 * 24:.0f}h", "decay": 0.5}
    return _functions(
        {"match_all": {}}, [{"linear": {"published_at": age}, "weight": weight}], "max", weight
    )


def _text(person: PersonFacts) -> Query | None:
    singles = sorted(word for word in person.words if " " not in word)[:MAX_TERMS]
    pairs = sorted(word for word in person.words if " " in word)[:MAX_TERMS]
    weight = w.WEIGHTS["text"]
    steps = [_points({"terms": {"title.folded": singles}}, weight / 3)] if singles else []
    if pairs:
        steps.append(_points({"terms": {"title.shingle": pairs}}, weight * 2 / 3))
    return {"dis_max": {"queries": steps}} if steps else None


def _points(query: Query, points: float) -> Query:
    return {"constant_score": {"filter": query, "boost": points}}


def _functions(query: Query, functions: list[Query], mode: str, most: float) -> Query:
    return {
        "function_score": {
            "query": {"bool": {"filter": query}},
            "functions": functions,
            "score_mode": mode,
            "max_boost": most,
            "boost_mode": "replace",
        }
    }


def _named(name: str, clause: Query) -> Query:
    return {"bool": {"should": [clause], "_name": name}}


def _all(*queries: Query) -> Query:
    return {"bool": {"filter": list(queries)}}


def _any(*queries: Query) -> Query:
    return {"bool": {"should": list(queries), "minimum_should_match": 1}}


def _none(query: Query) -> Query:
    return {"bool": {"must_not": query}}


def _without(field: str) -> Query:
    return _none({"exists": {"field": field}})


def _at_most(field: str, value: float) -> Query:
    return {"range": {field: {"lte": value}}}


def _in_level(list_name: str, rank: int) -> Query:
    """Asks for at most this rank of the list; nothing asked counts as the lowest."""
    field = {"cmkt": "level"}.get(list_name, list_name)
    return {"terms": {field: ["", *list(entries(list_name))[: rank + 1]]}}


def _welfare(code: str) -> Query:
    return {"term": {"welfare": code}}


def _shuttle(has: bool) -> Query:
    return _welfare("shuttle") if has else _none(_welfare("shuttle"))


def _same_island(person: PersonFacts) -> Query:
    return {"term": {"island": person.island}}
