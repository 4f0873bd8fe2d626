"""Every write to departures. Each call is one transaction, with the row locked first."""

import uuid
from datetime import date, datetime, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from phonenumbers import SUPPORTED_REGIONS

from jobs.applications.models import Application
from jobs.departures import telling
from jobs.departures.models import Departure
from jobs.models import Vacancy
from jobs.validity import HOME_COUNTRY
from portal.people.models import Person
from portal.reference import codes
from portal.validation import Problems, expect_version, set_fields

EDITABLE = (
    "country",
    "contract_signed_on",
    "passport_ready",
    "health_ready",
    "departs_on",
    "return_due_on",
    "note",
)
# Of those that are under way only what may still change.
EDITABLE_ABROAD = ("return_due_on", "note")
# A day further away than this is a slip of the pen.
FURTHEST = timedelta(days=366)
LONGEST_STAY = timedelta(days=3660)
State = Departure.State


@transaction.atomic
def plan(*, application_id: int, values: dict[str, Any]) -> Departure:
    """Notes that somebody who was hired for an order overseas goes. `values` are fields of
    EDITABLE; without a country it is that of the order. What is noted for an application already
    is changed.

    Raises ValidationError with each problem at its field.
    """
    application = (
        Application.objects.select_for_update(of=("self",))
        .select_related("vacancy__employer", "person__user")
        .get(pk=application_id)
    )
    made = Departure.objects.filter(application=application).first()
    if made:
        return change(departure_id=made.pk, values=values)
    _check_hired(application)
    departure = Departure(
        application=application,
        person=application.person,
        vacancy=application.vacancy,
        agency=application.vacancy.employer,
        country=application.vacancy.country,
    )
    _put(departure, values)
    departure.save()
    telling.tell(departure)
    return departure


@transaction.atomic
def change(
    *, departure_id: int, values: dict[str, Any], version: datetime | None = None
) -> Departure:
    """Changes what is noted: all of EDITABLE before the departure, EDITABLE_ABROAD after it.

    Raises ValidationError by field, and ChangedError where it is not of the `version` expected.
    """
    departure = _locked(departure_id)
    expect_version(departure, version)
    _put(departure, values)
    departure.save()
    return departure


@transaction.atomic
def depart(*, departure_id: int, departs_on: date | None = None) -> Departure:
    """They went on this day, or on the day planned; again changes nothing. Nobody goes without a
    passport and a health check.

    Raises ValidationError by field.
    """
    departure = _locked(departure_id)
    if departure.state == State.DEPARTED:
        return departure
    _expect(departure, State.PLANNED)
    departure.departs_on = departs_on or departure.departs_on
    problems = Problems()
    _check(departure, problems)
    if departure.departs_on > timezone.localdate():
        problems.add("departs_on", _("This day has not come yet."), "future")
    if not departure.passport_ready:
        message = _("Nobody departs without a passport in order. Note it below first.")
        problems.add("passport_ready", message, "missing")
    if not departure.health_ready:
        message = _("Nobody departs without a passed health check. Note it below first.")
        problems.add("health_ready", message, "missing")
    problems.raise_if_any()
    departure.depart()
    departure.save()
    telling.tell(departure)
    return departure


@transaction.atomic
def come_back(*, departure_id: int, returned_on: date | None, reason: str) -> Departure:
    """They are back since a day, for a code of return_reasons; again changes nothing.

    Raises ValidationError by field.
    """
    departure = _locked(departure_id)
    if departure.state == State.RETURNED:
        return departure
    _expect(departure, State.DEPARTED)
    problems = Problems()
    if returned_on is None:
        problems.add("returned_on", _("Write the day."), "required")
    elif returned_on > timezone.localdate():
        problems.add("returned_on", _("This day has not come yet."), "future")
    elif returned_on < departure.departs_on:
        problems.add("returned_on", _("They cannot return before they left."), "order")
    if reason not in codes.labels("return_reasons"):
        problems.add("return_reason", _("Choose a reason."), "required")
    problems.raise_if_any()
    departure.returned_on, departure.return_reason = returned_on, reason
    departure.come_back()
    departure.save()
    telling.tell(departure)
    return departure


