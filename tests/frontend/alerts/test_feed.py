"""Searches as Atom feeds: what RFC 4287 asks for, newest first, and nothing that is not open."""

import xml.etree.ElementTree as ET
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from elasticsearch import ConnectionError as EngineGoneError

from portal.search import batch
from tests.factories import CourseFactory, VacancyFactory

pytestmark = pytest.mark.django_db
ATOM = "{http://www.w3.org/2005/Atom}"
URL = "/tim-viec/atom/"
Publish = Callable[..., tuple[Any, ...]]


def read(answer: Any) -> ET.Element:
    assert answer.status_code == 200
    assert answer.headers["Content-Type"] == "application/atom+xml; charset=utf-8"
    return ET.fromstring(answer.content)


def texts(feed: ET.Element, path: str) -> list[str]:
    return [found.text or "" for found in feed.findall("/".join(ATOM + p for p in path.split("/")))]


def test_what_it_holds(publish: Publish, settings) -> None:
    old = VacancyFactory(title="Thợ hàn cũ", published_at=timezone.now() - timedelta(days=400))
    new = VacancyFactory(title="Thợ hàn & <b>mới</b>", employer__name="Cơ khí Thử")
    other = VacancyFactory(title="Kế toán", occupation_id="cook", description="Sổ sách")
    publish(old, new, other, CourseFactory(title="Thợ hàn"))
    feed = read(Client().get(URL, {"q": "thợ hàn", "sort": "pay", "page": "7", "page_size": "1"}))
    assert texts(feed, "entry/title") == ["Thợ hàn & <b>mới</b>", "Thợ hàn cũ"]
    assert texts(feed, "entry/author/name")[0] == "Cơ khí Thử"
    [own_id] = texts(feed, "id")
    links = {link.get("rel"): link.get("href") for link in feed.findall(f"{ATOM}link")}
    assert own_id == links["self"] == f"{settings.BASE_URL}{URL}?q=th%E1%BB%A3+h%C3%A0n"
    assert links["alternate"] == f"{settings.BASE_URL}/tim-viec/?q=th%E1%BB%A3+h%C3%A0n"
    assert feed.get("{http://www.w3.org/XML/1998/namespace}lang") == "vi"
    for stamp in texts(feed, "updated") + texts(feed, "entry/updated"):
        assert datetime.fromisoformat(stamp).tzinfo is not None
    assert texts(feed, "author/name") == ["Bến Việc"]
    entry = feed.find(f"{ATOM}entry")
    assert entry is not None
    [link] = entry.findall(f"{ATOM}link")
    assert str(link.get("href")).startswith(f"{settings.BASE_URL}/viec-lam/")
    assert "An Dương" in (entry.findtext(f"{ATOM}summary") or "")


def test_of_a_trade_it_holds_no_others_that_only_mention_it(publish: Publish) -> None:
    cook = VacancyFactory(title="Phụ bếp", occupation_id="cook", description="Nấu cho thợ hàn")
    near = VacancyFactory(title="Cắt hơi", occupation_id="metal-flame-cutter", description="Cắt")
    publish(VacancyFactory(title="Thợ hàn"), cook, near)
    assert texts(read(Client().get(URL, {"q": "thợ hàn"})), "entry/title") == ["Thợ hàn"]


def test_an_entry_keeps_its_id_when_it_is_changed(publish: Publish) -> None:
    [vacancy] = publish(VacancyFactory())
    before = texts(read(Client().get(URL)), "entry/id")
    vacancy.title = "Thợ hàn đổi tên"
    vacancy.save()
    publish(vacancy)
    assert texts(read(Client().get(URL)), "entry/id") == before
    assert before[0].endswith(f":vacancy-{vacancy.pk}")


def test_courses_and_english(publish: Publish) -> None:
    publish(CourseFactory(title="Hàn cơ bản"))
    feed = read(Client().get("/en/hoc-nghe/atom/?q=hàn"))
    assert texts(feed, "entry/title") == ["Hàn cơ bản"]
    assert "/en/khoa-hoc/" in ET.tostring(feed, "unicode")
    assert feed.get("{http://www.w3.org/XML/1998/namespace}lang") == "en"


