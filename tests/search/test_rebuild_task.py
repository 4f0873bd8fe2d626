"""The rebuild that staff start from a page: what went wrong is kept where they look."""

import pytest
from django.db import connection

from portal.search import engine as link
from portal.search import indexes, registry, tasks
from portal.search.models import IndexState
from tests.factories import VacancyFactory

pytestmark = pytest.mark.django_db


def state() -> IndexState:
    return IndexState.objects.get(doc_type="vacancy")


def test_a_refusal_is_kept_until_a_rebuild_succeeds(drain) -> None:
    vacancies = VacancyFactory.create_batch(20)
    tasks.rebuild("vacancy")
    before = state()
    assert (before.refused, before.building) == ("", "")
    type(vacancies[0]).objects.exclude(pk=vacancies[0].pk).delete()
    tasks.rebuild("vacancy")
    assert "1 documents instead of 20" in state().refused
    assert state().index == before.index == indexes.current_name(registry.get("vacancy"))
    VacancyFactory.create_batch(19)
    tasks.rebuild("vacancy")
    assert state().refused == ""
    assert state().rebuilt_at > before.rebuilt_at


def test_an_engine_that_is_away_is_kept_as_the_reason(engine, settings) -> None:
    settings.ELASTICSEARCH_HOSTS = ["http://127.0.0.1:1"]
    link._client.cache_clear()
    tasks.rebuild("vacancy")
    link._client.cache_clear()
    assert state().refused


def test_the_second_of_two_leaves_it_to_the_first(engine) -> None:
    first = connection.copy()
    try:
        with first.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_lock(hashtext('rebuild vacancy'))")
        tasks.rebuild("vacancy")
    finally:
        first.close()
    assert (state().refused, state().rebuilt_at) == ("", None)
