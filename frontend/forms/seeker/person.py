"""Step 1: who somebody is, and where they live."""

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from frontend.forms import meanings
from frontend.forms.asking import PlaceForm
from frontend.forms.base import LineField, choice_field, from_model
from frontend.forms.seeker.base import StepForm
from portal.people.models import Person
from portal.people.services import update_person
from portal.reference import codes

PLAIN = ("full_name", "birth_date", "sex", "hamlet", "rural", "priority_groups")
# Follow from what is said elsewhere: sex, the countryside, the date of birth.
DERIVED = {"woman", "rural-worker", "youth"}


class HomeForm(PlaceForm):
    """Where somebody lives, as `place`; old districts and names without tone marks work too."""

    read_place = staticmethod(meanings.units)

    place = LineField(
        label=_("Ward or commune you live in"),
        help_text=_("For example Tiên Lãng. The name of the old district works too."),
        max_length=150,
        required=False,
    )


class PersonForm(HomeForm, StepForm):
    step = "person"
    shown_at: ClassVar[dict[str, str]] = {"unit": "place"}
    field_order = ("full_name", "birth_date", "sex", "place", "place_code", "hamlet", "rural")

    full_name = from_model(
        Person,
        "full_name",
        required=True,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        help_text=_("As on your papers."),
        error_messages={"required": _("Give your name as on your papers.")},
    )
    birth_date = from_model(
        Person, "birth_date", help_text=_("Day/month/year: 17/05/1974"), example="17/05/1974"
    )
    sex = forms.ChoiceField(
        label=_("Sex"),
        choices=[*Person.Sex.choices, ("", _("I do not say"))],
        widget=forms.RadioSelect,
        required=False,
        help_text=_(
            "The official registration form asks for it. It is never used to choose jobs for you."
        ),
    )
    hamlet = from_model(Person, "hamlet")
    rural = from_model(
        Person, "rural", help_text=_("People of the countryside get support for many courses.")
    )
    priority_groups = forms.MultipleChoiceField(
        label=_("Do any of these apply to you?"),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )

    def __init__(self, *args: Any, person: Person, **kwargs: Any) -> None:
        super().__init__(*args, person=person, kept_place=home_of(person), **kwargs)
        supported = codes.entries("priority_groups", use="subsidy").keys() - DERIVED
        offered = supported | set(person.priority_groups)
        choice_field(self, "priority_groups").choices = [
            (code, label) for code, label in codes.choices("priority_groups") if code in offered
        ]

    def initial_of(self, person: Person) -> dict[str, Any]:
        return {name: getattr(person, name) for name in PLAIN} | {"place": home_of(person)}

    def save(self, person: Person) -> None:
        values = {name: self.cleaned_data[name] for name in PLAIN}
        if home := self.place_values():
            values["unit"] = home["unit"]
        update_person(person_id=person.pk, values=values, step=self.step)


def home_of(person: Person) -> str:
    """The ward or commune as its field shows it."""
    return meanings.place_label(person.unit_id or "")
