"""Real job titles: how often the portal reads the occupation that somebody labelled."""

import csv
import io
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from matching.bench import measures
from matching.bench.files import BadFileError, text
from portal.reference.catalogue import catalogue

COLUMNS = ("title", "count", "code")
AIMS = {"titles_top1": 0.80, "titles_top3": 0.90}
_CODES = re.compile(r"\d{2,4}(\|\d{2,4})*")


@dataclass(frozen=True)
class Title:
    """A title, how often it stood in ads, and the codes of ISCO-08 that are right: any one that
    begins with one of these."""

    title: str
    count: int
    codes: tuple[str, ...]


def read(path: Path) -> list[Title]:
    """The titles of a CSV with title,count,code. Raises BadFileError."""
    try:
        return list(_rows(path, csv.DictReader(io.StringIO(text(path), newline=""), strict=True)))
    except csv.Error as error:
        raise BadFileError(path, f"not CSV: {error}") from None


def _rows(path: Path, reader: Any) -> Any:
    missing = [name for name in COLUMNS if name not in (reader.fieldnames or ())]
    if missing:
        raise BadFileError(path, f"no column {', '.join(missing)} (wanted: {','.join(COLUMNS)})")
    empty = True
    for row in reader:
        title, count, code = ((row[name] or "").strip() for name in COLUMNS)
        where = f"line {reader.line_num}"
        if not title:
            raise BadFileError(path, f"{where}: no title")
        if not (count.isascii() and count.isdigit() and int(count)):
            raise BadFileError(path, f"{where}: count {count!r} is not a number from 1")
        code = re.sub(r"\s*\|\s*", "|", code)
        if not _CODES.fullmatch(code):
            raise BadFileError(path, f"{where}: code {code!r} is not 2–4 digits, joined by |")
        empty = False
        yield Title(title, int(count), tuple(code.split("|")))
    if empty:
        raise BadFileError(path, "no titles")


def run(titles: list[Title]) -> tuple[dict[str, Any], list[str]]:
    """Shares right at first rank and among the first three, weighted by count; and what was
    wrong, the most frequent first."""
    known = catalogue()
    places: list[int] = []
    wrong: list[tuple[int, str]] = []
    for title in titles:
        codes = [known.occupations[m.id].code for m in known.read_title(title.title, 3)]
        place = next((n for n, code in enumerate(codes) if code.startswith(title.codes)), 3)
        places.append(place)
        if place:
            said = f"{title.count:5}  {title.title}: {', '.join(codes) or 'nothing'}"
            wrong.append((title.count, f"{said}; right: {'|'.join(title.codes)}"))
    counts = [float(title.count) for title in titles]
    figures: dict[str, Any] = {
        **measures.with_interval("titles_top1", [float(p < 1) for p in places], counts),
        **measures.with_interval("titles_top3", [float(p < 3) for p in places], counts),
        "titles": len(titles),
    }
    figures["aims_missed"] = [name for name, least in AIMS.items() if figures[name] < least]
    return figures, [line for _, line in sorted(wrong, key=lambda item: -item[0])]
