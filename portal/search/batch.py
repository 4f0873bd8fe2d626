"""Many searches in one request: what was published since a moment, newest first, and no more."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import structlog
from django.utils import timezone
from elasticsearch import BadRequestError

from portal.search import query
from portal.search.engine import BUSY, EngineAwayError, answering, writer
from portal.search.registry import Json
from portal.search.understand import understand

log = structlog.get_logger(__name__)

SEARCHES_A_REQUEST = 100


@dataclass(frozen=True)
class Found:
    """A hit: its type and id, and when it was published."""

    type: str
    id: str
    published_at: datetime


def newest(searches: Sequence[tuple[Json, datetime | None]], size: int) -> Iterator[list[Found]]:
    """For each search (values of `SearchParams`) at most `size` of what it finds that was
    published at or after the moment beside it, newest first, in the order of the searches.

    Nothing is relaxed, counted or marked. A search that the engine refuses finds nothing, and is
    logged. Raises EngineAwayError.
    """
    for start in range(0, len(searches), SEARCHES_A_REQUEST):
        part = searches[start : start + SEARCHES_A_REQUEST]
        yield from map(_found, _answers([_body(params, since, size) for params, since in part]))


def _answers(bodies: list[Json]) -> list[Json]:
    """One answer a body. One that cannot even be parsed fails the whole request: it is looked for
    by asking in halves."""
    try:
        with answering():
            answer = writer().msearch(
                index=query.target(), searches=[line for body in bodies for line in ({}, body)]
            )
    except BadRequestError as error:
        if len(bodies) == 1:
            return [{"status": error.status_code, "error": {"type": error.error}}]
        half = len(bodies) // 2
        return _answers(bodies[:half]) + _answers(bodies[half:])
    responses: list[Json] = answer["responses"]
    return responses


def _body(params: Json, since: datetime | None, size: int) -> Json:
    asked = query.body(params | {"page": 1, "page_size": size}, understand(params["q"]))
    filters: list[Json] = [asked["post_filter"]] if "post_filter" in asked else []
    if since is not None:
        filters.append({"range": {"published_at": {"gte": since.isoformat()}}})
    return {
        "query": {"bool": {"must": [asked["query"]], "filter": filters}},
        "size": size,
        "track_total_hits": False,
        "_source": False,
        "docvalue_fields": ["type", "id"],
        "sort": [{"published_at": "desc"}, {"id": "desc"}],
    }


def _found(response: Any) -> list[Found]:
    if "error" in response:
        kind = response["error"]["type"]
        if response["status"] in BUSY or kind == "index_not_found_exception":
            raise EngineAwayError(f"{response['status']} {kind}")
        # Without the search itself, which may tell of a person.
        log.error("search_refused", status=response["status"], error=kind)
        return []
    return list(_hits(response["hits"]["hits"]))


def _hits(hits: Iterable[Json]) -> Iterator[Found]:
    for hit in hits:
        at = datetime.fromtimestamp(hit["sort"][0] / 1000, tz=timezone.get_default_timezone())
        yield Found(hit["fields"]["type"][0], hit["fields"]["id"][0], at)
