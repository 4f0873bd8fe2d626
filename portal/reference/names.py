"""Finding things by the beginning of one of their names."""

from collections.abc import Iterable

SAME, BEGINS, WITHIN = 0, 1, 2


def rank(wanted: str, names: Iterable[str]) -> int | None:
    """How well the best of the names agrees: the same, begins so, or a later word begins so.

    None where no name does. All texts folded, so that tone marks and case play no part.
    """
    best: int | None = None
    for name in names:
        if name == wanted:
            return SAME
        if name.startswith(wanted):
            best = BEGINS
        elif best is None and f" {wanted}" in name:
            best = WITHIN
    return best
