"""Forms of the pages on what people search for."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from frontend.forms import meanings
from frontend.forms.asking import READ, OfferedField
from frontend.forms.base import LineField, ServiceForm, choice_field
from frontend.forms.meanings import Meanings
from frontend.forms.seeker.trades import trades
from portal.search.models import Synonym

PERIODS = {
    "7": _("7 days"),
    "30": _("30 days"),
    "90": _("3 months"),
    "365": _("12 months"),
}
DEFAULT_PERIOD = "30"
_READERS: dict[str, Callable[[str], Meanings]] = {
    Synonym.Kind.OCCUPATION: trades,
    Synonym.Kind.SKILL: meanings.skills,
    Synonym.Kind.PLACE: meanings.areas,
}


class QuestionFilter(forms.Form):
    """Since when, and where people searched; whatever is typed into the address falls back."""

    days = forms.ChoiceField(label=_("Period"), required=False, choices=list(PERIODS.items()))
    place = forms.ChoiceField(label=_("Place"), required=False)
    show = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, data: Any, places: list[tuple[str, str]]) -> None:
        data = data.copy()
        if data.get("days") not in PERIODS:
            data["days"] = DEFAULT_PERIOD
        super().__init__(data)
        choice_field(self, "place").choices = [("", _("Anywhere")), *places]

    @property
    def since(self) -> date:
        return timezone.localdate() - timedelta(days=int(self.data["days"]))

    @property
    def chosen_place(self) -> str:
        self.is_valid()
        return self.cleaned_data.get("place", "")


class SynonymForm(ServiceForm):
    """Own words for something in the lists, which is named as people name it. `concept` asks
    which one is meant where the name is not clear."""

    phrase = LineField(
        label=_("What people type"),
        max_length=80,
        help_text=_("For example “thợ bả ma tít”, with tone marks: without them it is found too."),
        widget=forms.TextInput(attrs={"autocapitalize": "none"}),
    )
    kind = forms.ChoiceField(
        label=_("What kind of thing it is"),
        choices=Synonym.Kind.choices,
        widget=forms.RadioSelect,
        initial=Synonym.Kind.OCCUPATION,
        error_messages={"required": _("Choose a kind.")},
    )
    name = LineField(
        label=_("What it means, by its name in our lists"),
        max_length=150,
        help_text=_("For example “thợ sơn”, “hàn TIG” or “An Dương”."),
    )
    concept = OfferedField(label=_("Which one do you mean?"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.read_as = self._read() if self.is_bound else Meanings()
        asks = not self.read_as.sure
        choice_field(self, "concept").choices = self.read_as.choices if asks else ()

    def _read(self) -> Meanings:
        reader = _READERS.get(self["kind"].value())
        text = str(self["name"].value() or "")[:READ]
        return reader(text) if reader and text.strip() else Meanings()

    @property
    def asks(self) -> bool:
        return bool(choice_field(self, "concept").choices)

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        concept = data.pop("concept", "") or self.read_as.sure
        if concept:
            data["concept"] = concept
        elif self.asks:
            self.add_error("concept", _("Choose what it means."))
        elif "name" in data and "kind" in data:
            self.add_error("name", _("Nothing in this list is called so."))
        return data
