"""What the bench of searching compares is the same request."""

import random

import pytest
from django.conf import settings

from matching.bench import typed
from matching.bench.requests import Line, sent_meanwhile


@pytest.mark.django_db
def test_the_engine_requests_of_a_search_can_be_sent_again_raw(engine, client):
    with sent_meanwhile() as requests:
        assert client.get("/api/v1/suggest/", {"q": "thợ"}).status_code == 200
        assert client.get("/api/v1/search/", {"q": "thợ hàn"}).status_code == 200
    assert len(requests) >= 2
    assert all(b'"query"' in request.body for request in requests)
    line = Line(settings.ELASTICSEARCH_HOSTS[0])
    assert all(line.milliseconds(request) > 0 for request in requests)
    line.close()
    count = len(requests)
    assert client.get("/api/v1/suggest/", {"q": "hàn"}).status_code == 200
    assert len(requests) == count


@pytest.mark.django_db
def test_what_visitors_type_is_answered_and_the_same_for_one_seed(engine, client):
    targets = typed.searches(40, random.Random(1)) + typed.suggestions(20, random.Random(1))
    assert targets[:40] == typed.searches(40, random.Random(1))
    assert any("q=" not in target for target in targets)
    for target in targets:
        assert client.get(target).status_code == 200, target
