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
    GeoDistance,
    MultiMatch,
    Query,
    Range,
    Term,
    Terms,
)

from portal.reference.places import gazetteer
from portal.search import indexes, registry, scoring, vocabulary, wording
from portal.search.concepts import PLACE
from portal.search.registry import Json
from portal.search.understand import Understood

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
# The count of those hits that are what was asked for, and not only near it.
EXACT = "exact"


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
    if subject := scoring.is_subject(understood):
        request["aggs"][EXACT] = {"filter": Bool(filter=[subject, *chosen.values()]).to_dict()}
    if chosen:
        request["post_filter"] = Bool(filter=list(chosen.values())).to_dict()
    if understood.subjects or understood.phrases:
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
    ranked = params["sort"] == "relevance"
    # Where the order does not tell how well a listing answers, what hardly does is left out.
    needed = scoring.needed(understood) if ranked else scoring.all_needed(understood)
    return Bool(
        should=scoring.scores(understood) if ranked else [],
        must_not=[
            *(scoring.unwanted(words) for words in understood.excluded),
            *(Bool(filter=[Term(type=name), Term(id=object_id)]) for name, object_id in gone),
        ],
        filter=[
            *open_now(),
            *needed,
            *(wording.phrase(words) for words in understood.phrases),
            *_narrow(params),
        ],
    )


def _narrow(params: Json) -> list[Query]:
    """The filters that have no list with counts."""
    filters: list[Query] = []
    if params["skill"]:
        filters.append(Terms(skills=params["skill"]))
    filters += _where(params)
    if params["pay_min"]:
        filters.append(scoring.pays(params["pay_min"]))
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
    near = _around(params) if params["radius_km"] else []
    inside: list[Query] = [Terms(places=params["place"])] if params["place"] else []
    if params["lat"] is not None:
        return [*near, *inside]
    # A place with a radius: in it, or that near to its middle.
    return [Bool(should=inside + near, minimum_should_match=1)] if inside else []


def _around(params: Json) -> list[Query]:
    """Within the radius of each centre, and on the same side of the water: as the crow flies an
    island is near that takes hours to reach."""
    distance = f"{params['radius_km']}km"
    return [
        Bool(
            filter=[
                GeoDistance(distance=distance, location={"lat": lat, "lon": lon}),
                Term(island=gazetteer().island_at(lat, lon)),
            ]
        )
        for lat, lon in centres(params)
    ]


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
    # Not the places: "an" of An Dương is in every ad as "ăn".
    words = " ".join((*(part.spoken for part in understood.subjects), *understood.phrases))
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
