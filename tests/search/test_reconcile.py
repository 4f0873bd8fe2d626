import pytest

from jobs.models import Vacancy
from portal.changes import announce
from portal.search import health, indexes, outbox, registry
from portal.search.engine import writer
from portal.search.models import DocumentVersion, IndexState, OutboxEntry
from portal.search.rebuild import rebuild
from portal.search.reconcile import reconcile
from tests.factories import VacancyFactory
from tests.search.test_relay import using_builder

VACANCY = registry.get("vacancy")
pytestmark = pytest.mark.django_db


@pytest.fixture
def vacancies(drain) -> list[Vacancy]:
    created = VacancyFactory.create_batch(30)
    announce("vacancy", [v.pk for v in created])
    drain()
    return created


def drop(vacancy: Vacancy) -> None:
    writer().delete(index=indexes.alias(VACANCY, "write"), id=str(vacancy.pk), refresh=True)


def test_what_agrees_is_no_drift(vacancies):
    assert len(reconcile(VACANCY)) == 0
    assert not OutboxEntry.objects.exists()
    assert IndexState.objects.get(doc_type="vacancy").reconciled_at


def test_a_rebuilt_index_is_no_drift(vacancies):
    rebuild(VACANCY)
    assert len(reconcile(VACANCY)) == 0


def test_missing_stale_and_orphaned_documents_are_found_counted_and_mended(
    vacancies, drain, stored
):
    missing, stale, closed, deleted, fine, *_ = vacancies
    drop(missing)
    # Behind everybody's back, as by hand in the database:
    Vacancy.objects.filter(pk=stale.pk).update(title="Thợ hàn sửa tay")
    Vacancy.objects.filter(pk=closed.pk).update(status=Vacancy.Status.CLOSED)
    gone = str(deleted.pk)
    Vacancy.objects.filter(pk=deleted.pk).delete()

    drift = reconcile(VACANCY)
    assert set(drift.missing) == {str(missing.pk)}
    assert set(drift.stale) == {str(stale.pk)}
    assert set(drift.orphaned) == {str(closed.pk), gone}
    assert health.read().drift == 4

    drain()
    assert stored("vacancy", missing.pk)["title"] == missing.title
    assert stored("vacancy", stale.pk)["title"] == "Thợ hàn sửa tay"
    assert stored("vacancy", closed.pk) is None
    assert stored("vacancy", gone) is None
    assert stored("vacancy", fine.pk)
    assert len(reconcile(VACANCY)) == 0
    assert health.read().drift == 0


def test_a_dry_run_repairs_nothing(vacancies):
    drop(vacancies[0])
    assert len(reconcile(VACANCY, repair=False)) == 1
    assert not OutboxEntry.objects.exists()


def test_what_waits_in_the_outbox_is_under_way_and_no_drift(vacancies):
    Vacancy.objects.filter(pk=vacancies[0].pk).update(title="Thợ hàn chờ")
    announce("vacancy", [vacancies[0].pk])
    assert len(reconcile(VACANCY)) == 0


def test_a_document_that_cannot_be_built_is_not_purged(vacancies, drain, stored):
    bad = vacancies[0]

    def build(ids):
        if str(bad.pk) in ids:
            raise ZeroDivisionError
        return VACANCY.build(ids)

    with using_builder(build):
        assert len(reconcile(registry.get("vacancy"))) == 0
    drain()
    assert stored("vacancy", bad.pk)


def test_orphans_in_masses_are_taken_for_our_own_mistake(vacancies, stored):
    Vacancy.objects.update(status=Vacancy.Status.CLOSED)
    assert len(reconcile(VACANCY).orphaned) == 30
    assert outbox.is_empty()
    assert stored("vacancy", vacancies[0].pk)


def test_after_a_restored_database_the_lower_versions_catch_up(vacancies, drain, stored):
    """The engine kept higher versions than the restored counters: it would refuse every write."""
    first = vacancies[0]
    for title in ("Một", "Hai", "Ba"):
        Vacancy.objects.filter(pk=first.pk).update(title=title)
        announce("vacancy", [first.pk])
        drain()
    DocumentVersion.objects.update(version=1)
    Vacancy.objects.filter(pk=first.pk).update(title="Như trong bản sao lưu")
    announce("vacancy", [first.pk])
    drain()
    assert stored("vacancy", first.pk)["title"] == "Ba"
    assert set(reconcile(VACANCY).stale) == {str(first.pk)}
    drain()
    assert stored("vacancy", first.pk)["title"] == "Như trong bản sao lưu"
