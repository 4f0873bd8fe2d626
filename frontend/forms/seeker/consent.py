"""Step 6: what somebody allows, and how they are told."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from frontend.forms.base import choice_field
from frontend.forms.seeker.base import StepForm
from portal.accounts.models import User
from portal.notices.models import Channel
from portal.notices.services import update_preference
from portal.people.models import Consent, Person
from portal.people.services import STEPS, finish_step, give_consent, withdraw_consent

Purpose = Consent.Purpose
# What each consent means, in the order in which people need it.
MEANING: dict[str, Any] = {
    Purpose.MATCHING: _(
        "A computer compares your profile with open jobs and courses, by rules that you can read. "
        "Employers see nothing of it."
    ),
    Purpose.CANDIDATE_SEARCH: _(
        "They see your trade, skills, schooling and commune. They never see your name, phone, "
        "sex or age. You decide whether to answer."
    ),
    Purpose.NOTICES: _("By SMS or e-mail, in the hours you choose. You can stop it at any time."),
    Purpose.FOLLOW_UP: _(
        "One question 3 and 6 months after your certificate. Your answer counts in the figures of "
        "the course, without your name. Who gets support from the state is asked in any case: it "
        "must be reported."
    ),
}


class ConsentForm(StepForm):
    """One checkbox for each purpose, none of them ticked beforehand."""

    step = STEPS[-1]

    channel = forms.ChoiceField(
        label=_("How shall we tell you?"), widget=forms.RadioSelect, required=False
    )

    def __init__(self, *args: Any, person: Person, **kwargs: Any) -> None:
        super().__init__(*args, person=person, **kwargs)
        for purpose, meaning in MEANING.items():
            label = Purpose(purpose).label
            self.fields[purpose] = forms.BooleanField(
                label=label, help_text=meaning, required=False
            )
        self.order_fields([*MEANING, "channel"])
        channels = channels_of(person.user)
        choice_field(self, "channel").choices = channels
        if len(channels) < 2:
            del self.fields["channel"]

    def initial_of(self, person: Person) -> dict[str, Any]:
        given = set(consents_of(person))
        preference = getattr(person.user, "notice_preference", None)
        channel = preference.channel if preference else ""
        return {purpose: purpose in given for purpose in MEANING} | {"channel": channel}

    @property
    def questions(self) -> list[forms.BoundField]:
        return [self[purpose] for purpose in MEANING]

    def save(self, person: Person) -> None:
        for purpose in MEANING:
            change = give_consent if self.cleaned_data[purpose] else withdraw_consent
            change(person_id=person.pk, purpose=purpose)
        if person.user and self.cleaned_data.get("channel"):
            update_preference(user=person.user, values={"channel": self.cleaned_data["channel"]})
        finish_step(person_id=person.pk, step=self.step)


def consents_of(person: Person) -> list[str]:
    """Purposes to which the person agrees for the portal as a whole."""
    if not person.pk:
        return []
    given = person.consents.filter(organisation=None, withdrawn_at__isnull=True)
    return list(given.values_list("purpose", flat=True))


def channels_of(user: User | None) -> list[tuple[str, Any]]:
    """Ways on which messages reach the user."""
    can = {Channel.SMS: bool(user and user.phone), Channel.EMAIL: bool(user and user.email)}
    return [(c.value, c.label) for c in Channel if can[c]]
