"""Takes the sample city away, with its history, sessions and messages."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

import pghistory.models
import pgtrigger
from django.apps import apps
from django.contrib.sessions.models import Session
from django.db import models, transaction
from django.db.models import Q
from django.db.models.deletion import Collector

from jobs.departures.models import Departure
from jobs.models import Vacancy
from portal.accounts.models import Organisation, User
from portal.accounts.samples import sample_changed
from portal.changes import announce
from portal.notices.models import DevMessage
from portal.people.models import Person
from training.models import Course, CourseRecord
from training.orders.models import OrderOffer, TrainingOrder

Ids = dict[type[models.Model], set[Any]]
# Kinds of `announce` for what leaves.
ANNOUNCED: dict[type[models.Model], str] = {
    Organisation: "organisation",
    Vacancy: "vacancy",
    Course: "course",
    Person: "person",
}


def _sample() -> list[models.QuerySet[Any]]:
    """All that is sample and protected from vanishing by itself, in an order that lets it go.

    What hangs on these rows (skills, classes, consents, tokens, notices, invitations) goes along.
    """
    sample_people = Q(is_sample=True) | Q(user__is_sample=True)
    return [
        Departure.objects.filter(vacancy__employer__is_sample=True),
        OrderOffer.objects.filter(centre__is_sample=True),
        TrainingOrder.objects.filter(
            Q(employer__is_sample=True) | Q(intake__course__centre__is_sample=True)
        ),
        CourseRecord.objects.filter(course__centre__is_sample=True),
        Vacancy.objects.filter(employer__is_sample=True),
        Course.objects.filter(centre__is_sample=True),
        Person.objects.filter(sample_people),
        User.objects.filter(is_sample=True),
        Organisation.objects.filter(is_sample=True),
    ]


@transaction.atomic
def remove() -> dict[str, int]:
    """Deletes the sample and every trace of it; returns how many rows of which kind were deleted.

    Reference data and what people entered in earnest stay, but for what they had with the sample
    itself: an application to an invented employer has lost its other side.
    """
    _sessions_and_messages()
    gone: Ids = defaultdict(set)
    deleted: dict[str, int] = defaultdict(int)
    for rows in _sample():
        collector = Collector(using=rows.db, origin=rows)
        collector.collect(rows)
        _note(collector, gone)
        for name, number in collector.delete()[1].items():
            deleted[name] += number
    _history(gone)
    sample_changed()
    for model, kind in ANNOUNCED.items():
        announce(kind, sorted(gone[model]))
    return dict(deleted)


def _note(collector: Collector, gone: Ids) -> None:
    """Remembers the keys of what is about to be deleted."""
    for model, instances in collector.data.items():
        gone[model].update(instance.pk for instance in instances)
    for rows in collector.fast_deletes:
        if rows.model in _tracked():
            gone[rows.model].update(rows.values_list("pk", flat=True))


def _tracked() -> dict[type[models.Model], Any]:
    """Models whose changes are recorded, each with the model of its events."""
    return {
        tracked: model
        for model in apps.get_models()
        if issubclass(model, pghistory.models.Event)
        and (tracked := getattr(model, "pgh_tracked_model", None))
    }


def _history(gone: Ids) -> None:
    """Deletes the history of deleted rows, and the contexts that nothing else happened in."""
    contexts: set[Any] = set()
    events = _tracked()
    guards = [f"{event._meta.label}:append_only" for event in events.values()]
    with pgtrigger.ignore(*guards):
        for model, event in events.items():
            rows = event.objects.filter(pgh_obj_id__in=gone[model])
            contexts.update(rows.values_list("pgh_context_id", flat=True))
            rows.delete()
    for event in events.values():
        used = event.objects.filter(pgh_context_id__in=contexts)
        contexts.difference_update(used.values_list("pgh_context_id", flat=True))
    pghistory.models.Context.objects.filter(pk__in=contexts - {None}).delete()


def _sessions_and_messages() -> None:
    """Ends the sessions of sample accounts and deletes what was sent to them in development."""
    users = User.objects.filter(is_sample=True)
    keys = set(map(str, users.values_list("pk", flat=True)))
    ended = [
        s.pk for s in Session.objects.iterator() if s.get_decoded().get("_auth_user_id") in keys
    ]
    Session.objects.filter(pk__in=ended).delete()
    for contacts in (users.exclude(phone=None).values("phone"), _mails(users)):
        DevMessage.objects.filter(to__in=contacts).delete()


def _mails(users: models.QuerySet[User]) -> Iterable[Any]:
    return users.exclude(email=None).values("email")
