"""Step 4: which work somebody wants."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from frontend.forms import meanings
from frontend.forms.asking import Ticked
from frontend.forms.base import from_model, money
from frontend.forms.meanings import Meanings
from frontend.forms.seeker.base import StepForm, trades, wish_of
from portal.people.models import JobWish, Person
from portal.people.services import update_wish
from portal.reference.catalogue import catalogue
from portal.reference.models import Occupation

PLAIN = ("title", "pay_min", "shifts", "employment_types", "overseas", "train")
# Ticked where no occupation of the list is meant; the words themselves are kept in any case.
OWN_WORDS = "own-words"


class WishForm(StepForm):
    """Everything is optional: what is left open excludes nothing."""

    step = "wish"

    title = from_model(
        JobWish,
        "title",
        help_text=gettext_lazy(
            "In your own words, with commas between: “thợ hàn, bảo vệ”. Or: “việc gì cũng được”."
        ),
    )
    occupations = forms.MultipleChoiceField(
        label=gettext_lazy("Occupations you want"),
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
        self.settled = meanings.each_word(wish_of(person).title, lambda word: Meanings(sure=word))
        self.ticked = Ticked(
            self,
            "occupations",
            "title",
            find=self._meant,
            proposed=[(o, labels[o]) for o in dict.fromkeys(did) if o in labels],
            labels=labels,
        )

    def _meant(self, word: str) -> Meanings:
        """What a word may mean; words that were saved before are not asked about again."""
        found = trades(word)
        if word in self.settled or not found.choices:
            return Meanings(sure=OWN_WORDS)
        none = (OWN_WORDS, _("None of these: keep my own words"))
        return Meanings((*found.choices, none), found.sure, found.likely)

    def initial_of(self, person: Person) -> dict[str, Any]:
        wish = wish_of(person)
        shown = {name: getattr(wish, name) for name in PLAIN}
        if wish.pk:
            shown["occupations"] = [o.pk for o in wish.occupations.all()]
        return shown

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        self.ticked.clean(lambda word: "")
        return data

    def save(self, person: Person) -> None:
        data = self.cleaned_data
        wanted = Occupation.objects.filter(pk__in=data["occupations"])
        values = {name: data[name] for name in PLAIN}
        update_wish(person_id=person.pk, values=values, occupations=wanted, step=self.step)
