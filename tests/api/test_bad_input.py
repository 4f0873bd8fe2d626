"""Whatever somebody sends: a clear answer that names the field, and nothing stored half."""

import json
from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone, translation
from rest_framework.test import APIClient

from jobs.models import Vacancy
from portal.accounts.models import Organisation
from portal.reference.models import Occupation, Skill, Unit
from tests.api.clients import client_of, faults, member_of
from tests.factories import TIEN_LANG, OrganisationFactory, VacancyFactory
from tests.jobs.test_vacancy_api import GIVEN as VACANCY
from tests.training.test_course_api import GIVEN as COURSE
from training.models import Course

pytestmark = pytest.mark.django_db
HUGE = 10**40
HTML = "<script>alert('x')</script><b>Thợ hàn</b> & 'SELECT * FROM jobs; --"


@pytest.fixture
def employer() -> APIClient:
    return member_of(OrganisationFactory())


@pytest.fixture
def centre() -> APIClient:
    return member_of(OrganisationFactory(kind=Organisation.Kind.TRAINING_CENTRE))


def texts(limit: int) -> Iterator[object]:
    yield from (None, [], {}, True, "Thợ\0hàn", "x" * (limit + 1))


def amounts() -> Iterator[object]:
    yield from (-1, HUGE, -HUGE, 2**31, 1.5, "many", "", [], {}, "1e9", "\0")


def codes() -> Iterator[object]:
    yield from ("no-such-code", 5, [], {}, "x" * 5000, "\0", "welder'; --")


def lists_of_codes() -> Iterator[object]:
    yield from (None, "welder", 5, {}, ["no-such"], [None], [["welder"]], ["\0"], ["x"] * 500)


VACANCY_FAULTS = {
    "title": [*texts(150), "", "  ", "ab"],
    "description": [*texts(10_000), ""],
    "requirements": texts(10_000),
    "benefits": texts(10_000),
    "address": texts(250),
    "occupation": [*codes(), None, ""],
    "unit": codes(),
    "industrial_park": codes(),
    "openings": [*amounts(), 0, None],
    "pay_min": [*amounts(), 0, 12],
    "pay_max": [*amounts(), 9_999_999],
    "hours_per_week": [*amounts(), 0, 73],
    "experience_months": [*amounts(), 241, None],
    "term_months": [*amounts(), 0, 121],
    "contract": codes(),
    "employment_type": [*codes(), None, ""],
    "education": codes(),
    "cmkt": codes(),
    "industry": codes(),
    "shifts": lists_of_codes(),
    "welfare": lists_of_codes(),
    "physical_conditions": lists_of_codes(),
    "languages": lists_of_codes(),
    "essential_skills": lists_of_codes(),
    "optional_skills": lists_of_codes(),
    "position": codes(),
    "purpose": codes(),
    "pay_period": codes(),
    "rate_min": [*amounts(), 250_000],
    "rate_max": [*amounts(), 250_000],
    "language_certificate": texts(100),
    "language_grade": codes(),
    "major": texts(150),
    "skill_grade": [*amounts(), 0, 8],
    "it_skills": texts(200),
    "it_grade": codes(),
    "soft_skills": lists_of_codes(),
    "extra_requirements": lists_of_codes(),
    "priority_groups": [*lists_of_codes(), ["released-prisoner"]],
    "lawful_limit": texts(500),
    "lawful_limit_reason": codes(),
    "probation_days": [*amounts(), 181],
    "recruitment_methods": lists_of_codes(),
    "contact_name": texts(120),
    "contact_phone": [*texts(40), "12", "0912"],
    "contact_email": [*texts(254), "x", "@"],
    "contact_public": ["maybe", [], {}, 5],
    "contact_by_sms": ["maybe", [], {}, 5],
    "contact_by_email": ["maybe", [], {}, 5],
    "kind": ["abroad", None, 5, [], ""],
    "country": ["JPN", "j", "\0"],
    "contract_approval_number": texts(60),
    "orientation": texts(250),
    "valid_through": [
        "2020-01-01",
        "tomorrow",
        "31/12/2030",
        5,
        [],
        "9999-99-99",
        "9999-12-31",
        "\0",
    ],
    "employer": [HUGE, -1, 0, "mine", [], 2**62],
    "version": ["yesterday", 5, [], ""],
    "sallary": [1],
}
COURSE_FAULTS = {
    "title": [*texts(150), "", "ab"],
    "description": [*texts(10_000), ""],
    "occupations": lists_of_codes(),
    "skills": lists_of_codes(),
    "level": [*codes(), None, ""],
    "hours_theory": [*amounts(), None],
    "hours_practice": [*amounts(), 40_000],
    "months": ["NaN", "Infinity", 0, -1, "0.0", 1000, 1.25, HUGE, "x", None, [], True],
    "fee": amounts(),
    "entry_education": codes(),
    "entry_note": texts(500),
    "subsidised": ["perhaps", 5, [], {}],
    "subsidy_programme": texts(250),
    "employer_commitment": texts(500),
    "unit": [*codes(), None],
    "address": texts(250),
    "centre": [HUGE, -1, "mine"],
    "version": ["yesterday", 5, [], ""],
    "prize": [1],
}


