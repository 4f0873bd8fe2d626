"""The queue of organisations, the page of one, and what officers decide."""

from datetime import timedelta

import pghistory
import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from jobs.models import Vacancy
from portal.accounts.models import Organisation, User
from portal.accounts.services import register_organisation, update_organisation
from portal.notices.models import Notice
from tests.factories import (
    CourseFactory,
    MembershipFactory,
    OrganisationFactory,
    UserFactory,
    VacancyFactory,
)

pytestmark = pytest.mark.django_db
STATES = Organisation.Verification
LIST = "/ban-lam-viec/don-vi/"


def waiting(name: str = "Cơ khí Sông Cấm", *, days: int = 0, **values: object) -> Organisation:
    organisation = OrganisationFactory(
        name=name, verification=STATES.PENDING, verified_at=None, **values
    )
    at = timezone.now() - timedelta(days=days)
    Organisation.objects.filter(pk=organisation.pk).update(created_at=at)
    return organisation


def names(client: Client, **parameters: str) -> list[str]:
    page = client.get(LIST, parameters)
    assert page.status_code == 200
    return [o.name for o in page.context["page"]]


def address(view: str, organisation: Organisation) -> str:
    return reverse(view, args=[organisation.pk])


def state_of(organisation: Organisation) -> str:
    return Organisation.objects.get(pk=organisation.pk).verification


def test_who_waits_longest_comes_first(officer: Client) -> None:
    waiting("Hai ngày", days=2)
    waiting("Chín ngày", days=9)
    waiting("Hôm nay")
    OrganisationFactory(name="Đã xong")
    assert names(officer) == ["Chín ngày", "Hai ngày", "Hôm nay"]


def test_by_state_and_kind(officer: Client) -> None:
    waiting("Trung tâm", kind="training_centre")
    waiting("Doanh nghiệp")
    OrganisationFactory(name="Đã duyệt")
    OrganisationFactory(name="Bị khoá", verification=STATES.SUSPENDED)
    assert names(officer, kind="training_centre") == ["Trung tâm"]
    assert names(officer, state="verified") == ["Đã duyệt"]
    assert names(officer, state="suspended", kind="employer") == ["Bị khoá"]
    assert len(names(officer, state="all")) == 4
    tabs = officer.get(LIST, {"kind": "employer"}).context["tabs"]
    counts = {tab.label: tab.count for tab in tabs}
    assert list(counts.values()) == [1, 1, 0, 1, 3]
    assert all("kind=employer" in tab.url for tab in tabs)


@pytest.mark.parametrize(
    "typed", ["song cam", "SÔNG CẤM", "Sông Cấm", "cam   song", "0200 123", "0200123"]
)
def test_by_name_as_typed_or_tax_code(officer: Client, typed: str) -> None:
    waiting("Công ty Đóng tàu Sông Cấm", tax_code="0200123450")
    waiting("Công ty May Cầu Rào", tax_code="0200999990")
    assert names(officer, q=typed) == ["Công ty Đóng tàu Sông Cấm"]


def test_d_with_bar_is_found_without(officer: Client) -> None:
    waiting("Đồ Sơn")
    assert names(officer, q="do son") == ["Đồ Sơn"]
    assert names(officer, q="%") == names(officer, q="_") == []


@pytest.mark.parametrize(
    "parameters",
    [{"state": "gone"}, {"kind": "church"}, {"q": "x" * 251}, {"q": "a\0b"}],
    ids=["state", "kind", "long", "nul"],
)
def test_what_cannot_be_asked_is_said(officer: Client, parameters: dict) -> None:
    page = officer.get(LIST, parameters)
    assert page.status_code == 400
    assert "error-summary" in page.content.decode()


def test_what_cannot_be_asked_is_named_in_the_reader_s_language(officer: Client) -> None:
    assert "Trạng thái</a>: “gone”" in officer.get(LIST, {"state": "gone"}).content.decode()


@pytest.mark.parametrize("number", ["0", "99", "x", "9" * 50])
def test_pages_beyond_the_end(officer: Client, number: str) -> None:
    waiting()
    assert names(officer, page=number) == ["Cơ khí Sông Cấm"]


def test_the_list_asks_as_often_for_many_as_for_few(
    officer: Client, django_assert_max_num_queries
) -> None:
    unit = {"unit_id": "11755"}
    for n in range(25):
        waiting(f"Đơn vị {n}", **unit)
    officer.get(LIST)
    with django_assert_max_num_queries(12):
        officer.get(LIST)


def test_an_empty_queue_says_what_will_be_here(officer: Client) -> None:
    html = officer.get(LIST).content.decode()
    assert 'class="empty"' in html
    assert "?state=all" in html


