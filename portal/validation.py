"""How services collect what is wrong before they write: every problem at its field, at once."""

from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models

from portal.textfold import nfc


class Problems:
    """Collects messages by field and raises them together."""

    def __init__(self) -> None:
        self._by_field: dict[str, list[ValidationError]] = defaultdict(list)

    def add(self, field: str, message: Any, code: str = "invalid") -> None:
        self._by_field[field].append(ValidationError(message, code=code))

    @contextmanager
    def collecting(self) -> Iterator[None]:
        """Takes over what a block raises as ValidationError."""
        try:
            yield
        except ValidationError as error:
            if hasattr(error, "error_dict"):
                for field, errors in error.error_dict.items():
                    self._by_field[field].extend(errors)
            else:
                self._by_field["__all__"].extend(error.error_list)

    def raise_if_any(self) -> None:
        """Raises ValidationError with all problems, if there are any."""
        if self._by_field:
            raise ValidationError(dict(self._by_field))


def set_fields(row: models.Model, values: dict[str, Any]) -> None:
    """Puts values on a row; text in NFC, with white space only tidied where it is one line."""
    for name, value in values.items():
        field = row._meta.get_field(name)
        if isinstance(value, str):
            if isinstance(field, models.TextField):
                value = "\n".join(nfc(line) for line in value.replace("\0", "").splitlines())
                value = value.strip()
            else:
                value = nfc(value.replace("\0", ""))
        setattr(row, name, value)