def cases(faulty: dict) -> list:
    return [pytest.param(f, list(values), id=f) for f, values in faulty.items()]


@pytest.mark.parametrize(("field", "values"), cases(VACANCY_FAULTS))
def test_each_fault_of_a_vacancy_is_named(employer: APIClient, field: str, values: list) -> None:
    for value in values:
        answer = employer.post("/api/v1/vacancies/", VACANCY | {field: value})
        assert answer.status_code == 400, f"{value!r:.80} gave {answer.status_code}"
        named = {attr.split(".")[0] for attr in faults(answer)}
        assert named == {field}, f"{value!r:.80} gave {faults(answer)}"
    assert not Vacancy.objects.exists()


@pytest.mark.parametrize(("field", "values"), cases(COURSE_FAULTS))
def test_each_fault_of_a_course_is_named(centre: APIClient, field: str, values: list) -> None:
    for value in values:
        answer = centre.post("/api/v1/courses/", COURSE | {field: value})
        assert answer.status_code == 400, f"{value!r:.80} gave {answer.status_code}"
        named = {attr.split(".")[0] for attr in faults(answer)}
        assert named == {field}, f"{value!r:.80} gave {faults(answer)}"
    assert not Course.objects.exists()


def test_every_writable_field_is_tried() -> None:
    from jobs.api import VacancySerializer
    from training.api import CourseSerializer

    for serializer, tried in (
        (VacancySerializer(), VACANCY_FAULTS),
        (CourseSerializer(), COURSE_FAULTS),
    ):
        writable = {name for name, field in serializer.fields.items() if not field.read_only}
        assert writable <= set(tried)


def test_what_has_ended_is_no_choice_any_more(employer: APIClient) -> None:
    yesterday = timezone.localdate() - timedelta(days=1)
    for model, key, given in (
        (Occupation, "welder", {"occupation": "welder"}),
        (Skill, "tig-welding", {"essential_skills": ["tig-welding"]}),
        (Unit, TIEN_LANG, {"unit": TIEN_LANG}),
    ):
        model.objects.filter(pk=key).update(valid_until=yesterday)
        answer = employer.post("/api/v1/vacancies/", VACANCY | {"occupation": "cook"} | given)
        assert faults(answer) == dict.fromkeys(given, "unknown_code")


def test_several_faults_are_told_together(employer: APIClient) -> None:
    wrong = {"title": "", "occupation": "wizard", "pay_min": -5, "colour": "red"}
    answer = employer.post("/api/v1/vacancies/", VACANCY | wrong)
    assert set(faults(answer)) == set(wrong)


