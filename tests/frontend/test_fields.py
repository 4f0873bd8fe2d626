"""Form fields that take what people here type."""

from datetime import date

import pytest
from django import forms
from django.utils import translation

from frontend.fields import DayField, MoneyField
from frontend.forms.organisation.profile import ProfileForm
from frontend.forms.seeker.person import PersonForm
from frontend.forms.seeker.work import ExperienceForm
from portal.people.models import Person


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


@pytest.mark.parametrize("typed", ["11/24/2026", "mai", "24/11", "0/0/0", "9" * 99])
def test_what_is_no_day_is_said_with_an_example(typed: str) -> None:
    form = Form({"day": typed})
    assert not form.is_valid()
    assert "ví dụ 31/12/20" in form.errors["day"][0]


def test_a_day_is_shown_as_it_is_typed() -> None:
    html = str(Form(initial={"day": date(2026, 11, 4)})["day"])
    assert 'value="04/11/2026"' in html
    assert 'inputmode="numeric"' in html


@pytest.mark.parametrize("typed", ["31/02/1974", "29/2/2023", "31/4/2020"])
def test_a_day_that_does_not_exist_is_told_so(typed: str) -> None:
    assert Form({"day": typed}).errors["day"] == ["Không có ngày này. Hãy xem lại ngày và tháng."]


@pytest.mark.django_db
def test_an_example_of_a_date_is_one_that_could_be_meant() -> None:
    assert date.today().year < int(Form({"day": "mai"}).errors["day"][0][-5:-1])
    born = PersonForm({"birth_date": "mai"}, person=Person())
    assert "17/05/1974" in born.errors["birth_date"][0]


def test_a_date_shows_how_it_is_written() -> None:
    assert 'placeholder="ngày/tháng/năm"' in str(Form()["day"])
    with translation.override("en"):
        assert 'placeholder="dd/mm/yyyy"' in str(Form()["day"])


@pytest.mark.django_db
def test_limits_and_addresses_are_told_in_plain_words() -> None:
    work = ExperienceForm({"title": "Thợ hàn", "years": "-1", "months": "12"})
    assert work.errors["years"] == ["Hãy ghi từ 0 trở lên."]
    assert work.errors["months"] == ["Hãy ghi từ 11 trở xuống."]
    profile = ProfileForm({"email": "x", "website": "x y"})
    assert "ten@example.com" in profile.errors["email"][0]
    assert "www.example.com" in profile.errors["website"][0]
