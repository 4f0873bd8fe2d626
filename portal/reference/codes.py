"""Reads code lists, each process keeping them for a minute."""

import time
from collections.abc import Mapping
from datetime import date
from types import MappingProxyType

from django.utils import timezone
from django.utils.translation import get_language

from portal.reference.models import Code

KEEP_SECONDS = 60
_kept: dict[str, tuple[float, Mapping[str, Code]]] = {}


def entries(list_name: str, *, on: date | None = None) -> Mapping[str, Code]:
    """The codes of a list that hold on a day (today), in the order of the screen."""
    now = time.monotonic()
    kept = _kept.get(list_name)
    if kept is None or now - kept[0] > KEEP_SECONDS:
        rows = {c.code: c for c in Code.objects.filter(list=list_name)}
        kept = (now, MappingProxyType(rows))
        _kept[list_name] = kept
    day = on or timezone.localdate()
    return {code: entry for code, entry in kept[1].items() if entry.holds_on(day)}


def forget() -> None:
    """Drops what this process keeps, after the lists were loaded anew."""
    _kept.clear()


def labels(list_name: str) -> dict[str, str]:
    """Code → label in the reader's language, in the order of the screen."""
    english = get_language() == "en"
    return {
        code: entry.label_en if english else entry.label_vi
        for code, entry in entries(list_name).items()
    }


def choices(list_name: str) -> list[tuple[str, str]]:
    """The list as form choices."""
    return list(labels(list_name).items())
