"""The query log: what is counted, and that counting loses and doubles nothing it need not."""

import json
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone

from portal.search import query_log
from portal.search.models import CountedBatch, QuestionCount
from portal.search.params import SearchParams
from portal.search.personal import is_personal
from portal.search.query_log import (
    BATCH,
    BUFFER,
    flush,
    forget_old,
    normalised,
    note,
    rounded_place,
)
from portal.search.relaxing import Relaxation
from portal.search.results import Results
from portal.search.understand import Understood, understand
from tests.conftest import process_environment

UNIT, DISTRICT = "11581", "district-an-duong"


@pytest.fixture(autouse=True)
def redis() -> Iterator[Any]:
    query_log._redis.cache_clear()
    query_log._again_at = 0.0
    client = query_log._redis(None)
    client.flushdb()
    yield client
    query_log._redis.cache_clear()
    query_log._again_at = 0.0


def searched(q: str, count: int = 5, **given: Any) -> Any:
    """Results of a search as `search` answers them."""
    more = {name: given.pop(name) for name in ("limited", "relaxation") if name in given}
    params = SearchParams.read({"q": q, **given})
    return Results(params, understand(q), count, [], **more)


def counts() -> list[tuple[Any, ...]]:
    fields = ("words", "place", "kind", "searches", "zero_hits", "zero_after")
    return sorted(QuestionCount.objects.values_list(*fields))


@pytest.mark.django_db
class TestWhatIsCounted:
    def test_a_search_with_its_place_and_kind_and_whether_anything_was_found(self) -> None:
        note(searched("Thợ  HÀN", kind="vacancy", place=DISTRICT))
        note(searched("thợ hàn", 0, kind="vacancy", place=DISTRICT))
        note(
            searched(
                "thợ hàn",
                3,
                kind="vacancy",
                place=DISTRICT,
                relaxation=Relaxation("any_word", {}, Understood(), {}),
            )
        )
        assert flush() == 3
        assert counts() == [("thợ hàn", DISTRICT, "vacancy", 3, 2, 1)]
        assert QuestionCount.objects.get().day == timezone.localdate()

    @pytest.mark.parametrize(
        ("typed", "counted"),
        [
            ("Kĩ  sư điện", "kỹ sư điện"),
            ("quản lí công ti, bác sỹ", "quản lý công ty bác sĩ"),
            ("Nguyên liệu quyền quý toán hoá", "nguyên liệu quyền quý toán hóa"),
            ("ke\u0302\u0301 toa\u0301n", "kế toán"),
            ("hoà", "hòa"),
            ("Security guard, Toyota city", "security guard toyota city"),
            ("KYC gym housekeeping", "kyc gym housekeeping"),
            ("thuỷ sản, quy trình, nguyễn huỳnh", "thủy sản quy trình nguyễn huỳnh"),
            ('"may công nghiệp" -đêm!!!', "may công nghiệp đêm"),
            ("C++ / C#", "c++ c#"),
            ("thợ\x00 hàn\u200b", "thợ hàn"),
            ("<script>alert(1)</script>", "script alert 1 script"),
            ("\ud800 hàn", "hàn"),
            ("123", ""),
            ("???", ""),
            ("x" * 81, ""),
            ("a " * 15, ""),
        ],
    )
    def test_the_words_in_one_spelling(self, typed: str, counted: str) -> None:
        assert normalised(typed) == counted

    @pytest.mark.parametrize(
        "search",
        [
            {"q": ""},
            {"q": "hàn", "page": "2"},
            {"q": "hàn", "pay_min": "1000000"},
            {"q": "hàn", "sort": "newest"},
            {"q": "hàn", "place": DISTRICT, "radius_km": "5"},
            {"q": "hàn", "limited": True},
            {"q": "nguyễn văn a"},
            {"q": "0912.345.678"},
            {"q": "hàn " * 40},
        ],
    )
    def test_what_nobody_asked_anew_or_may_not_be_kept(self, search: dict, redis) -> None:
        note(searched(**search))
        assert not redis.exists(BUFFER)

    def test_a_trade_that_sounds_like_a_person(self, redis) -> None:
        assert is_personal("phân tích dữ liệu")
        note(searched(q="phân tích dữ liệu"))
        assert redis.exists(BUFFER)

    @pytest.mark.parametrize(
        ("given", "rounded"),
        [
            ({"place": UNIT}, "district-an-duong"),
            ({"place": "park-nomura"}, "district-an-duong"),
            ({"place": DISTRICT}, DISTRICT),
            ({"place": "31"}, "31"),
            ({"lat": "20.8579", "lon": "106.6820"}, "district-le-chan"),
            ({"lat": "0", "lon": "0"}, ""),
            ({"lat": "20.8579", "lon": "106.6820", "place": "31"}, "31"),
            ({"place": "district-an-duong,district-le-chan"}, "31"),
            ({"place": "01,31"}, ""),
            ({}, ""),
        ],
    )
    def test_places_are_rounded(self, given: dict, rounded: str) -> None:
        assert rounded_place(SearchParams.read({"q": "hàn", **given})) == rounded

    def test_no_user_no_address_no_position(self, redis, client: Client) -> None:
        note(searched("hàn", lat="20.8449123", lon="106.6881456"))
        waiting = json.dumps(redis.hgetall(BUFFER))
        assert "20.8" not in waiting
        assert {f.name for f in QuestionCount._meta.fields} == {
            *("id", "day", "words", "place", "kind", "searches", "zero_hits", "zero_after")
        }