def test_faults_are_told_in_the_language_of_the_reader(employer: APIClient) -> None:
    bad = VACANCY | {"pay_min": 20_000_000, "pay_max": 10_000_000}
    english = employer.post("/api/v1/vacancies/", bad, headers={"accept-language": "en"})
    assert english.json()["errors"] == [
        {
            "code": "pay_range",
            "detail": "The highest pay is below the lowest.",
            "attr": "pay_max",
        }
    ]


def test_decomposed_text_emoji_and_html_are_kept_as_text(employer: APIClient) -> None:
    decomposed = "Thơ\u0323 ha\u0300n"
    given = VACANCY | {"title": f"{decomposed} 🔥", "description": HTML}
    made = employer.post("/api/v1/vacancies/", given).json()
    assert (made["title"], made["description"]) == ("Thợ hàn 🔥", HTML)
    assert employer.get(f"/api/v1/vacancies/{made['id']}/").json()["title"] == "Thợ hàn 🔥"


@pytest.mark.parametrize("field", ["title", "description", "requirements", "benefits", "address"])
def test_html_in_any_text_of_a_vacancy_comes_out_as_it_went_in(
    employer: APIClient, field: str
) -> None:
    made = employer.post("/api/v1/vacancies/", VACANCY | {field: HTML})
    assert (made.status_code, made.json()[field]) == (201, HTML)


@pytest.mark.parametrize(
    "field",
    ["title", "description", "entry_note", "subsidy_programme", "employer_commitment", "address"],
)
def test_html_in_any_text_of_a_course_comes_out_as_it_went_in(
    centre: APIClient, field: str
) -> None:
    made = centre.post("/api/v1/courses/", COURSE | {field: HTML})
    assert (made.status_code, made.json()[field]) == (201, HTML)


def test_letters_are_counted_as_people_count_them(employer: APIClient) -> None:
    given = VACANCY | {"title": "e\u0302\u0301" * 150}
    assert employer.post("/api/v1/vacancies/", given).json()["title"] == "ế" * 150


@pytest.mark.parametrize(
    "body",
    [
        b"{",
        b"[]",
        b'"text"',
        b"null",
        b"5",
        b'{"title": NaN}',
        b"\xff\xfe",
        b"[" * 100_000,
        b'{"a":' * 50_000,
        b'{"openings": ' + b"9" * 10_000 + b"}",
        b'{"title": "\\ud800"}',
        b'{"\\uDFFF": 1}',
    ],
)
def test_a_body_that_is_no_object_is_refused(employer: APIClient, body: bytes) -> None:
    draft = employer.post("/api/v1/vacancies/", VACANCY).json()["id"]
    for method, path in (("post", ""), ("put", f"{draft}/"), ("patch", f"{draft}/")):
        send = getattr(employer, method)
        answer = send(f"/api/v1/vacancies/{path}", body, content_type="application/json")
        assert answer.status_code == 400, f"{method} {body[:30]!r}"
        assert answer.json()["errors"][0]["detail"]
    assert Vacancy.objects.count() == 1


def test_ten_megabytes_are_refused_before_they_are_read(employer: APIClient) -> None:
    body = json.dumps(VACANCY | {"description": "x" * 10 * 1024**2})
    answer = employer.post("/api/v1/vacancies/", body, content_type="application/json")
    assert (answer.status_code, answer.json()["errors"][0]["code"]) == (413, "too_large")
    assert answer.headers["Content-Security-Policy"]


@pytest.mark.parametrize(("language", "word"), [("vi", "lớn hơn"), ("en", "larger than")])
def test_ten_megabytes_are_refused_in_the_language_of_the_request(language, word) -> None:
    for before in ("en", "vi"):
        with translation.override(before):
            answer = Client().post(
                "/api/v1/tokens/",
                "x" * 10 * 1024**2,
                content_type="application/json",
                headers={"accept-language": language},
            )
        assert word in answer.json()["errors"][0]["detail"]


