"""Makes the sample city, all of it or nothing."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db import connection, transaction

from jobs.models import Vacancy
from matching.sample import (
    accounts,
    applications,
    classes,
    courses,
    departures,
    orders,
    organisations,
    overseas,
    past_classes,
    past_hiring,
    people,
    reviews,
    seekers,
    vacancies,
)
from matching.sample.city import City
from portal.accounts.models import Organisation
from portal.accounts.samples import sample_changed
from portal.changes import announce
from portal.people.models import Person
from training.models import Course

DEFAULT_SIZES = {
    "employers": 400,
    "vacancies": 2000,
    "centres": 16,
    "courses": 150,
    "seekers": 1000,
    "former": 900,
}
LEAST_SIZES = {
    "employers": 2,
    "vacancies": 1,
    "centres": 1,
    "courses": 1,
    "seekers": 2,
    "former": 0,
}
# Of a hundred vacancies, orders for work overseas.
OVERSEAS_SHARE = 0.05
LOCK = "sample city"


class RealDataError(Exception):
    """There are organisations that somebody registered in earnest."""


@dataclass(frozen=True)
class Counts:
    """How much of a sample there is."""

    employers: int
    vacancies: int
    centres: int
    courses: int
    people: int

    def __str__(self) -> str:
        return (
            f"{self.employers} employers, {self.vacancies} vacancies, {self.centres} centres, "
            f"{self.courses} courses, {self.people} people"
        )


def counts() -> Counts | None:
    """What is loaded; None where no sample is."""
    sample = Organisation.objects.filter(is_sample=True)
    if not sample.exists():
        return None
    kinds = Organisation.Kind
    return Counts(
        employers=sample.filter(kind__in=[kinds.EMPLOYER, kinds.OVERSEAS_AGENCY]).count(),
        vacancies=Vacancy.objects.filter(employer__is_sample=True).count(),
        centres=sample.filter(kind=kinds.TRAINING_CENTRE).count(),
        courses=Course.objects.filter(centre__is_sample=True).count(),
        people=Person.objects.filter(is_sample=True).count(),
    )


@transaction.atomic
def load(sizes: Mapping[str, int], seed: int) -> Counts | None:
    """Makes a sample of these sizes; None where one is loaded already.

    Raises RealDataError beside organisations that are not of a sample.
    """
    with connection.cursor() as cursor:
        # Two at once would otherwise both find nothing.
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext(%s))", [LOCK])
    if counts():
        return None
    if Organisation.objects.filter(is_sample=False).exists():
        raise RealDataError
    _make(City(seed, sizes))
    sample_changed()
    return counts()


def _make(city: City) -> None:
    users = accounts.make_accounts()
    agencies = organisations.make_agencies(city)
    employer = accounts.make_employer(city)
    employers = [employer, *organisations.make_employers(city, beside=len(agencies) + 1)]
    centres = courses.make_centres(city)
    office = accounts.make_office(city)
    rows = [o.row for o in (*agencies, *employers)] + [c.row for c in centres] + [office]
    organisations.store(rows, officer=users["counsellor"])
    accounts.give_organisations(users, employer, agencies[0], centres, office)
    organisations.add_owners(city, rows)

    teachings = courses.make_courses(city, centres, city.sizes["courses"])
    courses.store(teachings)

    count = city.sizes["vacancies"]
    postings = accounts.make_postings(city, employer, agencies[0], count)
    overseas_orders = min(round(count * OVERSEAS_SHARE), count - len(postings))
    postings += overseas.make_orders(city, agencies, overseas_orders)
    postings += vacancies.make_vacancies(city, employers, count - len(postings))
    vacancies.store(postings)
    reviews.submit_some()

    maker = seekers.Seekers(city, employers, teachings)
    found = accounts.make_seekers(city, users, maker)
    found += maker.make(city.sizes["seekers"] - len(found))
    people.store(found)
    classes.fill_some(city, next(centre.row for centre in centres if centre.demo))
    applications.make_applications(city, postings, found)
    orders.make_training_orders(city, employers, teachings)

    former = maker.make_former(city.sizes["former"])
    people.store(former)
    past_classes.teach_some(city, teachings, former)
    past_hiring.make_hired(city, postings, [seeker.person for seeker in former])
    departures.make_departures(city, postings, former)

    announce("organisation", [row.pk for row in rows])
    announce("course", [teaching.row.pk for teaching in teachings])
    announce("vacancy", [posting.row.pk for posting in postings])
    announce("person", [seeker.person.pk for seeker in (*found, *former)])
