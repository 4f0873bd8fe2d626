"""Who erases the account is nowhere any more: not in a table, its history, an index, a file, Redis
or a log.

What must be filled is found by walking the models: a new one that belongs to a person fails here
until it is filled below.
"""

import json
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from allauth.account.models import EmailAddress, EmailConfirmation
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.apps import apps
from django.conf import settings
from django.contrib.sessions.models import Session
from django.db import connection, models
from django.test import Client
from django.utils import timezone
from knox.models import AuthToken
from redis import Redis

from frontend.views.seeker.download import everything_about
from jobs.applications import correspondence
from jobs.applications import services as applications
from jobs.complaints.services import report
from jobs.departures import services as departures
from matching.recommend.invitations import invite
from portal.accounts.contacts import Contact
from portal.accounts.member_invitations import invite_member
from portal.accounts.models import Membership, User
from portal.accounts.services import delete_account
from portal.alerts.models import Reported
from portal.alerts.services import save_search
from portal.notices.services import notify, update_preference
from portal.people import services as people
from portal.people.models import Person
from portal.people.registration import update_registration
from portal.reference.models import Skill
from portal.search import indexes, registry
from portal.search.engine import reader
from tests.factories import (
    DepartureFactory,
    MembershipFactory,
    OrganisationFactory,
    PersonFactory,
    UserFactory,
    VacancyFactory,
)
from tests.files.making import PDF, upload
from tests.training.enrolment.conftest import begun, small_class
from training.enrolment.models import FollowUp
from training.enrolment.services import enrol
from training.enrolment.support import (
    add_document,
    claim_support,
    record_decision,
    request_decision,
)
from training.enrolment.teaching import Result, certify, mark_attendance, set_results
from training.services import set_course_records

NAME = "Quàng Thị Xoá Sạch"
PHONE = "+84987123454"
EMAIL = "xoa.sach@example.com"
ID_NUMBER = "031174009876"
MARKS = (
    *(NAME, "quang thi xoa sach", "Quàng Thị Xóa Sạch"),
    *(PHONE, "0987123454", "0987 123 454", "84987123454"),
    *(EMAIL, ID_NUMBER),
)
# What belongs to a person is what goes with them; these are kept for others and only point at one.
OF_OTHERS = {"accounts.Organisation"}


def owned() -> dict[type[models.Model], list[str]]:
    """Every model whose rows go with a person, with the ways that lead from a row to them."""
    found: dict[type[models.Model], list[str]] = {Person: ["pk"], User: ["person"]}
    grown = True
    while grown:
        grown = False
        for model in apps.get_models():
            for field in model._meta.concrete_fields:
                target = field.related_model
                if target not in found or model in (Person, User):
                    continue
                if field.remote_field.on_delete is not models.CASCADE:
                    continue
                last = found[target][0]
                way = field.name if last == "pk" else f"{field.name}__{last}"
                if model not in found:
                    found[model] = [way]
                    grown = True
    return {m: w for m, w in found.items() if m._meta.label not in OF_OTHERS}


