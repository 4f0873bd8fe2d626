"""A kind of message, and whom it concerns."""

from dataclasses import dataclass
from datetime import timedelta
from enum import Enum
from typing import Any


class Audience(Enum):
    """Whom a kind of message concerns."""

    EVERYBODY = "everybody"
    SEEKER = "seeker"
    MEMBER = "member"
    STAFF = "staff"


@dataclass(frozen=True)
class Kind:
    """A kind of message.

    audience    as what somebody gets it: with an account, as a job seeker, as a member, as the ESC
    urgent      leaves at once, at any hour, and cannot be muted
    secret      its context is wiped when the message has left or was given up
    useful_for  later than this it is not sent any more
    email       what an e-mail says, if more than `text`
    purpose     what the person must agree to, also in the moment in which it leaves
    by_day      in quiet hours not even a second try is made
    mutable     people may turn it off; urgent ones never
    """

    name: str
    label: Any
    subject: Any
    text: Any
    audience: Audience
    urgent: bool = False
    secret: bool = False
    useful_for: timedelta = timedelta(days=3)
    email: Any = ""
    purpose: str = ""
    by_day: bool = False
    mutable: bool = True

    @property
    def may_mute(self) -> bool:
        return self.mutable and not self.urgent