def test_only_what_is_open_and_no_more_than_fifty(publish: Publish) -> None:
    rows = publish(*VacancyFactory.create_batch(52))
    type(rows[-1]).objects.filter(pk=rows[-1].pk).update(status="closed")
    entries = texts(read(Client().get(URL)), "entry/id")
    assert len(entries) == 49
    assert not any(e.endswith(f"-{rows[-1].pk}") for e in entries)


def test_asked_again_unchanged_it_is_not_sent_again(publish: Publish) -> None:
    publish(VacancyFactory())
    for query in ({}, {"q": "không có gì như vậy"}):
        first = Client().get(URL, query)
        for header in ("ETag", "Last-Modified"):
            name = {"ETag": "if-none-match", "Last-Modified": "if-modified-since"}[header]
            again = Client().get(URL, query, headers={name: first.headers[header]})
            assert (again.status_code, again.content) == (304, b"")
    publish(VacancyFactory())
    first = Client().get(URL)
    publish(VacancyFactory())
    assert Client().get(URL, headers={"if-none-match": first.headers["ETag"]}).status_code == 200


def test_while_the_engine_is_away_a_plain_list_serves(
    publish: Publish, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish(VacancyFactory(title="Thợ hàn"))

    def away(*_: object, **__: object) -> None:
        raise EngineGoneError("gone")

    monkeypatch.setattr(type(batch.writer()), "msearch", away)
    assert texts(read(Client().get(URL, {"q": "hàn"})), "entry/title") == ["Thợ hàn"]


@pytest.mark.usefixtures("engine")
@pytest.mark.parametrize(
    ("query", "name"),
    [
        ({"shift": "noon"}, "shift"),
        ({"colour": "red"}, "colour"),
        ({"q": "x" * 501}, "q"),
        ({"lat": "91", "lon": "1"}, "lat"),
        ({"place": "Không Đâu Cả"}, "place"),
        ({"q": "a\0"}, "q"),
    ],
)
def test_what_is_wrong_is_named(query: dict[str, str], name: str) -> None:
    answer = Client().get(URL, query)
    assert answer.status_code == 400
    assert answer.content.decode().startswith(f"{name}: ")


@pytest.mark.usefixtures("engine")
@pytest.mark.parametrize("text", ["\x01\x08", "]]>", "&amp;<!--", "\ufffe\uffff", "💥", "-", '"'])
def test_whatever_is_asked_or_written_it_is_sound_xml(publish: Publish, text: str) -> None:
    read(Client().get(URL, {"q": text}))
    publish(VacancyFactory(title=f"Thợ hàn {text}"))
    assert len(texts(read(Client().get(URL, {"q": "hàn"})), "entry/title")) == 1


def test_it_is_limited_like_the_search(settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("portal.api.throttles.PublicThrottle.allow_request", lambda *_args: False)
    assert Client().get(URL).status_code == 429


def test_the_result_page_leads_to_its_feed(publish: Publish) -> None:
    publish(VacancyFactory())
    for page, feed in (
        ("/tim-viec/?q=hàn&amp;shift=day", "/tim-viec/atom/?q=h%C3%A0n&amp;shift=day"),
        ("/tim-viec/?kind=overseas&amp;q=a", "/tim-viec/atom/?q=a&amp;kind=overseas"),
        ("/hoc-nghe/?q=a", "/hoc-nghe/atom/?q=a"),
    ):
        html = Client().get(page.replace("&amp;", "&")).content.decode()
        assert html.count(f'href="{feed}"') == 2
        assert 'type="application/atom+xml"' in html
        assert Client().get(feed.replace("&amp;", "&")).status_code == 200


def test_a_feed_costs_the_same_however_long_it_is(
    publish: Publish, django_assert_max_num_queries
) -> None:
    publish(*VacancyFactory.create_batch(20))
    Client().get(URL)
    with django_assert_max_num_queries(3):
        Client().get(URL)
