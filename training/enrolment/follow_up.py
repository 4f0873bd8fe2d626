"""Asking graduates after 3 and 6 months whether they found work, and what that says of a course.

Whoever learned with support from the state is asked by law: what becomes of them is reported
(Decision 46/2015/QĐ-TTg, Decree 338/2025/NĐ-CP). Others are asked only if they agreed to it.

The links hold by their signature, so that a graduate answers with one tap, without signing in.
They tell the course and no name.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.core.signing import BadSignature
from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone
from django.utils.http import base36_to_int, int_to_base36
from django.utils.translation import gettext as _

from portal.accounts.models import User
from portal.notices.services import page_url
from portal.people.models import Consent
from portal.signed import ShortSigner
from training.enrolment.models import Enrolment, FollowUp, SupportClaim
from training.enrolment.telling import tell_person
from training.models import Course

State = SupportClaim.State
REMIND_AFTER = timedelta(days=7)
# Later than this nobody is asked for the first time: after an outage, an old question is no use.
ASK_WITHIN = timedelta(days=60)
# Fewer answers say more about single people than about the course.
LEAST_ANSWERS = 20
_signer = ShortSigner(salt="training.enrolment.follow_up")


@dataclass(frozen=True)
class Placement:
    """How many graduates answered, and how many of them work: at 6 months, else at 3."""

    answers: int
    at_work: int

    @property
    def percent(self) -> int:
        return round(100 * self.at_work / self.answers) if self.answers else 0

    @property
    def is_published(self) -> bool:
        return self.answers >= LEAST_ANSWERS


def add_months(day: date, months: int) -> date:
    """The same day of a later month, or its last day where it is shorter."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    following = date(year + month // 11, (month + 1) % 12 + 1, 1)
    last = (following - timedelta(days=1)).day
    return date(year, month + 1, min(day.day, last))


def plan(enrolment: Enrolment, certified_on: date) -> None:
    """The questions to a graduate; planned again, they stay as they are."""
    FollowUp.objects.bulk_create(
        [
            FollowUp(enrolment=enrolment, months=months, due_on=add_months(certified_on, months))
            for months in FollowUp.AFTER_MONTHS
        ],
        ignore_conflicts=True,
    )


def ask_due() -> int:
    """Asks those whose day has come, and once more after a week; returns how many were told. Safe
    to run at any time."""
    now, today = timezone.now(), timezone.localdate()
    first = Q(asked_at__isnull=True, due_on__lte=today, due_on__gte=today - ASK_WITHIN)
    again = Q(asked_at__lte=now - REMIND_AFTER, reminded_at__isnull=True)
    due = _may_be_asked().filter(first | again, answer="")
    return sum(_ask(pk) for pk in list(due.order_by("pk").values_list("pk", flat=True)))


def _may_be_asked() -> QuerySet[FollowUp]:
    supported = Q(enrolment__claim__state__in=(State.CLAIMED, State.APPROVED))
    agreed = Consent.objects.filter(
        person=OuterRef("enrolment__person"),
        purpose=Consent.Purpose.FOLLOW_UP,
        withdrawn_at__isnull=True,
    )
    rows = FollowUp.objects.filter(enrolment__person__user__isnull=False)
    return rows.filter(supported | Exists(agreed))


@transaction.atomic
def _ask(follow_up_id: int) -> bool:
    rows = _may_be_asked().select_for_update(of=("self",), skip_locked=True)
    rows = rows.select_related("enrolment__person__user", "enrolment__intake__course")
    follow_up = rows.filter(pk=follow_up_id, answer="", reminded_at__isnull=True).first()
    if follow_up is None or follow_up.enrolment.person.user is None:
        return False
    now = timezone.now()
    reminds = follow_up.asked_at is not None
    if reminds:
        if follow_up.asked_at > now - REMIND_AFTER:  # type: ignore[operator]
            return False
        follow_up.reminded_at = now
    else:
        follow_up.asked_at = now
    follow_up.save()
    tell_person(
        follow_up.enrolment,
        "graduate_asked",
        key=f"{follow_up.months}:{'again' if reminds else 'first'}",
        url=answer_url(follow_up.enrolment.person.user, follow_up),
    )
    return True


@transaction.atomic
def answer(*, follow_up_id: int, answer: str) -> FollowUp:
    """Notes the answer; a later one takes its place. Raises ValidationError for one not offered."""
    if answer not in FollowUp.Answer.values:
        raise ValidationError({"answer": ValidationError(_("Choose one."), code="required")})
    follow_up = FollowUp.objects.select_for_update().get(pk=follow_up_id)
    follow_up.answer, follow_up.answered_at = answer, timezone.now()
    follow_up.save()
    return follow_up


def token_of(follow_up: FollowUp) -> str:
    return _signer.sign(int_to_base36(follow_up.pk))


def read_token(token: str) -> int:
    """Id of the question. Raises BadSignature for what we did not sign."""
    try:
        return base36_to_int(_signer.unsign(token))
    except ValueError as error:
        raise BadSignature from error


def answer_url(user: User, follow_up: FollowUp) -> str:
    return page_url(user, "graduate_answer", token_of(follow_up))


def placement(course: Course) -> Placement:
    """Of all graduates of a course who answered; one query."""
    rows = FollowUp.objects.filter(enrolment__intake__course=course).exclude(answer="")
    latest = rows.order_by("enrolment_id", "-months").distinct("enrolment_id")
    answers = list(latest.values_list("answer", flat=True))
    return Placement(len(answers), sum(a in FollowUp.AT_WORK for a in answers))
