"""Who applies for what is open today, and how employers answer."""

from datetime import timedelta
from typing import Any

from jobs.applications.models import Application, ApplicationStep, HiringResult
from jobs.applications.snapshot import snapshot
from jobs.models import Vacancy
from matching.sample.chance import Chance
from matching.sample.city import City
from matching.sample.people import Seeker
from matching.sample.vacancies import Posting

Way = tuple[str, ...]
# For each vacancy of the demo employer, which comes first, and for others.
FOR_DEMO, FOR_OTHERS = 6, 2
MOST_VACANCIES = 80
LONGEST_AGO = timedelta(days=40)
Status = Application.Status
# What an open application has come to, each with the steps that led there.
WAYS: dict[Way, float] = {
    (Status.NEW,): 20,
    (Status.NEW, Status.VIEWED): 22,
    (Status.NEW, Status.VIEWED, Status.INVITED): 18,
    (Status.NEW, Status.VIEWED, Status.INVITED, Status.INTERVIEWED): 10,
    (Status.NEW, Status.VIEWED, Status.INTERVIEWED, Status.OFFERED): 5,
    (Status.NEW, Status.VIEWED, Status.REFUSED): 18,
    (Status.NEW, Status.WITHDRAWN): 7,
}
HIRED: Way = (Status.NEW, Status.VIEWED, Status.INVITED, Status.INTERVIEWED, Status.HIRED)
REASONS = {"skills": 5, "experience": 4, "distance": 3, "schedule": 3, "pay": 2}
LETTERS = (
    "",
    "Tôi có thể đi làm ngay.",
    "Nhà tôi gần chỗ làm, đi được mọi ca.",
    "Tôi đã làm việc này và muốn gắn bó lâu dài.",
    "Tôi xin học việc tháng đầu, mong được nhận.",
)


def make_applications(city: City, postings: list[Posting], seekers: list[Seeker]) -> None:
    """Stores applications of the seekers."""
    chance = city.chance("applications")
    open_ones = [p.row for p in postings if p.row.status == Vacancy.Status.PUBLISHED]
    demo = open_ones[0].employer_id if open_ones else None
    made: list[tuple[Application, Way]] = []
    for vacancy in open_ones[:MOST_VACANCIES]:
        number = FOR_DEMO if vacancy.employer_id == demo else FOR_OTHERS
        for seeker in chance.some(seekers, number):
            made.append(applied(city, chance, vacancy, seeker, chance.pick(WAYS)))
    store(made)


def store(made: list[tuple[Application, Way]]) -> None:
    """Applications with the ways that they took, and the results of those hired."""
    Application.objects.bulk_create(application for application, _way in made)
    ApplicationStep.objects.bulk_create(s for one, way in made for s in steps(one, way))
    HiringResult.objects.bulk_create(result(one) for one, way in made if way == HIRED)


def applied(
    city: City, chance: Chance, vacancy: Vacancy, seeker: Seeker, way: Way
) -> tuple[Application, Way]:
    """An application, not stored yet, that took this way."""
    since = vacancy.closed_at or city.now
    assert vacancy.published_at
    sent = since - min(LONGEST_AGO, since - vacancy.published_at) * chance.random()
    last = sent + (since - sent) * chance.random() if len(way) > 1 else sent
    answered = way[-1] not in (*Application.UNANSWERED, Status.WITHDRAWN)
    fields: dict[str, Any] = {
        "status": way[-1],
        "status_at": last,
        "reason": chance.pick(REASONS) if way[-1] == Status.REFUSED else "",
        "answered_at": last if answered else None,
    }
    application = Application(
        vacancy=vacancy,
        person=seeker.person,
        letter=chance.choice(LETTERS),
        profile=snapshot(seeker.person),
        created_at=sent,
        **fields,
    )
    return application, way


def steps(application: Application, way: Way) -> list[ApplicationStep]:
    """At even distances between the first day and the latest step."""
    first, last = application.created_at, application.status_at
    gap = (last - first) / max(1, len(way) - 1)
    return [
        ApplicationStep(
            application=application,
            status=status,
            reason=application.reason if status == Status.REFUSED else "",
            at=first + gap * number,
        )
        for number, status in enumerate(way)
    ]


def result(application: Application) -> HiringResult:
    """What the employer returned of somebody who was hired."""
    vacancy = application.vacancy
    return HiringResult(
        application=application,
        position=vacancy.title,
        starts_on=(application.status_at + timedelta(days=7)).date(),
        probation_days=30,
        contract="fixed-12-36-months",
        pay=vacancy.pay_min or vacancy.pay_max or 8_000_000,
        at=application.status_at,
    )
