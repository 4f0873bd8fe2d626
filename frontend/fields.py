"""Form fields that take what people here type."""

import re
from datetime import date
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from frontend import formats
from portal.money import parse_money

# Written in the right order; 11/24/2026 is not.
_DAY = re.compile(r"(?:0?[1-9]|[12]\d|3[01])/(?:0?[1-9]|1[0-2])/[1-9]\d{3}")


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