@pytest.fixture
def own_folders(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT, settings.PRIVATE_ROOT = tmp_path / "media", tmp_path / "private"


@pytest.fixture
def person(db: None, engine: None, own_folders: None, client: Client) -> Person:
    """Somebody who did everything that one can do here."""
    user = UserFactory(full_name=NAME, phone=PHONE, email=EMAIL)
    row = PersonFactory(
        user=user,
        full_name=NAME,
        hamlet=f"Nhà bà {NAME}",
        about=f"Gọi tôi: 0987 123 454, {NAME}",
        birth_date=date(1974, 5, 17),
        sex="female",
        rural=True,
        education="lower-secondary",
    )
    update_registration(person_id=row.pk, values={"id_number": ID_NUMBER, "health": NAME})
    people.update_wish(person_id=row.pk, values={"title": NAME}, occupations=["tailor"])
    people.set_skills(person_id=row.pk, skills=Skill.objects.all()[:2])
    people.save_experience(person_id=row.pk, values={"title": f"Giúp việc nhà {NAME}"})
    _account(user, client)
    _at_work(row)
    _at_school(row)
    return row


def _account(user: User, client: Client) -> None:
    address = EmailAddress.objects.create(user=user, email=EMAIL, verified=True, primary=True)
    EmailConfirmation.objects.create(email_address=address, key="k", sent=timezone.now())
    Authenticator.objects.create(user=user, type=Authenticator.Type.TOTP, data={"secret": "x"})
    AuthToken.objects.create(user=user)
    firm = MembershipFactory(role=Membership.Role.OWNER).organisation
    MembershipFactory(user=user, organisation=firm, role=Membership.Role.STAFF)
    owner = firm.memberships.get(role=Membership.Role.OWNER).user
    other = OrganisationFactory()
    invite_member(organisation=other, contact=Contact(email=EMAIL), role="staff", by=owner)
    save_search(user=user, search={"q": NAME}, channel="sms", agrees=True)
    Reported.objects.create(user=user, type="vacancy", object_id="1", day=timezone.localdate())
    update_preference(user=user, values={"channel": "sms"})
    notify(user=user, kind="sign_in_code", context={"code": NAME}, key=f"k{NAME}")
    report(
        kind="money",
        about=f"Ông chủ của {NAME}",
        text=f"Tôi là {NAME.upper()} (0987 123 454, {EMAIL}). Họ đòi tiền đặt cọc.",
        contact=PHONE,
        reporter=user,
    )
    client.force_login(user)
    session = client.session
    session["typed"] = NAME
    session.save()
    UserSession.objects.create(
        user=user, session_key=session.session_key, ip="127.0.0.1", user_agent=NAME
    )
    client.get("/tim-viec/", {"q": f"{NAME} 0987123454"})
    client.get("/ho-so/")


def _at_work(row: Person) -> None:
    vacancy = VacancyFactory()
    member = MembershipFactory(organisation=vacancy.employer).user
    application = applications.apply(
        person_id=row.pk,
        vacancy_id=vacancy.pk,
        letter=f"Tôi là {NAME}, 0987123454",
        cv=upload(PDF.replace(b"%%EOF", f"% {NAME}\n%%EOF".encode()), f"{NAME}.pdf"),
        show_contact=True,
    )
    correspondence.contact(application=application, viewer=member)
    correspondence.add_note(application_id=application.pk, text=f"Chị {NAME} hiền", by=member)
    correspondence.set_tags(application_id=application.pk, tags=[NAME])
    correspondence.send_message(application_id=application.pk, text=f"Chào {NAME}", by=member)
    applications.move(
        application_id=application.pk,
        status="hired",
        by=member,
        result={
            "position": NAME,
            "starts_on": timezone.localdate(),
            "contract": "indefinite",
            "pay": 9_000_000,
        },
    )
    _abroad(row)
    people.give_consent(person_id=row.pk, purpose="candidate_search")
    invite(vacancy=VacancyFactory(employer=vacancy.employer), person_id=row.pk, by=member)


def _abroad(row: Person) -> None:
    """What stays of a departure is days and country: neither the name nor what was noted."""
    departure = DepartureFactory(application__person=row)
    departures.change(departure_id=departure.pk, values={"note": f"Gọi {NAME}, 0987123454"})


def _at_school(row: Person) -> None:
    intake = small_class()
    enrolment = enrol(person_id=row.pk, intake_id=intake.pk)
    add_document(
        enrolment_id=enrolment.pk,
        file=upload(PDF.replace(b"%%EOF", f"% {ID_NUMBER}\n%%EOF".encode()), f"{NAME}.pdf"),
    )
    claim = claim_support(enrolment_id=enrolment.pk, route="group")
    request_decision(claim_id=claim.pk)
    record_decision(
        claim_id=claim.pk,
        outcome="approved",
        decided_on=timezone.localdate(),
        number=f"7/QĐ {NAME}",
        by=UserFactory(),
    )
    begun(intake)
    mark_attendance(intake_id=intake.pk, day=timezone.localdate(), states={enrolment.pk: "present"})
    set_results(intake_id=intake.pk, results={enrolment.pk: Result("pass")})
    certify(intake_id=intake.pk)
    assert FollowUp.objects.filter(enrolment=enrolment).exists()
    set_course_records(person_id=row.pk, states={intake.course_id: "finished"})


# What others wrote for themselves, and what was only made of the rest.
NOT_THEIRS = {
    *("applications.ApplicationNote", "applications.Application.tags", "notices.Notice.key"),
}


def missing_from(download: str, ways: dict[type[models.Model], list[str]], key: int) -> list[str]:
    """Texts of the person that the download lacks."""
    missing = []
    for model, (way, *_rest) in ways.items():
        for row in model._default_manager.filter(**{way: key}):
            for field in model._meta.concrete_fields:
                name = f"{model._meta.label}.{field.name}"
                value = getattr(row, field.attname)
                if not isinstance(value, str) or not any(mark in value for mark in MARKS):
                    continue
                told = json.dumps(value, ensure_ascii=False)[1:-1] in download
                if not told and not {name, model._meta.label} & NOT_THEIRS:
                    missing.append(name)
    return missing


def in_tables() -> Iterator[str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
        for (table,) in cursor.fetchall():
            for mark in MARKS:
                cursor.execute(
                    f'SELECT count(*) FROM "{table}" AS row WHERE row::text ILIKE %s', [f"%{mark}%"]
                )
                if cursor.fetchone()[0]:
                    yield f"{table}: {mark}"
    for session in Session.objects.all():
        yield from (f"session: {mark}" for mark in MARKS if mark in str(session.get_decoded()))


def in_files() -> Iterator[str]:
    for root in (settings.MEDIA_ROOT, settings.PRIVATE_ROOT):
        for path in Path(root).rglob("*"):
            content = path.read_bytes() if path.is_file() else b""
            yield from (
                f"{path.name}: {mark}"
                for mark in MARKS
                if mark in path.name or mark.encode() in content
            )


def in_redis() -> Iterator[str]:
    for number in (settings.CACHES["default"]["LOCATION"].rpartition("/")[2], "0"):
        store = Redis.from_url(f"{settings.REDIS_URL}/{number}")
        for key in store.scan_iter():
            content = key + (store.dump(key) or b"")
            yield from (f"redis: {mark}" for mark in MARKS if mark.encode() in content)


def in_indexes() -> Iterator[str]:
    for document_type in registry.all_types():
        alias = indexes.alias(document_type, "read")
        found = reader().search(index=alias, query={"match_all": {}}, size=1000)
        yield from (f"{alias}: {mark}" for mark in MARKS if mark in str(found["hits"]["hits"]))


def test_every_model_of_a_person_is_filled_and_everything_goes(
    person: Person,
    caplog: pytest.LogCaptureFixture,
    django_capture_on_commit_callbacks: Callable[..., AbstractContextManager],
) -> None:
    user, key = person.user, person.pk
    assert user is not None
    ways = owned()
    empty = [
        model._meta.label
        for model, (way, *_rest) in ways.items()
        if not model._default_manager.filter(**{way: key}).exists()
    ]
    assert empty == [], "fill these above, so that erasing them is tested"
    assert any(in_tables())
    assert any(in_files())
    download = json.dumps(everything_about(user), default=str, ensure_ascii=False)
    assert missing_from(download, ways, key) == []
    caplog.clear()
    with django_capture_on_commit_callbacks(execute=True):
        delete_account(user_id=user.pk)
    assert list(in_tables()) == []
    assert list(in_files()) == []
    assert list(in_redis()) == []
    assert list(in_indexes()) == []
    assert not [mark for mark in MARKS if mark in caplog.text]
