"""Phones and e-mail addresses as people type them."""

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from portal.accounts.contacts import Contact, parse_contact, parse_mobile, parse_phone

WRITTEN = [
    "0912345678",
    "0912 345 678",
    "0912.345.678",
    "0912-345-678",
    "0912‐345‐678",
    "(0912) 345 678",
    "0912\u00a0345\u00a0678",
    "\u202a0912 345 678\u202c",
    "+84912345678",
    "+84 912 345 678",
    "+84 (0) 912 345 678",
    "+84-0912.345.678",
    "84912345678",
    "84 912 345 678",
    "840912345678",
    "0084 912 345 678",
    "０９１２ ３４５ ６７８",
    "＋８４ ９１２ ３４５ ６７８",
]


@pytest.mark.parametrize("text", WRITTEN)
def test_every_way_of_writing_is_one_number(text: str) -> None:
    assert parse_phone(text) == "+84912345678"
    assert parse_contact(f"  {text}\n") == Contact(phone="+84912345678")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("0168 123 4567", "+84381234567"),
        ("+84 168 123 4567", "+84381234567"),
        ("0120 123 4567", "+84701234567"),
        ("0123.123.4567", "+84831234567"),
        ("01991234567", "+84591234567"),
    ],
)
def test_numbers_of_eleven_digits_become_those_of_today(old: str, new: str) -> None:
    assert parse_phone(old) == new


@pytest.mark.parametrize("text", ["+81 90-1234-5678", "+82 10 1234 5678"])
def test_numbers_from_abroad_keep_their_country(text: str) -> None:
    assert parse_mobile(text).startswith(text[:3])


@pytest.mark.parametrize(
    "text", ["", "091234567", "09123456789", "1234", "abc", "+84", "0912 345 67x", "0" * 400, "\0"]
)
def test_what_is_no_number_is_refused(text: str) -> None:
    with pytest.raises(ValidationError):
        parse_phone(text)


def test_a_landline_is_a_number_but_receives_no_code() -> None:
    assert parse_phone("0225 3822 616") == "+842253822616"
    with pytest.raises(ValidationError) as error:
        parse_mobile("0225 3822 616")
    assert error.value.code == "landline"


def test_an_address_is_lower_case_whatever_was_typed() -> None:
    assert parse_contact(" Lan.Pham@Gmail.com ") == Contact(email="lan.pham@gmail.com")
    assert parse_contact("ｌａｎ＠gmail.com") == Contact(email="lan@gmail.com")


@pytest.mark.parametrize("text", ["lan@", "lan@gmail", "@gmail.com", "lan", "Nguyễn Văn A", "💥"])
def test_what_is_neither_says_how_to_write_it(text: str) -> None:
    with pytest.raises(ValidationError) as error:
        parse_contact(text)
    assert "@" in error.value.messages[0]


@given(st.text(max_size=300))
def test_nothing_but_a_validation_error_comes_out(text: str) -> None:
    try:
        contact = parse_contact(text)
    except ValidationError:
        return
    assert bool(contact.phone) != bool(contact.email)
