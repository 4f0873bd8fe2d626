"""Typed words that a form turns into rows of the lists, asking back where they are not clear."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from frontend.forms import meanings
from frontend.forms.base import LineField, choice_field
from frontend.forms.meanings import Meanings
from portal.reference.models import IndustrialPark, Unit

# What is read of a text; the rest would only cost time.
READ = 300


class OfferedField(forms.ChoiceField):
    """Radios for what a text may mean. A choice that no longer belongs to the text is dropped:
    the form then asks again."""

    widget = forms.RadioSelect

    def __init__(self, **kwargs: Any) -> None:
        # Shown as needed; whether it is, the form decides in `clean`.
        super().__init__(required=True, **kwargs)

    def clean(self, value: Any) -> str:
        text = self.to_python(value)
        return text if self.valid_value(text) else ""


class PlaceForm(forms.Form):
    """A place as free text. `place_code` asks which one is meant where the text is not clear."""

    read_place: Callable[[str], Meanings] = staticmethod(meanings.workplaces)

    place = LineField(
        label=gettext_lazy("Ward, commune or industrial park"),
        help_text=gettext_lazy("For example Tiên Lãng or KCN Tràng Duệ; old districts work too."),
        max_length=150,
        required=False,
    )
    place_code = OfferedField(label=gettext_lazy("Which place do you mean?"))

    def __init__(self, *args: Any, kept_place: str = "", **kwargs: Any) -> None:
        """`kept_place` is the text of the stored place, which stays while nobody changes it."""
        super().__init__(*args, **kwargs)
        self.kept_place = kept_place
        self.read_as = self.read_place(str(self["place"].value() or "")[:READ])
        asks = self.is_bound and not self.read_as.sure
        choice_field(self, "place_code").choices = self.read_as.choices if asks else ()

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if data.get("place") and data["place"] != self.kept_place:
            code = data["place_code"] or self.read_as.sure
            if code:
                data |= {"place_code": code, "place": meanings.place_label(code)}
            elif self.read_as.choices:
                text = _("This may be several places. Choose one.")
                if not self.read_as.known:
                    text = _("We know no such place. Choose what is meant, or write another one.")
                self.add_error("place_code", text)
                # Not understood either, until it is told which one is meant.
                del data["place"]
            else:
                message = _("We know no such place. Write a ward, commune or industrial park.")
                self.add_error("place", message)
        return data

    def place_values(self) -> dict[str, Any]:
        """`unit` and `industrial_park`; nothing where the stored place stays."""
        if self.cleaned_data["place"] == self.kept_place:
            return {}
        code = self.cleaned_data["place_code"]
        park = IndustrialPark.objects.select_related("unit").filter(pk=code).first()
        unit = park.unit if park else Unit.objects.filter(pk=code).first()
        return {"unit": unit, "industrial_park": park}


def _tick_above(word: str) -> str:
    text = _("“%(word)s” may mean several things. Tick above what you mean.")
    return text % {"word": word}


class Ticked:
    """Checkboxes for rows of a list, and a field for words: what they mean beyond doubt is taken,
    what is not clear is offered as further checkboxes."""

    def __init__(
        self,
        form: forms.Form,
        field: str,
        words: str,
        *,
        find: Callable[[str], Meanings],
        proposed: Iterable[tuple[str, str]],
        labels: Mapping[str, str],
        none: str = "",
    ) -> None:
        """`labels` name what may be ticked beyond what is proposed; `none` is the code for none of
        these, which comes last."""
        self.form, self.field, self.words = form, field, words
        typed = str(form[words].value() or "")[:READ]
        self.typed = self.read(typed, find) if form.is_bound else {}
        ticked = [str(code) for code in form[field].value() or ()]
        offered = dict(proposed) | {c: labels[c] for c in ticked if c in labels}
        for meant in self.typed.values():
            if not meant.sure:
                offered |= dict(meant.choices)
        chosen_first = {c: offered[c] for c in ticked if c in offered}
        choices = (chosen_first | offered).items()
        choice_field(form, field).choices = sorted(choices, key=lambda choice: choice[0] == none)

    def read(self, typed: str, find: Callable[[str], Meanings]) -> dict[str, Meanings]:
        """What each of the words typed may mean."""
        return meanings.each_word(typed, find)

    def clean(
        self, unknown: Callable[[str], str], several: Callable[[str], str] = _tick_above
    ) -> None:
        """Adds what the words mean to the codes that are ticked; `unknown` is the message for a
        word that nothing is called, `several` for one that may mean several things."""
        data = self.form.cleaned_data
        ticked = list(data.get(self.field, ()))
        for word, meant in self.typed.items():
            if meant.sure:
                ticked.append(meant.sure)
            elif meant.codes.isdisjoint(ticked):
                clear = meant.known and meant.choices
                self.form.add_error(self.words, (several if clear else unknown)(word))
        if self.field in data:
            data[self.field] = list(dict.fromkeys(ticked))
