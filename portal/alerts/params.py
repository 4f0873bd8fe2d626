"""What is kept of a search: its parameters as the strict reading gives them, within limits."""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.formats import date_format, number_format
from django.utils.text import Truncator
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from rest_framework import serializers
from rest_framework.settings import api_settings

from portal.reference.places import gazetteer
from portal.search import vocabulary
from portal.search.concepts import OCCUPATION, SKILL
from portal.search.params import SearchParams
from portal.search.query import ISCO_GROUPS
from portal.search.registry import Json
from portal.search.results import labels_of
from portal.textfold import nfc
from portal.validation import Problems

# A saved search is asked again every day: what nobody means cannot be kept.
MOST_WORDS = 30
MOST_VALUES = 10  # of one filter
MOST_FILTERS = 8  # of them at once, beside words and kind
# How results are laid out is no part of what somebody looks for.
NOT_KEPT = ("page", "page_size", "sort")
NOT_COUNTED = ("q", "kind", "lon")
# Three decimals are a hundred metres: enough to search by, too little to tell the house.
POSITION_DECIMALS = 3
LONGEST_NAME = 120


def read(search: QueryDict | Mapping[str, Any] | None) -> Json:
    """The parameters of a search, of an address or a JSON body, without those that say nothing.

    Raises ValidationError by parameter: what search itself refuses, a search of nothing, and one
    beyond the limits above.
    """
    given = search if isinstance(search, QueryDict) else _as_address(search or {})
    _within_limits(given)
    try:
        values = SearchParams.read(given)
    except serializers.ValidationError as error:
        raise ValidationError(dict(_by_parameter(error.detail))) from None
    kept = keepable(values)
    if not kept.keys() - {"kind"}:
        message = _("Say first what you look for: words, a place or a filter.")
        raise ValidationError({"q": ValidationError(message, code="empty")})
    return kept


def keepable(values: Json) -> Json:
    """Of the values of a search those that say what somebody looks for, ready for JSON."""
    kept = {name: _plain(name, value) for name, value in values.items() if name not in NOT_KEPT}
    return {name: value for name, value in kept.items() if value not in (None, "", [])}


def _within_limits(given: QueryDict) -> None:
    problems = Problems()
    known = list(map(str, SearchParams().fields))
    if len(given.get("q", "").split()) > MOST_WORDS:
        message = _("Ask with at most %(most)s words: a few are enough.") % {"most": MOST_WORDS}
        problems.add("q", message, "too_many_words")
    chosen = []
    for name in known:
        values = {v.strip() for text in given.getlist(name) for v in text.split(",")} - {""}
        if values and name not in (*NOT_KEPT, *NOT_COUNTED):
            chosen.append(name)
            if len(values) > MOST_VALUES:
                message = _("Choose at most %(most)s values here.") % {"most": MOST_VALUES}
                problems.add(name, message, "too_many")
    # Each unknown name gets a message of its own, unless there is no end to them.
    if len(chosen) > MOST_FILTERS or len(given) > 2 * len(known):
        message = _("Choose at most %(most)s filters for a search that you save.")
        whole = api_settings.NON_FIELD_ERRORS_KEY
        problems.add(whole, message % {"most": MOST_FILTERS}, "too_many_filters")
    problems.raise_if_any()


def _by_parameter(detail: Any) -> Iterator[tuple[str, list[ValidationError]]]:
    for name, messages in detail.items():
        yield name, [ValidationError(str(m), code=getattr(m, "code", None)) for m in messages]


def _plain(name: str, value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, list):
        return sorted(value)
    if isinstance(value, str):
        return nfc(value)
    if name in ("lat", "lon") and value is not None:
        return round(value, POSITION_DECIMALS)
    return value


def _as_address(search: Mapping[str, Any]) -> QueryDict:
    query = QueryDict(mutable=True)
    problems = Problems()
    for name, value in search.items():
        values = value if isinstance(value, list) else [value]
        if all(isinstance(v, str | int | float) and not isinstance(v, bool) for v in values):
            query.setlist(str(name), [str(v) for v in values])
        elif value is not None:
            problems.add(str(name), _("Give a text, a number, or a list of them."), "invalid")
    problems.raise_if_any()
    return query


def fingerprint_of(kept: Json) -> str:
    """The same for searches that mean the same: neither order nor capital letters count."""
    same = kept | {"q": kept["q"].lower()} if "q" in kept else kept
    text = json.dumps(same, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def for_search(kept: Iterable[Json]) -> Iterator[Json]:
    """Each with every value that a search takes, newest first.

    What was a code when it was saved needs no longer be offered: it simply finds what has it.
    """
    empty = SearchParams.read(QueryDict())
    for one in kept:
        values = empty | one | {"sort": "newest"}
        if values["posted_after"]:
            values["posted_after"] = date.fromisoformat(values["posted_after"])
        yield values


def query_of(kept: Json) -> str:
    """The search as it stands in an address."""
    query = QueryDict(mutable=True)
    # In a fixed order, which the database does not keep.
    for name, value in sorted(kept.items()):
        values = value if isinstance(value, list) else [value]
        query.setlist(name, [str(v).removeprefix(ISCO_GROUPS) for v in values])
    return query.urlencode()


def name_of(kept: Json) -> str:
    """Words, place and filters in the reader's language."""
    parts = [kept.get("q", ""), *_places(kept), *_filters(kept)]
    return Truncator(" · ".join(filter(None, parts))).chars(LONGEST_NAME)


def _places(kept: Json) -> Iterator[str]:
    places = gazetteer().places
    yield ", ".join(places[code].label for code in kept.get("place", ()) if code in places)
    if "lat" in kept:
        yield _("near you")
    if "radius_km" in kept:
        yield _("within %(km)s km") % {"km": _short(kept["radius_km"])}


def _short(value: float) -> str:
    """With one decimal where it has one."""
    return number_format(f"{value:.1f}".removesuffix(".0"))


def _labels(name: str, values: list[str]) -> Iterator[str]:
    group = _("occupations of ISCO group %(code)s")
    # Of the thousands of occupations and skills only these.
    known = {} if name in (OCCUPATION, SKILL) else labels_of(name)
    for value in values:
        concept = None if known else vocabulary.current().get(name, value)
        if value.startswith(ISCO_GROUPS):
            yield group % {"code": value.removeprefix(ISCO_GROUPS)}
        else:
            yield concept.label(get_language()) if concept else known.get(value, value)


def _filters(kept: Json) -> Iterator[str]:
    for name in ("kind", "occupation", "skill", "level", "shift", "welfare", "industry"):
        if name in kept and kept[name] != ["vacancy"]:
            yield ", ".join(_labels(name, kept[name]))
    if "pay_min" in kept:
        millions = _short(kept["pay_min"] / 1_000_000)
        yield _("from %(millions)s million VND/month") % {"millions": millions}
    if "posted_after" in kept:
        day = date_format(date.fromisoformat(kept["posted_after"]), "SHORT_DATE_FORMAT")
        yield _("posted since %(day)s") % {"day": day}
