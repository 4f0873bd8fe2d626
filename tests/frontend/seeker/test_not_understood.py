"""Words that we do not know are told at their field, with what comes nearest to tick; nobody is
kept from going on, and nothing is dropped in silence."""

from collections.abc import Callable

import pytest
from django.http import HttpResponse

from portal.people.models import Experience, JobWish, Person
from portal.people.services import update_wish
from tests.factories import TIEN_LANG
from tests.frontend.seeker.conftest import errors_of

pytestmark = pytest.mark.django_db
Send = Callable[..., HttpResponse]


def offered(page: HttpResponse, field: str) -> list[str]:
    """The codes that the page offers, each as a checkbox or radio that works without scripts."""
    html = page.content.decode()
    codes = [str(code) for code, _label in page.context["form"].fields[field].choices]
    assert all(f'name="{field}" value="{code}"' in html for code in codes)
    return codes


def wanted() -> tuple[str, list[str], list[str]]:
    wish = JobWish.objects.get()
    return wish.title, [o.pk for o in wish.occupations.order_by("pk")], wish.places


class TestWork:
    def test_a_slip_of_the_pen_is_asked_back(self, send: Send) -> None:
        page = send("wish", title="thợ hnà")
        assert "thợ hnà" in errors_of(page)["title"][0]
        assert {"welder", "own-words"} <= set(offered(page, "occupations"))
        assert not JobWish.objects.exists()
        assert send("wish", title="thợ hnà", occupations=["welder"]).status_code == 302
        assert wanted() == ("thợ hnà", ["welder"], [])

    @pytest.mark.parametrize("title", ["kỹ sư vũ trụ", "qwxyz"])
    def test_what_is_like_nothing_can_stay_in_own_words(self, send: Send, title: str) -> None:
        page = send("wish", title=title)
        assert list(errors_of(page)) == ["title"]
        assert "own-words" in offered(page, "occupations")
        assert send("wish", title=title, occupations=["own-words"]).status_code == 302
        assert wanted() == (title, [], [])
        # Asked once, not each time.
        assert send("wish", title=title, pay_min="9 triệu").status_code == 302

    def test_none_of_these_comes_last(self, send: Send) -> None:
        for codes in (
            offered(send("wish", title="thợ hnà, phi hành gia"), "occupations"),
            offered(send("place", place_words="Tien Lag, Thuy Nguyn"), "places"),
        ):
            assert codes[-1] in ("own-words", "left-out")
            assert len(codes) > 3

    def test_each_unknown_word_is_named_and_known_ones_are_taken(self, send: Send) -> None:
        page = send("wish", title="qwxyz, thợ hàn, zzyyx")
        said = " ".join(errors_of(page)["title"])
        assert "“qwxyz”" in said
        assert "“zzyyx”" in said
        assert "thợ hàn" not in said
        send("wish", title="qwxyz, thợ hàn, zzyyx", occupations=["own-words"])
        assert wanted()[1] == ["welder"]

    @pytest.mark.parametrize("title", ["việc gì cũng được", "Viec gi cung duoc", "any work", ""])
    def test_any_work_will_do(self, send: Send, title: str) -> None:
        assert send("wish", title=title).status_code == 302
        assert wanted()[1] == []

    def test_work_that_somebody_did(self, send: Send) -> None:
        page = send("work", title="thợ hnà")
        assert list(errors_of(page)) == ["occupation"]
        assert "welder" in offered(page, "occupation")
        send("work", title="thợ hnà", occupation="welder")
        assert Experience.objects.get().occupation_id == "welder"


class TestAPlaceBesideTheWork:
    @pytest.mark.parametrize("title", ["thợ hàn ở Tiên Lãng", "tho han tien lang"])
    def test_is_not_dropped_in_silence(self, send: Send, title: str) -> None:
        page = send("wish", title=title)
        assert list(errors_of(page)) == ["title"]
        codes = offered(page, "places")
        assert {TIEN_LANG, "district-tien-lang", "no-place"} == set(codes)
        assert send("wish", title=title, places=["district-tien-lang"]).status_code == 302
        assert wanted() == (title, ["welder"], ["district-tien-lang"])
        assert send("wish", title=title).status_code == 302
        assert wanted()[2] == ["district-tien-lang"]

    def test_can_be_left_out_for_good(self, send: Send) -> None:
        title = "thợ hàn, Tiên Lãng"
        assert send("wish", title=title, places=["no-place"]).status_code == 302
        assert wanted() == (title, ["welder"], [])
        assert send("wish", title=title).status_code == 302

    def test_comes_to_the_places_that_are_wanted_already(self, send: Send, person: Person) -> None:
        update_wish(person_id=person.pk, values={"places": ["district-an-duong"]})
        send("wish", title="thợ hàn Tiên Lãng", places=[TIEN_LANG])
        assert wanted()[2] == ["district-an-duong", TIEN_LANG]
        assert send("wish", title="thợ hàn An Dương").status_code == 302

    def test_is_told_apart_from_work_that_we_do_not_know(self, send: Send) -> None:
        work, place = errors_of(send("wish", title="qwxyz ở Tiên Lãng"))["title"]
        assert "“qwxyz”" in work
        assert "“Tiên Lãng”" in place

    def test_one_that_we_do_not_know(self, send: Send) -> None:
        page = send("wish", title="thợ hàn ở Atlantis")
        assert "“Atlantis”" in errors_of(page)["title"][0]
        assert offered(page, "places") == ["no-place"]
        assert send("wish", title="thợ hàn ở Atlantis", places=["no-place"]).status_code == 302
        assert wanted()[1:] == (["welder"], [])

    @pytest.mark.parametrize("title", ["bán hàng ở chợ", "giúp việc ở lại", "may"])
    def test_is_not_seen_where_there_is_none(self, send: Send, title: str) -> None:
        page = send("wish", title=title)
        assert page.status_code == 302 or not offered(page, "places")

    def test_cannot_be_made_up(self, send: Send) -> None:
        page = send("wish", title="thợ hàn ở Tiên Lãng", places=["district-an-duong"])
        assert "places" in errors_of(page)
        assert not JobWish.objects.exists()


class TestPlaces:
    def test_a_slip_of_the_pen_is_asked_back(self, send: Send) -> None:
        page = send("place", place_words="Tien Lag, An Lão")
        assert "Tien Lag" in errors_of(page)["place_words"][0]
        assert {TIEN_LANG, "district-tien-lang", "left-out"} <= set(offered(page, "places"))
        ticked = ["district-tien-lang", "district-an-lao"]
        assert send("place", place_words="Tien Lag, An Lão", places=ticked).status_code == 302
        assert set(JobWish.objects.get().places) == set(ticked)

    def test_one_that_is_like_none_keeps_nobody_from_going_on(self, send: Send) -> None:
        page = send("place", place_words="Không Đâu Cả")
        assert list(errors_of(page)) == ["place_words"]
        assert offered(page, "places") == ["left-out"]
        assert send("place", place_words="Không Đâu Cả", places=["left-out"]).status_code == 302
        assert JobWish.objects.get().places == []

    def test_home_as_well(self, send: Send) -> None:
        page = send("person", place="Tien Lag")
        assert list(errors_of(page)) == ["place_code"]
        assert TIEN_LANG in offered(page, "place_code")
        send("person", place="Tien Lag", place_code=TIEN_LANG)
        assert Person.objects.get().unit_id == TIEN_LANG
