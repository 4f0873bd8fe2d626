"""What staff see of the road to search, and what they can do."""

from collections.abc import Iterator

import pytest
from django.test import Client
from django.utils import timezone

from portal import broker
from portal.celery import app
from portal.search import engine as link
from portal.search import health
from portal.search.models import DeadLetter, IndexState, OutboxEntry
from tests.factories import CourseFactory, VacancyFactory

pytestmark = pytest.mark.django_db
PAGE = "/ban-lam-viec/tim-kiem/"
LETTERS = f"{PAGE}loi/"
RECONCILE = f"{PAGE}doi-chieu/"
REBUILD = f"{PAGE}dung-lai/vacancy/"


def letter(
    doc_type: str, object_id: object, reason: str = "mapper_parsing_exception"
) -> DeadLetter:
    return DeadLetter.objects.create(
        doc_type=doc_type, object_id=str(object_id), version=1, reason=reason
    )


@pytest.fixture
def no_engine(settings) -> Iterator[None]:
    settings.ELASTICSEARCH_HOSTS = ["http://127.0.0.1:1"]
    link._client.cache_clear()
    yield
    link._client.cache_clear()


def test_each_index_with_its_figures(officer: Client, engine) -> None:
    health.note_relay_runs()
    IndexState.objects.filter(doc_type="course").update(
        missing=1, stale=2, orphaned=3, reconciled_at=timezone.now(), refused="1 instead of 20"
    )
    page = officer.get(PAGE)
    html = page.content.decode()
    assert "notice-done" in html
    assert [row.documents for row in page.context["indexes"]] == [0, 0, 0]
    assert {row.state.doc_type for row in page.context["indexes"]} == {
        "vacancy",
        "course",
        "concept",
    }
    for row in page.context["indexes"]:
        assert row.state.index in html
    assert "1 instead of 20" in html
    assert page.context["tiles"][2].value == 6


def test_an_engine_that_is_away_is_said_and_the_page_still_stands(
    officer: Client, no_engine
) -> None:
    page = officer.get(PAGE)
    assert page.status_code == 200
    assert "notice-urgent" in page.content.decode()
    assert not page.context["figures"].engine_reachable


def test_a_worker_that_is_away_is_said(officer: Client, engine) -> None:
    from django.core.cache import cache

    cache.delete(health.RELAY_KEY)
    page = officer.get(PAGE)
    assert page.context["relay_is_late"]
    assert "notice-urgent" in page.content.decode()


def test_refused_documents_are_named_with_the_reason(
    officer: Client, engine, django_assert_max_num_queries
) -> None:
    vacancy = VacancyFactory(title="Thợ hàn <3G>")
    course = CourseFactory(title="Hàn TIG")
    letter("vacancy", vacancy.pk, "failed to parse <field>")
    letter("course", course.pk)
    letter("concept", "occupation:welder")
    for n in range(10):
        letter("vacancy", 10_000 + n)
    html = officer.get(PAGE).content.decode()
    for text in ("Thợ hàn &lt;3G&gt;", "Hàn TIG", "occupation:welder", "parse &lt;field&gt;"):
        assert text in html
    with django_assert_max_num_queries(18):
        officer.get(PAGE)


def test_counsellors_look_but_do_not_mend(officer: Client, engine) -> None:
    kept = letter("vacancy", 1)
    html = officer.get(PAGE).content.decode()
    assert LETTERS not in html
    assert REBUILD not in html
    for url in (LETTERS, RECONCILE, REBUILD):
        assert officer.post(url, {"do": "discard", "letter": kept.pk}).status_code == 403
    assert DeadLetter.objects.waiting().count() == 1


def test_one_letter_is_tried_again_or_discarded(admin: Client) -> None:
    tried, discarded, other = letter("vacancy", 1), letter("vacancy", 2), letter("course", 3)
    answer = admin.post(LETTERS, {"do": "retry", "letter": tried.pk})
    assert answer.url == PAGE
    assert list(OutboxEntry.objects.values_list("doc_type", "object_id")) == [("vacancy", "1")]
    admin.post(LETTERS, {"do": "discard", "letter": discarded.pk})
    assert set(DeadLetter.objects.waiting()) == {tried, other}
    admin.post(LETTERS, {"do": "retry"})
    assert OutboxEntry.objects.filter(doc_type="course", object_id="3").exists()


@pytest.mark.parametrize(
    ("posted", "status"),
    [
        ({}, 404),
        ({"do": "burn"}, 404),
        ({"do": "discard", "letter": "x"}, 302),
        ({"do": "discard", "letter": "9" * 40}, 302),
    ],
)
def test_nonsense_changes_nothing(admin: Client, posted: dict, status: int) -> None:
    letter("vacancy", 1)
    assert admin.post(LETTERS, posted).status_code == status
    assert DeadLetter.objects.waiting().count() == 1
    assert admin.post(f"{PAGE}dung-lai/church/").status_code == 404
    assert admin.get(f"{PAGE}dung-lai/church/").status_code == 404


def test_without_a_queue_nothing_is_promised(admin: Client, monkeypatch) -> None:
    monkeypatch.setattr(app.conf, "broker_write_url", "redis://127.0.0.1:1/0")
    for url in (RECONCILE, REBUILD):
        monkeypatch.setattr(broker, "_again_at", 0.0)
        page = admin.post(url, follow=True)
        assert [m.level_tag for m in page.context["messages"]] == ["error"]
