"""Makes a table say what its file says, without ever taking away what others refer to."""

from collections.abc import Iterable, Iterator
from datetime import timedelta
from typing import Any

from django.db import models
from django.utils import timezone

from portal.reference.models import Dated, Labelled
from portal.textfold import fold

BATCH = 1000


class MeaningChangedError(ValueError):
    """Codes whose new names share none with the old ones, one line each."""


def sync(
    model: type[models.Model], objects: Iterable[Any], *key: str, ends: bool = True
) -> list[Any]:
    """Writes what differs from the database; returns the rows written, ended or deleted.

    A row that the file no longer has ends with yesterday, since people and ads may refer to it;
    with `ends=False`, for rows that nobody refers to, it is deleted. Raises MeaningChangedError.
    """
    columns = {f.name: f.attname for f in model._meta.concrete_fields}
    attnames = [columns[k] for k in key]

    def identity(row: Any) -> tuple[Any, ...]:
        return tuple(getattr(row, a) for a in attnames)

    given: dict[tuple[Any, ...], Any] = {identity(row): row for row in objects}
    existing: dict[tuple[Any, ...], Any] = {
        identity(row): row for row in model._default_manager.all()
    }
    fields = [f.attname for f in model._meta.concrete_fields if not f.primary_key or f.name in key]
    differing = [
        row
        for at, row in given.items()
        if (old := existing.get(at)) is None
        or any(getattr(old, f) != getattr(row, f) for f in fields)
    ]
    _check_meanings((existing.get(identity(row)), row) for row in differing)
    updated = [f for f in fields if f not in attnames]
    model._default_manager.bulk_create(
        differing,
        batch_size=BATCH,
        update_conflicts=bool(updated),
        ignore_conflicts=not updated,
        unique_fields=list(key) if updated else None,
        update_fields=updated or None,
    )
    gone = [row for at, row in existing.items() if at not in given]
    return differing + (_end(gone) if ends else _delete(model, gone))


def _end(gone: list[Dated]) -> list[Dated]:
    today = timezone.localdate()
    held = [row for row in gone if row.valid_until is None or row.valid_until >= today]
    for row in held:
        row.valid_until = today - timedelta(days=1)
        row.save(update_fields=["valid_until"])
    return held


def _delete(model: type[models.Model], gone: list[Any]) -> list[Any]:
    if gone:
        model._default_manager.filter(pk__in=[row.pk for row in gone]).delete()
    return gone


def _check_meanings(changes: Iterable[tuple[Any, Any]]) -> None:
    """A code that loses every name it had would silently change what stored rows say."""
    lost = [
        f"“{old.label_vi}” has become “{new.label_vi}” under the code of the former: "
        "keep one of its names, or give the new one a code of its own"
        for old, new in changes
        if isinstance(old, Labelled) and not set(_names(old)) & set(_names(new))
    ]
    if lost:
        raise MeaningChangedError("\n".join(lost))


def _names(row: Labelled) -> Iterator[str]:
    return map(fold, (row.label_vi, row.label_en, *row.synonyms_vi, *row.synonyms_en))
