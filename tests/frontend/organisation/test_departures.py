"""Departures and returns on the pages of agencies, the staff, and the people who go."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from jobs.departures import services
from jobs.departures.models import Departure
from portal.accounts.services import delete_account
from portal.notices.models import Notice
from tests.factories import ApplicationFactory, DepartureFactory, EscUserFactory
from tests.queries import count_queries

pytestmark = pytest.mark.django_db


def day(number: int) -> str:
    return f"{timezone.localdate() + timedelta(days=number):%d/%m/%Y}"


def hired() -> Any:
    return ApplicationFactory(
        status="hired",
        vacancy__kind="overseas",
        vacancy__country="JP",
        vacancy__contract_approval_number="12/QLLĐNN",
        vacancy__employer__kind="overseas_agency",
    )


def url_of(row: Departure) -> str:
    return f"/tuyen-dung/xuat-canh/{row.key}/"


def test_an_agency_notes_departure_and_return(member_of, signed_in) -> None:
    application = hired()
    agency = member_of(application.vacancy.employer)
    new = f"/tuyen-dung/ho-so/{application.pk}/xuat-canh/"
    page = agency.get(new)
    assert page.context["form"]["country"].value() == "JP"
    sent = {
        "country": "JP",
        "contract_signed_on": day(-9),
        "departs_on": day(0),
        "passport_ready": "on",
    }
    assert agency.post(new, sent).status_code == 302
    row = Departure.objects.get()
    one = url_of(row)
    assert agency.get(new).url == one
    refused = agency.post(one, {"do": "depart", "left-departs_on": day(0)})
    assert refused.status_code == 400
    assert "Chưa khám sức khoẻ đạt" in refused.content.decode()
    opened = str(refused.context["form"]["opened"].value())
    saved = agency.post(one, sent | {"do": "save", "opened": opened, "health_ready": "on"})
    assert saved.status_code == 302
    assert agency.post(one, {"do": "depart", "left-departs_on": day(0)}).status_code == 302
    wrong = agency.post(one, {"do": "return", "returned_on": day(-1), "return_reason": ""})
    assert set(wrong.context["returning"].errors) == {"returned_on", "return_reason"}
    back = {"do": "return", "returned_on": day(0), "return_reason": "early-no-fault"}
    assert agency.post(one, back).status_code == 302
    person = signed_in(application.person.user)
    told = person.get(f"/ung-tuyen/{application.pk}/").content.decode()
    assert "Đã về nước" in told
    assert "Được hoàn lại" in told


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"contract_signed_on": day(1)}, "contract_signed_on"),
        ({"departs_on": day(-99)}, "departs_on"),
        ({"return_due_on": day(2)}, "return_due_on"),
        ({"country": "VN"}, "country"),
    ],
)
def test_what_is_wrong_stands_at_its_field(member_of, changes, field) -> None:
    application = hired()
    sent = {"country": "JP", "contract_signed_on": day(-9), "departs_on": day(9)}
    page = member_of(application.vacancy.employer).post(
        f"/tuyen-dung/ho-so/{application.pk}/xuat-canh/", sent | changes
    )
    assert page.status_code == 400
    assert set(page.context["form"].errors) == {field}


def test_somebody_changed_it_meanwhile(member_of) -> None:
    row = DepartureFactory()
    agency, one = member_of(row.agency), url_of(row)
    form = agency.get(one).context["form"]
    services.change(
        departure_id=row.pk,
        values={"departs_on": timezone.localdate() + timedelta(days=60)},
    )
    sent = {
        "do": "save",
        "opened": str(form["opened"].value()),
        "country": "JP",
        "contract_signed_on": f"{row.contract_signed_on:%d/%m/%Y}",
        "departs_on": day(31),
        "passport_ready": "on",
        "health_ready": "on",
    }
    asked = agency.post(one, sent)
    assert asked.status_code == 400
    assert set(asked.context["form"].errors) == {"__all__", "departs_on"}
    row.refresh_from_db()
    assert row.departs_on == timezone.localdate() + timedelta(days=60)


def test_the_list_of_an_order_shows_who_was_hired_also_once_erased(member_of) -> None:
    row = DepartureFactory()
    ApplicationFactory(vacancy=row.vacancy, status="hired")
    agency = member_of(row.agency)
    listed = f"/tuyen-dung/tin/{row.vacancy_id}/xuat-canh/"
    assert len(agency.get(listed).context["rows"]) == 2
    delete_account(user_id=row.person.user_id)
    page = agency.get(listed)
    assert len(page.context["rows"]) == 1
    assert "Người đã xoá dữ liệu" in page.content.decode()
    assert agency.get(url_of(row)).status_code == 200


def test_only_orders_overseas_have_the_list(member_of) -> None:
    application = ApplicationFactory(status="hired")
    agency = member_of(application.vacancy.employer)
    assert agency.get(f"/tuyen-dung/tin/{application.vacancy_id}/xuat-canh/").status_code == 404


def test_messages_lead_to_the_persons_application(signed_in) -> None:
    today = timezone.localdate()
    going = DepartureFactory(departs_on=today)
    services.depart(departure_id=going.pk)
    services.come_back(departure_id=going.pk, returned_on=today, reason="other")
    staying = DepartureFactory()
    services.cancel(departure_id=staying.pk)
    assert Notice.objects.count() == 3
    for notice in Notice.objects.all():
        path = notice.context["url"].partition("/ung-tuyen/")[2].partition("#")[0]
        assert signed_in(notice.user).get(f"/ung-tuyen/{path}").status_code == 200


def test_the_staff_count_departures_and_persons_apart(signed_in) -> None:
    officer = signed_in(EscUserFactory())
    first = DepartureFactory(departs_on=timezone.localdate(), state="departed")
    page = "/ban-lam-viec/xuat-canh/"
    few = count_queries(lambda: officer.get(page))
    DepartureFactory(
        application__person=first.person, departs_on=timezone.localdate(), state="departed"
    )
    DepartureFactory()
    assert count_queries(lambda: officer.get(page)) == few
    total = officer.get(page).context["total"]
    assert (total.departures, total.persons) == (2, 1)
    [counted] = officer.get(page).context["counts"]
    assert (counted["counted"].departures, counted["counted"].persons) == (2, 1)


def test_the_table_leaves_the_house_without_names(signed_in) -> None:
    row = DepartureFactory(
        application__vacancy__title="=HYPERLINK(1)", application__person__full_name="Ngô Thị Xa"
    )
    answer = signed_in(EscUserFactory()).get("/ban-lam-viec/xuat-canh/csv/")
    text = answer.content.decode("utf-8-sig")
    assert answer["Content-Type"].startswith("text/csv")
    assert str(row.key) in text
    assert "Nhật Bản" in text
    assert "Ngô Thị Xa" not in text
    assert ",=HYPERLINK" not in text


def test_the_list_takes_as_many_queries_with_many(member_of) -> None:
    row = DepartureFactory()
    agency = member_of(row.agency)
    listed = f"/tuyen-dung/tin/{row.vacancy_id}/xuat-canh/"
    few = count_queries(lambda: agency.get(listed))
    for _ in range(3):
        DepartureFactory(application__vacancy=row.vacancy)
    assert count_queries(lambda: agency.get(listed)) == few
