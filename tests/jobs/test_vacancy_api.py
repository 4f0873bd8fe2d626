"""Who sees and changes vacancies through the API, and how they move."""

from datetime import timedelta

import pytest
from django.utils import timezone
from rest_framework.test import APIClient

from jobs.models import Vacancy
from portal.accounts.models import Organisation, User
from tests.api.clients import client_of, faults, member_of
from tests.factories import (
    AN_DUONG,
    EscUserFactory,
    MembershipFactory,
    OrganisationFactory,
    UserFactory,
    VacancyFactory,
)

pytestmark = pytest.mark.django_db
LIST = "/api/v1/vacancies/"
GIVEN = {
    "title": "Thợ hàn TIG",
    "description": "Hàn ống inox trong xưởng.",
    "occupation": "welder",
    "openings": 2,
    "employment_type": "full-time",
    "pay_min": 10_000_000,
    "pay_max": 14_000_000,
    "unit": AN_DUONG,
}


def at(vacancy: Vacancy, step: str = "") -> str:
    return f"{LIST}{vacancy.pk}/{step}"


@pytest.fixture
def employer() -> Organisation:
    return OrganisationFactory()


@pytest.fixture
def client(employer: Organisation) -> APIClient:
    return member_of(employer)


@pytest.fixture
def draft(employer: Organisation) -> Vacancy:
    return VacancyFactory(employer=employer, status=Vacancy.Status.DRAFT, published_at=None)


@pytest.fixture
def counsellor() -> User:
    return EscUserFactory()


def test_the_public_list_holds_what_is_open_newest_first() -> None:
    old = VacancyFactory(published_at=timezone.now() - timedelta(days=2))
    new = VacancyFactory()
    VacancyFactory(status=Vacancy.Status.CLOSED)
    VacancyFactory(employer__verification=Organisation.Verification.SUSPENDED)
    VacancyFactory(valid_through=timezone.localdate() - timedelta(days=1))
    answer = client_of(None).get(LIST).json()
    assert [r["id"] for r in answer["results"]] == [new.pk, old.pk]
    assert answer["count"] == 2
    assert {r["type"] for r in answer["results"]} == {"vacancy"}


def test_mine_lists_drafts_and_closed_ones_of_the_members_organisations_only(
    client: APIClient, draft: Vacancy
) -> None:
    closed = VacancyFactory(employer=draft.employer, status=Vacancy.Status.CLOSED)
    VacancyFactory()
    found = {r["id"] for r in client.get(LIST, {"mine": "1"}).json()["results"]}
    assert found == {draft.pk, closed.pk}


def test_mine_asks_for_sign_in() -> None:
    assert client_of(None).get(LIST, {"mine": "1"}).status_code == 401


def test_a_member_who_left_sees_drafts_no_more(employer: Organisation, draft: Vacancy) -> None:
    left = MembershipFactory(organisation=employer, left_at=timezone.now())
    assert client_of(left.user).get(at(draft)).status_code == 404


@pytest.mark.parametrize("number", [10, 100])
def test_a_list_takes_the_same_queries_however_long(number: int, django_assert_num_queries) -> None:
    for vacancy in VacancyFactory.create_batch(number):
        vacancy.skill_links.create(skill_id="tig-welding")
    with django_assert_num_queries(3):
        answer = client_of(None).get(LIST, {"page_size": 100})
    assert len(answer.json()["results"]) == number


def test_a_draft_becomes_public_and_is_closed(client: APIClient, employer: Organisation) -> None:
    skills = {"essential_skills": ["tig-welding"], "optional_skills": ["mig-mag-welding"]}
    made = client.post(LIST, GIVEN | skills)
    assert made.status_code == 201, made.content
    vacancy = Vacancy.objects.get(pk=made.json()["id"])
    assert vacancy.employer == employer
    assert made.json()["status"] == "draft"
    assert {k: made.json()[k] for k in GIVEN | skills} == GIVEN | skills
    assert client_of(None).get(at(vacancy)).status_code == 404

    for _again in range(2):
        published = client.post(at(vacancy, "publish/"))
        assert (published.status_code, published.json()["status"]) == (200, "published")
    assert client_of(None).get(at(vacancy)).json()["organisation"]["id"] == employer.pk

    for _again in range(2):
        closed = client.post(at(vacancy, "close/"), {"reason": "filled"})
        assert (closed.status_code, closed.json()["close_reason"]) == (200, "filled")
    assert client_of(None).get(at(vacancy)).status_code == 404


