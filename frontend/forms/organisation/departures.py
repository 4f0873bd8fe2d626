"""Forms of departures and returns of people hired for an order overseas."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from frontend.forms.base import CodeChoice, ServiceForm, from_model, label_of
from frontend.forms.opened import OpenedForm
from frontend.forms.organisation.vacancy import countries
from jobs.departures.models import Departure
from jobs.departures.services import EDITABLE, EDITABLE_ABROAD


class DepartureForm(OpenedForm):
    """What is noted of a departure; of who is abroad only what may still change."""

    country = forms.ChoiceField(label=label_of(Departure, "country"), choices=countries)
    contract_signed_on = from_model(Departure, "contract_signed_on")
    passport_ready = from_model(Departure, "passport_ready")
    health_ready = from_model(Departure, "health_ready")
    departs_on = from_model(Departure, "departs_on")
    return_due_on = from_model(Departure, "return_due_on")
    note = from_model(Departure, "note", widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(
        self, *args: Any, departure: Departure | None, country: str = "", **kwargs: Any
    ) -> None:
        """`country` is that of the order, with which a new one begins."""
        initial: dict[str, Any] = {"country": country}
        if departure:
            initial = {name: getattr(departure, name) for name in EDITABLE}
        super().__init__(*args, initial=initial, **kwargs)
        self.names: tuple[str, ...] = EDITABLE
        if departure and departure.state == Departure.State.DEPARTED:
            self.names = EDITABLE_ABROAD
        for name in set(EDITABLE) - set(self.names):
            del self.fields[name]
        self.remember(departure.updated_at if departure else None)

    def values(self) -> dict[str, Any]:
        """Fields of jobs.departures.services.EDITABLE."""
        return {name: self.cleaned_data[name] for name in self.names}


class DepartForm(ServiceForm):
    """The day on which they went."""

    departs_on = from_model(Departure, "departs_on", label=_("They went on"))


class ReturnForm(ServiceForm):
    """When and why they came back."""

    returned_on = from_model(Departure, "returned_on", required=True)
    return_reason = CodeChoice(
        "return_reasons", label=label_of(Departure, "return_reason"), widget=forms.RadioSelect
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, initial={"returned_on": timezone.localdate()}, **kwargs)
