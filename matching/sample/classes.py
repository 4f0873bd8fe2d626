"""Learners in the classes of the demo centre: classes that are being filled, with people in line
and support being decided, and classes that are over, with certificates and what became of
graduates."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from itertools import islice

from django.utils import timezone

from matching.sample.chance import Chance
from matching.sample.city import City
from matching.sample.courses import demo_titles
from portal.accounts.models import Organisation
from portal.labour import YOUNGEST_WORKER, age_on
from portal.people.models import Person
from portal.reference.working_days import after_working_days
from training.enrolment.follow_up import add_months
from training.enrolment.models import (
    Attendance,
    Certificate,
    CommuneDecision,
    Enrolment,
    FollowUp,
    SupportClaim,
)
from training.enrolment.support import DECISION_DAYS
from training.enrolment.teaching import ALPHABET, NUMBER_LENGTH
from training.entitlement import INSURED, NONE, Entitlement, entitlement
from training.models import CourseRecord, Intake

Status = Enrolment.Status
FEW, IN_LINE = 6, 3
# Of those who are certified: how it goes on.
AFTERWARDS = {"employed": 0.55, "self_employed": 0.15, "studying": 0.1, "none": 0.2}
# The numbers up to it are those of the demo accounts (`City.phone`).
LAST_DEMO_PHONE = "+84900000999"
STUDY_DAYS_MARKED = 5


@dataclass
class _Learners:
    """Sample people, each in one class only; who has a demo account is left alone."""

    people: list[Person]
    used: int = 0

    @classmethod
    def of_the_sample(cls) -> "_Learners":
        rows = Person.objects.filter(is_sample=True, birth_date__isnull=False, unit__isnull=False)
        rows = rows.filter(user__phone__gt=LAST_DEMO_PHONE).select_related("unit").order_by("pk")
        return cls(list(rows))

    def some(self, count: int, on: date) -> list[Person]:
        """The next ones who are old enough on a day; fewer where there are no more."""
        left = iter(self.people[self.used :])
        old_enough = (
            p for p in left if p.birth_date and age_on(p.birth_date, on) >= YOUNGEST_WORKER
        )
        found = list(islice(old_enough, count))
        if found:
            self.used = self.people.index(found[-1]) + 1
        return found


def fill_some(city: City, centre: Organisation) -> None:
    """Fills the classes of the centre's subsidised courses, as far as there are people."""
    chance = city.chance("classes")
    learners = _Learners.of_the_sample()
    intakes = Intake.objects.filter(course__centre=centre, course__subsidised=True, cancelled=False)
    intakes = intakes.select_related("course__unit").order_by("course_id", "starts_on")
    today = timezone.localdate()
    coming = [i for i in intakes if i.enrol_until >= today]
    over = [i for i in intakes if i.ends_on < today]
    # The demo trainee's gap is closed by a free seat in one of these.
    closing = [i for i in coming if i.course.title in demo_titles()]
    for intake in closing[:1]:
        _enrol(chance, intake, learners, today, seats=min(FEW, intake.seats - 1))
    for intake in over[:1]:
        teach(chance, intake, learners.some(intake.seats, intake.starts_on), today)
    for intake in [i for i in coming if i not in closing][:1]:
        _enrol(chance, intake, learners, today, seats=intake.seats)


def teach(chance: Chance, intake: Intake, people: list[Person], today: date) -> None:
    """A class that is over: nearly everybody passed, and was asked since; who finished the course
    by what is known of them passed for certain."""
    if not people:
        return
    rows = []
    finished = set(
        CourseRecord.objects.filter(
            course=intake.course, person__in=people, state=CourseRecord.State.FINISHED
        ).values_list("person_id", flat=True)
    )
    for person in people:
        passed = person.pk in finished or chance.maybe(0.92)
        rows.append(
            Enrolment(
                person=person,
                intake=intake,
                status=Status.CERTIFIED if passed else Status.FAILED,
                grade=Enrolment.Grade.PASS if passed else Enrolment.Grade.FAIL,
                score=Decimal(chance.randint(10, 19) if passed else chance.randint(4, 9)) / 2,
                applied_at=_moment(intake.enrol_until - timedelta(days=chance.randint(3, 25))),
            )
        )
    Enrolment.objects.bulk_create(rows)
    certified = [row for row in rows if row.status == Status.CERTIFIED]
    Certificate.objects.bulk_create(
        Certificate(enrolment=row, number=_number(chance, intake.ends_on), issued_on=intake.ends_on)
        for row in certified
    )
    FollowUp.objects.bulk_create(
        _asked(chance, row, months, intake.ends_on, today)
        for row in certified
        for months in FollowUp.AFTER_MONTHS
    )
    CourseRecord.objects.bulk_create(
        [
            CourseRecord(
                person=row.person,
                course=intake.course,
                state=CourseRecord.State.FINISHED,
                finished_on=intake.ends_on,
            )
            for row in certified
        ],
        ignore_conflicts=True,
    )
    _attended(chance, intake, rows)
    if intake.course.subsidised:
        _supported(chance, rows)


