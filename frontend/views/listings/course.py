"""The page of a course, and what is told where one was."""

from dataclasses import dataclass
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.db.models import Prefetch
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from frontend import formats, structured_data
from frontend.cards import Fact, Link
from frontend.present import (
    course_card,
    course_url,
    duration_of,
    organisation_url,
    trade_url,
    vacancy_card,
)
from frontend.prose import opening
from frontend.training_orders import ordered_line
from frontend.views.listings import facts
from frontend.views.listings.addresses import moved
from frontend.views.listings.contacts import contacts
from frontend.views.listings.here import Here, here
from frontend.views.listings.support import support_by_group, support_for
from jobs.models import Vacancy
from matching.recommend import related
from portal.accounts.models import Organisation
from portal.people.models import Person
from portal.reference import codes
from training.enrolment.follow_up import placement
from training.models import Course, Intake

VACANCIES = 3
SIMILAR = 3
Kind = Vacancy.Kind


@require_safe
@login_not_required
def course(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """For everybody while it is open; for its centre and the ESC before and after, too."""
    rows = Course.objects.visible_to(request.user).select_related(
        "centre__unit__province", "centre__industrial_park", "unit__province"
    )
    # With who ordered a class, in the same query.
    intakes = Prefetch("intakes", Intake.objects.select_related("training_order__employer"))
    row = rows.prefetch_related(intakes, "skills", "occupations").filter(pk=pk).first()
    if row is None:
        return _ended(request, pk)
    return moved(request, course_url(row)) or render(
        request, "listings/course.html", _context(request, row)
    )


def _context(request: HttpRequest, row: Course) -> dict[str, Any]:
    person: Person | None = getattr(request.user, "person", None)
    origin = here(request, person)
    may_edit = request.user.has_perm("training.change_course", row)
    intakes = _coming(row)
    shifts = codes.labels("shifts")
    vacancies = list(related.vacancies_for(row)[:VACANCIES]) if row.is_public else []
    return {
        "course": row,
        "url": course_url(row),
        "summary": _summary(row),
        "organisation_url": organisation_url(row.centre),
        "may_edit": may_edit,
        "state": _state(row),
        "facts": facts.of_course(row, origin.words(origin.km_to(row.unit))),
        "may_enrol": row.is_public and not may_edit and _may_enrol(request, person),
        "intakes": [
            (intake, shifts.get(intake.shift, ""), ordered_line(intake)) for intake in intakes
        ],
        "skills": sorted(skill.label for skill in row.skills.all()),
        "support": support_for(person, row),
        "support_by_group": support_by_group(row),
        "placement": placement(row) if row.is_public else None,
        "trades": _trades(row),
        "vacancies": [
            vacancy_card(v, distance_km=origin.km_to(v.unit, v.industrial_park)) for v in vacancies
        ],
        "centre_facts": facts.of_organisation(row.centre),
        "similar": _similar(row, origin),
        "actions": contacts(row.centre, row.title) if row.is_public else [],
        "links": [Link(label=_("Learn a trade"), url=reverse("courses"))],
        "json_ld": structured_data.script(structured_data.course(row, intakes))
        if row.is_public
        else "",
    }


def _may_enrol(request: HttpRequest, person: Person | None) -> bool:
    """Who is not signed in may, once they are. Staff, and members of organisations who look for no
    work themselves, are not asked to."""
    user = request.user
    if not user.is_authenticated:
        return True
    if not user.has_perm("enrolment.enrol"):
        return False
    return person is not None or not Organisation.objects.of_member(user).exists()


def _summary(row: Course) -> str:
    parts = [formats.fee(row.fee), duration_of(row), str(row.unit), row.centre.name]
    return f"{' · '.join(parts)}. {opening(row.description)}"


def _coming(row: Course) -> list[Intake]:
    """The classes that one can still enrol for, or that are full, by their first day."""
    today = timezone.localdate()
    return sorted(
        (i for i in row.intakes.all() if not i.cancelled and i.enrol_until >= today),
        key=lambda i: (i.starts_on, i.pk),
    )


@dataclass(frozen=True)
class Trade:
    """What a course leads to: open vacancies of an occupation, and the searches for them."""

    label: str
    here: int
    here_url: str
    abroad: int
    abroad_url: str


def _trades(row: Course) -> list[Trade]:
    """Most vacancies first."""
    occupations = list(row.occupations.all())
    counts = related.openings(o.pk for o in occupations)
    found = []
    for o in occupations:
        here, abroad = ((o.pk, kind) for kind in (Kind.DOMESTIC, Kind.OVERSEAS))
        found.append(
            Trade(
                o.label,
                counts.get(here, 0),
                trade_url(*here),
                counts.get(abroad, 0),
                trade_url(*abroad),
            )
        )
    return sorted(found, key=lambda trade: (-trade.here, -trade.abroad, trade.label))


def _similar(row: Course, origin: Here) -> list[Any]:
    return [
        course_card(c, distance_km=origin.km_to(c.unit))
        for c in related.courses_like(row)[:SIMILAR]
    ]


def _state(row: Course) -> str:
    """What its centre and the ESC must know of a course that the public does not see."""
    if row.is_public:
        return ""
    if row.status == Course.Status.DRAFT:
        return _("This is a draft. Only your organisation sees it.")
    if not row.centre.is_shown:
        return _("The public does not see this: the organisation is not verified.")
    return _("This course is closed. The public sees no more than that.")


def _ended(request: HttpRequest, pk: int) -> HttpResponse:
    """410 for a course that was open once; views.listings.vacancy says why."""
    shown = Organisation.objects.shown()
    rows = Course.objects.once_public().filter(centre__in=shown)
    row = rows.select_related("centre", "unit").filter(pk=pk).first()
    if row is None:
        raise Http404
    person: Person | None = getattr(request.user, "person", None)
    context = {
        "course": row,
        "facts": facts.said(
            Fact(
                label=_("Training centre"), value=row.centre.name, url=organisation_url(row.centre)
            ),
            Fact(label=_("Closed"), value=formats.day(row.closed_at)),
        ),
        "similar": _similar(row, here(request, person)),
    }
    return render(request, "listings/course_ended.html", context, status=410)
