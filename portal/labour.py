"""Numbers of labour law that hold everywhere in the portal, each with its source. What changes
with the years is a row of `LegalRate` instead (portal.reference.rates)."""

from datetime import date

# Years: the youngest worker (Labour Code 45/2019/QH14, Articles 3 and 143), and whom a course of
# Decision 46/2015/QĐ-TTg, Article 1, may support.
YOUNGEST_WORKER = 15
# Days: for managers of an enterprise; less for everybody else (Labour Code, Article 25).
LONGEST_PROBATION = 180
# Normal working time (Labour Code, Article 105), and a month as payrolls count it.
HOURS_A_DAY, HOURS_A_WEEK, DAYS_A_MONTH = 8, 48, 26
# VND: monthly pay below this is a slip of the pen, "12" for twelve million. No law sets it.
LEAST_PAY = 100_000


def age_on(born: date, day: date) -> int:
    """Full years of age."""
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))
