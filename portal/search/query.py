"""One engine request for hits and counts, over everything that is listed.

What narrows is a filter and never scored. What people chose from a list with counts goes into
`post_filter`, and each count is taken under all choices but its own list's, so that a count says
what one more tick would bring. Text only ever reaches match queries, which have no operators.
"""

from collections.abc import Iterable
from typing import Any

from django.utils import timezone
from elasticsearch.dsl.query import (
    Bool,
    ConstantScore,
    GeoDistance,
    Match,
    MultiMatch,
    Query,
    Range,
    Term,
    Terms,
)

from portal.search import indexes, registry, vocabulary
from portal.search.concepts import PLACE
from portal.search.registry import Json
from portal.search.understand import Understood, has_marks

# Parameter → field, for the lists that show counts.
FACETS = {
    "kind": "kind",
    "occupation": "occupations",
    "industry": "industry",
    "level": "level",
    "shift": "shifts",
    "welfare": "welfare",
}
FACET_SIZE = 40
# Documents write ISCO groups among their occupations; a list of both would count all twice.
ISCO_GROUPS = "isco:"

TEXT_FIELDS = ("title.folded^5", "organisation.folded^2", "place.folded^2", "body.folded")
PHRASE_FIELDS = ("title", "organisation", "place", "body")
# All words of a short question; of a longer one all but one, then three in four.
MINIMUM = "2<-1 4<75%"
# A concept that was understood outweighs any text: an ad for the very occupation comes before
# one that mentions the words. Narrow before broad.
OCCUPATION_BOOST, GROUP_BOOST, SKILL_BOOST, PLACE_BOOST = 20.0, 6.0, 5.0, 8.0


def body(params: Json, understood: Understood, gone: Iterable[tuple[str, str]] = ()) -> Json:
    """The request for these parameters (`SearchParams`) and what was understood of `q`. `gone` are
    documents (type, id) that the engine still holds though the public no longer sees their rows.
    """
    chosen: dict[str, Query] = {
        name: Terms(**{FACETS[name]: params[name]}) for name in FACETS if params[name]
    }
    request: Json = {
        "query": _question(params, understood, gone).to_dict(),
        "from": (params["page"] - 1) * params["page_size"],
        "size": params["page_size"],
        "track_total_hits": True,
        "_source": False,
        "docvalue_fields": ["type", "id"],
        "sort": _sort(params),
        "aggs": {name: _facet(name, params[name], chosen) for name in FACETS},
    }
    if chosen:
        request["post_filter"] = Bool(filter=list(chosen.values())).to_dict()
    if not understood.is_empty:
        request["highlight"] = _highlight(understood)
    return request


def target() -> str:
    """The aliases of everything that is listed."""
    return ",".join(indexes.alias(t, "read") for t in registry.listed_types())


def open_now() -> list[Query]:
    """What every public question is filtered by: time alone never shows a dead vacancy."""
    return [
        Term(public=True),
        Range(valid_through={"gte": timezone.localdate().isoformat()}),
    ]


def _question(params: Json, understood: Understood, gone: Iterable[tuple[str, str]]) -> Query:
    return Bool(
        must=_must(understood),
        should=_better(understood),
        must_not=[
            *(_phrase(words) for words in understood.excluded),
            *(Bool(filter=[Term(type=name), Term(id=object_id)]) for name, object_id in gone),
        ],
        filter=[*open_now(), *_narrow(params)],
    )


def _must(understood: Understood) -> list[Query]:
    must: list[Query] = [_phrase(words) for words in understood.phrases]
    if understood.text:
        ways: list[Query] = [_recall(understood.text), *_concepts(understood)]
        must.append(Bool(should=ways, minimum_should_match=1))
    return must


def _recall(text: str) -> Query:
    """The words may stand in different fields: "hàn An Dương" is a title and a place."""
    return MultiMatch(
        query=text,
        fields=list(TEXT_FIELDS),
        type="cross_fields",
        minimum_should_match=MINIMUM,
        _name="text",
    )


def _concepts(understood: Understood) -> list[Query]:
    """Finds ads for what was meant, whatever words they use."""
    found: list[Query] = []
    if understood.occupations:
        ids = [c.id for c in understood.occupations]
        found.append(_worth(OCCUPATION_BOOST, "occupation", occupations=ids))
    elif understood.skills:
        ids = [c.id for c in understood.skills]
        found.append(_worth(SKILL_BOOST, "skill", skills=ids))
    return found


