"""What people write of the work they want: the trade, and at times the place beside it."""

import re

from portal.search.concepts import PLACE
from portal.search.understand import understand
from portal.textfold import nfc

# Ways to say that any work will do, folded.
ANYTHING = {
    *("viec gi cung duoc", "viec gi cung lam", "viec nao cung duoc"),
    *("gi cung duoc", "lam gi cung duoc", "any work", "any job", "anything"),
}
# Behind these a place follows, if it is written like a name: not in "bán hàng ở chợ".
_WHERE = re.compile(r"(?:^|\s)(?:ở|tại|in|at)\s+(\w.*)$", re.IGNORECASE)
_BEFORE_A_PLACE = re.compile(r"(?:^|\s)(?:ở|tại|gần|in|at|near)$", re.IGNORECASE)


def trade_and_place(wish: str) -> tuple[str, str]:
    """A wish parted: “thợ hàn ở Tiên Lãng” is “thợ hàn” and “Tiên Lãng”; either may be empty."""
    text = nfc(wish)
    place = _place_in(text)
    before, found, after = text.partition(place) if place else (text, "", "")
    if not found:
        return text, ""
    return nfc(f"{_BEFORE_A_PLACE.sub('', before.strip())} {after}"), place


def _place_in(text: str) -> str:
    for part in understand(text).parts:
        # Names of one word are too often something else.
        if " " in part.words and any(concept.kind == PLACE for concept in part.concepts):
            return part.words
    told = _WHERE.search(text)
    return told[1] if told and told[1][0].isupper() else ""
