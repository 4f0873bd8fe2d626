"""Comparing words with what listings say: exact where tone marks are written, else folded.

Many ads are written without any marks. So a word with marks is looked for as it is and bare, but
never with other marks: "máy" does not find "may". A word without marks finds all.
"""

from collections.abc import Sequence

from elasticsearch.dsl.query import Bool, DisMax, Match, MatchPhrase, MultiMatch, Query

from portal.textfold import fold

# How much a hit in each field says about what a listing is.
FIELDS = {"title": 2.75, "organisation": 2.7, "place": 2.0, "body": 0.75}
# All words of a short question; of a longer one all but one, then three in four.
MINIMUM = "2<-1 4<75%"
# An ad without marks agrees a little less surely.
BARE = 0.8
# A trade of one word → names that hold the word and have nothing to do with it, without marks.
_LONGER = {"han": ("han quoc",), "nhat": ("chu nhat", "sinh nhat", "cap nhat", "thong nhat")}
SIDE_BY_SIDE_TITLE, SIDE_BY_SIDE_BODY = 3.0, 0.25


def has_marks(text: str) -> bool:
    """Whether anything in the text is written with tone marks or đ."""
    return fold(text) != text


def _ways(text: str, *, exact: bool = False) -> list[tuple[str, str, float]]:
    """The text, the suffix of the fields to compare it with, and what that is worth. `exact`: a
    word without marks is meant so."""
    if not has_marks(text):
        return [(text, "" if exact else ".folded", 1.0)]
    return [(text, "", 1.0), (fold(text), "", BARE)]


def said(
    text: str,
    minimum: str = MINIMUM,
    fields: Sequence[str] = tuple(FIELDS),
    *,
    exact: bool = False,
) -> Query:
    """So many of the words stand somewhere, also in different fields: "hàn An Dương" is a title
    and a place."""
    ways: list[Query] = [
        MultiMatch(
            query=words,
            fields=[f"{name}{suffix}^{FIELDS[name]}" for name in fields],
            type="cross_fields",
            minimum_should_match=minimum,
            boost=worth,
        )
        for words, suffix, worth in _ways(text, exact=exact)
    ]
    return ways[0] if len(ways) == 1 else DisMax(queries=ways)


def all_said(text: str, fields: Sequence[str] = tuple(FIELDS), *, exact: bool = False) -> Query:
    """Every word stands in these fields."""
    return said(text, "100%", fields, exact=exact)


def side_by_side(text: str) -> list[Query]:
    """What ranks listings that say the words next to each other."""
    return [
        Match(title__shingle={"query": text, "boost": SIDE_BY_SIDE_TITLE}),
        Match(body__shingle={"query": text, "boost": SIDE_BY_SIDE_BODY}),
    ]


def phrase(text: str, fields: Sequence[str] = tuple(FIELDS), *, exact: bool = False) -> Query:
    """The very words in this order in any of the fields; not within a longer name that means
    something else ("hàn" in "Hàn Quốc")."""
    ways: list[Query] = [
        MatchPhrase(**{f"{name}{suffix}": words})
        for words, suffix, _worth in _ways(text, exact=exact)
        for name in fields
    ]
    longer = [
        MatchPhrase(**{f"{name}.folded": other})
        for other in _LONGER.get(fold(text), ())
        for name in fields
    ]
    return Bool(should=ways, must_not=longer, minimum_should_match=1)
