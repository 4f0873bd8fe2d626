"""What the portal can tell people: one entry a kind of message.

Texts are filled with the notice's context. An SMS carries the text alone, so it must make sense
without the subject. It leaves without tone marks: so one SMS holds 160 characters, with them 70,
and longer texts cost several.
"""

from portal.notices.kinds.accounts import ACCOUNTS
from portal.notices.kinds.hiring import HIRING, NEW_MATCHES
from portal.notices.kinds.kind import Audience, Kind
from portal.notices.kinds.learning import LEARNING
from portal.notices.kinds.reports import REPORTS

__all__ = ["KINDS", "NEW_MATCHES", "Audience", "Kind", "mutable_kinds"]

KINDS: dict[str, Kind] = {kind.name: kind for kind in (*ACCOUNTS, *HIRING, *LEARNING, *REPORTS)}


def mutable_kinds() -> list[Kind]:
    """Those that a person may turn off."""
    return [kind for kind in KINDS.values() if kind.may_mute]
