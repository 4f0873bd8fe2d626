"""What the state may pay towards a course, as the reader is told it."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from frontend import formats
from frontend.cards import Fact
from portal.people.models import Person
from portal.reference import codes
from training.entitlement import Entitlement, by_group, entitlement
from training.models import Course

KINDS = {
    "tuition": gettext_lazy("Tuition"),
    "meals": gettext_lazy("Meals"),
    "travel": gettext_lazy("Travel"),
}


@dataclass(frozen=True)
class Support:
    """By one group's rates: the whole, its parts, and whether a rate behind it is not sure yet."""

    group: str
    total: int
    parts: list[Fact]
    provisional: bool


def support_for(person: Person | None, course: Course) -> Support | None:
    """What the reader themselves may get; None where they said nothing that gives a right to it."""
    if person is None:
        return None
    found = entitlement(person, course)
    return _support(found) if found.lines else None


def support_by_group(course: Course) -> list[Support]:
    """What others may get, most first; travel comes on top of it."""
    return [_support(found) for found in by_group(course)]


def _support(found: Entitlement) -> Support:
    return Support(
        group=codes.labels("priority_groups").get(found.group, found.group),
        total=found.total,
        parts=[
            Fact(
                label=str(KINDS[line.kind]),
                value=_provisional(line.amount) if line.provisional else formats.money(line.amount),
                note=line.legal_source,
            )
            for line in found.lines
        ],
        provisional=found.provisional,
    )


def _provisional(amount: int) -> str:
    return _("about %(amount)s (provisional)") % {"amount": formats.money(amount)}
