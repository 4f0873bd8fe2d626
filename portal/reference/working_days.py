"""Days on which offices work: neither Saturday, Sunday nor a public holiday of the dated list."""

from datetime import date, timedelta

from portal.reference.codes import labels

LIST = "public_holidays"


def is_working_day(day: date) -> bool:
    """Whether offices work on a day. A year without a list has weekends only."""
    return day.weekday() < 5 and day.isoformat() not in labels(LIST)


def after_working_days(day: date, count: int) -> date:
    """The day on which `count` working days are over, that day itself not counted (Civil Code
    91/2015, Article 147: a term begins on the day after)."""
    while count > 0:
        day += timedelta(days=1)
        count -= is_working_day(day)
    return day