def test_other_kinds_of_body_are_refused(employer: APIClient) -> None:
    answer = employer.post("/api/v1/vacancies/", "title=x", content_type="text/plain")
    assert answer.status_code == 415


@pytest.mark.parametrize("step", ["close/"])
@pytest.mark.parametrize("reason", [None, "", "no-such", 5, [], "\0", "x" * 500])
def test_a_vacancy_closes_with_a_known_reason_only(step: str, reason: object) -> None:
    vacancy = VacancyFactory()
    client = member_of(vacancy.employer)
    for body in ({"reason": reason}, {}):
        answer = client.post(f"/api/v1/vacancies/{vacancy.pk}/{step}", body)
        assert (answer.status_code, list(faults(answer))) == (400, ["reason"])
    vacancy.refresh_from_db()
    assert vacancy.status == "published"


LISTS = ["vacancies", "courses", "places", "skills"]
HOSTILE = ["'; DROP TABLE x; --", '+-&&||!(){}[]^"~*?:\\/', "%00", "<script>", "💥", "\\u0000"]


@pytest.mark.parametrize("name", LISTS)
@pytest.mark.parametrize(
    ("parameters", "field"),
    [
        ({"page": "100000"}, "page"),
        ({"page": "0"}, "page"),
        ({"page": "x"}, "page"),
        ({"page": "9" * 5000}, "page"),
        ({"page_size": "0"}, "page_size"),
        ({"page_size": "101"}, "page_size"),
        ({"page_size": "٣"}, "page_size"),
        ({"colour": "red"}, "colour"),
    ],
)
def test_lists_name_a_wrong_parameter(name: str, parameters: dict, field: str) -> None:
    answer = client_of(None).get(f"/api/v1/{name}/", parameters)
    assert (answer.status_code, set(faults(answer))) == (400, {field})


@pytest.mark.parametrize("name", ["places", "skills", "occupations"])
def test_hostile_texts_are_questions_like_others(name: str) -> None:
    client = client_of(None)
    for text in HOSTILE:
        assert client.get(f"/api/v1/{name}/", {"q": text}).status_code == 200
    for text in ("\0", "x" * 5000):
        answer = client.get(f"/api/v1/{name}/", {"q": text})
        assert (answer.status_code, set(faults(answer))) == (400, {"q"})


@pytest.mark.parametrize(
    ("path", "field"),
    [
        ("places/?kind=galaxy", "kind"),
        ("places/?province=99", "province"),
        ("places/?province=district-an-duong", "province"),
        ("places/?code=00000", "code"),
        ("skills/?kind=magic", "kind"),
        ("occupations/?limit=0", "limit"),
        ("occupations/?limit=51", "limit"),
        ("occupations/?title=x", "title"),
        ("vacancies/?mine=perhaps", "mine"),
        ("courses/?mine=2", "mine"),
    ],
)
def test_unknown_codes_and_parameters_are_named(path: str, field: str) -> None:
    answer = client_of(None).get(f"/api/v1/{path}")
    assert (answer.status_code, set(faults(answer))) == (400, {field})


@pytest.mark.parametrize(
    "path",
    [
        "vacancies/0/",
        f"vacancies/{HUGE}/",
        f"courses/{'9' * 5000}/",
        f"courses/{HUGE}/intakes/",
        "vacancies/abc/",
        "occupations/no-such/",
        "vacancies/-1/",
    ],
)
def test_what_does_not_exist_is_not_found(path: str) -> None:
    assert client_of(None).get(f"/api/v1/{path}").status_code == 404


def test_a_deadline_today_is_still_good(employer: APIClient) -> None:
    today = timezone.localdate()
    given = VACANCY | {"valid_through": today.isoformat()}
    assert employer.post("/api/v1/vacancies/", given).status_code == 201
    over = VACANCY | {"valid_through": (today - timedelta(days=1)).isoformat()}
    assert faults(employer.post("/api/v1/vacancies/", over)) == {"valid_through": "past"}
