"""What people find, and what the page says about it."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from jobs.models import Vacancy
from portal.accounts.models import Organisation
from tests.factories import (
    AN_DUONG,
    CAT_HAI,
    TIEN_LANG,
    CourseFactory,
    IntakeFactory,
    OrganisationFactory,
    VacancyFactory,
)
from tests.frontend.public.reading import get, query

pytestmark = pytest.mark.django_db
JOBS, COURSES = "/tim-viec/", "/hoc-nghe/"


@pytest.fixture
def city(publish):
    """A welder here and there, a cook, work abroad, and courses."""
    agency = OrganisationFactory(
        kind=Organisation.Kind.OVERSEAS_AGENCY,
        licence_valid_until=timezone.localdate() + timedelta(days=90),
    )
    course = CourseFactory(title="Hàn cơ bản", level="elementary")
    IntakeFactory(course=course)
    publish(
        VacancyFactory(title="Thợ hàn A", unit_id=AN_DUONG, shifts=["day"], welfare=["shuttle"]),
        VacancyFactory(title="Thợ hàn B", unit_id=TIEN_LANG, shifts=["night"], pay_max=20_000_000),
        VacancyFactory(title="Đầu bếp", unit_id=CAT_HAI, occupation_id="cook", description="Nấu."),
        VacancyFactory(
            title="Thợ hàn ở Nhật",
            employer=agency,
            kind=Vacancy.Kind.OVERSEAS,
            country="JP",
            contract_approval_number="1",
            unit=None,
        ),
        course,
    )


@pytest.mark.usefixtures("city")
def test_the_same_with_and_without_marks_and_each_kind_has_its_tab(client: Client):
    marked, bare = get(client, JOBS, {"q": "Thợ hàn"}), get(client, JOBS, {"q": "tho han"})
    assert set(marked.titles) == {"Thợ hàn A", "Thợ hàn B"}
    assert bare.titles == marked.titles
    assert marked.heading == "2 việc làm"
    assert marked.tabs == ["Việc làm 2", "Khoá học 1", "Nước ngoài 1"]
    courses, overseas = (get(client, url) for url in marked.tab_urls[1:])
    assert courses.titles == ["Hàn cơ bản"]
    assert (courses.heading, courses.tabs) == ("1 khoá học", marked.tabs)
    assert overseas.titles == ["Thợ hàn ở Nhật"]
    assert overseas.value("search-q") == "Thợ hàn"


@pytest.mark.usefixtures("city")
def test_a_kind_has_one_address(client: Client):
    answer = client.get(JOBS, {"kind": "course", "q": "hàn"})
    assert (answer.status_code, answer.url) == (302, "/hoc-nghe/?q=h%C3%A0n")
    answer = client.get("/en/hoc-nghe/", {"kind": "overseas"})
    assert answer.url == "/en/tim-viec/?kind=overseas"


@pytest.mark.usefixtures("city")
def test_what_was_understood_can_be_taken_away_and_made_exact(client: Client):
    page = get(client, JOBS, {"q": "tho han An Dương"})
    assert query(page.chips["Nghề Thợ hàn"]) == {"q": ["An Dương"]}
    assert query(page.chips["Nơi An Dương"]) == {"q": ["tho han"]}
    exact = {"q": ["tho han"], "place": [AN_DUONG]}
    assert query(page.chips["chỉ Phường An Dương"]) == exact
    assert query(page.chips["chỉ Huyện An Dương (cũ)"]) == {
        "q": ["tho han"],
        "place": ["district-an-duong"],
    }


@pytest.mark.usefixtures("city")
def test_a_place_in_words_is_searched_in_and_asked_back_where_it_is_two(client: Client):
    page = get(client, JOBS, {"place": "tien lang"})
    assert page.titles == ["Thợ hàn B"]
    assert page.value("search-place") == "tien lang"
    assert query(page.chips["chỉ Xã Tiên Lãng"]) == {"place": [TIEN_LANG]}
    chosen = get(client, page.chips["chỉ Huyện Tiên Lãng (cũ)"])
    assert chosen.titles == ["Thợ hàn B"]
    assert list(chosen.chips) == ["Nơi Huyện Tiên Lãng (cũ)"]
    assert chosen.value("search-place") == "Huyện Tiên Lãng"
    # What the box shows means the same when it is sent again.
    again = get(client, JOBS, {"place": chosen.value("search-place")})
    assert list(again.chips) == list(chosen.chips)


@pytest.mark.usefixtures("city")
def test_several_places_stay_when_one_more_is_typed(client: Client):
    page = get(client, JOBS, {"place": [AN_DUONG, CAT_HAI]})
    assert set(page.titles) == {"Thợ hàn A", "Đầu bếp"}
    assert page.value("search-place") == ""
    sent = page.form('class="search-box search-box-compact"')
    assert sent == {"place": [AN_DUONG, CAT_HAI]}
    more = get(client, JOBS, {"place": [*sent["place"], "xã Tiên Lãng"]})
    assert len(more.titles) == 3


@pytest.mark.usefixtures("city")
def test_filters_count_what_one_more_tick_brings_and_are_kept_by_every_form(client: Client):
    page = get(client, JOBS, {"q": "thợ hàn", "shift": "day", "page": "1", "utm_source": "zalo"})
    assert page.titles == ["Thợ hàn A"]
    assert 'Ca đêm</span><span class="count">1<' in page.html
    sheet = page.form('id="filters"')
    assert sheet == {"q": ["thợ hàn"], "shift": ["day"]}
    box = page.form('class="search-box search-box-compact"')
    assert box == {"q": ["thợ hàn"], "shift": ["day"]}
    wider = get(client, JOBS, sheet | {"shift": ["day", "night"], "pay_min": "18000000"})
    assert wider.titles == ["Thợ hàn B"]
    assert {"Ca ngày", "Ca đêm", "từ 18 triệu đ/tháng"} <= set(wider.chips)
    assert query(wider.chips["Ca ngày"]) == {
        "q": ["thợ hàn"],
        "shift": ["night"],
        "pay_min": ["18000000"],
    }


@pytest.mark.usefixtures("city")
def test_groups_of_occupations_and_values_beside_the_sheet_are_kept_too(client: Client):
    asked = {"occupation": "7212,cook", "radius_km": "7", "place": CAT_HAI, "pay_min": "9500000"}
    sheet = get(client, JOBS, asked).form('id="filters"')
    assert sorted(sheet.pop("occupation")) == ["7212", "cook"]
    assert sheet == {"radius_km": ["7"], "place": ["Đặc khu Cát Hải"], "pay_min": ["9500000"]}


@pytest.mark.usefixtures("city")
def test_filters_that_courses_lack_stay_behind_at_their_tab(client: Client):
    page = get(client, JOBS, {"welfare": "shuttle", "q": "hàn"})
    assert page.tabs == ["Việc làm 1", "Khoá học", "Nước ngoài 0"]
    courses = get(client, page.tab_urls[1])
    assert courses.titles == ["Hàn cơ bản"]
    assert "welfare" not in courses.form('id="filters"')
    assert 'name="pay_min"' not in courses.html


@pytest.mark.usefixtures("city")
def test_distance_is_shown_from_the_place_and_orders(client: Client):
    page = get(client, JOBS, {"place": AN_DUONG, "radius_km": "20", "sort": "distance"})
    assert page.titles == ["Thợ hàn A", "Thợ hàn B"]
    assert "dưới 1 km" in page.html
    without = query(page.chips["Nơi Phường An Dương"])
    assert without == {}, "without a centre there is no radius and no nearest"
    near = get(client, JOBS, {"lat": "20.86", "lon": "106.60", "radius_km": "5"})
    assert near.titles == ["Thợ hàn A"]
    assert query(near.chips["gần bạn"]) == {}
    assert "lat=20.86&amp;lon=106.60" in near.html, "carried to the page of the vacancy"


def test_what_finds_nothing_is_asked_less_strictly_and_said_so(client: Client, publish):
    publish(
        VacancyFactory(title="Thợ hàn", unit_id=TIEN_LANG),
        CourseFactory(title="Hàn ca đêm", unit_id=CAT_HAI),
    )
    page = get(client, JOBS, {"q": "hàn", "place": CAT_HAI})
    assert (page.status, page.titles) == (200, ["Thợ hàn"])
    assert "khắp nơi" in page.asked_otherwise
    (exact,) = page.exact_urls
    assert get(client, exact).titles == ["Hàn ca đêm"], "what was asked for, of another kind"
    strange = get(client, JOBS, {"q": "phi công vũ trụ"})
    assert strange.titles == ["Thợ hàn"]
    assert "phi công vũ trụ" in strange.asked_otherwise


def test_a_slip_is_put_right_and_can_be_searched_as_it_was_typed(client: Client, publish):
    publish(VacancyFactory(title="Thợ hàn"), VacancyFactory(title="Bếp", occupation_id="cook"))
    page = get(client, JOBS, {"q": "thohan"})
    assert page.titles == ["Thợ hàn"]
    assert "“thohan” được hiểu là “thợ hàn”" in page.asked_otherwise
    assert query(page.exact_urls[0]) == {"q": ['"thohan"']}


def test_an_empty_portal_says_so(client: Client, publish):
    publish()
    page = get(client, JOBS, {"q": "hàn"})
    assert (page.status, page.asked_otherwise) == (200, "")
    assert "Hiện không có" in page.html


def test_pages_follow_each_other_and_one_beyond_the_end_is_told(client: Client, publish):
    publish(*VacancyFactory.create_batch(5))
    first = get(client, JOBS, {"page_size": "2", "utm_source": "zalo"})
    assert len(first.titles) == 2
    assert "Trang 1/3" in first.html
    second = get(client, JOBS, {"page_size": "2", "page": "2"})
    assert not set(first.titles) & set(second.titles)
    beyond = get(client, JOBS, {"page_size": "2", "page": "4"})
    assert (beyond.status, beyond.titles) == (404, [])
    assert "Không có trang 4" in beyond.html
    assert "trang 3" in beyond.html


def test_found_words_are_marked_and_nothing_else_is_html(client: Client, publish):
    publish(
        VacancyFactory(
            title='Thợ hàn <img src=x onerror="alert(1)">',
            description="<script>alert(1)</script> Cần thợ hàn & thợ tiện.",
            employer=OrganisationFactory(name="Công ty <b>Hàn</b>"),
        )
    )
    page = get(client, JOBS, {"q": "thợ hàn"})
    assert "<mark>Thợ</mark> <mark>hàn</mark> &lt;img" in page.html
    for raw in ("<img src=x", "<script>alert", "<b>"):
        assert raw not in page.html
    assert "&amp;lt;" not in page.html, "escaped once"


def test_an_excerpt_shows_where_the_text_goes_on(client: Client, publish):
    long = "nơi làm việc rộng rãi và gần nhà xe, " * 8
    publish(VacancyFactory(title="Thợ", description=f"Chúng tôi có {long} cần máy tiện CNC {long}"))
    snippet = get(client, JOBS, {"q": "máy tiện CNC"}).html.partition('class="card-snippet">')[2]
    assert snippet.startswith("… ")
    assert snippet.partition("</p>")[0].endswith(" …")


@pytest.mark.usefixtures("city")
def test_pages_with_parameters_are_for_people_only(client: Client):
    plain = get(client, JOBS).html
    assert "noindex" not in plain
    assert '<link rel="canonical" href="http' in plain
    assert 'hreflang="en"' in plain
    assert 'property="og:title"' in plain
    assert 'content="noindex"' in get(client, JOBS, {"q": "hàn"}).html
    title = get(client, JOBS, {"q": "hàn", "place": TIEN_LANG}).html
    assert "<title>hàn · Xã Tiên Lãng · Việc làm · Bến Việc</title>" in title


@pytest.mark.usefixtures("city")
def test_the_same_page_in_english(client: Client):
    page = get(client, "/en/tim-viec/", {"q": "welder", "place": "An Duong Ward"})
    assert page.status == 200
    assert page.heading == "1 job"
    assert page.titles == ["Thợ hàn A"]
    assert page.tabs[0] == "Jobs 1"
    assert all(url.startswith("/en/") for url in page.tab_urls)


@pytest.mark.parametrize("kind", ["vacancy", "course"])
def test_the_number_of_queries_does_not_depend_on_the_number_of_cards(
    client: Client, publish, django_assert_num_queries, kind: str
):
    if kind == "vacancy":
        publish(*VacancyFactory.create_batch(20))
        url, queries = JOBS, 1
    else:
        made = CourseFactory.create_batch(20)
        for course in made:
            IntakeFactory(course=course)
        publish(*made)
        url, queries = COURSES, 2  # and their intakes
    get(client, url)  # loads what is kept in memory and in Redis
    for size in (2, 20):
        with django_assert_num_queries(queries):
            assert len(get(client, url, {"page_size": size}).titles) == size


def test_a_full_page_is_small(client: Client, publish):
    import gzip

    text = "Làm việc trong xưởng, tăng ca theo nhu cầu, đóng bảo hiểm đầy đủ. " * 6
    publish(
        *(
            VacancyFactory(
                title=f"Tuyển thợ hàn kết cấu, biết đọc bản vẽ, số {n}",
                description=f"{text} Số {n}.",
                shifts=["day", "night", "two-shift"],
                welfare=["shuttle", "meal-1", "dormitory"],
                industry="C",
                valid_through=timezone.localdate() + timedelta(days=n),
            )
            for n in range(20)
        )
    )
    page = get(client, JOBS, {"q": "thợ hàn", "place": "31"})
    assert len(page.titles) == 20
    assert len(gzip.compress(page.html.encode())) <= 20_000


def test_words_that_ask_for_another_kind_lead_there(client: Client, publish):
    publish(VacancyFactory(title="Thợ hàn"), CourseFactory(title="Hàn cơ bản"))
    answer = client.get(JOBS, {"q": "học nghề hàn"})
    assert answer.status_code == 302
    page = get(client, answer.url)
    assert page.titles == ["Hàn cơ bản"]
    jobs = get(client, page.tab_urls[0])
    assert jobs.titles == ["Thợ hàn"], "who asks for jobs after all stays there"
    assert client.get(JOBS, {"q": "đi Nhật"}).url.endswith("&kind=overseas")


def test_what_is_excluded_has_a_chip(client: Client, publish):
    publish(VacancyFactory(title="Thợ hàn"))
    page = get(client, JOBS, {"q": "thợ -may"})
    assert query(page.chips["Không có “may”"]) == {"q": ["thợ"]}
