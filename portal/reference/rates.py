"""The amounts and limits of law that hold on a day."""

from collections.abc import Mapping
from datetime import date

from django.utils import timezone

from portal.reference.models import LegalRate


def rates_on(
    day: date | None = None, *, codes: tuple[str, ...] = ()
) -> Mapping[tuple[str, str], LegalRate]:
    """(code, scope) → the rate of the day (today); where several hold, the newest. One query."""
    rows = LegalRate.objects.valid_on(day or timezone.localdate())
    if codes:
        rows = rows.filter(code__in=codes)
    return {(row.code, row.scope): row for row in rows.order_by("valid_from")}


def rate_by_scope(code: str, day: date | None = None) -> dict[str, LegalRate]:
    """Scope → the rate of one code on the day (today)."""
    return {scope: rate for (_code, scope), rate in rates_on(day, codes=(code,)).items()}
