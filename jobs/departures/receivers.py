"""What follows for departures from what people tell."""

from typing import Any

from django.dispatch import receiver

from jobs.departures.services import forget_person
from portal.people.models import Person
from portal.people.signals import person_erased


@receiver(person_erased)
def forget(*, person: Person, **_: Any) -> None:
    """The rows stay, as the law asks, without the person."""
    forget_person(person=person)
