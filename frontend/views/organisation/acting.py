"""For which organisation a page works, and whose vacancies and courses its reader may touch."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.http import urlencode

from jobs.models import Vacancy
from portal.accounts.acting import organisation_for
from portal.accounts.current import signed_in
from portal.accounts.models import Organisation
from training.models import Course

View = Callable[..., HttpResponse]
LONGEST_ID = 18


def for_organisation(permission: str) -> Callable[[View], View]:
    """Gives the view the organisation of `?org=`, or the only one of the reader that may.

    Somebody who acts for none is led to register one, somebody who acts for several to choose.
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def run(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            user = signed_in(request)
            if not Organisation.objects.of_member(user).exists():
                return redirect("register_organisation")
            given = row_id(request.GET.get("org", ""))
            try:
                organisation = organisation_for(user, permission, given=given, field="org")
            except ValidationError as error:
                if given is not None:
                    raise Http404 from error
                return redirect("my_organisations")
            return view(request, organisation, *args, **kwargs)

        return run

    return decorate


def row_id(text: str) -> int | None:
    """The number of a row as an address names it; None where it names none, a 404 for what is no
    number or longer than any: cut short it would be that of another row."""
    if not text:
        return None
    if not (text.isascii() and text.isdigit() and len(text) <= LONGEST_ID):
        raise Http404
    return int(text)


def of_organisation(view: str, organisation: Organisation) -> str:
    """The address of a page for this organisation."""
    return f"{reverse(view)}?{urlencode({'org': organisation.pk})}"


def home_of(organisation: Organisation) -> str:
    """The first page of an organisation."""
    teaches = organisation.kind == Organisation.Kind.TRAINING_CENTRE
    return of_organisation("centre_home" if teaches else "employer_home", organisation)


def own_organisation(request: HttpRequest, pk: int, permission: str) -> Organisation:
    """The organisation, for members who may; a 404 for everybody else but a member who may not."""
    user = signed_in(request)
    rows = Organisation.objects.of_member(user).select_related("unit", "industrial_park")
    organisation: Organisation = get_object_or_404(rows, pk=pk)
    if not user.has_perm(permission, organisation):
        raise PermissionDenied
    return organisation


def own_vacancy(request: HttpRequest, pk: int, permission: str) -> Vacancy:
    """The vacancy, for those who may; a 404 where they may not even see it."""
    user = signed_in(request)
    rows = Vacancy.objects.visible_to(user).select_related(
        "employer", "occupation", "unit__province", "industrial_park"
    )
    vacancy: Vacancy = get_object_or_404(rows, pk=pk)
    if not user.has_perm(permission, vacancy):
        raise PermissionDenied
    return vacancy


def own_course(request: HttpRequest, pk: int, permission: str) -> Course:
    """The course, for those who may; a 404 where they may not even see it."""
    user = signed_in(request)
    rows = Course.objects.visible_to(user).select_related("centre", "unit__province")
    course: Course = get_object_or_404(rows, pk=pk)
    if not user.has_perm(permission, course):
        raise PermissionDenied
    return course
