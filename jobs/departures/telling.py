"""What the person is told of their departure; written inside the transaction of the step."""

from jobs.departures.models import Departure
from portal.notices.services import notify, page_url

State = Departure.State
TOLD = {
    State.PLANNED: "departure_planned",
    State.DEPARTED: "departure_noted",
    State.RETURNED: "departure_returned",
    State.CANCELLED: "departure_cancelled",
}


def tell(departure: Departure) -> None:
    """Tells the person once of each state; who was erased or has no account is not told."""
    user = departure.person.user if departure.person else None
    if user is None or departure.application_id is None:
        return
    kind = TOLD[State(departure.state)]
    notify(
        user=user,
        kind=kind,
        context={
            "name": departure.agency.name,
            "title": departure.vacancy.title,
            "url": page_url(user, "my_application", departure.application_id, fragment="departure"),
        },
        key=f"{kind}:{departure.pk}",
    )
