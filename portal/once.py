"""A form that comes twice makes one row."""

from collections.abc import Callable
from typing import TypeVar
from uuid import UUID

from django.db import IntegrityError, transaction

T = TypeVar("T")


def once(form_key: UUID | None, make: Callable[[], T], change: Callable[[], T]) -> T:
    """What `make` makes; where the form of this key has made it before, what `change` makes of
    that. The row's table allows each key once; without a key every call makes a new row."""
    if form_key is None:
        return make()
    try:
        with transaction.atomic():
            return make()
    except IntegrityError:
        return change()
