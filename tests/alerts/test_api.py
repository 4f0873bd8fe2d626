"""Saved searches for programs: the caller's own, at their word."""

import pytest
from rest_framework.test import APIClient

from portal.accounts.models import User
from portal.alerts.models import SavedSearch
from portal.people.services import withdraw_consent
from tests.alerts.conftest import save, seeker
from tests.api.clients import client_of, faults
from tests.factories import AN_DUONG, EscUserFactory, UserFactory

pytestmark = pytest.mark.django_db
URL = "/api/v1/me/searches/"
SEARCH = {"q": "thợ hàn", "place": [AN_DUONG], "pay_min": 8_000_000, "shift": "night"}


@pytest.fixture
def client(user: User) -> APIClient:
    return client_of(user)


def test_it_is_saved_and_listed(client: APIClient) -> None:
    made = client.post(URL, {"search": SEARCH, "name": "Gần nhà"})
    assert made.status_code == 201
    body = made.json()
    assert body["search"] == SEARCH | {"shift": ["night"]}
    assert body | {"id": 0, "created_at": "", "search": {}, "query": ""} == {
        "type": "saved_search",
        "id": 0,
        "name": "Gần nhà",
        "search": {},
        "query": "",
        "channel": "sms",
        "paused": False,
        "silent": "",
        "created_at": "",
    }
    listed = client.get(URL).json()
    assert listed == {"count": 1, "next": None, "previous": None, "results": [body]}
    found = client.get(f"/api/v1/search/?{body['query']}")
    assert found.status_code == 200


def test_the_same_again_is_the_same(client: APIClient) -> None:
    first = client.post(URL, {"search": SEARCH})
    again = client.post(URL, {"search": SEARCH | {"q": "Thợ  Hàn"}})
    assert (first.status_code, again.status_code) == (201, 200)
    assert again.json()["id"] == first.json()["id"]


def test_changes(client: APIClient, user: User) -> None:
    row = save(user)
    url = f"{URL}{row.pk}/"
    changed = client.patch(url, {"paused": True, "name": "Hàn"}).json()
    assert (changed["paused"], changed["name"], changed["silent"]) == (True, "Hàn", "paused")
    assert client.patch(url, {"paused": False}).json()["paused"] is False
    assert client.delete(url).status_code == 204
    assert client.delete(url).status_code == 404
    assert not SavedSearch.objects.exists()


def test_the_channel_is_that_of_all(user: User) -> None:
    user.email = "lan@example.vn"
    user.save()
    user.emailaddress_set.create(email=user.email, verified=True)
    client = client_of(user)
    rows = [save(user), save(user, "q=may")]
    assert client.patch(f"{URL}{rows[0].pk}/", {"channel": "email"}).json()["channel"] == "email"
    assert {r["channel"] for r in client.get(URL).json()["results"]} == {"email"}


@pytest.mark.parametrize(
    ("body", "wrong"),
    [
        ({}, {"search": "required"}),
        ({"search": None}, {"search": "null"}),
        ({"search": []}, {"search": "not_a_dict"}),
        ({"search": "q=may"}, {"search": "not_a_dict"}),
        ({"search": {}}, {"search.q": "empty"}),
        ({"search": {"q": "x " * 10_000}}, {"search.q": "too_many_words"}),
        ({"search": {"q": {"a": 1}}}, {"search.q": "invalid"}),
        ({"search": {"q": True}}, {"search.q": "invalid"}),
        ({"search": {"q": "a\0"}}, {"search.q": "null_characters_not_allowed"}),
        ({"search": {"q": ["a", "b"]}}, {"search.q": "repeated"}),
        ({"search": {"skill": ["x"] * 100_000}}, {"search.skill": "unknown_code"}),
        ({"search": {"skill": list(range(9000))}}, {"search.skill": "too_many"}),
        ({"search": {"shift": [["day"]]}}, {"search.shift": "invalid"}),
        ({"search": {"pay_min": 10**40, "q": "a"}}, {"search.pay_min": "max_value"}),
        ({"search": {"lat": 1e308, "lon": 1}}, {"search.lat": "max_value"}),
        ({"search": {"q": "a", "nearest": 1}}, {"search.nearest": "unknown_parameter"}),
        ({"search": {str(n): 1 for n in range(5000)}}, {"search.non_field_errors":
                                                        "too_many_filters"}),
        ({"search": SEARCH, "name": "x" * 121}, {"name": "max_length"}),
        ({"search": SEARCH, "channel": "pigeon"}, {"channel": "invalid_choice"}),
        ({"search": SEARCH, "channel": "email"}, {"channel": "channel"}),
        ({"search": SEARCH, "paused": "perhaps"}, {"paused": "invalid"}),
        ({"search": SEARCH, "user": 5}, {"user": "unknown_field"}),
        ({"search": {"q": ""}, "channel": "email", "name": "x" * 121},
         {"search.q": "empty", "channel": "channel", "name": "max_length"}),
    ],
)  # fmt: skip
def test_what_is_wrong_is_told_at_its_field(
    client: APIClient, body: dict[str, object], wrong: dict[str, str]
) -> None:
    answer = client.post(URL, body)
    assert (answer.status_code, faults(answer)) == (400, wrong)
    assert not SavedSearch.objects.exists()


@pytest.mark.parametrize(
    ("body", "wrong"),
    [
        ({"channel": "email"}, {"channel": "channel"}),
        ({"name": "x" * 121}, {"name": "max_length"}),
        ({"search": SEARCH}, {"search": "unknown_field"}),
        ({"paused": None}, {"paused": "null"}),
    ],
)
def test_so_is_what_is_wrong_with_a_change(
    client: APIClient, user: User, body: dict[str, object], wrong: dict[str, str]
) -> None:
    answer = client.patch(f"{URL}{save(user).pk}/", body)
    assert (answer.status_code, faults(answer)) == (400, wrong)


def test_why_nothing_is_sent(user: User) -> None:
    save(user)

    def silent() -> str:
        return client_of(User.objects.get(pk=user.pk)).get(URL).json()["results"][0]["silent"]

    assert silent() == ""
    withdraw_consent(person_id=user.person.pk, purpose="notices")
    assert silent() == "no_consent"
    User.objects.filter(pk=user.pk).update(phone_verified=False)
    assert silent() == "unreachable"


def test_nobody_sees_what_is_somebody_elses(user: User) -> None:
    row = save(user)
    other = client_of(seeker())
    assert other.get(URL).json()["count"] == 0
    assert other.patch(f"{URL}{row.pk}/", {"paused": True}).status_code == 404
    assert other.delete(f"{URL}{row.pk}/").status_code == 404
    assert client_of(None).get(URL).status_code == 401
    assert client_of(EscUserFactory()).post(URL, {"search": SEARCH}).status_code == 403


def test_a_list_costs_the_same_however_long_it_is(
    user: User, client: APIClient, django_assert_max_num_queries
) -> None:
    for number in range(15):
        save(user, f"q=thợ {number}&place={AN_DUONG}&occupation=welder")
    client.get(URL)
    with django_assert_max_num_queries(7):
        client.get(URL)


def test_the_limit_is_told(client: APIClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("portal.alerts.services.MOST_SEARCHES", 1)
    client.post(URL, {"search": SEARCH})
    answer = client.post(URL, {"search": {"q": "may"}})
    assert answer.status_code == 400
    assert set(faults(answer).values()) == {"too_many_searches"}


def test_who_never_had_a_profile_may_save_too() -> None:
    answer = client_of(UserFactory()).post(URL, {"search": SEARCH})
    assert (answer.status_code, answer.json()["silent"]) == (201, "no_consent")
