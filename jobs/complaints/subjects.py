"""What can be reported, by whom."""

from django.contrib.auth.models import AnonymousUser
from django.db.models import Q, QuerySet

from jobs.models import Vacancy
from portal.accounts.models import Organisation, User


def vacancies_for(user: User | AnonymousUser) -> QuerySet[Vacancy]:
    """Those that somebody may see, or the public once saw: who was cheated kept the address."""
    seen = Vacancy.objects.visible_to(user).values("pk")
    known = Vacancy.objects.once_public().filter(employer__in=Organisation.objects.shown())
    rows = Vacancy.objects.filter(Q(pk__in=seen) | Q(pk__in=known.values("pk")))
    return rows.select_related("employer")


def organisations_for(user: User | AnonymousUser) -> QuerySet[Organisation]:
    """Those that somebody may see."""
    return Organisation.objects.visible_to(user)
