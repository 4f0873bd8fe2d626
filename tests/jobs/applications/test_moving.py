"""The steps of an application, and what follows from them."""

from datetime import timedelta
from itertools import pairwise
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from jobs.applications import services
from jobs.applications.models import Application, HiringResult
from jobs.ending import close_vacancy, fill_openings
from portal.accounts.models import User
from portal.notices.models import Notice
from tests.factories import ApplicationFactory, MembershipFactory, VacancyFactory

pytestmark = pytest.mark.django_db
FORWARD = ("new", "viewed", "invited", "interviewed", "offered", "hired")
RESULT = {
    "starts_on": timezone.localdate() + timedelta(days=10),
    "probation_days": 30,
    "contract": "fixed-12-36-months",
    "pay": 9_500_000,
}


@pytest.fixture
def member() -> User:
    return MembershipFactory().user


def move(application: Application, status: str, by: User, **more: Any) -> Application:
    if status == "refused":
        more.setdefault("reason", "skills")
    if status == "hired":
        more.setdefault("result", RESULT)
    return services.move(application_id=application.pk, status=status, by=by, **more)


def problems(error: pytest.ExceptionInfo[ValidationError]) -> dict[str, str]:
    return {name: errors[0].code for name, errors in error.value.error_dict.items()}


def test_every_step_is_there_with_its_day_for_both_sides(member: User) -> None:
    application = ApplicationFactory()
    for status in FORWARD[1:]:
        move(application, status, member)
    steps = list(application.steps.all())
    assert [s.status for s in steps] == list(FORWARD[1:])
    assert all(a.at <= b.at for a, b in pairwise(steps))


@pytest.mark.parametrize("at", range(len(FORWARD) - 1))
def test_forward_also_over_several_steps_and_never_back(at: int, member: User) -> None:
    for number, status in enumerate(FORWARD):
        application = ApplicationFactory(status=FORWARD[at])
        if number >= at:
            assert move(application, status, member).status == status
        else:
            with pytest.raises(ValidationError) as refused:
                move(application, status, member)
            assert problems(refused) == {"status": "backwards"}


def test_the_same_step_again_changes_nothing(member: User) -> None:
    application = ApplicationFactory()
    first = move(application, "invited", member)
    assert move(application, "invited", member).status_at == first.status_at
    assert application.steps.count() == 1
    assert Notice.objects.filter(kind="application_answered").count() == 1


@pytest.mark.parametrize("status", FORWARD[:-1])
def test_a_refusal_needs_a_reason_of_the_list(status: str, member: User) -> None:
    application = ApplicationFactory(status=status)
    for reason, code in (("", "required"), ("ugly", "unknown_code"), ("health", "not_stated")):
        with pytest.raises(ValidationError) as refused:
            move(application, "refused", member, reason=reason)
        assert problems(refused) == {"reason": code}
    assert move(application, "refused", member, reason="pay").reason == "pay"


def test_health_is_a_reason_where_the_vacancy_names_a_condition(member: User) -> None:
    vacancy = VacancyFactory(physical_conditions=["lift-over-20"])
    application = ApplicationFactory(vacancy=vacancy)
    assert move(application, "refused", member, reason="health").status == "refused"


def test_a_refusal_can_be_taken_back_for_14_days(member: User) -> None:
    days = {13: True, 15: False}
    for age, possible in days.items():
        at = timezone.now() - timedelta(days=age)
        application = ApplicationFactory(status="refused", created_at=at)
        if possible:
            moved = move(application, "viewed", member)
            assert (moved.status, moved.reason) == ("viewed", "")
        else:
            with pytest.raises(ValidationError) as refused:
                move(application, "viewed", member)
            assert problems(refused) == {"status": "too_late"}


@pytest.mark.parametrize(
    ("now", "to", "code"),
    [
        ("refused", "invited", "refused"),
        ("withdrawn", "invited", "withdrawn"),
        ("hired", "refused", "hired"),
        ("new", "withdrawn", "invalid"),
        ("new", "nonsense", "invalid"),
        ("viewed", "new", "backwards"),
    ],
)
def test_what_is_no_way(now: str, to: str, code: str, member: User) -> None:
    with pytest.raises(ValidationError) as refused:
        move(ApplicationFactory(status=now), to, member)
    assert problems(refused) == {"status": code}


def test_the_person_takes_it_back_until_it_has_ended() -> None:
    for status in FORWARD[:-1]:
        application = ApplicationFactory(status=status)
        assert services.withdraw(application_id=application.pk).status == "withdrawn"
        services.withdraw(application_id=application.pk)
        assert application.steps.count() == 1
    for status in ("hired", "refused"):
        with pytest.raises(ValidationError):
            services.withdraw(application_id=ApplicationFactory(status=status).pk)


def test_opening_it_says_read_once_and_is_no_answer(member: User) -> None:
    application = ApplicationFactory()
    for _time in range(2):
        services.mark_viewed(application_id=application.pk, by=member)
    application.refresh_from_db()
    assert (application.status, application.answered_at) == ("viewed", None)
    assert application.steps.count() == 1
    assert not Notice.objects.exists()


