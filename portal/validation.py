"""How services collect what is wrong before they write: every problem at its field, at once."""

from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext as _

from portal.textfold import nfc, nfc_lines

LETTERS = 2


class ChangedError(Exception):
    """A row is not as its editor read it: somebody changed it since."""


class DecidedError(ValidationError):
    """Somebody else decided this first."""


def expect_version(row: Any, version: datetime | None) -> None:
    """Raises ChangedError where `version` is not the `updated_at` of a row; None expects nothing.

    Call it on a locked row, before anything is written.
    """
    if version is not None and version != row.updated_at:
        raise ChangedError


class Problems:
    """Collects messages by field and raises them together."""

    def __init__(self) -> None:
        self._by_field: dict[str, list[ValidationError]] = defaultdict(list)

    def add(self, field: str, message: Any, code: str = "invalid") -> None:
        self._by_field[field].append(ValidationError(message, code=code))

    @contextmanager
    def collecting(self, under: str = "") -> Iterator[None]:
        """Takes over what a block raises as ValidationError, with the names of its fields as
        `under.name` where they belong to a part of the whole."""
        try:
            yield
        except ValidationError as error:
            if hasattr(error, "error_dict"):
                for field, errors in error.error_dict.items():
                    self._by_field[f"{under}.{field}" if under else field].extend(errors)
            else:
                self._by_field["__all__"].extend(error.error_list)

    def raise_if_any(self) -> None:
        """Raises ValidationError with all problems, if there are any."""
        if self._by_field:
            raise ValidationError(dict(self._by_field))


def set_fields(row: models.Model, values: dict[str, Any]) -> None:
    """Puts values on a row; text cleaned (portal.textfold), with its lines kept in a TextField."""
    for name, value in values.items():
        field = row._meta.get_field(name)
        if isinstance(value, str):
            clean = nfc_lines if isinstance(field, models.TextField) else nfc
            value = clean(value.replace("\0", ""))
        setattr(row, name, value)


def at_hand(row: models.Model, *names: str) -> list[str]:
    """Those of the named relations whose row is loaded: it exists without being asked for."""
    return [
        name
        for name in names
        if row._state.fields_cache.get(name) is not None and row._state.fields_cache[name].pk
    ]


def has_letters(name: str) -> None:
    """Accepts names and titles that can be read aloud: two letters of any script at least.

    Raises ValidationError with code `no_letters`.
    """
    if sum(map(str.isalpha, name)) < LETTERS:
        raise ValidationError(_("Write at least two letters."), code="no_letters")
