"""The centre's queue of reports, and what two people make of one at once."""

import pytest
from django.test import Client

from jobs.complaints import services
from jobs.complaints.models import Complaint
from tests.factories import ComplaintFactory, EscUserFactory, OrganisationFactory
from tests.queries import count_queries

pytestmark = pytest.mark.django_db
QUEUE = "/ban-lam-viec/phan-anh/"


def at(complaint: Complaint, end: str = "") -> str:
    return f"{QUEUE}{complaint.pk}/{end}"


def test_each_state_has_its_tab(officer: Client) -> None:
    new, taken, ended = (ComplaintFactory() for _ in range(3))
    services.take(complaint_id=taken.pk, by=EscUserFactory())
    services.decide(complaint_id=ended.pk, by=EscUserFactory(), outcome="unfounded")
    for state, shown in (("new", new), ("looking", taken), ("ended", ended)):
        page = officer.get(f"{QUEUE}?state={state}")
        assert [row.complaint for row in page.context["rows"]] == [shown]
    assert officer.get(f"{QUEUE}?state=nope").status_code == 404


def test_the_list_takes_the_same_queries_however_long(officer: Client) -> None:
    counts = []
    for number in (2, 10):
        for complaint in ComplaintFactory.create_batch(number):
            services.take(complaint_id=complaint.pk, by=EscUserFactory())
        counts.append(count_queries(lambda: officer.get(f"{QUEUE}?state=looking")))
    assert counts[0] == counts[1]


def test_one_shows_the_organisation_and_what_else_was_reported(officer: Client) -> None:
    firm = OrganisationFactory(name="Công ty Bị Báo")
    complaint, other = ComplaintFactory.create_batch(2, organisation=firm, contact="a@example.com")
    page = officer.get(at(complaint)).content.decode()
    assert f"/ban-lam-viec/don-vi/{firm.pk}/" in page
    assert other.number in page
    assert "a@example.com" in page


def test_taken_and_decided_it_leaves_the_queue(officer: Client) -> None:
    complaint = ComplaintFactory()
    version = Complaint.objects.get().updated_at.isoformat()
    officer.post(at(complaint, "nhan/"), {"version": version})
    assert Complaint.objects.get().state == "looking"
    assert officer.post(at(complaint), {"outcome": ""}).status_code == 400
    answer = officer.post(at(complaint), {"outcome": "advised", "answer": "Gọi 113."})
    assert answer["Location"] == QUEUE
    assert Complaint.objects.get().state == "answered"
    status = Client().get(f"/bao-cao/theo-doi/{complaint.secret}/").content.decode()
    assert "Gọi 113." in status


def test_who_is_late_is_told_who_decided(officer: Client) -> None:
    complaint = ComplaintFactory()
    first = EscUserFactory(full_name="Phạm Thị Nhanh")
    services.decide(complaint_id=complaint.pk, by=first, outcome="unfounded")
    for end, data in (("", {"outcome": "advised"}), ("nhan/", {})):
        page = officer.post(at(complaint, end), data, follow=True)
        told = [str(message) for message in page.context["messages"]]
        assert any("Phạm Thị Nhanh" in text for text in told)
    assert Complaint.objects.get().outcome == "unfounded"


def test_who_takes_it_too_late_is_told(officer: Client) -> None:
    complaint, first = ComplaintFactory(), EscUserFactory()
    read = Complaint.objects.get().updated_at.isoformat()
    services.take(complaint_id=complaint.pk, by=first)
    page = officer.post(at(complaint, "nhan/"), {"version": read}, follow=True)
    assert page.context["messages"]
    assert Complaint.objects.get().assigned_to == first


def test_hostile_words_stay_words(officer: Client) -> None:
    complaint = ComplaintFactory(text="<script>alert(1)</script> {{ 7*7 }}", about="<b>x</b>")
    page = officer.get(at(complaint)).content.decode()
    assert "<script>alert" not in page
    assert "<b>x</b>" not in page
