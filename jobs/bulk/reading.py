"""Excel and CSV files as rows of plain texts. Nothing in them is computed or followed."""

import csv
import io
import warnings
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, BinaryIO

from openpyxl import load_workbook
from openpyxl.worksheet._reader import WorkSheetParser

from portal.files.sheets import FORMULA_BEGINS

# What stands in a cell: its text, or {"formula": …} or {"error": …} where it has none of its own.
Cell = str | dict[str, str]
Row = tuple[int, dict[int, Cell]]
DELIMITERS = ";,\t"


class UnreadableError(Exception):
    """The file is damaged, whatever it looked like."""


@dataclass
class Table:
    """The rows that say something, by their numbers in the file and of their columns, from 1; the
    first is the header. `hidden_rows` and `merged` are complete once `rows` is at its end."""

    rows: Iterator[Row]
    hidden_sheets: list[str] = field(default_factory=list)
    hidden_rows: list[int] = field(default_factory=list)
    merged: int = 0


def read(file: BinaryIO, kind: str) -> Table:
    """The table of a file; what is broken in it raises UnreadableError, now or while it is read."""
    table = Table(iter(()))
    table.rows = _guarded(_csv_rows(file) if kind == "csv" else _xlsx_rows(file, table))
    return table


def _guarded(rows: Iterator[Row]) -> Iterator[Row]:
    try:
        with warnings.catch_warnings():
            # It warns of what it leaves out, such as lists of choices.
            warnings.simplefilter("ignore")
            yield from rows
    except Exception as error:
        # Broad on purpose: zip, XML and the reader itself each have their own errors.
        raise UnreadableError from error


def _xlsx_rows(file: BinaryIO, table: Table) -> Iterator[Row]:
    book = load_workbook(file, read_only=True)
    try:
        seen = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
        table.hidden_sheets = [s.title for s in book.worksheets if s.sheet_state != "visible"]
        if seen:
            yield from _sheet_rows(seen[0], table)
    finally:
        book.close()


def _sheet_rows(sheet: Any, table: Table) -> Iterator[Row]:
    # The public rows of a sheet that is read in one go do not tell which are hidden.
    with sheet._get_source() as source:
        parser = WorkSheetParser(
            source,
            sheet._shared_strings,
            data_only=False,
            epoch=sheet.parent.epoch,
            date_formats=sheet.parent._date_formats,
            timedelta_formats=sheet.parent._timedelta_formats,
        )
        for number, cells in parser.parse():
            hidden = parser.row_dimensions.pop(str(number), {}).get("hidden") in ("1", "true")
            said = {c["column"]: text for c in cells if (text := _cell(c)) != ""}
            if said and hidden:
                table.hidden_rows.append(number)
            elif said:
                yield number, said
        table.merged = len(parser.merged_cells.mergeCell) if parser.merged_cells else 0


def _cell(cell: dict[str, Any]) -> Cell:
    value, kind = cell["value"], cell["data_type"]
    if value is None:
        return ""
    if kind == "f":
        return {"formula": str(getattr(value, "text", value) or "=")[:100]}
    if kind == "e":
        return {"error": str(value)[:20]}
    return text_of(value)


def text_of(value: Any) -> str:
    """A value as people would type it."""
    if isinstance(value, bool):
        return "1" if value else "0"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else repr(value)
    if isinstance(value, datetime | date):
        return f"{value:%d/%m/%Y}"
    return str(value).replace("\0", "").strip()


def _csv_rows(file: BinaryIO) -> Iterator[Row]:
    text = io.TextIOWrapper(file, encoding="utf-8-sig", newline="")
    first = text.readline()
    begins = 2 if first.lower().startswith("sep=") else 1
    if begins == 2:
        delimiter = first[4:5].strip("\r\n") or DELIMITERS[0]
    else:
        delimiter = max(DELIMITERS, key=first.count)
        text.seek(0)
    for number, line in enumerate(csv.reader(text, delimiter=delimiter), start=begins):
        said = {n: v for n, v in enumerate(map(_csv_text, line), start=1) if v}
        if said:
            yield number, dict(said)
    text.detach()


def _csv_text(text: str) -> str:
    text = text_of(text)
    # The quote with which tables keep a text from becoming a formula.
    return text[1:] if text[:1] == "'" and text[1:].startswith(FORMULA_BEGINS) else text
