"""Nothing happens to people of which nobody thought whether they are told."""

import pytest
from django.apps import apps
from django.core.exceptions import ImproperlyConfigured
from django.core.management import call_command
from django_fsm import FSMField

from jobs.applications.models import Application
from portal.accounts.models import Organisation
from portal.notices.events import events, moments, register
from portal.notices.kinds import KINDS

# States that only say who may see something; what follows from them is another thing's event.
VISIBILITY = {"jobs.Vacancy.status", "training.Course.status"}


def test_every_state_of_everything_is_told_or_has_a_reason() -> None:
    states = {
        f"{model._meta.label}.{field.name}"
        for model in apps.get_models()
        for field in model._meta.concrete_fields
        if isinstance(field, FSMField) and not model.__name__.endswith("History")
    }
    known = {event.label for event in events()}
    assert states - VISIBILITY <= known
    assert f"{Organisation._meta.label}.verification" in known
    assert all(event.kinds or event.why for event in events())


def test_every_kind_of_message_follows_from_something() -> None:
    used = {kind for event in events() for kind in event.kinds} | set(moments())
    assert used == set(KINDS)


@pytest.mark.parametrize(
    ("told", "not_told"),
    [
        ({}, {}),
        ({"new": "application_received"}, {"new": "twice"}),
        (dict.fromkeys(Application.Status.values, "no_such_kind"), {}),
    ],
)
def test_a_state_of_which_nobody_thought_stops_the_start(told: dict, not_told: dict) -> None:
    with pytest.raises(ImproperlyConfigured):
        register(Application, "status", told, not_told)


def test_the_document_is_up_to_date() -> None:
    call_command("notices_document", "--check")