@pytest.mark.django_db
class TestWhereItIsCounted:
    def test_pages_and_the_api_count_and_typing_does_not(self, engine, client: Client) -> None:
        client.get("/tim-viec/", {"q": "thợ lặn biển"})
        client.get("/en/tim-viec/", {"q": "thợ lặn biển"})
        client.get("/tim-viec/", {"q": "thợ lặn biển", "page": "2"})
        client.get("/hoc-nghe/", {"q": "thợ lặn biển"})
        client.get("/api/v1/search/", {"q": "thợ lặn biển"})
        client.get("/api/v1/suggest/", {"q": "thợ lặn biển"})
        client.get("/goi-y/", {"q": "thợ lặn biển"})
        client.get("/tim-viec/")
        assert flush() == 4
        assert {(kind, n) for _w, _p, kind, n, _z, _a in counts()} == {
            ("vacancy", 2),
            ("course", 1),
            ("", 1),
        }

    def test_without_redis_search_answers_at_once(self, engine, client: Client, settings) -> None:
        settings.CELERY_BROKER_URL = "redis://127.0.0.1:1/0"
        query_log._redis.cache_clear()
        assert client.get("/api/v1/search/", {"q": "hàn"}).status_code == 200
        assert query_log._again_at > time.monotonic()

    def test_a_redis_that_hangs_holds_nobody_up(self, settings) -> None:
        with socket.create_server(("127.0.0.1", 0)) as deaf:
            settings.CELERY_BROKER_URL = f"redis://127.0.0.1:{deaf.getsockname()[1]}/0"
            query_log._redis.cache_clear()
            began = time.monotonic()
            for _ in range(20):
                note(searched("hàn"))
            assert time.monotonic() - began < 1

    def test_a_flood_is_not_kept(self, redis, monkeypatch) -> None:
        monkeypatch.setattr(query_log, "MOST_WAITING", 10)
        for n in range(50):
            note(searched(f"nghề {chr(97 + n % 26)}{chr(97 + n // 26)}"))
        assert redis.hlen(BUFFER) == 11


