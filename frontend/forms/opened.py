"""Forms of rows that several people change, and that somebody may send twice."""

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from decimal import Decimal
from functools import partial
from hashlib import sha256
from typing import Any, Self, TypeVar, cast
from uuid import UUID, uuid4

from django import forms
from django.http import HttpRequest, QueryDict
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from frontend.forms.base import ServiceForm
from portal.validation import ChangedError

T = TypeVar("T")
# As much of a long text as tells what somebody else made of it.
LONGEST_SHOWN = 300
# Before any row was saved: what is there by now came after the form.
NEVER = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Opened:
    """What a form carries from when it was opened: of what version the row was and what stood in
    each field, as a fingerprint; a new form, without a row, also what it is told apart by."""

    at: datetime
    seen: dict[str, str] = field(default_factory=dict)
    key: UUID | None = None

    @classmethod
    def read(cls, text: str) -> "Opened | None":
        """None for a text that no form of ours has sent."""
        try:
            at, seen, key = json.loads(text)
            return cls(datetime.fromisoformat(at), dict(seen), UUID(key) if key else None)
        except (ValueError, TypeError, AttributeError, RecursionError):
            return None

    def __str__(self) -> str:
        return json.dumps([self.at.isoformat(), self.seen, self.key and self.key.hex])


class OpenedField(forms.Field):
    """Says nothing to the reader, whatever it holds."""

    widget = forms.HiddenInput

    def __init__(self) -> None:
        super().__init__(required=False)

    def to_python(self, value: Any) -> Opened | None:
        return Opened.read(str(value or ""))


class OpenedForm(ServiceForm):
    """A form of a row. What somebody else made of the row since it was opened is shown at the
    fields, and overwritten only by who saves again. Its page has `form.opened` in it."""

    opened = OpenedField()

    def remember(self, version: datetime | None) -> None:
        """Notes what the form shows now; `version` is the row's `updated_at`, None without a row.
        Called once all fields are there."""
        seen = {name: _fingerprint(self._stored(name)) for name in self.fields if name != "opened"}
        key = None if version else uuid4()
        self.initial["opened"] = Opened(version or NEVER, seen, key)

    @property
    def sent(self) -> Opened | None:
        """What the form that was sent was opened with."""
        return Opened.read(str(self["opened"].value() or ""))

    @property
    def key(self) -> UUID:
        """What a new form is told apart by, however often it is sent."""
        return sent_key(self.data)

    def saved_unless_changed(
        self, write: Callable[[datetime | None], T], reopen: Callable[[], Self]
    ) -> T | None:
        """As `saved`. `write` takes the version it expects, and raises ChangedError where the row
        has another one; `reopen` makes the form of the row as it is now."""
        opened = self.sent
        version = opened.at if opened else None
        while True:
            try:
                return self.saved(partial(write, version))
            except ChangedError:
                # Fields that nobody here would overwrite are no reason to ask.
                now = reopen()
                self._show_changes(opened or Opened(NEVER), now)
                version = now.initial["opened"].at

    def _show_changes(self, opened: Opened, now: Self) -> None:
        changed = [
            name
            for name, seen in now.initial["opened"].seen.items()
            if seen != opened.seen.get(name) and name in self.fields and self._differs(name, now)
        ]
        if not changed:
            return
        self.add_error(
            None,
            _(
                "This was changed after you opened the page, so nothing is saved yet. What is "
                "saved now stands at each field. Save again to put yours in its place."
            ),
        )
        for name in changed:
            self.add_error(name, _("Now saved: %(value)s") % {"value": now._told(name)})
        data = cast(QueryDict, self.data).copy()
        data["opened"] = str(replace(now.initial["opened"], key=opened.key))
        self.data = data

    def _differs(self, name: str, now: Self) -> bool:
        typed = self[name].data if name in self.unread else self.cleaned_data[name]
        return _plain(typed) != _plain(now._stored(name))

    def _stored(self, name: str) -> Any:
        return self.get_initial_for_field(self.fields[name], name)

    def _told(self, name: str) -> str:
        """What is stored, as people read it."""
        shown, value = self.fields[name], self._stored(name)
        if isinstance(shown, forms.BooleanField):
            return _("yes") if value else _("no")
        if isinstance(shown, forms.ChoiceField):
            labels = {str(code): str(label) for code, label in cast(Any, shown.choices)}
            codes: Iterable[Any] = value if isinstance(value, list) else [value]
            text = ", ".join(labels.get(str(code), str(code)) for code in codes if code is not None)
        else:
            text = str(shown.widget.format_value(shown.prepare_value(value)) or "")
        return Truncator(text).chars(LONGEST_SHOWN) or _("nothing")


def version_of(request: HttpRequest) -> datetime | None:
    """Which version of a row its reader saw, as a form or an address says; None where neither
    does. For pages that decide on a row and do not change its fields."""
    given = request.POST.get("version") or request.GET.get("version", "")
    try:
        return datetime.fromisoformat(given)
    except ValueError:
        return None


def sent_key(data: Mapping[str, str]) -> UUID:
    """What the new form in this data is told apart by; one that nothing has, where it says none."""
    opened = Opened.read(data.get("opened", ""))
    return (opened and opened.key) or uuid4()


def _plain(value: Any) -> str:
    """A value as text that is the same wherever it says the same: 3 and 3.0, 0 and nothing."""
    if isinstance(value, list | tuple):
        return ",".join(sorted(map(str, value)))
    if isinstance(value, int | Decimal):
        value = float(value)
    return str(value) if value else ""


def _fingerprint(value: Any) -> str:
    return sha256(_plain(value).encode()).hexdigest()[:8]
