"""Who was hired in the past two years, and who was not: the vacancies that are closed."""

from collections import Counter
from datetime import date, datetime, timedelta

from django.utils import timezone

from jobs.applications.models import Application, ApplicationStep, EndedCount, HiringResult
from jobs.applications.retention import KEPT
from jobs.applications.snapshot import Snapshot, snapshot
from jobs.models import Vacancy
from matching.sample.applications import HIRED, LETTERS, REASONS, Way, result, steps
from matching.sample.chance import Chance
from matching.sample.city import City
from matching.sample.vacancies import Posting
from portal.accounts.models import Organisation
from portal.people.models import Person

Status = Application.Status
# Of a vacancy with many openings, most people came by other ways than the portal.
MOST_HIRED, MOST_OTHERS = 12, 8
OTHERS: dict[Way, float] = {
    (Status.NEW, Status.VIEWED, Status.REFUSED): 6,
    (Status.NEW, Status.VIEWED, Status.INVITED, Status.INTERVIEWED, Status.REFUSED): 4,
    (Status.NEW, Status.WITHDRAWN): 2,
}
BEFORE_THE_FIRST_AD = timedelta(days=20)


def make_hired(city: City, postings: list[Posting], people: list[Person]) -> None:
    """Fills what was filled, as far as there are people; applications without success that are
    older than they may be kept are only counted."""
    if not people:
        return
    chance = city.chance("past hiring")
    profiles = _profiles(people)
    made: list[tuple[Application, Way]] = []
    forgotten: Counter[tuple[date, int, str, str]] = Counter()
    closed = [p.row for p in postings if p.row.closed_at and p.row.kind == Vacancy.Kind.DOMESTIC]
    for vacancy in closed:
        filled = vacancy.close_reason == "filled"
        ways = [HIRED] * min(vacancy.openings, MOST_HIRED) if filled else []
        ways += [chance.pick(OTHERS) for _ in range(chance.randint(0, MOST_OTHERS))]
        for person, way in zip(chance.some(people, len(ways)), ways, strict=False):
            one = _ended(chance, vacancy, person, way, profiles[person.pk])
            if way is HIRED or one.status_at >= city.now - KEPT:
                made.append((one, way))
            else:
                month = timezone.localdate(one.status_at).replace(day=1)
                forgotten[month, vacancy.employer_id, one.status, one.reason] += 1
    Application.objects.bulk_create([one for one, _way in made], batch_size=1000)
    ApplicationStep.objects.bulk_create(
        [step for one, way in made for step in steps(one, way)], batch_size=2000
    )
    HiringResult.objects.bulk_create(result(one) for one, way in made if way is HIRED)
    EndedCount.objects.bulk_create(
        EndedCount(month=month, employer_id=employer, status=status, reason=reason, number=number)
        for (month, employer, status, reason), number in forgotten.items()
    )
    _were_there_before(closed)


def _profiles(people: list[Person]) -> dict[int, Snapshot]:
    rows = Person.objects.filter(pk__in=[person.pk for person in people]).select_related("wish")
    return {row.pk: snapshot(row) for row in rows.prefetch_related("experiences")}


def _ended(
    chance: Chance, vacancy: Vacancy, person: Person, way: Way, profile: Snapshot
) -> Application:
    assert vacancy.published_at
    assert vacancy.closed_at
    lasted = vacancy.closed_at - vacancy.published_at
    sent = vacancy.published_at + lasted * 0.7 * chance.random()
    last = sent + (vacancy.closed_at - sent) * chance.uniform(0.3, 1)
    return Application(
        vacancy=vacancy,
        person=person,
        status=way[-1],
        status_at=last,
        reason=chance.pick(REASONS) if way[-1] == Status.REFUSED else "",
        answered_at=None if way[-1] == Status.WITHDRAWN else last,
        letter=chance.choice(LETTERS),
        profile=profile,
        created_at=sent,
    )


def _were_there_before(closed: list[Vacancy]) -> None:
    """Nobody advertises before it registered."""
    first: dict[int, datetime] = {}
    for vacancy in closed:
        assert vacancy.published_at
        known = first.get(vacancy.employer_id, vacancy.published_at)
        first[vacancy.employer_id] = min(known, vacancy.published_at)
    employers = Organisation.objects.filter(pk__in=first)
    late = [row for row in employers if row.created_at > first[row.pk] - BEFORE_THE_FIRST_AD]
    for row in late:
        row.created_at = first[row.pk] - BEFORE_THE_FIRST_AD
        row.verified_at = row.created_at + timedelta(days=2)
    Organisation.objects.bulk_update(late, ["created_at", "verified_at"], batch_size=500)
