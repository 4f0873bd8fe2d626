"""Values that the database and its backups hold encrypted: ID numbers and what tells of health
(sensitive data of Law 91/2025 on the protection of personal data).

The keys stand in `settings.DATA_KEYS`, never in the database. The first one seals; all of them
open, so that a new key can be put in front and old rows are sealed anew by `manage.py reseal`.
"""

import json
from functools import cache
from typing import Any

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings
from django.core.exceptions import FieldError
from django.db import models

from portal.reference.fields import InList


class UnknownKeyError(Exception):
    """A value was sealed with a key that is not among `settings.DATA_KEYS`."""


@cache
def _box(keys: tuple[str, ...]) -> MultiFernet:
    return MultiFernet([Fernet(key) for key in keys])


def seal(text: str) -> str:
    """The text encrypted; an empty one stays empty."""
    return _box(tuple(settings.DATA_KEYS)).encrypt(text.encode()).decode() if text else ""


def unseal(sealed: str) -> str:
    """The text again. Raises UnknownKeyError."""
    if not sealed:
        return ""
    try:
        return _box(tuple(settings.DATA_KEYS)).decrypt(sealed.encode()).decode()
    except InvalidToken as error:
        raise UnknownKeyError("the key of this value is not in DATA_KEYS") from error


class Sealed(models.TextField):
    """A field whose value is encrypted; nothing can be looked up by it."""

    def get_lookup(self, lookup_name: str) -> Any:
        if lookup_name != "isnull":
            raise FieldError(f"{self.name} is sealed: nothing can be looked up by it")
        return super().get_lookup(lookup_name)


class SealedTextField(Sealed):
    """Text that is encrypted where it is stored."""

    def get_prep_value(self, value: Any) -> Any:
        return seal(super().get_prep_value(value) or "")

    def from_db_value(self, value: str | None, *_: Any) -> str:
        return unseal(value or "")


class SealedListField(Sealed):
    """A list of plain values, encrypted where it is stored."""

    # What the type checker takes for the type of the column.
    _pyi_private_set_type: Any
    _pyi_private_get_type: Any

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("default", list)
        kwargs.setdefault("blank", True)
        super().__init__(**kwargs)

    def get_prep_value(self, value: Any) -> str:
        return seal(json.dumps(value)) if value else ""

    def from_db_value(self, value: str | None, *_: Any) -> list[Any]:
        return json.loads(unseal(value)) if value else []

    def to_python(self, value: Any) -> Any:
        return json.loads(value) if isinstance(value, str) else value

    def value_to_string(self, obj: Any) -> str:
        return json.dumps(self.value_from_object(obj))


class SealedCodesField(SealedListField):
    """Several codes of a list as CodesField has them, encrypted where they are stored."""

    def __init__(self, list_name: str, **kwargs: Any) -> None:
        self.list_name = list_name
        super().__init__(**kwargs)

    def deconstruct(self) -> Any:
        name, path, _args, kwargs = super().deconstruct()
        return name, path, [self.list_name], kwargs

    def get_prep_value(self, value: Any) -> str:
        return super().get_prep_value(sorted(value or ()))

    def validate(self, value: Any, model_instance: Any) -> None:
        for code in value or ():
            InList(self.list_name)(code)
