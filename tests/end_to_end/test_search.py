"""Searching in a real browser: by finger, by keyboard, without script, from where one stands."""

import re
from collections.abc import Iterator
from urllib.parse import parse_qs, unquote_plus, urlsplit

import pytest
from django.core.cache import cache
from playwright.sync_api import Page, expect

from tests.conftest import committing, fresh_indexes, processes
from tests.end_to_end.conftest import start_web
from tests.end_to_end.searching import (
    BEST_PAID,
    DAY_SHIFTS,
    NIGHT_SHIFTS,
    WELDERS,
    YARD,
    asked,
    build_city,
    options,
    place,
    until_focused,
    words,
)
from tests.end_to_end.test_accessibility import AXE, GRAVE, RUN_AXE

IN_AN_DUONG = {"latitude": 20.861923456, "longitude": 106.596161234}


@pytest.fixture(scope="module")
def site(django_db_setup: None, django_db_blocker) -> Iterator[str]:
    """One portal with a small city for all these tests: who searches changes nothing."""
    with committing(django_db_blocker), fresh_indexes(), processes() as start:
        build_city()
        yield start_web(start)


def query(page: Page) -> dict[str, list[str]]:
    return parse_qs(urlsplit(page.url).query)


def heading(page: Page, text: str) -> None:
    expect(page.locator("main h1")).to_have_text(text)


def test_by_finger_on_a_phone(open_context) -> None:
    page: Page = open_context(phone=True)
    page.goto("/")
    urls = asked(page)
    words(page).tap()
    words(page).press_sequentially("t")
    words(page).press_sequentially("ho h")
    expect(options(page).first).to_contain_text("Thợ hàn")
    assert not [url for url in urls if url.endswith("q=t")], "one letter asks for nothing"
    options(page).first.tap()
    heading(page, f"{WELDERS} việc làm")
    assert query(page)["q"] == ["Thợ hàn"]
    assert page.evaluate("document.documentElement.scrollWidth") <= 360

    page.locator(".chip", has_text="Thợ hàn").tap()
    heading(page, f"{WELDERS + 2} việc làm")
    expect(words(page)).to_have_value("")
    page.go_back()
    heading(page, f"{WELDERS} việc làm")

    # Two values of one list: each keeps its count.
    shift = page.locator("#filter-shift label")
    page.get_by_role("link", name="Bộ lọc").tap()
    for value, count in (("Ca ngày", DAY_SHIFTS), ("Ca đêm", NIGHT_SHIFTS)):
        expect(shift.filter(has_text=value).locator(".count")).to_have_text(str(count))
    shift.filter(has_text="Ca đêm").tap()
    page.get_by_role("button", name="Xem kết quả").tap()
    heading(page, f"{NIGHT_SHIFTS} việc làm")
    page.get_by_role("link", name="Bộ lọc").tap()
    expect(shift.filter(has_text="Ca ngày").locator(".count")).to_have_text(str(DAY_SHIFTS))
    shift.filter(has_text="Ca ngày").tap()
    page.get_by_role("button", name="Xem kết quả").tap()
    heading(page, f"{WELDERS} việc làm")
    assert query(page)["shift"] == ["day", "night"]

    # The place in the sheet of filters is offered as above.
    page.get_by_role("link", name="Bộ lọc").tap()
    page.locator("#filter-place").press_sequentially("tien l")
    expect(options(page).first).to_contain_text("Xã Tiên Lãng")
    options(page).first.tap()
    expect(page.locator("#filter-place")).to_have_value("Xã Tiên Lãng")
    page.locator("#filter-place").fill("")
    page.go_back()
    expect(page.locator("#filters")).to_be_hidden()
    page.get_by_role("link", name="Bộ lọc").tap()
    page.keyboard.press("Escape")
    expect(page.locator("#filters")).to_be_hidden()

    # The order holds on the next page, and on the way back from a vacancy.
    page.locator("#sort").select_option("pay")
    expect(page.locator("#results h2").first).to_have_text(BEST_PAID)
    page.get_by_role("link", name="Tiếp").tap()
    expect(page).to_have_url(re.compile("page=2"))
    assert query(page)["sort"] == ["pay"]
    expect(page.locator("#results h2")).to_have_count(WELDERS - 20)
    here = page.url
    page.locator("#results h2 a").first.tap()
    expect(page).to_have_url(re.compile("/viec-lam/"))
    page.go_back()
    expect(page).to_have_url(here)
    expect(words(page)).to_have_value("Thợ hàn")

    tabs = page.locator(".tabs a")
    expect(tabs).to_have_text([f"Việc làm {WELDERS}", "Khoá học 0", "Nước ngoài 0"])


