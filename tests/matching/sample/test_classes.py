"""The demo centre has classes to look at: one being filled, one that is over."""

import pytest
from django.db.models import Count, F, Q
from django.test import Client

from training.enrolment.models import Certificate, CommuneDecision, Enrolment, FollowUp
from training.models import Intake


@pytest.mark.usefixtures("city")
def test_classes_with_learners_are_as_the_services_make_them() -> None:
    assert Certificate.objects.exists()
    assert FollowUp.objects.exists()
    assert Enrolment.objects.filter(status="accepted").exists()
    assert CommuneDecision.objects.overdue().count() <= 2
    seated = Count("enrolments", filter=Q(enrolments__status__in=Enrolment.SEATED))
    used = Intake.objects.filter(enrolments__isnull=False).annotate(seated=seated)
    assert used.exists()
    assert not used.exclude(seats_taken=F("seated")).exists()
    waiting = Enrolment.objects.filter(status="waiting").values("intake")
    assert not Intake.objects.open().filter(pk__in=waiting).exists()


@pytest.mark.usefixtures("city")
def test_who_is_certified_finished_the_course_when_the_class_ended(client: Client) -> None:
    certified = Enrolment.objects.filter(status="certified").select_related("intake")
    assert certified.exists()
    for one in certified:
        record = one.person.course_records.get(course=one.intake.course)
        assert (record.state, record.finished_on) == ("finished", one.intake.ends_on)
    assert client.get(f"/chung-chi/{one.certificate.number}/").status_code == 200


@pytest.mark.usefixtures("city")
def test_a_class_runs_at_the_demo_centre() -> None:
    running = Enrolment.objects.filter(status="studying")
    assert running.exists()
    assert {one.attendances.count() for one in running} == {5}
