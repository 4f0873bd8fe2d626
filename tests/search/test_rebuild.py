import dataclasses

import pytest

from jobs.models import Vacancy
from portal.changes import announce
from portal.search import indexes, outbox, registry, relay
from portal.search.engine import writer
from portal.search.models import DeadLetter, IndexState
from portal.search.rebuild import RebuildRefusedError, rebuild
from tests.factories import VacancyFactory
from tests.search.test_relay import using_builder

VACANCY = registry.get("vacancy")
pytestmark = pytest.mark.django_db


def count() -> int:
    alias = indexes.alias(VACANCY, "read")
    writer().indices.refresh(index=alias)
    return indexes.count(alias)


def test_a_rebuild_fills_a_new_index_and_leaves_only_it(engine):
    VacancyFactory.create_batch(5)
    VacancyFactory(status=Vacancy.Status.CLOSED)
    before = indexes.names(VACANCY)
    result = rebuild(VACANCY)
    assert (result.before, result.now, result.refused) == (0, 5, {})
    (name,) = indexes.names(VACANCY)
    assert name not in before
    state = IndexState.objects.get(doc_type="vacancy")
    assert (state.index, state.building) == (name, "")
    assert state.rebuilt_at
    settings = writer().indices.get_settings(index=name)[name]["settings"]["index"]
    assert settings["refresh_interval"] == "1s"
    assert settings["gc_deletes"] == "1h"


def test_a_suspicious_shrink_is_refused_and_the_old_index_serves_on(engine):
    vacancies = VacancyFactory.create_batch(10)
    rebuild(VACANCY)
    (old,) = indexes.names(VACANCY)
    lost = [v.pk for v in vacancies[:3]]
    Vacancy.objects.filter(pk__in=lost).update(status=Vacancy.Status.CLOSED)
    with pytest.raises(RebuildRefusedError, match="7 documents instead of 10"):
        rebuild(VACANCY)
    assert indexes.names(VACANCY) == [old]
    assert count() == 10
    assert IndexState.objects.get(doc_type="vacancy").building == ""
    assert rebuild(VACANCY, force=True).now == 7
    assert count() == 7


def test_a_shrink_by_a_fifth_is_no_surprise(engine):
    vacancies = VacancyFactory.create_batch(10)
    rebuild(VACANCY)
    Vacancy.objects.filter(pk__in=[v.pk for v in vacancies[:2]]).update(
        status=Vacancy.Status.CLOSED
    )
    assert rebuild(VACANCY).now == 8


def test_a_rebuild_that_fails_cleans_up(engine, drain):
    vacancy = VacancyFactory()
    rebuild(VACANCY)
    (old,) = indexes.names(VACANCY)

    def ids():
        yield str(vacancy.pk)
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        rebuild(dataclasses.replace(VACANCY, ids=ids))
    assert indexes.names(VACANCY) == [old]
    announce("vacancy", [vacancy.pk])
    drain()
    assert outbox.is_empty()
    assert indexes.names(VACANCY) == [old]


def test_leftovers_of_a_killed_rebuild_are_cleared_by_the_next(engine, drain):
    vacancy = VacancyFactory()
    name = indexes.create(VACANCY, "building")
    IndexState.objects.filter(doc_type="vacancy").update(building=name)
    announce("vacancy", [vacancy.pk])
    drain()
    assert outbox.is_empty()
    assert count() == 1
    rebuild(VACANCY)
    assert len(indexes.names(VACANCY)) == 1
    assert name not in indexes.names(VACANCY)


def test_a_document_that_cannot_be_built_does_not_stop_a_rebuild(engine):
    _, bad = VacancyFactory.create_batch(2)

    def build(ids):
        if str(bad.pk) in ids:
            raise ZeroDivisionError
        return VACANCY.build(ids)

    with using_builder(build):
        result = rebuild(registry.get("vacancy"))
    assert result.now == 1
    assert list(result.refused) == [str(bad.pk)]
    assert DeadLetter.objects.get(resolved_at=None).object_id == str(bad.pk)


def test_changes_during_a_rebuild_reach_the_new_index(engine):
    """Each change falls between what the rebuild has read and what it has not."""
    kept, changed, closed, reopened = VacancyFactory.create_batch(4)
    Vacancy.objects.filter(pk=reopened.pk).update(status=Vacancy.Status.CLOSED)
    rebuild(VACANCY)

    def build(wanted):
        documents = list(VACANCY.build(wanted))  # read now …
        if not done:
            done.append(True)
            Vacancy.objects.filter(pk=changed.pk).update(title="Thợ hàn mới")
            Vacancy.objects.filter(pk=closed.pk).update(status=Vacancy.Status.CLOSED)
            Vacancy.objects.filter(pk=reopened.pk).update(status=Vacancy.Status.PUBLISHED)
            announce("vacancy", [changed.pk, closed.pk, reopened.pk])
            assert relay.claim().done == 3  # … and relayed before it is written
        return iter(documents)

    done: list[bool] = []
    with using_builder(build):
        rebuild(registry.get("vacancy"))
    alias = indexes.alias(VACANCY, "read")
    answer = writer().search(index=alias, size=10)
    titles = {hit["_id"]: hit["_source"]["title"] for hit in answer["hits"]["hits"]}
    assert titles == {
        str(kept.pk): kept.title,
        str(changed.pk): "Thợ hàn mới",
        str(reopened.pk): reopened.title,
    }


def test_a_changed_definition_is_noticed(engine):
    assert indexes.create_all() == []
    (name,) = indexes.names(VACANCY)
    writer().indices.put_mapping(index=name, meta={"definition": "an older one"})
    assert indexes.create_all() == [VACANCY]
