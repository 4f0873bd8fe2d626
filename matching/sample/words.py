"""What `sample_recommendation` prints for people."""

from collections.abc import Iterable

from matching.recommend.explain.reasons import TOLD_BY_GAPS, skill_label
from matching.recommend.gaps import Gap
from matching.recommend.service import Recommendation
from matching.sample.accounts import listed
from matching.sample.pay import words
from portal.people.models import Person

MARKS = {"fits": "✓", "missing": "!", "todo": "→"}


def described(person: Person, found: Iterable[Recommendation]) -> str:
    """The demo accounts, then the vacancies with score, reasons, and a course for each gap."""
    lines = ["Demo accounts (sign in with a phone number or e-mail address):"]
    for account in listed():
        secret = account.get("totp_secret")
        factor = f"   authenticator secret {secret}" if secret else ""
        lines.append(
            f"  {account['role']:<16} {account['login']:<24} {account['password']}{factor}"
        )
    lines += ["", f"Recommended to {person.full_name}, {person.unit} ({person.major}):"]
    for number, recommendation in enumerate(found, 1):
        lines += _vacancy(number, recommendation)
    return "\n".join(lines)


def _vacancy(number: int, recommendation: Recommendation) -> list[str]:
    vacancy = recommendation.vacancy
    place = vacancy.industrial_park or vacancy.unit or vacancy.country
    lines = [
        f"{number}. {vacancy.title}",
        f"   {vacancy.employer} · {place}{_pay(vacancy.pay_min, vacancy.pay_max)}"
        f" · {recommendation.score:.0f}/100",
    ]
    lines += [
        f"   {MARKS[reason.kind]} {reason.text}"
        for reason in recommendation.reasons
        if reason.code not in TOLD_BY_GAPS
    ]
    for gap in recommendation.missing:
        lines += _gap(gap)
    return lines


def _gap(gap: Gap) -> list[str]:
    lines = [f"   ! thiếu: {skill_label(gap.skill)}"]
    if offer := gap.offer:
        way = "" if offer.distance_km is None else f", cách {offer.distance_km:.0f} km"
        lines.append(
            f"   → {offer.course.title} ({offer.course.centre}{way}), khai giảng "
            f"{offer.intake.starts_on:%d/%m/%Y}, còn {offer.seats} chỗ, mở thêm {gap.opens} việc"
        )
    return lines


def _pay(low: int | None, high: int | None) -> str:
    if not (low or high):
        return ""
    both = [words(amount) for amount in (low, high) if amount]
    return f" · {' – '.join(both)} triệu đ/tháng"
