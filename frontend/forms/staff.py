"""Forms of the centre's staff."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from portal.accounts.contacts import Contact, ContactField
from portal.accounts.models import Organisation, User
from portal.accounts.services import REASON_LENGTH, user_of_contact


class OrganisationFilter(forms.Form):
    """What the list of organisations shows; `state` "all" for any."""

    q = forms.CharField(label=_("Name or tax code"), required=False, max_length=250)
    kind = forms.ChoiceField(
        label=_("Kind"),
        required=False,
        choices=[("", _("All kinds")), *Organisation.Kind.choices],
    )
    state = forms.ChoiceField(
        label=_("State"),
        required=False,
        choices=[*Organisation.Verification.choices, ("all", _("All"))],
        widget=forms.HiddenInput,
    )

    def clean_state(self) -> str:
        return self.cleaned_data["state"] or Organisation.Verification.PENDING


class ReasonForm(forms.Form):
    reason = forms.CharField(
        label=_("Reason"),
        max_length=REASON_LENGTH,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("The organisation reads this. Say what is wrong and what they can do."),
        error_messages={"required": _("Say why, so that they can put it right.")},
    )


class RoleForm(forms.Form):
    role = forms.ChoiceField(
        label=_("Role"),
        choices=User.EscRole.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose a role.")},
    )


class AssignForm(RoleForm):
    """A role for somebody who has an account already; `user` holds whose it is."""

    login = ContactField(
        help_text=_("What they sign in with. They need an account first: ask them to sign up."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "none"}),
    )
    field_order = ["login", "role"]
    user: User

    def clean_login(self) -> Contact:
        contact: Contact = self.cleaned_data["login"]
        user = user_of_contact(contact)
        if user is None or not user.is_active:
            raise forms.ValidationError(
                _("Nobody signs in with this. Ask them to sign up first, then come back."),
                code="unknown",
            )
        if user.esc_role:
            raise forms.ValidationError(
                _("%(name)s has a role already. Change it in the list."),
                code="has_role",
                params={"name": user},
            )
        self.user = user
        return contact

    @property
    def role_label(self) -> str:
        return str(User.EscRole(self.cleaned_data["role"]).label)

    def hidden(self) -> list[tuple[str, Any]]:
        """What the confirm page sends again."""
        return [("login", self.cleaned_data["login"].text), ("role", self.cleaned_data["role"])]
