"""Who enrolled in a class: the list, and one person with everything that is to decide."""

from collections import Counter
from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import BadRequest, PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from frontend import formats
from frontend.cards import Fact, Link
from frontend.enrolments import (
    claim_facts,
    decision_facts,
    events_of,
    group_label,
    look_of,
    reason_label,
    reasons_of,
    standing_claim,
)
from frontend.forms.base import ServiceForm
from frontend.forms.organisation.classes import (
    DecisionForm,
    MeasuresForm,
    ReasonForm,
    RequestForm,
    RevokeForm,
)
from frontend.views.organisation.classes.own import Class, own_class
from portal.accounts.current import signed_in
from portal.people.models import Consent
from portal.people.services import has_consented, reveal_contact
from portal.validation import DecidedError
from training.enrolment import services, support, teaching
from training.enrolment.eligibility import entry_checks, support_checks
from training.enrolment.models import Enrolment, SupportClaim

PER_PAGE = 50
Status = Enrolment.Status
ORDER = (
    Status.APPLIED,
    Status.WAITING,
    Status.ACCEPTED,
    Status.STUDYING,
    Status.COMPLETED,
    Status.CERTIFIED,
    Status.FAILED,
    Status.LEFT,
    Status.CANCELLED,
    Status.REFUSED,
)


@require_safe
@never_cache
def applicants(request: HttpRequest, pk: int, intake: int) -> HttpResponse:
    """Everybody who enrolled: first who waits for an answer, then the line in its order."""
    own = own_class(request, pk, intake)
    rows = Enrolment.objects.filter(intake=own.intake)
    counts = Counter(rows.order_by().values_list("status", flat=True))
    wanted = request.GET.get("status", "")
    if wanted in Status.values:
        rows = rows.filter(status=wanted)
    rows = rows.select_related("person__unit", "claim")
    rows = rows.order_by("waiting_number", "applied_at", "pk")
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    context = own.context("intake_applicants") | {
        "page": page,
        "shown": [(row, look_of(row), standing_claim(row)) for row in page.object_list],
        "states": [(s, s.label, counts[s]) for s in ORDER if counts[s]],
        "wanted": wanted,
    }
    return render(request, "organisation/classes/applicants.html", context)


@require_http_methods(["GET", "POST"])
@never_cache
def person(request: HttpRequest, pk: int, intake: int, enrolment: int) -> HttpResponse:
    """One person: conditions, papers, support, and the buttons with which the centre decides."""
    own = own_class(request, pk, intake)
    page = _Page(request, own, _row(own, enrolment))
    if request.method == "POST" and page.done():
        return redirect(page.url)
    return render(request, "organisation/classes/person.html", page.context())


def _row(own: Class, pk: int) -> Enrolment:
    rows = own.intake.enrolments.select_related("person__unit", "person__user", "certificate")
    row: Enrolment = get_object_or_404(rows, pk=pk)
    row.intake = own.intake
    return row


def _links(own: Class, row: Enrolment | None = None) -> list[Link]:
    links = [*own.context("")["links"]]
    links.append(Link(label=_("Enrolments"), url=own.url("intake_applicants")))
    if row is not None:
        name = row.person.full_name or str(row.person)
        links.append(Link(label=name, url=own.url("intake_person", row.pk)))
    return links


@require_POST
@never_cache
def contact(request: HttpRequest, pk: int, intake: int, enrolment: int) -> HttpResponse:
    """Phone and e-mail of somebody who agreed. Each look is logged, and they see it."""
    own = own_class(request, pk, intake)
    row = _row(own, enrolment)
    back = own.url("intake_person", row.pk)
    try:
        shown = reveal_contact(
            person=row.person,
            viewer=signed_in(request),
            organisation=own.course.centre,
            reason=own.course.title,
        )
    except PermissionError:
        messages.error(request, _("The person has not agreed to that."))
        return redirect(back)
    context = own.context("intake_applicants") | {
        "contact": shown,
        "links": _links(own, row),
        "back": back,
    }
    return render(request, "organisation/classes/contact.html", context)


@require_http_methods(["GET", "POST"])
@never_cache
def revoke(request: HttpRequest, pk: int, intake: int, enrolment: int) -> HttpResponse:
    """Asks why, then says that a certificate is not valid any more."""
    own = own_class(request, pk, intake)
    if not own.runs:
        raise PermissionDenied
    row = _row(own, enrolment)
    back = own.url("intake_person", row.pk)
    certificate = getattr(row, "certificate", None)
    if certificate is None:
        raise Http404
    form = RevokeForm(request.POST if request.method == "POST" else None)

    def write() -> bool:
        reason = form.cleaned_data["reason"]
        teaching.revoke_certificate(certificate_id=certificate.pk, reason=reason)
        return True

    if request.method == "POST" and form.saved(write):
        messages.success(request, _("The certificate is withdrawn. Its holder is told."))
        return redirect(back)
    context = {
        "form": form,
        "certificate": certificate,
        "name": row.person.full_name or str(row.person),
        "links": _links(own, row),
        "back": back,
    }
    return render(request, "organisation/classes/revoke.html", context)


