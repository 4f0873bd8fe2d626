"""Enrolments over the API."""

import pytest

from tests.api.clients import client_of, faults, member_of
from tests.factories import (
    CourseFactory,
    EnrolmentFactory,
    EscUserFactory,
    SupportClaimFactory,
)
from tests.queries import count_queries
from tests.training.enrolment.conftest import grown_up, small_class
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
