"""Organisations wait for the centre two working days at most before it is reminded, once."""

import threading
from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection
from django.utils import timezone

from portal.accounts import waiting
from portal.accounts.models import Organisation
from portal.accounts.services import update_organisation
from portal.accounts.tasks import remind_of_waiting
from portal.notices.models import Notice
from portal.reference.working_days import after_working_days
from tests.factories import EscUserFactory, OrganisationFactory, UserFactory


def waits(days: int, **fields: object) -> Organisation:
    """An organisation that registered so many days ago."""
    organisation = OrganisationFactory(
        verification=Organisation.Verification.PENDING, verified_at=None, **fields
    )
    since = timezone.now() - timedelta(days=days)
    Organisation.objects.filter(pk=organisation.pk).update(created_at=since, updated_at=since)
    return organisation


def told() -> list[tuple[object, str]]:
    rows = Notice.objects.filter(kind="organisations_overdue").order_by("pk")
    return [(n.user, n.context["count"]) for n in rows]


@pytest.mark.django_db
class TestReminding:
    def test_all_of_the_centre_are_told_once_of_those_that_wait_too_long(self) -> None:
        officer = EscUserFactory()
        UserFactory(full_name="Không có mã", esc_role="counsellor", second_factor=False)
        UserFactory()
        for days in (10, 12):
            waits(days)
        waits(0)
        OrganisationFactory()
        for _again in range(3):
            remind_of_waiting()
        assert told() == [(officer, "2")]
        waits(11)
        remind_of_waiting()
        assert told()[-1] == (officer, "1")

    def test_days_on_which_nobody_works_do_not_count(self) -> None:
        friday = date(2026, 10, 16)
        assert after_working_days(friday, waiting.WORKING_DAYS) == date(2026, 10, 20)

    def test_who_waits_anew_is_told_anew(self) -> None:
        EscUserFactory()
        organisation = OrganisationFactory()
        update_organisation(organisation_id=organisation.pk, values={"name": "Cơ khí Mới"})
        long_ago = datetime(2026, 1, 5, tzinfo=UTC)
        rows = Organisation.objects.filter(pk=organisation.pk)
        rows.update(updated_at=long_ago)
        assert waiting.remind() == 1
        rows.update(verification="verified", verified_as=None)
        update_organisation(organisation_id=organisation.pk, values={"name": "Cơ khí Khác"})
        rows.update(updated_at=long_ago)
        assert waiting.remind() == 1
        assert waiting.remind() == 0

    def test_the_reminder_leaves_the_place_in_the_queue(self) -> None:
        organisation = waits(10)
        before = Organisation.objects.get(pk=organisation.pk).updated_at
        waiting.remind()
        assert Organisation.objects.get(pk=organisation.pk).updated_at == before


@pytest.mark.usefixtures("committed_db")
def test_two_runs_at_once_tell_once() -> None:
    EscUserFactory()
    for days in (8, 9, 10):
        waits(days)
    ready = threading.Barrier(3)

    def run() -> None:
        ready.wait()
        try:
            waiting.remind()
        finally:
            connection.close()

    threads = [threading.Thread(target=run) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sum(int(count) for _user, count in told()) == 3
