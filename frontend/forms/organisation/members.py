"""The forms of the page on which owners say who acts for the organisation."""

from django import forms
from django.utils.translation import gettext_lazy as _

from frontend.forms.base import ServiceForm
from portal.accounts.contacts import ContactField
from portal.accounts.models import Membership

ROLES = (
    (Membership.Role.STAFF, _("Staff: posts and edits, sees candidates")),
    (Membership.Role.OWNER, _("Owner: also says who belongs to the organisation")),
)


class InviteMemberForm(ServiceForm):
    """Whom to invite, by the phone or e-mail address that they sign in with."""

    contact = ContactField(
        label=_("Your colleague’s phone number or e-mail"),
        help_text=_(
            "The one with which they sign in to Bến Việc. Without an account yet, they sign up "
            "with it and find the invitation there."
        ),
    )
    role = forms.ChoiceField(
        label=_("What they may do"),
        choices=ROLES,
        initial=Membership.Role.STAFF,
        widget=forms.RadioSelect,
    )


class RoleForm(forms.Form):
    role = forms.ChoiceField(choices=Membership.Role.choices)
