"""The fields of the official form through the API: what waits, what is hidden, what follows."""

import pytest
from rest_framework.test import APIClient

from jobs.models import Vacancy
from portal.accounts.models import Organisation
from tests.api.clients import client_of, faults, member_of
from tests.factories import EscUserFactory, OrganisationFactory, VacancyFactory
from tests.jobs.test_vacancy_api import GIVEN, LIST, at

pytestmark = pytest.mark.django_db
CONTACT = {
    "contact_name": "Chị Hoa",
    "contact_phone": "0912 345 678",
    "contact_email": "hoa@example.com",
    "contact_by_sms": True,
}


@pytest.fixture
def employer() -> Organisation:
    return OrganisationFactory()


@pytest.fixture
def client(employer: Organisation) -> APIClient:
    return member_of(employer)


def made(client: APIClient, **fields: object) -> Vacancy:
    answer = client.post(LIST, {**GIVEN, **fields})
    assert answer.status_code == 201, answer.content
    return Vacancy.objects.get(pk=answer.json()["id"])


def test_what_the_centre_must_look_at_answers_202_and_goes_on_waiting(client: APIClient) -> None:
    vacancy = made(client, requirements="Ngoại hình ưa nhìn")
    for _again in range(2):
        answer = client.post(at(vacancy, "publish/"))
        assert (answer.status_code, answer.json()["status"]) == (202, "review")
    assert client_of(None).get(at(vacancy)).status_code == 404
    assert client_of(EscUserFactory()).get(at(vacancy)).status_code == 200


def test_what_the_law_forbids_is_named_at_its_field(client: APIClient) -> None:
    vacancy = made(client, requirements="Chỉ tuyển nam", pay_min=3_000_000, benefits="0912345678")
    answer = client.post(at(vacancy, "publish/"))
    assert answer.status_code == 400
    assert faults(answer) == {
        "requirements": "sex",
        "pay_min": "below_minimum_wage",
        "benefits": "contact",
    }


@pytest.mark.parametrize("public", [False, True])
def test_the_contact_is_for_members_and_the_centre_unless_it_is_public(
    client: APIClient, public: bool
) -> None:
    vacancy = made(client, **CONTACT, contact_public=public)
    client.post(at(vacancy, "publish/"))
    whole = CONTACT | {"contact_phone": "+84912345678", "contact_public": public}
    for reader in (client, client_of(EscUserFactory())):
        answer = reader.get(at(vacancy)).json()
        assert {name: answer[name] for name in whole} == whole
    hidden = {"contact_by_sms": False}
    if not public:
        hidden |= {"contact_name": "", "contact_phone": "", "contact_email": ""}
    for reader in (client_of(None), member_of(OrganisationFactory())):
        for answer in (reader.get(at(vacancy)).json(), reader.get(LIST).json()["results"][0]):
            assert {name: answer[name] for name in whole} == whole | hidden


def test_a_list_asks_once_whose_contacts_a_member_sees(
    client: APIClient, employer: Organisation, django_assert_num_queries
) -> None:
    VacancyFactory.create_batch(5, employer=employer)
    VacancyFactory.create_batch(5)
    with django_assert_num_queries(4):
        client.get(LIST)


def test_pay_by_the_day_comes_to_pay_by_the_month(client: APIClient) -> None:
    vacancy = made(client, pay_period="day", rate_min=300_000, rate_max=350_000)
    assert (vacancy.pay_min, vacancy.pay_max) == (7_800_000, 9_100_000)
    wrong = client.patch(at(vacancy), {"pay_period": "month"})
    assert faults(wrong) == {"rate_min": "pay_period", "rate_max": "pay_period"}
    changed = client.patch(
        at(vacancy), {"pay_period": "month", "rate_min": None, "rate_max": None, "pay_min": None}
    )
    assert changed.status_code == 200
    wrong = client.patch(
        at(vacancy), {"pay_period": "hour", "rate_min": 40_000, "rate_max": 30_000}
    )
    assert faults(wrong) == {"rate_max": "pay_range"}


def test_groups_that_are_nobodys_business_are_not_taken(client: APIClient) -> None:
    vacancy = made(client, priority_groups=["disabled"])
    wrong = client.patch(at(vacancy), {"priority_groups": ["released-prisoner"]})
    assert faults(wrong) == {"priority_groups": "unknown_code"}


def test_there_are_no_fields_for_sex_or_age(client: APIClient) -> None:
    for name in ("sex", "gender", "age_min", "age_max"):
        answer = client.post(LIST, GIVEN | {name: "x"})
        assert faults(answer) == {name: "unknown_field"}
