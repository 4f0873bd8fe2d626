"""The form of an organisation: to register it, and to keep its profile."""

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from frontend.forms.asking import PlaceForm
from frontend.forms.base import NO_WEBSITE, from_model
from frontend.forms.meanings import place_label
from frontend.forms.opened import OpenedForm
from portal.accounts.models import Organisation
from portal.accounts.services import EDITABLE

KINDS = (
    (Organisation.Kind.EMPLOYER, _("Employer: we hire people to work in Vietnam")),
    (Organisation.Kind.TRAINING_CENTRE, _("Training centre: we teach trades")),
    (
        Organisation.Kind.OVERSEAS_AGENCY,
        _("Overseas-work agency: we are licensed to send people abroad"),
    ),
)
PLACE = ("unit", "industrial_park")


class ProfileForm(PlaceForm, OpenedForm):
    """What an organisation says of itself, without what it is."""

    shown_at: ClassVar[dict[str, str]] = {"unit": "place", "industrial_park": "place"}

    field_order = (
        *("kind", "name", "tax_code", "enterprise_type", "industry", "products", "size_band"),
        *("place", "place_code", "address", "phone", "email", "website"),
        *("licence_number", "licence_valid_until", "description"),
    )

    name = from_model(
        Organisation, "name", help_text=_("As on the registration certificate of the business.")
    )
    tax_code = from_model(
        Organisation,
        "tax_code",
        required=True,
        help_text=_("10 or 13 digits. A household business gives the owner’s 12-digit ID number."),
    )
    enterprise_type = from_model(Organisation, "enterprise_type", empty=_("choose"))
    products = from_model(Organisation, "products")
    industry = from_model(Organisation, "industry", empty=_("choose"))
    size_band = from_model(Organisation, "size_band", empty=_("choose"))
    address = from_model(
        Organisation, "address", help_text=_("House number and street, lot of an industrial park.")
    )
    phone = forms.CharField(
        label=_("Phone number for candidates and learners"),
        max_length=40,
        required=False,
        widget=forms.TextInput(attrs={"type": "tel", "inputmode": "tel"}),
    )
    email = from_model(Organisation, "email")
    website = forms.URLField(
        label=_("Website"),
        max_length=200,
        required=False,
        assume_scheme="https",
        error_messages={"invalid": NO_WEBSITE},
    )
    licence_number = from_model(Organisation, "licence_number", help_text="")
    licence_valid_until = from_model(Organisation, "licence_valid_until")
    description = from_model(Organisation, "description")

    def __init__(self, *args: Any, organisation: Organisation | None = None, **kwargs: Any) -> None:
        initial = initial_of(organisation) if organisation else {}
        super().__init__(*args, initial=initial, kept_place=initial.get("place", ""), **kwargs)
        if organisation and organisation.kind == Organisation.Kind.EMPLOYER:
            del self.fields["licence_number"], self.fields["licence_valid_until"]
        self.remember(organisation.updated_at if organisation else None)

    def values(self) -> dict[str, Any]:
        """Fields of portal.accounts.services.EDITABLE."""
        given = {name: self.cleaned_data[name] for name in EDITABLE if name in self.fields}
        return given | self.place_values()


class RegistrationForm(ProfileForm):
    """A new organisation: what it is comes first, and decides which licence it needs."""

    kind = forms.ChoiceField(
        label=_("What are you?"),
        choices=KINDS,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what your organisation is.")},
    )


def initial_of(organisation: Organisation) -> dict[str, Any]:
    """What the form shows of an organisation."""
    plain = {name: getattr(organisation, name) for name in EDITABLE if name not in PLACE}
    code = organisation.industrial_park_id or organisation.unit_id or ""
    return plain | {
        "phone": organisation.phone.as_national if organisation.phone else "",
        "place": place_label(code),
    }
