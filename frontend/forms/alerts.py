"""How somebody wants to be told of what is new for their searches."""

from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from frontend import formats
from frontend.forms.base import ServiceForm, choice_field
from portal.accounts.models import User
from portal.alerts import services
from portal.alerts.channels import Telling
from portal.alerts.models import SavedSearch
from portal.notices.models import Channel

HOW = "how"
ONLY_KEEP = "keep"


def _channels(user: User, told: Telling) -> list[tuple[str, Any]]:
    """The ways that are proven the reader's, each with where it leads."""
    to = {
        Channel.SMS.value: _("SMS to %(to)s") % {"to": formats.phone(user.phone)},
        Channel.EMAIL.value: _("E-mail to %(to)s") % {"to": user.email},
    }
    return [(channel, to[channel]) for channel in told.channels]


class SaveForm(ServiceForm):
    """Asked before the first search is saved. Nothing is chosen beforehand, since choosing a way
    is the consent to be told on it."""

    how = forms.ChoiceField(
        label=_("How shall we tell you of new results?"),
        widget=forms.RadioSelect,
        help_text=_(
            "With SMS or e-mail you agree to at most one message a day about new jobs and courses, "
            "between 7:00 and 21:00. Each message has a link that stops them."
        ),
        error_messages={"required": _("Choose one.")},
    )

    def __init__(self, *args: Any, told: Telling, user: User, **kwargs: Any) -> None:
        self.user = user
        super().__init__(*args, **kwargs)
        keep = (ONLY_KEEP, _("Send nothing, only keep the search"))
        choice_field(self, HOW).choices = [*_channels(user, told), keep]

    def save(self, search: QueryDict) -> tuple[SavedSearch, bool]:
        """The row, and whether it is new. Raises ValidationError by parameter."""
        how = self.cleaned_data[HOW]
        if how == ONLY_KEEP:
            return services.save_search(user=self.user, search=search, paused=True)
        return services.save_search(user=self.user, search=search, channel=how, agrees=True)


class ChannelForm(ServiceForm):
    """A choice where there are two ways."""

    channel = forms.ChoiceField(label=_("How shall we tell you?"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, told: Telling, user: User, **kwargs: Any) -> None:
        self.user = user
        super().__init__(*args, initial={"channel": told.channel}, **kwargs)
        choice_field(self, "channel").choices = _channels(user, told)

    def save(self) -> None:
        services.set_channel(user=self.user, channel=self.cleaned_data["channel"])
