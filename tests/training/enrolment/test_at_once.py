"""Real commits: several people at the last seat of a class."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from django.db import connection

from tests.training.enrolment.conftest import grown_up, small_class, taken
from training.enrolment.models import Enrolment
from training.enrolment.services import accept, enrol, withdraw


def together(act: Callable[[int], Any], times: int) -> list[Any]:
    """What each of several threads got, started at the same moment."""
    barrier = Barrier(times)

    def run(number: int) -> Any:
        connection.ensure_connection()
        barrier.wait()
        try:
            return act(number)
        finally:
            connection.close()

    with ThreadPoolExecutor(times) as pool:
        return list(pool.map(run, range(times)))


@pytest.mark.usefixtures("committed_db")
def test_of_two_at_the_last_seat_one_has_it_and_one_is_first_in_line() -> None:
    intake = small_class(seats=1)
    for _ in range(5):
        Enrolment.objects.all().delete()
        type(intake).objects.filter(pk=intake.pk).update(seats_taken=0)
        people = [grown_up().pk for _ in range(2)]
        together(lambda n, p=people: enrol(person_id=p[n], intake_id=intake.pk), 2)
        assert sorted(Enrolment.objects.values_list("status", flat=True)) == ["accepted", "waiting"]
        assert [e.waiting_number for e in Enrolment.objects.waiting()] == [1]
        assert taken(intake) == 1


@pytest.mark.usefixtures("committed_db")
def test_of_eight_at_three_seats_five_stand_in_one_line() -> None:
    intake = small_class(seats=3)
    people = [grown_up().pk for _ in range(8)]
    together(lambda n: enrol(person_id=people[n], intake_id=intake.pk), 8)
    assert taken(intake) == Enrolment.objects.seated().count() == 3
    assert [e.waiting_number for e in Enrolment.objects.waiting()] == [1, 2, 3, 4, 5]


@pytest.mark.usefixtures("committed_db")
def test_two_applicants_accepted_at_once_for_the_last_seat() -> None:
    intake = small_class(seats=1)
    rows = [enrol(person_id=grown_up(birth_date=None).pk, intake_id=intake.pk).pk for _ in range(2)]
    together(lambda n: accept(enrolment_id=rows[n]), 2)
    assert sorted(Enrolment.objects.values_list("status", flat=True)) == ["accepted", "waiting"]


@pytest.mark.usefixtures("committed_db")
def test_one_steps_back_while_another_enrols() -> None:
    intake = small_class(seats=1)
    first = enrol(person_id=grown_up().pk, intake_id=intake.pk)
    waiting = enrol(person_id=grown_up().pk, intake_id=intake.pk)
    newcomer = grown_up().pk

    def act(number: int) -> None:
        if number:
            withdraw(enrolment_id=first.pk)
        else:
            enrol(person_id=newcomer, intake_id=intake.pk)

    together(act, 2)
    waiting.refresh_from_db()
    assert waiting.status == "accepted"
    assert Enrolment.objects.get(person=newcomer).status == "waiting"
    assert taken(intake) == 1


@pytest.mark.usefixtures("committed_db")
def test_a_person_who_presses_twice_is_enrolled_once() -> None:
    intake, person = small_class(), grown_up().pk
    rows = together(lambda _: enrol(person_id=person, intake_id=intake.pk), 4)
    assert len({row.pk for row in rows}) == Enrolment.objects.count() == 1
    assert taken(intake) == 1


@pytest.mark.usefixtures("committed_db")
def test_two_step_back_at_once_and_two_have_their_seats() -> None:
    intake = small_class(seats=2)
    rows = [enrol(person_id=grown_up().pk, intake_id=intake.pk) for _ in range(5)]
    together(lambda n: withdraw(enrolment_id=rows[n].pk), 2)
    statuses = [Enrolment.objects.get(pk=row.pk).status for row in rows[2:]]
    assert statuses == ["accepted", "accepted", "waiting"]
    assert taken(intake) == 2
