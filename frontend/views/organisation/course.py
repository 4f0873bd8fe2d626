"""Writing a course, opening and closing it."""

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from frontend.cards import Link
from frontend.forms.opened import sent_key
from frontend.forms.organisation.course import CourseForm
from frontend.present import course_url
from frontend.views.organisation.acting import (
    for_organisation,
    home_of,
    of_organisation,
    own_course,
)
from portal.accounts.models import Organisation
from training import services
from training.models import Course

# What the buttons of the form send as `do`.
PROPOSE, PUBLISH = "propose", "publish"


@require_http_methods(["GET", "POST"])
@for_organisation("training.add_course")
def new(request: HttpRequest, organisation: Organisation) -> HttpResponse:
    """A new course. Sent again, the form changes what it has made."""
    made = Course.objects.filter(centre=organisation, form_key=sent_key(request.POST)).first()
    return _written(request, organisation, made)


@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Changes a course; one that is open changes for everybody at once. With `?check=` the page
    says what still keeps it from going public."""
    course = own_course(request, pk, "training.change_course")
    return _written(request, course.centre, course)


def _written(
    request: HttpRequest, centre: Organisation, course: Course | None = None
) -> HttpResponse:
    asked = request.POST.get("do", "")
    form = CourseForm(
        request.POST if request.method == "POST" else None,
        centre=centre,
        course=course,
        judged=asked != PROPOSE,
    )
    if request.method == "POST" and form.judged:
        saved = form.saved_unless_changed(
            lambda version: _saved(form, centre, course, version=version),
            lambda: CourseForm(centre=centre, course=course and Course.objects.get(pk=course.pk)),
        )
        if saved:
            return _after(request, saved, publish=asked == PUBLISH)
        if asked == PUBLISH:
            # While they correct this, they can put in what only the public asks for.
            form.saved(lambda: _saved(form, centre, course, for_public=True))
    elif course and "check" in request.GET:
        try:
            services.check_publishable(course)
        except ValidationError as error:
            form.refuse(error)
    return render(request, "organisation/course.html", _context(request, form, centre, course))


def _saved(
    form: CourseForm,
    centre: Organisation,
    course: Course | None,
    *,
    version: datetime | None = None,
    for_public: bool = False,
) -> Course:
    given: dict[str, Any] = {"values": form.values(), **form.lists(), "for_public": for_public}
    if course is None:
        return services.create_course(centre=centre, form_key=form.key, **given)
    return services.update_course(course_id=course.pk, version=version, **given)


def _after(request: HttpRequest, course: Course, *, publish: bool) -> HttpResponse:
    """The next page: what was saved stays saved, also where it cannot go public yet."""
    address = reverse("course_edit", args=[course.pk])
    if publish:
        try:
            services.publish_course(course_id=course.pk)
        except ValidationError:
            messages.warning(request, _("Saved, but not public yet: see what is missing."))
            return redirect(f"{address}?check=publish")
        messages.success(request, _("Published. Learners see it within seconds."))
    else:
        messages.success(request, _("Saved."))
    return redirect(address)


def _context(
    request: HttpRequest, form: CourseForm, centre: Organisation, course: Course | None
) -> dict[str, Any]:
    return {
        "form": form,
        "organisation": centre,
        "course": course,
        "status": course.status if course else "",
        "preview": course_url(course) if course else "",
        # Said in full: an empty one would keep the fragment that leads away from the errors.
        "action": request.get_full_path(),
        "intakes": course.intakes.order_by("-starts_on", "-pk") if course else [],
        "links": course_links(centre),
    }


def course_links(centre: Organisation, course: Course | None = None) -> list[Link]:
    """The way from the home page to a course."""
    links = [
        Link(label=_("Training"), url=home_of(centre)),
        Link(label=_("Courses"), url=of_organisation("centre_courses", centre)),
    ]
    if course:
        links.append(Link(label=course.title, url=reverse("course_edit", args=[course.pk])))
    return links


@require_http_methods(["GET", "POST"])
def close(request: HttpRequest, pk: int) -> HttpResponse:
    """Asks, then takes a course off; the centre of the city may as well."""
    course = own_course(request, pk, "training.close_course")
    is_own = request.user.has_perm("training.change_course", course)
    back = reverse("course_edit", args=[course.pk]) if is_own else course_url(course)
    if request.method == "POST":
        try:
            services.close_course(course_id=course.pk)
        except ValidationError as error:
            messages.error(request, error.messages[0])
        else:
            messages.success(request, _("Closed. Nobody sees it in the search any more."))
        return redirect(back)
    return render(request, "organisation/course_close.html", {"course": course, "back": back})


@require_http_methods(["GET", "POST"])
def delete(request: HttpRequest, pk: int) -> HttpResponse:
    """Asks, then deletes a draft with its classes."""
    course = own_course(request, pk, "training.change_course")
    back = reverse("course_edit", args=[course.pk])
    if request.method == "POST":
        try:
            services.delete_draft(course_id=course.pk)
        except ValidationError as error:
            messages.error(request, error.messages[0])
            return redirect(back)
        messages.success(request, _("The draft is deleted."))
        return redirect(of_organisation("centre_courses", course.centre))
    return render(request, "organisation/course_delete.html", {"course": course, "back": back})
