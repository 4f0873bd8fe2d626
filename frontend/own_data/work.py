"""Rows of applications and of work overseas."""

from django.utils.translation import gettext_lazy

from frontend.forms.base import label_of
from frontend.own_data.readings import AT, Rows, chosen, coded_in, of_model, said, snapshot
from jobs.applications.models import Application, HiringResult
from jobs.departures.models import Departure
from jobs.departures.services import EDITABLE as DEPARTURE_FIELDS
from portal.reference.countries import country_name

APPLICATION: Rows = {
    "employer": (gettext_lazy("Employer"), said),
    "vacancy": (gettext_lazy("Vacancy"), said),
    **of_model(Application, "letter"),
    "cv": (gettext_lazy("CV file"), said),
    "profile": (gettext_lazy("Profile as it was sent"), snapshot),
    "steps": (
        gettext_lazy("Step by step"),
        {
            "status": (gettext_lazy("State"), chosen(Application.Status)),
            "reason": (label_of(Application, "reason"), coded_in("refusal_reasons")),
            "at": (AT, said),
        },
    ),
    "messages": (
        gettext_lazy("Messages from the employer"),
        {"at": (AT, said), "text": (gettext_lazy("Text"), said)},
    ),
    "result": (
        gettext_lazy("Result of the hiring"),
        of_model(HiringResult, "position", "starts_on", "probation_days", "contract", "pay"),
    ),
}
DEPARTURE: Rows = {
    "agency": (gettext_lazy("Agency"), said),
    "order": (gettext_lazy("Order overseas"), said),
    "state": (gettext_lazy("State"), chosen(Departure.State)),
    "country": (label_of(Departure, "country"), country_name),
    **of_model(Departure, *(name for name in DEPARTURE_FIELDS if name != "country")),
    **of_model(Departure, "returned_on", "return_reason"),
}
