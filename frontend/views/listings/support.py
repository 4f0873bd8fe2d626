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
    """By one group's rates: the whole, and its parts with the law behind each."""

    group: str
    total: str
    parts: list[Fact]


def support_for(person: Person | None, course: Course) -> Support | None:
    """What the reader themselves may get; None where they said nothing that gives a right to it."""
    if person is None:
        return None
    found = entitlement(person, course)
    return _support(found) if found.lines else None


def support_by_group(course: Course) -> list[Fact]:
    """What others may get, most first: the amount, and the groups that get it; travel comes on
    top of it."""
    groups: dict[str, list[str]] = {}
    for found in by_group(course):
        amount = amount_of(found.total, provisional=found.provisional)
        groups.setdefault(amount, []).append(_label(found))
    return [Fact(label=amount, value="; ".join(names)) for amount, names in groups.items()]


def _support(found: Entitlement) -> Support:
    return Support(
        group=_label(found),
        total=amount_of(found.total, provisional=found.provisional),
        parts=[
            Fact(
                label=str(KINDS[line.kind]),
                value=amount_of(line.amount, provisional=line.provisional),
                # The lists name laws as "46/2015/QĐ-TTg, Article 4".
                note=line.legal_source.replace("Article", _("Article")),
            )
            for line in found.lines
        ],
    )


def _label(found: Entitlement) -> str:
    return codes.labels("priority_groups").get(found.group, found.group)


def amount_of(vnd: int, *, provisional: bool) -> str:
    """`khoảng 2.000.000 đ (tạm tính)` where the rate or the days behind it are not sure."""
    amount = formats.money(vnd)
    return _("about %(amount)s (provisional)") % {"amount": amount} if provisional else amount
