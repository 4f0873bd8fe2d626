"""Classes that employers order, and what centres offer for them."""

from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from matching.sample.chance import Chance
from matching.sample.city import City
from matching.sample.courses import Teaching
from matching.sample.organisations import Employer
from portal.accounts.models import Organisation
from portal.reference.models import Occupation
from training.models import Course, Intake
from training.orders.models import OrderOffer, TrainingOrder

# Employers beside the demo one who have an order open.
OTHERS = 4
MILLION = 1_000_000
COMMITMENTS = (
    "Ký hợp đồng 24 tháng ngay sau khoá học, đóng đủ bảo hiểm.",
    "Nhận vào làm tại xưởng, trả nửa học phí cho người ở lại từ 12 tháng.",
    "Thử việc hưởng nguyên lương, có xe đưa đón và bữa ăn ca.",
)
NOTES = ("", "Có thể học thực hành tại xưởng.", "Ưu tiên học buổi tối.")
State = TrainingOrder.State


def make_training_orders(city: City, employers: list[Employer], teachings: list[Teaching]) -> None:
    """Of the demo employer, which comes first, one order open with offers, one agreed on and one
    expired; of some others one open."""
    chance = city.chance("training orders")
    shown = [e.row for e in employers if e.row.verification == Organisation.Verification.VERIFIED]
    taught = [
        t
        for t in teachings
        if t.row.status == Course.Status.PUBLISHED
        and t.row.centre.verification == Organisation.Verification.VERIFIED
    ]
    if not shown or not taught:
        return
    demo, *others = shown
    _open(city, chance, demo, chance.choice(taught), taught)
    _expired(city, chance, demo, chance.choice(taught))
    _agreed(city, chance, demo, taught)
    for employer in others[:OTHERS]:
        _open(city, chance, employer, chance.choice(taught), taught[:0])


def _order(
    city: City, chance: Chance, employer: Organisation, occupation: Occupation, **fields: Any
) -> TrainingOrder:
    learners = chance.choice([15, 20, 25, 30])
    starts = timezone.localdate() + timedelta(days=chance.randrange(35, 70))
    return TrainingOrder.objects.create(
        **{
            "employer": employer,
            "occupation": occupation,
            "unit": employer.unit or next(iter(city.units.values())),
            "learners": learners,
            "hires": learners - chance.choice([0, 3, 5]),
            "starts_on": starts,
            "ends_on": starts + timedelta(days=90),
            "answers_until": starts - timedelta(days=14),
            "pay": chance.choice([8, 9, 10, 11]) * MILLION,
            "commitment": chance.choice(COMMITMENTS),
            "note": chance.choice(NOTES),
        }
        | fields
    )


def _open(
    city: City, chance: Chance, employer: Organisation, like: Teaching, offering: list[Teaching]
) -> None:
    order = _order(city, chance, employer, city.occupations[like.occupations[0]])
    centres: set[int] = set()
    for teaching in offering:
        centre = teaching.row.centre_id
        if centre not in centres and order.occupation_id in teaching.occupations:
            centres.add(centre)
            _offer(chance, order, teaching.row, order.starts_on, order.ends_on)


def _expired(city: City, chance: Chance, employer: Organisation, like: Teaching) -> None:
    starts: date = timezone.localdate() + timedelta(days=5)
    _order(
        city,
        chance,
        employer,
        city.occupations[like.occupations[0]],
        starts_on=starts,
        ends_on=starts + timedelta(days=60),
        answers_until=timezone.localdate() - timedelta(days=2),
        state=State.EXPIRED,
        ended_at=timezone.now(),
    )


def _agreed(city: City, chance: Chance, employer: Organisation, taught: list[Teaching]) -> None:
    """With a class to come that is there already."""
    coming = Intake.objects.open().filter(course__in=[t.row for t in taught])
    intake = coming.select_related("course").order_by("pk").first()
    if intake is None:
        return
    teaching = next(t for t in taught if t.row.pk == intake.course_id)
    order = _order(
        city,
        chance,
        employer,
        city.occupations[teaching.occupations[0]],
        learners=intake.seats,
        hires=max(1, intake.seats // 2),
        starts_on=intake.starts_on,
        ends_on=intake.ends_on,
        answers_until=min(intake.starts_on, timezone.localdate()),
        state=State.AGREED,
        intake=intake,
    )
    _offer(chance, order, intake.course, intake.starts_on, intake.ends_on, state="accepted")


def _offer(
    chance: Chance, order: TrainingOrder, course: Course, starts: date, ends: date, **fields: Any
) -> None:
    OrderOffer.objects.create(
        order=order,
        centre=course.centre,
        course=course,
        starts_on=starts,
        ends_on=ends,
        seats=order.learners,
        price=chance.choice([0, 1_500_000, 2_000_000, 2_500_000]),
        note=chance.choice(NOTES),
        **fields,
    )
