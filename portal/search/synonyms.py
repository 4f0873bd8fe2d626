"""The accepted synonyms, and whether they changed: asked by every process with every search."""

import time

from portal.search.models import Synonym, SynonymRevision

# With the time that reading takes, far below the ten seconds after which a decision must hold.
KEEP_SECONDS = 5
ROW = 1
_kept: tuple[float, str] | None = None


def accepted() -> list[tuple[str, str, str]]:
    """What is in force, as kind and id of a concept with the words for it."""
    rows = Synonym.objects.filter(status=Synonym.Status.ACCEPTED).order_by("pk")
    return list(rows.values_list("kind", "concept", "phrase"))


def revision() -> str:
    """Another text after each change of `accepted`; at most 5 seconds old.

    Ask before reading `accepted`: what changes in between is then read once more, never missed.
    """
    global _kept
    now = time.monotonic()
    if _kept is None or now - _kept[0] > KEEP_SECONDS:
        row = SynonymRevision.objects.filter(pk=ROW).first()
        _kept = (now, str(row.token) if row else "")
    return _kept[1]


def forget() -> None:
    """Has this process ask anew."""
    global _kept
    _kept = None
