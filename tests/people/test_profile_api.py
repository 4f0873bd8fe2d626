"""The own profile, consents and who looked, for programs."""

import json
from typing import Any

import pytest
from rest_framework.test import APIClient

from portal.people import services
from portal.people.models import Consent, ContactView, Person
from portal.search.models import PendingChange
from tests.factories import TIEN_LANG, OrganisationFactory, UserFactory
from tests.queries import count_queries

pytestmark = pytest.mark.django_db
URL = "/api/v1/me/profile/"
PROFILE: dict[str, Any] = {
    "full_name": "Phạm Văn Hùng",
    "birth_date": "2002-05-17",
    "sex": "male",
    "unit": TIEN_LANG,
    "rural": True,
    "about": "Hàn ở xưởng của chú hai năm.",
    "skills": ["mig-mag-welding"],
    "experiences": [
        {"title": "Thợ hàn", "occupation": "welder", "employer": "Xưởng Hùng", "months": 14},
        {"title": "Phụ hồ", "months": 10},
    ],
    "wish": {
        "title": "thợ hàn",
        "occupations": ["welder"],
        "places": [TIEN_LANG, "district-an-duong"],
        "max_distance_km": 25,
        "pay_min": 9_000_000,
    },
}


@pytest.fixture
def api() -> APIClient:
    client = APIClient()
    client.user = UserFactory()
    client.force_authenticate(client.user)
    return client


def problems(answer: Any) -> dict[str, str]:
    assert answer.status_code == 400, answer.content
    return {error["attr"]: error["code"] for error in answer.json()["errors"]}


def test_the_whole_profile_goes_in_and_comes_out(api: APIClient) -> None:
    answer = api.put(URL, PROFILE)
    assert answer.status_code == 200, answer.content
    got = api.get(URL).json()
    assert got == answer.json()
    for name in ("full_name", "birth_date", "sex", "unit", "rural", "about", "skills"):
        assert got[name] == PROFILE[name]
    assert got["experience_months"] == 24
    assert [e["title"] for e in got["experiences"]] == ["Thợ hàn", "Phụ hồ"]
    assert got["experiences"][0]["occupation"] == "welder"
    assert got["wish"].items() >= PROFILE["wish"].items()


def test_what_was_read_can_be_sent_back(api: APIClient) -> None:
    api.put(URL, PROFILE)
    read = api.get(URL).json()
    answer = api.put(URL, read)
    assert answer.status_code == 200
    assert {k: v for k, v in answer.json().items() if read[k] != v} == {}


def test_a_patch_changes_what_it_names_and_a_put_empties_the_rest(api: APIClient) -> None:
    api.put(URL, PROFILE)
    got = api.patch(URL, {"rural": False, "wish": {"overseas": True}}).json()
    assert (got["rural"], got["full_name"]) == (False, "Phạm Văn Hùng")
    assert got["wish"]["overseas"]
    assert got["wish"]["occupations"] == ["welder"]
    assert got["skills"] == ["mig-mag-welding"]
    got = api.put(URL, {"full_name": "Phạm Văn Hùng"}).json()
    assert (got["unit"], got["about"], got["skills"], got["experiences"]) == (None, "", [], [])
    assert got["experience_months"] == 0
    assert (got["wish"]["occupations"], got["wish"]["pay_min"]) == ([], None)


def test_months_that_are_stated_win_over_the_sum(api: APIClient) -> None:
    assert api.put(URL, PROFILE | {"experience_months": 60}).json()["experience_months"] == 60


def test_skills_of_a_course_stay(api: APIClient) -> None:
    api.put(URL, PROFILE)
    person = Person.objects.get()
    services.set_course_skills(person_id=person.pk, skills=person.skills.model.objects.all()[:1])
    gained = person.skill_links.get(source="course").skill_id
    assert api.patch(URL, {"skills": []}).json()["skills"] == [gained]


def test_a_write_tells_search(api: APIClient) -> None:
    api.put(URL, PROFILE)
    assert Person.objects.count() == 1
    api.put(URL, PROFILE)
    assert Person.objects.count() == 1
    assert PendingChange.objects.filter(kind="person").count() >= 0


def test_a_person_without_wishes_reads_that_there_are_none(api: APIClient) -> None:
    Person.objects.create(user=api.user, full_name="Phạm Văn Hùng")
    wish = api.get(URL).json()["wish"]
    assert (wish["title"], wish["places"], wish["occupations"]) == ("", [], [])
    assert api.patch(URL, {"wish": {"occupations": ["welder"]}}).status_code == 200
    assert api.get(URL).json()["wish"]["occupations"] == ["welder"]


