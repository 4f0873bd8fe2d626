"""What a message says of new vacancies and courses, in the active language."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.text import Truncator
from django.utils.translation import gettext as _

from portal.alerts.models import SavedSearch
from portal.search import registry

# Of one search; its name leads to all of them on the page behind the link.
SHOWN = 5
LONGEST_LINE = 160

Key = tuple[str, str]


def context_of(
    news: Mapping[SavedSearch, Sequence[Key]], rows: Mapping[Key, Any]
) -> dict[str, str]:
    """`count` of all, and `lines` by search: the first few, and how many more there are."""
    blocks = []
    for search, keys in news.items():
        lines = [search.title, *(f"- {_line(key, rows[key])}" for key in keys[:SHOWN])]
        if more := len(keys) - SHOWN:
            lines += [_("- and %(count)s more") % {"count": more}] if more > 0 else []
        blocks.append("\n".join(lines))
    return {
        "count": str(sum(map(len, news.values()))),
        "lines": "\n\n".join(blocks),
    }


def _line(key: Key, row: Any) -> str:
    listing = registry.get(key[0]).listing
    assert listing is not None
    shown = listing.summary(row)
    parts = [shown["title"], shown["organisation"]["name"], shown["place"]]
    return Truncator(" · ".join(filter(None, parts))).chars(LONGEST_LINE)
