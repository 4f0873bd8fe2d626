"""Money, distance, dates and phones as people here read them, in the reader's language.

Each function takes None for "not known" and gives an empty text then.
"""

import re
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import phonenumbers
from django.utils import formats, timezone
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext, pgettext_lazy

# Characters of the private use area that the search engine puts around a found word: they
# survive escaping, and nothing that people type contains them.
FOUND_START, FOUND_END = "\ue000", "\ue001"
_FOUND = re.compile(f"{FOUND_START}([^{FOUND_START}{FOUND_END}]*){FOUND_END}")

MILLION = 1_000_000
WEEKDAYS = (
    pgettext_lazy("weekday", "Mon"),
    pgettext_lazy("weekday", "Tue"),
    pgettext_lazy("weekday", "Wed"),
    pgettext_lazy("weekday", "Thu"),
    pgettext_lazy("weekday", "Fri"),
    pgettext_lazy("weekday", "Sat"),
    pgettext_lazy("weekday", "Sun"),
)


def number(value: float | Decimal | None, decimals: int = 0) -> str:
    """`12.500`: grouped as the language does, with at most so many decimals."""
    if value is None:
        return ""
    rounded = round(Decimal(str(value)), decimals)
    text = f"{rounded:f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return formats.number_format(text, force_grouping=True)


def money(vnd: int | None) -> str:
    """`12.500.000 đ`, `12,500,000 VND`, for a whole number of VND."""
    return "" if vnd is None else _("%(amount)s VND") % {"amount": number(vnd)}


def pay(minimum: int | None, maximum: int | None, unit: str = "month") -> str:
    """`8–12 triệu đ/tháng`, `8–12 million VND/month`, for VND per `month`, `day` or `hour`; without
    both ends: negotiable."""
    if minimum is None and maximum is None:
        return _("Pay to be agreed")
    in_millions = unit == "month"
    ends = [
        number(Decimal(end) / MILLION, 2) if in_millions else number(end)
        for end in (minimum, maximum)
        if end is not None
    ]
    if minimum is None:
        amount = pgettext("pay", "up to %(amount)s") % {"amount": ends[0]}
    elif maximum is None:
        amount = pgettext("pay", "from %(amount)s") % {"amount": ends[0]}
    else:
        amount = "–".join(dict.fromkeys(ends))
    pattern = {
        "month": _("%(amount)s million VND/month"),
        "day": _("%(amount)s VND/day"),
        "hour": _("%(amount)s VND/hour"),
    }[unit]
    return pattern % {"amount": amount}


def fee(vnd: int | None) -> str:
    """What a course costs: `Miễn phí`, or an amount."""
    if vnd is None:
        return ""
    return money(vnd) if vnd else _("Free of charge")


def distance(km: float | None) -> str:
    """`6 km`; below one kilometre nobody needs a figure."""
    if km is None:
        return ""
    if km < 1:
        return _("less than 1 km")
    return _("%(km)s km") % {"km": number(km)}


def _as_day(value: date | datetime) -> date:
    if isinstance(value, datetime):
        return timezone.localtime(value).date() if timezone.is_aware(value) else value.date()
    return value


def day(value: date | datetime | None) -> str:
    """`thứ Ba 24/11`; the year only when it is not this one."""
    if value is None:
        return ""
    value = _as_day(value)
    this_year = value.year == timezone.localdate().year
    written = formats.date_format(value, "MONTH_DAY_FORMAT" if this_year else "DATE_FORMAT")
    return f"{WEEKDAYS[value.weekday()]} {written}"


def days_left(deadline: date | datetime | None) -> str:
    """`còn 3 ngày` until and including the deadline."""
    if deadline is None:
        return ""
    days = (_as_day(deadline) - timezone.localdate()).days
    if days < 0:
        return pgettext("deadline", "closed")
    if days == 0:
        return _("last day today")
    return ngettext("%(days)s day left", "%(days)s days left", days) % {"days": number(days)}


def ago(value: date | datetime | None) -> str:
    """`hôm nay`, `5 ngày trước`, `3 tuần trước`: how old something is."""
    if value is None:
        return ""
    days = (timezone.localdate() - _as_day(value)).days
    if days <= 0:
        return _("today")
    if days == 1:
        return _("yesterday")
    if days < 14:
        return ngettext("%(n)s day ago", "%(n)s days ago", days) % {"n": days}
    if days < 60:
        weeks = days // 7
        return ngettext("%(n)s week ago", "%(n)s weeks ago", weeks) % {"n": weeks}
    months = days // 30
    return ngettext("%(n)s month ago", "%(n)s months ago", months) % {"n": months}


def duration(seconds: float | None) -> str:
    """`3 phút`, `2 giờ`, `5 ngày`: how long something has waited, in its largest whole unit."""
    if seconds is None:
        return ""
    whole = int(seconds)
    if whole < 60:
        return ngettext("%(n)s second", "%(n)s seconds", whole) % {"n": whole}
    if whole < 3600:
        n = whole // 60
        return ngettext("%(n)s minute", "%(n)s minutes", n) % {"n": n}
    if whole < 2 * 24 * 3600:
        n = whole // 3600
        return ngettext("%(n)s hour", "%(n)s hours", n) % {"n": n}
    n = whole // (24 * 3600)
    return ngettext("%(n)s day", "%(n)s days", n) % {"n": number(n)}


def months(value: int | None) -> str:
    """`2 năm 6 tháng` for a length in whole months; empty for none at all."""
    years, rest = divmod(value or 0, 12)
    parts = []
    if years:
        parts.append(ngettext("%(n)s year", "%(n)s years", years) % {"n": number(years)})
    if rest:
        parts.append(ngettext("%(n)s month", "%(n)s months", rest) % {"n": rest})
    return " ".join(parts)


def phone(value: Any) -> str:
    """`0912 345 678`; what is no number is shown as it was written."""
    if not value:
        return ""
    try:
        parsed = phonenumbers.parse(str(value), "VN")
    except phonenumbers.NumberParseException:
        return str(value)
    style = (
        phonenumbers.PhoneNumberFormat.NATIONAL
        if parsed.country_code == 84
        else phonenumbers.PhoneNumberFormat.INTERNATIONAL
    )
    return phonenumbers.format_number(parsed, style)


def fit_word(score: int) -> str:
    """The word for a score of 0–100, so that the number never stands alone."""
    if score >= 80:
        return _("fits very well")
    if score >= 60:
        return _("fits well")
    if score >= 40:
        return _("fits in part")
    return _("fits little")


def highlight(text: Any) -> SafeString:
    """Escapes the text and marks what stands between FOUND_START and FOUND_END."""
    escaped = str(conditional_escape(text))
    marked = _FOUND.sub(r"<mark>\1</mark>", escaped)
    for left_over in (FOUND_START, FOUND_END):
        marked = marked.replace(left_over, "")
    return mark_safe(marked)  # noqa: S308 - escaped above; only our two marks are added
