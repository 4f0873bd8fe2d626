import dataclasses
import json
from contextlib import contextmanager

import pytest
from django.db import connection
from elasticsearch import ConflictError

from jobs.models import Vacancy
from portal.accounts.models import Organisation
from portal.changes import announce
from portal.search import bulk, dead_letters, engine, indexes, outbox, registry, relay
from portal.search.bulk import Write
from portal.search.models import DeadLetter, OutboxEntry
from tests.factories import (
    CourseFactory,
    IntakeFactory,
    OrganisationFactory,
    VacancyFactory,
)

VACANCY = registry.get("vacancy")
pytestmark = pytest.mark.django_db


@contextmanager
def using_builder(build):
    """Vacancies are built by another function for a while."""
    registry._types["vacancy"] = dataclasses.replace(VACANCY, build=build)
    try:
        yield
    finally:
        registry._types["vacancy"] = VACANCY


def close(vacancy: Vacancy) -> None:
    Vacancy.objects.filter(pk=vacancy.pk).update(status=Vacancy.Status.CLOSED)
    announce("vacancy", [vacancy.pk])


def test_a_vacancy_is_written_with_all_that_filters_use(drain, stored):
    vacancy = VacancyFactory(industrial_park_id=None, shifts=["night"], title="Thợ hàn 6G")
    vacancy.skill_links.create(skill_id="word-processing", essential=True)
    vacancy.skill_links.create(skill_id="spreadsheets", essential=False)
    announce("vacancy", [vacancy.pk])
    drain()
    document = stored("vacancy", vacancy.pk)
    assert document["title"] == "Thợ hàn 6G"
    assert document["occupations"] == ["welder", "isco:72", "isco:721", "isco:7212"]
    assert document["skills"] == ["word-processing"]
    assert document["skills_optional"] == ["spreadsheets"]
    assert {"11581", "district-an-duong", "31"} <= set(document["places"])
    assert document["location"] == {"lat": vacancy.unit.lat, "lon": vacancy.unit.lon}
    assert document["public"] is True


def test_a_closed_vacancy_disappears_and_a_late_older_write_cannot_bring_it_back(drain, stored):
    vacancy = VacancyFactory()
    announce("vacancy", [vacancy.pk])
    drain()
    close(vacancy)
    drain()
    assert stored("vacancy", vacancy.pk) is None
    late = Write(str(vacancy.pk), 1, json.dumps({"id": str(vacancy.pk)}).encode())
    outcomes = list(bulk.send([late], indexes.alias(VACANCY, "write")))
    assert [o.done for o in outcomes] == [True], "something newer is there: accepted"
    assert stored("vacancy", vacancy.pk) is None


def test_the_same_entry_twice_is_accepted_and_changes_nothing(drain, stored):
    vacancy = VacancyFactory()
    announce("vacancy", [vacancy.pk])
    entry = OutboxEntry.objects.get()
    drain()
    OutboxEntry.objects.bulk_create([entry])  # as after a crash before the commit
    drain()
    assert outbox.is_empty()
    assert not DeadLetter.objects.exists()
    with pytest.raises(ConflictError):
        engine.writer().index(
            index=indexes.alias(VACANCY, "write"),
            id=str(vacancy.pk),
            document={},
            version=1,
            version_type="external",
        )


def test_a_suspended_employer_is_hidden_everywhere_and_fresh_after_renaming(drain, stored):
    employer = OrganisationFactory()
    vacancies = VacancyFactory.create_batch(200, employer=employer)
    announce("vacancy", [v.pk for v in vacancies])
    drain()
    Organisation.objects.filter(pk=employer.pk).update(name="Công ty Tên Mới")
    announce("organisation", [employer.pk])
    drain()
    assert {stored("vacancy", v.pk)["organisation"] for v in vacancies} == {"Công ty Tên Mới"}
    Organisation.objects.filter(pk=employer.pk).update(
        verification=Organisation.Verification.SUSPENDED
    )
    announce("organisation", [employer.pk])
    drain()
    assert not any(stored("vacancy", v.pk)["public"] for v in vacancies)


