"""The parameters of search: one strict reading of them for pages and for the API.

What a code stands for is checked here, so that a mistyped code is an error that names it and
never an empty list.
"""

import math
from collections.abc import Callable
from typing import Any

from django.utils.formats import number_format
from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from portal.api.params import PageParams, SeveralField, given
from portal.reference import codes
from portal.search import registry, vocabulary
from portal.search.concepts import OCCUPATION, PLACE, SKILL

LONGEST_QUESTION = 500
# The engine cuts paging off here (index.max_result_window); nobody reads so far.
DEEPEST = 10_000
DATE_FORMATS = ["iso-8601", "%d/%m/%Y"]
KINDS = {"vacancy": _("Jobs"), "overseas": _("Jobs overseas"), "course": _("Courses")}
SORTS = {
    "relevance": _("best match first"),
    "newest": _("newest first"),
    "pay": _("highest pay first"),
    "distance": _("nearest first"),
    "deadline": _("closing soon first"),
}


def _unknown(value: str) -> serializers.ValidationError:
    message = _("“%(value)s” is not in the list.") % {"value": value}
    return serializers.ValidationError(message, code="unknown_code")


def in_list(*lists: str) -> Callable[[str], str]:
    """Accepts the codes of reference lists."""

    def clean(value: str) -> str:
        if not any(value in codes.entries(name) for name in lists):
            raise _unknown(value)
        return value

    return clean


def concept(kind: str) -> Callable[[str], str]:
    """Accepts the ids of skills, the codes of places …"""

    def clean(value: str) -> str:
        if vocabulary.current().get(kind, value) is None:
            raise _unknown(value)
        return value

    return clean


def occupation_or_group(value: str) -> str:
    """Our id, or 2–4 digits of an ISCO group that has occupations; as documents write it."""
    known = vocabulary.current()
    if value.isascii() and value.isdigit():
        occupations = known.concepts[OCCUPATION].values()
        if not 2 <= len(value) <= 4 or not any(o.isco.startswith(value) for o in occupations):
            raise _unknown(value)
        return f"isco:{value}"
    return concept(OCCUPATION)(value)


def kind_of_listing(value: str) -> str:
    """Accepts the kinds that the registered types answer: vacancy, overseas, course."""
    if not any(value in t.listing.kinds for t in registry.listed_types() if t.listing):
        raise _unknown(value)
    return value


class FiniteField(serializers.FloatField):
    """A number; "nan" and "inf", which Python takes for numbers, are none here."""

    def to_internal_value(self, data: Any) -> float:
        value = super().to_internal_value(data)
        if not math.isfinite(value):
            self.fail("invalid")
        return value


class SearchParams(PageParams):
    """What `/api/v1/search/` and the result page take."""

    q = serializers.CharField(
        required=False,
        allow_blank=True,
        default="",
        max_length=LONGEST_QUESTION,
        error_messages={
            "max_length": _("Ask with at most {max_length} characters: a few words are enough.")
        },
    )
    kind = SeveralField(kind_of_listing)
    place = SeveralField(concept(PLACE))
    lat = FiniteField(required=False, min_value=-90, max_value=90)
    lon = FiniteField(required=False, min_value=-180, max_value=180)
    radius_km = FiniteField(required=False, min_value=0.1, max_value=1000)
    occupation = SeveralField(occupation_or_group)
    skill = SeveralField(concept(SKILL))
    industry = SeveralField(in_list("industries"))
    pay_min = serializers.IntegerField(
        required=False, min_value=0, max_value=2_000_000_000, help_text="VND/month"
    )
    level = SeveralField(in_list("cmkt", "course_levels"))
    shift = SeveralField(in_list("shifts"))
    welfare = SeveralField(in_list("welfare"))
    posted_after = serializers.DateField(
        required=False, input_formats=DATE_FORMATS, help_text="2026-11-24 or 24/11/2026"
    )
    sort = serializers.ChoiceField(choices=list(SORTS.items()), required=False)

    def to_internal_value(self, data: Any) -> dict[str, Any]:
        # Forms send every field, also those left empty: an empty one says nothing.
        filled = data.copy()
        for name in (
            "lat",
            "lon",
            "radius_km",
            "pay_min",
            "posted_after",
            "sort",
            "page",
            "page_size",
        ):
            if name in filled and not any(str(value).strip() for value in given(filled, name)):
                del filled[name]
        return super().to_internal_value(filled)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        for name in ("lat", "lon", "radius_km", "pay_min", "posted_after", "sort"):
            attrs.setdefault(name, None)
        problems: dict[str, Any] = {}
        if (attrs["lat"] is None) != (attrs["lon"] is None):
            missing = "lat" if attrs["lat"] is None else "lon"
            problems[missing] = [_("lat and lon belong together.")]
        has_centre = attrs["lat"] is not None or attrs["place"]
        if attrs["radius_km"] is not None and not has_centre:
            problems["radius_km"] = [_("A radius needs a place, or lat and lon.")]
        if attrs["sort"] == "distance" and not has_centre:
            problems["sort"] = [_("Nearest first needs a place, or lat and lon.")]
        if attrs["page"] * attrs["page_size"] > DEEPEST:
            message = _("Only the first %(most)s results can be paged through. Narrow the search.")
            problems["page"] = [message % {"most": number_format(DEEPEST, force_grouping=True)}]
        if problems:
            raise serializers.ValidationError(problems)
        attrs["sort"] = attrs["sort"] or ("relevance" if attrs["q"].strip() else "newest")
        return attrs
