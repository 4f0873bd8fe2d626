"""Tables to fill in, to correct and to keep."""

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from functools import cache
from typing import Any

from django.utils.translation import override

from jobs.bulk.columns import ERRORS, NUMBER, STATE, Column, columns_for
from jobs.bulk.models import ImportJob, ImportRow
from jobs.bulk.services import cells_told
from jobs.bulk.values import place_told
from jobs.models import Vacancy
from portal.accounts.models import Organisation
from portal.files.sheets import csv_text, workbook
from portal.reference import codes
from portal.reference.countries import country_name

SHEET, CODES_SHEET = "Tin tuyển dụng", "Mã được dùng"
CODES_HEADER = ("Cột", "Mã", "Nhãn")
YES, NO = "Có", "Không"
# The table is in Vietnamese, whoever asks for it: its columns are read again by their names.
LANGUAGE = "vi"


def _columns(organisation: Organisation) -> tuple[Column, ...]:
    return columns_for(overseas=organisation.kind == Organisation.Kind.OVERSEAS_AGENCY)


def template(organisation: Organisation) -> bytes:
    """An empty table, and on a second sheet what its columns with codes take."""
    columns = _columns(organisation)
    more = [(CODES_SHEET, CODES_HEADER, list(_codes(columns)))]
    return workbook(SHEET, [column.header for column in columns], [], more=more)


def _codes(columns: tuple[Column, ...]) -> Iterator[tuple[str, str, str]]:
    with override(LANGUAGE):
        for column in columns:
            if column.kind == "yes":
                yield from ((column.header, said, said) for said in (YES, NO))
            if not column.list_name:
                continue
            use = "vacancy" if column.key == "priority_groups" else ""
            for code, label in codes.choices(column.list_name, use=use):
                yield column.header, code, label


def errors(job: ImportJob) -> bytes:
    """The rows of which nothing was made, with what is wrong: to be corrected and uploaded."""
    columns = _columns(job.organisation)
    rows = job.rows.filter(result__in=ImportRow.BAD)
    header = [NUMBER, *(column.header for column in columns), ERRORS]
    return workbook(SHEET, header, (_error_row(row, columns) for row in rows))


def _error_row(row: ImportRow, columns: tuple[Column, ...]) -> list[Any]:
    told = "\n".join(
        f"{error['column']}: {error['text']}" if error["column"] else error["text"]
        for error in row.errors
    )
    return [row.number, *(cells_told(row.cells, column.key) for column in columns), told]


def export(organisation: Organisation, *, as_csv: bool) -> bytes:
    """All vacancies of an organisation, in columns that can be read again, with their state."""
    columns = _columns(organisation)
    rows = (
        Vacancy.objects.filter(employer=organisation)
        .select_related("occupation", "unit", "industrial_park")
        .prefetch_related("skill_links__skill")
        .order_by("-created_at", "-pk")
    )
    header = [*(column.header for column in columns), STATE]
    with override(LANGUAGE):
        # Most vacancies of an organisation are at few places, and each takes a search to tell.
        tell = cache(place_told)
        lines = [_line(vacancy, columns, tell, as_csv=as_csv) for vacancy in rows]
    return csv_text(header, lines) if as_csv else workbook(SHEET, header, lines)


def _line(
    vacancy: Vacancy, columns: Iterable[Column], tell: Callable[[str], str], *, as_csv: bool
) -> list[Any]:
    line = [_said(vacancy, column, tell) for column in columns]
    if as_csv:
        line = [f"{value:%d/%m/%Y}" if isinstance(value, date) else value for value in line]
    return [*line, str(vacancy.get_status_display())]


def _said(vacancy: Vacancy, column: Column, tell: Callable[[str], str]) -> Any:
    if column.kind == "skills":
        essential = column.key == "essential_skills"
        links = [link for link in vacancy.skill_links.all() if link.essential == essential]
        return "; ".join(link.skill.label_vi for link in sorted(links, key=lambda one: one.pk))
    if column.kind == "place":
        return tell(vacancy.industrial_park_id or vacancy.unit_id or "")
    value = getattr(vacancy, column.key)
    if column.kind in ("code", "codes"):
        labels = codes.labels(column.list_name)
        listed = [value] if column.kind == "code" else value
        return "; ".join(labels.get(code, code) for code in listed if code)
    if column.kind == "occupation":
        return vacancy.occupation.label_vi
    if column.kind == "yes":
        return YES if value else NO
    if column.kind == "phone":
        return value.as_national if value else ""
    if column.kind == "country":
        return country_name(value)
    return "" if value is None else value
