"""Graduates of a class that an employer ordered come first among its candidates."""

from collections.abc import Callable

import pytest

from jobs.models import Vacancy
from matching.recommend.service import candidates
from portal.notices.models import Notice
from portal.people import services as people
from portal.people.models import Consent, Person
from tests.factories import (
    AN_DUONG,
    CourseFactory,
    EnrolmentFactory,
    IntakeFactory,
    MembershipFactory,
    TrainingOrderFactory,
)
from tests.matching.makers import BASICS, person, vacancy
from tests.queries import count_queries
from training.enrolment.teaching import certify
from training.models import Intake
from training.orders.models import TrainingOrder

pytestmark = pytest.mark.django_db


@pytest.fixture
def opening() -> Vacancy:
    return vacancy(BASICS, unit_id=AN_DUONG)


@pytest.fixture
def ordered(opening: Vacancy) -> TrainingOrder:
    """A class of welders that the employer of the vacancy ordered."""
    intake = IntakeFactory()
    return TrainingOrderFactory(employer=opening.employer, state="agreed", intake=intake)


@pytest.fixture
def graduate() -> Callable[..., Person]:
    """Somebody certified in a class, who knows nothing else of what is asked."""

    def make(intake: Intake, **fields: object) -> Person:
        made = person(**{"unit_id": AN_DUONG, "visible": True} | fields)
        EnrolmentFactory(person=made, intake=intake, status="certified", grade="pass")
        return made

    return make


def able() -> Person:
    return person(wanted=["welder"], skills=BASICS, unit_id=AN_DUONG, visible=True)


def test_they_come_first_and_it_is_said_why(opening, ordered, graduate) -> None:
    better = able()
    learnt = graduate(ordered.intake)
    first, second = candidates(opening)
    assert (first.person_id, second.person_id) == (learnt.pk, better.pk)
    assert second.score > first.score
    assert first.reasons[0].code == "ordered_class"
    assert "ordered_class" not in {reason.code for reason in second.reasons}


def test_without_the_consents_of_candidate_search_they_stay_unseen(
    opening, ordered, graduate
) -> None:
    graduate(ordered.intake, visible=False)
    withdrawn = graduate(ordered.intake)
    people.withdraw_consent(person_id=withdrawn.pk, purpose=Consent.Purpose.CANDIDATE_SEARCH)
    assert candidates(opening) == []


def test_only_for_its_own_employer_and_occupation_and_while_the_order_stands(
    opening, ordered, graduate
) -> None:
    def first(of: Vacancy) -> bool:
        return any(r.code == "ordered_class" for card in candidates(of) for r in card.reasons)

    graduate(ordered.intake, wanted=["welder"], skills=BASICS)
    assert first(opening)
    assert not first(vacancy(BASICS, unit_id=AN_DUONG))
    cook = vacancy(employer=opening.employer, occupation_id="cook", unit_id=AN_DUONG)
    assert not first(cook)
    ordered.cancel()
    ordered.save()
    assert not first(opening)


def test_who_still_studies_or_failed_does_not_come_first(opening, ordered) -> None:
    for status, grade in (("studying", ""), ("completed", "pass"), ("failed", "fail")):
        EnrolmentFactory(person=able(), intake=ordered.intake, status=status, grade=grade)
    found = candidates(opening)
    assert len(found) == 3
    assert not any(r.code == "ordered_class" for card in found for r in card.reasons)


def test_queries_do_not_grow_with_graduates(opening, ordered, graduate) -> None:
    graduate(ordered.intake)
    few = count_queries(lambda: candidates(opening, 50))
    for _ in range(6):
        graduate(ordered.intake)
    assert count_queries(lambda: candidates(opening, 50)) == few


def test_the_employer_is_told_once_when_certificates_are_out(opening) -> None:
    clerk = MembershipFactory(organisation=opening.employer).user
    course = CourseFactory()
    intake = IntakeFactory(course=course)
    TrainingOrderFactory(employer=opening.employer, state="running", intake=intake)
    for _ in range(2):
        for _person in range(2):
            EnrolmentFactory(intake=intake, status="completed", grade="pass")
        certify(intake_id=intake.pk)
    notice = Notice.objects.get(user=clerk)
    assert notice.kind == "training_order_certified"
    assert notice.context["count"] == 2
    assert f"/tin/{opening.pk}/ung-vien/" in notice.context["url"]


def test_without_an_open_vacancy_the_notice_leads_to_the_order(ordered, opening) -> None:
    clerk = MembershipFactory(organisation=opening.employer).user
    Vacancy.objects.update(status="closed")
    EnrolmentFactory(intake=ordered.intake, status="completed", grade="pass")
    certify(intake_id=ordered.intake_id)
    url = Notice.objects.get(user=clerk).context["url"]
    assert url.endswith(f"/dat-hang/{ordered.pk}/")


def test_nobody_is_told_of_a_class_that_nobody_ordered() -> None:
    row = EnrolmentFactory(status="completed", grade="pass")
    certify(intake_id=row.intake_id)
    assert not Notice.objects.filter(kind="training_order_certified").exists()