def test_what_was_read_can_be_put_back(client: APIClient, draft: Vacancy) -> None:
    read = client.get(at(draft)).json()
    put = client.put(at(draft), read)
    assert put.status_code == 200, put.content
    assert put.json() | {"updated_at": ""} == read | {"updated_at": ""}


def test_patch_changes_only_what_is_given(client: APIClient, draft: Vacancy) -> None:
    draft.skill_links.create(skill_id="tig-welding")
    answer = client.patch(at(draft), {"title": "Thợ hàn chính"}).json()
    assert answer["title"] == "Thợ hàn chính"
    assert answer["essential_skills"] == ["tig-welding"]
    assert answer["pay_min"] == draft.pay_min


def test_a_skill_can_change_its_side(client: APIClient, draft: Vacancy) -> None:
    draft.skill_links.create(skill_id="tig-welding", essential=True)
    answer = client.patch(at(draft), {"optional_skills": ["tig-welding"]}).json()
    assert (answer["essential_skills"], answer["optional_skills"]) == ([], ["tig-welding"])


def test_a_skill_given_twice_counts_once(client: APIClient, draft: Vacancy) -> None:
    answer = client.patch(at(draft), {"essential_skills": ["tig-welding", "tig-welding"]})
    assert answer.json()["essential_skills"] == ["tig-welding"]


def test_a_skill_on_both_sides_is_refused(client: APIClient, draft: Vacancy) -> None:
    both = {"essential_skills": ["tig-welding"], "optional_skills": ["tig-welding"]}
    answer = client.patch(at(draft), both)
    assert faults(answer) == {"optional_skills": "essential_already"}
    assert not draft.skill_links.exists()


def test_only_drafts_are_deleted(client: APIClient, draft: Vacancy) -> None:
    public = VacancyFactory(employer=draft.employer)
    assert client.delete(at(draft)).status_code == 204
    refused = client.delete(at(public))
    assert (refused.status_code, refused.json()["errors"][0]["code"]) == (400, "not_draft")
    assert list(Vacancy.objects.all()) == [public]


@pytest.mark.parametrize("verification", ["pending", "refused", "suspended"])
def test_an_unverified_organisation_drafts_but_does_not_publish(verification: str) -> None:
    employer = OrganisationFactory(verification=verification, refusal_reason="x")
    client = member_of(employer)
    vacancy = Vacancy.objects.get(pk=client.post(LIST, GIVEN).json()["id"])
    refused = client.post(at(vacancy, "publish/"))
    assert faults(refused) == {"non_field_errors": "unverified"}
    vacancy.refresh_from_db()
    assert vacancy.status == Vacancy.Status.DRAFT


# Who may: each request by people of each kind, with the status they get.
REQUESTS = {
    "read": ("get", ""),
    "change": ("patch", ""),
    "replace": ("put", ""),
    "delete": ("delete", ""),
    "publish": ("post", "publish/"),
    "close": ("post", "close/"),
}


@pytest.mark.parametrize("request_name", REQUESTS)
@pytest.mark.parametrize(
    ("who", "draft_status", "public_status"),
    [
        ("nobody", 404, 401),
        ("stranger", 404, 403),
        ("other employer", 404, 403),
        ("counsellor", 404, 403),
    ],
)
def test_others_do_not_touch_it(
    who: str,
    draft_status: int,
    public_status: int,
    request_name: str,
    draft: Vacancy,
    counsellor: User,
) -> None:
    public = VacancyFactory(employer=draft.employer)
    client = {
        "nobody": lambda: client_of(None),
        "stranger": lambda: client_of(UserFactory()),
        "other employer": lambda: member_of(OrganisationFactory()),
        "counsellor": lambda: client_of(counsellor),
    }[who]()
    method, step = REQUESTS[request_name]
    body = {"reason": "withdrawn"} if request_name == "close" else {}
    if request_name == "read":
        public_status = 200
    if (who, request_name) == ("counsellor", "close"):
        public_status = 200
    if who == "nobody" and request_name != "read":
        draft_status = 401
    assert getattr(client, method)(at(draft, step), body).status_code == draft_status
    assert getattr(client, method)(at(public, step), body).status_code == public_status
    draft.refresh_from_db()
    assert draft.status == Vacancy.Status.DRAFT


