"""The two searches that are compared: the portal's own, and a plain one beside it."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from django.conf import settings
from elasticsearch.dsl.query import Bool, MultiMatch
from elasticsearch.helpers import bulk

from portal.search import indexes, query, registry
from portal.search.asking import ask
from portal.search.engine import reader, writer
from portal.search.params import LONGEST_QUESTION, SearchParams
from portal.search.registry import Json
from portal.search.understand import understand

DEPTH = 100
_PLAIN_FIELDS = ("title.folded", "place.folded", "body.folded")


@dataclass(frozen=True)
class Found:
    """Ids, best first, and how many there were before the question was relaxed."""

    ids: list[str]
    before: int


def portal(question: str) -> Found:
    """As /api/v1/search/?q=… ranks, without reading rows."""
    params = SearchParams.read({"q": _cut(question), "page_size": str(DEPTH)})
    answer = ask(params, understand(params["q"]))
    return Found(_ids(answer.body), 0 if answer.asked else answer.count)


def plain(question: str) -> Found:
    """BM25 over title, place and text without tone marks; no concepts."""
    asked = MultiMatch(query=_cut(question), fields=list(_PLAIN_FIELDS))
    answer: Json = (
        reader()
        .search(
            index=query.target(),
            query=Bool(must=[asked], filter=query.open_now()).to_dict(),
            size=DEPTH,
            source=False,
            docvalue_fields=[{"field": "id"}],
            search_type="dfs_query_then_fetch",
        )
        .body
    )
    return Found(_ids(answer), answer["hits"]["total"]["value"])


def _cut(question: str) -> str:
    """What the API takes of a question; it would refuse the rest."""
    return question.replace("\0", " ")[:LONGEST_QUESTION]


def _ids(answer: Json) -> list[str]:
    return [hit["fields"]["id"][0] for hit in answer["hits"]["hits"]]


def index(documents: Mapping[str, Sequence[Json]]) -> None:
    """Puts documents, by type, into fresh indexes of the prefix in force, and the concepts."""
    indexes.create_all(fresh=True)
    concept = registry.get("concept")
    names = [d for _, d in concept.build(list(concept.ids())) if d]
    bulk(writer(), _actions({**documents, "concept": names}))
    for document_type in registry.all_types():
        writer().indices.refresh(index=indexes.alias(document_type, "read"))


def _actions(documents: Mapping[str, Sequence[Json]]) -> Iterator[Json]:
    for name, of_type in documents.items():
        alias = indexes.alias(registry.get(name), "write")
        for document in of_type:
            yield {
                "_index": alias,
                "_id": document["id"],
                "_source": document,
                "require_alias": True,
            }


@contextmanager
def kept(database: str) -> Iterator[None]:
    """Works on the indexes that stay; there is one set for each database that is worked with."""
    name = f"bench-kept-{database}".replace("_", "-").lower()
    before, settings.SEARCH_INDEX_PREFIX = settings.SEARCH_INDEX_PREFIX, name
    try:
        yield
    finally:
        settings.SEARCH_INDEX_PREFIX = before


def are_kept() -> bool:
    """Whether there are such indexes, defined as the code now says."""
    for document_type in registry.all_types():
        name = indexes.current_name(document_type)
        if name is None:
            return False
        defined = indexes.definition(document_type)["mappings"]["_meta"]
        if writer().indices.get_mapping(index=name)[name]["mappings"]["_meta"] != defined:
            return False
    return True


def indexed() -> list[Json]:
    """Everything that is indexed and listed."""
    found = reader().search(index=query.target(), query={"match_all": {}}, size=10_000)
    return [hit["_source"] for hit in found["hits"]["hits"]]
