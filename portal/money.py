"""Amounts as people here write them."""

import re
from decimal import Decimal, InvalidOperation

_UNITS = {
    "": 1, "đ": 1, "d": 1, "vnd": 1, "vnđ": 1, "dong": 1, "đồng": 1,
    "k": 1_000, "nghìn": 1_000, "ngàn": 1_000, "nghin": 1_000, "ngan": 1_000, "thousand": 1_000,
    "tr": 1_000_000, "triệu": 1_000_000, "trieu": 1_000_000, "củ": 1_000_000, "cu": 1_000_000,
    "m": 1_000_000, "mil": 1_000_000, "million": 1_000_000, "millions": 1_000_000,
}  # fmt: skip
_VND = "đ|d|₫|vnđ|vnd|đồng|dong"
_AMOUNT = re.compile(
    rf"(?:(?:{_VND})\s*)?(?P<figure>\d[\d.,\s]*?)"
    rf"\s*(?:(?P<unit>[^\W\d]+)(?P<rest>\d{{1,3}})?)?\s*(?:{_VND})?"
)
_GROUPED = re.compile(r"\d{1,3}(?:([.,\s])\d{3})(?:\1\d{3})*")


def parse_money(text: str) -> int:
    """VND from `12.500.000`, `12500000 đ`, `12,5 triệu`, `12tr5`, `500k`, and from `12,500,000`,
    `VND 12.5 million`, `12.5m`, whichever language the page is in; ValueError if none."""
    match = _AMOUNT.fullmatch(text.strip().lower())
    if not match or (match["unit"] or "") not in _UNITS:
        raise ValueError(text)
    figure, factor, rest = match["figure"].strip(), _UNITS[match["unit"] or ""], match["rest"]
    if _GROUPED.fullmatch(figure):
        figure = re.sub(r"[.,\s]", "", figure)
    elif factor == 1 and re.search(r"[.,\s]", figure):
        raise ValueError(text)
    if rest:
        if factor == 1 or not figure.isdigit():
            raise ValueError(text)
        figure = f"{figure}.{rest}"
    try:
        amount = Decimal(figure.replace(",", ".")) * factor
    except InvalidOperation as error:
        raise ValueError(text) from error
    if amount != int(amount):
        raise ValueError(text)
    return int(amount)
