"""Applications through the API, by each side."""

from datetime import timedelta

import pytest
from django.utils import timezone
from rest_framework.test import APIClient

from jobs.applications.correspondence import create_template
from jobs.applications.models import Application
from jobs.models import Vacancy
from portal.people.models import ContactView, Person
from tests.api.clients import client_of, faults, member_of
from tests.factories import (
    ApplicationFactory,
    EscUserFactory,
    MembershipFactory,
    PersonFactory,
    UserFactory,
    VacancyFactory,
)
from tests.queries import count_queries

pytestmark = pytest.mark.django_db
LIST = "/api/v1/applications/"
RESULT = {
    "starts_on": (timezone.localdate() + timedelta(days=7)).isoformat(),
    "contract": "indefinite",
    "pay": 10_000_000,
}


def at(application: Application, step: str = "") -> str:
    return f"{LIST}{application.pk}/{step}"


@pytest.fixture
def application() -> Application:
    return ApplicationFactory()


@pytest.fixture
def seeker(application: Application) -> APIClient:
    return client_of(application.person.user)


@pytest.fixture
def employer(application: Application) -> APIClient:
    return member_of(application.vacancy.employer)


class TestApplying:
    @pytest.fixture
    def person(self) -> Person:
        return PersonFactory()

    def test_it_says_what_the_employer_gets(self, person: Person) -> None:
        vacancy = VacancyFactory()
        body = {"vacancy": vacancy.pk, "letter": "Tôi hàn được."}
        answer = client_of(person.user).post(LIST, body)
        assert answer.status_code == 201
        said = answer.json()
        assert (said["status"], said["letter"]) == ("new", "Tôi hàn được.")
        assert said["applicant"] == {"number": person.pk, "contact_agreed": False}
        assert [s["status"] for s in said["steps"]] == ["new"]
        assert said["tags"] is None

    def test_the_consent_comes_with_it(self, person: Person) -> None:
        body = {"vacancy": VacancyFactory().pk, "show_contact": True}
        said = client_of(person.user).post(LIST, body).json()
        assert said["applicant"]["contact_agreed"] is True

    def test_twice_is_told(self, application: Application, seeker: APIClient) -> None:
        answer = seeker.post(LIST, {"vacancy": application.vacancy_id})
        assert (answer.status_code, faults(answer)) == (
            400,
            {"non_field_errors": "applied_already"},
        )

    def test_everything_wrong_at_once(self, person: Person) -> None:
        hidden = VacancyFactory(status="draft", published_at=None)
        body = {"vacancy": hidden.pk, "letter": "x" * 2001, "cv": "file"}
        answer = client_of(person.user).post(LIST, body)
        assert faults(answer) == {
            "vacancy": "not_found",
            "letter": "max_length",
            "cv": "unknown_field",
        }

    def test_the_rule_of_the_page_holds_here_too(self, person: Person) -> None:
        own = MembershipFactory(user=person.user).organisation
        answer = client_of(person.user).post(LIST, {"vacancy": VacancyFactory(employer=own).pk})
        assert answer.status_code == 403
        # Somebody of the centre, who was a job seeker before.
        counsellor = PersonFactory(user=EscUserFactory())
        answer = client_of(counsellor.user).post(LIST, {"vacancy": VacancyFactory().pk})
        assert answer.status_code == 403
        assert not Application.objects.exists()

    def test_who_has_no_profile(self) -> None:
        answer = client_of(UserFactory()).post(LIST, {"vacancy": VacancyFactory().pk})
        assert answer.status_code == 404


class TestReading:
    def test_the_list_holds_ones_own(self, application: Application, seeker: APIClient) -> None:
        ApplicationFactory()
        assert [r["id"] for r in seeker.get(LIST).json()["results"]] == [application.pk]
        assert seeker.get(LIST, {"status": "hired"}).json()["count"] == 0

    def test_members_read_those_for_their_vacancy(
        self, application: Application, employer: APIClient
    ) -> None:
        ApplicationFactory()
        query = {"vacancy": application.vacancy_id}
        assert [r["id"] for r in employer.get(LIST, query).json()["results"]] == [application.pk]
        assert employer.get(LIST).json()["count"] == 0

    def test_others_learn_nothing(self, application: Application, seeker: APIClient) -> None:
        others = [member_of(VacancyFactory().employer), client_of(PersonFactory().user)]
        for client in (*others, seeker):
            answer = client.get(LIST, {"vacancy": application.vacancy_id})
            assert answer.status_code == 404
        for client in others:
            assert client.get(at(application)).status_code == 404
            assert client.post(at(application, "move/"), {"status": "viewed"}).status_code == 404

    def test_the_centre_reads_all_and_changes_nothing(self, application: Application) -> None:
        centre = client_of(EscUserFactory())
        assert centre.get(at(application)).json()["tags"] is None
        assert centre.get(LIST, {"vacancy": application.vacancy_id}).json()["count"] == 1
        assert centre.post(at(application, "move/"), {"status": "viewed"}).status_code == 403
        assert centre.get(at(application, "notes/")).status_code == 403

    def test_a_list_costs_the_same_however_long(self, employer: APIClient) -> None:
        vacancy: Vacancy = Application.objects.get().vacancy
        query = {"vacancy": vacancy.pk}
        counts = []
        for _round in range(2):
            ApplicationFactory.create_batch(3, vacancy=vacancy)
            counts.append(count_queries(lambda: employer.get(LIST, query)))
        assert counts[0] == counts[1]


