"""Step 5: where somebody would work, and how they get there."""

from collections.abc import Callable
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from frontend.forms import meanings
from frontend.forms.asking import READ, Ticked
from frontend.forms.base import LineField, from_model
from frontend.forms.meanings import Meanings
from frontend.forms.seeker.base import StepForm, wish_of
from frontend.forms.seeker.person import HomeForm
from portal.people.models import JobWish, Person
from portal.people.services import update_person, update_wish
from portal.reference.places import gazetteer

PLAIN = ("max_distance_km", "needs_dormitory", "needs_shuttle")
# Ticked where what was typed is none of the places we know.
LEFT_OUT = "left-out"


class TickedPlaces(Ticked):
    """Places to tick. A province that only says where the place before it lies is no wish."""

    def read(self, typed: str, find: Callable[[str], Meanings]) -> dict[str, Meanings]:
        meant: dict[str, Meanings] = {}
        before: set[str] = set()
        for word, found in super().read(typed, find).items():
            place = gazetteer().places.get(found.sure)
            if place is None or place.kind != "province" or place.code not in before:
                meant[word] = found
            places = gazetteer().places
            codes = (found.codes | {found.sure}) & places.keys()
            before = {places[code].province for code in codes}
        return meant


class CommuteForm(HomeForm, StepForm):
    """Wanted places and the daily way; home as well, if the first step was skipped."""

    step = "place"
    shown_at: ClassVar[dict[str, str]] = {"unit": "place", "places": "place_words"}
    field_order = ("place", "place_code", "places", "place_words", "max_distance_km")

    places = forms.MultipleChoiceField(
        label=gettext_lazy("Places where you would work"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    place_words = LineField(
        label=gettext_lazy("Add wards, communes, old districts or industrial parks"),
        help_text=gettext_lazy("With commas between: Thủy Nguyên, KCN Tràng Duệ"),
        required=False,
        max_length=READ,
    )
    max_distance_km = from_model(
        JobWish,
        "max_distance_km",
        help_text=gettext_lazy("From home to work, one way."),
        error_messages={"required": gettext_lazy("Write how many kilometres, for example 15.")},
    )
    needs_dormitory = from_model(JobWish, "needs_dormitory")
    needs_shuttle = from_model(JobWish, "needs_shuttle")

    def __init__(self, *args: Any, person: Person, **kwargs: Any) -> None:
        super().__init__(*args, person=person, **kwargs)
        self.asks_home = person.unit_id is None
        if not self.asks_home:
            del self.fields["place"], self.fields["place_code"]
        ticked = [str(code) for code in self["places"].value() or ()]
        self.ticked = TickedPlaces(
            self,
            "places",
            "place_words",
            find=self._area,
            proposed=(),
            labels={code: label for code in ticked if (label := meanings.place_label(code))},
            none=LEFT_OUT,
        )

    @staticmethod
    def _area(word: str) -> Meanings:
        """What a word may mean; one that names no place keeps nobody from going on."""
        found = meanings.areas(word)
        if found.known and found.choices:
            return found
        label = _("None of these: leave it out") if found.choices else _("Leave it out")
        return Meanings((*found.choices, (LEFT_OUT, label)), known=False)

    def initial_of(self, person: Person) -> dict[str, Any]:
        wish = wish_of(person)
        return {name: getattr(wish, name) for name in (*PLAIN, "places")}

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        self.ticked.clean(
            lambda word: (
                _("We know no place “%(word)s”. Tick above what comes nearest, or leave it out.")
                % {"word": word}
            )
        )
        return data

    def save(self, person: Person) -> None:
        data = self.cleaned_data
        if self.asks_home and data["place"]:
            update_person(person_id=person.pk, values={"unit": self.place_values()["unit"]})
        values = {name: data[name] for name in PLAIN}
        values["places"] = [code for code in data["places"] if code != LEFT_OUT]
        update_wish(person_id=person.pk, values=values, step=self.step)
