"""The way of a message out of the house.

The mark "being sent" is committed before the provider hears of the message. Only a provider that
certainly did not take it makes the message wait for another try; whatever leaves a doubt (a
time-out after the request went out, a worker killed in the middle) ends it. Better miss one than
send two.
"""

import time
from datetime import datetime, timedelta
from typing import Any

import structlog
from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.db.models import F
from django.utils import timezone
from django.utils.module_loading import import_string

from portal import broker
from portal.accounts.models import User
from portal.notices.backends import NotAccepted, Refused
from portal.notices.kinds import KINDS, Kind
from portal.notices.models import Channel, Notice, NoticePreference
from portal.notices.quiet import after_quiet_hours
from portal.notices.texts import filled, words_of
from portal.people.models import Consent
from portal.textfold import plain

log = structlog.get_logger(__name__)

# After this many tries the message is given up; the waits between them.
WAITS = [timedelta(seconds=s) for s in (15, 60, 300, 1800)]
# Longer than any provider's time-out: who is still "being sent" then was killed.
LOST_AFTER = timedelta(minutes=5)
BATCH = 200
LONGEST_SECONDS = 300


def send_soon(notice_id: int) -> None:
    """Has a worker send the message now; without a broker, sends it here.

    A person waits for the code, and nothing else would start it while the broker is away. The
    time-outs of the providers bound how long that takes. Never raises.
    """
    from portal.notices import tasks

    try:
        if not broker.start(tasks.send, notice_id):
            send(notice_id)
    except Exception as error:
        # Broad on purpose: the message is committed and the sweep comes anyway.
        log.warning("notice_not_sent_at_once", notice=notice_id, error=type(error).__name__)


def send_due() -> None:
    """Sends all whose time has come, and gives up those that were interrupted."""
    _give_up_interrupted()
    end = time.monotonic() + LONGEST_SECONDS
    last = 0
    while time.monotonic() < end:
        ids = list(
            Notice.objects.due()
            .filter(pk__gt=last)
            .order_by("pk")
            .values_list("pk", flat=True)[:BATCH]
        )
        for notice_id in ids:
            send(notice_id)
        if len(ids) < BATCH:
            return
        last = ids[-1]


def send(notice_id: int) -> None:
    """Sends one message if it is due and nobody else is at it. Not inside a transaction."""
    claimed = (
        Notice.objects.due()
        .filter(pk=notice_id)
        .update(state=Notice.State.SENDING, attempts=F("attempts") + 1, sent_at=timezone.now())
    )
    if not claimed:
        return
    notice = Notice.objects.select_related("user").get(pk=notice_id)
    kind = KINDS[notice.kind]
    if reason := _not_wanted(notice, kind):
        _end(notice, Notice.State.SKIPPED, reason)
        return
    if kind.by_day and (morning := _end_of_quiet(notice.user)) > timezone.now():
        _wait_until(notice, morning)
        return
    to = notice.to or _address(notice)
    if not to:
        _end(notice, Notice.State.FAILED, "no address any more")
        return
    is_email = notice.channel == Channel.EMAIL
    subject, text = filled(notice, words_of(kind.name, notice.language))
    try:
        if is_email:
            _email(to, subject, text, _headers(notice))
        else:
            import_string(settings.SMS_BACKEND)().send(to, plain(text), reference=notice.key)
    except NotAccepted as error:
        _try_again(notice, str(error))
    except Refused as error:
        _end(notice, Notice.State.FAILED, str(error))
    except Exception as error:
        # Broad on purpose: whatever else happened, the message may have left.
        doubt = f"unknown whether it left: {type(error).__name__}"
        _end(notice, Notice.State.FAILED, doubt, said=(subject, text))
    else:
        _end(notice, Notice.State.SENT, "", said=(subject, text))


def _address(notice: Notice) -> str:
    user = notice.user
    if notice.channel == Channel.EMAIL:
        return user.email or ""
    return user.phone.as_e164 if user.phone else ""


def _not_wanted(notice: Notice, kind: Kind) -> str:
    """Why it must not leave any more; empty where it may."""
    if timezone.now() > notice.created_at + kind.useful_for:
        return "too late to be of use"
    if not notice.user.is_active and not kind.urgent:
        return "the account is closed"
    agreed = Consent.objects.filter(
        person__user=notice.user, purpose=kind.purpose, withdrawn_at__isnull=True
    )
    return "no consent any more" if kind.purpose and not agreed.exists() else ""


def _end_of_quiet(user: User) -> datetime:
    preference = NoticePreference.objects.filter(user=user).first() or NoticePreference()
    return after_quiet_hours(timezone.now(), preference)


def _wait_until(notice: Notice, moment: datetime) -> None:
    """Puts it back as if it had not been taken up."""
    Notice.objects.filter(pk=notice.pk).update(
        state=Notice.State.QUEUED, not_before=moment, attempts=F("attempts") - 1, sent_at=None
    )


def _headers(notice: Notice) -> dict[str, str]:
    """What mail programs make a button of their own from (RFC 2369 and RFC 8058)."""
    stop_url = notice.context.get("stop_url")
    if not stop_url:
        return {}
    return {
        "List-Unsubscribe": f"<{stop_url}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    }


def _email(to: str, subject: str, text: str, headers: dict[str, str]) -> None:
    connection = get_connection()
    try:
        connection.open()
    except Exception as error:
        raise NotAccepted(f"mail server: {type(error).__name__}") from error
    try:
        EmailMessage(subject, text, to=[to], headers=headers, connection=connection).send()
    finally:
        connection.close()


def _try_again(notice: Notice, failure: str) -> None:
    if notice.attempts > len(WAITS):
        _end(notice, Notice.State.FAILED, failure)
        return
    Notice.objects.filter(pk=notice.pk).update(
        state=Notice.State.QUEUED,
        not_before=timezone.now() + WAITS[notice.attempts - 1],
        sent_at=None,
        failure=failure[:250],
    )
    log.warning("notice_waits", notice=notice.pk, kind=notice.kind, failure=failure)


def _end(notice: Notice, state: str, failure: str, said: tuple[str, str] | None = None) -> None:
    values: dict[str, Any] = {"state": state, "failure": failure[:250]}
    if said and not KINDS[notice.kind].secret:
        values["subject"], values["text"] = said
    if state != Notice.State.SENT:
        values["sent_at"] = None
    if KINDS[notice.kind].secret:
        values["context"] = {}
    Notice.objects.filter(pk=notice.pk).update(**values)
    log.info("notice_ended", notice=notice.pk, kind=notice.kind, state=state, failure=failure)


def _give_up_interrupted() -> None:
    lost = Notice.objects.filter(
        state=Notice.State.SENDING, sent_at__lt=timezone.now() - LOST_AFTER
    )
    for notice in lost:
        _end(notice, Notice.State.FAILED, "unknown whether it left: interrupted")