def test_beside_long_names_kinds_and_counts_stay_whole(open_context) -> None:
    page: Page = open_context(phone=True)
    page.goto("/en/tim-viec/?q=tho+han#filters")
    long = "Sewing, embroidery and related workers in garment factories " * 2
    page.locator("#filter-shift .choice span:not(.count)").first.evaluate(
        "(e, text) => { e.textContent = text }", long
    )
    page.locator(".chip small").first.evaluate("(e, text) => { e.nextSibling.data = text }", long)
    short = page.locator("#filter-shift .choice .count").first, page.locator(".chip small").first
    for part in ("#filters", "#results"):
        page.evaluate("part => { location.hash = part }", part)
        for box in filter(None, (found.bounding_box() for found in short)):
            assert box["height"] < 24
        assert page.evaluate("document.documentElement.scrollWidth") <= 360


def test_by_keyboard_alone(open_context) -> None:
    page: Page = open_context()
    page.goto("/")
    until_focused(page, lambda: page.keyboard.press("Tab"), words(page))
    page.keyboard.type("tho han")
    box, said = words(page), page.locator(".search-box [role=status]").first
    expect(box).to_have_attribute("aria-expanded", "true")
    expect(box).to_have_attribute("role", "combobox")
    expect(said).to_have_text(re.compile(r"^\d+ gợi ý$"))
    many = options(page).count()
    assert many > 2

    def current(at: int) -> None:
        expect(box).to_have_attribute("aria-activedescendant", f"search-q-list-{at}")
        expect(page.locator(".suggestions [aria-selected=true]")).to_have_count(1)
        expect(options(page).nth(at)).to_have_attribute("aria-selected", "true")

    page.keyboard.press("ArrowDown")
    current(0)
    page.keyboard.press("ArrowDown")
    current(1)
    # Home and End go to the text, as in any field.
    for key, caret in (("Home", 0), ("End", 7)):
        page.keyboard.press(key)
        expect(box).not_to_have_attribute("aria-activedescendant", re.compile(""))
        assert box.evaluate("e => e.selectionStart") == caret
    page.keyboard.press("ArrowUp")
    current(many - 1)
    page.keyboard.press("Escape")
    expect(options(page)).to_have_count(0)
    expect(box).to_have_attribute("aria-expanded", "false")
    expect(box).to_have_value("tho han")
    page.keyboard.press("ArrowDown")
    expect(box).to_have_attribute("aria-expanded", "true")
    page.keyboard.press("Tab")
    expect(options(page)).to_have_count(0)

    until_focused(page, lambda: page.keyboard.press("Tab"), place(page))
    page.keyboard.type("an d")
    expect(options(page).first).to_contain_text("Phường An Dương")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(place(page)).to_have_value("Phường An Dương")
    expect(place(page)).to_be_focused()
    assert urlsplit(page.url).path == "/", "a place only fills its field"
    page.keyboard.press("Enter")
    heading(page, f"{WELDERS} việc làm")
    assert query(page) == {"q": ["tho han"], "place": ["Phường An Dương"]}

    # An organisation is searched for by its very name.
    words(page).fill("")
    place(page).fill("")
    words(page).focus()
    page.keyboard.type("dong tau song")
    expect(options(page).first).to_contain_text(YARD)
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    heading(page, f"{WELDERS} việc làm")
    assert query(page)["q"] == [f'"{YARD}"']


def test_late_and_lost_answers_stay_unseen(open_context) -> None:
    page: Page = open_context()
    page.goto("/")
    urls = asked(page)
    held = []
    page.route("**/goi-y/?q=tho%20han", lambda route: held.append(route))
    with page.expect_request("**/goi-y/?q=tho%20han"):
        words(page).fill("tho han")
    words(page).fill("ke toan")
    expect(options(page).first).to_contain_text("Kế toán")
    first = options(page).first.inner_text()
    held[0].continue_()
    # Had the late answer been heard, it were by now.
    page.evaluate("fetch('/healthz').then(answer => answer.text())")
    expect(options(page).first).to_have_text(first)
    # What was asked is known for as long as the page lives.
    words(page).press_sequentially(" zz")
    expect(options(page)).to_have_count(0)
    before = len(urls)
    words(page).fill("ke toan")
    expect(options(page).first).to_have_text(first)
    assert len(urls) == before

    # Without a network nothing is offered, and nothing is said.
    page.route("**/goi-y/**", lambda route: route.abort())
    with page.expect_event("requestfailed"):
        words(page).press_sequentially(" kho")
    expect(options(page)).to_have_count(0)
    expect(words(page)).to_have_value("ke toan kho")


def test_who_is_told_to_wait_asks_no_more(open_context, start_process) -> None:
    page: Page = open_context(phone=True)
    cache.clear()  # of what was counted before
    page.goto(start_web(start_process, RATE_SUGGEST="1/minute"))
    urls = asked(page)
    words(page).press_sequentially("tho h")
    expect(options(page).first).to_contain_text("Thợ hàn")
    with page.expect_response(lambda answer: answer.status == 429):
        words(page).press_sequentially("an")
    expect(options(page)).to_have_count(0)
    words(page).fill("tho h")
    expect(options(page).first).to_contain_text("Thợ hàn")
    words(page).fill("ke toan")
    expect(options(page)).to_have_count(0)
    assert len(urls) == 2
    words(page).fill("tho han")
    page.keyboard.press("Enter")
    heading(page, f"{WELDERS} việc làm")


