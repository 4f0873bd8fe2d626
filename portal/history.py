"""Removing what the database otherwise keeps for good."""

from typing import Any

import pgtrigger
from django.apps import apps


def forget_history(label: str, **which: Any) -> None:
    """Removes rows of an event model (`applications.ApplicationHistory`); the right to be
    forgotten is the one exception to "append only"."""
    with pgtrigger.ignore(f"{label}:append_only"):
        apps.get_model(label).objects.filter(**which).delete()