class TestMoving:
    def test_to_a_step(self, application: Application, employer: APIClient) -> None:
        answer = employer.post(at(application, "move/"), {"status": "invited"})
        assert [s["status"] for s in answer.json()["steps"]] == ["invited"]
        assert answer.json()["tags"] == []

    @pytest.mark.parametrize(
        ("body", "wrong"),
        [
            ({}, {"status": "required"}),
            ({"status": "withdrawn"}, {"status": "invalid_choice"}),
            ({"status": "refused"}, {"reason": "required"}),
            ({"status": "refused", "reason": "ugly"}, {"reason": "unknown_code"}),
            (
                {"status": "hired"},
                {"result.starts_on": "null", "result.contract": "blank", "result.pay": "null"},
            ),
            ({"status": "hired", "result": RESULT | {"pay": 12}}, {"result.pay": "pay_unit"}),
            ({"status": "viewed", "why": "x"}, {"why": "unknown_field"}),
        ],
    )
    def test_what_is_refused(
        self, application: Application, employer: APIClient, body: dict, wrong: dict
    ) -> None:
        answer = employer.post(at(application, "move/"), body)
        assert (answer.status_code, faults(answer)) == (400, wrong)

    def test_hiring_returns_a_result(self, application: Application, employer: APIClient) -> None:
        body = {"status": "hired", "result": RESULT}
        assert employer.post(at(application, "move/"), body).json()["status"] == "hired"
        application.refresh_from_db()
        assert application.result.pay == 10_000_000

    def test_only_the_person_withdraws(
        self, application: Application, employer: APIClient, seeker: APIClient
    ) -> None:
        assert employer.post(at(application, "withdraw/")).status_code == 403
        assert seeker.post(at(application, "move/"), {"status": "viewed"}).status_code == 403
        assert seeker.post(at(application, "withdraw/")).json()["status"] == "withdrawn"

    def test_many_at_once_with_a_message(
        self, application: Application, employer: APIClient, seeker: APIClient
    ) -> None:
        late = ApplicationFactory(vacancy=application.vacancy, status="offered")
        foreign = ApplicationFactory()
        body = {
            "applications": [application.pk, late.pk, foreign.pk],
            "status": "invited",
            "message": {"text": "Chào {name}, mời bạn lúc {date}", "date": "9:00"},
        }
        answer = employer.post(f"{LIST}bulk/", body).json()
        assert answer["done"] == [application.pk]
        failed = {f["id"]: [r["code"] for r in f["reasons"]] for f in answer["failed"]}
        assert failed == {late.pk: ["backwards"], foreign.pk: ["not_found"]}
        (said,) = seeker.get(at(application, "messages/")).json()["results"]
        assert said["text"] == f"Chào {application.person.full_name}, mời bạn lúc 9:00"
        (said,) = employer.get(at(application, "messages/")).json()["results"]
        assert application.person.full_name not in said["text"]
        assert not late.messages.exists()

    def test_who_hires_nobody_moves_none(self, application: Application) -> None:
        body = {"applications": [application.pk], "status": "viewed"}
        assert client_of(application.person.user).post(f"{LIST}bulk/", body).status_code == 403


class TestWriting:
    def test_notes_are_the_employers(
        self, application: Application, employer: APIClient, seeker: APIClient
    ) -> None:
        made = employer.post(at(application, "notes/"), {"text": "Khéo tay"})
        assert made.status_code == 201
        assert employer.get(at(application, "notes/")).json()["count"] == 1
        assert seeker.get(at(application, "notes/")).status_code == 403

    def test_tags(self, application: Application, employer: APIClient) -> None:
        answer = employer.put(at(application, "tags/"), {"tags": ["Ca đêm", "ca dem"]})
        assert answer.json()["tags"] == ["Ca đêm"]

    def test_a_message_says_what_is_missing(
        self, application: Application, employer: APIClient
    ) -> None:
        answer = employer.post(at(application, "messages/"), {"text": "Lúc {date}"})
        assert faults(answer) == {"date": "required"}

    def test_contact_needs_consent(self, application: Application, employer: APIClient) -> None:
        refused = employer.post(at(application, "contact/"))
        assert (refused.status_code, faults(refused)) == (403, {None: "no_consent"})
        asked = employer.post(at(application, "ask-contact/"))
        assert asked.json()["contact_asked_at"]
        client_of(application.person.user).put(
            f"/api/v1/me/consents/contact/?organisation={application.vacancy.employer_id}"
        )
        shown = employer.post(at(application, "contact/")).json()
        assert shown["name"] == application.person.full_name
        assert ContactView.objects.count() == 1

    def test_templates_of_ones_organisations(self) -> None:
        membership = MembershipFactory()
        create_template(organisation=membership.organisation, name="Mời", text="Chào {name}")
        create_template(organisation=VacancyFactory().employer, name="Khác", text="Chào")
        found = client_of(membership.user).get("/api/v1/message-templates/").json()["results"]
        assert [t["name"] for t in found] == ["Mời"]
