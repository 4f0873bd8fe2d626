from datetime import timedelta

import pytest
from django.utils import timezone

from portal.search import engine, indexes, vocabulary
from portal.search.results import search_for
from portal.search.suggest import suggest
from tests.factories import AN_DUONG, CAT_HAI, CourseFactory, IntakeFactory, VacancyFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(params=["refused", "no indexes"])
def _engine_away(request, settings):
    """Nobody listens; or the engine is new and empty."""
    vocabulary.forget()
    if request.param == "refused":
        settings.ELASTICSEARCH_HOSTS = ["http://127.0.0.1:1"]
    else:
        indexes.drop_all()
    engine._client.cache_clear()
    yield
    engine._client.cache_clear()


def found(**params) -> list[str]:
    results = search_for(**params)
    assert results.limited
    return [hit.row.title for hit in results.hits]


@pytest.mark.usefixtures("_engine_away")
def test_a_plain_list_serves_newest_first():
    now = timezone.now()
    course = CourseFactory(title="Hàn cơ bản", published_at=now - timedelta(hours=2))
    IntakeFactory(course=course, shift="night")
    VacancyFactory(title="Thợ hàn", published_at=now - timedelta(hours=1), shifts=["night"])
    VacancyFactory(title="Phụ bếp", occupation_id="cook", published_at=now, unit_id=CAT_HAI)
    VacancyFactory(title="Đã đóng", status="closed")
    assert found() == ["Phụ bếp", "Thợ hàn", "Hàn cơ bản"]
    assert found(q="tho han") == ["Thợ hàn", "Hàn cơ bản"]
    assert found(q="phụ") == ["Phụ bếp"]
    assert found(kind="course") == ["Hàn cơ bản"]
    assert found(kind="vacancy", place=CAT_HAI) == ["Phụ bếp"]
    assert found(place=f"{AN_DUONG},district-tien-lang") == ["Thợ hàn", "Hàn cơ bản"]
    assert found(shift="night") == ["Thợ hàn", "Hàn cơ bản"]
    assert found(pay_min="10000000", occupation="7212") == ["Thợ hàn"]
    assert found(page="2", page_size="2") == ["Hàn cơ bản"]
    assert search_for(page_size="1").count == 3


@pytest.mark.usefixtures("_engine_away")
def test_typeahead_serves_from_memory():
    suggestions = suggest("tho han")
    assert "welder" in {s.id for s in suggestions}
    assert suggest("???") == []
