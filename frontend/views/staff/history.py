"""What happened to an organisation or an account, from the history that the database keeps."""

from collections.abc import Iterable, Iterator
from typing import Any, Literal

from django.apps import apps
from django.utils.translation import gettext as _

from frontend.cards import Event
from frontend.present import identity_changes
from portal.accounts.models import Organisation, User
from portal.accounts.services import identity

NEWEST = 100
STATES = Organisation.Verification
State = Literal["done", "now", "failed"]


def organisation_events(organisation: Organisation) -> list[Event]:
    """Registration, decisions with reason and officer, new names and tax codes; newest first."""
    rows = _rows("OrganisationHistory", organisation.pk)
    names = _names({row.verified_by_id for row in rows} | {_changed_by(row) for row in rows})
    events = []
    before = None
    for row in rows:
        for label, note, state, actor in _changes(before, row):
            parts = [part for part in (note, names.get(actor, "")) if part]
            note = " · ".join(parts)
            events.append(Event(label=label, note=note, state=state, at=row.pgh_created_at))
        before = row
    return events[::-1]


def role_events(user: User) -> list[Event]:
    """Which ESC role the account was given, when and by whom; newest first."""
    rows = _rows("EscRoleHistory", user.pk)
    names = _names({_changed_by(row) for row in rows})
    labels = dict(User.EscRole.choices)
    return [
        Event(
            label=str(labels[row.esc_role]) if row.esc_role else _("Role taken away"),
            note=names.get(_changed_by(row), _("on the server")),
            state="done" if row.esc_role else "failed",
            at=row.pgh_created_at,
        )
        for row in reversed(rows)
    ]


def _rows(model: str, pk: int) -> list[Any]:
    """Events of one object, oldest first; a very long history without its beginning."""
    events = apps.get_model("accounts", model).objects.filter(pgh_obj_id=pk)
    return list(events.select_related("pgh_context").order_by("-pgh_id")[:NEWEST])[::-1]


def _changed_by(row: Any) -> int | None:
    """Who was signed in when it changed, if it was done through a page or the API."""
    return row.pgh_context.metadata.get("user") if row.pgh_context else None


def _names(ids: Iterable[int | None]) -> dict[int | None, str]:
    return {user.pk: str(user) for user in User.objects.filter(pk__in={i for i in ids if i})}


def _changes(before: Any, row: Any) -> Iterator[tuple[str, str, State, int | None]]:
    """What one event changed: label, note, state and who did it."""
    actor = _changed_by(row)
    if before is None:
        yield _("Registered"), "", "done", actor
    for change in identity_changes(identity(before or row), identity(row)):
        yield change.label, change.value, "now", actor
    if before is None and row.verification == STATES.PENDING:
        return
    if before is None or before.verification != row.verification:
        yield from _decision(before, row, actor)
    elif before.refusal_reason != row.refusal_reason:
        yield _("Reason changed"), row.refusal_reason, "now", row.verified_by_id


def _decision(
    before: Any, row: Any, actor: int | None
) -> Iterator[tuple[str, str, State, int | None]]:
    if row.verification == STATES.VERIFIED:
        changed_back = before and before.verified_by_id == row.verified_by_id != actor
        if changed_back and before.verification == STATES.PENDING:
            yield _("Changed back, as it was verified"), "", "done", actor
        else:
            yield _("Verified"), "", "done", row.verified_by_id
    elif row.verification == STATES.PENDING:
        if before.verification == STATES.VERIFIED:
            yield _("To be checked again"), "", "now", actor
        else:
            yield _("Corrected and sent again"), "", "now", actor
    else:
        label = _("Refused") if row.verification == STATES.REFUSED else _("Suspended")
        yield label, row.refusal_reason, "failed", row.verified_by_id
