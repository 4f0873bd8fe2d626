"""The reader's own classes: enrolling, how each stands, papers, support, stepping back."""

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from frontend import formats
from frontend.cards import Fact, Link
from frontend.enrolments import (
    claim_facts,
    decision_facts,
    events_of,
    look_of,
    reason_label,
    reasons_of,
    standing_claim,
)
from frontend.forms.seeker.consent import consents_of
from frontend.forms.seeker.enrolment import EnrolForm, PaperForm, SupportForm, WithdrawForm
from frontend.present import course_url
from frontend.views.listings.support import support_for
from frontend.views.seeker.access import own_person, seeker_page
from portal.accounts.current import signed_in
from portal.files.serving import serve
from portal.people.models import Consent
from portal.people.services import give_consent, person_of
from training.enrolment import services, support
from training.enrolment.eligibility import entry_checks, offered_groups, support_checks
from training.enrolment.models import Attendance, Enrolment, FollowUp, ProofDocument, SupportClaim
from training.models import Course, Intake

PER_PAGE = 20
Status = Enrolment.Status


def _own(request: HttpRequest) -> Any:
    rows = Enrolment.objects.filter(person__user=signed_in(request))
    return rows.select_related("person__unit", "intake__course__centre", "intake__course__unit")


@require_safe
@seeker_page
def my_courses(request: HttpRequest) -> HttpResponse:
    """All of them, the newest first."""
    rows = _own(request).select_related("claim", "certificate").order_by("-applied_at", "-pk")
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    shown = [(row, look_of(row), standing_claim(row)) for row in page.object_list]
    return render(request, "seeker/courses.html", {"page": page, "shown": shown})


@require_http_methods(["GET", "POST"])
@seeker_page
def enrol(request: HttpRequest, intake: int) -> HttpResponse:
    """Says what the course asks for and what the state may pay, and enrols."""
    public = Course.objects.public().values("pk")
    rows = Intake.objects.select_related("course__centre", "course__unit__province")
    row = get_object_or_404(rows, pk=intake, course__in=public)
    person = own_person(request)
    made = _own(request).live().filter(intake=row).first()
    if made is not None and request.method == "GET":
        return redirect("my_course", made.pk)
    sent = request.POST if request.method == "POST" else None
    may_ask_later = Consent.Purpose.FOLLOW_UP in consents_of(person)
    form = EnrolForm(sent, groups=offered_groups(person), may_ask_later=may_ask_later)
    if request.method == "POST" and (saved := form.saved(lambda: _enrolled(request, form, row))):
        said = {
            Status.ACCEPTED: _("You have a place in the class."),
            Status.WAITING: _("The class is full. You are on the waiting list."),
        }
        waits = _("The centre looks at your enrolment and answers you.")
        messages.success(request, said.get(Status(saved.status), waits))
        return redirect("my_course", saved.pk)
    context = {
        "form": form,
        "intake": row,
        "course": row.course,
        "course_url": course_url(row.course),
        "links": [Link(label=row.course.title, url=course_url(row.course))],
        "takes_people": services.takes_people(row),
        "entry": reasons_of(entry_checks(person, row)),
        "support": support_for(person if person.pk else None, row.course),
        "support_checks": reasons_of(support_checks(person, row)),
    }
    return render(request, "seeker/enrol.html", context)


def _enrolled(request: HttpRequest, form: EnrolForm, intake: Intake) -> Enrolment:
    person = person_of(user=signed_in(request))
    enrolment = services.enrol(person_id=person.pk, intake_id=intake.pk, form_key=form.key)
    if form.cleaned_data["route"]:
        support.claim_support(enrolment_id=enrolment.pk, **form.claim())
    if form.cleaned_data["contact"]:
        centre = intake.course.centre
        give_consent(person_id=person.pk, purpose=Consent.Purpose.CONTACT, organisation=centre)
    if form.cleaned_data.get("follow_up"):
        give_consent(person_id=person.pk, purpose=Consent.Purpose.FOLLOW_UP)
    return enrolment


@require_safe
@seeker_page
def my_course(request: HttpRequest, pk: int) -> HttpResponse:
    """How one's enrolment stands, and what one can do."""
    return _shown(request, get_object_or_404(_own(request), pk=pk), PaperForm())


def _shown(request: HttpRequest, row: Enrolment, form: PaperForm) -> HttpResponse:
    claim = SupportClaim.objects.filter(enrolment=row).select_related("decision__unit").first()
    certificate = getattr(row, "certificate", None)
    decision = getattr(claim, "decision", None)
    line = Enrolment.objects.filter(
        intake=row.intake_id, waiting_number__lte=row.waiting_number or 0
    )
    context = {
        "enrolment": row,
        "course_url": course_url(row.course),
        "look": look_of(row),
        "reason": reason_label(row),
        "line": line.count(),
        "events": events_of(row),
        "facts": _facts(row),
        "claim": claim,
        "claim_facts": claim_facts(claim) if claim else [],
        "decision_facts": decision_facts(decision) if decision else [],
        "documents": row.documents.all(),
        "form": form,
        "open_now": row.is_open,
        "may_claim": support.may_claim(row, claim),
        "certificate": certificate,
        "links": [Link(label=_("My courses"), url=reverse("my_courses"))],
        "asked": FollowUp.objects.filter(enrolment=row, asked_at__isnull=False, answer="").exists(),
    }
    return render(request, "seeker/course.html", context)


