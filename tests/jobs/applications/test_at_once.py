"""Real commits: several people at the same application or vacancy."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

from django.core.exceptions import ValidationError
from django.db import connection

from jobs.applications import services
from jobs.applications.models import Application, HiringResult
from jobs.applications.tasks import follow_up
from portal.notices.models import Notice
from tests.factories import (
    ApplicationFactory,
    MembershipFactory,
    PersonFactory,
    VacancyFactory,
)
from tests.jobs.applications.test_moving import RESULT
from tests.jobs.applications.test_silence import days_ago


def together(act: Callable[[int], Any], times: int) -> list[Any]:
    """What each of several threads got, started at the same moment; an error is its result."""
    ready = Barrier(times)

    def run(number: int) -> Any:
        try:
            ready.wait(20)
            return act(number)
        except ValidationError as error:
            return error
        finally:
            connection.close()

    with ThreadPoolExecutor(times) as pool:
        return list(pool.map(run, range(times)))


def test_two_hires_for_the_last_opening(committed_db: None) -> None:
    vacancy = VacancyFactory(openings=1)
    member = MembershipFactory(organisation=vacancy.employer).user
    applications = ApplicationFactory.create_batch(4, vacancy=vacancy)

    def hire(number: int) -> Application:
        return services.move(
            application_id=applications[number].pk, status="hired", by=member, result=RESULT
        )

    outcomes = together(hire, 4)
    errors = [o for o in outcomes if isinstance(o, ValidationError)]
    assert len(errors) == 3
    assert HiringResult.objects.count() == 1
    statuses = sorted(Application.objects.values_list("status", "reason"))
    assert statuses == [("hired", ""), *[("refused", "filled")] * 3]
    vacancy.refresh_from_db()
    assert (vacancy.openings_left, vacancy.status) == (0, "closed")


def test_hiring_while_others_are_refused_and_apply(committed_db: None) -> None:
    """Nobody waits for each other for ever, and nobody is left without an answer."""
    vacancy = VacancyFactory(openings=1)
    member = MembershipFactory(organisation=vacancy.employer).user
    applications = ApplicationFactory.create_batch(3, vacancy=vacancy)
    late = PersonFactory()

    def act(number: int) -> Any:
        if number == 0:
            return services.move(
                application_id=applications[1].pk, status="hired", by=member, result=RESULT
            )
        if number == 1:
            ids = [a.pk for a in applications]
            return services.bulk_move(
                application_ids=ids, status="refused", by=member, reason="pay"
            )
        if number == 2:
            return services.withdraw(application_id=applications[0].pk)
        return services.apply(person_id=late.pk, vacancy_id=vacancy.pk)

    together(act, 4)
    vacancy.refresh_from_db()
    for application in applications:
        application.refresh_from_db()
    first, second, third = (application.status for application in applications)
    # Each of the three was ended by whoever was first, and whoever came later was refused that.
    assert first in {"withdrawn", "refused"}
    assert second in {"hired", "refused"}
    assert third == "refused"
    hired = second == "hired"
    assert (vacancy.openings_left, vacancy.status) == ((0, "closed") if hired else (1, "published"))
    # Who applied meanwhile has an answer, or was told that it is closed.
    own = late.applications.values_list("status", flat=True)
    assert list(own) in ([["refused"], []] if hired else [["new"]])


def test_applying_twice_at_once_makes_one(committed_db: None) -> None:
    person, vacancy = PersonFactory(), VacancyFactory()
    outcomes = together(lambda _: services.apply(person_id=person.pk, vacancy_id=vacancy.pk), 4)
    assert sum(isinstance(o, Application) for o in outcomes) == 1
    assert Application.objects.count() == 1


def test_two_runs_of_the_task_tell_once(committed_db: None) -> None:
    application = ApplicationFactory(created_at=days_ago(15))
    MembershipFactory(organisation=application.vacancy.employer)
    together(lambda _: follow_up(), 3)
    kinds = sorted(Notice.objects.values_list("kind", flat=True))
    assert kinds == ["application_silent", "applications_wait"]
