"""The official registration: numbers are checked, kept sealed, and found twice without reading."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.utils import timezone

from portal.people.models import Registration
from portal.people.registration import update_registration
from portal.people.services import delete_person
from tests.factories import PersonFactory

pytestmark = pytest.mark.django_db


def problems(**values: Any) -> dict[str, list[str]]:
    person = PersonFactory(birth_date=date(1974, 5, 17), sex="male")
    with pytest.raises(ValidationError) as caught:
        update_registration(person_id=person.pk, values=values)
    return {
        name: [error.code for error in errors] for name, errors in caught.value.error_dict.items()
    }


@pytest.mark.parametrize("typed", ["031074001234", "031 074 001234", "031.074.001.234"])
def test_a_number_is_kept_as_its_digits_however_it_is_typed(typed: str) -> None:
    person = PersonFactory(birth_date=date(1974, 5, 17), sex="male")
    row = update_registration(person_id=person.pk, values={"id_number": typed})
    assert Registration.objects.get(pk=row.pk).id_number == "031074001234"


@pytest.mark.parametrize(
    ("born", "sex", "number"),
    [
        (date(1974, 5, 17), "female", "031174001234"),
        (date(2004, 5, 17), "male", "031204001234"),
        (date(2004, 5, 17), "", "031304001234"),
        (None, "male", "031999001234"),
    ],
)
def test_a_number_that_fits_its_holder(born: date | None, sex: str, number: str) -> None:
    person = PersonFactory(birth_date=born, sex=sex)
    update_registration(person_id=person.pk, values={"id_number": number})


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({"id_number": "12345678"}, "format"),
        ({"id_number": "03107400123A"}, "format"),
        ({"id_number": "031075001234"}, "not_of_birth_date"),
        ({"id_number": "031174001234"}, "not_of_birth_date"),
        ({"social_insurance_number": "123"}, "format"),
        ({"id_issued_on": timezone.localdate() + timedelta(days=2)}, "future"),
        ({"ethnic_group": ["kinh", "tay"]}, "several"),
        ({"ethnic_group": ["martian"]}, "unknown_code"),
        ({"health": "ốm " * 400}, "max_length"),
        ({"last_pay": 12}, "pay_unit"),
        ({"status": "king"}, "unknown_code"),
    ],
)
def test_what_is_wrong_is_told_at_its_field(values: dict[str, Any], code: str) -> None:
    assert problems(**values) == {next(iter(values)): [code]}


def test_all_that_is_wrong_is_told_at_once() -> None:
    assert set(problems(id_number="1", last_pay=5)) == {"id_number", "last_pay"}


def test_nothing_of_it_can_be_read_in_the_database() -> None:
    person = PersonFactory(birth_date=date(1974, 5, 17), sex="male")
    told = {
        "id_number": "031074001234",
        "social_insurance_number": "0123456789",
        "health": "đau lưng",
        "disabilities": ["mobility"],
        "ethnic_group": ["tay"],
        "leaving_reasons": ["health"],
    }
    update_registration(person_id=person.pk, values=told)
    with connection.cursor() as cursor:
        cursor.execute("SELECT r::text FROM people_registration r")
        row = cursor.fetchone()[0]
    for words in ("031074001234", "0123456789", "lưng", "mobility", "tay", "health"):
        assert words not in row


def test_it_goes_with_the_person() -> None:
    person = PersonFactory()
    update_registration(person_id=person.pk, values={"status": "unemployed"})
    delete_person(person_id=person.pk)
    assert not Registration.objects.exists()
