"""What somebody wants deleted."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from frontend.forms.base import ServiceForm, choice_field
from portal.people.models import Person

PROFILE, ACCOUNT = "profile", "account"


class DeletionForm(ServiceForm):
    """Nothing is chosen beforehand; a box must be ticked as well, since nothing comes back."""

    what = forms.ChoiceField(
        label=_("What shall be deleted?"),
        choices=[
            (PROFILE, _("My profile only: I can still sign in")),
            (ACCOUNT, _("My profile and my account")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what shall be deleted.")},
    )
    sure = forms.BooleanField(
        label=_("I know that nobody can bring it back"),
        error_messages={"required": _("Tick this to delete.")},
    )

    def __init__(self, *args: Any, person: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not person.pk:
            choice_field(self, "what").choices = [(ACCOUNT, _("My account"))]