class _Page:
    """The page of one person with its small forms; the one whose button was pressed is bound."""

    def __init__(self, request: HttpRequest, own: Class, row: Enrolment) -> None:
        self.request, self.own, self.row = request, own, row
        self.url = own.url("intake_person", row.pk)
        claims = SupportClaim.objects.filter(enrolment=row).select_related("decision__unit")
        self.claim = claims.first()
        self.decision = getattr(self.claim, "decision", None)
        asked = request.POST.get("do", "") if request.method == "POST" else ""
        self.asked = asked

        def data(do: str) -> Any:
            return request.POST if asked == do else None

        measures = {n: getattr(self.claim, n, None) for n in ("distance_km", "study_days")}
        self.forms: dict[str, ServiceForm] = {
            "refuse": ReasonForm(data("refuse"), use="refuse"),
            "leave": ReasonForm(data("leave"), use="leave"),
            "measures": MeasuresForm(data("measures"), initial=measures),
            "request": RequestForm(data("request"), initial={"requested_on": timezone.localdate()}),
            "decision": DecisionForm(data("decision")),
        }

    def done(self) -> bool:
        """Does what the button asks for; False where the form must be shown again."""
        deeds: dict[str, tuple[Callable[[dict[str, Any]], Any], str]] = {
            "accept": (self._accept, ""),
            "refuse": (self._refuse, _("Refused. The person is told.")),
            "leave": (self._leave, _("Noted. The person is told.")),
            "papers": (self._papers, _("The papers are noted as checked.")),
            "measures": (self._measures, _("Saved. The amount is computed anew.")),
            "request": (self._request, _("Noted. The commune has 7 working days.")),
            "decision": (self._decide, _("Noted. The person is told.")),
        }
        if self.asked not in deeds:
            raise BadRequest
        act, said = deeds[self.asked]
        form = self.forms.get(self.asked)
        if form is not None and not form.is_valid():
            return False
        try:
            act(form.cleaned_data if form else {})
        except ValidationError as error:
            # What is decided has no form any more at which that could be said.
            if form is not None and not isinstance(error, DecidedError):
                form.refuse(error)
                return False
            messages.error(self.request, error.messages[0])
            return True
        if said:
            messages.success(self.request, said)
        return True

    def _accept(self, _data: dict[str, Any]) -> None:
        row = services.accept(enrolment_id=self.row.pk)
        if row.status == Status.WAITING:
            said = _("The class is full. The person is on the waiting list, and is told.")
        else:
            said = _("Accepted. The person has a place, and is told.")
        messages.success(self.request, said)

    def _refuse(self, data: dict[str, Any]) -> None:
        services.refuse(enrolment_id=self.row.pk, reason=data["reason"])

    def _leave(self, data: dict[str, Any]) -> None:
        services.leave(enrolment_id=self.row.pk, reason=data["reason"])

    def _papers(self, _data: dict[str, Any]) -> None:
        support.check_documents(enrolment_id=self.row.pk, by=signed_in(self.request))

    def _measures(self, data: dict[str, Any]) -> None:
        support.set_measures(claim_id=self._claim_id(), **data)

    def _request(self, data: dict[str, Any]) -> None:
        support.request_decision(claim_id=self._claim_id(), on=data["requested_on"])

    def _decide(self, data: dict[str, Any]) -> None:
        by = signed_in(self.request)
        support.record_decision(claim_id=self._claim_id(), by=by, **data)

    def _claim_id(self) -> int:
        if self.claim is None:
            raise ValidationError(_("No support was asked for."))
        return self.claim.pk

    def context(self) -> dict[str, Any]:
        row, claim = self.row, self.claim
        is_open = claim is not None and claim.is_open
        by_group = claim is not None and claim.route == SupportClaim.Route.GROUP
        status = row.status
        return self.own.context("intake_applicants") | {
            "links": _links(self.own),
            "enrolment": row,
            "name": row.person.full_name or str(row.person),
            "look": look_of(row),
            "reason": reason_label(row),
            "facts": _facts(row),
            "entry": reasons_of(entry_checks(row.person, row.intake)),
            "events": events_of(row),
            "documents": row.documents.all(),
            "certificate": getattr(row, "certificate", None),
            "claim": claim,
            "group": group_label(claim) if claim else "",
            "claim_facts": claim_facts(claim) if claim else [],
            "support_checks": reasons_of(support_checks(row.person, row.intake, besides=claim))
            if by_group
            else [],
            "decision_facts": decision_facts(self.decision) if self.decision else [],
            "forms": self.forms,
            "may_call": has_consented(
                person=row.person,
                purpose=Consent.Purpose.CONTACT,
                organisation=self.own.course.centre,
            ),
            "may_accept": services.may_accept(row),
            "may_refuse": row.is_before,
            "may_leave": status == Status.STUDYING,
            "may_measure": is_open,
            "may_request": is_open and by_group and self.decision is None,
            "may_decide": is_open and self.decision is not None,
        }


def _facts(row: Enrolment) -> list[Fact]:
    person = row.person
    return [
        Fact(label=_("Enrolled on"), value=formats.day(row.applied_at)),
        Fact(
            label=_("Date of birth"),
            value=f"{person.birth_date:%d/%m/%Y}" if person.birth_date else _("not stated"),
        ),
        Fact(label=_("Sex"), value=str(person.get_sex_display()) or _("not stated")),
        Fact(label=_("Lives in"), value=str(person.unit) if person.unit else _("not stated")),
    ]
