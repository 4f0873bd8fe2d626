"""What is kept about the reader, who may use it, and who saw it."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from frontend import pdf
from frontend.forms.seeker.consent import MEANING
from frontend.own_data import parts_of
from frontend.present import vacancy_url
from frontend.throttling import throttled
from frontend.views.seeker.access import next_url, own_person, seeker_page
from frontend.views.seeker.download import everything_about
from matching.recommend import invitations
from matching.recommend.models import Invitation
from portal.accounts.current import signed_in
from portal.accounts.models import Organisation
from portal.people import services
from portal.people.models import Consent, Person

VIEWS_SHOWN = 20
LOG_PAGE = "page"


@dataclass(frozen=True)
class Use:
    """A purpose of the portal as a whole, and the consent that holds for it, if any."""

    purpose: str
    label: str
    meaning: Any
    consent: Consent | None


@dataclass(frozen=True)
class Asked:
    """An invitation; `shown`: its employer sees name and phone, by this or another one."""

    row: Invitation
    url: str
    shown: bool

    @property
    def state(self) -> str:
        """open, accepted, withdrawn (accepted, and the consent taken back) or declined."""
        if self.row.answer == Invitation.Answer.ACCEPTED and not self.shown:
            return "withdrawn"
        return self.row.answer or "open"


@require_safe
@seeker_page
def my_data(request: HttpRequest) -> HttpResponse:
    """Consents, invitations, the log of who saw name and phone, and ways to take it all along."""
    person = own_person(request)
    context = {"person": person, "uses": _uses(person)}
    if person.pk:
        employers = list(_given(person).filter(purpose=Consent.Purpose.CONTACT))
        shown_to = {consent.organisation_id for consent in employers}
        asked = person.invitations.select_related("vacancy__employer")
        seen = person.contact_views.select_related("organisation")
        context |= {
            "employers": employers,
            "invitations": [
                Asked(row, vacancy_url(row.vacancy), row.vacancy.employer_id in shown_to)
                for row in asked
            ],
            "seen": Paginator(seen, VIEWS_SHOWN).get_page(request.GET.get(LOG_PAGE)),
        }
    return render(request, "seeker/my_data.html", context)


def _given(person: Person) -> Any:
    given = person.consents.filter(withdrawn_at__isnull=True)
    return given.select_related("organisation").order_by("given_at")


def _uses(person: Person) -> list[Use]:
    given = {c.purpose: c for c in _given(person)} if person.pk else {}
    return [
        Use(purpose, str(Consent.Purpose(purpose).label), meaning, given.get(purpose))
        for purpose, meaning in MEANING.items()
    ]


@require_POST
@seeker_page
def consent(request: HttpRequest, purpose: str) -> HttpResponse:
    """Gives the consent to a purpose of the portal, or takes it back; holds at once."""
    if purpose not in MEANING:
        raise Http404
    if request.POST.get("give") == "yes":
        person = services.person_of(user=signed_in(request))
        services.give_consent(person_id=person.pk, purpose=purpose)
        messages.success(request, _("You agreed. You can take it back at any time."))
    elif (person := own_person(request)).pk:
        services.withdraw_consent(person_id=person.pk, purpose=purpose)
        messages.success(request, _("Taken back. It holds from now on."))
    return redirect(next_url(request, reverse("my_data")))


@require_POST
@seeker_page
def contact_withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Takes back that an employer may see name and phone; what they saw stays in the log."""
    rows = Organisation.objects.filter(pk__in=_contacts(request).values("organisation"))
    organisation = get_object_or_404(rows, pk=pk)
    person = own_person(request)
    services.withdraw_consent(
        person_id=person.pk, purpose=Consent.Purpose.CONTACT, organisation=organisation
    )
    message = _("%(name)s cannot see your name and phone any more.")
    messages.success(request, message % {"name": organisation.name})
    return redirect("my_data")


def _contacts(request: HttpRequest) -> Any:
    return Consent.objects.filter(
        person__user=signed_in(request),
        purpose=Consent.Purpose.CONTACT,
        withdrawn_at__isnull=True,
    )


@require_POST
@seeker_page
def invitation_answer(request: HttpRequest, pk: int) -> HttpResponse:
    """Accepts an invitation, which shows name and phone to that employer, or declines it."""
    rows = Invitation.objects.select_related("vacancy__employer", "person")
    invitation = get_object_or_404(rows, pk=pk, person__user=signed_in(request))
    accept = request.POST.get("accept") == "yes"
    invitations.answer(invitation_id=invitation.pk, accept=accept)
    employer = {"name": invitation.vacancy.employer.name}
    if accept:
        text = _("%(name)s can now see your name and phone, and will call you.")
    else:
        text = _("Declined. %(name)s does not learn who you are.")
    messages.success(request, text % employer)
    return redirect(f"{reverse('my_data')}#invitations")


@require_POST
@seeker_page
def seeking(request: HttpRequest) -> HttpResponse:
    """Pauses the search for work, or takes it up again."""
    person = services.person_of(user=signed_in(request))
    goes_on = request.POST.get("seeking") == "yes"
    services.update_person(person_id=person.pk, values={"seeking": goes_on})
    if goes_on:
        messages.success(
            request, _("Welcome back. Employers can find you again if you allowed it.")
        )
    else:
        messages.success(request, _("Paused. No employer finds you until you go on."))
    return redirect(next_url(request, reverse("my_data")))


@require_safe
@seeker_page
def download(request: HttpRequest) -> HttpResponse:
    """Everything that is kept about the reader, as a file that programs can read."""
    answer = JsonResponse(
        everything_about(signed_in(request)),
        json_dumps_params={"ensure_ascii": False, "indent": 2},
    )
    return _attached(answer, "json")


@require_safe
@throttled("own_data")
@seeker_page
def download_pdf(request: HttpRequest) -> HttpResponse:
    """The same to be read by people, in the language of the page."""
    user = signed_in(request)
    context = {
        "user": user,
        "today": timezone.localdate(),
        "parts": parts_of(everything_about(user)),
    }
    made = pdf.made_of("print/own_data.html", "print/own_data.css", context)
    return _attached(HttpResponse(made, content_type="application/pdf"), "pdf")


def _attached(answer: HttpResponse, ending: str) -> HttpResponse:
    name = f"ben-viec-{timezone.localdate():%Y-%m-%d}.{ending}"
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
