"""The declaration of whom an organisation will need in half a year."""

from collections.abc import Collection
from datetime import date
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from frontend import formats
from frontend.forms.base import LineField, ServiceForm
from frontend.forms.seeker.trades import trades
from jobs.needs.models import MOST_NEEDED, HiringNeed
from jobs.needs.services import periods_on_offer
from portal.reference.models import Occupation

ROWS = 8


class HiringNeedForm(ServiceForm):
    """A half-year, and rows of an occupation and how many people; rows left empty count nothing."""

    shown_at: ClassVar[dict[str, str]] = {"rows": "occupation_1"}

    period = forms.ChoiceField(label=gettext_lazy("For which half-year"), widget=forms.RadioSelect)
    opened = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(
        self,
        *args: Any,
        need: HiringNeed | None = None,
        declared: Collection[date] = (),
        **kwargs: Any,
    ) -> None:
        """`need` is what was declared for the half-year that is shown; `declared` begins each
        half-year for which something was."""
        self.declared = declared
        stored = list(need.rows.select_related("occupation")) if need else []
        offered = periods_on_offer()
        initial: dict[str, Any] = {
            "period": (need.period_from if need else offered[-1][0]).isoformat(),
            "opened": need.period_from.isoformat() if need else "",
        }
        for n, row in enumerate(stored, 1):
            initial |= {f"occupation_{n}": row.occupation.label, f"number_{n}": row.number}
        super().__init__(*args, initial=initial, **kwargs)
        self.numbers = range(1, max(ROWS, len(stored) + 2) + 1)
        self.fields["period"].choices = [  # type: ignore[attr-defined]
            (first.isoformat(), f"{formats.day(first)} – {formats.day(last)}")
            for first, last in offered
        ]
        for n in self.numbers:
            self.fields[f"occupation_{n}"] = LineField(
                label=_("Occupation %(n)s") % {"n": n}, max_length=150, required=False
            )
            self.fields[f"number_{n}"] = forms.IntegerField(
                label=_("How many people"), min_value=1, max_value=MOST_NEEDED, required=False
            )
        self.found: list[tuple[str, int]] = []

    @property
    def pairs(self) -> list[tuple[forms.BoundField, forms.BoundField]]:
        """The two fields of each row."""
        return [(self[f"occupation_{n}"], self[f"number_{n}"]) for n in self.numbers]

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        period = data.get("period")
        if period and period != data["opened"] and date.fromisoformat(period) in self.declared:
            message = _("This half-year is declared already. Open it below, and change it there.")
            self.add_error("period", message)
        for n in self.numbers:
            words, number = data.get(f"occupation_{n}", ""), data.get(f"number_{n}")
            if not words:
                if number:
                    self.add_error(f"occupation_{n}", _("Say which occupation."))
                continue
            code = self._meant(n, words)
            if number is None and f"number_{n}" in data:
                self.add_error(f"number_{n}", _("Write how many people of each."))
            elif code and number:
                self.found.append((code, number))
        return data

    def _meant(self, n: int, words: str) -> str:
        """The occupation that is called so; else the names that are near it are told."""
        meant = trades(words)
        if meant.sure:
            return meant.sure
        names = ", ".join(label for _code, label in meant.choices)
        text = _("Write it as one of these: %(names)s.") % {"names": names}
        self.add_error(
            f"occupation_{n}",
            text if names else _("We know no such occupation. Name it in other words."),
        )
        return ""

    def refuse(self, error: ValidationError) -> None:
        """What is wrong with a row tells more than what the rows lack as a whole."""
        by_field = getattr(error, "error_dict", {})
        if self._rows_wrong and "rows" in by_field:
            del by_field["rows"]
        super().refuse(error)

    @property
    def _rows_wrong(self) -> bool:
        return any(name.startswith(("occupation_", "number_")) for name in self.errors)

    def period_from(self) -> date | None:
        """The first day of the half-year; None where it could not be read."""
        chosen = self.cleaned_data["period"]
        return date.fromisoformat(chosen) if chosen else None

    def rows(self) -> list[tuple[Occupation, int]]:
        """What the service takes."""
        known = Occupation.objects.in_bulk([code for code, _number in self.found])
        return [(known[code], number) for code, number in self.found]
