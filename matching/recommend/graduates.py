"""Graduates of the classes that an employer ordered: the first candidates of its vacancies of that
occupation. Orders know no vacancies and vacancies no orders, so both meet here."""

from django.db import transaction
from django.utils import translation

from jobs.models import Vacancy
from portal.accounts.models import User
from portal.notices.services import notify, page_url
from training.enrolment.models import Enrolment, EnrolmentQuerySet
from training.models import Intake
from training.orders.models import TrainingOrder


def certified_for(*, employer: int, occupation: str) -> EnrolmentQuerySet:
    """Those certified in classes that this employer ordered for this occupation."""
    orders = TrainingOrder.objects.linked().filter(employer=employer, occupation=occupation)
    return Enrolment.objects.filter(
        status=Enrolment.Status.CERTIFIED, intake__in=orders.values("intake")
    )


@transaction.atomic
def tell_employer(intake: Intake) -> None:
    """Tells each member of the employer who ordered the class once that certificates are out, with
    how many and the way to its candidates: of its newest open vacancy of the occupation, else of
    the order, which says that there is none."""
    order = (
        TrainingOrder.objects.linked()
        .select_related("employer", "occupation")
        .filter(intake=intake)
        .first()
    )
    if order is None:
        return
    certified = Enrolment.objects.filter(intake=intake, status=Enrolment.Status.CERTIFIED)
    count = certified.count()
    vacancy = (
        Vacancy.objects.public()
        .filter(employer=order.employer_id, occupation=order.occupation_id)
        .order_by("-published_at", "-pk")
        .first()
    )
    members = User.objects.filter(
        memberships__organisation=order.employer_id, memberships__left_at__isnull=True
    )
    for user in members.order_by("pk"):
        with translation.override(user.language):
            title = order.occupation.label
        page, pk = ("vacancy_candidates", vacancy.pk) if vacancy else ("training_order", order.pk)
        notify(
            user=user,
            kind="training_order_certified",
            context={"title": title, "count": count, "url": page_url(user, page, pk)},
            key=f"training_order_certified:{order.pk}:{user.pk}",
        )
