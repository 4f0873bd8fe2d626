"""Reports through the API: by anybody, and for the centre's staff."""

from datetime import timedelta

import pytest
from django.core.cache import cache
from rest_framework.test import APIClient

from jobs.complaints.models import Complaint
from tests.api.clients import client_of, faults
from tests.factories import (
    ComplaintFactory,
    EscUserFactory,
    OrganisationFactory,
    UserFactory,
    VacancyFactory,
)
from tests.queries import count_queries

pytestmark = pytest.mark.django_db
LIST = "/api/v1/complaints/"
GIVEN = {"kind": "money", "text": "Họ đòi tiền cọc.", "about": "Công ty lạ"}


@pytest.fixture
def officer() -> APIClient:
    return client_of(EscUserFactory(full_name="Phạm Thị Nhanh"))


class TestReporting:
    def test_without_an_account_the_secret_leads_back(self) -> None:
        made = client_of(None).post(LIST, GIVEN | {"contact": "0912 345 678"})
        assert made.status_code == 201
        said = made.json()
        complaint = Complaint.objects.get()
        assert (said["number"], said["secret"]) == (complaint.number, complaint.secret)
        assert complaint.contact == "+84912345678"
        seen = client_of(None).get(f"{LIST}status/{complaint.secret}/").json()
        assert (seen["state"], seen["about"]) == ("new", "Công ty lạ")
        # What was written and how to reach whoever wrote it stay with the centre.
        assert not {"text", "contact", "id"} & seen.keys()
        assert client_of(None).get(f"{LIST}status/{complaint.number}/").status_code == 404

    def test_what_it_is_about_may_be_a_vacancy_or_an_organisation(self) -> None:
        user, vacancy = UserFactory(), VacancyFactory()
        client_of(user).post(LIST, {**GIVEN, "vacancy": vacancy.pk})
        made = Complaint.objects.get()
        assert (made.vacancy, made.organisation, made.reporter) == (vacancy, vacancy.employer, user)
        client_of(None).post(LIST, {**GIVEN, "organisation": vacancy.employer_id})
        assert Complaint.objects.latest("pk").organisation == vacancy.employer

    def test_everything_wrong_is_told_at_once(self) -> None:
        hidden = VacancyFactory(status="draft", published_at=None)
        gone = OrganisationFactory(verification="pending", verified_at=None)
        for body, wrong in (
            ({"vacancy": hidden.pk}, {"kind": "required", "text": "required"}),
            (GIVEN | {"vacancy": hidden.pk}, {"vacancy": "not_found"}),
            (GIVEN | {"organisation": gone.pk}, {"organisation": "not_found"}),
            (
                {"kind": "nope", "text": "x" * 3001, "contact": "gọi tôi nhé", "state": "new"},
                {
                    "kind": "unknown_code",
                    "text": "max_length",
                    "about": "blank",
                    "contact": "invalid_contact",
                    "state": "unknown_field",
                },
            ),
        ):
            answer = client_of(None).post(LIST, body)
            assert answer.status_code == 400
            assert wrong.items() <= faults(answer).items()
        assert not Complaint.objects.exists()

    def test_reports_are_counted_and_following_them_is_not(self, settings) -> None:
        cache.clear()
        rates = settings.REST_FRAMEWORK["DEFAULT_THROTTLE_RATES"]
        allowed = int(rates["complaints"].split("/")[0])
        client = client_of(None)
        answers = [client.post(LIST, {}).status_code for _n in range(allowed + 1)]
        assert answers == [400] * allowed + [429]
        secret = ComplaintFactory().secret
        assert client.get(f"{LIST}status/{secret}/").status_code == 200
        cache.clear()


class TestDeciding:
    def test_the_queue_by_state(self, officer: APIClient) -> None:
        new = ComplaintFactory(contact="ten@example.com")
        looking = ComplaintFactory(state="looking")
        assert [r["id"] for r in officer.get(LIST).json()["results"]] == [new.pk]
        found = officer.get(LIST, {"state": "looking"}).json()["results"]
        assert [r["id"] for r in found] == [looking.pk]
        assert officer.get(LIST, {"state": "nope"}).status_code == 400
        one = officer.get(f"{LIST}{new.pk}/").json()
        assert (one["text"], one["contact"], one["by_account"]) == (new.text, new.contact, False)
        assert "secret" not in one

    def test_the_list_costs_the_same_however_long(self, officer: APIClient) -> None:
        counts = []
        for number in (2, 8):
            ComplaintFactory.create_batch(number, assigned_to=EscUserFactory())
            counts.append(count_queries(lambda: officer.get(LIST)))
        assert counts[0] == counts[1]

    def test_taken_then_decided(self, officer: APIClient) -> None:
        complaint = ComplaintFactory()
        address = f"{LIST}{complaint.pk}/"
        taken = officer.post(f"{address}take/").json()
        assert (taken["state"], taken["assigned_to"]) == ("looking", "Phạm Thị Nhanh")
        wrong = officer.post(f"{address}decide/", {"outcome": "nope"})
        assert faults(wrong) == {"outcome": "unknown_code"}
        body = {"outcome": "unfounded", "answer": "Không có gì sai."}
        assert officer.post(f"{address}decide/", body).json()["state"] == "answered"
        late = client_of(EscUserFactory()).post(f"{address}decide/", body)
        assert (late.status_code, faults(late)) == (400, {"non_field_errors": "decided"})
        followed = client_of(None).get(f"{LIST}status/{complaint.secret}/").json()
        assert (followed["outcome"], followed["answer"]) == ("unfounded", "Không có gì sai.")

    def test_who_read_an_older_version_does_not_take_it(self, officer: APIClient) -> None:
        complaint = ComplaintFactory()
        old = (complaint.updated_at - timedelta(minutes=1)).isoformat()
        answer = officer.post(f"{LIST}{complaint.pk}/take/", {"version": old})
        assert answer.status_code == 409
        complaint.refresh_from_db()
        assert complaint.state == "new"