@transaction.atomic
def cancel(*, departure_id: int) -> Departure:
    """They do not go; again changes nothing. Raises ValidationError for who went."""
    departure = _locked(departure_id)
    if departure.state == State.CANCELLED:
        return departure
    _expect(departure, State.PLANNED)
    departure.cancel()
    departure.save()
    telling.tell(departure)
    return departure


@transaction.atomic
def forget_person(*, person: Person) -> None:
    """What the law keeps of a person who is erased: days, country, order and reason of all their
    rows under one random id; nothing that somebody wrote."""
    Departure.objects.filter(person=person).update(
        person=None, application=None, note="", forgotten=uuid.uuid4(), updated_at=timezone.now()
    )


def refund_due(reason: str) -> bool:
    """Whether who returns for it gets back part of what they paid (Law 69/2020, Article 23)."""
    entry = codes.entries("return_reasons").get(reason)
    return entry is not None and entry.extra.get("refund") == "pro-rata"


def _locked(departure_id: int) -> Departure:
    rows = Departure.objects.select_for_update(of=("self",))
    return rows.select_related("vacancy", "agency", "person__user").get(pk=departure_id)


def _expect(departure: Departure, state: str) -> None:
    if departure.state != state:
        message = _("That does not follow from where it stands: %(state)s.")
        now = {"state": departure.get_state_display()}  # type: ignore[attr-defined]
        raise ValidationError(message % now, code="state")


def _check_hired(application: Application) -> None:
    if application.vacancy.kind != Vacancy.Kind.OVERSEAS:
        raise ValidationError(_("Only orders for work overseas have departures."), code="domestic")
    if application.status != Application.Status.HIRED:
        raise ValidationError(_("Only who was hired for the order can go."), code="not_hired")


def _put(departure: Departure, values: dict[str, Any]) -> None:
    unknown = set(values) - set(EDITABLE)
    if unknown:
        raise TypeError(f"not editable: {', '.join(sorted(unknown))}")
    if departure.state in (State.RETURNED, State.CANCELLED):
        raise ValidationError(_("This has ended. Nothing more is changed in it."), code="ended")
    if departure.state == State.DEPARTED:
        values = {name: values[name] for name in EDITABLE_ABROAD if name in values}
    empty_allowed = ("return_due_on",)
    set_fields(
        departure,
        {name: v for name, v in values.items() if v is not None or name in empty_allowed},
    )
    problems = Problems()
    with problems.collecting():
        departure.full_clean(
            exclude=["state", "person", "application", "vacancy", "agency"],
            validate_unique=False,
            validate_constraints=False,
        )
    _check(departure, problems)
    problems.raise_if_any()


def _check(departure: Departure, problems: Problems) -> None:
    today = timezone.localdate()
    signed, leaves, due = (
        departure.contract_signed_on,
        departure.departs_on,
        departure.return_due_on,
    )
    if not departure.vacancy.contract_approval_number:
        message = _("The order has no number of an approved contract. Nobody departs without it.")
        problems.add("__all__", message, "not_approved")
    country = departure.country
    if country and (country == HOME_COUNTRY or country not in SUPPORTED_REGIONS):
        message = _("Give another country's code of two capital letters, as JP for Japan.")
        problems.add("country", message, "unknown_country")
    if signed and signed > today:
        problems.add("contract_signed_on", _("This day has not come yet."), "future")
    if signed and leaves and leaves < signed:
        message = _("Nobody departs before the contract is signed.")
        problems.add("departs_on", message, "order")
    elif leaves and leaves > today + FURTHEST:
        problems.add("departs_on", _("This day is too far away."), "too_far")
    if leaves and due and due <= leaves:
        problems.add("return_due_on", _("The return comes after the departure."), "order")
    elif leaves and due and due > leaves + LONGEST_STAY:
        problems.add("return_due_on", _("This day is too far away."), "too_far")
