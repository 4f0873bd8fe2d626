"""What is late, and what the centre of the city decides itself."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from portal.notices.models import Notice
from tests.factories import SupportClaimFactory
from tests.queries import count_queries
from training.enrolment.models import CommuneDecision, SupportClaim

pytestmark = pytest.mark.django_db
PAGE = "/ban-lam-viec/ho-tro-hoc-nghe/"


def asked(days_ago: int) -> CommuneDecision:
    """A decision due so many days ago."""
    due = timezone.localdate() - timedelta(days=days_ago)
    return CommuneDecision.objects.create(
        claim=SupportClaimFactory(),
        unit_id="11755",
        requested_on=due - timedelta(days=9),
        due_on=due,
    )


def insured() -> SupportClaim:
    return SupportClaimFactory(
        route="insurance", group="unemployment-insurance", insurance_decision="5/QĐ"
    )


def test_the_longest_overdue_comes_first(officer: Client) -> None:
    decisions = [asked(days) for days in (1, 5, -3)]
    page = officer.get(PAGE).context["page"]
    assert list(page) == [decisions[1], decisions[0]]
    assert len(officer.get(PAGE, {"state": "open"}).context["page"]) == 3


def test_a_claim_by_insurance_is_decided_once(officer: Client) -> None:
    claim = insured()
    assert "5/QĐ" in officer.get(PAGE, {"state": "insurance"}).content.decode()
    for _ in range(2):
        assert officer.post(f"{PAGE}{claim.pk}/", {"do": "approve"}).status_code == 302
    claim.refresh_from_db()
    assert claim.state == "approved"
    assert Notice.objects.filter(kind="support_decided").count() == 1


def test_a_claim_of_the_commune_is_not_decided_here(officer: Client) -> None:
    claim = SupportClaimFactory()
    assert officer.post(f"{PAGE}{claim.pk}/", {"do": "approve"}).status_code == 404


@pytest.mark.parametrize("state", ["", "open", "insurance"])
def test_it_asks_as_often_for_many_as_for_few(officer: Client, state: str) -> None:
    def queries() -> int:
        return count_queries(lambda: officer.get(PAGE, {"state": state} if state else {}))

    make = insured if state == "insurance" else lambda: asked(2)
    make()
    few = queries()
    for _ in range(10):
        make()
    assert queries() == few
