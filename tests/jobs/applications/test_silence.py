"""Employers who do not answer."""

from datetime import datetime, timedelta

import pytest
from django.utils import timezone

from jobs.applications import services
from jobs.applications.models import Application
from jobs.applications.silence import AnswerRate, answer_rate
from jobs.applications.tasks import follow_up
from portal.accounts.models import Organisation
from portal.notices.models import Notice
from tests.factories import (
    ApplicationFactory,
    MembershipFactory,
    OrganisationFactory,
    VacancyFactory,
)

pytestmark = pytest.mark.django_db


def days_ago(days: float) -> datetime:
    return timezone.now() - timedelta(days=days)


def told(kind: str) -> list[int]:
    return sorted(Notice.objects.filter(kind=kind).values_list("user", flat=True))


class TestFollowingUp:
    def test_members_are_reminded_after_7_days_in_one_message(self) -> None:
        vacancy = VacancyFactory()
        member = MembershipFactory(organisation=vacancy.employer).user
        MembershipFactory(organisation=vacancy.employer, left_at=timezone.now())
        for age, status in ((8, "new"), (9, "viewed"), (6, "new"), (8, "invited")):
            ApplicationFactory(vacancy=vacancy, created_at=days_ago(age), status=status)
        follow_up()
        follow_up()
        (notice,) = Notice.objects.filter(kind="applications_wait")
        assert (notice.user, notice.context["count"]) == (member, 2)
        assert Application.objects.filter(reminded_at__isnull=False).count() == 2

    def test_each_application_reminds_once(self) -> None:
        application = ApplicationFactory(created_at=days_ago(8))
        MembershipFactory(organisation=application.vacancy.employer)
        follow_up()
        Notice.objects.all().delete()
        follow_up()
        assert told("applications_wait") == []

    def test_the_applicant_is_told_after_14_days(self) -> None:
        silent = ApplicationFactory(created_at=days_ago(15))
        for status in ("refused", "withdrawn", "hired"):
            ApplicationFactory(created_at=days_ago(15), status=status)
        ApplicationFactory(created_at=days_ago(13))
        follow_up()
        follow_up()
        assert told("application_silent") == [silent.person.user_id]
        silent.refresh_from_db()
        assert silent.silent_at

    def test_what_was_answered_once_is_not_silent_when_taken_up_again(self) -> None:
        ApplicationFactory(status="viewed", created_at=days_ago(20), answered_at=days_ago(10))
        follow_up()
        assert not Notice.objects.exists()

    @pytest.mark.parametrize(
        ("fields", "silent"),
        [
            ({}, True),
            ({"status": "invited"}, False),
            ({"status": "viewed", "answered_at": days_ago(2)}, False),
            ({"silent_at": None}, False),
        ],
    )
    def test_an_employer_who_answers_late_is_silent_no_longer(
        self, fields: dict, silent: bool
    ) -> None:
        row = ApplicationFactory(**{"created_at": days_ago(20), "silent_at": days_ago(6), **fields})
        assert row.is_silent is silent


class TestTheRate:
    @pytest.fixture
    def employer(self) -> Organisation:
        return OrganisationFactory()

    def make(self, employer: Organisation, number: int, **fields: object) -> None:
        ApplicationFactory.create_batch(number, vacancy__employer=employer, **fields)

    def test_the_share_of_what_was_answered_in_14_days(self, employer: Organisation) -> None:
        at = days_ago(30)
        self.make(employer, 9, created_at=at, status="refused", status_at=at + timedelta(days=13))
        self.make(employer, 2, created_at=at, status="invited", status_at=at + timedelta(days=15))
        self.make(employer, 1, created_at=at)
        ApplicationFactory(created_at=at)
        assert answer_rate(employer) == AnswerRate(percent=75, rated=12)

    def test_what_is_answered_counts_at_once_and_what_waits_does_not(
        self, employer: Organisation
    ) -> None:
        self.make(employer, 10, created_at=days_ago(1), status="invited")
        self.make(employer, 5, created_at=days_ago(13))
        assert answer_rate(employer) == AnswerRate(percent=100, rated=10)

    def test_what_was_taken_back_in_time_says_nothing(self, employer: Organisation) -> None:
        at = days_ago(30)
        self.make(employer, 10, created_at=at, status="invited")
        self.make(employer, 4, created_at=at, status="withdrawn", status_at=days_ago(25))
        assert answer_rate(employer) == AnswerRate(percent=100, rated=10)
        self.make(employer, 10, created_at=at, status="withdrawn", status_at=days_ago(2))
        assert answer_rate(employer) == AnswerRate(percent=50, rated=20)

    def test_few_or_old_ones_give_none(self, employer: Organisation) -> None:
        self.make(employer, 9, created_at=days_ago(30), status="invited")
        self.make(employer, 20, created_at=days_ago(400), status="invited")
        assert answer_rate(employer) is None

    def test_being_told_that_it_is_filled_is_an_answer(self, employer: Organisation) -> None:
        self.make(employer, 10, created_at=days_ago(3))
        for vacancy in employer.vacancies.all():
            services.refuse_as_filled(vacancy_id=vacancy.pk)
        assert answer_rate(employer) == AnswerRate(percent=100, rated=10)
