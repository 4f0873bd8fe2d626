"""Form fields that take what people here type."""

from datetime import date

import pytest
from django import forms
from django.utils import translation

from frontend.fields import DayField, MoneyField


class Form(forms.Form):
    pay = MoneyField(required=False, max_value=100_000_000)
    day = DayField(required=False)


@pytest.fixture(autouse=True)
def _vietnamese():
    with translation.override("vi"):
        yield


@pytest.mark.parametrize(
    ("typed", "vnd"),
    [
        ("12.500.000", 12_500_000),
        ("12,500,000", 12_500_000),
        ("12 500 000", 12_500_000),
        ("12500000", 12_500_000),
        ("12.500.000 đ", 12_500_000),
        ("12.500.000 ₫", 12_500_000),
        ("12.500.000 VNĐ", 12_500_000),
        ("12,5 triệu", 12_500_000),
        ("12.5 triệu", 12_500_000),
        ("12,5 trieu", 12_500_000),
        ("12tr5", 12_500_000),
        ("8tr", 8_000_000),
        ("8 Triệu", 8_000_000),
        ("8 triệu đồng", 8_000_000),
        ("8tr5", 8_500_000),
        ("8 củ", 8_000_000),
        ("500k", 500_000),
        ("500 nghìn", 500_000),
        ("8 million", 8_000_000),
        ("8.5 Million", 8_500_000),
        ("8 million VND", 8_000_000),
        ("8m", 8_000_000),
        ("8m VND", 8_000_000),
        ("VND 8,000,000", 8_000_000),
        ("VND8m", 8_000_000),
        ("8,000,000 VND", 8_000_000),
        ("₫ 8.000.000", 8_000_000),
        ("500 thousand", 500_000),
        (" 8 triệu ", 8_000_000),
        ("0", 0),
        ("", None),
    ],
)
@pytest.mark.parametrize("language", ["vi", "en"])
def test_money_as_people_write_it(typed: str, vnd: int | None, language: str) -> None:
    with translation.override(language):
        form = Form({"pay": typed})
        assert form.is_valid(), form.errors
        assert form.cleaned_data["pay"] == vnd


@pytest.mark.parametrize(
    "typed",
    [
        "tám triệu",
        "8 chỉ",
        "-5",
        "12.50",
        "1,2,3",
        "8tr5000",
        "0,0000001 triệu",
        "1e9",
        "8 triệu / tháng",
        "9" * 400,
        "<b>8</b>",
        "8\0",
        "101 triệu",
        "101 million",
        "$8,000",
        "VND",
        "😀",
        "½",
    ],
)
def test_what_is_no_amount_is_said_and_kept(typed: str) -> None:
    form = Form({"pay": typed})
    assert not form.is_valid()
    assert len(form.errors["pay"]) == 1
    assert form["pay"].value() == typed


def test_an_amount_is_shown_grouped_as_the_language_does() -> None:
    form = Form(initial={"pay": 12_500_000})
    assert 'value="12.500.000"' in str(form["pay"])
    with translation.override("en"):
        assert 'value="12,500,000"' in str(form["pay"])


def test_the_example_is_in_the_language_of_the_page() -> None:
    assert "8.000.000 hoặc 8 triệu" in Form({"pay": "x"}).errors["pay"][0]
    with translation.override("en"):
        assert "8,000,000 or 8 million" in Form({"pay": "x"}).errors["pay"][0]


@pytest.mark.parametrize("typed", ["24/11/2026", "24-11-2026", "24.11.2026", "2026-11-24"])
def test_a_day_as_people_write_it(typed: str) -> None:
    form = Form({"day": typed})
    assert form.is_valid()
    assert form.cleaned_data["day"] == date(2026, 11, 24)


@pytest.mark.parametrize("typed", ["31/02/2026", "11/24/2026", "mai", "24/11", "0/0/0", "9" * 99])
def test_what_is_no_day_is_said_with_an_example(typed: str) -> None:
    form = Form({"day": typed})
    assert not form.is_valid()
    assert "24/11/2026" in form.errors["day"][0]


def test_a_day_is_shown_as_it_is_typed() -> None:
    html = str(Form(initial={"day": date(2026, 11, 4)})["day"])
    assert 'value="04/11/2026"' in html
    assert 'inputmode="numeric"' in html
