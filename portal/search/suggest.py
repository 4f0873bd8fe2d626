"""What somebody may be about to type: occupations, skills, places, organisations."""

from dataclasses import dataclass
from typing import Any

from django.utils import timezone
from django.utils.translation import get_language
from elasticsearch.dsl.query import (
    Bool,
    ConstantScore,
    FunctionScore,
    Match,
    MatchPhrase,
    MatchPhrasePrefix,
    Query,
    Range,
    Term,
    Terms,
)

from portal.search import indexes, vocabulary
from portal.search.concepts import CONCEPT, OCCUPATION, ORGANISATION, PLACE, SKILL
from portal.search.engine import EngineAwayError, answering, reader
from portal.textfold import nfc

KINDS = (OCCUPATION, SKILL, PLACE, ORGANISATION)
MOST = 10


@dataclass(frozen=True)
class Suggestion:
    """A concept by its kind and id (as search parameters take them), with its label."""

    type: str
    id: str
    label: str
    code: str = ""


def suggest(typed: str, kinds: tuple[str, ...] = KINDS, limit: int = MOST) -> list[Suggestion]:
    """The best few for what was typed so far; from memory, without organisations, if the engine
    is away."""
    if not vocabulary.words(typed):
        return []
    english = get_language() == "en"
    try:
        with answering():
            answer = reader().search(
                index=indexes.alias(CONCEPT, "read"),
                query=_question(typed, kinds).to_dict(),
                size=limit,
                source_includes=["concept", "id", "label_vi", "label_en", "code"],
            )
    except EngineAwayError:
        near = vocabulary.current().starting_with(typed)
        found = [c for c in near if c.kind in kinds][:limit]
        return [Suggestion(c.kind, c.id, c.label(get_language()), c.isco) for c in found]
    sources: list[Any] = [hit["_source"] for hit in answer["hits"]["hits"]]
    return [
        Suggestion(
            s["concept"],
            s["id"].partition(":")[2],
            s["label_en"] if english else s["label_vi"],
            s["code"] if s["concept"] == OCCUPATION else "",
        )
        for s in sources
    ]


def _question(typed: str, kinds: tuple[str, ...]) -> Query:
    every_word_started = Match(name__typeahead={"query": typed, "operator": "and"})
    # A name that starts as typed, then words of one name in this order, then words anywhere.
    better: list[Query] = [
        ConstantScore(filter=Match(name__start=nfc(typed)), boost=20),
        ConstantScore(filter=MatchPhrasePrefix(name__folded=typed), boost=10),
        MatchPhrase(name__folded={"query": typed, "boost": 0.5}),
        Match(name={"query": typed, "boost": 0.5}),
    ]
    return FunctionScore(
        query=Bool(
            must=[every_word_started],
            should=better,
            filter=[
                Term(public=True),
                Terms(concept=list(kinds)),
                Range(valid_through={"gte": timezone.localdate().isoformat()}),
            ],
        ),
        # Places here before their namesakes elsewhere.
        field_value_factor={"field": "weight", "missing": 1},
    )
