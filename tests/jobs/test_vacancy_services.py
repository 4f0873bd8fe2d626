"""What services guarantee however they are called."""

import threading
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.utils import timezone

from jobs import ending, services
from jobs.models import Vacancy
from jobs.tasks import close_expired
from portal.accounts.models import Organisation
from portal.changes import changed
from tests.factories import OrganisationFactory, VacancyFactory


@pytest.fixture
def announced() -> list[tuple[str, list[str]]]:
    heard: list[tuple[str, list[str]]] = []

    def hear(sender: str, ids: list[str], **_: object) -> None:
        heard.append((sender, list(ids)))

    changed.connect(hear)
    yield heard
    changed.disconnect(hear)


def values(**changes: object) -> dict:
    from portal.reference.models import Occupation, Unit

    return {
        "title": "Thợ hàn",
        "description": "Hàn khung thép.",
        "occupation": Occupation.objects.get(pk="welder"),
        "openings": 2,
        "employment_type": "full-time",
        "unit": Unit.objects.get(pk="11581"),
        **changes,
    }


@pytest.mark.django_db
class TestClosing:
    def test_what_is_over_closes_with_a_reason_that_is_in_the_list(self, announced: list) -> None:
        today = timezone.localdate()
        over = VacancyFactory(valid_through=today - timedelta(days=1))
        last_day = VacancyFactory(valid_through=today)
        until_filled = VacancyFactory(valid_through=None)
        close_expired()
        close_expired()
        over.refresh_from_db()
        assert (over.status, over.close_reason) == ("closed", "deadline")
        over.full_clean(exclude=["status"])
        for vacancy in (last_day, until_filled):
            vacancy.refresh_from_db()
            assert vacancy.status == "published"
        assert announced == [("vacancy", [str(over.pk)])]

    def test_the_last_hire_closes_it(self, announced: list) -> None:
        vacancy = VacancyFactory(openings=3)
        ending.fill_openings(vacancy_id=vacancy.pk, people=2)
        vacancy.refresh_from_db()
        assert (vacancy.status, vacancy.openings_left) == ("published", 1)
        ending.fill_openings(vacancy_id=vacancy.pk)
        vacancy.refresh_from_db()
        assert (vacancy.status, vacancy.close_reason) == ("closed", "filled")
        assert announced == [("vacancy", [str(vacancy.pk)])] * 2

    def test_more_people_than_openings_are_refused(self) -> None:
        vacancy = VacancyFactory(openings=1)
        with pytest.raises(ValidationError) as refused:
            ending.fill_openings(vacancy_id=vacancy.pk, people=2)
        assert set(refused.value.error_dict) == {"openings"}
        vacancy.refresh_from_db()
        assert vacancy.openings_left == 1

    def test_openings_never_fall_below_those_hired(self) -> None:
        vacancy = VacancyFactory(openings=3)
        ending.fill_openings(vacancy_id=vacancy.pk, people=2)
        with pytest.raises(ValidationError) as refused:
            services.update_vacancy(vacancy_id=vacancy.pk, values={"openings": 1})
        assert "openings" in refused.value.error_dict
        raised = services.update_vacancy(vacancy_id=vacancy.pk, values={"openings": 5})
        assert raised.openings_left == 3

    def test_a_filled_one_opens_again_with_more_openings(self) -> None:
        vacancy = VacancyFactory(openings=1)
        ending.fill_openings(vacancy_id=vacancy.pk)
        with pytest.raises(ValidationError):
            services.publish_vacancy(vacancy_id=vacancy.pk)
        services.update_vacancy(vacancy_id=vacancy.pk, values={"openings": 2})
        opened = services.publish_vacancy(vacancy_id=vacancy.pk)
        assert (opened.status, opened.close_reason, opened.openings_left) == ("published", "", 1)

    def test_a_draft_is_not_closed(self) -> None:
        draft = VacancyFactory(status="draft", published_at=None)
        with pytest.raises(ValidationError):
            ending.close_vacancy(vacancy_id=draft.pk, reason="withdrawn")

    def test_an_unknown_reason_is_refused(self) -> None:
        vacancy = VacancyFactory()
        with pytest.raises(ValidationError) as refused:
            ending.close_vacancy(vacancy_id=vacancy.pk, reason="deadline_passed")
        assert set(refused.value.error_dict) == {"close_reason"}
        vacancy.refresh_from_db()
        assert vacancy.status == "published"


