"""Money, distance, dates and phones as people here read them, and in English."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from django.utils import timezone, translation

from frontend import formats

START, END = formats.FOUND_START, formats.FOUND_END


@pytest.fixture(autouse=True)
def _vietnamese():
    with translation.override("vi"):
        yield


def today(days: int = 0) -> date:
    return timezone.localdate() + timedelta(days=days)


@pytest.mark.parametrize(
    ("value", "decimals", "text"),
    [
        (None, 0, ""),
        (0, 0, "0"),
        (999, 0, "999"),
        (12500, 0, "12.500"),
        (1234567, 0, "1.234.567"),
        (3.5, 1, "3,5"),
        (3.04, 1, "3"),
        (100, 1, "100"),
        (1200.5, 2, "1.200,5"),
        (Decimal("0.1") + Decimal("0.2"), 2, "0,3"),
        (-1500, 0, "-1.500"),
    ],
)
def test_number(value: float | None, decimals: int, text: str) -> None:
    assert formats.number(value, decimals) == text


def test_number_in_english() -> None:
    with translation.override("en"):
        assert formats.number(12500) == "12,500"
        assert formats.number(3.5, 1) == "3.5"


def test_money() -> None:
    assert formats.money(12_500_000) == "12.500.000 đ"
    assert formats.money(0) == "0 đ"
    assert formats.money(None) == ""


@pytest.mark.parametrize(
    ("ends", "unit", "text"),
    [
        ((8_000_000, 12_000_000), "month", "8–12 triệu đ/tháng"),
        ((7_500_000, None), "month", "từ 7,5 triệu đ/tháng"),
        ((None, 12_000_000), "month", "đến 12 triệu đ/tháng"),
        ((9_000_000, 9_000_000), "month", "9 triệu đ/tháng"),
        ((4_960_000, 5_000_000), "month", "4,96–5 triệu đ/tháng"),
        ((250_000, 300_000), "day", "250.000–300.000 đ/ngày"),
        ((None, 28_000), "hour", "đến 28.000 đ/giờ"),
        ((None, None), "month", "Lương thoả thuận"),
    ],
)
def test_pay(ends: tuple, unit: str, text: str) -> None:
    assert formats.pay(*ends, unit) == text


def test_money_in_english() -> None:
    with translation.override("en"):
        assert formats.money(12_500_000) == "12,500,000 VND"
        assert formats.pay(7_500_000, 12_000_000) == "7.5–12 million VND/month"
        assert formats.pay(None, 28_000, "hour") == "up to 28,000 VND/hour"


def test_fee() -> None:
    assert [formats.fee(v) for v in (None, 0, 3_200_000)] == ["", "Miễn phí", "3.200.000 đ"]


@pytest.mark.parametrize(
    ("km", "text"),
    [
        (None, ""),
        (0, "dưới 1 km"),
        (0.99, "dưới 1 km"),
        (1, "1 km"),
        (6.2, "6 km"),
        (1200, "1.200 km"),
    ],
)
def test_distance(km: float | None, text: str) -> None:
    assert formats.distance(km) == text


def test_day_names_the_year_only_when_it_is_another() -> None:
    assert formats.day(date(today().year, 3, 7)).endswith(" 07/03")
    assert formats.day(date(2031, 5, 4)) == "Chủ nhật 04/05/2031"
    assert formats.day(date(2030, 12, 31)).startswith("thứ Ba")
    assert formats.day(None) == ""


def test_days_are_those_of_hai_phong() -> None:
    late = datetime(2031, 5, 3, 20, 0, tzinfo=UTC)  # already the 4th here
    assert formats.day(late) == formats.day(date(2031, 5, 4))


@pytest.mark.parametrize(
    ("days", "text"),
    [(-1, "đã hết hạn"), (0, "hôm nay là hạn cuối"), (1, "còn 1 ngày"), (3, "còn 3 ngày")],
)
def test_days_left(days: int, text: str) -> None:
    assert formats.days_left(today(days)) == text


def test_days_left_of_nothing() -> None:
    assert formats.days_left(None) == ""


@pytest.mark.parametrize(
    ("days", "text"),
    [
        (-2, "hôm nay"),
        (0, "hôm nay"),
        (1, "hôm qua"),
        (5, "5 ngày trước"),
        (13, "13 ngày trước"),
        (14, "2 tuần trước"),
        (59, "8 tuần trước"),
        (60, "2 tháng trước"),
    ],
)
def test_ago(days: int, text: str) -> None:
    assert formats.ago(today(-days)) == text


def test_plurals_in_english() -> None:
    with translation.override("en"):
        assert formats.ago(today(-1)) == "yesterday"
        assert formats.ago(today(-14)) == "2 weeks ago"
        assert formats.days_left(today(1)) == "1 day left"
        assert formats.duration(60) == "1 minute"
        assert formats.duration(7200) == "2 hours"


@pytest.mark.parametrize(
    ("seconds", "text"),
    [
        (None, ""),
        (0, "0 giây"),
        (59.9, "59 giây"),
        (60, "1 phút"),
        (3599, "59 phút"),
        (3600, "1 giờ"),
        (47 * 3600, "47 giờ"),
        (48 * 3600, "2 ngày"),
        (2000 * 86400, "2.000 ngày"),
    ],
)
def test_duration(seconds: float | None, text: str) -> None:
    assert formats.duration(seconds) == text


@pytest.mark.parametrize(
    ("number", "text"),
    [
        ("+84912345678", "0912 345 678"),
        ("0912345678", "0912 345 678"),
        ("+842253822616", "0225 3822 616"),
        ("+819012345678", "+81 90-1234-5678"),
        ("gọi cô Hoa", "gọi cô Hoa"),
        ("", ""),
        (None, ""),
    ],
)
def test_phone(number: str | None, text: str) -> None:
    assert formats.phone(number) == text


def test_a_fit_has_a_word_for_each_score() -> None:
    words = [formats.fit_word(score) for score in range(101)]
    assert len(dict.fromkeys(words)) == 4
    assert [words.index(word) for word in dict.fromkeys(words)] == [0, 40, 60, 80]


@pytest.mark.parametrize(
    ("text", "html"),
    [
        (f"Thợ {START}hàn{END} 3G", "Thợ <mark>hàn</mark> 3G"),
        (f"<b>{START}x{END}</b>", "&lt;b&gt;<mark>x</mark>&lt;/b&gt;"),
        (f"{START}nửa", "nửa"),
        (f"{END}nửa{END}", "nửa"),
        ("<script>alert(1)</script>", "&lt;script&gt;alert(1)&lt;/script&gt;"),
    ],
)
def test_highlight_marks_and_escapes(text: str, html: str) -> None:
    assert formats.highlight(text) == html


def test_marks_in_the_wrong_order_leave_no_tag_open() -> None:
    html = formats.highlight(f"{END}a{START}")
    assert html.count("<mark>") == html.count("</mark>") == 0