def _number(chance: Chance, day: date) -> str:
    text = "".join(chance.choice(ALPHABET) for _letter in range(NUMBER_LENGTH))
    return f"{day:%y}-{text[:4]}-{text[4:]}"


def begin(chance: Chance, intake: Intake, people: list[Person], today: date) -> None:
    """A class that runs, its first days marked and support granted."""
    rows = [
        Enrolment(
            person=person,
            intake=intake,
            status=Status.STUDYING,
            applied_at=_moment(intake.enrol_until - timedelta(days=chance.randint(3, 25))),
        )
        for person in people
    ]
    Enrolment.objects.bulk_create(rows)
    records = CourseRecord.State.STUDYING
    CourseRecord.objects.bulk_create(
        [CourseRecord(person=row.person, course=intake.course, state=records) for row in rows],
        ignore_conflicts=True,
    )
    _attended(chance, intake, rows)
    if intake.course.subsidised:
        _supported(chance, rows)


def _attended(chance: Chance, intake: Intake, rows: list[Enrolment]) -> None:
    days = [intake.starts_on + timedelta(days=n) for n in range(STUDY_DAYS_MARKED)]
    Attendance.objects.bulk_create(
        Attendance(
            enrolment=row,
            day=day,
            state=chance.pick({"present": 0.93, "excused": 0.04, "absent": 0.03}),
        )
        for row in rows
        for day in days
    )
    Intake.objects.filter(pk=intake.pk).update(seats_taken=len(rows))


def _supported(chance: Chance, rows: list[Enrolment]) -> None:
    """Most of those who may be supported are, by a decision of their commune."""
    decisions = []
    for row in rows:
        if not chance.maybe(0.6) or not row.person.unit_id or not (found := _support(row)).lines:
            continue
        sent = row.applied_at.date() + timedelta(days=2)
        claim = _claim(row, found, sent, SupportClaim.State.APPROVED)
        decisions.append(
            CommuneDecision(
                claim=claim,
                unit_id=row.person.unit_id,
                requested_on=sent,
                due_on=after_working_days(sent, DECISION_DAYS),
                decided_on=sent + timedelta(days=chance.randint(3, 9)),
                outcome=CommuneDecision.Outcome.APPROVED,
                number=f"{chance.randint(10, 400)}/QĐ-UBND",
            )
        )
    CommuneDecision.objects.bulk_create(decisions)


def _asked(chance: Chance, row: Enrolment, months: int, day: date, today: date) -> FollowUp:
    due = add_months(day, months)
    answered = due <= today and chance.maybe(0.95)
    at = _moment(due) if due <= today else None
    return FollowUp(
        enrolment=row,
        months=months,
        due_on=due,
        asked_at=at,
        answer=chance.pick(AFTERWARDS) if answered else "",
        answered_at=at if answered else None,
    )


def _enrol(chance: Chance, intake: Intake, learners: _Learners, today: date, *, seats: int) -> None:
    """A class in which so many seats are taken; where that is all of them, people wait in line.
    Some ask for support, and one commune is late."""
    seated = learners.some(seats, intake.starts_on)
    if not seated:
        return
    is_full = len(seated) == intake.seats
    waiting = learners.some(IN_LINE, intake.starts_on) if is_full else []
    Intake.objects.filter(pk=intake.pk).update(seats_taken=len(seated))
    rows = [
        Enrolment(
            person=person,
            intake=intake,
            status=Status.ACCEPTED if number < len(seated) else Status.WAITING,
            waiting_number=None if number < len(seated) else number - len(seated) + 1,
            applied_at=_moment(today - timedelta(days=chance.randint(10, 20))),
        )
        for number, person in enumerate([*seated, *waiting])
    ]
    Enrolment.objects.bulk_create(rows)
    late = True
    for row in rows:
        if chance.maybe(0.5) and (found := _support(row)).lines:
            claim = _claim(row, found, today - timedelta(days=15), SupportClaim.State.CLAIMED)
            sent = today - timedelta(days=14 if late else 3)
            CommuneDecision.objects.create(
                claim=claim,
                unit_id=str(row.person.unit_id),
                requested_on=sent,
                due_on=after_working_days(sent, DECISION_DAYS),
            )
            late = False


def _support(row: Enrolment) -> Entitlement:
    """By the best of their groups; unemployment insurance would need a decision of its own."""
    found = entitlement(row.person, row.course, on=row.intake.starts_on)
    return NONE if found.group == INSURED else found


def _claim(row: Enrolment, found: Entitlement, day: date, state: str) -> SupportClaim:
    return SupportClaim.objects.create(
        enrolment=row,
        person=row.person,
        route=SupportClaim.Route.GROUP,
        group=found.group,
        state=state,
        claimed_at=_moment(day),
        lines=[vars(line) for line in found.lines],
    )


def _moment(day: date) -> datetime:
    """Half past nine in the morning of a day."""
    return timezone.make_aware(datetime.combine(day, time(9, 30)))