def test_the_centre_closes_nothing_without_a_second_factor() -> None:
    counsellor = EscUserFactory(second_factor=False)
    public = VacancyFactory()
    answer = client_of(counsellor).post(at(public, "close/"), {"reason": "withdrawn"})
    assert answer.status_code == 403


def test_nobody_posts_without_an_organisation() -> None:
    assert client_of(None).post(LIST, GIVEN).status_code == 401
    assert client_of(UserFactory()).post(LIST, GIVEN).status_code == 403


def test_a_training_centre_posts_no_vacancy() -> None:
    centre = OrganisationFactory(kind=Organisation.Kind.TRAINING_CENTRE)
    assert member_of(centre).post(LIST, GIVEN).status_code == 403


def test_a_member_of_several_says_for_which() -> None:
    first, second, foreign = OrganisationFactory.create_batch(3)
    user = MembershipFactory(organisation=first).user
    MembershipFactory(organisation=second, user=user)
    client = client_of(user)
    assert faults(client.post(LIST, GIVEN)) == {"employer": "required"}
    assert faults(client.post(LIST, GIVEN | {"employer": foreign.pk})) == {"employer": "not_yours"}
    made = client.post(LIST, GIVEN | {"employer": second.pk})
    assert (made.status_code, made.json()["employer"]) == (201, second.pk)
    moved = client.patch(f"{LIST}{made.json()['id']}/", {"employer": first.pk})
    assert faults(moved) == {"employer": "fixed"}


def test_a_workplace_in_a_park_has_the_parks_unit(client: APIClient) -> None:
    made = client.post(LIST, GIVEN | {"unit": None, "industrial_park": "park-dinh-vu"})
    assert made.json()["unit"] == "11411"


class TestOverseas:
    GIVEN = GIVEN | {"kind": "overseas", "unit": None, "country": "JP"}

    @pytest.fixture
    def agency(self) -> Organisation:
        return OrganisationFactory(
            kind=Organisation.Kind.OVERSEAS_AGENCY,
            licence_number="123/GP",
            licence_valid_until=timezone.localdate() + timedelta(days=100),
        )

    def test_an_employer_offers_no_work_abroad(self, client: APIClient) -> None:
        assert "kind" in faults(client.post(LIST, self.GIVEN))

    def test_an_agency_offers_no_work_here(self, agency: Organisation) -> None:
        assert "kind" in faults(member_of(agency).post(LIST, GIVEN))

    @pytest.mark.parametrize("country", ["", "VN", "XX", "jp", "💥"])
    def test_the_country_is_another_one(self, agency: Organisation, country: str) -> None:
        answer = member_of(agency).post(LIST, self.GIVEN | {"country": country})
        assert set(faults(answer)) == {"country"}

    def test_it_needs_contract_and_licence_to_open(self, agency: Organisation) -> None:
        client = member_of(agency)
        made = client.post(LIST, self.GIVEN)
        vacancy = Vacancy.objects.get(pk=made.json()["id"])
        refused = client.post(at(vacancy, "publish/"))
        assert faults(refused) == {"contract_approval_number": "required"}
        client.patch(at(vacancy), {"contract_approval_number": "45/QLLĐNN"})
        Organisation.objects.filter(pk=agency.pk).update(
            licence_valid_until=timezone.localdate() - timedelta(days=1)
        )
        assert faults(client.post(at(vacancy, "publish/"))) == {"non_field_errors": "licence"}
        Organisation.objects.filter(pk=agency.pk).update(licence_valid_until=timezone.localdate())
        assert client.post(at(vacancy, "publish/")).status_code == 200
