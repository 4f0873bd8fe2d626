"""The demo centre has classes to look at: one being filled, one that is over."""

import pytest
from django.db.models import Count, F, Q

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
