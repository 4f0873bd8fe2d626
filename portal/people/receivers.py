"""What follows for a person from what accounts tells."""

from typing import Any

from django.dispatch import receiver

from portal.accounts.models import User
from portal.accounts.signals import account_erased
from portal.people.models import Person
from portal.people.services import delete_person


@receiver(account_erased)
def erase_person(*, user: User, **_: Any) -> None:
    person = Person.objects.filter(user=user).first()
    if person:
        delete_person(person_id=person.pk)
