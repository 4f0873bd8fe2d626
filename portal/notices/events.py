"""What happens to whom: each state that something can come into, with who is told of it, or why
nobody is. Domain apps register theirs when they are ready; `docs/notices.md` is made from it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, cast

from django.core.exceptions import ImproperlyConfigured
from django.db import models

from portal.notices.kinds import KINDS


@dataclass(frozen=True)
class Event:
    """Something comes into a state. `kinds` are the messages that follow; without any, `why` says
    why nobody is told."""

    label: str
    """Model and field, as "applications.Application.status"."""
    state: str
    kinds: tuple[str, ...] = ()
    why: str = ""


_registered: dict[str, list[Event]] = {}
_beside: dict[str, str] = {}


def register(
    model: type[models.Model],
    field: str,
    told: Mapping[Any, str | Sequence[str]],
    not_told: Mapping[Any, str],
) -> None:
    """Says for every choice of a field who is told of it (names of kinds) or why nobody is.

    Raises ImproperlyConfigured where one is missing, named twice, or a kind is not known.
    """
    known = cast(models.Field, model._meta.get_field(field)).flatchoices or ()
    choices = [str(value) for value, _label in known]
    label = f"{model._meta.label}.{field}"
    both = {str(state) for state in told} & {str(state) for state in not_told}
    missing = set(choices) - {str(state) for state in (*told, *not_told)}
    kinds = {
        str(state): (kind,) if isinstance(kind, str) else tuple(kind)
        for state, kind in told.items()
    }
    unknown = {kind for several in kinds.values() for kind in several} - set(KINDS)
    if both or missing or unknown:
        raise ImproperlyConfigured(
            f"{label}: told and not told {sorted(both)}, neither {sorted(missing)}, "
            f"unknown kinds {sorted(unknown)}"
        )
    reasons = {str(state): why for state, why in not_told.items()}
    _registered[label] = [
        Event(label, state, kinds.get(state, ()), reasons.get(state, "")) for state in choices
    ]


def beside(kind: str, when: str) -> None:
    """Says when a message is sent that follows from no state: a reminder, a code."""
    if kind not in KINDS:
        raise ImproperlyConfigured(f"unknown kind {kind}")
    _beside[kind] = when


def events() -> Iterator[Event]:
    """All that is registered."""
    for label in sorted(_registered):
        yield from _registered[label]


def moments() -> dict[str, str]:
    """Kind → when it is sent, of those that follow from no state."""
    return dict(_beside)
