"""Fixtures on real services. `db` rolls back; `committed_db` commits, for tests with workers."""

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import setup_databases, teardown_databases
from django.utils import translation
from hypothesis import HealthCheck, settings

from tests import waiting

# How long an example takes on a busy machine says nothing about the code.
settings.register_profile("portal", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("portal")

# Reference data is loaded once and never truncated.
KEPT = ("reference_", "django_migrations", "django_content_type", "auth_permission")


@pytest.fixture(scope="session")
def django_db_setup(
    django_test_environment: None,
    django_db_modify_db_settings: None,
    django_db_keepdb: bool,
    django_db_createdb: bool,
    django_db_blocker,
) -> Iterator[None]:
    """The test database with the reference data in it.

    pytest-django's own would make none when all tests at hand use `committed_db`, which it does
    not know.
    """
    with django_db_blocker.unblock():
        keep = django_db_keepdb and not django_db_createdb
        made = setup_databases(verbosity=0, interactive=False, keepdb=keep)
        call_command("load_reference", verbosity=0)
        # What that announced would reach the engine in whichever test relays first.
        from portal.search.models import PendingChange

        PendingChange.objects.all().delete()
    yield
    if not django_db_keepdb:
        with django_db_blocker.unblock():
            teardown_databases(made, verbosity=0)


@pytest.fixture(autouse=True)
def _revision_just_asked() -> None:
    """Each process asks every few seconds whether a synonym was decided; not just while a test
    counts queries."""
    from portal.search import synonyms

    if synonyms._kept:
        synonyms._kept = (time.monotonic(), synonyms._kept[1])


@pytest.fixture(autouse=True)
def _language_of_the_site() -> Iterator[None]:
    """Requests leave their language behind in the thread."""
    yield
    translation.deactivate()


@contextmanager
def committing(django_db_blocker) -> Iterator[None]:
    """Real commits; afterwards every table but the reference data is emptied."""
    with django_db_blocker.unblock():
        yield
        with connection.cursor() as cursor:
            tables = [
                t for t in connection.introspection.table_names(cursor) if not t.startswith(KEPT)
            ]
            cursor.execute("TRUNCATE {}".format(", ".join(f'"{t}"' for t in tables)))
        connection.close()


@pytest.fixture
def committed_db(django_db_setup: None, django_db_blocker) -> Iterator[None]:
    """As `committing`, for one test."""
    with committing(django_db_blocker):
        yield


@contextmanager
def fresh_indexes() -> Iterator[None]:
    """Fresh, empty search indexes of this process."""
    from portal.search import indexes

    indexes.create_all(fresh=True)
    yield
    indexes.drop_all()


@pytest.fixture
def engine(django_db_setup: None) -> Iterator[None]:
    """As `fresh_indexes`, for one test."""
    with fresh_indexes():
        yield


def process_environment() -> dict[str, str]:
    """The environment of a process that shares this test process's stores."""
    from django.conf import settings

    db = connection.settings_dict
    url = "postgres://{USER}:{PASSWORD}@{HOST}:{PORT}/{NAME}".format(
        **{k: db.get(k) or "" for k in ("USER", "PASSWORD", "HOST", "PORT", "NAME")}
    )
    return os.environ | {
        "DATABASE_URL": os.environ["DATABASE_URL"].rsplit("/", 1)[0] + "/" + db["NAME"]
        if "DATABASE_URL" in os.environ
        else url,
        "SEARCH_INDEX_PREFIX": settings.SEARCH_INDEX_PREFIX,
        "DJANGO_SETTINGS_MODULE": "portal.settings",
    }


@contextmanager
def processes() -> Iterator[Callable[..., subprocess.Popen]]:
    """Starts `python -m …` processes on this test's stores, and ends them."""
    started: list[subprocess.Popen] = []

    def start(*arguments: str, **environment: str) -> subprocess.Popen:
        process = subprocess.Popen(
            [sys.executable, "-m", *arguments],
            env=process_environment() | environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        started.append(process)
        return process

    yield start
    for process in started:
        process.terminate()
    for process in started:
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


@pytest.fixture
def start_process() -> Iterator[Callable[..., subprocess.Popen]]:
    """As `processes`, for one test."""
    with processes() as start:
        yield start


@pytest.fixture
def worker(committed_db: None, start_process) -> subprocess.Popen:
    """A real Celery worker on this test's stores, ready to work."""
    from portal.celery import app

    process = start_process(
        "celery", "-A", "portal", "worker", "-c", "1", "-l", "WARNING", PORTAL_PROCESS="worker"
    )
    waiting.until(lambda: app.control.ping(timeout=0.5), "the worker answers", seconds=90)
    return process
