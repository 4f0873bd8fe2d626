"""Departures as pages show them to agencies, the staff and the people who go."""

from django.utils.translation import gettext as _

from frontend import formats
from frontend.cards import Fact
from frontend.present import labels_of
from frontend.views.listings.facts import said
from jobs.departures.models import Departure
from jobs.departures.services import refund_due
from portal.reference.countries import country_name

State = Departure.State
LOOKS = {
    State.PLANNED: "tag-wait",
    State.DEPARTED: "tag-done",
    State.RETURNED: "tag-done",
}


def look(departure: Departure) -> str:
    """The class of the tag that shows the state."""
    return LOOKS.get(State(departure.state), "")


def person_of(departure: Departure) -> str:
    """Whose it is, without a name: who was erased has none at all."""
    return str(departure.person) if departure.person else _("Person erased")


def facts_of(departure: Departure) -> list[Fact]:
    """Days and country, the most important first."""
    yes, no = _("yes"), _("no")
    due = ""
    if departure.state == State.RETURNED and refund_due(departure.return_reason):
        due = refund_text()
    return said(
        Fact(label=_("Day of departure"), value=formats.day(departure.departs_on), key=True),
        Fact(label=_("Country"), value=country_name(departure.country), key=True),
        Fact(label=_("Contract signed on"), value=formats.day(departure.contract_signed_on)),
        Fact(label=_("Passport in order"), value=yes if departure.passport_ready else no),
        Fact(label=_("Health check passed"), value=yes if departure.health_ready else no),
        Fact(label=_("Return expected on"), value=formats.day(departure.return_due_on)),
        Fact(label=_("Returned on"), value=formats.day(departure.returned_on)),
        Fact(
            label=_("Why they returned"),
            value=labels_of("return_reasons", departure.return_reason),
            note=due,
        ),
    )


def refund_text() -> str:
    """What the law gives to who returns early through no fault (Law 69/2020, Article 23)."""
    return _(
        "Part of the service fee for the time not worked is to be paid back, with interest. The "
        "agency pays it; the centre helps where it does not."
    )
