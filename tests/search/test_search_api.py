import pytest
from rest_framework.test import APIClient

from portal.changes import announce
from portal.search import vocabulary
from tests.factories import AN_DUONG, CourseFactory, VacancyFactory

pytestmark = pytest.mark.django_db
URL = "/api/v1/search/"


@pytest.fixture(autouse=True)
def _fresh_vocabulary():
    vocabulary.forget()


@pytest.fixture
def client(engine) -> APIClient:
    return APIClient()


def test_anybody_may_search_and_gets_jobs_and_courses(client, drain):
    vacancy, course = VacancyFactory(title="Thợ hàn 6G"), CourseFactory(title="Hàn cơ bản")
    announce("vacancy", [vacancy.pk])
    announce("course", [course.pk])
    drain()
    answer = client.get(URL, {"q": "tho han", "lat": "20.86", "lon": "106.59"}).json()
    assert set(answer) == {
        *("count", "next", "previous", "results"),
        *("kinds", "facets", "understood", "limited", "relaxed"),
    }
    assert (answer["count"], answer["next"], answer["limited"]) == (2, None, False)
    first = answer["results"][0]
    assert (first["type"], first["id"], first["title"]) == ("vacancy", vacancy.pk, "Thợ hàn 6G")
    assert first["organisation"] == {"id": vacancy.employer_id, "name": vacancy.employer.name}
    assert first["unit"] == AN_DUONG
    assert first["distance_km"] < 2
    assert "<mark>" in first["highlights"]["title"]
    assert {r["type"] for r in answer["results"]} == {"vacancy", "course"}
    assert {"type": "occupation", "id": "welder", "label": "Thợ hàn"} in answer["understood"][
        "concepts"
    ]
    assert answer["kinds"] == {"vacancy": 1, "course": 1}


def test_pages_are_linked_and_one_beyond_the_end_is_named(client, drain):
    vacancies = VacancyFactory.create_batch(5)
    announce("vacancy", [v.pk for v in vacancies])
    drain()
    seen, url = [], f"{URL}?page_size=2&kind=vacancy"
    while url:
        answer = client.get(url).json()
        seen += [r["id"] for r in answer["results"]]
        url = answer["next"]
    assert sorted(seen) == [v.pk for v in vacancies]
    beyond = client.get(URL, {"page": "4", "page_size": "2"})
    assert beyond.status_code == 400
    (error,) = beyond.json()["errors"]
    assert error["attr"] == "page"
    assert "4" in error["detail"]


@pytest.mark.parametrize(
    ("url", "params", "attr"),
    [
        (URL, {"foo": "1"}, "foo"),
        (URL, {"place": "nowhere"}, "place"),
        (URL, {"q": "x" * 5000}, "q"),
        (URL, {"lat": "x", "lon": "106"}, "lat"),
        (URL, {"page": "-1"}, "page"),
        ("/api/v1/suggest/", {}, "q"),
        ("/api/v1/suggest/", {"q": "a", "type": "person"}, "type"),
        ("/api/v1/suggest/", {"q": "a", "foo": "1"}, "foo"),
    ],
)
def test_what_is_wrong_is_a_400_that_names_it(client, url, params, attr):
    answer = client.get(url, params)
    assert answer.status_code == 400
    assert answer.json()["type"] == "validation_error"
    assert [e["attr"] for e in answer.json()["errors"]] == [attr]


def test_every_wrong_parameter_is_named_at_once(client):
    errors = client.get(URL, {"foo": "1", "lat": "x", "lon": "1", "sort": "y"}).json()["errors"]
    assert {e["attr"] for e in errors} == {"foo", "lat", "sort"}


def test_typeahead_is_open_and_listed_like_everything(client):
    answer = client.get("/api/v1/suggest/", {"q": "tho han"}).json()
    assert set(answer) == {"count", "next", "previous", "results"}


def test_writing_is_not_offered(client):
    assert client.post(URL, {}).status_code in (403, 405)


def test_too_many_questions_are_told_to_wait(client, monkeypatch):
    from django.core.cache import cache

    from portal.api.throttles import PublicThrottle

    cache.clear()
    monkeypatch.setitem(PublicThrottle.THROTTLE_RATES, "search", "2/minute")
    codes = [client.get(URL).status_code for _ in range(3)]
    cache.clear()
    assert codes == [200, 200, 429]


def test_throttling_lets_everything_pass_while_redis_is_away(client, settings, monkeypatch):
    from portal.api.throttles import PublicThrottle
    from portal.cache import TolerantRedisCache

    monkeypatch.setitem(PublicThrottle.THROTTLE_RATES, "search", "1/minute")
    away = TolerantRedisCache("redis://127.0.0.1:1/0", {})
    monkeypatch.setattr(PublicThrottle, "cache", away)
    assert [client.get(URL).status_code for _ in range(3)] == [200, 200, 200]
