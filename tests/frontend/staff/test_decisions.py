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


@pytest.mark.parametrize(("way", "state"), [("duyet", "approved"), ("tu-choi", "refused")])
def test_a_claim_by_insurance_is_asked_about_then_decided_once(
    officer: Client, way: str, state: str
) -> None:
    claim = insured()
    page = f"{PAGE}{claim.pk}/{way}/"
    assert page in officer.get(PAGE, {"state": "insurance"}).content.decode()
    assert "5/QĐ" in officer.get(page).content.decode()
    claim.refresh_from_db()
    assert claim.state == "claimed"
    first = officer.post(page, follow=True).content.decode()
    assert "Đã quyết định và báo cho người học" in first
    claim.refresh_from_db()
    assert claim.state == state
    assert Notice.objects.filter(kind="support_decided").count() == 1


def test_who_comes_second_is_told_so(officer: Client) -> None:
    claim = insured()
    officer.post(f"{PAGE}{claim.pk}/duyet/", follow=True)
    for way in ("duyet", "tu-choi"):
        second = officer.post(f"{PAGE}{claim.pk}/{way}/", follow=True).content.decode()
        assert "Việc này đã được quyết định: Được duyệt" in second
        assert "Đã quyết định và báo" not in second
    claim.refresh_from_db()
    assert claim.state == "approved"


def test_what_nobody_asks_for_any_more_waits_nowhere(officer: Client) -> None:
    decision = asked(3)
    SupportClaim.objects.filter(pk=decision.claim_id).update(state="withdrawn")
    for state in ("", "open"):
        assert not officer.get(PAGE, {"state": state}).context["page"].object_list


@pytest.mark.parametrize("way", ["duyet", "tu-choi"])
def test_a_claim_of_the_commune_is_not_decided_here(officer: Client, way: str) -> None:
    claim = SupportClaimFactory()
    assert officer.post(f"{PAGE}{claim.pk}/{way}/").status_code == 404


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