def test_nfd_text_is_stored_nfc_and_html_stays_text(api: APIClient) -> None:
    decomposed = "Pha\u0323m Va\u0306n Hu\u0300ng"
    got = api.patch(URL, {"full_name": decomposed, "about": "<script>x</script> 👷"}).json()
    assert got["full_name"] == "Phạm Văn Hùng"
    assert got["about"] == "<script>x</script> 👷"


WRONG: list[tuple[Any, str, str]] = [
    ({"phone": "0912345678"}, "phone", "unknown_field"),
    ({"esc_role": "administrator"}, "esc_role", "unknown_field"),
    ({"is_sample": True}, "is_sample", "unknown_field"),
    ({"wish": {"pay": 1}}, "wish.pay", "unknown_field"),
    ({"experiences": [{"title": "x", "boss": "y"}]}, "experiences.0.boss", "unknown_field"),
    ({"full_name": "x" * 121}, "full_name", "max_length"),
    ({"full_name": None}, "full_name", "null"),
    ({"full_name": "a\0b"}, "full_name", "null_characters_not_allowed"),
    ({"birth_date": "17/05/2002"}, "birth_date", "invalid"),
    ({"birth_date": "2999-01-01"}, "birth_date", "invalid"),
    ({"birth_date": "1800-01-01"}, "birth_date", "invalid"),
    ({"sex": "x"}, "sex", "invalid_choice"),
    ({"unit": "99999"}, "unit", "unknown_code"),
    ({"unit": "1\0"}, "unit", "unknown_code"),
    ({"unit": ["11755"]}, "unit", "not_text"),
    ({"education": "phd"}, "education", "unknown_code"),
    ({"languages": ["klingon"]}, "languages", "unknown_code"),
    ({"languages": "en"}, "languages", "not_a_list"),
    ({"skills": ["no-such-skill"]}, "skills", "unknown_code"),
    ({"skills": [1, {}]}, "skills", "not_a_list"),
    ({"skills": ["a\0"]}, "skills", "unknown_code"),
    ({"experience_months": -1}, "experience_months", "min_value"),
    ({"experience_months": 10**30}, "experience_months", "max_value"),
    ({"experiences": [{"months": 3}]}, "experiences.0.title", "required"),
    (
        {"experiences": [{"title": "x", "occupation": "y"}]},
        "experiences.0.occupation",
        "unknown_code",
    ),
    ({"experiences": [{"title": "x"}] * 51}, "experiences", "max_length"),
    ({"wish": {"pay_min": -1}}, "wish.pay_min", "min_value"),
    ({"wish": {"pay_min": 10**12}}, "wish.pay_min", "max_value"),
    ({"wish": {"max_distance_km": 0}}, "wish.max_distance_km", "min_value"),
    ({"wish": {"places": ["nowhere"]}}, "wish.places", "unknown_code"),
    ({"wish": {"shifts": ["midnight"]}}, "wish.shifts", "unknown_code"),
    ({"wish": {"occupations": ["king"]}}, "wish.occupations", "unknown_code"),
    ({"wish": []}, "wish.non_field_errors", "invalid"),
    ([], "non_field_errors", "invalid"),
    ("x", "non_field_errors", "invalid"),
    (None, "non_field_errors", "null"),
]


@pytest.mark.parametrize(
    ("body", "attr", "code"), WRONG, ids=[json.dumps(w[0])[:40] for w in WRONG]
)
def test_what_is_wrong_is_named_and_nothing_is_written(
    api: APIClient, body: Any, attr: str, code: str
) -> None:
    api.put(URL, PROFILE)
    before = api.get(URL).json()
    if isinstance(body, dict):
        body = {"hamlet": "Thôn 3", **body}
    answer = api.patch(URL, json.dumps(body), content_type="application/json")
    found = problems(answer)
    assert attr in found, found
    assert found[attr] == code
    assert api.get(URL).json() == before


def test_a_first_write_that_is_wrong_makes_no_profile(api: APIClient) -> None:
    problems(api.put(URL, PROFILE | {"wish": {"places": ["nowhere"]}}))
    assert not Person.objects.exists()


@pytest.mark.parametrize("body", ["{", '{"full_name": }', "\0", '{"a":' * 5000])
def test_broken_json_is_said_to_be_broken(api: APIClient, body: str) -> None:
    answer = api.patch(URL, body, content_type="application/json")
    assert answer.status_code == 400
    assert answer.json()["errors"][0]["code"] == "parse_error"