def test_without_script(open_context) -> None:
    page: Page = open_context(phone=True, script=False)
    page.goto("/")
    expect(page.locator("[data-near]")).to_be_hidden()
    expect(words(page)).not_to_have_attribute("role", "combobox")
    words(page).fill("tho han")
    place(page).fill("an duong")
    page.locator(".search-box button[type=submit]").tap()
    heading(page, f"{WELDERS} việc làm")
    page.locator(".chip-choice", has_text="Huyện An Dương").tap()
    expect(page).to_have_url(re.compile("place=district-an-duong"))
    heading(page, f"{WELDERS} việc làm")
    page.get_by_role("link", name="Bộ lọc").tap()
    page.locator("#filter-shift label", has_text="Ca đêm").tap()
    page.get_by_role("button", name="Xem kết quả").tap()
    heading(page, f"{NIGHT_SHIFTS} việc làm")
    page.locator("#sort").select_option("pay")
    page.get_by_role("button", name="Sắp xếp").tap()
    expect(page).to_have_url(re.compile("sort=pay"))
    page.locator(".chip", has_text="Ca đêm").tap()
    page.get_by_role("link", name="Tiếp").tap()
    expect(page).to_have_url(re.compile("page=2"))
    assert query(page)["sort"] == ["pay"]


@pytest.mark.parametrize("script", [True, False])
def test_nothing_found_says_what_is_shown_instead(open_context, script: bool) -> None:
    page: Page = open_context(phone=True, script=script)
    page.goto("/tim-viec/?q=th%E1%BB%A3+h%C3%A0n&place=11948")
    told = page.locator(".asked-otherwise")
    expect(told).to_contain_text("hiển thị kết quả ở khắp nơi")
    heading(page, f"{WELDERS} việc làm")
    expect(page.locator("#results h2").first).to_be_visible()
    page.goto("/tim-viec/?q=thowj+hanf")
    expect(told).to_contain_text("“thowj hanf” được hiểu là “thợ hàn”")
    heading(page, f"{WELDERS} việc làm")


def test_near_me(open_context) -> None:
    page: Page = open_context(phone=True, geolocation=IN_AN_DUONG, permissions=["geolocation"])
    page.goto("/")
    place(page).fill("Tiên Lãng")
    page.get_by_role("button", name="Gần tôi").tap()
    heading(page, f"{WELDERS} việc làm")
    sent = query(page)
    assert sent["lat"] == ["20.862"], "no finer than about 100 metres"
    assert sent["lon"] == ["106.596"]
    assert sent["radius_km"] == ["10"]
    assert sent["sort"] == ["distance"]
    assert "place" not in sent or sent["place"] == [""]
    expect(page.locator("#results")).to_contain_text("km")
    # Who then names a place means that one.
    place(page).fill("Xã Tiên Lãng")
    page.locator(".search-box button[type=submit]").tap()
    heading(page, "1 việc làm")
    assert "lat" not in query(page)


def test_near_me_refused(open_context) -> None:
    page: Page = open_context(phone=True)
    page.goto("/tim-viec/")
    page.get_by_role("button", name="Gần tôi").tap()
    expect(page.locator("#search-near-failed")).to_be_visible()
    expect(place(page)).to_be_focused()
    expect(place(page)).to_have_attribute("aria-describedby", "search-near-failed")
    expect(page.get_by_role("button", name="Gần tôi")).to_be_enabled()
    assert urlsplit(page.url).query == ""


@pytest.mark.parametrize("phone", [True, False])
def test_in_english_and_sound_for_screen_readers(open_context, phone: bool) -> None:
    page: Page = open_context(phone=phone, reduced_motion="reduce")
    for address, typed, first in (
        ("/", "tho h", "Thợ hàn"),
        ("/en/", "weld", "Welder"),
        ("/en/tim-viec/", "tho h", "Welder"),
    ):
        page.goto(address)
        words(page).press_sequentially(typed)
        expect(options(page).first).to_contain_text(first)
        page.keyboard.press("ArrowDown")
        expect(words(page)).to_have_attribute("aria-activedescendant", "search-q-list-0")
        page.evaluate(AXE.read_text())
        found = page.evaluate(RUN_AXE, None)
        assert not [v for v in found if v[0] in GRAVE], (address, found)
        assert not [v for v in found if v[1].startswith("aria")], (address, found)
    said = page.locator(".search-box [role=status]").first
    expect(said).to_have_text(re.compile(r"^\d+ suggestions$"))
    page.keyboard.press("Enter")
    heading(page, f"{WELDERS} jobs")
    assert unquote_plus(page.url).endswith("/en/tim-viec/?q=Welder&place=")
