"""What follows for candidates from what enrolments tell."""

from typing import Any

from django.dispatch import receiver

from matching.recommend.graduates import tell_employer
from training.enrolment.signals import class_certified
from training.models import Intake


@receiver(class_certified)
def tell(*, intake: Intake, **_: Any) -> None:
    tell_employer(intake)
