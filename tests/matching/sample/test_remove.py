"""Removing the sample leaves no trace of it, and nothing else is touched."""

from collections.abc import Callable
from typing import Any

import pghistory
import pytest
from django.apps import apps
from django.contrib.sessions.models import Session
from django.test import Client
from knox.models import AuthToken

from jobs.models import Vacancy
from matching.recommend.models import Invitation
from portal.accounts.models import Membership, Organisation, OrganisationHistory, User
from portal.accounts.services import register_organisation, verify_organisation
from portal.notices.models import DevMessage, Notice
from portal.people.models import Consent, ConsentHistory, Person
from portal.people.services import give_consent
from portal.search import indexes, registry
from tests.factories import PersonFactory, UserFactory
from tests.matching.sample.conftest import SMALL, run
from training.models import Course, CourseRecord

# Versions outlive their objects on purpose; the queue empties itself.
KEPT = {"search.DocumentVersion", "search.OutboxEntry", "search.PendingChange"}


def rows() -> dict[str, int]:
    """How many rows each table has."""
    return {
        model._meta.label: model._default_manager.count()
        for model in apps.get_models()
        if model._meta.label not in KEPT
    }


@pytest.mark.django_db
def test_nothing_is_left_of_it(client: Client) -> None:
    before = rows()
    run("load_sample", **SMALL)
    _live_in_it(client)
    loaded = rows()
    assert "--wet-run" in run("remove_sample")
    assert rows() == loaded, "nothing goes unless it is told so"
    told = run("remove_sample", wet_run=True)
    assert "Removed: 40 employers" in told
    assert rows() == before


def _live_in_it(client: Client) -> None:
    """Somebody tries the demo accounts out."""
    user = User.objects.get(email="employer@example.com")
    client.force_login(user)
    AuthToken.objects.create(user)
    DevMessage.objects.create(channel="sms", to="+84900000001", text="code")
    Notice.objects.create(user=user, kind="test", channel="email", key="sample")
    vacancy = Vacancy.objects.filter(employer__memberships__user=user).first()
    person = Person.objects.visible_to_employers().first()
    Invitation.objects.create(vacancy=vacancy, person=person, invited_by=user)
    with pghistory.context(user=user.pk):
        vacancy.title = "Đổi tên"
        vacancy.save()
        vacancy.employer.name = "Đổi tên"
        vacancy.employer.save()
    assert Session.objects.exists()
    assert pghistory.models.Context.objects.exists()


@pytest.mark.usefixtures("city")
def test_what_is_real_stays() -> None:
    officer = User.objects.get(email="counsellor@example.com")
    owner = UserFactory()
    real = register_organisation(kind="employer", owner=owner, values={"name": "Cơ khí Có Thật"})
    with pghistory.context(user=officer.pk):
        verify_organisation(organisation_id=real.pk, by=officer)
    person = PersonFactory()
    give_consent(person_id=person.pk, purpose="matching")
    sample = Vacancy.objects.public().first()
    give_consent(person_id=person.pk, purpose="contact", organisation=sample.employer)
    Invitation.objects.create(vacancy=sample, person=person)
    CourseRecord.objects.create(person=person, course=Course.objects.first(), state="studying")
    history = OrganisationHistory.objects.filter(pgh_obj=real).count()

    run("remove_sample", wet_run=True)

    assert list(Organisation.objects.all()) == [real]
    assert list(Membership.objects.all()) == [Membership.objects.get(user=owner)]
    assert list(Person.objects.all()) == [person]
    assert [c.purpose for c in Consent.objects.all()] == ["matching"]
    assert not Invitation.objects.exists()
    assert not CourseRecord.objects.exists()
    # What was recorded of the real organisation, and in which context, is still there.
    assert OrganisationHistory.objects.filter(pgh_obj=real).count() >= history
    assert OrganisationHistory.objects.filter(pgh_context__isnull=False).exists()
    assert ConsentHistory.objects.filter(pgh_obj__person=person).exists()
    assert set(User.objects.values_list("is_sample", flat=True)) == {False}


@pytest.mark.django_db
def test_pages_say_at_once_whether_what_they_show_is_invented(
    client: Client, django_capture_on_commit_callbacks: Callable
) -> None:
    def banner_after(command: str, **options: Any) -> bool:
        with django_capture_on_commit_callbacks(execute=True):
            run(command, **options)
        return "sample-banner" in client.get("/quyen-rieng-tu/").content.decode()

    assert banner_after("load_sample", **SMALL)
    assert not banner_after("remove_sample", wet_run=True)
    assert banner_after("load_sample", **SMALL)


@pytest.mark.usefixtures("city")
def test_the_engine_forgets_it(relay_all: Callable[[], None]) -> None:
    types = [registry.get(name) for name in ("vacancy", "course")]
    relay_all()
    assert all(indexes.count(indexes.alias(t, "read")) for t in types)
    run("remove_sample", wet_run=True)
    relay_all()
    assert not any(indexes.count(indexes.alias(t, "read")) for t in types)


@pytest.mark.django_db
def test_without_a_sample_there_is_nothing_to_do() -> None:
    assert "no sample" in run("remove_sample", wet_run=True)
