"""Saving a search from the result page, and the list of what was saved."""

import re
from typing import Any

import pytest
from django.http import QueryDict
from django.test import Client

from portal.accounts.models import User
from portal.alerts.models import SavedSearch, Subscriber
from portal.people.services import has_consented
from tests.alerts.conftest import save, seeker
from tests.factories import AN_DUONG, EscUserFactory, UserFactory
from tests.frontend.html import Page

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("engine")]
LIST, NEW = "/viec-da-luu/", "/viec-da-luu/moi/"
SEARCH = f"q=thợ hàn&place={AN_DUONG}&shift=night&shift=day&radius_km=5&sort=pay&page=1"


def form_of(page: Any) -> tuple[str, dict[str, list[str]]]:
    """Action and hidden fields of the form that saves the search of a result page."""
    html = page.content.decode()
    [form] = re.findall(rf'<form[^>]*action="(?:/en)?{NEW}"[^>]*>.*?</form>', html, re.S)
    fields: dict[str, list[str]] = {}
    for name, value in re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', form):
        fields.setdefault(name, []).append(value)
    fields.pop("csrfmiddlewaretoken", None)
    return re.search(r'method="(\w+)"', form)[1] if "method=" in form else "get", fields  # type: ignore[index]


def test_who_agreed_before_saves_with_one_press(phone: Client, user: User) -> None:
    save(user, "q=may")
    method, fields = form_of(phone.get(f"/tim-viec/?{SEARCH}"))
    assert method == "post"
    answer = phone.post(NEW, fields, follow=True)
    assert answer.redirect_chain == [(LIST, 302)]
    assert "Đã lưu: thợ hàn · " in answer.content.decode()
    row = SavedSearch.objects.first()
    assert row is not None
    assert row.params == {
        "q": "thợ hàn",
        "kind": ["vacancy"],
        "place": [AN_DUONG],
        "shift": ["day", "night"],
        "radius_km": 5.0,
    }
    assert "rồi" in phone.post(NEW, fields, follow=True).content.decode()
    assert SavedSearch.objects.count() == 2


def test_at_first_people_are_asked_how_and_nothing_is_chosen_for_them() -> None:
    user = UserFactory()
    phone = Client()
    phone.force_login(user)
    _method, fields = form_of(phone.get(f"/tim-viec/?{SEARCH}"))
    asked = phone.post(NEW, fields, follow=True)
    assert asked.redirect_chain[0][0].startswith(f"{NEW}?")
    html = asked.content.decode()
    assert "checked" not in html
    assert not SavedSearch.objects.exists()
    again = phone.post(NEW, fields | {"how": ""})
    assert again.context["form"].errors["how"]
    assert "thợ hàn" in again.content.decode()
    phone.post(NEW, fields | {"how": "sms"})
    user.refresh_from_db()
    assert has_consented(person=user.person, purpose="notices")
    assert SavedSearch.objects.get().paused_at is None


def test_only_keeping_it_agrees_to_nothing() -> None:
    user = UserFactory()
    phone = Client()
    phone.force_login(user)
    phone.post(NEW, {"q": "may", "how": "keep"})
    assert SavedSearch.objects.get().paused_at is not None
    assert not hasattr(user, "person")


def test_who_is_not_signed_in_comes_back_with_the_search(user: User) -> None:
    stranger = Client()
    method, fields = form_of(stranger.get(f"/tim-viec/?{SEARCH}"))
    assert method == "get"
    to_sign_in = stranger.get(NEW, fields)
    assert to_sign_in.url.startswith("/accounts/login/?next=/viec-da-luu/moi/%3F")
    stranger.force_login(user)
    back = stranger.get(to_sign_in.url)
    assert "thợ hàn" in stranger.get(back.url).content.decode()


def test_staff_have_no_button_and_an_empty_search_has_none(phone: Client) -> None:
    officer = Client()
    officer.force_login(EscUserFactory())
    assert NEW not in officer.get(f"/tim-viec/?{SEARCH}").content.decode()
    assert NEW not in phone.get("/tim-viec/").content.decode()


