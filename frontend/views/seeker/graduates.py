"""What links in messages and numbers on paper lead to: certificates, and how it goes on."""

from collections.abc import Iterable

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.core.signing import BadSignature
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from frontend.cards import Fact
from portal.accounts.current import signed_in
from training.enrolment import follow_up
from training.enrolment.models import Certificate, Enrolment, FollowUp
from training.enrolment.teaching import certificate_of


@require_safe
@login_not_required
def find(request: HttpRequest) -> HttpResponse:
    """A number as it stands on the paper leads to its page."""
    number = request.GET.get("number", "").strip()
    if number:
        found = certificate_of(number)
        return redirect("certificate", found.number if found else number[:40].replace("/", "-"))
    return render(request, "public/certificate_find.html")


@require_safe
@login_not_required
@never_cache
def certificate(request: HttpRequest, number: str) -> HttpResponse:
    """Whether a certificate is valid, of which course, and no more of the holder than initials."""
    row = certificate_of(number)
    if row is None:
        return render(request, "public/certificate.html", {"certificate": None}, status=404)
    if row.number != number:
        return redirect("certificate", row.number)
    course = row.enrolment.course
    facts = [
        Fact(label=_("Certificate number"), value=row.number, key=True),
        Fact(label=_("Course"), value=course.title),
        Fact(label=_("Training centre"), value=course.centre.name),
        Fact(label=_("Year"), value=str(row.issued_on.year)),
        Fact(label=_("Holder’s initials"), value=initials(row.enrolment.person.full_name)),
    ]
    return render(request, "public/certificate.html", {"certificate": row, "facts": facts})


def initials(name: str) -> str:
    """`N. V. A.` of `Nguyễn Văn An`."""
    words: Iterable[str] = name.split()
    return " ".join(f"{word[0].upper()}." for word in words)


@require_safe
@never_cache
def certificate_pdf(request: HttpRequest, number: str) -> HttpResponse:
    """The certificate to print, for its holder, the centre and the ESC; nobody else."""
    visible = Enrolment.objects.visible_to(signed_in(request)).values("pk")
    rows = Certificate.objects.filter(enrolment__in=visible, revoked_at__isnull=True)
    rows = rows.select_related("enrolment__person", "enrolment__intake__course__centre")
    row = get_object_or_404(rows, number=number)
    # What makes PDFs takes a while to load, and is needed here alone.
    from frontend.certificates import as_pdf

    answer = HttpResponse(as_pdf(row), content_type="application/pdf")
    answer["Content-Disposition"] = f'attachment; filename="chung-chi-{row.number}.pdf"'
    return answer


@require_http_methods(["GET", "POST"])
@login_not_required
@never_cache
def graduate_answer(request: HttpRequest, token: str) -> HttpResponse:
    """One tap says whether somebody found work; the signed link says whose answer it is."""
    try:
        pk = follow_up.read_token(token)
    except BadSignature:
        raise Http404 from None
    rows = FollowUp.objects.select_related("enrolment__intake__course__centre")
    row = get_object_or_404(rows, pk=pk)
    if request.method == "POST":
        try:
            follow_up.answer(follow_up_id=row.pk, answer=request.POST.get("answer", ""))
        except ValidationError as error:
            messages.error(request, error.messages[0])
        else:
            messages.success(request, _("Thank you. You can change your answer here at any time."))
        return redirect(reverse("graduate_answer", args=[token]))
    context = {"course": row.enrolment.course, "row": row, "answers": FollowUp.Answer.choices}
    return render(request, "public/graduate_answer.html", context)
