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
from portal.search.wording import has_marks
from portal.textfold import nfc

KINDS = (OCCUPATION, SKILL, PLACE, ORGANISATION)
MOST = 10
# Begins as typed: above whatever is only spelt alike.
STARTED, ABOVE_ALL = "started", 1000
# One wrong letter in words of four letters or more, none in shorter ones: "hna" may be anything.
ONE_LETTER = "AUTO:4,99"
# How far the words may stand from where they were typed: in another order, with some between,
# but never in two names, which lie a hundred apart.
ANY_ORDER = 5
# The last word may go on as any of the few thousand syllables in the index.
EVERY_WORD = 5000


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
                sort=["_score", "id"],
                size=limit,
                source_includes=["concept", "id", "label_vi", "label_en", "code"],
            )
    except EngineAwayError:
        near = vocabulary.current().starting_with(typed)
        found = [c for c in near if c.kind in kinds][:limit]
        return [Suggestion(c.kind, c.id, c.label(get_language()), c.isco) for c in found]
    hits: list[Any] = answer["hits"]["hits"]
    # What is only spelt alike is for when nothing begins as typed.
    started = [hit for hit in hits if STARTED in hit.get("matched_queries", ())] or hits
    sources: list[Any] = [hit["_source"] for hit in started]
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
    line = nfc(typed)
    started = ConstantScore(
        filter=MatchPhrase(name__typeahead={"query": line, "slop": ANY_ORDER}),
        boost=ABOVE_ALL,
        _name=STARTED,
    )
    return FunctionScore(
        query=Bool(
            must=[Bool(should=[started, _misspelt("name.typeahead", line, 0)])],
            should=_better(line),
            filter=[
                Term(public=True),
                Terms(concept=list(kinds)),
                Range(valid_through={"gte": timezone.localdate().isoformat()}),
            ],
        ),
        field_value_factor={"field": "weight", "missing": 0},
        boost_mode="sum",
    )


def _better(line: str) -> list[Query]:
    """What is called as typed before what some people call so; its beginning before words within;
    a name that is all typed before one that goes on; tone marks, where typed, as typed."""
    better: list[Query] = [
        _points(100, Match(label__start=line)),
        _points(40, MatchPhrase(label__typeahead=line)),
        _points(40, Match(name__start=line)),
        _points(30, MatchPhrase(name__typeahead=line)),
        _points(15, Match(name__whole=line)),
        _misspelt("label.start", line, 40),
    ]
    if has_marks(line):
        exactly = {"query": line, "max_expansions": EVERY_WORD}
        better.append(_points(60, MatchPhrasePrefix(name=exactly)))
        # "hàn" is a word of its own before it is the beginning of "hành".
        better.append(_points(50, MatchPhrase(name=line)))
    return better


def _points(points: float, query: Query) -> Query:
    return ConstantScore(filter=query, boost=points)


def _misspelt(field: str, line: str, points: float) -> Query:
    alike = {"operator": "and", "fuzziness": ONE_LETTER, "prefix_length": 1}
    return _points(points, Match(**{field: {"query": line, **alike}}))
