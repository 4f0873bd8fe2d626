"""ID numbers and health data are encrypted where they are stored, and nobody can search by them."""

import pytest
from cryptography.fernet import Fernet
from django.core.exceptions import FieldError
from django.core.management import call_command
from django.db import connection

from portal import sealed
from portal.people.models import Person
from portal.people.services import update_person
from tests.factories import PersonFactory

pytestmark = pytest.mark.django_db


def stored(person: Person) -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT priority_groups FROM people_person WHERE id = %s", [person.pk])
        return str(cursor.fetchone()[0])


def test_the_database_holds_nothing_readable_and_not_the_same_twice() -> None:
    one, other = PersonFactory(), PersonFactory()
    for person in (one, other):
        update_person(person_id=person.pk, values={"priority_groups": ["disabled"]})
    assert "disabled" not in stored(one)
    assert stored(one) != stored(other)
    one.refresh_from_db()
    assert one.priority_groups == ["disabled"]


def test_unknown_codes_are_refused_as_in_open_lists() -> None:
    with pytest.raises(Exception, match="king"):
        update_person(person_id=PersonFactory().pk, values={"priority_groups": ["king"]})


def test_nobody_can_look_people_up_by_it() -> None:
    with pytest.raises(FieldError):
        Person.objects.filter(priority_groups="disabled").exists()


def test_a_new_key_seals_anew_and_the_old_one_can_go(settings: object) -> None:
    person = PersonFactory(priority_groups=["disabled"])
    before, new = stored(person), Fernet.generate_key().decode()
    old = settings.DATA_KEYS[0]  # type: ignore[attr-defined]
    settings.DATA_KEYS = [new, old]  # type: ignore[attr-defined]
    call_command("reseal", verbosity=0)
    assert stored(person) != before
    settings.DATA_KEYS = [new]  # type: ignore[attr-defined]
    person.refresh_from_db()
    assert person.priority_groups == ["disabled"]
    settings.DATA_KEYS = [old]  # type: ignore[attr-defined]
    with pytest.raises(sealed.UnknownKeyError):
        person.refresh_from_db()
