"""Classes of the past two years with their learners, results and graduates, and one that runs."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import islice

from django.utils import timezone

from matching.sample.chance import Chance
from matching.sample.city import City
from matching.sample.classes import begin, teach
from matching.sample.courses import SHIFTS, Teaching, demo_titles
from matching.sample.people import Seeker
from portal.accounts.models import Organisation
from portal.people.models import Person
from training.models import Course, CourseRecord, Intake

# Classes over for longer than those that `courses` makes.
LONG_AGO = (320, 700)
SHARE_LONG_AGO = 0.3
SEATS = [15, 20, 25, 30, 35]
FILLED = (0.6, 1.0)
LEAST_LEARNERS = 6
FEW_RUNNING = 14
DAYS_RUNNING = 18


def teach_some(city: City, teachings: list[Teaching], former: list[Seeker]) -> None:
    """Fills what is over with those who finished the course and others, as far as they go; each
    of the others learns in one class only, so that nobody is supported twice."""
    chance = city.chance("past classes")
    today = timezone.localdate()
    others = _others(chance, former)
    taught = [t for t in teachings if _is_taught(t.row)]
    if (learners := list(islice(others, FEW_RUNNING))) and (running := _running(taught, city)):
        begin(chance, running, learners, today)
    graduates = _graduates()
    over = [i for t in taught for i in t.intakes if i.ends_on < today and not i.cancelled]
    over += _long_ago(chance, city, taught)
    used = set(Intake.objects.filter(enrolments__isnull=False).values_list("pk", flat=True))
    for intake in chance.some([i for i in over if i.pk not in used], len(over)):
        wanted = round(intake.seats * chance.uniform(*FILLED))
        own = graduates.pop(intake.course_id, [])[:wanted]
        people = [record.person for record in own]
        people += islice(others, wanted - len(own))
        if len(people) >= LEAST_LEARNERS:
            for record in own:
                record.finished_on = intake.ends_on
            CourseRecord.objects.bulk_update(own, ["finished_on"])
            teach(chance, intake, people, today)


def _is_taught(course: Course) -> bool:
    verified = course.centre.verification == Organisation.Verification.VERIFIED
    return verified and course.status != Course.Status.DRAFT


def _others(chance: Chance, former: list[Seeker]) -> Iterator[Person]:
    people = [s.person for s in former if s.person.birth_date and s.person.unit and not s.records]
    chance.shuffle(people)
    return iter(people)


def _graduates() -> dict[int, list[CourseRecord]]:
    """Course → those who finished it and are in no class of it yet."""
    found: dict[int, list[CourseRecord]] = defaultdict(list)
    rows = CourseRecord.objects.filter(state=CourseRecord.State.FINISHED, person__enrolments=None)
    for row in rows.select_related("person__unit").order_by("pk"):
        found[row.course_id].append(row)
    return found


def _long_ago(chance: Chance, city: City, taught: list[Teaching]) -> list[Intake]:
    made = []
    for teaching in taught:
        if chance.maybe(SHARE_LONG_AGO):
            started = city.today.date() - timedelta(days=chance.randint(*LONG_AGO))
            made.append(_intake(chance, teaching.row, started, chance.choice(SEATS)))
    return Intake.objects.bulk_create(made)


def _running(taught: list[Teaching], city: City) -> Intake | None:
    """A class of the demo centre that has begun, for its pages of every day."""
    course = next((t.row for t in taught if t.kind == demo_titles()[-1]), None)
    if course is None:
        return None
    started = city.today.date() - timedelta(days=DAYS_RUNNING)
    intake = _intake(city.chance("running class"), course, started, FEW_RUNNING + 2)
    intake.save()
    return intake


def _intake(chance: Chance, course: Course, started: date, seats: int) -> Intake:
    days = max(3, int(course.months * 30))
    return Intake(
        course=course,
        starts_on=started,
        ends_on=started + timedelta(days=days),
        enrol_until=started - timedelta(days=3),
        seats=seats,
        shift=chance.pick(SHIFTS),
    )
