"""The official registration form (form 02 of Circular 11/2022): what it asks beside the profile."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from frontend.forms.base import CodeChoice, ServiceForm, from_model, money
from portal.people.models import Person, Registration
from portal.people.registration import EDITABLE, update_registration


def registration_of(person: Person) -> Registration:
    """What somebody registered; empty where nothing was said."""
    return getattr(person, "registration", None) or Registration(person=person)


def _text(name: str, **attributes: str) -> Any:
    return from_model(Registration, name, widget=forms.TextInput(attrs=attributes))


class RegistrationForm(ServiceForm):
    """Every part is optional."""

    id_number = _text("id_number", inputmode="numeric", autocomplete="off")
    id_issued_on = from_model(Registration, "id_issued_on", example="17/05/2021")
    id_issued_by = from_model(Registration, "id_issued_by")
    social_insurance_number = _text(
        "social_insurance_number", inputmode="numeric", autocomplete="off"
    )
    permanent_address = from_model(Registration, "permanent_address")
    ethnic_group = CodeChoice("ethnic_groups", label=_("Ethnic group"), required=False)
    disabilities = from_model(Registration, "disabilities")
    health = from_model(Registration, "health", widget=forms.Textarea(attrs={"rows": 2}))
    status = from_model(Registration, "status")
    out_of_work_since = from_model(Registration, "out_of_work_since", example="01/10/2026")
    leaving_reasons = from_model(Registration, "leaving_reasons")
    last_pay = money(Registration, "last_pay")
    skill_grade = from_model(Registration, "skill_grade")
    it_skills = from_model(Registration, "it_skills")
    worked_abroad = from_model(
        Registration, "worked_abroad", help_text=_("Country, work and years.")
    )
    counselling = from_model(Registration, "counselling")

    def __init__(self, *args: Any, person: Person, **kwargs: Any) -> None:
        said = registration_of(person)
        initial = {name: getattr(said, name) for name in EDITABLE}
        initial["ethnic_group"] = "".join(said.ethnic_group[:1])
        super().__init__(*args, initial=initial, **kwargs)

    def save(self, person: Person) -> Registration:
        """Writes it. Raises ValidationError by field."""
        values = {name: self.cleaned_data[name] for name in EDITABLE}
        values["ethnic_group"] = [values["ethnic_group"]] if values["ethnic_group"] else []
        return update_registration(person_id=person.pk, values=values)
