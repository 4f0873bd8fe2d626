"""What waits, on the first page of the centre's staff."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from portal.accounts.models import Organisation
from portal.changes import announce
from portal.search.models import DeadLetter, IndexState, OutboxEntry
from tests.factories import OrganisationFactory

pytestmark = pytest.mark.django_db
DESK = "/ban-lam-viec/"


def test_figures_and_the_oldest(officer: Client) -> None:
    for days in range(7):
        pending = OrganisationFactory(
            name=f"Chờ {days} ngày", verification=Organisation.Verification.PENDING
        )
        at = timezone.now() - timedelta(days=days)
        Organisation.objects.filter(pk=pending.pk).update(created_at=at)
    announce("vacancy", [1])
    OutboxEntry.objects.update(created_at=timezone.now() - timedelta(minutes=3))
    DeadLetter.objects.create(doc_type="vacancy", object_id="9", version=1, reason="x")
    DeadLetter.objects.create(
        doc_type="vacancy", object_id="8", version=1, reason="x", resolved_at=timezone.now()
    )
    IndexState.objects.update_or_create(doc_type="course", defaults={"missing": 2, "stale": 3})
    page = officer.get(DESK)
    waiting, decisions, reviews, complaints, changes, refused, drift = page.context["tiles"]
    assert (waiting.value, refused.value, drift.value) == (7, 1, 5)
    assert changes.value == 1
    assert (decisions.value, reviews.value, complaints.value) == (0, 0, 0)
    assert "6" in waiting.note
    assert "3" in changes.note
    shown = [o.name for o in page.context["oldest"]]
    assert shown == [f"Chờ {days} ngày" for days in (6, 5, 4, 3, 2)]


def test_nothing_waits(officer: Client) -> None:
    assert 'class="empty"' in officer.get(DESK).content.decode()


def test_only_administrators_see_the_door_to_accounts(officer: Client, admin: Client) -> None:
    door = 'href="/ban-lam-viec/tai-khoan/"'
    assert door not in officer.get(DESK).content.decode()
    assert door in admin.get(DESK).content.decode()


def test_signing_in_leads_here(officer: Client) -> None:
    assert officer.get("/accounts/welcome/").url == DESK


def test_it_asks_as_often_for_many_as_for_few(
    officer: Client, django_assert_max_num_queries
) -> None:
    OrganisationFactory.create_batch(
        5, verification=Organisation.Verification.PENDING, unit_id="11755"
    )
    officer.get(DESK)
    with django_assert_max_num_queries(18):
        officer.get(DESK)
