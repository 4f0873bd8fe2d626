import json
import random
import time
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.http import QueryDict
from django.utils import timezone

from jobs.management.bulk import generate
from jobs.models import Vacancy
from matching.bench import typed
from matching.bench.management.commands.bench_search import _index as index
from portal.accounts.models import User
from portal.alerts import params
from portal.alerts.models import SavedSearch, Subscriber
from portal.alerts.reporting import Run, report
from portal.people.models import Consent, Person
from portal.people.services import CONSENT_TEXT_VERSION
from portal.search.outbox import batches
from portal.throwaway import stores

SEARCHES_OF_ONE = 3


class Command(BaseCommand):
    help = (
        "Bench of telling people what is new for their saved searches: once with new vacancies, "
        "once with none. The last line is JSON. Everything it makes is thrown away."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--searches", type=int, default=100_000, metavar="N")
        parser.add_argument("--vacancies", type=int, default=20_000, metavar="N")
        parser.add_argument("--new", type=int, default=300, metavar="N", help="published since")
        parser.add_argument("--seed", type=int, default=1)

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEV:
            raise CommandError("Benches are for development; set PORTAL_ENV=dev for that.")
        rng = random.Random(options["seed"])  # noqa: S311 draws searches, not secrets
        noon = timezone.localtime().replace(hour=12, minute=0, second=0)
        with stores("alerts"):
            generate(options["vacancies"], rng)
            Vacancy.objects.update(published_at=noon - timedelta(days=30))
            generate(options["new"], rng)
            index()
            _people(options["searches"] // SEARCHES_OF_ONE, noon - timedelta(days=1), rng)
            figures = {"with_news": _run(noon), "without": _run(noon + timedelta(hours=24))}
        for name, values in figures.items():
            self.stdout.write(f"{name.replace('_', ' '):14} {values}")
        self.stdout.write(json.dumps(figures))


def _run(now: datetime) -> dict[str, float]:
    Subscriber.objects.update(next_at=now)
    begin = time.perf_counter()
    run = Run()
    while True:
        part = report(now)
        for name, value in vars(part).items():
            setattr(run, name, getattr(run, name) + value)
        if not part.people:
            break
    seconds = time.perf_counter() - begin
    saved = SavedSearch.objects.count()
    return {**vars(run), "seconds": round(seconds, 1), "searches_per_s": round(saved / seconds)}


def _people(number: int, since: datetime, rng: random.Random) -> None:
    """Everybody with a proven phone, the consent, and searches as visitors type them."""
    asked = [_kept(target) for target in typed.searches(2000, rng)]
    kept = [one for one in asked if one]
    for batch in batches(range(number)):
        users = User.objects.bulk_create(
            User(phone=f"+84912{n:06d}", phone_verified=True) for n in batch
        )
        people = Person.objects.bulk_create(Person(user=user) for user in users)
        Consent.objects.bulk_create(
            Consent(
                person=person,
                purpose=Consent.Purpose.NOTICES,
                text_version=CONSENT_TEXT_VERSION,
            )
            for person in people
        )
        Subscriber.objects.bulk_create(Subscriber(user=user, channel="sms") for user in users)
        SavedSearch.objects.bulk_create(
            SavedSearch(user=user, params=one, fingerprint=params.fingerprint_of(one), since=since)
            for user in users
            for one in _different(rng.sample(kept, SEARCHES_OF_ONE))
        )


def _different(searches: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return list({params.fingerprint_of(one): one for one in searches}.values())


def _kept(target: str) -> dict[str, Any] | None:
    try:
        return params.read(QueryDict(urlsplit(target).query))
    except ValidationError:
        return None
