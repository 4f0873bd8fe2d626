"""The forms of the page on which owners say who acts for the organisation."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from frontend.forms.base import ServiceForm
from portal.accounts.contacts import Contact, ContactField
from portal.accounts.models import Membership, User
from portal.accounts.services import user_of_contact

ROLES = (
    (Membership.Role.STAFF, _("Staff: posts and edits, sees candidates")),
    (Membership.Role.OWNER, _("Owner: also says who belongs to the organisation")),
)


class AddMemberForm(ServiceForm):
    """Finds the account of a colleague by the phone or e-mail address it signs in with."""

    contact = ContactField(
        label=_("Your colleague’s phone number or e-mail"),
        help_text=_("The one with which they sign in to Bến Việc."),
    )
    role = forms.ChoiceField(
        label=_("What they may do"),
        choices=ROLES,
        initial=Membership.Role.STAFF,
        widget=forms.RadioSelect,
    )

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        contact: Contact | None = data.get("contact")
        self.user: User | None = user_of_contact(contact) if contact else None
        if contact and (self.user is None or not self.user.is_active):
            self.add_error(
                "contact",
                _("Nobody signs in with this. Ask your colleague to sign up first, then add them."),
            )
        return data


class RoleForm(forms.Form):
    role = forms.ChoiceField(choices=Membership.Role.choices)
