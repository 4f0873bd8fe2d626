"""Form fields that take what people here type."""

import re
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from frontend import formats

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
# Written in the right order; 11/24/2026 is not.
_DAY = re.compile(r"(?:0?[1-9]|[12]\d|3[01])/(?:0?[1-9]|1[0-2])/[1-9]\d{3}")
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


class MoneyField(forms.IntegerField):
    """Whole VND, in any way that `parse_money` reads."""

    widget = forms.TextInput
    default_error_messages = {
        "invalid": _("Write an amount in VND, as 8,000,000 or 8 million."),
    }

    def __init__(
        self, *, min_value: int = 0, max_value: int = 2_000_000_000, **kwargs: Any
    ) -> None:
        super().__init__(min_value=min_value, max_value=max_value, **kwargs)

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return {"autocomplete": "off"}

    def to_python(self, value: Any) -> int | None:
        if value in self.empty_values:
            return None
        if isinstance(value, int):
            return value
        try:
            return parse_money(str(value))
        except ValueError:
            raise forms.ValidationError(self.error_messages["invalid"], code="invalid") from None

    def prepare_value(self, value: Any) -> Any:
        return formats.number(value) if isinstance(value, int) else value


class DayField(forms.DateField):
    """A date typed as dd/mm/yyyy: quicker than a calendar for a birthday."""

    widget = forms.DateInput(
        format="%d/%m/%Y", attrs={"placeholder": _("dd/mm/yyyy"), "autocomplete": "off"}
    )
    default_error_messages = {
        "invalid": _("Write the date as day/month/year, for example %(example)s."),
        "no_such_day": _("There is no such day. Look at the day and the month again."),
    }

    def __init__(self, *, example: str = "", **kwargs: Any) -> None:
        """`example` is a likely date as one writes it; else one that is still to come is shown."""
        super().__init__(**kwargs)
        self.widget.attrs["inputmode"] = "numeric"
        self.example = example

    def to_python(self, value: Any) -> date | None:
        try:
            return super().to_python(value)
        except forms.ValidationError as error:
            if _DAY.fullmatch(str(value).strip()):
                raise forms.ValidationError(
                    self.error_messages["no_such_day"], code="no_such_day"
                ) from error
            example = self.example or f"31/12/{timezone.localdate().year + 1}"
            raise forms.ValidationError(
                self.error_messages["invalid"], code="invalid", params={"example": example}
            ) from error
