"""The classes of a course."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from frontend.forms.opened import sent_key
from frontend.forms.organisation.course import IntakeForm
from frontend.views.organisation.acting import own_course
from frontend.views.organisation.course import course_links
from training import services
from training.models import Course, Intake


def _own(request: HttpRequest, pk: int, intake: int) -> tuple[Course, Intake]:
    course = own_course(request, pk, "training.change_course")
    return course, get_object_or_404(course.intakes, pk=intake)


@require_http_methods(["GET", "POST"])
def new(request: HttpRequest, pk: int) -> HttpResponse:
    """Adds a class."""
    course = own_course(request, pk, "training.change_course")
    made = course.intakes.filter(form_key=sent_key(request.POST)).first()
    return _written(request, course, made)


@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, pk: int, intake: int) -> HttpResponse:
    """Changes a class; never below the seats that are taken."""
    return _written(request, *_own(request, pk, intake))


def _written(request: HttpRequest, course: Course, intake: Intake | None = None) -> HttpResponse:
    form = IntakeForm(request.POST if request.method == "POST" else None, intake=intake)
    back = reverse("course_edit", args=[course.pk]) + "#classes"
    if request.method == "POST":
        saved = form.saved_unless_changed(
            lambda version: services.save_intake(
                course_id=course.pk,
                values=form.values(),
                intake_id=intake.pk if intake else None,
                form_key=form.key,
                version=version,
            ),
            lambda: IntakeForm(intake=intake and Intake.objects.get(pk=intake.pk)),
        )
        if saved:
            messages.success(request, _("Saved."))
            return redirect(back)
    context = {
        "form": form,
        "course": course,
        "intake": intake,
        "back": back,
        "links": course_links(course.centre, course),
    }
    return render(request, "organisation/intake.html", context)


@require_http_methods(["GET", "POST"])
def cancel(request: HttpRequest, pk: int, intake: int) -> HttpResponse:
    """Asks, then cancels a class."""
    course, row = _own(request, pk, intake)
    back = reverse("course_edit", args=[course.pk]) + "#classes"
    if request.method == "POST":
        services.cancel_intake(intake_id=row.pk)
        messages.success(request, _("The class is cancelled."))
        return redirect(back)
    context = {"course": course, "intake": row, "back": back}
    return render(request, "organisation/intake_cancel.html", context)
