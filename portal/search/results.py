"""Public search: from parameters to rows of the database, in the order of the hits."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import get_language

from portal.reference import codes
from portal.reference.places import distance_km
from portal.search import fallback, query, registry, vocabulary
from portal.search.asking import ask
from portal.search.concepts import OCCUPATION, SKILL
from portal.search.engine import EngineAwayError
from portal.search.params import KINDS, SearchParams
from portal.search.registry import Json
from portal.search.relaxing import Relaxation
from portal.search.understand import Understood, understand

_LISTS = {
    "industry": ("industries",),
    "level": ("cmkt", "course_levels"),
    "shift": ("shifts",),
    "welfare": ("welfare",),
}

# Only where an organisation with many listings has just been suspended are there more pages full
# of what is gone.
MOST_REQUESTS = 3


@dataclass(frozen=True)
class Hit:
    """One result: its row, how far it is in km, and what to show marked (safe HTML)."""

    type: str
    id: str
    row: Any
    distance_km: float | None = None
    highlights: dict[str, str] = field(default_factory=dict)

    @property
    def summary(self) -> Json:
        """What a list shows of the row."""
        listing = registry.get(self.type).listing
        assert listing is not None
        return listing.summary(self.row)


@dataclass(frozen=True)
class FacetValue:
    """One choice of a list, with how many results it would leave."""

    code: str
    label: str
    count: int
    chosen: bool


@dataclass(frozen=True)
class Results:
    """One page of results, with how the question was understood that found them. `limited`: the
    engine was away, and this is a plain list."""

    params: Json
    understood: Understood
    count: int
    hits: list[Hit]
    facets: dict[str, list[FacetValue]] = field(default_factory=dict)
    limited: bool = False
    relaxation: Relaxation | None = None
    """What was asked instead, since what was asked found nothing."""
    elsewhere: dict[str, int] = field(default_factory=dict)
    """What the question itself finds of kinds that were not asked for."""

    @property
    def kinds(self) -> dict[str, int]:
        """Results of each kind, whichever kind is chosen."""
        return {value.code: value.count for value in self.facets.get("kind", [])}

    @property
    def found_nothing(self) -> bool:
        """The question found nothing as it was, whatever is shown instead."""
        return not self.count or (self.relaxation is not None and self.relaxation.code != "near")

    @property
    def page_exists(self) -> bool:
        return self.params["page"] == 1 or bool(self.hits) or self.first < self.count

    @property
    def first(self) -> int:
        """Results on the pages before this one."""
        return int((self.params["page"] - 1) * self.params["page_size"])


def search(params: Json, understood: Understood | None = None) -> Results:
    """Results for the values of SearchParams; never raises because the engine is away.
    `understood`: its words, where they were read already.

    The engine is seconds behind: what it finds on this page though the public no longer sees it
    is left out by asking again, so that counts agree with what is shown.
    """
    understood = understood or understand(params["q"])
    gone: list[tuple[str, str]] = []
    for _ in range(MOST_REQUESTS):
        try:
            answer = ask(params, understood, gone)
        except EngineAwayError:
            count, listed = fallback.listing(params, understood)
            return Results(params, understood, count, _hits(params, listed), limited=True)
        found = [
            (hit["fields"]["type"][0], hit["fields"]["id"][0], _marked(hit))
            for hit in answer.body["hits"]["hits"]
        ]
        hits = _hits(params, found)
        shown = {(hit.type, hit.id) for hit in hits}
        missing = [(name, pk) for name, pk, _marks in found if (name, pk) not in shown]
        gone += missing
        if not missing:
            break
    relaxation = answer.relaxation
    return Results(
        params,
        # Chips stay as what was asked, unless that was put right.
        relaxation.understood if relaxation and relaxation.code == "spelling" else understood,
        answer.count - len(missing),
        hits,
        _facets(params, answer.body["aggregations"]),
        relaxation=relaxation,
        elsewhere=_elsewhere(answer.asked) if answer.asked else {},
    )


def search_for(**given: Any) -> Results:
    """Search by parameters as they stand in an address. Raises DRF's ValidationError."""
    return search(SearchParams.read(given))


def _marked(hit: Json) -> dict[str, str]:
    return {
        name.removesuffix(".folded"): parts[0] for name, parts in hit.get("highlight", {}).items()
    }


def _hits(params: Json, found: list[tuple[str, str, dict[str, str]]]) -> list[Hit]:
    keys = [(name, object_id) for name, object_id, _ in found]
    rows = registry.rows(keys, listed=True)
    points = query.centres(params)
    return [
        Hit(
            name,
            object_id,
            rows[name, object_id],
            _distance(points, name, rows[name, object_id]),
            marked,
        )
        for name, object_id, marked in found
        if (name, object_id) in rows
    ]


def _distance(points: list[tuple[float, float]], name: str, row: Any) -> float | None:
    listing = registry.get(name).listing
    place = listing.location(row) if listing else None
    if not points or place is None:
        return None
    return min(round(distance_km(*point, *place), 1) for point in points)


def _facets(params: Json, aggregations: Json) -> dict[str, list[FacetValue]]:
    facets = {}
    for name in query.FACETS:
        buckets = [b for part in ("values", "picked") for b in _buckets(aggregations[name], part)]
        counts = {b["key"]: b["doc_count"] for b in buckets if b["key"]}
        # What is chosen stays in sight, also where it leaves nothing.
        counts |= {code: 0 for code in params[name] if code not in counts}
        labels = labels_of(name, counts)
        facets[name] = [
            FacetValue(code, labels.get(code, code), count, code in params[name])
            for code, count in counts.items()
            if not code.startswith(query.ISCO_GROUPS)
        ]
    return facets


def _elsewhere(body: Json) -> dict[str, int]:
    return {b["key"]: b["doc_count"] for b in _buckets(body["aggregations"]["kind"], "values")}


def _buckets(facet: Json, part: str) -> list[Json]:
    found: list[Json] = facet.get(part, {}).get("buckets", [])
    return found


def labels_of(name: str, only: Iterable[str] | None = None) -> dict[str, str]:
    """Labels, in the reader's language, of the codes that a parameter takes: all, or of `only`."""
    if name == "kind":
        return {code: str(label) for code, label in KINDS.items()}
    if name in (OCCUPATION, SKILL):
        known = vocabulary.current().concepts[name]
        wanted = known if only is None else [code for code in only if code in known]
        return {code: known[code].label(get_language()) for code in wanted}
    return {code: label for listed in _LISTS[name] for code, label in codes.labels(listed).items()}