def test_all_that_is_known_stands_on_the_page(officer: Client) -> None:
    organisation = waiting(
        tax_code="0200123450",
        phone="+842253822616",
        website="https://songcam.example",
        description="Đóng tàu <b>từ 1959</b>",
        kind="overseas_agency",
        licence_number="GP-77",
        licence_valid_until="2031-05-04",
    )
    owner = UserFactory(full_name="Trần Chủ", email="chu@example.vn")
    MembershipFactory(organisation=organisation, user=owner)
    MembershipFactory(
        organisation=organisation,
        user=UserFactory(full_name="Người đã đi"),
        left_at=timezone.now(),
    )
    VacancyFactory.create_batch(3, employer=organisation, status=Vacancy.Status.DRAFT)
    CourseFactory(centre=organisation, status="draft")
    OrganisationFactory(name="Cùng mã số", tax_code="0200123450", kind="employer")
    html = officer.get(address("staff_organisation", organisation)).content.decode()
    for text in (
        "0200123450",
        "0225 3822 616",
        "https://songcam.example",
        "Đóng tàu &lt;b&gt;từ 1959&lt;/b&gt;",
        "GP-77",
        "04/05/2031",
        "Trần Chủ",
        "chu@example.vn",
        "Cùng mã số",
    ):
        assert text in html, text
    assert "Người đã đi" not in html
    listed = officer.get(address("staff_organisation", organisation)).context["listed"]
    assert [count for _, count in listed] == [3, 1]


def test_verifying_lets_it_publish_and_tells_the_owner(officer: Client, counsellor: User) -> None:
    organisation = waiting()
    MembershipFactory(organisation=organisation)
    answer = officer.post(address("staff_verify", organisation))
    assert answer.url == LIST
    organisation.refresh_from_db()
    assert (organisation.verification, organisation.verified_by) == (STATES.VERIFIED, counsellor)
    assert Notice.objects.get().kind == "organisation_verified"
    officer.post(address("staff_verify", organisation))
    assert Notice.objects.count() == 1


def test_refusing_needs_a_reason_and_keeps_what_was_typed(officer: Client) -> None:
    organisation = waiting()
    MembershipFactory(organisation=organisation)
    url = address("staff_refuse", organisation)
    assert officer.get(url).status_code == 200
    for reason in ("", "   ", "x" * 501, "a\0b"):
        page = officer.post(url, {"reason": reason})
        assert page.status_code == 400
        assert "reason" in page.context["form"].errors
    assert "x" * 501 in officer.post(url, {"reason": "x" * 501}).content.decode()
    assert state_of(organisation) == STATES.PENDING
    answer = officer.post(url, {"reason": "Thiếu <i>giấy phép</i> 😀"})
    assert answer.url == LIST
    assert state_of(organisation) == STATES.REFUSED
    assert Notice.objects.get().context["reason"] == "Thiếu <i>giấy phép</i> 😀"
    html = officer.get(address("staff_organisation", organisation)).content.decode()
    assert "Thiếu &lt;i&gt;giấy phép&lt;/i&gt; 😀" in html


def test_suspending_hides_and_ending_it_shows_again(officer: Client) -> None:
    vacancy = VacancyFactory()
    organisation = vacancy.employer
    assert Vacancy.objects.public().count() == 1
    officer.post(address("staff_suspend", organisation), {"reason": "Bị tố cáo thu tiền"})
    assert state_of(organisation) == STATES.SUSPENDED
    assert not Vacancy.objects.public().exists()
    officer.post(address("staff_verify", organisation))
    assert Vacancy.objects.public().count() == 1


def test_who_comes_too_late_is_told(officer: Client) -> None:
    verified, pending = OrganisationFactory(), waiting()
    for view, organisation in (("staff_refuse", verified), ("staff_suspend", pending)):
        page = officer.post(address(view, organisation), {"reason": "Vì sao"})
        assert page.status_code == 400
        assert page.context["form"].non_field_errors()
        assert "Vì sao" in page.content.decode()
    assert state_of(verified) == STATES.VERIFIED
    assert state_of(pending) == STATES.PENDING


def test_the_page_offers_what_the_state_allows(officer: Client) -> None:
    offered = {
        STATES.PENDING: {"staff_verify", "staff_refuse"},
        STATES.REFUSED: {"staff_verify"},
        STATES.VERIFIED: {"staff_suspend"},
        STATES.SUSPENDED: {"staff_verify"},
    }
    for state, views in offered.items():
        organisation = OrganisationFactory(verification=state, refusal_reason="x")
        html = officer.get(address("staff_organisation", organisation)).content.decode()
        for view in ("staff_verify", "staff_refuse", "staff_suspend"):
            assert (f'"{address(view, organisation)}"' in html) == (view in views), (state, view)


def test_history_tells_what_happened_and_who_did_it(officer: Client, counsellor: User) -> None:
    owner = UserFactory(full_name="Trần Chủ")
    with pghistory.context(user=owner.pk):
        organisation = register_organisation(
            kind="employer", owner=owner, values={"name": "Tên cũ"}
        )
    officer.post(address("staff_refuse", organisation), {"reason": "Thiếu mã số"})
    with pghistory.context(user=owner.pk):
        update_organisation(
            organisation_id=organisation.pk, values={"name": "Tên mới", "tax_code": "0200109660"}
        )
    officer.post(address("staff_verify", organisation))
    page = officer.get(address("staff_organisation", organisation))
    assert [(event.state, event.note) for event in page.context["events"]] == [
        ("done", "Vũ Thị Cán"),
        ("now", "Trần Chủ"),
        ("now", "— → 0200109660 · Trần Chủ"),
        ("now", "Tên cũ → Tên mới · Trần Chủ"),
        ("failed", "Thiếu mã số · Vũ Thị Cán"),
        ("done", "Trần Chủ"),
    ]
