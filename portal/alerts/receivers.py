"""What follows for saved searches from what is told below."""

from typing import Any

from django.dispatch import receiver

from portal.alerts.services import forget_person
from portal.people.models import Person
from portal.people.signals import person_erased


@receiver(person_erased)
def forget_searches(*, person: Person, **_: Any) -> None:
    """What somebody looked for goes with their profile; the account alone keeps none of it."""
    if person.user:
        forget_person(user=person.user)
