"""The signed links in messages: they prove by themselves whose message it was.

They hold for good, since a message may be read late, and show no more than that one message did.
They are short, since every character of an SMS counts.
"""

from datetime import date

from django.core.signing import BadSignature
from django.utils.http import base36_to_int, int_to_base36

from portal.accounts.models import User
from portal.notices.services import page_url
from portal.signed import ShortSigner

_signer = ShortSigner(salt="portal.alerts")


def token_of(user_id: int, day: date) -> str:
    return _signer.sign(f"{int_to_base36(user_id)}-{int_to_base36(day.toordinal())}")


def read_token(token: str) -> tuple[int, date]:
    """Id of the user, and day of the message. Raises BadSignature for what we did not sign."""
    user_id, dash, day = _signer.unsign(token).partition("-")
    if not dash:
        raise BadSignature
    return base36_to_int(user_id), date.fromordinal(base36_to_int(day))


def news_url(user: User, day: date) -> str:
    """The page with what the message of that day told."""
    return page_url(user, "alert_news", token_of(user.pk, day))


def stop_url(user: User, day: date) -> str:
    return page_url(user, "alert_stop", token_of(user.pk, day))
