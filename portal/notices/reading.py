"""What somebody was told, to be read again in the portal."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import reduce
from operator import or_
from urllib.parse import urlsplit, urlunsplit

from django.db import transaction
from django.db.models import Q
from django.utils import timezone, translation

from portal.accounts.models import User
from portal.notices.kinds import KINDS
from portal.notices.models import Notice, NoticeText
from portal.notices.texts import Words, default, filled


@dataclass(frozen=True)
class Message:
    """One message in the words and the language in which it was told."""

    notice: Notice
    subject: str
    text: str

    @property
    def at(self) -> datetime:
        return self.notice.sent_at or self.notice.created_at

    @property
    def path(self) -> str:
        """Where the thing is done: always here, whatever the portal was called when it was told;
        empty where the message leads nowhere."""
        url = urlsplit(str(self.notice.context.get("url", "")))
        path = url.path.lstrip("/")
        return urlunsplit(("", "", f"/{path}", url.query, url.fragment)) if path else ""


def messages_of(notices: Iterable[Notice]) -> list[Message]:
    """Their words, with one query at most: what has not left has the words of today."""
    rows = list(notices)
    own = _own_words({(n.kind, n.language) for n in rows if not n.subject})
    return [Message(row, *_told(row, own)) for row in rows]


def _told(row: Notice, own: dict[tuple[str, str], Words]) -> tuple[str, str]:
    if row.subject:
        return row.subject, row.text
    try:
        return filled(row, own.get((row.kind, row.language)) or default(row.kind, row.language))
    except KeyError:
        # Told before its kind got words that want more: it still says what it was about.
        with translation.override(row.language):
            return str(KINDS[row.kind].label), ""


def _own_words(wanted: set[tuple[str, str]]) -> dict[tuple[str, str], Words]:
    if not wanted:
        return {}
    any_of = reduce(or_, (Q(kind=kind, language=language) for kind, language in wanted))
    return {
        (row.kind, row.language): Words(row.subject, row.text, row.email, own=True)
        for row in NoticeText.objects.filter(any_of)
    }


def unread_count(user: User) -> int:
    return Notice.objects.to_read(user).unread().count()


@transaction.atomic
def read(*, user: User, notice_id: int) -> Notice:
    """Notes that the user opened it; the first time stays. Raises Notice.DoesNotExist."""
    notice = Notice.objects.to_read(user).select_for_update().get(pk=notice_id)
    if notice.read_at is None:
        notice.read_at = timezone.now()
        notice.save(update_fields=["read_at"])
    return notice


@transaction.atomic
def read_all(*, user: User) -> int:
    """Notes that the user has read all there is; how many were unread."""
    return Notice.objects.to_read(user).unread().update(read_at=timezone.now())