@pytest.mark.django_db
class TestCountingOnce:
    def test_twice_counts_once(self, redis) -> None:
        note(searched("hàn"))
        assert flush() == 1
        assert flush() == 0
        assert counts() == [("hàn", "", "", 1, 0, 0)]
        note(searched("hàn"))
        flush()
        assert counts() == [("hàn", "", "", 2, 0, 0)]

    def test_a_batch_that_was_counted_but_not_deleted(self, redis, monkeypatch) -> None:
        note(searched("hàn"))
        monkeypatch.setattr(type(redis), "delete", lambda *a: None)
        assert flush() == 1
        assert redis.keys(f"{BATCH}*")
        monkeypatch.undo()
        assert flush() == 0
        assert not redis.keys(f"{BATCH}*")
        assert counts() == [("hàn", "", "", 1, 0, 0)]

    def test_a_batch_that_was_taken_but_not_counted(self, redis, monkeypatch) -> None:
        note(searched("hàn"))
        with monkeypatch.context() as broken:
            broken.setattr(query_log, "_write", lambda waiting: 1 / 0)
            with pytest.raises(ZeroDivisionError):
                flush()
        assert not redis.exists(BUFFER)
        assert not CountedBatch.objects.exists()
        assert flush() == 1
        assert counts() == [("hàn", "", "", 1, 0, 0)]

    def test_batches_do_not_stay_for_ever(self, redis, monkeypatch) -> None:
        note(searched("hàn"))
        monkeypatch.setattr(query_log, "_count", lambda redis, key: 0)
        flush()
        (batch,) = redis.keys(f"{BATCH}*")
        seconds = redis.ttl(batch)
        assert 0 < seconds < query_log.BATCH_REMEMBERED_DAYS * 24 * 3600


FLUSH = "import django; django.setup(); from portal.search.query_log import flush; print(flush())"


def test_killed_while_counting(committed_db, redis) -> None:
    """A worker that dies after it wrote and before it committed: the next one counts it all."""
    note(searched("hàn"))
    note(searched("may"))
    with connection.cursor() as cursor:
        # Held here, the table stops the worker in the middle of its transaction.
        cursor.execute("BEGIN; LOCK TABLE search_questioncount IN SHARE MODE")
        worker = subprocess.Popen([sys.executable, "-c", FLUSH], env=process_environment())
        from tests import waiting

        waiting.until(lambda: _blocked(), "the worker waits for the table")
        worker.send_signal(signal.SIGKILL)
        worker.wait()
        cursor.execute("ROLLBACK")
    assert counts() == []
    assert redis.keys(f"{BATCH}*")
    assert flush() == 2
    assert [row[0] for row in counts()] == ["hàn", "may"]


def _blocked() -> bool:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_locks WHERE NOT granted"
            " AND relation = 'search_questioncount'::regclass"
        )
        return cursor.fetchone()[0] > 0


def test_many_at_once_count_once(committed_db, redis) -> None:
    for n in range(30):
        note(searched(f"nghề {chr(97 + n % 26)}"))
    workers = [
        subprocess.Popen(
            [sys.executable, "-c", FLUSH],
            env=process_environment(),
            stdout=subprocess.PIPE,
            text=True,
        )
        for _ in range(3)
    ]
    counted = [int(worker.communicate(timeout=60)[0]) for worker in workers]
    assert sum(counted) == 30
    assert sum(row[3] for row in counts()) == 30


@pytest.mark.django_db
def test_rare_questions_go_after_a_month_and_all_after_thirteen() -> None:
    today = timezone.localdate()

    def asked(words: str, days_ago: int, searches: int) -> None:
        QuestionCount.objects.create(
            day=today - timedelta(days=days_ago),
            words=words,
            searches=searches,
            zero_hits=0,
            zero_after=0,
        )

    asked("rare and old", 31, 2)
    asked("rare and new", 30, 1)
    asked("often", 31, 2)
    asked("often", 1, 1)
    asked("often but long ago", 397, 100)
    asked("often but long ago", 396, 100)
    CountedBatch.objects.create(key="old", at=timezone.now() - timedelta(days=31))
    CountedBatch.objects.create(key="new")
    assert forget_old() == 2
    left = QuestionCount.objects.values_list("words", "day")
    assert sorted((words, (today - day).days) for words, day in left) == [
        ("often", 1),
        ("often", 31),
        ("often but long ago", 396),
        ("rare and new", 30),
    ]
    assert CountedBatch.objects.get().key == "new"
    assert forget_old() == 0
