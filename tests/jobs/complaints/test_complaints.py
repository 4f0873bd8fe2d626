"""From the report to the centre's answer, by the services."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from jobs.complaints import services, tasks
from jobs.complaints.models import Complaint
from portal.accounts.services import delete_account
from portal.notices.models import Notice
from portal.validation import ChangedError, DecidedError
from tests.factories import (
    ComplaintFactory,
    EscUserFactory,
    OrganisationFactory,
    UserFactory,
    VacancyFactory,
)

pytestmark = pytest.mark.django_db
GIVEN = {"kind": "money", "text": "Họ đòi tiền cọc.", "about": "Công ty lạ"}


def codes_of(error: ValidationError) -> dict[str, set[str]]:
    return {field: {e.code for e in errors} for field, errors in error.error_dict.items()}


class TestReporting:
    def test_nobody_needs_an_account(self) -> None:
        made = services.report(**GIVEN, contact="0912 345 678")
        assert (made.state, made.reporter, made.about) == ("new", None, "Công ty lạ")
        assert made.contact == "+84912345678"
        assert made.number.startswith("PA-")
        assert len(made.secret) >= 20

    def test_of_a_vacancy_it_keeps_what_it_was_called(self) -> None:
        vacancy = VacancyFactory(title="Thợ hàn", employer__name="Công ty Tàu")
        made = services.report(**GIVEN, vacancy=vacancy)
        assert made.organisation == vacancy.employer
        vacancy.delete()
        made.refresh_from_db()
        assert (made.vacancy, made.about) == (None, "Thợ hàn · Công ty Tàu")

    def test_of_an_organisation(self) -> None:
        organisation = OrganisationFactory(name="Công ty Tàu")
        made = services.report(kind="papers", text="Giữ hộ chiếu", organisation=organisation)
        assert (made.organisation, made.about) == (organisation, "Công ty Tàu")

    def test_each_problem_stands_at_its_field(self) -> None:
        with pytest.raises(ValidationError) as refused:
            services.report(kind="nope", text=" ", about="\0", contact="gọi tôi nhé")
        assert set(codes_of(refused.value)) == {"kind", "text", "about", "contact"}

    def test_a_text_has_its_longest(self) -> None:
        services.report(**GIVEN | {"text": "ạ" * 3000})
        with pytest.raises(ValidationError) as refused:
            services.report(**GIVEN | {"text": "ạ" * 3001})
        assert set(codes_of(refused.value)) == {"text"}

    def test_a_form_sent_twice_makes_one(self) -> None:
        key = uuid4()
        first, second = (services.report(**GIVEN, form_key=key) for _ in range(2))
        assert first == second
        assert Complaint.objects.count() == 1


class TestDeciding:
    def test_somebody_takes_it_and_the_reporter_hears_of_it_once(self) -> None:
        reporter, officer = UserFactory(), EscUserFactory()
        complaint = ComplaintFactory(reporter=reporter)
        for _again in range(2):
            services.take(complaint_id=complaint.pk, by=officer)
        services.take(complaint_id=complaint.pk, by=EscUserFactory())
        notice = Notice.objects.get(user=reporter)
        assert notice.kind == "complaint_looked_into"
        assert complaint.secret in notice.context["url"]

    def test_two_take_it_at_once_and_the_second_is_told(self) -> None:
        complaint, first = ComplaintFactory(), EscUserFactory()
        read = Complaint.objects.get().updated_at
        services.take(complaint_id=complaint.pk, by=first, version=read)
        with pytest.raises(ChangedError):
            services.take(complaint_id=complaint.pk, by=EscUserFactory(), version=read)
        assert Complaint.objects.get().assigned_to == first

    @pytest.mark.parametrize(("answer", "state"), [("Đã gỡ tin.", "answered"), ("", "closed")])
    def test_it_ends_in_words_or_without_and_the_reporter_is_told(
        self, answer: str, state: str
    ) -> None:
        reporter = UserFactory()
        complaint = ComplaintFactory(reporter=reporter)
        officer = EscUserFactory()
        services.decide(complaint_id=complaint.pk, by=officer, outcome="taken-down", answer=answer)
        row = Complaint.objects.get()
        assert (row.state, row.outcome, row.assigned_to) == (state, "taken-down", officer)
        assert [n.kind for n in Notice.objects.filter(user=reporter)] == ["complaint_ended"]

    def test_who_is_late_is_told_who_decided(self) -> None:
        complaint = ComplaintFactory()
        first = EscUserFactory(full_name="Phạm Thị Nhanh")
        services.decide(complaint_id=complaint.pk, by=first, outcome="unfounded")
        for late in (
            lambda: services.decide(
                complaint_id=complaint.pk, by=EscUserFactory(), outcome="taken-down"
            ),
            lambda: services.take(complaint_id=complaint.pk, by=EscUserFactory()),
        ):
            with pytest.raises(DecidedError) as refused:
                late()
            assert "Phạm Thị Nhanh" in refused.value.messages[0]
        assert Complaint.objects.get().outcome == "unfounded"

    @pytest.mark.parametrize("outcome", ["", "nope"])
    def test_it_does_not_end_without_an_outcome(self, outcome: str) -> None:
        complaint = ComplaintFactory()
        with pytest.raises(ValidationError) as refused:
            services.decide(complaint_id=complaint.pk, by=EscUserFactory(), outcome=outcome)
        assert set(refused.value.error_dict) == {"outcome"}
        assert Complaint.objects.get().state == "new"

    def test_the_database_holds_it_too(self) -> None:
        complaint = ComplaintFactory()
        for wrong in (
            {"state": "closed"},
            {"outcome": "unfounded"},
            {"ended_at": timezone.now()},
            {"about": ""},
        ):
            with pytest.raises(IntegrityError), transaction.atomic():
                Complaint.objects.filter(pk=complaint.pk).update(**wrong)


class TestEveryDay:
    def test_the_staff_are_told_of_new_ones_once(self) -> None:
        officer = EscUserFactory()
        ComplaintFactory.create_batch(2)
        for _again in range(2):
            tasks.tell_of_new()
        notice = Notice.objects.get(user=officer)
        assert (notice.kind, notice.context["count"]) == ("complaints_new", "2")

    def test_without_new_ones_nobody_is_told(self) -> None:
        EscUserFactory()
        tasks.tell_of_new()
        assert not Notice.objects.exists()

    @pytest.mark.parametrize(("days", "kept"), [(89, "+84912345678"), (90, "")])
    def test_ways_to_reach_somebody_go_90_days_after_the_end(self, days: int, kept: str) -> None:
        ended = timezone.now() - timedelta(days=days, minutes=1)
        ended_one = ComplaintFactory(
            state="closed", outcome="unfounded", ended_at=ended, contact="+84912345678"
        )
        open_one = ComplaintFactory(created_at=ended, contact="+84912345678")
        tasks.forget_contacts()
        ended_one.refresh_from_db()
        open_one.refresh_from_db()
        assert (ended_one.contact, open_one.contact) == (kept, "+84912345678")

    def test_a_deleted_account_leaves_the_report_alone(self) -> None:
        user = UserFactory()
        complaint = ComplaintFactory(reporter=user, contact="ten@example.com")
        delete_account(user_id=user.pk)
        complaint.refresh_from_db()
        assert (complaint.reporter, complaint.contact) == (None, "")
