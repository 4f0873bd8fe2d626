"""What follows for applications from what vacancies and people tell."""

from typing import Any

from django.dispatch import receiver
from django.utils import timezone

from jobs.applications.models import ErasedHire, HiringResult
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
    """The applications themselves go by cascade, their files with them; of hires stays what the
    centre counts."""
    ErasedHire.objects.bulk_create(
        ErasedHire(
            vacancy_id=hire.application.vacancy_id,
            starts_on=hire.starts_on,
            contract=hire.contract,
            pay=hire.pay,
            hired_on=timezone.localdate(hire.at),
        )
        for hire in HiringResult.objects.filter(application__person=person).select_related(
            "application"
        )
    )
    own = list(person.applications.values_list("pk", flat=True))
    forget_history("applications.ApplicationHistory", pgh_obj_id__in=own)
