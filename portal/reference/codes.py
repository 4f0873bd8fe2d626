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


def entries(list_name: str, *, on: date | None = None, use: str = "") -> Mapping[str, Code]:
    """The codes of a list that hold on a day (today), in the order of the screen; with `use`, only
    those that the list gives to it."""
    now = time.monotonic()
    kept = _kept.get(list_name)
    if kept is None or now - kept[0] > KEEP_SECONDS:
        rows = {c.code: c for c in Code.objects.filter(list=list_name)}
        kept = (now, MappingProxyType(rows))
        _kept[list_name] = kept
    day = on or timezone.localdate()
    return {
        code: entry
        for code, entry in kept[1].items()
        if entry.holds_on(day) and (not use or use in _uses(entry))
    }


def _uses(entry: Code) -> list[str]:
    return str(entry.extra.get("use", "")).split("|")


def forget() -> None:
    """Drops what this process keeps, after the lists were loaded anew."""
    _kept.clear()


def labels(list_name: str, *, use: str = "") -> dict[str, str]:
    """Code → label in the reader's language, in the order of the screen."""
    english = get_language() == "en"
    return {
        code: entry.label_en if english else entry.label_vi
        for code, entry in entries(list_name, use=use).items()
    }


def choices(list_name: str, *, use: str = "") -> list[tuple[str, str]]:
    """The list as form choices."""
    return list(labels(list_name, use=use).items())
