"""Who may what with departures. That one exists is private: `DepartureQuerySet.visible_to`."""

import rules

from jobs.applications.models import Application
from jobs.departures.models import Departure
from portal.accounts.models import Organisation, User
from portal.accounts.rules import is_esc, is_member


@rules.predicate
def sends_abroad(user: User, organisation: Organisation | None) -> bool:
    """The organisation is an agency for work overseas."""
    return organisation is not None and organisation.kind == Organisation.Kind.OVERSEAS_AGENCY


@rules.predicate
def is_of_members_agency(user: User, departure: Departure | None) -> bool:
    """By an order of an agency for which the user acts."""
    return departure is not None and is_member(user, departure.agency)


@rules.predicate
def went_to_members_agency(user: User, application: Application | None) -> bool:
    """The application is for an order of an agency for which the user acts."""
    return application is not None and is_member(user, application.vacancy.employer)


rules.add_perm("departures.plan", went_to_members_agency | is_esc)
rules.add_perm("departures.change", is_of_members_agency | is_esc)
rules.add_perm("departures.view_all", is_esc)
