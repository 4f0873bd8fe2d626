"""One application, as its employer works with it; the centre may read it."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from frontend.applications import events_of, look, profile_facts
from frontend.cards import Choice, Link
from frontend.forms.base import ServiceForm
from frontend.forms.organisation.applications import (
    PLAIN,
    HireForm,
    MessageForm,
    NoteForm,
    RefuseForm,
    TagsForm,
)
from frontend.present import labels_of
from frontend.views.organisation.acting import row_id
from frontend.views.organisation.applications import links_of
from jobs.applications import correspondence, services, texts
from jobs.applications.models import Application, MessageTemplate
from portal.accounts.current import signed_in

Status = Application.Status
# What the button of the tags sends as `do`, and how the fields of the two small forms are told
# apart.
TAGS = "tags"
NOTE_ID, TAGS_ID = "note_%s", "tags_%s"


def _its(request: HttpRequest, pk: int, permission: str = "applications.answer") -> Application:
    """The application, for those who may; a 404 where they may not even see it."""
    user = signed_in(request)
    rows = Application.objects.visible_to(user).with_agreed()
    rows = rows.select_related("vacancy__employer", "person__user").prefetch_related("steps")
    application: Application = get_object_or_404(rows, pk=pk)
    if not user.has_perm(permission, application):
        raise PermissionDenied
    return application


def _crumbs(application: Application, *, is_own: bool = True, deep: bool = True) -> list[Link]:
    vacancy = application.vacancy
    links = links_of(vacancy, is_own=is_own)
    here = reverse("vacancy_applications", args=[vacancy.pk])
    links.append(Link(label=_("Applications"), url=here))
    if deep:
        url = reverse("application", args=[application.pk])
        links.append(Link(label=str(application.person), url=url))
    return links


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def application(request: HttpRequest, pk: int) -> HttpResponse:
    """All of it, with the notes and tags that its employer keeps. When a member opens it, the
    applicant sees that it was read."""
    return _kept(request, pk) if request.method == "POST" else _shown(request, pk)


def _kept(request: HttpRequest, pk: int) -> HttpResponse:
    """Adds a note or replaces the tags; what is refused stays typed."""
    row = _its(request, pk)
    if request.POST.get("do") == TAGS:
        tags = TagsForm(request.POST, auto_id=TAGS_ID)
        if tags.saved(
            lambda: correspondence.set_tags(
                application_id=row.pk, tags=tags.cleaned_data["tags"].split(",")
            )
        ):
            messages.success(request, _("Saved."))
            return redirect("application", pk=row.pk)
        return _shown(request, pk, tags_form=tags)
    note = NoteForm(request.POST, auto_id=NOTE_ID)
    if note.saved(
        lambda: correspondence.add_note(
            application_id=row.pk, text=note.cleaned_data["text"], by=signed_in(request)
        )
    ):
        messages.success(request, _("Noted."))
        return redirect("application", pk=row.pk)
    return _shown(request, pk, note_form=note)


def _shown(request: HttpRequest, pk: int, **refused: ServiceForm) -> HttpResponse:
    """The page, with a form that was refused in place of its empty one."""
    user = signed_in(request)
    row = _its(request, pk, "applications.view_profile")
    is_own = user.has_perm("applications.answer", row)
    if is_own and row.status == Status.NEW:
        services.mark_viewed(application_id=row.pk, by=user)
        row = _its(request, pk)
    context = {
        "application": row,
        "vacancy": row.vacancy,
        "number": str(row.person),
        "is_own": is_own,
        "look": look(row),
        "events": events_of(row),
        "reason": labels_of("refusal_reasons", row.reason),
        "facts": profile_facts(row.profile),
        "agreed": row.agreed,  # type: ignore[attr-defined]
        "result": getattr(row, "result", None),
        "messages_sent": [
            {"at": one.at, "text": texts.for_employer(one.text, row.person)}
            for one in row.messages.all()
        ],
        "links": _crumbs(row, is_own=is_own, deep=False),
    }
    if is_own:
        context |= {
            "notes": row.notes.select_related("by"),
            "note_form": NoteForm(auto_id=NOTE_ID),
            "tags_form": TagsForm(initial={"tags": ", ".join(row.tags)}, auto_id=TAGS_ID),
            "steps": _ahead(row),
            **refused,
        }
    return render(request, "organisation/application.html", context, status=400 if refused else 200)


def _ahead(row: Application) -> list[Choice]:
    """The steps to which it can be brought with one press."""
    if not row.is_open:
        return []
    order = [Status.NEW, *PLAIN]
    later = order[order.index(Status(row.status)) + 1 :]
    return [Choice(value=s.value, label=str(s.label)) for s in later if s != Status.VIEWED]


@require_POST
def move(request: HttpRequest, pk: int) -> HttpResponse:
    """To a step that needs no more than its name; the others have a page of their own."""
    row = _its(request, pk)
    status = request.POST.get("status", "")
    if status in (Status.REFUSED, Status.HIRED) and status != row.status:
        where = "application_refuse" if status == Status.REFUSED else "application_hire"
        return redirect(where, pk=row.pk)
    try:
        services.move(application_id=row.pk, status=status, by=signed_in(request))
    except ValidationError as error:
        messages.error(request, error.messages[0])
    else:
        text = _("%(name)s: %(status)s.")
        said = {"name": str(row.person), "status": Status(status).label}
        messages.success(request, text % said)
    if request.POST.get("back") == "application":
        return redirect("application", pk=row.pk)
    return redirect("vacancy_board", pk=row.vacancy_id)


def _asked(
    request: HttpRequest,
    row: Application,
    form: ServiceForm,
    act: Callable[[dict[str, Any]], object],
    *,
    template: str,
    done: str,
    **context: Any,
) -> HttpResponse:
    """Shows a form on its own page, and once it is sent does what it says."""
    if request.method == "POST" and form.saved(lambda: bool(act(form.cleaned_data))):
        messages.success(request, done)
        return redirect("application", pk=row.pk)
    shown = {
        "form": form,
        "application": row,
        "vacancy": row.vacancy,
        "number": str(row.person),
        "back": reverse("application", args=[row.pk]),
        "links": _crumbs(row),
    }
    return render(request, template, shown | context)


@require_http_methods(["GET", "POST"])
def refuse(request: HttpRequest, pk: int) -> HttpResponse:
    """Asks why; the applicant reads it."""
    row = _its(request, pk)
    form = RefuseForm(_sent(request), vacancy=row.vacancy)

    def act(data: dict[str, Any]) -> object:
        return services.move(
            application_id=row.pk,
            status=Status.REFUSED,
            by=signed_in(request),
            reason=data["reason"],
        )

    done = _("Refused. The applicant is told.")
    return _asked(
        request, row, form, act, template="organisation/application_refuse.html", done=done
    )


@require_http_methods(["GET", "POST"])
def hire(request: HttpRequest, pk: int) -> HttpResponse:
    """Asks for what goes back to the centre; the last opening closes the vacancy."""
    row = _its(request, pk)
    form = HireForm(_sent(request), vacancy=row.vacancy)

    def act(data: dict[str, Any]) -> object:
        result = {name: data[name] for name in services.RESULT_FIELDS}
        return services.move(
            application_id=row.pk, status=Status.HIRED, by=signed_in(request), result=result
        )

    done = _("Hired. The centre and the applicant are told.")
    return _asked(request, row, form, act, template="organisation/application_hire.html", done=done)


@require_http_methods(["GET", "POST"])
def message(request: HttpRequest, pk: int) -> HttpResponse:
    """Writes to the applicant; with `?template=` it begins with one of the templates."""
    row = _its(request, pk)
    templates = MessageTemplate.objects.filter(organisation=row.vacancy.employer_id)
    given = request.GET.get("template", "")
    chosen = get_object_or_404(templates, pk=row_id(given)) if given else None
    initial = {"text": chosen.text} if chosen else {}
    form = MessageForm(_sent(request), initial=initial)

    def act(data: dict[str, Any]) -> object:
        names = ("text", "date", "place")
        return correspondence.send_message(
            application_id=row.pk, by=signed_in(request), **{name: data[name] for name in names}
        )

    return _asked(
        request,
        row,
        form,
        act,
        template="organisation/application_message.html",
        done=_("Sent. The applicant is told that there is something to read."),
        templates=templates,
    )


@require_POST
def ask_contact(request: HttpRequest, pk: int) -> HttpResponse:
    """Asks the applicant for name and phone."""
    row = _its(request, pk, "applications.view_contact")
    now = correspondence.ask_contact(application_id=row.pk, by=signed_in(request))
    if row.agreed:  # type: ignore[attr-defined]
        messages.info(request, _("They show you name and phone already."))
    elif now.asked_at:
        messages.success(request, _("We asked. You get a message once they agree."))
    else:
        messages.error(request, _("This application has ended."))
    return redirect("application", pk=row.pk)


@require_POST
@never_cache
def contact(request: HttpRequest, pk: int) -> HttpResponse:
    """Name and phone of an applicant who agreed. Each look is logged, and they see it."""
    row = _its(request, pk, "applications.view_contact")
    try:
        shown = correspondence.contact(application=row, viewer=signed_in(request))
    except PermissionError:
        messages.error(request, _("This applicant does not agree, or no longer agrees, to this."))
        return redirect("application", pk=row.pk)
    context = {
        "vacancy": row.vacancy,
        "number": row.person_id,
        "contact": shown,
        "links": _crumbs(row),
        "back": reverse("application", args=[row.pk]),
    }
    return render(request, "organisation/contact.html", context)


def _sent(request: HttpRequest) -> Any:
    return request.POST if request.method == "POST" else None
