"""The hours in which nobody is told anything, in local time."""

from datetime import datetime, timedelta

from django.utils import timezone

from portal.notices.models import NoticePreference


def after_quiet_hours(moment: datetime, preference: NoticePreference) -> datetime:
    """The moment itself, or the end of the quiet hours in which it lies."""
    start, end = preference.quiet_from, preference.quiet_until
    local = timezone.localtime(moment)
    at = local.time()
    over_midnight = start > end
    quiet = (at >= start or at < end) if over_midnight else start <= at < end
    if not quiet:
        return moment
    day = local.date() + timedelta(days=1 if over_midnight and at >= start else 0)
    return timezone.make_aware(datetime.combine(day, end))
