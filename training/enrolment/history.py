"""When an enrolment came into each of its states, as the database itself noted it."""

from datetime import datetime
from typing import Any

from django.apps import apps

from training.enrolment.models import Enrolment


def steps_of(enrolment: Enrolment) -> list[tuple[str, datetime]]:
    """Status and moment of each step, the first one first."""
    events: Any = apps.get_model("enrolment", "EnrolmentHistory")._default_manager
    rows = events.filter(pgh_obj_id=enrolment.pk).order_by("pgh_created_at", "pk")
    steps: list[tuple[str, datetime]] = []
    for status, moment in rows.values_list("status", "pgh_created_at"):
        if not steps or steps[-1][0] != status:
            steps.append((status, moment))
    return steps
