"""Every write to imports. A worker does the long part in small transactions, each of which takes
the job for itself and goes on where the last one ended: it may die or run twice."""

import hashlib
from datetime import timedelta
from typing import Any, BinaryIO, cast
from uuid import UUID

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.core.files.base import File
from django.db import transaction
from django.utils import timezone, translation
from django.utils.formats import number_format
from django.utils.translation import gettext as _

from jobs.bulk.columns import OWN, columns_for
from jobs.bulk.models import ImportJob, ImportRow
from jobs.bulk.reading import Cell, Table, UnreadableError, read
from jobs.bulk.values import Draft, Reader, Trouble
from jobs.models import Vacancy
from jobs.services import check_new, create_vacancy, post_vacancy
from portal.accounts.models import Organisation, User
from portal.broker import start
from portal.files.content import check_upload, clean_name
from portal.once import once
from portal.textfold import fold, nfc
from portal.validation import Problems

MOST_BYTES = 7 * 1024 * 1024
MOST_ROWS = 5000
# Long enough to put right what was refused; the cells hold names and phones of contacts.
KEPT = timedelta(days=90)
# Of names of columns, sheets and rows in a remark.
NAMED = 10
BATCH = 50
# Fields of a vacancy that another column stands for.
SHOWN_AT = {"unit": "place", "industrial_park": "place"}


def upload(
    *, organisation: Organisation, by: User, file: File, language: str, form_key: UUID | None = None
) -> ImportJob:
    """Keeps a file for being checked by a worker. `language` is that in which errors are told.

    Raises ValidationError at `file` for what is no table, too large or unsafe to open.
    """
    problems = Problems()
    with problems.collecting(at="file"):
        kind = check_upload(file, ("xlsx", "csv"), most_bytes=MOST_BYTES)
    problems.raise_if_any()
    digest = hashlib.sha256(file.read()).hexdigest()
    file.seek(0)

    def make() -> ImportJob:
        job = ImportJob(
            organisation=organisation,
            uploaded_by=by,
            name=clean_name(file.name or "", kind),
            kind=kind,
            digest=digest,
            language=language,
            form_key=form_key,
        )
        job.file.save(job.name, file, save=False)
        job.save()
        return job

    with transaction.atomic():
        job = once(
            form_key,
            make,
            lambda: ImportJob.objects.get(organisation=organisation, form_key=form_key),
        )
        _start_after_commit(job)
    return job


def earlier(job: ImportJob) -> ImportJob | None:
    """The last import of the very same file, if anything was made of it."""
    same = ImportJob.objects.filter(organisation=job.organisation_id, digest=job.digest)
    return (
        same.filter(state__in=[ImportJob.State.IMPORTING, ImportJob.State.DONE])
        .exclude(pk=job.pk)
        .first()
    )


@transaction.atomic
def start_import(*, job_id: int, publish: bool) -> ImportJob:
    """Lets a worker make drafts of the right rows, or publish them; again it changes nothing.

    Raises ValidationError where it is not checked yet, or no row is right.
    """
    job = _locked(job_id)
    if job.state in (ImportJob.State.IMPORTING, ImportJob.State.DONE):
        return job
    if job.state != ImportJob.State.CHECKED:
        raise ValidationError(_("It is not checked yet."), code="not_checked")
    if not job.rows.filter(result=ImportRow.Result.RIGHT).exists():
        raise ValidationError(_("No row is right yet."), code="nothing_right")
    job.begin_import(publish=publish)
    job.save()
    _start_after_commit(job)
    return job


def forget_old() -> int:
    """Deletes imports that nothing became of for KEPT, with their files and cells; returns how
    many. What was made of them stays. Safe to run at any time, any number of times."""
    ids = ImportJob.objects.filter(updated_at__lt=timezone.now() - KEPT).values_list(
        "pk", flat=True
    )
    for job_id in list(ids):
        with transaction.atomic():
            ImportJob.objects.filter(pk=job_id).delete()
    return len(ids)


def _start_after_commit(job: ImportJob) -> None:
    from jobs.bulk import tasks

    # Where no broker takes it, beat finds it within a minute.
    transaction.on_commit(lambda: start(tasks.go_on, job.pk))


def work(*, job_id: int) -> None:
    """Checks or imports until nothing is left to do for now. Any number of workers may do so."""
    job = ImportJob.objects.filter(pk=job_id).select_related("organisation").first()
    if job is None:
        return
    agency = job.organisation.kind == Organisation.Kind.OVERSEAS_AGENCY
    reader = Reader(columns_for(overseas=agency))
    with translation.override(job.language):
        while _step(job_id, reader):
            pass


@transaction.atomic
def _step(job_id: int, reader: Reader) -> bool:
    """Whether there may be more to do."""
    job = _locked(job_id)
    if job.state == ImportJob.State.UPLOADED:
        _read(job, reader)
    elif job.state == ImportJob.State.CHECKING:
        if not _batch(job, reader, ImportRow.Result.WAITING):
            job.end_check()
    elif job.state == ImportJob.State.IMPORTING:
        if not _batch(job, reader, ImportRow.Result.RIGHT):
            job.end_import()
    else:
        return False
    job.save()
    return job.state in ImportJob.AT_WORK


def _locked(job_id: int) -> ImportJob:
    rows = ImportJob.objects.select_for_update(of=("self",)).select_related("organisation")
    return rows.get(pk=job_id)


def _read(job: ImportJob, reader: Reader) -> None:
    try:
        with transaction.atomic(), job.file.open("rb") as file:
            _keep(job, reader, read(cast(BinaryIO, file), job.kind))
    except UnreadableError:
        job.fail(_("This file is damaged or not complete."))
    except FileNotFoundError:
        job.fail(_("The file is not there any more. Upload it again."))
    except ValidationError as error:
        job.fail(error.messages[0])
    else:
        job.begin_check()


