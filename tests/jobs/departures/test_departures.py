"""Departures and returns: what is noted, in which order, who is told, and what stays."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from jobs.departures import services
from jobs.departures.counting import by_month_and_country, in_all
from jobs.departures.models import Departure
from portal.accounts.services import delete_account
from portal.notices.models import Notice
from portal.validation import ChangedError
from tests.factories import (
    ApplicationFactory,
    DepartureFactory,
    EscUserFactory,
    MembershipFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db


def days(number: int) -> date:
    return timezone.localdate() + timedelta(days=number)


def hired(**fields: Any) -> Any:
    return ApplicationFactory(
        **{
            "status": "hired",
            "vacancy__kind": "overseas",
            "vacancy__country": "JP",
            "vacancy__contract_approval_number": "12/QLLĐNN",
            "vacancy__employer__kind": "overseas_agency",
        }
        | fields
    )


def noted(**changes: Any) -> dict[str, Any]:
    return {
        "country": "JP",
        "contract_signed_on": days(-20),
        "passport_ready": True,
        "health_ready": True,
        "departs_on": days(30),
        "return_due_on": days(1100),
        "note": "",
    } | changes


def kinds(user: Any) -> list[str]:
    return sorted(Notice.objects.filter(user=user).values_list("kind", flat=True))


def test_a_departure_is_noted_for_who_was_hired_and_they_are_told() -> None:
    application = hired()
    made = services.plan(application_id=application.pk, values=noted(country=None))
    assert (made.state, made.country) == ("planned", "JP")
    assert (made.person, made.agency) == (application.person, application.vacancy.employer)
    assert kinds(application.person.user) == ["departure_planned"]


def test_noting_it_again_changes_the_one_that_is_there() -> None:
    application = hired()
    for day in (30, 35):
        services.plan(application_id=application.pk, values=noted(departs_on=days(day)))
    assert Departure.objects.get().departs_on == days(35)
    assert kinds(application.person.user) == ["departure_planned"]


@pytest.mark.parametrize(
    ("changes", "fields"),
    [
        ({"contract_signed_on": days(1)}, {"contract_signed_on"}),
        ({"departs_on": days(-21)}, {"departs_on"}),
        ({"departs_on": days(400)}, {"departs_on"}),
        ({"return_due_on": days(30)}, {"return_due_on"}),
        ({"return_due_on": days(5000)}, {"return_due_on"}),
        ({"country": "VN"}, {"country"}),
        ({"country": "ZZ"}, {"country"}),
        ({"contract_signed_on": None}, {"contract_signed_on"}),
        ({"departs_on": None}, {"departs_on"}),
        ({"note": "x" * 501}, {"note"}),
    ],
)
def test_what_is_wrong_is_told_at_its_field(changes: dict, fields: set) -> None:
    with pytest.raises(ValidationError) as error:
        services.plan(application_id=hired().pk, values=noted(**changes))
    assert set(error.value.error_dict) == fields


@pytest.mark.parametrize(
    "fields", [{"status": "offered"}, {"vacancy__kind": "domestic", "vacancy__country": ""}]
)
def test_only_who_was_hired_overseas_goes(fields: dict) -> None:
    with pytest.raises(ValidationError):
        services.plan(application_id=hired(**fields).pk, values=noted())


def test_nobody_goes_by_an_order_without_an_approved_contract() -> None:
    application = hired(vacancy__contract_approval_number="", vacancy__status="closed")
    with pytest.raises(ValidationError) as error:
        services.plan(application_id=application.pk, values=noted())
    assert set(error.value.error_dict) == {"__all__"}


def test_from_departure_to_return() -> None:
    row = DepartureFactory(departs_on=days(-3))
    for _ in range(2):
        services.depart(departure_id=row.pk)
    for _ in range(2):
        services.come_back(departure_id=row.pk, returned_on=days(0), reason="early-no-fault")
    row.refresh_from_db()
    assert (row.state, row.returned_on) == ("returned", days(0))
    assert kinds(row.person.user) == ["departure_noted", "departure_returned"]
    assert services.refund_due(row.return_reason)
    assert not services.refund_due("contract-ended")


def test_nobody_departs_before_their_day_or_without_passport_and_health_check() -> None:
    row = DepartureFactory(passport_ready=False, health_ready=False)
    with pytest.raises(ValidationError) as error:
        services.depart(departure_id=row.pk)
    assert set(error.value.error_dict) == {"departs_on", "passport_ready", "health_ready"}
    with pytest.raises(ValidationError) as error:
        services.depart(departure_id=row.pk, departs_on=row.contract_signed_on - timedelta(days=1))
    assert "departs_on" in error.value.error_dict


@pytest.mark.parametrize(
    ("day", "reason", "field"),
    [
        (days(-11), "contract-ended", "returned_on"),
        (days(1), "contract-ended", "returned_on"),
        (None, "contract-ended", "returned_on"),
        (days(0), "", "return_reason"),
        (days(0), "bored", "return_reason"),
    ],
)
def test_what_is_wrong_with_a_return_is_told(day: Any, reason: str, field: str) -> None:
    row = DepartureFactory(departs_on=days(-10), state="departed")
    with pytest.raises(ValidationError) as error:
        services.come_back(departure_id=row.pk, returned_on=day, reason=reason)
    assert set(error.value.error_dict) == {field}


def test_a_cancelled_departure_is_told_once_and_is_the_end() -> None:
    row = DepartureFactory()
    for _ in range(2):
        services.cancel(departure_id=row.pk)
    assert kinds(row.person.user) == ["departure_cancelled"]
    for act in (
        lambda: services.depart(departure_id=row.pk),
        lambda: services.come_back(departure_id=row.pk, returned_on=days(0), reason="other"),
        lambda: services.change(departure_id=row.pk, values=noted()),
    ):
        with pytest.raises(ValidationError):
            act()


def test_of_who_is_abroad_only_return_and_note_change() -> None:
    row = DepartureFactory(departs_on=days(-10), state="departed")
    services.change(
        departure_id=row.pk, values=noted(country="KR", return_due_on=days(90), note="Gia hạn")
    )
    row.refresh_from_db()
    assert (row.country, row.departs_on) == ("JP", days(-10))
    assert (row.return_due_on, row.note) == (days(90), "Gia hạn")
    with pytest.raises(ValidationError):
        services.cancel(departure_id=row.pk)


def test_two_editors() -> None:
    row = DepartureFactory()
    read = row.updated_at
    services.change(departure_id=row.pk, values=noted())
    with pytest.raises(ChangedError):
        services.change(departure_id=row.pk, values=noted(), version=read)


def test_who_sees_a_departure() -> None:
    row = DepartureFactory()
    agency = MembershipFactory(organisation=row.agency).user
    for user, sees in (
        *((row.person.user, True), (agency, True), (EscUserFactory(), True)),
        *((UserFactory(), False), (MembershipFactory().user, False)),
    ):
        assert Departure.objects.visible_to(user).exists() == sees
    assert agency.has_perm("departures.change", row)
    assert not row.person.user.has_perm("departures.change", row)


def test_departures_and_persons_are_counted_apart() -> None:
    day = date(2026, 3, 10)
    first = DepartureFactory(departs_on=day, contract_signed_on=day, state="departed")
    again = {"contract_signed_on": day, "departs_on": date(2026, 3, 20), "state": "departed"}
    DepartureFactory(application__person=first.person, **again)
    DepartureFactory(
        **again | {"state": "returned"}, returned_on=date(2026, 6, 1), return_reason="illness"
    )
    DepartureFactory(**again | {"departs_on": date(2026, 4, 1)}, application__vacancy__country="KR")
    DepartureFactory(departs_on=day, contract_signed_on=day)
    counted = [
        (c.month, c.country, c.departures, c.persons, c.returned, c.early)
        for c in by_month_and_country(Departure.objects.all())
    ]
    assert counted == [
        (date(2026, 4, 1), "KR", 1, 1, 0, 0),
        (date(2026, 3, 1), "JP", 3, 2, 1, 1),
    ]
    total = in_all(Departure.objects.all())
    assert (total.departures, total.persons) == (4, 3)


def test_of_an_erased_person_the_rows_stay_under_one_random_id() -> None:
    first = DepartureFactory(departs_on=days(-3), state="departed", note="Anh Tên gọi 0912")
    DepartureFactory(departs_on=days(-9), state="departed", application__person=first.person)
    before = in_all(Departure.objects.all())
    delete_account(user_id=first.person.user_id)
    rows = list(Departure.objects.all())
    assert len(rows) == 2
    assert {(row.person, row.application, row.note) for row in rows} == {(None, None, "")}
    assert len({row.forgotten for row in rows}) == 1
    assert in_all(Departure.objects.all()) == before
    services.come_back(departure_id=first.pk, returned_on=days(0), reason="contract-ended")
    assert in_all(Departure.objects.all()).returned == 1
