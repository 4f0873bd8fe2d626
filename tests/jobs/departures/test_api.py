"""Departures over the API."""

from datetime import timedelta

import pytest
from django.utils import timezone

from jobs.departures.models import Departure
from tests.api.clients import client_of, faults, member_of
from tests.factories import ApplicationFactory, DepartureFactory, EscUserFactory, UserFactory
from tests.queries import count_queries

pytestmark = pytest.mark.django_db
LIST = "/api/v1/departures/"


def day(number: int) -> str:
    return (timezone.localdate() + timedelta(days=number)).isoformat()


def hired() -> ApplicationFactory:
    return ApplicationFactory(
        status="hired",
        vacancy__kind="overseas",
        vacancy__country="JP",
        vacancy__contract_approval_number="12/QLLĐNN",
        vacancy__employer__kind="overseas_agency",
    )


def test_from_the_plan_to_the_return() -> None:
    application = hired()
    agency = member_of(application.vacancy.employer)
    planned = {
        "application": application.pk,
        "contract_signed_on": day(-10),
        "departs_on": day(0),
    }
    made = agency.post(LIST, planned)
    assert made.status_code == 201
    one = f"{LIST}{made.json()['id']}/"
    missing = agency.post(f"{one}depart/", {})
    assert faults(missing) == {"passport_ready": "missing", "health_ready": "missing"}
    ready = {"passport_ready": True, "health_ready": True}
    assert agency.patch(one, ready).status_code == 200
    assert agency.post(f"{one}depart/", {}).json()["state"] == "departed"
    back = {"returned_on": day(0), "return_reason": "early-no-fault"}
    body = agency.post(f"{one}return/", back).json()
    assert (body["state"], body["refund_due"]) == ("returned", True)
    assert faults(agency.post(f"{one}cancel/")) == {"non_field_errors": "state"}


def test_what_is_wrong_is_named() -> None:
    application = hired()
    agency = member_of(application.vacancy.employer)
    wrong = {
        "application": application.pk,
        "contract_signed_on": day(3),
        "departs_on": "soon",
        "passport_number": "C1234567",
    }
    assert faults(agency.post(LIST, wrong)) == {
        "contract_signed_on": "future",
        "departs_on": "invalid",
        "passport_number": "unknown_field",
    }
    assert not Departure.objects.exists()


def test_of_an_application_of_others_nothing_is_told() -> None:
    other = client_of(UserFactory())
    body = {"application": hired().pk, "contract_signed_on": day(-1), "departs_on": day(9)}
    assert faults(other.post(LIST, body)) == {"application": "not_found"}


def test_the_person_reads_and_does_not_write() -> None:
    row = DepartureFactory()
    one = f"{LIST}{row.key}/"
    person = client_of(row.person.user)
    assert person.get(one).json()["country"] == "JP"
    assert person.patch(one, {"note": "x"}).status_code == 403
    application = {"application": row.application_id, "contract_signed_on": day(-1)}
    assert person.post(LIST, application | {"departs_on": day(5)}).status_code == 403
    assert client_of(UserFactory()).get(one).status_code == 404


def test_a_change_of_an_older_version_is_refused() -> None:
    row = DepartureFactory()
    agency = member_of(row.agency)
    one = f"{LIST}{row.key}/"
    version = agency.get(one).json()["updated_at"]
    assert agency.patch(one, {"note": "Một", "version": version}).status_code == 200
    assert agency.patch(one, {"note": "Hai", "version": version}).status_code == 409


def test_a_list_takes_as_many_queries_with_many() -> None:
    officer = client_of(EscUserFactory())
    DepartureFactory()
    few = count_queries(lambda: officer.get(LIST))
    for _ in range(3):
        DepartureFactory()
    assert count_queries(lambda: officer.get(LIST)) == few
    assert officer.get(LIST, {"country": "JP", "state": "planned"}).json()["count"] == 4
    assert officer.get(LIST, {"country": "KR"}).json()["count"] == 0
