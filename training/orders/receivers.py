"""What follows for orders from what courses tell."""

from typing import Any

from django.dispatch import receiver

from portal.changes import changed
from training.orders.services import follow_courses


@receiver(changed)
def follow(*, sender: str, ids: list[str], **_: Any) -> None:
    if sender == "course":
        follow_courses(ids)
