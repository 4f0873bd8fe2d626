"""Everyday words are taken for the occupation that they plainly mean, and what they were taken for
is told; who is asked back has near ones to choose from."""

from collections.abc import Callable

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from portal.people.models import Experience, JobWish, Person
from tests.frontend.seeker.conftest import errors_of

pytestmark = pytest.mark.django_db
Send = Callable[..., HttpResponse]


def wanted() -> set[str]:
    return {o.pk for o in JobWish.objects.get().occupations.all()}


def codes(page: HttpResponse, field: str) -> list[str]:
    return [str(code) for code, _label in page.context["form"].fields[field].choices]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("thợ hàn, bảo vệ", {"welder", "security-guard"}),
        ("tho han, bao ve", {"welder", "security-guard"}),
        ("chăm người già", {"home-carer"}),
        ("trông trẻ", {"nanny"}),
        ("công nhân may", {"sewing-machine-operator"}),
        ("phục vụ", {"waiter"}),
        ("security guard", {"security-guard"}),
    ],
)
def test_plain_words_are_taken_at_once(send: Send, typed: str, meant: set[str]) -> None:
    assert send("wish", title=typed).status_code == 302
    assert wanted() == meant


@pytest.mark.parametrize("title", ["làm ruộng", "lam ruong", "thợ hàn", "bán hàng ở chợ"])
def test_examples_of_the_step_on_work_are_taken_at_once(send: Send, title: str) -> None:
    assert send("work", title=title).status_code == 302
    assert Experience.objects.get().occupation is not None


def test_what_was_understood_is_told_with_a_way_to_change_it(
    phone: Client, send: Send, person: Person
) -> None:
    change = reverse("profile_step", args=["wish"])
    told = phone.get(send("wish", title="thợ hàn, bảo vệ").url).content.decode()
    assert f'Hiểu là: Nhân viên bảo vệ. <a href="{change}">' in told
    told = phone.get(send("work", title="làm ruộng").url).content.decode()
    change = reverse("profile_experience", args=[Experience.objects.get().pk])
    assert f'Hiểu là: Người trồng lúa. <a href="{change}">' in told
    assert "Người trồng lúa" in phone.get(change).content.decode()


def test_nothing_is_told_of_what_was_said_outright(phone: Client, send: Send) -> None:
    told = phone.get(send("wish", title="Tho han").url).content.decode()
    assert "Đã lưu." in told
    assert "Hiểu là" not in told


def test_what_was_understood_can_be_taken_back(send: Send) -> None:
    send("wish", title="thợ hàn, bảo vệ")
    assert send("wish", title="thợ hàn, bảo vệ", occupations=["welder"]).status_code == 302
    assert wanted() == {"welder"}


@pytest.mark.parametrize("title", ["lái xe", "kế toán", "may"])
def test_a_word_for_several_kinds_of_work_is_asked_back(send: Send, title: str) -> None:
    page = send("wish", title=title)
    assert list(errors_of(page)) == ["title"]
    assert len(codes(page, "occupations")) > 2


def test_only_near_ones_are_offered(send: Send) -> None:
    offered = codes(send("wish", title="may"), "occupations")
    assert set(offered[:-1]) == {"sewing-machine-operator", "maintenance-mechanic"}


@pytest.mark.parametrize("title", ["thợ hànn", "tho hann"])
def test_a_slip_of_the_pen_finds_the_trade_first(send: Send, title: str) -> None:
    assert codes(send("wish", title=title), "occupations")[0] == "welder"


def test_nothing_to_tick_is_not_spoken_of(send: Send) -> None:
    page = send("wish", title="qwxyz")
    assert codes(page, "occupations") == ["own-words"]
    assert "gần nhất" not in errors_of(page)["title"][0]
    assert "gần nhất" in errors_of(send("wish", title="thợ hnà"))["title"][0]


def test_examples_are_in_the_language_of_the_page_and_understood_in_it(phone: Client) -> None:
    wish, work, skills = (
        phone.get(f"/en/ho-so/{step}/").context["form"] for step in ("wish", "work", "skills")
    )
    hints = [wish["title"], work["title"], work["employer"], skills["major"], skills["skill_words"]]
    assert all(str(field.help_text).replace("“", "").replace("”", "").isascii() for field in hints)
    answer = phone.post("/en/ho-so/wish/", {"title": "welder, security guard"})
    assert answer.status_code == 302
    assert wanted() == {"welder", "security-guard"}
    words = str(skills["skill_words"].help_text).partition(": ")[2]
    assert phone.post("/en/ho-so/skills/", {"skill_words": words}).status_code == 302
