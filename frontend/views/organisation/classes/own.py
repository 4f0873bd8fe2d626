"""Which class a page is about, who may see it, and the way between its pages."""

from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from frontend import formats
from frontend.cards import Link, Tab
from frontend.training_orders import ordered_line
from frontend.views.organisation.acting import home_of, of_organisation
from portal.accounts.current import signed_in
from training.models import Course, Intake

# In the order of the tabs.
PAGES = (
    "intake_applicants",
    "intake_roster",
    "intake_attendance",
    "intake_results",
    "intake_claims",
)


@dataclass(frozen=True)
class Class:
    """A class for those who may see it; `runs` is whether the reader may also run it."""

    intake: Intake
    runs: bool

    @property
    def course(self) -> Course:
        return self.intake.course

    def url(self, view: str, *more: Any) -> str:
        return reverse(view, args=[self.course.pk, self.intake.pk, *more])

    def context(self, view: str) -> dict[str, Any]:
        """What every page of a class shows."""
        return {
            "intake": self.intake,
            "course": self.course,
            "runs": self.runs,
            "links": self._links(),
            "tabs": self._tabs(view),
            "ordered": ordered_line(self.intake),
            "lead": _("Class of %(begin)s – %(end)s, %(taken)s of %(seats)s seats taken")
            % {
                "begin": formats.day(self.intake.starts_on),
                "end": formats.day(self.intake.ends_on),
                "taken": formats.number(self.intake.seats_taken),
                "seats": formats.number(self.intake.seats),
            },
        }

    def _links(self) -> list[Link]:
        centre = self.course.centre
        if not self.runs:
            return [Link(label=_("Support for learners"), url=reverse("staff_decisions"))]
        return [
            Link(label=_("Training"), url=home_of(centre)),
            Link(label=_("Courses"), url=of_organisation("centre_courses", centre)),
            Link(label=self.course.title, url=reverse("course_edit", args=[self.course.pk])),
        ]

    def _tabs(self, view: str) -> list[Tab]:
        names = {
            "intake_applicants": _("Enrolments"),
            "intake_roster": _("Learners"),
            "intake_attendance": _("Attendance"),
            "intake_results": _("Results"),
            "intake_claims": _("Claim list"),
        }
        return [Tab(label=names[v], url=self.url(v), current=v == view) for v in PAGES]


def own_class(request: HttpRequest, pk: int, intake: int) -> Class:
    """The class, for its centre and the ESC, who reads; a 404 where the course cannot be seen.

    Raises PermissionDenied where somebody else asks, or where the ESC would write.
    """
    user = signed_in(request)
    courses = Course.objects.visible_to(user).select_related("centre", "unit__province")
    course: Course = get_object_or_404(courses, pk=pk)
    row = get_object_or_404(course.intakes.select_related("training_order__employer"), pk=intake)
    row.course = course
    runs = user.has_perm("enrolment.run_class", row)
    if not runs and (request.method == "POST" or not user.has_perm("enrolment.view_class", row)):
        raise PermissionDenied
    return Class(row, runs)