@pytest.mark.django_db
class TestWriting:
    def test_text_is_stored_in_nfc_and_whole(self) -> None:
        title = "Thơ\u0323 ha\u0300n 💥 <b>TIG</b>"
        vacancy = services.create_vacancy(
            employer=OrganisationFactory(), values=values(title=title, description="a\n\n<script>")
        )
        vacancy.refresh_from_db()
        assert vacancy.title == "Thợ hàn 💥 <b>TIG</b>"
        assert vacancy.description == "a\n\n<script>"

    def test_every_fault_is_told_at_once(self) -> None:
        with pytest.raises(ValidationError) as refused:
            services.create_vacancy(
                employer=OrganisationFactory(),
                values=values(
                    title="x",
                    openings=0,
                    pay_min=20_000_000,
                    pay_max=10_000_000,
                    shifts=["no-such-shift"],
                    valid_through=timezone.localdate() - timedelta(days=1),
                    hours_per_week=0,
                ),
            )
        assert set(refused.value.error_dict) == {
            *("title", "openings", "pay_max", "shifts", "valid_through", "hours_per_week")
        }
        assert not Vacancy.objects.exists()

    @pytest.mark.parametrize("pay", [0, 12, 99_999])
    def test_pay_in_millions_is_a_slip_of_the_pen(self, pay: int) -> None:
        with pytest.raises(ValidationError) as refused:
            services.create_vacancy(employer=OrganisationFactory(), values=values(pay_min=pay))
        assert set(refused.value.error_dict) == {"pay_min"}

    def test_an_old_deadline_may_stay_while_other_things_change(self) -> None:
        over = timezone.localdate() - timedelta(days=1)
        closed = VacancyFactory(status="closed", valid_through=over)
        services.update_vacancy(
            vacancy_id=closed.pk, values={"title": "Thợ hàn giỏi", "valid_through": over}
        )
        with pytest.raises(ValidationError):
            services.publish_vacancy(vacancy_id=closed.pk)

    def test_a_refused_change_leaves_everything(self, announced: list) -> None:
        vacancy = VacancyFactory()
        with pytest.raises(ValidationError):
            services.update_vacancy(
                vacancy_id=vacancy.pk, values={"title": "Thợ khác", "unit": None}
            )
        before = vacancy.title
        vacancy.refresh_from_db()
        assert vacancy.title == before
        assert announced == []

    def test_public_agrees_for_query_and_row(self) -> None:
        today = timezone.localdate()
        VacancyFactory()
        VacancyFactory(valid_through=today)
        VacancyFactory(valid_through=today - timedelta(days=1))
        VacancyFactory(openings_left=0)
        VacancyFactory(status="closed")
        VacancyFactory(employer__verification="pending")
        for until in (None, today, today - timedelta(days=1)):
            VacancyFactory(
                kind="overseas",
                country="JP",
                contract_approval_number="1",
                employer__kind=Organisation.Kind.OVERSEAS_AGENCY,
                employer__licence_valid_until=until,
            )
        by_row = {v.pk for v in Vacancy.objects.select_related("employer") if v.is_public}
        assert by_row == set(Vacancy.objects.public().values_list("pk", flat=True))
        assert len(by_row) == 3


@pytest.mark.usefixtures("committed_db")
def test_the_last_opening_goes_to_one_of_many() -> None:
    vacancy = VacancyFactory(openings=3)
    outcomes: list[bool] = []

    def hire() -> None:
        try:
            ending.fill_openings(vacancy_id=vacancy.pk)
            outcomes.append(True)
        except ValidationError:
            outcomes.append(False)
        finally:
            connection.close()

    threads = [threading.Thread(target=hire) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    vacancy.refresh_from_db()
    assert (sum(outcomes), vacancy.openings_left, vacancy.status) == (3, 0, "closed")
