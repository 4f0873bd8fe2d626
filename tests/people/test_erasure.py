"""What is left of somebody who deletes their profile or account: nothing that tells of them."""

from importlib import import_module

import pytest
from allauth.account.models import EmailAddress
from allauth.usersessions.models import UserSession
from django.apps import apps
from django.conf import settings
from django.contrib.sessions.models import Session
from django.core.exceptions import ValidationError
from django.db import connection
from django.forms import model_to_dict
from django.utils import timezone
from knox.models import AuthToken

from jobs.applications.correspondence import send_message
from jobs.applications.models import ErasedHire
from jobs.applications.services import apply, mark_viewed, move
from portal.accounts.models import Membership, User
from portal.accounts.services import delete_account
from portal.notices.models import Notice
from portal.notices.services import notify
from portal.people import services
from portal.people.models import Consent, ContactView, ErasedView, Experience, Person, PersonSkill
from portal.reference.models import Skill
from tests.factories import (
    EscUserFactory,
    IntakeFactory,
    MembershipFactory,
    OrganisationFactory,
    PersonFactory,
    VacancyFactory,
)
from training.services import set_course_records

pytestmark = pytest.mark.django_db


@pytest.fixture
def person() -> Person:
    """Somebody of whom every kind of row is kept."""
    person = PersonFactory(full_name="Đỗ Thị Xoá", hamlet="Thôn Đông Xoá")
    employer = OrganisationFactory()
    services.update_wish(person_id=person.pk, values={"title": "thợ may"}, occupations=["tailor"])
    services.set_skills(person_id=person.pk, skills=Skill.objects.all()[:2])
    services.save_experience(person_id=person.pk, values={"title": "Thợ may", "months": 12})
    set_course_records(person_id=person.pk, states={IntakeFactory().course.pk: "finished"})
    for purpose, organisation in (("matching", None), ("contact", employer)):
        services.give_consent(person_id=person.pk, purpose=purpose, organisation=organisation)
    services.withdraw_consent(person_id=person.pk, purpose="matching")
    services.reveal_contact(
        person=person, viewer=MembershipFactory().user, organisation=employer, reason="Thợ may"
    )
    member = MembershipFactory().user
    application = apply(
        person_id=person.pk, vacancy_id=VacancyFactory(employer=employer).pk, letter="Tôi may khéo"
    )
    mark_viewed(application_id=application.pk, by=member)
    send_message(application_id=application.pk, text="Chào {name}", by=member)
    return person


def rows_with(column: str, value: object) -> dict[str, int]:
    """Table → number of rows in which a column of that name holds the value, in all tables."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT table_name FROM information_schema.columns"
            " WHERE column_name = %s AND table_schema = 'public'",
            [column],
        )
        tables = [name for (name,) in cursor.fetchall()]
        found = {}
        for table in tables:
            cursor.execute(f'SELECT count(*) FROM "{table}" WHERE {column} = %s', [value])
            found[table] = cursor.fetchone()[0]
    return found


def test_a_deleted_profile_leaves_no_row_in_any_table(person: Person) -> None:
    before = rows_with("person_id", person.pk)
    assert before["people_consenthistory"] == 3
    assert before["training_courserecord"] == 1
    assert before["people_contactview"] == 1
    application = person.applications.get()
    assert rows_with("application_id", application.pk)["applications_applicationstep"] == 2
    services.delete_person(person_id=person.pk)
    assert not any(rows_with("person_id", person.pk).values())
    assert not any(rows_with("application_id", application.pk).values())
    history = apps.get_model("applications", "ApplicationHistory")
    assert not history.objects.filter(pgh_obj_id=application.pk).exists()
    assert not Person.objects.filter(full_name="Đỗ Thị Xoá").exists()
    assert User.objects.filter(pk=person.user_id).exists()


def test_of_looks_and_hires_stays_what_the_law_has_kept_without_the_person(person: Person) -> None:
    view = person.contact_views.get()
    application = person.applications.get()
    move(
        application_id=application.pk,
        status="hired",
        by=MembershipFactory().user,
        result={
            "position": "Thợ may",
            "starts_on": timezone.localdate(),
            "contract": "indefinite",
            "pay": 9_000_000,
        },
    )
    services.delete_person(person_id=person.pk)
    assert model_to_dict(ErasedView.objects.get(at=view.at)) == {
        "organisation": view.organisation_id,
        "at": view.at,
    }
    assert model_to_dict(ErasedHire.objects.get()) == {
        "vacancy": application.vacancy_id,
        "starts_on": timezone.localdate(),
        "contract": "indefinite",
        "pay": 9_000_000,
        "hired_on": timezone.localdate(),
    }


def test_messages_about_the_profile_go_with_it_and_others_stay(person: Person) -> None:
    notify(
        user=person.user,
        kind="organisation_verified",
        context={"name": "A", "url": "https://a"},
        key="stays",
    )
    assert Notice.objects.filter(user=person.user, kind="contact_revealed").exists()
    services.delete_person(person_id=person.pk)
    assert [n.key for n in Notice.objects.filter(user=person.user)] == ["stays"]


def test_history_of_others_is_untouched_and_stays_append_only(person: Person) -> None:
    other = PersonFactory()
    services.give_consent(person_id=other.pk, purpose="matching")
    services.delete_person(person_id=person.pk)
    history = apps.get_model("people", "ConsentHistory").objects.filter(person_id=other.pk)
    assert history.count() == 1
    with pytest.raises(Exception, match="Cannot update or delete"):
        history.delete()


def test_a_failure_in_the_middle_deletes_nothing(
    person: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_: object, **__: object) -> None:
        raise RuntimeError("cut")

    monkeypatch.setattr(services, "announce", fails)
    with pytest.raises(RuntimeError):
        services.delete_person(person_id=person.pk)
    assert Person.objects.filter(pk=person.pk).exists()
    assert Experience.objects.filter(person=person).exists()
    assert PersonSkill.objects.filter(person=person).exists()
    assert Consent.objects.filter(person=person).exists()
    assert ContactView.objects.filter(person=person).exists()


def test_a_deleted_account_takes_profile_sessions_and_tokens_along(person: Person) -> None:
    user = person.user
    EmailAddress.objects.create(user=user, email="xoa@example.com", primary=True, verified=True)
    AuthToken.objects.create(user)
    session = import_module(settings.SESSION_ENGINE).SessionStore()
    session["phone"] = str(user.phone)
    session.create()
    UserSession.objects.create(
        user=user, session_key=session.session_key, ip="127.0.0.1", last_seen_at=timezone.now()
    )
    delete_account(user_id=user.pk)
    assert not any(rows_with("person_id", person.pk).values())
    assert not any(rows_with("user_id", user.pk).values())
    assert not User.objects.filter(pk=user.pk).exists()
    assert not Session.objects.filter(session_key=session.session_key).exists()


def test_the_last_owner_must_first_find_another(person: Person) -> None:
    membership = MembershipFactory(user=person.user)
    with pytest.raises(ValidationError, match="cuối cùng"):
        delete_account(user_id=person.user_id)
    assert Person.objects.filter(pk=person.pk).exists()
    MembershipFactory(organisation=membership.organisation)
    delete_account(user_id=person.user_id)
    assert Membership.objects.filter(organisation=membership.organisation).count() == 1


def test_a_role_at_the_centre_is_taken_away_first() -> None:
    with pytest.raises(ValidationError):
        delete_account(user_id=EscUserFactory().pk)
