"""Pay by the day or the hour as pay by the month, in which everything is searched and compared."""

from jobs.models import Vacancy
from portal.labour import DAYS_A_MONTH, HOURS_A_WEEK

DAY, HOUR = "day", "hour"
WEEKS_A_MONTH = 52 / 12
PART_TIME_HOURS = 24
# Less than this in VND a day or an hour is a slip of the pen, as LEAST_PAY is for a month.
LEAST_RATES = {DAY: 10_000, HOUR: 1_000}
_ROUNDED_TO = 1000


def set_monthly(vacancy: Vacancy) -> None:
    """Keeps `pay_min` and `pay_max` (VND/month) at what `rate_min` and `rate_max` come to.
    Without hours: normal ones, or half of them for part-time work."""
    if vacancy.rate_min is None and vacancy.rate_max is None:
        return
    vacancy.pay_min = _monthly(vacancy, vacancy.rate_min)
    vacancy.pay_max = _monthly(vacancy, vacancy.rate_max)


def _monthly(vacancy: Vacancy, rate: int | None) -> int | None:
    if rate is None:
        return None
    usual = PART_TIME_HOURS if vacancy.employment_type == "part-time" else HOURS_A_WEEK
    hours = vacancy.hours_per_week or usual
    if vacancy.pay_period == HOUR:
        amount = rate * hours * WEEKS_A_MONTH
    else:
        amount = rate * DAYS_A_MONTH * min(hours / HOURS_A_WEEK, 1)
    return round(amount / _ROUNDED_TO) * _ROUNDED_TO
