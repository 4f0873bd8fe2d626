"""People hired for orders overseas that are filled, and how they went and came back."""

from datetime import timedelta

from django.utils import timezone

from jobs.applications.models import Application
from jobs.departures.models import Departure
from jobs.models import Vacancy
from matching.sample.applications import HIRED, applied, store
from matching.sample.chance import Chance
from matching.sample.city import City
from matching.sample.people import Seeker
from matching.sample.vacancies import Posting

MOST_ORDERS, OF_EACH = 12, 2
REASONS = {"contract-ended": 3, "early-own-wish": 2, "early-no-fault": 1, "family": 1}
State = Departure.State


def make_departures(city: City, postings: list[Posting], seekers: list[Seeker]) -> None:
    """Of each filled order somebody goes: some soon, most are there, a few are back."""
    chance = city.chance("departures")
    orders = [
        p.row
        for p in postings
        if p.row.kind == Vacancy.Kind.OVERSEAS and p.row.close_reason == "filled"
    ][:MOST_ORDERS]
    there = set(
        Vacancy.objects.filter(
            pk__in=[o.pk for o in orders], applications__isnull=False
        ).values_list("pk", "applications__person")
    )
    made = [
        applied(city, chance, order, seeker, HIRED)
        for order in orders
        for seeker in chance.some(seekers, OF_EACH)
        if (order.pk, seeker.person.pk) not in there
    ]
    store(made)
    for application, _way in made:
        _depart(city, chance, application)


def _depart(city: City, chance: Chance, application: Application) -> None:
    vacancy = application.vacancy
    today = city.today.date()
    hired = timezone.localtime(application.status_at).date()
    signed = min(today, hired + timedelta(days=chance.randrange(2, 8)))
    leaves = signed + timedelta(days=chance.randrange(5, 60))
    state, returned = State.PLANNED, None
    if leaves <= today:
        state = State.DEPARTED
        if chance.random() < 0.25:
            state = State.RETURNED
            returned = leaves + (today - leaves) * chance.random()
    Departure.objects.create(
        application=application,
        person=application.person,
        vacancy=vacancy,
        agency=vacancy.employer,
        country=vacancy.country,
        contract_signed_on=signed,
        passport_ready=state != State.PLANNED or chance.random() < 0.7,
        health_ready=state != State.PLANNED or chance.random() < 0.5,
        departs_on=leaves,
        return_due_on=leaves + timedelta(days=30 * (vacancy.term_months or 12)),
        returned_on=returned,
        return_reason=chance.pick(REASONS) if returned else "",
        state=state,
    )
