"""What follows for applications from what vacancies and people tell."""

from typing import Any

from django.dispatch import receiver

from jobs.applications.services import refuse_as_filled
from jobs.models import Vacancy
from jobs.signals import vacancy_filled
from portal.history import forget_history
from portal.people.models import Person
from portal.people.signals import person_erased


@receiver(vacancy_filled)
def end_the_others(*, vacancy: Vacancy, **_: Any) -> None:
    """Whoever filled it, by a hire here or by counting one."""
    refuse_as_filled(vacancy_id=vacancy.pk)


@receiver(person_erased)
def forget(*, person: Person, **_: Any) -> None:
    """The applications themselves go by cascade, their files with them."""
    own = list(person.applications.values_list("pk", flat=True))
    forget_history("applications.ApplicationHistory", pgh_obj_id__in=own)
