"""What messages say: the words of their kind, or those that staff wrote instead."""

import re
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from portal.accounts.models import User
from portal.notices.kinds import KINDS, Kind
from portal.notices.models import Channel, Notice, NoticeText
from portal.textfold import plain
from portal.validation import Problems, set_fields

_PLACEHOLDER = re.compile(r"%\((\w+)\)s")
_STRAY = re.compile(r"%(?!\(\w+\)s)")
FIELDS = ("subject", "text", "email")
# A message of SMS without tone marks, and one of several that are joined.
ONE_SMS, JOINED_SMS, MOST_SMS = 160, 153, 2
# Without these a message cannot do what it is for.
_NEEDED = frozenset(("url", "code"))
# As long as what usually fills a placeholder, for counting and for the preview.
_EXAMPLES = {
    "name": "Công ty TNHH Cơ khí Bãi Bồi Xanh",
    "title": "Thợ hàn MIG/MAG",
    "code": "123456",
    "reason": "Mã số thuế không có trong danh sách.",
    "count": "3",
    "day": "14/12/2026",
}


@dataclass(frozen=True)
class Words:
    """Subject and texts of a kind in one language, with placeholders as `%(name)s`."""

    subject: str
    text: str
    email: str
    own: bool = False
    """Staff wrote them."""

    def filled(self, context: dict[str, Any], *, as_email: bool = False) -> tuple[str, str]:
        """Subject and text. Raises KeyError where the context lacks a value."""
        return self.subject % context, ((as_email and self.email) or self.text) % context


def words_of(kind: str, language: str) -> Words:
    """What a message of this kind says in the language now."""
    own = NoticeText.objects.filter(kind=kind, language=language).first()
    return Words(own.subject, own.text, own.email, own=True) if own else default(kind, language)


def filled(notice: Notice, words: Words) -> tuple[str, str]:
    """Subject and text of a message over its channel; in the portal's own words where those of
    staff want what the message, written before them, does not have."""
    as_email = notice.channel == Channel.EMAIL
    try:
        return words.filled(notice.context, as_email=as_email)
    except KeyError:
        own = default(notice.kind, notice.language)
        return own.filled(notice.context, as_email=as_email)


def default(kind: str, language: str) -> Words:
    """The words that come with the portal."""
    about = KINDS[kind]
    with translation.override(language):
        return Words(str(about.subject), str(about.text), str(about.email))


def placeholders(kind: Kind) -> list[str]:
    """What can stand in texts of the kind, in the order in which its own words have it."""
    own = default(kind.name, settings.LANGUAGE_CODE)
    found = _PLACEHOLDER.findall(" ".join((own.subject, own.text, own.email)))
    return list(dict.fromkeys(found))


def example(kind: Kind) -> dict[str, str]:
    """A context that fills every placeholder of the kind."""
    url = f"{settings.BASE_URL}/thong-bao/"
    return {name: _EXAMPLES.get(name, url if "url" in name else "…") for name in placeholders(kind)}


def sms_count(text: str) -> int:
    """How many SMS a filled text costs, without tone marks as it leaves."""
    letters = len(plain(text))
    return 1 if letters <= ONE_SMS else -(-letters // JOINED_SMS)


@transaction.atomic
def set_words(*, kind: str, language: str, values: dict[str, str], by: User) -> NoticeText:
    """Lets messages of a kind say this from now on, also those that wait to be sent.

    Raises ValidationError by field: an unknown placeholder, a missing address or code, an SMS
    longer than two.
    """
    about = KINDS[kind]
    if language not in dict(settings.LANGUAGES) or set(values) - set(FIELDS):
        raise TypeError("unknown language or field")
    row = NoticeText.objects.select_for_update().filter(kind=kind, language=language).first()
    row = row or NoticeText(kind=kind, language=language)
    set_fields(row, values)
    row.changed_by = by
    problems = Problems()
    with problems.collecting():
        row.full_clean(validate_constraints=False)
    _check(row, about, problems)
    problems.raise_if_any()
    if sms_count(row.text % example(about)) > MOST_SMS:
        message = _("This is longer than %(most)s SMS.") % {"most": MOST_SMS}
        raise ValidationError({"text": ValidationError(message, code="too_long")})
    row.save()
    return row


def _check(row: NoticeText, kind: Kind, problems: Problems) -> None:
    known = placeholders(kind)
    for name in FIELDS:
        text = getattr(row, name)
        if _STRAY.search(text):
            message = _("Write %% only in placeholders such as %(example)s.") % {
                "example": f"%({known[0]})s" if known else "%(name)s"
            }
            problems.add(name, message, "stray_percent")
        for wrong in sorted(set(_PLACEHOLDER.findall(text)) - set(known)):
            message = _("“%(found)s” is not known here. There are: %(names)s.") % {
                "found": f"%({wrong})s",
                "names": ", ".join(f"%({n})s" for n in known),
            }
            problems.add(name, message, "unknown_placeholder")
    own = default(kind.name, row.language)
    for name in ("text", "email"):
        text = getattr(row, name)
        needed = set(_PLACEHOLDER.findall(own.text)) & _NEEDED
        for missing in sorted(needed - set(_PLACEHOLDER.findall(text))) if text else ():
            message = _("“%(name)s” must stay: it leads to the page, or is the code.") % {
                "name": f"%({missing})s"
            }
            problems.add(name, message, "placeholder_missing")


@transaction.atomic
def restore(*, kind: str, language: str) -> None:
    """Goes back to the words that come with the portal; doing it again changes nothing."""
    NoticeText.objects.filter(kind=kind, language=language).delete()
