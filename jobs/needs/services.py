"""What organisations declare that they will need in half a year (form 03 of Decree 23/2021)."""

from collections.abc import Iterable
from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from jobs.needs.models import MOST_NEEDED, HiringNeed, HiringNeedRow
from portal.accounts.models import Organisation
from portal.reference.models import Occupation
from portal.validation import Problems

JULY = 7
MOST_ROWS = 30


def period_of(day: date) -> tuple[date, date]:
    """The half-year in which a day lies: its first and its last day."""
    if day.month < JULY:
        return date(day.year, 1, 1), date(day.year, 6, 30)
    return date(day.year, 7, 1), date(day.year, 12, 31)


def periods_on_offer() -> list[tuple[date, date]]:
    """The half-years for which one can declare now: this one and the next one."""
    this = period_of(timezone.localdate())
    return [this, period_of(this[1] + timedelta(days=1))]


@transaction.atomic
def declare(
    *, organisation_id: int, period_from: date | None, rows: Iterable[tuple[Occupation, int]]
) -> HiringNeed:
    """Puts these rows in the place of what the organisation has declared for the half-year before.

    Raises ValidationError at `period` and `rows`.
    """
    organisation = Organisation.objects.select_for_update(of=("self",)).get(pk=organisation_id)
    given = list(rows)
    offered = [begins for begins, _ends in periods_on_offer()]
    problems = Problems()
    first = period_from or date.min
    if first not in offered:
        problems.add("period", _("Choose this half-year or the next one."))
    if not given:
        problems.add("rows", _("Name at least one occupation."), "required")
    if len(given) > MOST_ROWS:
        problems.add("rows", _("Name at most %(most)s occupations.") % {"most": MOST_ROWS})
    if len({occupation.pk for occupation, _n in given}) < len(given):
        problems.add("rows", _("Each occupation once: add the numbers up."), "twice")
    if any(not 1 <= number <= MOST_NEEDED for _o, number in given):
        problems.add("rows", _("Write how many people of each."))
    problems.raise_if_any()
    need, made = HiringNeed.objects.get_or_create(
        organisation=organisation,
        period_from=first,
        defaults={"period_to": period_of(first)[1]},
    )
    if not made:
        need.rows.all().delete()
        need.save()
    HiringNeedRow.objects.bulk_create(
        HiringNeedRow(need=need, occupation=occupation, number=number)
        for occupation, number in given
    )
    return need
