"""The signed links in messages: they prove by themselves whose message it was.

They hold for good, since a message may be read late, and show no more than that one message did.
"""

from datetime import date, datetime

from django.core.signing import BadSignature, Signer

from portal.accounts.models import User
from portal.notices.services import page_url

# A dot, since a colon would be escaped in an address.
_signer = Signer(salt="portal.alerts", sep=".")
DAY_FORMAT = "%Y%m%d"


def token_of(user_id: int, day: date) -> str:
    return _signer.sign(f"{user_id}-{day:{DAY_FORMAT}}")


def read_token(token: str) -> tuple[int, date]:
    """Id of the user, and day of the message. Raises BadSignature for what we did not sign."""
    user_id, dash, day = _signer.unsign(token).partition("-")
    if not dash:
        raise BadSignature
    return int(user_id), datetime.strptime(day, DAY_FORMAT).date()


def news_url(user: User, day: date) -> str:
    """The page with what the message of that day told."""
    return page_url(user, "alert_news", token_of(user.pk, day))


def stop_url(user: User, day: date) -> str:
    return page_url(user, "alert_stop", token_of(user.pk, day))