def test_free_seats_follow_the_intakes(drain, stored):
    course = CourseFactory()
    intake = IntakeFactory(course=course, seats=20, seats_taken=5)
    announce("course", [course.pk])
    drain()
    assert stored("course", course.pk)["seats_free"] == 15
    intake.seats_taken = 20
    intake.save()
    announce("intake", [intake.pk])
    drain()
    assert stored("course", course.pk)["seats_free"] == 0


def test_an_overseas_vacancy_ends_with_the_licence(drain, stored):
    agency = OrganisationFactory(
        kind=Organisation.Kind.OVERSEAS_AGENCY,
        licence_number="12/LĐTBXH-GP",
        licence_valid_until="2027-03-01",
    )
    vacancy = VacancyFactory(
        employer=agency,
        kind=Vacancy.Kind.OVERSEAS,
        country="JP",
        contract_approval_number="123",
        valid_through="2027-06-01",
    )
    announce("vacancy", [vacancy.pk])
    drain()
    assert stored("vacancy", vacancy.pk)["valid_through"] == "2027-03-01"
    assert stored("vacancy", vacancy.pk)["kind"] == "overseas"


def test_what_the_engine_refuses_becomes_a_dead_letter_and_holds_up_nobody(drain, stored):
    bad, good = VacancyFactory(), VacancyFactory()

    def build(ids):
        for object_id, document in VACANCY.build(ids):
            if object_id == str(bad.pk):
                document["surprise"] = "a field that nobody declared"
            yield object_id, document

    announce("vacancy", [bad.pk, good.pk])
    with using_builder(build):
        drain()
    letter = DeadLetter.objects.get()
    assert (letter.object_id, letter.resolved_at) == (str(bad.pk), None)
    assert "surprise" in letter.reason
    assert outbox.is_empty()
    assert stored("vacancy", good.pk)

    assert dead_letters.retry([letter]) == 1
    drain()
    assert stored("vacancy", bad.pk)
    assert not DeadLetter.objects.filter(resolved_at=None).exists()


def test_what_cannot_be_built_becomes_a_dead_letter_and_holds_up_nobody(drain, stored):
    vacancies = VacancyFactory.create_batch(9)
    bad = vacancies[4]

    def build(ids):
        if str(bad.pk) in ids:
            raise ZeroDivisionError("no such luck")
        return VACANCY.build(ids)

    announce("vacancy", [v.pk for v in vacancies])
    with using_builder(build):
        drain()
    assert DeadLetter.objects.get().reason == "ZeroDivisionError: no such luck"
    assert [stored("vacancy", v.pk) is None for v in vacancies] == [v is bad for v in vacancies]


def test_a_builder_that_breaks_the_transaction_breaks_only_itself(drain, stored):
    good = VacancyFactory()

    def build(ids):
        if "999" in ids:
            with connection.cursor() as cursor:
                cursor.execute("SELECT 1/0")
        return VACANCY.build(ids)

    announce("vacancy", [good.pk, 999])
    with using_builder(build):
        drain()
    assert stored("vacancy", good.pk)
    assert DeadLetter.objects.get().object_id == "999"


def test_while_the_engine_is_away_entries_wait_longer_and_longer(drain, stored, settings):
    vacancy = VacancyFactory()
    announce("vacancy", [vacancy.pk])
    hosts = settings.ELASTICSEARCH_HOSTS
    waits = []
    engine._client.cache_clear()
    settings.ELASTICSEARCH_HOSTS = ["http://127.0.0.1:1"]
    for _ in range(7):
        claimed = relay.claim()
        assert (claimed.done, claimed.put_off) == (0, 1)
        assert relay.claim().entries == 0, "it waits"
        waits.append(claimed.wait)
        OutboxEntry.objects.update(available_at="2026-01-01T00:00Z")
    assert waits == [1, 2, 4, 8, 16, 30, 30]
    settings.ELASTICSEARCH_HOSTS = hosts
    engine._client.cache_clear()
    drain()
    assert stored("vacancy", vacancy.pk)
    assert not DeadLetter.objects.exists()


def test_without_indexes_entries_wait_and_no_index_is_invented(engine):
    vacancy = VacancyFactory()
    indexes.drop_all()
    announce("vacancy", [vacancy.pk])
    assert relay.claim().put_off == 1
    OutboxEntry.objects.all().delete()
    close(vacancy)  # a delete alone
    assert relay.claim().put_off == 1
    assert indexes.names(VACANCY) == []
