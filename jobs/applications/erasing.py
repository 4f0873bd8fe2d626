"""Removing what the database otherwise keeps for good."""

from collections.abc import Sequence

import pgtrigger
from django.apps import apps


def forget_history(application_ids: Sequence[int]) -> None:
    """Removes the history of applications; the right to be forgotten is the one exception to
    "append only"."""
    history = apps.get_model("applications", "ApplicationHistory")
    with pgtrigger.ignore("applications.ApplicationHistory:append_only"):
        history.objects.filter(pgh_obj_id__in=application_ids).delete()
