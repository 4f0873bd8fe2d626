"""Enrolments over the API."""

import pytest
from django.utils import timezone
from rest_framework.test import APIClient

from tests.api.clients import client_of, faults, member_of
from tests.factories import (
    CertificateFactory,
    CourseFactory,
    EnrolmentFactory,
    EscUserFactory,
    SupportClaimFactory,
)
from tests.queries import count_queries
from tests.training.enrolment.conftest import begun, grown_up, small_class
from training.enrolment.models import Attendance, Enrolment
from training.models import Intake

pytestmark = pytest.mark.django_db
LIST = "/api/v1/enrolments/"


def test_enrolling_with_support_in_one_go(intake: Intake) -> None:
    person = grown_up()
    client = client_of(person.user)
    answer = client.post(LIST, {"intake": intake.pk, "support": {"route": "group"}})
    assert answer.status_code == 201
    body = answer.json()
    assert (body["status"], body["support"]["group"]) == ("accepted", "rural-worker")
    assert body["support"]["amount"] == sum(line["amount"] for line in body["support"]["lines"])
    assert client.post(LIST, {"intake": intake.pk}).json()["id"] == body["id"]
    assert Enrolment.objects.count() == 1


def test_what_is_wrong_is_named_and_nothing_is_written() -> None:
    intake = small_class(course__subsidised=False)
    client = client_of(grown_up().user)
    answer = client.post(LIST, {"intake": intake.pk, "support": {"route": "group"}})
    assert answer.status_code == 400
    assert not Enrolment.objects.exists()
    assert faults(client.post(LIST, {"intake": 10**9})) == {"intake": "not_found"}
    draft = small_class(course__status="draft", course__published_at=None)
    assert faults(client.post(LIST, {"intake": draft.pk})) == {"intake": "not_found"}
    assert faults(client.post(LIST, {"intake": "x", "colour": 1})) == {
        "intake": "invalid",
        "colour": "unknown_field",
    }


def test_staff_of_the_city_read_and_do_not_enrol(intake: Intake) -> None:
    row = EnrolmentFactory(intake=intake)
    officer = client_of(EscUserFactory())
    assert officer.post(LIST, {"intake": intake.pk}).status_code == 403
    assert officer.get(f"{LIST}{row.pk}/").status_code == 200
    assert officer.post(f"{LIST}{row.pk}/refuse/", {"reason": "other"}).status_code == 403


def test_a_centre_decides_and_a_person_steps_back(intake: Intake) -> None:
    person = grown_up(birth_date=None)
    own, centre = client_of(person.user), member_of(intake.course.centre)
    made = own.post(LIST, {"intake": intake.pk}).json()
    one = f"{LIST}{made['id']}/"
    assert made["status"] == "applied"
    assert own.post(f"{one}accept/").status_code == 403
    assert centre.post(f"{one}accept/").json()["status"] == "accepted"
    assert centre.post(f"{one}check-documents/").json()["documents_checked"] is True
    assert faults(centre.post(f"{one}refuse/", {"reason": "found-work"})) == {"reason": "required"}
    assert centre.post(f"{one}withdraw/").status_code == 403
    assert own.post(f"{one}withdraw/").json()["status"] == "cancelled"
    assert faults(centre.post(f"{one}leave/", {"reason": "other"}))


def test_a_list_holds_only_what_concerns_the_caller(intake: Intake) -> None:
    rows = [EnrolmentFactory(intake=intake) for _ in range(2)]
    EnrolmentFactory(intake__course=CourseFactory())
    centre = member_of(intake.course.centre)
    assert centre.get(LIST).json()["count"] == 2
    assert centre.get(LIST, {"status": "waiting"}).json()["count"] == 0
    own = client_of(rows[0].person.user)
    assert [r["id"] for r in own.get(LIST).json()["results"]] == [rows[0].pk]
    stranger = member_of(CourseFactory().centre)
    assert stranger.get(LIST, {"intake": intake.pk}).json()["count"] == 0


def test_a_list_asks_as_often_for_many_as_for_few(intake: Intake) -> None:
    centre = member_of(intake.course.centre)

    def asked() -> int:
        def ask() -> None:
            assert centre.get(LIST, {"page_size": 100}).status_code == 200
            assert centre.get(f"/api/v1/intakes/{intake.pk}/roster/").status_code == 200

        return count_queries(ask)

    Intake.objects.filter(pk=intake.pk).update(seats=50)
    SupportClaimFactory(enrolment__intake=intake)
    few = asked()
    for _ in range(12):
        SupportClaimFactory(enrolment__intake=intake)
    assert asked() == few


def test_the_roster_counts_days(intake: Intake) -> None:
    row = EnrolmentFactory(intake=intake, status="studying")
    Attendance.objects.create(enrolment=row, day=intake.starts_on, state="present")
    Attendance.objects.create(enrolment=row, day=intake.ends_on, state="absent")
    url = f"/api/v1/intakes/{intake.pk}/roster/"
    [line] = member_of(intake.course.centre).get(url).json()["results"]
    assert (line["days_present"], line["days_marked"]) == (1, 2)
    assert client_of(row.person.user).get(url).status_code == 403
    assert client_of(None).get(url).status_code == 401


