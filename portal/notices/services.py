"""Writing a message to somebody. Sending it is `sending.py`."""

from functools import partial
from typing import Any
from urllib.parse import urlunsplit

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from portal.accounts.models import User
from portal.notices.kinds import KINDS, mutable_kinds
from portal.notices.models import Channel, Notice, NoticePreference
from portal.notices.quiet import after_quiet_hours
from portal.notices.sending import send_soon
from portal.notices.texts import default

EDITABLE = ("channel", "muted", "quiet_from", "quiet_until")


@transaction.atomic
def notify(
    *,
    user: User,
    kind: str,
    context: dict[str, Any],
    key: str,
    channel: str | None = None,
    to: str = "",
) -> Notice:
    """Writes one message; `key` names what it is about, and a second call with it writes nothing.

    The channel is the given one, else the user's choice where it can reach them, else e-mail,
    else SMS. A kind that the user turned off is written as not wanted. In quiet hours (local
    time) the message waits for their end. Urgent kinds ignore both and leave after the commit.
    """
    about = KINDS[kind]
    for as_email in (False, True):
        default(kind, user.language).filled(context, as_email=as_email)
    preference = NoticePreference.objects.filter(user=user).first() or NoticePreference()
    muted = kind in preference.muted and about.may_mute
    now = timezone.now()
    notice, made = Notice.objects.get_or_create(
        key=key,
        defaults={
            "user": user,
            "kind": kind,
            "channel": channel or _reachable(user, preference.channel),
            "to": to,
            "context": context,
            "language": (about.urgent and get_language()) or user.language,
            "state": Notice.State.SKIPPED if muted else Notice.State.QUEUED,
            "not_before": now if about.urgent else after_quiet_hours(now, preference),
        },
    )
    if made and about.urgent:
        transaction.on_commit(partial(send_soon, notice.pk))
    return notice


@transaction.atomic
def withdraw(*, user: User, kind: str) -> None:
    """Takes back what waits to be sent; what is being sent can no longer be stopped."""
    waiting = Notice.objects.filter(user=user, kind=kind, state=Notice.State.QUEUED)
    waiting.update(state=Notice.State.SKIPPED, failure="not wanted any more")


def page_url(user: User, name: str, *args: Any, query: str = "", fragment: str = "") -> str:
    """The page on which somebody does what a message is about, in the language of the message.

    `name` is that of an address: the pages stand above, and are not known here in any other way.
    """
    with translation.override(user.language):
        path = reverse(name, args=args)
    return settings.BASE_URL + urlunsplit(("", "", path, query, fragment))


def _reachable(user: User, wanted: str) -> str:
    can = {Channel.EMAIL: bool(user.email), Channel.SMS: bool(user.phone)}
    order = [wanted, Channel.EMAIL, Channel.SMS]
    return next(channel for channel in order if channel and can[Channel(channel)])


@transaction.atomic
def update_preference(*, user: User, values: dict[str, Any]) -> NoticePreference:
    """Changes channel, unwanted kinds and quiet hours (same time twice: none).

    Raises ValidationError by field, also for a channel that cannot reach the user.
    """
    unknown = set(values) - set(EDITABLE)
    if unknown:
        raise TypeError(f"not editable: {', '.join(sorted(unknown))}")
    preference, _made = NoticePreference.objects.select_for_update().get_or_create(user=user)
    for name, value in values.items():
        setattr(preference, name, value)
    preference.full_clean()
    if preference.channel == Channel.SMS and not user.phone:
        raise ValidationError({"channel": _("Your account has no phone number yet.")})
    if preference.channel == Channel.EMAIL and not user.email:
        raise ValidationError({"channel": _("Your account has no e-mail address yet.")})
    wrong = set(preference.muted) - {kind.name for kind in mutable_kinds()}
    if wrong:
        raise ValidationError({"muted": _("This kind of message cannot be turned off.")})
    preference.save()
    return preference