def test_courses_and_work_abroad_keep_their_kind(phone: Client, user: User) -> None:
    save(user, "q=x")
    for address, kind, page in (
        ("/hoc-nghe/?q=may", "course", "/hoc-nghe/?q=may"),
        ("/tim-viec/?kind=overseas&q=may", "overseas", "/tim-viec/?q=may&amp;kind=overseas"),
    ):
        _method, fields = form_of(phone.get(address))
        phone.post(NEW, fields)
        row = SavedSearch.objects.first()
        assert row is not None
        assert row.params == {"q": "may", "kind": [kind]}
        assert f'href="{page}"' in phone.get(LIST).content.decode()
        assert phone.get(page.replace("&amp;", "&")).status_code == 200


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("q=" + "từ " * 10_000, ["Từ khoá: Tìm bằng nhiều nhất 30 từ"]),
        ("q=a&" + "&".join(f"shift=s{n}" for n in range(500)), ["Ca làm: Ở đây chỉ chọn"]),
        ("q=a&industry=galaxy&level=9", ["Ngành: ", "Trình độ cần có: "]),
        ("", ["Trước hết hãy cho biết"]),
        ("q=a&radius_km=-1&pay_min=x", ["Khoảng cách: ", "Lương: "]),
        ("q=<script>alert(1)</script>&shift=<script>", ["&lt;script&gt;"]),
    ],
)
def test_what_cannot_be_saved_is_told_with_the_name_of_its_field(
    phone: Client, user: User, query: str, words: list[str]
) -> None:
    before = SavedSearch.objects.count()
    data = dict(QueryDict(query).lists())
    for answer in (phone.post(NEW, data), phone.post(NEW, data | {"how": "sms"})):
        html = answer.content.decode()
        assert answer.status_code == 400
        for word in words:
            assert word in html
        assert "<script>" not in html
        assert Page(html).problems == []
    assert SavedSearch.objects.count() == before


def test_the_limit_is_told(phone: Client, user: User, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("portal.alerts.services.MOST_SEARCHES", 1)
    save(user)
    answer = phone.post(NEW, {"q": "may"})
    assert answer.status_code == 400
    assert "Bạn đã lưu 1 tìm kiếm" in answer.content.decode()


def test_pausing_going_on_and_deleting(phone: Client, user: User) -> None:
    row = save(user)
    url = f"{LIST}{row.pk}/"
    for deed, paused in (("pause", True), ("resume", False), ("nonsense", False)):
        assert phone.post(url, {"do": deed}).status_code == 302
        row.refresh_from_db()
        assert (row.paused_at is not None) is paused
    phone.post(url, {"do": "delete"})
    assert not SavedSearch.objects.exists()
    assert phone.post(url, {"do": "delete"}).status_code == 404


def test_what_is_somebody_elses_is_not_there(phone: Client) -> None:
    theirs = save(seeker(), "q=của người khác")
    assert phone.post(f"{LIST}{theirs.pk}/", {"do": "delete"}).status_code == 404
    assert "của người khác" not in phone.get(LIST).content.decode()
    assert SavedSearch.objects.count() == 1


def test_the_way_is_a_choice_where_there_are_two(phone: Client, user: User) -> None:
    save(user)
    assert "saved_search_channel" not in phone.get(LIST).content.decode()
    assert 'name="channel"' not in phone.get(LIST).content.decode()
    User.objects.update(email="lan@example.vn")
    user.emailaddress_set.create(email="lan@example.vn", verified=True)
    assert 'name="channel"' in phone.get(LIST).content.decode()
    phone.post(f"{LIST}kenh/", {"channel": "email"})
    assert Subscriber.objects.get().channel == "email"
    phone.post(f"{LIST}kenh/", {"channel": "pigeon"})
    assert Subscriber.objects.get().channel == "email"


def test_why_nothing_comes_is_said_with_the_way_out(phone: Client, user: User) -> None:
    save(user)
    assert "chưa đồng ý" not in phone.get(LIST).content.decode()
    user.person.consents.all().delete()
    html = phone.get(LIST).content.decode()
    assert "chưa đồng ý" in html
    [action] = re.findall(r'action="(/du-lieu-cua-toi/dong-y/notices/[^"]+)"', html)
    assert phone.post(action, {"give": "yes"}).url == LIST
    assert "chưa đồng ý" not in phone.get(LIST).content.decode()
    User.objects.update(phone_verified=False)
    assert "chưa có số điện thoại" in phone.get(LIST).content.decode()


def test_the_list_costs_the_same_however_long_it_is(
    phone: Client, user: User, django_assert_num_queries
) -> None:
    def queries() -> int:
        with django_assert_num_queries(30, exact=False) as found:
            phone.get(LIST)
        return len(found)

    save(user, f"q=a&place={AN_DUONG}&shift=day&occupation=welder")
    phone.get(LIST)
    few = queries()
    for number in range(15):
        save(user, f"q=thợ {number}&place={AN_DUONG}&shift=day&occupation=welder")
    assert queries() == few


def test_what_people_typed_stays_text(phone: Client, user: User) -> None:
    save(user, "q=<script>alert(1)</script>", name='"><img src=x onerror=alert(1)>')
    html = phone.get(LIST).content.decode()
    assert "<script>alert" not in html
    assert "<img src=x" not in html
    assert Page(html).problems == []


def test_it_is_in_the_menu_and_in_what_one_takes_along(phone: Client, user: User) -> None:
    save(user)
    assert f'href="{LIST}"' in phone.get("/").content.decode()
    taken = phone.get("/du-lieu-cua-toi/tai-ve/").json()
    assert taken["saved_searches"][0]["search"] == {"q": "thợ hàn"}
