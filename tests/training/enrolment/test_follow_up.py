"""Asking graduates, and what that says of a course."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.core.signing import BadSignature
from django.utils import timezone

from portal.notices.models import Notice
from portal.people.services import give_consent, withdraw_consent
from tests.factories import (
    EnrolmentFactory,
    FollowUpFactory,
    IntakeFactory,
    SupportClaimFactory,
)
from training.enrolment import follow_up
from training.enrolment.follow_up import (
    Placement,
    add_months,
    answer,
    ask_due,
    placement,
    read_token,
    token_of,
)
from training.enrolment.models import FollowUp

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [
        (date(2026, 11, 30), 3, date(2027, 2, 28)),
        (date(2026, 8, 31), 6, date(2027, 2, 28)),
        (date(2026, 6, 15), 6, date(2026, 12, 15)),
        (date(2026, 9, 30), 3, date(2026, 12, 30)),
        (date(2026, 9, 1), 3, date(2026, 12, 1)),
        (date(2027, 11, 30), 3, date(2028, 2, 29)),
    ],
)
def test_months_later(day: date, months: int, later: date) -> None:
    assert add_months(day, months) == later


def agreed(**values: object) -> FollowUp:
    """Of somebody who wants to be asked."""
    row = FollowUpFactory(**values)
    give_consent(person_id=row.enrolment.person_id, purpose="follow_up")
    return row


def test_asked_once_and_reminded_once() -> None:
    row = agreed()
    agreed(due_on=timezone.localdate() + timedelta(days=1))
    agreed(due_on=timezone.localdate() - timedelta(days=100))
    assert [ask_due(), ask_due()] == [1, 0]
    FollowUp.objects.filter(pk=row.pk).update(asked_at=timezone.now() - timedelta(days=8))
    assert [ask_due(), ask_due()] == [1, 0]
    notices = Notice.objects.filter(user=row.enrolment.person.user)
    assert notices.count() == 2
    assert token_of(row) in notices[0].context["url"]
    assert row.enrolment.person.full_name not in str(notices[0].context)


def test_without_support_only_who_agreed_is_asked() -> None:
    row = FollowUpFactory()
    assert ask_due() == 0
    give_consent(person_id=row.enrolment.person_id, purpose="follow_up")
    assert ask_due() == 1
    FollowUp.objects.filter(pk=row.pk).update(asked_at=timezone.now() - timedelta(days=8))
    withdraw_consent(person_id=row.enrolment.person_id, purpose="follow_up")
    assert ask_due() == 0


@pytest.mark.parametrize(
    ("state", "asked"), [("claimed", 1), ("approved", 1), ("refused", 0), ("withdrawn", 0)]
)
def test_who_learned_with_support_is_asked_by_law(state: str, asked: int) -> None:
    row = FollowUpFactory()
    SupportClaimFactory(enrolment=row.enrolment, state=state)
    assert ask_due() == asked


def test_who_answered_is_not_reminded() -> None:
    row = agreed(asked_at=timezone.now() - timedelta(days=30))
    answer(follow_up_id=row.pk, answer="employed")
    assert ask_due() == 0


def test_an_answer_can_be_changed_and_is_one_of_those_offered() -> None:
    row = FollowUpFactory()
    answer(follow_up_id=row.pk, answer="none")
    assert answer(follow_up_id=row.pk, answer="self_employed").answer == "self_employed"
    with pytest.raises(ValidationError):
        answer(follow_up_id=row.pk, answer="maybe")


def test_only_our_links_hold() -> None:
    row = FollowUpFactory()
    token = token_of(row)
    assert read_token(token) == row.pk
    for wrong in ("", "1", token[:-1], f"{token}x", token.replace(".", "")):
        with pytest.raises(BadSignature):
            read_token(wrong)


def test_the_rate_takes_the_answer_at_six_months_else_at_three(django_assert_num_queries) -> None:
    intake = IntakeFactory()

    def graduate(**answers: str) -> None:
        enrolment = EnrolmentFactory(intake=intake, status="certified", grade="pass")
        for name, value in answers.items():
            FollowUpFactory(
                enrolment=enrolment,
                months=int(name[1:]),
                answer=value,
                answered_at=timezone.now() if value else None,
            )

    graduate(m3="none", m6="employed")
    graduate(m3="employed", m6="none")
    graduate(m3="self_employed", m6="")
    graduate(m3="", m6="")
    with django_assert_num_queries(1):
        found = placement(intake.course)
    assert found == Placement(answers=3, at_work=2)
    assert not found.is_published
    assert Placement(follow_up.LEAST_ANSWERS, 15).is_published
    assert Placement(20, 15).percent == 75
