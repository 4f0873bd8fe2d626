"""Tables that offices open in Excel, in which nothing that somebody typed is ever a formula."""

import csv
import io
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django.http import HttpResponse
from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
WIDEST = 45
# What spreadsheet programs take for the beginning of a formula, also behind a tab or an end of
# line (OWASP, CSV injection).
FORMULA_BEGINS = ("=", "+", "-", "@", "\t", "\r", "\n")

Row = Sequence[Any]


def workbook(
    title: str,
    header: Row,
    rows: Iterable[Row],
    *,
    totals: Row = (),
    more: Iterable[tuple[str, Row, Iterable[Row]]] = (),
) -> bytes:
    """An Excel file with one sheet, and `more` of them, each with title, header and rows. Numbers
    and days stay such; texts are texts, whatever they begin with, and keep their leading zeros."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for name, head, lines, end in (
        (title, header, rows, totals),
        *((name, head, lines, ()) for name, head, lines in more),
    ):
        _fill(
            book.create_sheet("".join(c for c in name if c not in r"[]:*?/\\")[:31] or "1"),
            head,
            lines,
            end,
        )
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def _fill(sheet: Any, header: Row, rows: Iterable[Row], totals: Row) -> None:
    widths = [0] * len(header)
    bold = Font(bold=True)
    lines = [header, *rows, *([totals] if totals else [])]
    for number, line in enumerate(lines, start=1):
        is_bold = number == 1 or (bool(totals) and number == len(lines))
        for column, value in enumerate(line, start=1):
            cell = sheet.cell(row=number, column=column)
            _write(cell, value)
            if is_bold:
                cell.font = bold
            if number == 1:
                cell.alignment = Alignment(wrap_text=True, vertical="top")
            widths[column - 1] = max(widths[column - 1], len(str(value or "")))
    for column, width in enumerate(widths, start=1):
        sheet.column_dimensions[get_column_letter(column)].width = min(width + 2, WIDEST)
    sheet.freeze_panes = "A2"


def _write(cell: Any, value: Any) -> None:
    if isinstance(value, str):
        cell.value = ILLEGAL_CHARACTERS_RE.sub("", value)
        cell.data_type = "s"
        cell.quotePrefix = value.startswith(FORMULA_BEGINS)
    elif isinstance(value, date):
        cell.value, cell.number_format = value, "dd/mm/yyyy"
    elif isinstance(value, int | Decimal | float):
        cell.value, cell.number_format = value, "#,##0" if isinstance(value, int) else "General"
    else:
        cell.value = value


def csv_text(header: Row, rows: Iterable[Row]) -> bytes:
    """CSV as Excel reads it: UTF-8 with its mark. What would be a formula begins with a quote."""
    target = io.StringIO(newline="")
    writer = csv.writer(target)
    for line in [header, *rows]:
        writer.writerow([_plain(value) for value in line])
    return "\ufeff".encode() + target.getvalue().encode()


def _plain(value: Any) -> Any:
    if isinstance(value, str) and value.startswith(FORMULA_BEGINS):
        return f"'{value}"
    return value


def as_download(content: bytes, name: str) -> HttpResponse:
    """A file to save; `name` ends with .xlsx or .csv and holds only plain letters."""
    kind = XLSX if name.endswith(".xlsx") else "text/csv; charset=utf-8"
    answer = HttpResponse(content, content_type=kind)
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    answer["Cache-Control"] = "private, no-store"
    answer["X-Content-Type-Options"] = "nosniff"
    return answer
