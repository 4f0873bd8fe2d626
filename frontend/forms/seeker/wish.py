"""Step 4: which work somebody wants."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from frontend.forms import meanings
from frontend.forms.asking import Ticked
from frontend.forms.base import from_model, money
from frontend.forms.meanings import Meanings
from frontend.forms.seeker.base import StepForm, wish_of
from frontend.forms.seeker.trades import taken_for, trades
from frontend.forms.seeker.wished import ANYTHING, trade_and_place
from portal.people.models import JobWish, Person
from portal.people.services import update_wish
from portal.reference.catalogue import catalogue
from portal.reference.models import Occupation
from portal.textfold import fold

PLAIN = ("title", "pay_min", "shifts", "employment_types", "overseas", "train")
# Ticked where no occupation of the list is meant; the words themselves are kept in any case.
OWN_WORDS = "own-words"
# Ticked where somebody names a place, but does not look for work there only.
NO_PLACE = "no-place"


class NamedPlaces(Ticked):
    """Places to tick that are named beside the work."""

    def read(self, typed: str, find: Callable[[str], Meanings]) -> dict[str, Meanings]:
        named = (trade_and_place(word)[1] for word in meanings.each_word(typed, find))
        return {place: find(place) for place in named if place}


class WishForm(StepForm):
    """Everything is optional: what is left open excludes nothing."""

    step = "wish"

    title = from_model(
        JobWish,
        "title",
        help_text=gettext_lazy(
            "In your own words, with commas between: “welder, security guard”. Or: “any work”."
        ),
    )
    occupations = forms.MultipleChoiceField(
        label=gettext_lazy("Occupations you want"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    places = forms.MultipleChoiceField(
        label=gettext_lazy("Would you work there?"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    pay_min = money(
        JobWish,
        "pay_min",
        help_text=gettext_lazy("For example 8 million. Jobs that say less come last."),
    )
    shifts = from_model(JobWish, "shifts")
    employment_types = from_model(JobWish, "employment_types")
    overseas = from_model(JobWish, "overseas")
    train = from_model(
        JobWish,
        "train",
        help_text=gettext_lazy("Then we also show courses that open more jobs to you."),
    )

    def __init__(self, *args: Any, person: Person, **kwargs: Any) -> None:
        super().__init__(*args, person=person, **kwargs)
        labels = {o.id: o.label for o in catalogue().occupations.values()}
        did = (
            person.experiences.exclude(occupation=None).values_list("occupation_id", flat=True)
            if person.pk
            else ()
        )
        # What was saved before is not asked about again.
        self.settled = meanings.each_word(wish_of(person).title, lambda word: Meanings(sure=word))
        self.trades = Ticked(
            self,
            "occupations",
            "title",
            find=self._meant,
            proposed=[(o, labels[o]) for o in dict.fromkeys(did) if o in labels],
            labels=labels,
            none=OWN_WORDS,
        )
        self.places_named = NamedPlaces(
            self, "places", "title", find=self._area, proposed=(), labels={}, none=NO_PLACE
        )

    def _meant(self, word: str) -> Meanings:
        """What a word may mean; what is not clear can always be left in one's own words."""
        trade, _place = trade_and_place(word)
        if word in self.settled or not trade or fold(word) in ANYTHING:
            return Meanings(sure=OWN_WORDS)
        found = trades(trade)
        label = _("None of these: keep my own words") if found.choices else _("Keep my own words")
        return replace(found, choices=(*found.choices, (OWN_WORDS, label)))

    def _area(self, name: str) -> Meanings:
        """What a place may be; wanted only once somebody says so."""
        found = meanings.areas(name)
        said = any(name in word for word in self.settled)
        if said or not found.codes.isdisjoint(wish_of(self.person).places):
            return Meanings(sure=NO_PLACE)
        return replace(found, sure="", choices=(*found.choices, (NO_PLACE, _("Leave it out"))))

    def initial_of(self, person: Person) -> dict[str, Any]:
        wish = wish_of(person)
        shown = {name: getattr(wish, name) for name in PLAIN}
        if wish.pk:
            shown["occupations"] = [o.pk for o in wish.occupations.all()]
        return shown

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        self.trades.clean(
            lambda word: self._unknown(word) % {"word": trade_and_place(word)[0]},
            lambda word: (
                _("“%(word)s” may mean several things. Tick below what you mean.")
                % {"word": trade_and_place(word)[0]}
            ),
        )
        self.places_named.clean(
            lambda word: (
                _("We know no place “%(word)s”. Tick below what comes nearest, or leave it out.")
                % {"word": word}
            ),
            lambda word: (
                _("“%(word)s” is a place. Tick below whether you would work there.")
                % {"word": word}
            ),
        )
        return data

    def _unknown(self, word: str) -> str:
        if len(self.trades.typed[word].choices) > 1:
            return _(
                "We do not know “%(word)s” as an occupation. Tick below what comes nearest, "
                "or keep your own words."
            )
        return _(
            "We do not know “%(word)s” as an occupation. Write it in another way, or tick below "
            "that your own words stay."
        )

    @property
    def understood(self) -> list[str]:
        return taken_for({trade_and_place(w)[0]: m.sure for w, m in self.trades.typed.items()})

    def save(self, person: Person) -> None:
        data = self.cleaned_data
        wanted = Occupation.objects.filter(pk__in=data["occupations"])
        values = {name: data[name] for name in PLAIN}
        named = [code for code in data["places"] if code != NO_PLACE]
        values["places"] = list(dict.fromkeys([*wish_of(person).places, *named]))
        update_wish(person_id=person.pk, values=values, occupations=wanted, step=self.step)
