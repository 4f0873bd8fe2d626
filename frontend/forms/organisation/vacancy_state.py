"""Small forms of what happens to a vacancy after it was written."""

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from frontend.forms.base import CodeChoice, ServiceForm, choice_field
from portal.reference import codes

# Reasons that the portal itself or the centre gives, never the employer.
ONLY_THE_CENTRES = ("deadline", "violation", "employer-suspended", "licence-expired")


class CloseForm(ServiceForm):
    """Why a vacancy closes."""

    shown_at: ClassVar[dict[str, str]] = {"close_reason": "reason"}

    reason = CodeChoice(
        "vacancy_close_reasons",
        label=_("Why do you close it?"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose a reason.")},
    )

    def __init__(self, *args: Any, by_centre: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not by_centre:
            reasons = codes.choices("vacancy_close_reasons")
            choice_field(self, "reason").choices = [
                r for r in reasons if r[0] not in ONLY_THE_CENTRES
            ]


class HiredForm(ServiceForm):
    """How many people were hired since the last count."""

    shown_at: ClassVar[dict[str, str]] = {"openings": "people"}

    people = forms.IntegerField(
        label=_("How many people did you hire?"), min_value=1, max_value=9999, initial=1
    )
