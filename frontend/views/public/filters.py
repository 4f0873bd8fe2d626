"""The sheet of filters: every choice with how many results it would leave."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from frontend import formats
from frontend.cards import Choice
from frontend.views.public.asked import COURSES, ONLY_ONE_SIDE, Asked
from portal.search.params import SORTS
from portal.search.results import Results, labels_of

RADII_KM = (3, 5, 10, 15, 20, 30, 50)
PAYS_VND = tuple(million * 1_000_000 for million in (5, 6, 7, 8, 10, 12, 15, 20, 30))
POSTED_DAYS = (1, 3, 7, 14, 30)
# Those of a list that are seen at once; the rest unfolds.
SEEN = 6
MOST_OCCUPATIONS = 16


@dataclass(frozen=True)
class Group:
    """A filter of the sheet: one of a few (`options`), or several of a list with counts."""

    name: str
    label: str
    options: list[Choice] = field(default_factory=list)
    seen: list[Choice] = field(default_factory=list)
    folded: list[Choice] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)


def labels(kind: str) -> dict[str, str]:
    """What the filters of a kind of result are called, in the order of the sheet."""
    return {
        "radius_km": _("Distance"),
        "pay_min": _("Pay"),
        "occupation": _("Occupation"),
        "level": _("Level") if kind == COURSES else _("Level asked for"),
        "shift": _("Shifts"),
        "welfare": _("Benefits"),
        "industry": _("Industry"),
        "posted_after": _("When posted"),
    }


def groups(asked: Asked, results: Results | None) -> list[Group]:
    """The filters that make sense for the kind of result and leave a choice."""
    one_of: dict[str, Callable[[Asked], list[Choice]]] = {
        "radius_km": _radii,
        "pay_min": _pays,
        "posted_after": _posted,
    }
    found = []
    for name, label in labels(asked.kind).items():
        if asked.kind == COURSES and name in ONLY_ONE_SIDE and name != "level":
            continue
        errors = asked.errors.get(name, [])
        if name in one_of:
            found.append(Group(name, label, options=one_of[name](asked), errors=errors))
        elif choices := _choices(name, asked, results):
            seen = [c for at, c in enumerate(choices) if at < SEEN or c.checked]
            folded = [c for c in choices if c not in seen]
            found.append(Group(name, label, seen=seen, folded=folded, errors=errors))
    return found


def _choices(name: str, asked: Asked, results: Results | None) -> list[Choice]:
    """Most results first, levels from low to high; without the engine the whole list, no counts."""
    if results and not results.limited:
        values = results.facets[name]
        if name == "level":
            rank = {code: at for at, code in enumerate(labels_of(name))}
            values = sorted(values, key=lambda value: rank.get(value.code, len(rank)))
        return [
            Choice(value=v.code, label=v.label, count=v.count, checked=v.chosen)
            for at, v in enumerate(values)
            if name != "occupation" or at < MOST_OCCUPATIONS or v.chosen
        ]
    if name == "occupation":
        return []
    chosen = asked.query.getlist(name)
    return [Choice(value=c, label=t, checked=c in chosen) for c, t in labels_of(name).items()]


def _one_of(any_label: str, known: Iterable[tuple[str, str]], now: str, label: str) -> list[Choice]:
    """Any, those of the sheet, and what else stands in the address."""
    options = [("", any_label), *known]
    if now and now not in dict(options):
        options.append((now, label))
    return [Choice(value=v, label=text, checked=v == now) for v, text in options]


def _value(asked: Asked, name: str) -> Any:
    return (asked.params or {}).get(name)


def _radii(asked: Asked) -> list[Choice]:
    def label(km: float) -> str:
        return _("within %(km)s km") % {"km": formats.number(km, 1)}

    km = _value(asked, "radius_km")
    now = f"{km:g}" if km else ""
    return _one_of(_("any"), [(str(r), label(r)) for r in RADII_KM], now, label(km) if km else "")


def _pays(asked: Asked) -> list[Choice]:
    vnd = _value(asked, "pay_min")
    known = [(str(pay), formats.pay(pay, None)) for pay in PAYS_VND]
    return _one_of(_("any"), known, str(vnd or ""), formats.pay(vnd, None) if vnd else "")


def _posted(asked: Asked) -> list[Choice]:
    today = timezone.localdate()
    since = _value(asked, "posted_after")
    known = [
        (
            (today - timedelta(days=days)).isoformat(),
            ngettext("in the last %(n)s day", "in the last %(n)s days", days) % {"n": days},
        )
        for days in POSTED_DAYS
    ]
    label = _("since %(day)s") % {"day": formats.day(since)} if since else ""
    return _one_of(_("any time"), known, since.isoformat() if since else "", label)


def orders(asked: Asked) -> list[Choice]:
    """In which order results can be shown, as far as there is something to order by."""
    able = {"newest"}
    if asked.words:
        able.add("relevance")
    if asked.places or "lat" in asked.query:
        able.add("distance")
    if asked.kind != COURSES:
        able |= {"pay", "deadline"}
    now = _value(asked, "sort")
    return [
        Choice(value=code, label=str(label), checked=code == now)
        for code, label in SORTS.items()
        if code in able or code == now
    ]
