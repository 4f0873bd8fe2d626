"""On which ways somebody can be told: only those that are proven theirs."""

from dataclasses import dataclass

from allauth.account.models import EmailAddress

from portal.accounts.models import User
from portal.alerts.models import Subscriber
from portal.notices.kinds import NEW_MATCHES
from portal.notices.models import Channel, NoticePreference
from portal.people.models import Consent


def channels_of(user: User) -> list[str]:
    """SMS where the phone, e-mail where the address is verified."""
    found: list[str] = []
    if user.phone and user.phone_verified:
        found.append(Channel.SMS)
    own = EmailAddress.objects.filter(user=user, email__iexact=user.email or "", verified=True)
    if user.email and own.exists():
        found.append(Channel.EMAIL)
    return found


@dataclass(frozen=True)
class Telling:
    """How somebody is told. `silent`: why nothing reaches them, whatever they save: "" (it does),
    "no_consent", "muted" (this kind of message is turned off) or "unreachable"."""

    channel: str
    channels: list[str]
    silent: str


def channel_for(subscriber: Subscriber) -> str:
    """The chosen way, or the first there is where that one is gone."""
    return _usable(subscriber.channel, channels_of(subscriber.user))


def _usable(chosen: str, channels: list[str]) -> str:
    return chosen if chosen in channels else next(iter(channels), chosen)


def telling(user: User) -> Telling:
    """As it is now; without a choice so far, `channel` is the first there is."""
    channels = channels_of(user)
    subscriber = Subscriber.objects.filter(user=user).first()
    chosen = subscriber.channel if subscriber else ""
    return Telling(_usable(chosen, channels), channels, _silent(user, channels))


def _silent(user: User, channels: list[str]) -> str:
    if not channels:
        return "unreachable"
    given = Consent.objects.filter(
        person__user=user, purpose=Consent.Purpose.NOTICES, withdrawn_at__isnull=True
    )
    if not given.exists():
        return "no_consent"
    muted = NoticePreference.objects.filter(user=user, muted__contains=[NEW_MATCHES])
    return "muted" if muted.exists() else ""