def _keep(job: ImportJob, reader: Reader, table: Table) -> None:
    keys, unknown = _keys(reader, table)
    number = 0
    rows: list[ImportRow] = []
    for place, cells in table.rows:
        said = {keys[n]: cell for n, cell in cells.items() if n in keys}
        if not said:
            continue
        number += 1
        if number <= MOST_ROWS:
            rows.append(ImportRow(job=job, number=place, cells=said))
    if number > MOST_ROWS:
        message = _("It has %(number)s rows; at most %(most)s can be read at once. Divide it.")
        raise ValidationError(
            message % {"number": _told(number), "most": _told(MOST_ROWS)}, code="too_many_rows"
        )
    if not number:
        raise ValidationError(_("Below the names of the columns there is nothing."), code="empty")
    ImportRow.objects.bulk_create(rows, batch_size=500)
    job.total = number
    job.remarks = list(_remarks(table, unknown))


def _keys(reader: Reader, table: Table) -> tuple[dict[int, str], list[str]]:
    """Which column of the file has which key, and names of columns that are not known."""
    _number, header = next(table.rows, (0, {}))
    names = {fold(name): c.key for c in reader.columns for name in (c.header, c.key)}
    keys: dict[int, str] = {}
    unknown: list[str] = []
    for n, cell in header.items():
        name = nfc(cell) if isinstance(cell, str) else ""
        key = names.get(fold(name))
        if key and key not in keys.values():
            keys[n] = key
        elif fold(name) not in OWN:
            unknown.append(name[:60] or "?")
    missing = [c.header for c in reader.columns if c.required and c.key not in keys.values()]
    if missing:
        message = _("The first row must have the names of the columns. Missing: %(columns)s.")
        raise ValidationError(message % {"columns": _listed(missing)}, code="no_columns")
    return keys, unknown


def _remarks(table: Table, unknown: list[str]) -> Any:
    if unknown:
        yield _("Columns that are not known were left out: %(names)s.") % {
            "names": _listed(unknown)
        }
    if table.hidden_sheets:
        yield _("Hidden sheets were left out: %(names)s.") % {"names": _listed(table.hidden_sheets)}
    if table.hidden_rows:
        rows = _listed([str(n) for n in table.hidden_rows])
        yield _("Hidden rows were left out: %(names)s.") % {"names": rows}
    if table.merged:
        yield _("Some cells are merged: what they say counts for the first of them only.")


def _listed(names: list[str]) -> str:
    return ", ".join(names[:NAMED]) + (" …" if len(names) > NAMED else "")


def _told(number: int) -> str:
    return number_format(number, force_grouping=True)


def _batch(job: ImportJob, reader: Reader, waiting: ImportRow.Result) -> bool:
    """Does the next rows of a locked job; whether there were any."""
    rows = list(job.rows.filter(result=waiting)[:BATCH])
    for row in rows:
        if waiting == ImportRow.Result.WAITING:
            _check(job, row, reader)
        else:
            _import(job, row, reader)
    ImportRow.objects.bulk_update(rows, ["result", "errors", "vacancy"])
    return bool(rows)


def _check(job: ImportJob, row: ImportRow, reader: Reader) -> None:
    """Tells what would be refused; nothing is made."""
    draft = reader.read(row.cells)
    try:
        check_new(employer=job.organisation, values=_values(job, draft), **draft.skills)
    except ValidationError as error:
        draft.troubles += _troubles(error, draft, reader)
    row.errors = [trouble.stored() for trouble in draft.troubles]
    row.result = ImportRow.Result.WRONG if row.errors else ImportRow.Result.RIGHT


def _import(job: ImportJob, row: ImportRow, reader: Reader) -> None:
    """Makes a vacancy of the row, or nothing. What was made once is its editors' from then on."""
    draft = reader.read(row.cells)
    make = post_vacancy if job.publish else create_vacancy
    if not draft.troubles:
        try:
            vacancy = make(employer=job.organisation, values=_values(job, draft), **draft.skills)
        except ValidationError as error:
            draft.troubles += _troubles(error, draft, reader)
        else:
            row.vacancy, row.result = vacancy, ImportRow.Result(vacancy.status)
            return
    row.errors = [trouble.stored() for trouble in draft.troubles]
    row.result = ImportRow.Result.REFUSED


def _values(job: ImportJob, draft: Draft) -> dict[str, Any]:
    agency = job.organisation.kind == Organisation.Kind.OVERSEAS_AGENCY
    return draft.values | {"kind": Vacancy.Kind.OVERSEAS if agency else Vacancy.Kind.DOMESTIC}


def _troubles(error: ValidationError, draft: Draft, reader: Reader) -> list[Trouble]:
    """What a service says, at the columns; not what the reader has told of them already."""
    by_field = (
        error.error_dict if hasattr(error, "error_dict") else {NON_FIELD_ERRORS: error.error_list}
    )
    headers = {column.key: column.header for column in reader.columns}
    told = {trouble.column for trouble in draft.troubles}
    found = []
    for name, errors in by_field.items():
        header = headers.get(SHOWN_AT.get(name, name), "")
        if not header or header not in told:
            found += [
                Trouble(header, single.code or "invalid", message)
                for single in errors
                for message in single.messages
            ]
    return found


def cells_told(cells: dict[str, Cell], key: str) -> str:
    """A cell as it stood in the file."""
    cell = cells.get(key, "")
    return cell if isinstance(cell, str) else next(iter(cell.values()), "")
