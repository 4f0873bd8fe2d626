"""Every write to saved searches. Each call is one transaction."""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.accounts.models import User
from portal.alerts import params
from portal.alerts.channels import channels_of
from portal.alerts.models import Reported, SavedSearch, Subscriber
from portal.notices.kinds import NEW_MATCHES
from portal.notices.models import Channel
from portal.notices.services import withdraw
from portal.people.models import Consent
from portal.people.services import give_consent, person_of
from portal.validation import Problems, set_fields

MOST_SEARCHES = 20
EDITABLE = ("name", "paused")


def _subscriber(user: User, channel: str | None) -> Subscriber:
    """The person's row, locked: their searches are counted and changed one call at a time."""
    channels = channels_of(user)
    if channel is not None and channel not in channels:
        raise ValidationError({"channel": ValidationError(_not_reached(channel), code="channel")})
    first = channel or next(iter(channels), Channel.SMS if user.phone else Channel.EMAIL)
    Subscriber.objects.get_or_create(user=user, defaults={"channel": first})
    subscriber = Subscriber.objects.select_for_update().get(user=user)
    if channel and subscriber.channel != channel:
        subscriber.channel = channel
        subscriber.save(update_fields=["channel"])
    return subscriber


def _not_reached(channel: str) -> str:
    if channel == Channel.SMS:
        return _("Your account has no verified phone number. Add it first, or choose e-mail.")
    if channel == Channel.EMAIL:
        return _("Your account has no verified e-mail address. Add it first, or choose SMS.")
    return _("Choose SMS or e-mail.")


@transaction.atomic
def save_search(
    *,
    user: User,
    search: QueryDict | Mapping[str, Any] | None,
    name: str = "",
    channel: str | None = None,
    paused: bool = False,
    agrees: bool = False,
) -> tuple[SavedSearch, bool]:
    """Keeps a search, and whether it is a new one: the same search twice is one row, which looks
    for something new again unless `paused`.

    `channel` is how the person is told from now on, of this search and of all their others.
    `agrees`: with this very act the person consents to be told.
    Raises ValidationError: by parameter as `search.<name>`, `name`, `channel`, and for one more
    than MOST_SEARCHES.
    """
    problems = Problems()
    kept: dict[str, Any] = {}
    with problems.collecting("search"):
        kept = params.read(search)
    row = SavedSearch(user=user, params=kept, fingerprint=params.fingerprint_of(kept))
    with problems.collecting():
        _name(row, name)
    with problems.collecting():
        _subscriber(user, channel)
    problems.raise_if_any()
    if agrees:
        person = person_of(user=user)
        give_consent(person_id=person.pk, purpose=Consent.Purpose.NOTICES)
    same = SavedSearch.objects.filter(user=user, fingerprint=row.fingerprint).first()
    if same is None and SavedSearch.objects.filter(user=user).count() >= MOST_SEARCHES:
        message = _("You have saved %(most)s searches, and more cannot be kept. Delete one first.")
        raise ValidationError(message % {"most": MOST_SEARCHES}, code="too_many_searches")
    if same is None:
        row.paused_at = timezone.now() if paused else None
        row.save()
        return row, True
    if name:
        same.name = row.name
    _pause(same, paused)
    same.save()
    return same, False


def _name(row: SavedSearch, name: str) -> None:
    set_fields(row, {"name": name})
    if len(row.name) > params.LONGEST_NAME:
        message = _("Give a name of at most %(most)s letters.") % {"most": params.LONGEST_NAME}
        raise ValidationError({"name": ValidationError(message, code="max_length")})


def _pause(row: SavedSearch, paused: bool) -> None:
    if not paused and row.paused_at:
        # What was published in the break is no news any more.
        row.paused_at, row.since = None, timezone.now()
    elif paused and row.paused_at is None:
        row.paused_at = timezone.now()


@transaction.atomic
def update_search(
    *, user: User, search_id: int, values: dict[str, Any], channel: str | None = None
) -> SavedSearch:
    """Changes `name` (empty: one made of the search) and `paused`; `channel` that of all.

    Raises ValidationError by field, and SavedSearch.DoesNotExist for one of somebody else.
    """
    unknown = set(values) - set(EDITABLE)
    if unknown:
        raise TypeError(f"not editable: {', '.join(sorted(unknown))}")
    row = SavedSearch.objects.get(pk=search_id, user=user)
    problems = Problems()
    with problems.collecting():
        _subscriber(user, channel)
    if "name" in values:
        with problems.collecting():
            _name(row, values["name"])
    problems.raise_if_any()
    if "paused" in values:
        _pause(row, values["paused"])
    row.save()
    _quiet_if_nothing_looks(user)
    return row


@transaction.atomic
def set_channel(*, user: User, channel: str) -> None:
    """How the person is told of all their searches. Raises ValidationError at `channel`."""
    _subscriber(user, channel)


@transaction.atomic
def delete_search(*, user: User, search_id: int) -> None:
    """Raises SavedSearch.DoesNotExist for one of somebody else."""
    SavedSearch.objects.get(pk=search_id, user=user).delete()
    _quiet_if_nothing_looks(user)


def _quiet_if_nothing_looks(user: User) -> None:
    """Takes back what waits to be sent to somebody who no longer looks for anything."""
    if not SavedSearch.objects.active().filter(user=user).exists():
        withdraw(user=user, kind=NEW_MATCHES)


@transaction.atomic
def stop(*, user_id: int) -> None:
    """Pauses all searches of a person, also for a message that is on its way; again: nothing."""
    subscriber = Subscriber.objects.select_for_update().select_related("user").get(user=user_id)
    now = timezone.now()
    if SavedSearch.objects.active().filter(user=user_id).update(paused_at=now):
        subscriber.stopped_at = now
        subscriber.save(update_fields=["stopped_at"])
    withdraw(user=subscriber.user, kind=NEW_MATCHES)


@transaction.atomic
def undo_stop(*, user_id: int) -> None:
    """Takes up again what `stop` paused, and nothing that was paused before; again: nothing."""
    subscriber = Subscriber.objects.select_for_update().get(user=user_id)
    stopped = SavedSearch.objects.filter(user=user_id, paused_at=subscriber.stopped_at)
    # `since` stays as it was, so that a stop by accident loses nothing.
    stopped.filter(paused_at__isnull=False).update(paused_at=None)


@transaction.atomic
def forget_person(*, user: User) -> None:
    """Deletes what somebody saved and was told of."""
    for model in (SavedSearch, Reported, Subscriber):
        model.objects.filter(user=user).delete()  # type: ignore[attr-defined]
