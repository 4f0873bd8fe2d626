"""What follows for enrolments from what courses and people tell."""

from typing import Any

from django.dispatch import receiver

from portal.changes import changed
from portal.people.models import Person
from portal.people.signals import person_erased
from training.enrolment.erasing import forget_person
from training.enrolment.services import follow_courses


@receiver(changed)
def follow(*, sender: str, ids: list[str], **_: Any) -> None:
    if sender == "course":
        follow_courses(ids)


@receiver(person_erased)
def forget(*, person: Person, **_: Any) -> None:
    forget_person(person=person)
