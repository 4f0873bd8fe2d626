"""Fees of an order overseas through the API of its agency."""

import pytest
from rest_framework.test import APIClient

from jobs.models import OverseasFee, Vacancy
from portal.accounts.models import Organisation
from tests.api.clients import client_of, faults, member_of
from tests.factories import OrganisationFactory, UserFactory, VacancyFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def order() -> Vacancy:
    return VacancyFactory(
        employer=OrganisationFactory(kind=Organisation.Kind.OVERSEAS_AGENCY),
        kind="overseas",
        country="JP",
        unit=None,
        contract_approval_number="45/HD",
        term_months=12,
        pay_min=30_000_000,
        pay_max=None,
        status="draft",
        published_at=None,
    )


@pytest.fixture
def agency(order: Vacancy) -> APIClient:
    return member_of(order.employer)


def at(order: Vacancy) -> str:
    return f"/api/v1/vacancies/{order.pk}/fees/"


def fee(kind: str, payer: str, amount: object) -> dict[str, object]:
    return {"kind": kind, "payer": payer, "amount": amount}


def test_written_and_read_again_with_the_ceiling(agency: APIClient, order: Vacancy) -> None:
    fees = [fee("service", "worker", 25_000_000), fee("visa", "employer", 2_000_000)]
    said = agency.put(at(order), {"fees": fees}).json()
    assert (said["fees"], said["service_ceiling"]) == (fees, 30_000_000)
    assert agency.get(at(order)).json() == said
    assert agency.put(at(order), {"fees": fees[:1]}).json()["fees"] == fees[:1]
    assert OverseasFee.objects.count() == 1


def test_what_is_wrong_is_told_and_nothing_is_written(agency: APIClient, order: Vacancy) -> None:
    twice = [fee("service", "worker", 1), fee("service", "worker", 2)]
    for fees, wrong in (
        ([fee("service", "worker", 30_000_001)], {"fee_service": "fee_ceiling"}),
        ([fee("nope", "worker", 1)], {"fees.0.kind": "unknown_code"}),
        ([fee("service", "nobody", 1)], {"fees.0.payer": "unknown_code"}),
        ([fee("service", "worker", -1)], {"fees.0.amount": "min_value"}),
        ([fee("service", "worker", 10**12)], {"fees.0.amount": "max_value"}),
        (twice, {"fees": "twice"}),
        ("x", {"fees": "not_a_list"}),
    ):
        answer = agency.put(at(order), {"fees": fees})
        assert (answer.status_code, faults(answer)) == (400, wrong)
    assert not OverseasFee.objects.exists()


def test_an_older_version_is_not_written_over(agency: APIClient, order: Vacancy) -> None:
    read = agency.get(at(order)).json()["updated_at"]
    body = {"fees": [fee("service", "worker", 1_000_000)], "version": read}
    assert agency.put(at(order), body).status_code == 200
    assert agency.put(at(order), body).status_code == 409


def test_work_at_home_has_no_fees(order: Vacancy) -> None:
    vacancy = VacancyFactory()
    answer = member_of(vacancy.employer).put(at(vacancy), {"fees": []})
    assert faults(answer) == {"non_field_errors": "not_overseas"}


def test_others_neither_read_nor_write_them(order: Vacancy) -> None:
    for client in (member_of(OrganisationFactory()), client_of(UserFactory())):
        assert client.get(at(order)).status_code == 404
        assert client.put(at(order), {"fees": []}).status_code == 404
    public = VacancyFactory()
    assert client_of(UserFactory()).get(at(public)).status_code == 403
