"""Who enrolled in a class: the list, and one person with everything that is to decide."""

from collections import Counter
from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import BadRequest, ValidationError
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

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
)
from frontend.forms.base import ServiceForm
from frontend.forms.organisation.classes import (
    DecisionForm,
    MeasuresForm,
    ReasonForm,
    RequestForm,
)
from frontend.views.organisation.classes.own import Class, own_class
from portal.accounts.current import signed_in
from portal.people.models import Consent
from portal.people.services import has_consented, reveal_contact
from training.enrolment import services, support
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
        "shown": [(row, look_of(row), _claim(row)) for row in page.object_list],
        "states": [(s, s.label, counts[s]) for s in ORDER if counts[s]],
        "wanted": wanted,
    }
    return render(request, "organisation/classes/applicants.html", context)


def _claim(row: Enrolment) -> SupportClaim | None:
    claim = getattr(row, "claim", None)
    return None if claim is None or claim.state == SupportClaim.State.WITHDRAWN else claim


@require_http_methods(["GET", "POST"])
@never_cache
def person(request: HttpRequest, pk: int, intake: int, enrolment: int) -> HttpResponse:
    """One person: conditions, papers, support, and the buttons with which the centre decides."""
    own = own_class(request, pk, intake)
    rows = own.intake.enrolments.select_related("person__unit", "person__user")
    row = get_object_or_404(rows, pk=enrolment)
    row.intake = own.intake
    page = _Page(request, own, row)
    if request.method == "POST" and page.done():
        return redirect(own.url("intake_person", row.pk))
    return render(request, "organisation/classes/person.html", page.context())


class _Page:
    """The page of one person with its small forms; the one whose button was pressed is bound."""

    def __init__(self, request: HttpRequest, own: Class, row: Enrolment) -> None:
        self.request, self.own, self.row = request, own, row
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
            "accept": (self._accept, _("Accepted.")),
            "refuse": (self._refuse, _("Refused. The person is told.")),
            "leave": (self._leave, _("Noted. The person is told.")),
            "papers": (self._papers, _("The papers are noted as checked.")),
            "measures": (self._measures, _("Saved. The amount is computed anew.")),
            "request": (self._request, _("Noted. The commune has 7 working days.")),
            "decision": (self._decide, _("Noted. The person is told.")),
            "phone": (self._phone, ""),
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
            if form is not None:
                form.refuse(error)
                return False
            messages.error(self.request, error.messages[0])
            return True
        if said:
            messages.success(self.request, said)
        return True

    def _accept(self, _data: dict[str, Any]) -> None:
        services.accept(enrolment_id=self.row.pk)

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

    def _phone(self, _data: dict[str, Any]) -> None:
        """Shown once, and noted for the person to see."""
        try:
            seen = reveal_contact(
                person=self.row.person,
                viewer=signed_in(self.request),
                organisation=self.own.course.centre,
                reason=self.own.course.title,
            )
        except PermissionError:
            raise ValidationError(_("The person has not agreed to that.")) from None
        contact = formats.phone(seen["phone"]) or seen["email"]
        messages.info(self.request, _("Contact: %(contact)s") % {"contact": contact})

    def _claim_id(self) -> int:
        if self.claim is None:
            raise ValidationError(_("No support was asked for."))
        return self.claim.pk

    def context(self) -> dict[str, Any]:
        row, claim = self.row, self.claim
        is_open = claim is not None and claim.is_open
        by_group = claim is not None and claim.route == SupportClaim.Route.GROUP
        status = row.status
        links = [*self.own.context("")["links"]]
        links.append(Link(label=_("Enrolments"), url=self.own.url("intake_applicants")))
        return self.own.context("intake_applicants") | {
            "links": links,
            "enrolment": row,
            "name": row.person.full_name or str(row.person),
            "look": look_of(row),
            "reason": reason_label(row),
            "facts": _facts(row),
            "entry": reasons_of(entry_checks(row.person, row.intake)),
            "events": events_of(row),
            "documents": row.documents.all(),
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
            "may_accept": status == Status.APPLIED,
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