def _facts(row: Enrolment) -> list[Fact]:
    facts = [
        Fact(label=_("Training centre"), value=row.course.centre.name),
        Fact(label=_("First day"), value=formats.day(row.intake.starts_on), key=True),
        Fact(label=_("Last day"), value=formats.day(row.intake.ends_on)),
        Fact(label=_("Where"), value=row.course.address or str(row.course.unit)),
    ]
    days = row.attendances.aggregate(
        marked=Count("pk"), present=Count("pk", filter=Q(state=Attendance.State.PRESENT))
    )
    if days["marked"]:
        value = _("%(present)s of %(marked)s days") % days
        facts.append(Fact(label=_("Present"), value=value))
    if row.grade:
        score = formats.number(row.score, 2) if row.score is not None else ""
        facts.append(Fact(label=_("Result"), value=str(row.get_grade_display()), note=score))
    return facts


@require_POST
@seeker_page
def paper_add(request: HttpRequest, pk: int) -> HttpResponse:
    """Hands in a paper."""
    row = get_object_or_404(_own(request), pk=pk)
    form = PaperForm(request.POST, request.FILES)
    if form.is_valid():
        try:
            support.add_document(enrolment_id=row.pk, file=form.cleaned_data["file"])
        except ValidationError as error:
            form.refuse(error)
        else:
            messages.success(request, _("Handed in. The centre looks at it."))
            return redirect(reverse("my_course", args=[pk]) + "#papers")
    return _shown(request, row, form)


@require_POST
@seeker_page
def paper_remove(request: HttpRequest, pk: int, document: int) -> HttpResponse:
    """Takes a paper back, as long as nobody has checked it."""
    row = get_object_or_404(_own(request), pk=pk)
    paper = get_object_or_404(row.documents, pk=document)
    try:
        support.remove_document(document_id=paper.pk)
    except ValidationError as error:
        messages.error(request, error.messages[0])
    else:
        messages.success(request, _("Deleted."))
    return redirect(reverse("my_course", args=[pk]) + "#papers")


@require_safe
def paper(request: HttpRequest, pk: int) -> FileResponse:
    """A paper, for the person, the centre of the class and who decides on support; for everybody
    else it does not exist."""
    visible = Enrolment.objects.visible_to(signed_in(request)).values("pk")
    row = get_object_or_404(ProofDocument, pk=pk, enrolment__in=visible)
    return serve(row.file, row.name)


@require_http_methods(["GET", "POST"])
@seeker_page
def claim(request: HttpRequest, pk: int) -> HttpResponse:
    """Asks for support, changes what was asked, or does without."""
    row = get_object_or_404(_own(request), pk=pk)
    asked = SupportClaim.objects.filter(enrolment=row).first()
    sent = request.POST if request.method == "POST" else None
    form = SupportForm(sent, groups=offered_groups(row.person), claim=asked)

    def write(version: datetime | None) -> bool:
        if form.cleaned_data["route"]:
            support.claim_support(enrolment_id=row.pk, version=version, **form.claim())
        else:
            support.withdraw_claim(enrolment_id=row.pk, version=version)
        return True

    def reopened() -> SupportForm:
        now = SupportClaim.objects.filter(enrolment=row).first()
        return SupportForm(groups=offered_groups(row.person), claim=now)

    if request.method == "POST" and form.saved_unless_changed(write, reopened):
        messages.success(request, _("Saved."))
        return redirect(reverse("my_course", args=[pk]) + "#support")
    context = {
        "form": form,
        "enrolment": row,
        "back": reverse("my_course", args=[pk]),
        "support_checks": reasons_of(support_checks(row.person, row.intake, besides=asked)),
    }
    return render(request, "seeker/course_support.html", context)


@require_http_methods(["GET", "POST"])
@seeker_page
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Asks, then steps back from a class, or leaves it."""
    row = get_object_or_404(_own(request), pk=pk)
    form = WithdrawForm(request.POST if request.method == "POST" else None, enrolment=row)

    def write() -> bool:
        reason = form.cleaned_data.get("reason", "")
        services.withdraw(enrolment_id=row.pk, reason=reason)
        return True

    back = reverse("my_course", args=[pk])
    if request.method == "POST" and form.saved(write):
        messages.success(request, _("You are out of the class. Somebody else can have the place."))
        return redirect(back)
    context = {"form": form, "enrolment": row, "back": back}
    return render(request, "seeker/course_withdraw.html", context)