class TestTeaching:
    """For programs of the centre, once its class runs."""

    @pytest.fixture
    def row(self, intake: Intake) -> Enrolment:
        row = EnrolmentFactory(intake=intake, person__full_name="Bùi An")
        begun(intake)
        return row

    @pytest.fixture
    def centre(self, intake: Intake) -> APIClient:
        return member_of(intake.course.centre)

    def test_a_study_day_is_marked_and_read(self, centre: APIClient, row: Enrolment) -> None:
        url = f"/api/v1/intakes/{row.intake_id}/attendance/{timezone.localdate()}/"
        [line] = centre.get(url).json()["learners"]
        assert line == {"enrolment": row.pk, "name": "Bùi An", "state": None}
        for state in ("absent", "present"):
            body = {"learners": [{"enrolment": row.pk, "state": state}]}
            assert centre.put(url, body).json()["learners"][0]["state"] == state
        assert Attendance.objects.get().state == "present"

    def test_a_day_that_is_none_and_learners_who_are_none(
        self, centre: APIClient, row: Enrolment
    ) -> None:
        url = f"/api/v1/intakes/{row.intake_id}/attendance/"
        mark = {"enrolment": row.pk, "state": "present"}
        answer = centre.put(f"{url}2020-01-01/", {"learners": [mark]})
        assert faults(answer) == {"day": "out_of_range"}
        assert centre.put(f"{url}hom-nay/", {"learners": [mark]}).status_code == 404
        today = f"{url}{timezone.localdate()}/"
        assert faults(centre.put(today, {"learners": [mark, mark]})) == {"learners": "twice"}
        assert faults(centre.put(today, {})) == {"learners": "required"}
        other = EnrolmentFactory()
        stranger = {"enrolment": other.pk, "state": "present"}
        assert centre.put(today, {"learners": [mark, stranger]}).status_code == 400
        assert not Attendance.objects.exists()

    def test_results_are_noted_all_or_none(self, centre: APIClient, row: Enrolment) -> None:
        url = f"/api/v1/intakes/{row.intake_id}/results/"
        good = {"enrolment": row.pk, "grade": "pass", "score": "7.5"}
        wrong = {"enrolment": EnrolmentFactory().pk, "grade": "pass"}
        answer = centre.put(url, {"learners": [good, wrong]})
        assert faults(answer) == {str(wrong["enrolment"]): "fixed"}
        assert centre.get(url).json()["learners"][0]["grade"] == ""
        [line] = centre.put(url, {"learners": [good]}).json()["learners"]
        assert (line["status"], line["grade"], line["score"]) == ("completed", "pass", 7.5)

    def test_a_certificate_is_withdrawn(self, centre: APIClient) -> None:
        intake = small_class()
        centre = member_of(intake.course.centre)
        row = CertificateFactory(enrolment__intake=intake)
        url = f"{LIST}{row.enrolment_id}/revoke-certificate/"
        assert faults(centre.post(url, {})) == {"reason": "required"}
        own = client_of(row.enrolment.person.user)
        assert own.post(url, {"reason": "Nhầm"}).status_code == 403
        assert centre.post(url, {"reason": "Nhầm"}).json()["certificate_valid"] is False
        none = EnrolmentFactory(intake=intake)
        assert faults(centre.post(f"{LIST}{none.pk}/revoke-certificate/", {"reason": "x"}))

    def test_nobody_but_the_centre(self, row: Enrolment) -> None:
        for path in (f"attendance/{timezone.localdate()}", "results"):
            url = f"/api/v1/intakes/{row.intake_id}/{path}/"
            for other in (row.person.user, EscUserFactory()):
                client = client_of(other)
                assert client.get(url).status_code == 403
                assert client.put(url, {"learners": []}).status_code == 403
            assert client_of(None).put(url, {"learners": []}).status_code == 401

    def test_it_asks_as_often_for_many_as_for_few(self, centre: APIClient, row: Enrolment) -> None:
        Intake.objects.filter(pk=row.intake_id).update(seats=50)
        urls = [
            f"/api/v1/intakes/{row.intake_id}/{path}/"
            for path in (f"attendance/{timezone.localdate()}", "results")
        ]

        def asked() -> int:
            return count_queries(lambda: [centre.get(url) for url in urls])

        few = asked()
        for _ in range(10):
            EnrolmentFactory(intake=row.intake)
        assert asked() == few


def test_a_claim_that_changed_meanwhile_is_a_conflict(intake: Intake) -> None:
    person = grown_up()
    client = client_of(person.user)
    made = client.post(LIST, {"intake": intake.pk, "support": {"route": "group"}}).json()
    url, seen = f"{LIST}{made['id']}/claim/", made["support"]["updated_at"]
    again = client.post(url, {"route": "group", "distance_km": 3, "version": seen})
    assert again.status_code == 200
    assert client.post(url, {"route": "group", "version": seen}).status_code == 409
