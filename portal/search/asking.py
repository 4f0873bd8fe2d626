"""Asking the engine: once where something is found, a second time where nothing is."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from portal.search import query, relaxing
from portal.search.engine import answering, reader
from portal.search.registry import Json
from portal.search.relaxing import Relaxation
from portal.search.understand import Understood


@dataclass(frozen=True)
class Answer:
    """What the engine answered, and to which question if not to the one that was asked."""

    body: Json
    relaxation: Relaxation | None = None
    asked: Json | None = None
    """What the engine answered to the question itself, where that found nothing."""

    @property
    def count(self) -> int:
        return int(self.body["hits"]["total"]["value"])


def ask(params: Json, understood: Understood, gone: Iterable[tuple[str, str]] = ()) -> Answer:
    """Hits and counts, of the first relaxation that finds something where the question does not.

    `gone`: as in `query.body`. Raises EngineAwayError.
    """
    index = query.target()
    gone = list(gone)
    with answering():
        answer = reader().search(
            index=index, body=query.body(params, understood, gone), search_type=_way(understood)
        )
        first = Answer(answer.body)
        if first.count:
            return replace(first, relaxation=relaxing.near(params, understood, answer.body))
        ways = relaxing.ways(params, understood)
        nothing = Answer(answer.body, asked=answer.body)
        if not ways:
            return nothing
        searches: list[Json] = []
        for way in ways:
            searches.append({"index": index.split(","), "search_type": _way(way.understood)})
            searches.append(query.body(way.params, way.understood, gone))
        found = reader().msearch(searches=searches)["responses"]
    for way, body in zip(ways, found, strict=True):
        if "error" not in body and body["hits"]["total"]["value"]:
            return Answer(body, way, asked=answer.body)
    return nothing


def _way(understood: Understood) -> str:
    # Counts of words over both indexes, so that their scores can be compared.
    return "query_then_fetch" if understood.is_empty else "dfs_query_then_fetch"