class TestHiring:
    def test_a_result_goes_back_to_the_centre(self, member: User) -> None:
        application = ApplicationFactory(vacancy__title="Thợ hàn 3G")
        move(application, "hired", member)
        result = HiringResult.objects.get(application=application)
        assert (result.position, result.pay, result.by) == ("Thợ hàn 3G", 9_500_000, member)
        application.vacancy.refresh_from_db()
        assert (application.vacancy.openings_left, application.vacancy.status) == (2, "published")

    @pytest.mark.parametrize(
        ("field", "value", "code"),
        [
            ("starts_on", None, "null"),
            ("starts_on", timezone.localdate() + timedelta(days=4000), "far_away"),
            ("contract", "", "blank"),
            ("contract", "handshake", "unknown_code"),
            ("pay", None, "null"),
            ("pay", 12, "pay_unit"),
            ("probation_days", 181, "max_value"),
        ],
    )
    def test_what_a_result_must_say(
        self, field: str, value: object, code: str, member: User
    ) -> None:
        application = ApplicationFactory()
        with pytest.raises(ValidationError) as refused:
            move(application, "hired", member, result=RESULT | {field: value})
        assert problems(refused) == {field: code}
        application.refresh_from_db()
        application.vacancy.refresh_from_db()
        assert (application.status, application.vacancy.openings_left) == ("new", 3)

    def test_with_the_last_opening_the_others_are_told(self, member: User) -> None:
        vacancy = VacancyFactory(openings=1)
        one, *others = ApplicationFactory.create_batch(3, vacancy=vacancy)
        gone = ApplicationFactory(vacancy=vacancy, status="withdrawn")
        elsewhere = ApplicationFactory()
        move(one, "hired", member)
        for other in others:
            other.refresh_from_db()
            assert (other.status, other.reason) == ("refused", "filled")
            assert [s.reason for s in other.steps.all()] == ["filled"]
        told = Notice.objects.filter(kind="application_filled")
        assert {n.user for n in told} == {o.person.user for o in others}
        gone.refresh_from_db()
        elsewhere.refresh_from_db()
        vacancy.refresh_from_db()
        assert (gone.status, elsewhere.status, vacancy.status) == ("withdrawn", "new", "closed")

    def test_counting_hires_without_an_application_tells_them_as_well(self) -> None:
        application = ApplicationFactory(vacancy__openings=2)
        fill_openings(vacancy_id=application.vacancy_id)
        application.refresh_from_db()
        assert application.status == "new"
        fill_openings(vacancy_id=application.vacancy_id)
        application.refresh_from_db()
        assert (application.status, application.reason) == ("refused", "filled")

    def test_no_opening_is_left(self, member: User) -> None:
        vacancy = VacancyFactory(openings=2, openings_left=0)
        with pytest.raises(ValidationError) as refused:
            move(ApplicationFactory(vacancy=vacancy), "hired", member)
        assert problems(refused) == {"status": "filled"}


def test_a_closed_vacancy_still_answers(member: User) -> None:
    application = ApplicationFactory()
    close_vacancy(vacancy_id=application.vacancy_id, reason="withdrawn")
    application.refresh_from_db()
    assert application.status == "new"
    assert move(application, "hired", member).status == "hired"


def code_of(error: ValidationError) -> str:
    whole = error.error_dict["status"] if hasattr(error, "error_dict") else error.error_list
    return whole[0].code


class TestBulk:
    def test_each_is_whole_and_the_answer_says_which_failed_and_why(self) -> None:
        vacancy = VacancyFactory()
        member = MembershipFactory(organisation=vacancy.employer).user
        fine = ApplicationFactory(vacancy=vacancy)
        late = ApplicationFactory(vacancy=vacancy, status="offered")
        foreign = ApplicationFactory()

        outcome = services.bulk_move(
            application_ids=[fine.pk, late.pk, foreign.pk, fine.pk, 10**12],
            status="invited",
            by=member,
        )
        assert outcome.done == [fine.pk]
        codes = {pk: code_of(error) for pk, error in outcome.failed.items()}
        assert codes == {late.pk: "backwards", foreign.pk: "not_found", 10**12: "not_found"}
        foreign.refresh_from_db()
        assert foreign.status == "new"

    def test_what_belongs_to_a_row_fails_with_it(self) -> None:
        application = ApplicationFactory()
        member = MembershipFactory(organisation=application.vacancy.employer).user

        def fails(_application: Application) -> None:
            raise ValidationError("no message")

        outcome = services.bulk_move(
            application_ids=[application.pk], status="invited", by=member, after=fails
        )
        assert list(outcome.failed) == [application.pk]
        application.refresh_from_db()
        assert application.status == "new"
        assert not application.steps.exists()

    def test_there_is_a_limit(self, member: User) -> None:
        with pytest.raises(ValidationError) as refused:
            services.bulk_move(application_ids=range(1, 202), status="viewed", by=member)
        assert problems(refused) == {"applications": "too_many"}
