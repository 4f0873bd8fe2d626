"""How somebody wants to be told, of what, and when not."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from frontend.forms.base import ServiceForm, choice_field
from frontend.forms.seeker.consent import channels_of
from portal.accounts.models import Organisation, User
from portal.notices.kinds import Audience, mutable_kinds
from portal.notices.models import NoticePreference
from portal.notices.services import update_preference

HOUR = {"type": "time"}


class MessagesForm(ServiceForm):
    """What is ticked is sent; in the quiet hours it waits until they end."""

    shown_at = {"muted": "wanted"}

    channel = forms.ChoiceField(
        label=_("How shall we tell you?"), widget=forms.RadioSelect, required=False
    )
    wanted = forms.MultipleChoiceField(
        label=_("What do you want to hear of?"),
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text=_("Sign-in codes always come."),
    )
    quiet_from = forms.TimeField(
        label=_("Quiet from"), widget=forms.TimeInput(attrs=HOUR, format="%H:%M")
    )
    quiet_until = forms.TimeField(
        label=_("Quiet until"),
        widget=forms.TimeInput(attrs=HOUR, format="%H:%M"),
        help_text=_("The same time twice: no quiet hours."),
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        self.user = user
        self.kept = NoticePreference.objects.filter(user=user).first() or NoticePreference()
        self.kinds = kinds_for(user)
        super().__init__(*args, initial=self._stored(), **kwargs)
        channels = channels_of(user)
        choice_field(self, "channel").choices = channels
        choice_field(self, "wanted").choices = [
            (names[0], label) for label, names in self.kinds.items()
        ]
        if len(channels) < 2:
            del self.fields["channel"]

    def _stored(self) -> dict[str, Any]:
        muted = set(self.kept.muted)
        return {
            "channel": self.kept.channel or channels_of(self.user)[-1][0],
            "wanted": [n[0] for n in self.kinds.values() if not muted.issuperset(n)],
            "quiet_from": self.kept.quiet_from,
            "quiet_until": self.kept.quiet_until,
        }

    def save(self) -> None:
        """Writes the settings. Raises ValidationError by field."""
        data = self.cleaned_data
        shown = {name for names in self.kinds.values() for name in names}
        unwanted = {
            name
            for names in self.kinds.values()
            if names[0] not in data["wanted"]
            for name in names
        }
        values = {name: data[name] for name in ("quiet_from", "quiet_until")}
        values["muted"] = sorted(unwanted | (set(self.kept.muted) - shown))
        if "channel" in data:
            values["channel"] = data["channel"]
        update_preference(user=self.user, values=values)


def kinds_for(user: User) -> dict[str, list[str]]:
    """Label → the kinds of message under it that concern this user and can be turned off."""
    acts = Organisation.objects.of_member(user).exists()
    found: dict[str, list[str]] = {}
    for kind in mutable_kinds():
        for_others = {Audience.MEMBER: not acts, Audience.STAFF: not user.is_esc}
        if not for_others.get(kind.audience, False):
            found.setdefault(str(kind.label), []).append(kind.name)
    return found
