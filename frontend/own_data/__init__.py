"""What is kept about somebody as sentences of a page: the data of the download with labels in the
reader's language instead of names of fields, and words instead of codes.

Each key of the data has a row here. Labels are those of the models, so that the page says what the
forms said; a key without a row fails (tests/frontend/seeker/test_own_data_pdf.py).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from frontend.cards import Fact
from frontend.own_data.readings import Rows
from frontend.own_data.rows import ROWS

# Of a list so many are laid out on paper; the file has all of them. A thousand pages help nobody,
# and laying them out would hold a server for minutes.
MOST = 100


@dataclass(frozen=True)
class Entry:
    """One thing: what it says, and what belongs to it."""

    facts: list[Fact] = field(default_factory=list)
    parts: "list[Part]" = field(default_factory=list)


@dataclass(frozen=True)
class Part:
    """Several things of one kind; `left_out` more stand in the file."""

    title: str
    entries: list[Entry]
    left_out: int = 0


def parts_of(data: Mapping[str, Any], rows: Rows = ROWS) -> list[Part]:
    """The sections in the order of `rows`; what says nothing is left out. Raises KeyError for a key
    that has no row."""
    return _entry(data, rows).parts


def _entry(data: Mapping[str, Any], rows: Rows) -> Entry:
    entry = Entry()
    unknown = data.keys() - rows.keys()
    if unknown:
        raise KeyError(", ".join(sorted(unknown)))
    for key, (label, how) in rows.items():
        value = data.get(key)
        if value is None or value in ("", [], {}, ()):
            continue
        if isinstance(how, Mapping):
            entry.parts.append(_part(str(label), value, how))
        elif text := how(value):
            entry.facts.append(Fact(label=str(label), value=text))
    return entry


def _part(title: str, value: Any, rows: Rows) -> Part:
    several = [value] if isinstance(value, Mapping) else list(value)
    left_out = max(0, len(several) - MOST)
    return Part(title, [_entry(one, rows) for one in several[:MOST]], left_out)
