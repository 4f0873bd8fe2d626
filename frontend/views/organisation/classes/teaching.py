"""A class while it is taught: who is in it, who was there, and what came out."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from frontend import formats
from frontend.enrolments import look_of
from frontend.forms.organisation.classes import DayForm, results_in, states_in
from frontend.typed import take
from frontend.views.organisation.classes.own import Class, own_class
from training.enrolment import teaching
from training.enrolment.models import Attendance, Enrolment

Status = Enrolment.Status


@require_safe
@never_cache
def roster(request: HttpRequest, pk: int, intake: int) -> HttpResponse:
    """The learners by name, with their days; before the first day, who has a place."""
    own = own_class(request, pk, intake)
    rows = own.intake.enrolments.filter(status__in=[*Enrolment.SEATED, Status.LEFT])
    rows = rows.select_related("person__unit", "certificate").annotate(
        marked=Count("attendances"),
        present=Count("attendances", filter=Q(attendances__state=Attendance.State.PRESENT)),
    )
    learners = [(row, look_of(row)) for row in rows.order_by("person__full_name", "pk")]
    context = own.context("intake_roster") | {"learners": learners}
    return render(request, "organisation/classes/roster.html", context)


@require_http_methods(["GET", "POST"])
@never_cache
def attendance(request: HttpRequest, pk: int, intake: int) -> HttpResponse:
    """The whole class on one day, in one form."""
    own = own_class(request, pk, intake)
    learners = list(teaching.learners(own.intake).exclude(status=Status.LEFT))
    sent = _sent(request)
    source = sent if "day" in sent else request.GET
    form = DayForm(source if "day" in source else {"day": f"{_usual_day(own):%d/%m/%Y}"})
    day = form.cleaned_data["day"] if form.is_valid() else None
    if request.method == "POST" and day:
        try:
            states = states_in(request.POST, learners)
            teaching.mark_attendance(intake_id=own.intake.pk, day=day, states=states)
        except ValidationError as error:
            form.add_error("day", error.messages)
        else:
            messages.success(request, _("Saved: %(day)s.") % {"day": formats.day(day)})
            query = urlencode({"day": f"{day:%d/%m/%Y}"})
            return redirect(f"{own.url('intake_attendance')}?{query}")
    marked = dict(
        Attendance.objects.filter(enrolment__in=learners, day=day).values_list(
            "enrolment_id", "state"
        )
        if day
        else ()
    )
    context = own.context("intake_attendance") | {
        "form": form,
        "day": day,
        "is_marked": bool(marked),
        "learners": [(row, _state(sent, row, marked)) for row in learners],
        "states": Attendance.State.choices,
        "days": _days(own),
    }
    return render(request, "organisation/classes/attendance.html", context)


def _sent(request: HttpRequest) -> QueryDict:
    """What is sent now, or what was while the session ended."""
    return request.POST if request.method == "POST" else take(request) or QueryDict()


def _usual_day(own: Class) -> date:
    return max(own.intake.starts_on, min(own.intake.ends_on, timezone.localdate()))


def _state(sent: QueryDict, row: Enrolment, marked: dict[int, str]) -> str:
    """What is chosen: what was sent, what is stored, else that everybody is there."""
    stored = marked.get(row.pk, "" if marked else Attendance.State.PRESENT)
    return sent.get(f"state-{row.pk}", "") or stored


def _days(own: Class) -> list[tuple[date, str]]:
    """The days marked so far, the latest first, each with its query."""
    days = Attendance.objects.filter(enrolment__intake=own.intake).order_by("-day")
    return [
        (day, urlencode({"day": f"{day:%d/%m/%Y}"}))
        for day in days.values_list("day", flat=True).distinct()
    ]


@require_http_methods(["GET", "POST"])
@never_cache
def results(request: HttpRequest, pk: int, intake: int) -> HttpResponse:
    """Grades and scores of the whole class in one form; then the certificates."""
    own = own_class(request, pk, intake)
    learners = list(teaching.learners(own.intake).exclude(status=Status.LEFT))
    wrong: dict[int, str] = {}
    sent = _sent(request)
    if request.method == "POST":
        if request.POST.get("do") == "certify":
            _certify(request, own)
            return redirect(own.url("intake_results"))
        wrong = _save(request, own, learners)
        if not wrong:
            messages.success(request, _("Saved."))
            return redirect(own.url("intake_results"))
    context = own.context("intake_results") | {
        "learners": [_line(sent, row, wrong.get(row.pk, "")) for row in learners],
        "grades": Enrolment.Grade.choices,
        "is_wrong": bool(wrong),
        "wrong_in_all": wrong.get(0, ""),
        "to_certify": sum(row.status == Status.COMPLETED for row in learners),
        "begun": own.intake.starts_on <= timezone.localdate(),
    }
    return render(request, "organisation/classes/results.html", context)


def _save(request: HttpRequest, own: Class, learners: list[Enrolment]) -> dict[int, str]:
    """What is wrong, by enrolment; nothing is saved then."""
    open_ones = [row for row in learners if row.status != Status.CERTIFIED]
    results, wrong = results_in(request.POST, open_ones)
    if wrong:
        return wrong
    try:
        teaching.set_results(intake_id=own.intake.pk, results=results)
    except ValidationError as error:
        if not hasattr(error, "error_dict"):
            return {0: error.messages[0]}
        return {int(pk): errors[0].messages[0] for pk, errors in error.error_dict.items()}
    return {}


def _certify(request: HttpRequest, own: Class) -> None:
    issued = len(teaching.certify(intake_id=own.intake.pk))
    said = ngettext("%(n)s certificate issued.", "%(n)s certificates issued.", issued)
    messages.success(request, said % {"n": formats.number(issued)})


def _line(sent: QueryDict, row: Enrolment, wrong: str) -> dict[str, Any]:
    stored = formats.number(row.score, 2) if row.score is not None else ""
    return {
        "row": row,
        "look": look_of(row),
        "grade": sent.get(f"grade-{row.pk}", row.grade),
        "score": sent.get(f"score-{row.pk}", stored),
        "wrong": wrong,
        "fixed": row.status == Status.CERTIFIED,
    }
