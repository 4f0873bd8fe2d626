"""Rows under the fields of the search box, while somebody types."""

import html
import re

import pytest
from django.test import Client

from portal.api.throttles import PublicThrottle
from portal.search import registry
from portal.search.rebuild import rebuild
from tests.factories import OrganisationFactory
from tests.search.test_search import HOSTILE

pytestmark = pytest.mark.django_db
WORDS, PLACES = "/goi-y/", "/goi-y/noi/"


def values(answer) -> list[str]:
    rows = re.findall(r'<li role="option" data-value="([^"]*)">', answer.content.decode())
    return [html.unescape(row) for row in rows]


def test_what_may_be_meant_is_offered_as_text_that_search_reads_again(client: Client, engine):
    OrganisationFactory(name='Công ty <b>"Sông Cấm"</b>')
    rebuild(registry.get("concept"))
    answer = client.get(WORDS, {"q": "tho ha"})
    assert "Thợ hàn" in values(answer)[:2]
    assert "max-age=" in answer["Cache-Control"]
    assert "private" in answer["Cache-Control"]
    assert "Nghề" in answer.content.decode()
    answer = client.get(PLACES, {"q": "an duong"})
    assert {"Phường An Dương", "Huyện An Dương"} <= set(values(answer))
    assert ">cũ<" in answer.content.decode(), "the district is no more"
    far = values(client.get(PLACES, {"q": "Tân Tiến"}))
    assert any(", Tỉnh " in value for value in far), "namesakes are told apart"
    assert "An Duong Ward" in values(client.get("/en/goi-y/noi/", {"q": "an duong"}))
    answer = client.get(WORDS, {"q": "công ty sông cấm"})
    assert values(answer)[0] == '"Công ty <b> Sông Cấm </b>"', "the very name is searched for"
    assert "<b>" not in answer.content.decode()


@pytest.mark.usefixtures("engine")
def test_any_text_gets_rows_or_none(client: Client):
    for url in (WORDS, PLACES):
        assert values(client.get(url)) == []
        for typed in [*HOSTILE, "x" * 5000, "a\0b", ""]:
            answer = client.get(url, {"q": typed})
            assert answer.status_code == 200, typed
            assert "<script" not in answer.content.decode()


@pytest.mark.usefixtures("engine")
def test_who_asks_too_often_waits_and_the_refusal_is_not_kept(client: Client, monkeypatch):
    monkeypatch.setitem(PublicThrottle.THROTTLE_RATES, "suggest", "2/minute")
    answers = [client.get(url, {"q": "an"}) for url in (WORDS, PLACES, PLACES)]
    assert [a.status_code for a in answers] == [200, 200, 429], "one budget for all suggestions"
    assert client.get("/tim-viec/", {"q": "an"}).status_code == 200, "typing leaves searching free"
    assert "max-age" not in answers[2].get("Cache-Control", "")
    assert answers[2]["Retry-After"]
