"""The same vacancy posted again by the same employer while the first one is open."""

import re
from collections.abc import Iterator
from functools import lru_cache

from rapidfuzz import fuzz

from jobs.models import Vacancy
from jobs.moderation.facts import Facts, place_of
from jobs.moderation.findings import Finding, Severity
from portal.textfold import fold

ALIKE = 90
# Says how many are wanted or how urgently, not what for.
_NOISE = re.compile(
    r"\b(?:can|tuyen|dung|gap|nhieu|so luong|sl|\d+ (?:nguoi|lao dong|nam nu)|di lam ngay"
    r"|luong cao)\b|[^\w\s]"
)
_FIGURE = re.compile(r"\d+\w*")


def of_posting(vacancy: Vacancy, facts: Facts) -> Iterator[Finding]:
    """At most one finding, at the title; “Thợ hàn 3G” and “Thợ hàn 6G” are two vacancies."""
    own, figures = _bare(vacancy.title)
    for other in facts.others:
        theirs, their_figures = _bare(other.title)
        if (
            other.place == place_of(vacancy)
            and other.occupation == vacancy.occupation_id
            and figures == their_figures
            and fuzz.token_sort_ratio(own, theirs) >= ALIKE
        ):
            day = f"{other.published:%d/%m/%Y}"
            yield Finding("title", "duplicate", other.title, Severity.DOUBT, {"day": day})
            return


@lru_cache(maxsize=8192)
def _bare(title: str) -> tuple[str, frozenset[str]]:
    words = " ".join(_NOISE.sub(" ", fold(title)).split())
    return words, frozenset(_FIGURE.findall(words))
