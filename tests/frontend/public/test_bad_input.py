"""Whatever stands in the address, people get a page that tells what to do, and lose nothing."""

import unicodedata

import pytest
from django.test import Client

from tests.factories import AN_DUONG, CAT_HAI, TIEN_LANG, VacancyFactory
from tests.frontend.public.reading import get
from tests.search.test_search import HOSTILE

pytestmark = pytest.mark.django_db
JOBS = "/tim-viec/"


@pytest.fixture
def _jobs(publish):
    publish(VacancyFactory(title="Thợ hàn A"), VacancyFactory(title="Thợ hàn B", unit_id=CAT_HAI))


@pytest.mark.usefixtures("_jobs")
def test_any_text_is_a_question_and_comes_back_as_it_was_typed(client: Client):
    for typed in [*HOSTILE, "%", "\ud800".encode("utf-8", "replace").decode(), "\ufffd", "ｘ"]:
        page = get(client, JOBS, {"q": typed, "place": "An Dương"})
        assert page.status == 200, typed
        assert page.value("search-q") == typed
        assert "<script>alert" not in page.html


@pytest.mark.usefixtures("_jobs")
def test_any_text_is_a_place_that_we_do_not_know(client: Client):
    for typed in HOSTILE:
        page = get(client, JOBS, {"place": typed})
        assert page.status in (200, 400), typed
        assert page.value("search-place") == typed
        if page.status == 400:
            assert page.problems, typed
            assert page.titles, "the rest of the search is shown"


@pytest.mark.usefixtures("_jobs")
def test_decomposed_text_finds_the_same(client: Client):
    typed = unicodedata.normalize("NFD", "thợ hàn"), unicodedata.normalize("NFD", "An Dương")
    page = get(client, JOBS, {"q": typed[0], "place": typed[1]})
    assert page.titles == ["Thợ hàn A"]


WRONG = [
    ({"q": "x" * 5000}, "Việc, nghề hoặc nhà tuyển dụng: Hãy hỏi trong 500 ký tự"),
    ({"q": "hàn\0"}, "Việc, nghề hoặc nhà tuyển dụng:"),
    ({"place": "xyz"}, "Nơi: Chúng tôi không biết nơi nào tên “xyz”"),
    ({"place": "z" * 5000}, "Nơi: Chúng tôi không biết nơi nào tên “zzz"),
    ({"place": "99999"}, "Nơi: Chúng tôi không biết nơi nào tên “99999”"),
    ({"place": f"{AN_DUONG},nowhere"}, "Nơi: Chúng tôi không biết nơi nào"),
    ({"occupation": "astronaut"}, "Nghề: “astronaut” không có trong danh sách"),
    ({"shift": "day,noon"}, "Ca làm: “noon” không có trong danh sách"),
    ({"pay_min": "-1"}, "Lương: Hãy ghi từ 0 trở lên"),
    ({"pay_min": "tám triệu"}, "Lương:"),
    ({"pay_min": "9" * 400}, "Lương:"),
    ({"radius_km": "5"}, "Khoảng cách: "),
    ({"radius_km": "-5", "place": AN_DUONG}, "Khoảng cách: "),
    ({"lat": "20.8"}, "Vị trí của bạn: "),
    ({"lat": "abc", "lon": "106"}, "Vị trí của bạn: "),
    ({"lat": "nan", "lon": "inf"}, "Vị trí của bạn: "),
    ({"lat": "91", "lon": "106", "sort": "distance", "radius_km": "3"}, "Vị trí của bạn: "),
    ({"posted_after": "hôm qua"}, "Ngày đăng: "),
    ({"sort": "best"}, "Thứ tự: "),
    ({"sort": "distance"}, "Thứ tự: "),
    ({"page": "0"}, "Trang: "),
    ({"page": "x"}, "Trang: "),
    ({"page": "501"}, "Trang: "),
    ({"page_size": "101"}, "page_size: "),
    ({"kind": "job"}, "Loại: “job” không có trong danh sách"),
    ({"wages": "1"}, "wages: Không có tham số này"),
    ({"skill": "'; DROP TABLE jobs_vacancy; --"}, "Kỹ năng: "),
]


@pytest.mark.usefixtures("_jobs")
def test_what_is_wrong_is_told_at_its_field_and_the_rest_is_searched(client: Client):
    for params, said in WRONG:
        page = get(client, JOBS, params)
        assert page.status == 400, params
        assert len(page.problems) == (2 if params.get("lon") == "inf" else 1), page.problems
        assert page.problems[0].startswith(said), page.problems
        if "q" in params:
            assert page.titles == [], "without the question, anything would be an answer"
            assert page.value("search-q") == params["q"]
        elif AN_DUONG in params.get("place", ""):
            assert page.titles
        else:
            assert set(page.titles) == {"Thợ hàn A", "Thợ hàn B"}, params


@pytest.mark.usefixtures("_jobs")
def test_a_wrong_place_takes_neither_words_nor_filters_with_it(client: Client):
    asked = {"q": "thợ hàn", "place": "xyz", "radius_km": "10", "shift": "day", "foo": "1"}
    page = get(client, JOBS, asked)
    assert page.status == 400
    assert [p.split(":")[0] for p in page.problems] == ["Nơi", "foo"], "no follow-up errors"
    assert page.value("search-q") == "thợ hàn"
    assert page.value("search-place") == "xyz"
    assert page.form('id="filters"')["shift"] == ["day"]
    assert 'id="search-place-error"' in page.html


@pytest.mark.usefixtures("_jobs")
def test_many_places_in_one_address_do_not_stall_it(client: Client):
    page = get(client, JOBS, {"place": [f"nơi {n}" for n in range(900)]})
    assert page.status == 400
    page = get(client, JOBS, {"place": ",".join([AN_DUONG, TIEN_LANG, CAT_HAI] * 300)})
    assert set(page.titles) == {"Thợ hàn A", "Thợ hàn B"}


@pytest.mark.usefixtures("_jobs")
def test_what_others_hang_onto_a_shared_link_is_no_mistake(client: Client):
    page = get(client, JOBS, {"q": "hàn", "fbclid": "x", "utm_source": "zalo", "zarsrc": "30"})
    assert (page.status, page.problems) == (200, [])
    assert all("fbclid" not in url for url in page.tab_urls)