def _better(understood: Understood) -> list[Query]:
    """What only ranks: exact before folded, words side by side, groups, skills and places."""
    better: list[Query] = []
    if understood.text:
        better += [
            Match(title__shingle={"query": understood.text, "boost": 3}),
            Match(body__shingle={"query": understood.text, "boost": 0.3}),
        ]
        if has_marks(understood.text):
            better += [
                Match(title={"query": understood.text, "boost": 2}),
                Match(organisation={"query": understood.text, "boost": 1}),
                Match(body={"query": understood.text, "boost": 0.3}),
            ]
    if groups := sorted({f"isco:{c.isco}" for c in understood.occupations}):
        better.append(_worth(GROUP_BOOST, "group", occupations=groups))
    if understood.skills:
        ids = [c.id for c in understood.skills]
        better.append(_worth(SKILL_BOOST, "skills", skills=ids))
    if understood.places:
        codes = [c.id for c in understood.places]
        better.append(_worth(PLACE_BOOST, "place", places=codes))
    return better


def _worth(boost: float, name: str, **terms: Any) -> Query:
    return ConstantScore(filter=Terms(**terms), boost=boost, _name=name)


def _phrase(words: str) -> Query:
    """As written where it is written with tone marks, else with any marks."""
    suffix = "" if has_marks(words) else ".folded"
    fields = [field + suffix for field in PHRASE_FIELDS]
    return MultiMatch(query=words, fields=fields, type="phrase")


def _narrow(params: Json) -> list[Query]:
    """The filters that have no list with counts."""
    filters: list[Query] = []
    if params["skill"]:
        filters.append(Terms(skills=params["skill"]))
    filters += _where(params)
    if params["pay_min"]:
        # By the highest pay; an ad that names only the lowest is taken at that.
        enough = {"gte": params["pay_min"]}
        filters.append(Bool(should=[Range(pay_max=enough), Range(pay_min=enough)]))
    if params["posted_after"]:
        since = {
            "gte": params["posted_after"].isoformat(),
            "time_zone": str(timezone.get_default_timezone()),
        }
        filters.append(Range(published_at=since))
    return filters


def centres(params: Json) -> list[tuple[float, float]]:
    """The points from which distance counts: the given one, else those of the places."""
    if params["lat"] is not None:
        return [(params["lat"], params["lon"])]
    known = [vocabulary.current().get(PLACE, code) for code in params["place"]]
    return [(c.lat, c.lon) for c in known if c]


def _where(params: Json) -> list[Query]:
    filters: list[Query] = []
    near: list[Query] = []
    if params["radius_km"]:
        near = [
            GeoDistance(distance=f"{params['radius_km']}km", location={"lat": lat, "lon": lon})
            for lat, lon in centres(params)
        ]
    inside: list[Query] = [Terms(places=params["place"])] if params["place"] else []
    if params["lat"] is not None:
        filters += [Bool(should=near)] if near else []
        filters += inside
    elif inside:
        # A place with a radius: in it, or that near to its middle.
        filters.append(Bool(should=inside + near))
    return filters


def _sort(params: Json) -> list[Any]:
    newest = {"published_at": "desc"}
    last: list[Any] = [newest, {"id": "desc"}]
    first: dict[str, list[Any]] = {
        "relevance": ["_score"],
        "newest": [],
        "pay": [
            {"pay_max": {"order": "desc", "missing": "_last"}},
            {"pay_min": {"order": "desc", "missing": "_last"}},
        ],
        "deadline": [{"valid_through": "asc"}],
        "distance": [],
    }
    if params["sort"] == "distance":
        points = [{"lat": lat, "lon": lon} for lat, lon in centres(params)]
        first["distance"] = [{"_geo_distance": {"location": points, "order": "asc", "unit": "km"}}]
    return first[params["sort"]] + last


def _facet(name: str, picked: list[str], chosen: dict[str, Query]) -> Json:
    others = [choice for other, choice in chosen.items() if other != name]
    field = FACETS[name]
    terms: Json = {"field": field, "size": FACET_SIZE}
    if name == "occupation":
        terms["exclude"] = f"{ISCO_GROUPS}.*"
    lists: Json = {"values": {"terms": terms}}
    if picked:
        # What is chosen stays in sight, also where it is none of the most frequent.
        lists["picked"] = {"terms": {"field": field, "include": picked, "size": len(picked)}}
    return {
        "filter": Bool(filter=others).to_dict() if others else {"match_all": {}},
        "aggs": lists,
    }


def _highlight(understood: Understood) -> Json:
    words = " ".join((understood.text, *understood.phrases))
    shown = MultiMatch(query=words, fields=["title.folded", "body.folded", "organisation.folded"])
    return {
        # What people wrote is escaped; only our own marks are HTML.
        "encoder": "html",
        "pre_tags": ["<mark>"],
        "post_tags": ["</mark>"],
        "highlight_query": shown.to_dict(),
        "fields": {
            "title.folded": {"number_of_fragments": 0},
            "organisation.folded": {"number_of_fragments": 0},
            "body.folded": {"number_of_fragments": 1, "fragment_size": 160},
        },
    }