@pytest.mark.parametrize(
    ("header", "detail"),
    [("en", "There is no such field."), ("vi", "Không có mục này."), ("fr", "Không có mục này.")],
)
def test_errors_speak_the_language_of_the_request(api: APIClient, header: str, detail: str) -> None:
    answer = api.patch(URL, {"x": 1}, headers={"Accept-Language": header})
    assert answer.json()["errors"][0]["detail"] == detail
    assert answer["Content-Language"] == ("en" if header == "en" else "vi")


def test_the_number_of_queries_does_not_grow(api: APIClient) -> None:
    def queries(n: int) -> int:
        body = PROFILE | {"experiences": [{"title": f"Việc {i}", "months": 1} for i in range(n)]}
        api.put(URL, body)
        return count_queries(lambda: api.get(URL))

    assert queries(2) == queries(30) <= 6


def test_who_has_no_profile_is_told(api: APIClient) -> None:
    assert api.get(URL).status_code == 404
    assert api.get("/api/v1/me/consents/").status_code == 404
    assert not Person.objects.exists()


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("get", URL),
        ("put", URL),
        ("patch", URL),
        ("get", "/api/v1/me/consents/"),
        ("put", "/api/v1/me/consents/matching/"),
        ("delete", "/api/v1/me/consents/matching/"),
        ("get", "/api/v1/me/contact-views/"),
    ],
)
def test_strangers_are_turned_away(method: str, path: str) -> None:
    assert getattr(APIClient(), method)(path).status_code == 401
    assert not Person.objects.exists()


def test_everybody_sees_only_their_own(api: APIClient) -> None:
    api.put(URL, PROFILE)
    other = APIClient()
    other.force_authenticate(UserFactory(esc_role="administrator"))
    assert other.get(URL).status_code == 404
    other.put(URL, {"full_name": "Khác"})
    assert other.get(URL).json()["full_name"] == "Khác"
    assert api.get(URL).json()["full_name"] == "Phạm Văn Hùng"


def test_consents_are_given_and_withdrawn_at_once(api: APIClient) -> None:
    url = "/api/v1/me/consents/"
    for _ in range(2):
        assert api.put(f"{url}candidate_search/").status_code == 204
    (consent,) = api.get(url).json()
    assert (consent["purpose"], consent["organisation"]) == ("candidate_search", None)
    for _ in range(2):
        assert api.delete(f"{url}candidate_search/").status_code == 204
    assert api.get(url).json() == []
    assert Consent.objects.get().withdrawn_at is not None


def test_showing_contact_data_is_agreed_to_for_one_organisation(api: APIClient) -> None:
    url = "/api/v1/me/consents/contact/"
    employer, other = OrganisationFactory.create_batch(2)
    assert problems(api.put(url)) == {"organisation": "invalid"}
    assert problems(api.put(f"{url}?organisation=0")) == {"organisation": "min_value"}
    assert problems(api.put(f"{url}?organisation={2**70}")) == {"organisation": "max_value"}
    assert problems(api.put(f"{url}?company={employer.pk}")) == {"company": "unknown_parameter"}
    assert api.put(f"{url}?organisation={employer.pk}").status_code == 204
    person = Person.objects.get()
    for organisation, seen in [(employer, True), (other, False)]:
        assert (
            services.has_consented(person=person, purpose="contact", organisation=organisation)
            == seen
        )
    assert api.put("/api/v1/me/consents/everything/").status_code == 404
    assert problems(api.put(f"/api/v1/me/consents/matching/?organisation={employer.pk}"))


def test_a_person_sees_who_saw_the_contact_data(api: APIClient) -> None:
    employer, viewer = OrganisationFactory(), UserFactory()
    person = services.person_of(user=api.user)
    stranger = services.person_of(user=UserFactory())
    for p in (person, stranger):
        ContactView.objects.create(
            person=p, viewer=viewer, organisation=employer, reason="Phỏng vấn"
        )
    answer = api.get("/api/v1/me/contact-views/").json()
    assert answer["count"] == 1
    (view,) = answer["results"]
    assert (view["type"], view["organisation"], view["reason"]) == (
        "contact_view",
        employer.name,
        "Phỏng vấn",
    )
    assert problems(api.get("/api/v1/me/contact-views/?who=me")) == {"who": "unknown_parameter"}


def test_personal_data_stays_out_of_the_logs(api: APIClient, capfd, caplog) -> None:
    api.put(URL, PROFILE)
    api.patch(URL, {"birth_date": "1800-01-01"})
    logged = "".join(capfd.readouterr()) + caplog.text
    for word in ("Hùng", "2002-05-17", "xưởng", "1800"):
        assert word not in logged
