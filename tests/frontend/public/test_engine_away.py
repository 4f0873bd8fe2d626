"""The pages while the search engine does not answer."""

import pytest
from django.test import Client

from portal.search import engine
from tests.factories import CAT_HAI, CourseFactory, VacancyFactory
from tests.frontend.public.reading import get

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _engine_away(settings):
    settings.ELASTICSEARCH_HOSTS = ["http://127.0.0.1:1"]
    engine._client.cache_clear()
    yield
    engine._client.cache_clear()


def test_a_plain_list_is_shown_and_says_so(client: Client):
    VacancyFactory(title="Thợ hàn", shifts=["night"])
    VacancyFactory(title="Phụ bếp", occupation_id="cook", unit_id=CAT_HAI)
    CourseFactory(title="Hàn cơ bản")
    page = get(client, "/tim-viec/", {"q": "tho han"})
    assert page.status == 200
    assert page.titles == ["Thợ hàn"]
    assert "Tìm kiếm đang bị hạn chế" in page.html
    assert page.tabs == ["Việc làm", "Khoá học", "Nước ngoài"], "nobody counted"
    filtered = get(client, "/tim-viec/", {"place": CAT_HAI, "shift": "night"})
    assert (filtered.heading, filtered.status) == ("0 việc làm", 200)
    assert filtered.form('id="filters"')["shift"] == ["night"]
    assert "Hãy xem lại chính tả" in filtered.html
    assert get(client, "/hoc-nghe/").titles == ["Hàn cơ bản"]


def test_pages_beyond_what_the_plain_list_can_show_do_not_exist(client: Client):
    VacancyFactory.create_batch(3)
    assert get(client, "/tim-viec/", {"page": "3", "page_size": "1"}).titles
    beyond = get(client, "/tim-viec/", {"page": "4", "page_size": "1"})
    assert (beyond.status, beyond.titles) == (404, [])


def test_home_and_suggestions_stand(client: Client):
    VacancyFactory(title="Thợ hàn")
    assert "Thợ hàn" in get(client, "/").html
    assert 'data-value="Thợ hàn"' in get(client, "/goi-y/", {"q": "tho han"}).html
