"""Tables of vacancies as people hand them in, made in memory."""

import io
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import Workbook

from jobs.bulk import services
from jobs.bulk.columns import COLUMNS, OVERSEAS_COLUMNS
from jobs.bulk.models import ImportJob, ImportRow
from tests.factories import OrganisationFactory

HEADERS = {column.key: column.header for column in (*COLUMNS, *OVERSEAS_COLUMNS)}
A_ROW: dict[str, Any] = {
    "title": "Thợ hàn CO2",
    "openings": 3,
    "description": "Hàn khung thép trong xưởng.",
    "place": "Xã Tiên Lãng",
    "employment_type": "full-time",
    "pay_min": "9 triệu",
    "pay_max": 14_000_000,
}


def book(*rows: dict[str, Any], header: list[str] | None = None) -> Workbook:
    """A workbook with a header for whatever the rows have; a row without anything is A_ROW."""
    told = [{**A_ROW, **row} for row in rows]
    keys = list(dict.fromkeys(key for row in told for key in row))
    made = Workbook()
    made.active.append(header or [HEADERS.get(key, key) for key in keys])
    for row in told:
        made.active.append([row.get(key) for key in keys])
    return made


def saved(made: Workbook) -> bytes:
    target = io.BytesIO()
    made.save(target)
    return target.getvalue()


def uploaded(content: bytes | Workbook, name: str = "tin.xlsx", **fields: Any) -> ImportJob:
    data = content if isinstance(content, bytes) else saved(content)
    given = {"organisation": None, "by": None, "language": "vi", **fields}
    given["organisation"] = given["organisation"] or OrganisationFactory()
    return services.upload(file=SimpleUploadedFile(name, data), **given)


def checked(content: bytes | Workbook, name: str = "tin.xlsx", **fields: Any) -> ImportJob:
    """The job after a worker has checked it."""
    job = uploaded(content, name, **fields)
    services.work(job_id=job.pk)
    return ImportJob.objects.get(pk=job.pk)


def imported(job: ImportJob, *, publish: bool = False) -> ImportJob:
    """The job after a worker has imported it."""
    services.start_import(job_id=job.pk, publish=publish)
    services.work(job_id=job.pk)
    return ImportJob.objects.get(pk=job.pk)


def wrong(job: ImportJob) -> dict[int, set[tuple[str, str]]]:
    """Number of a row → column and code of what is wrong in it."""
    return {
        row.number: {(e["column"], e["code"]) for e in row.errors}
        for row in ImportRow.objects.filter(job=job)
        if row.errors
    }
