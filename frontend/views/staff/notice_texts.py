"""What messages say: every kind in both languages, to be changed, previewed and restored."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from frontend.cards import Link
from frontend.forms.notice_texts import NoticeTextForm
from portal.accounts.current import signed_in
from portal.notices.kinds import KINDS, Kind
from portal.notices.models import NoticeText
from portal.notices.texts import (
    FIELDS,
    Words,
    example,
    placeholders,
    restore,
    sms_count,
    words_of,
)

may_edit = permission_required("notices.edit_texts", raise_exception=True)
LANGUAGES = dict(settings.LANGUAGES)


@dataclass(frozen=True)
class KindRow:
    """One kind of message; `own`: the languages in which staff wrote it."""

    kind: Kind
    own: list[str]


@dataclass(frozen=True)
class Preview:
    """The texts filled with examples, and how many SMS the short one costs."""

    subject: str
    text: str
    email: str
    sms: int


@require_safe
@may_edit
def notice_texts(request: HttpRequest) -> HttpResponse:
    """All kinds of message."""
    own: dict[str, list[str]] = {}
    for kind, language in NoticeText.objects.order_by("language").values_list("kind", "language"):
        own.setdefault(kind, []).append(str(LANGUAGES[language]))
    rows = [KindRow(kind, own.get(kind.name, [])) for kind in KINDS.values()]
    context = {
        "links": _trail(),
        "rows": sorted(rows, key=lambda row: (str(row.kind.label), row.kind.name)),
        "languages": LANGUAGES.items(),
    }
    return render(request, "staff/notice_texts.html", context)


@require_http_methods(["GET", "POST"])
@may_edit
def notice_text(request: HttpRequest, kind: str, language: str) -> HttpResponse:
    """Changes one; “preview” shows what was typed and changes nothing."""
    about = _known(kind, language)
    words = words_of(kind, language)
    typed = request.POST if request.method == "POST" else None
    form = NoticeTextForm(typed, words=words, language=language)

    def write() -> NoticeText:
        return form.save(kind=kind, language=language, by=signed_in(request))

    if request.POST.get("do") == "save" and form.saved(write) is not None:
        messages.success(request, _("Saved. Messages say this from now on."))
        return redirect("staff_notice_text", kind, language)
    shown = _typed(form) if form.is_bound else words
    context = {
        "links": [*_trail(), Link(label=_("Texts of messages"), url=reverse("staff_notice_texts"))],
        "kind": about,
        "language": LANGUAGES[language],
        "code": language,
        "form": form,
        "names": [f"%({name})s" for name in placeholders(about)],
        "own": words.own,
        "preview": _preview(about, shown),
    }
    return render(request, "staff/notice_text.html", context)


@require_POST
@may_edit
def notice_text_restore(request: HttpRequest, kind: str, language: str) -> HttpResponse:
    """Goes back to the words that come with the portal."""
    _known(kind, language)
    restore(kind=kind, language=language)
    messages.success(request, _("Messages say again what comes with the portal."))
    return redirect("staff_notice_text", kind, language)


def _known(kind: str, language: str) -> Kind:
    if kind not in KINDS or language not in LANGUAGES:
        raise Http404
    return KINDS[kind]


def _typed(form: NoticeTextForm) -> Words:
    """What was typed, as far as it can be read."""
    form.is_valid()
    typed: dict[str, Any] = {name: form.cleaned_data.get(name, "") for name in FIELDS}
    return Words(**typed)


def _preview(kind: Kind, words: Words) -> Preview | None:
    context = example(kind)
    try:
        subject, text = words.filled(context)
        _subject, email = words.filled(context, as_email=True)
    except (KeyError, TypeError, ValueError):
        # The form tells what is wrong, beside the field.
        return None
    return Preview(subject, text, email, sms_count(text))


def _trail() -> list[Link]:
    return [Link(label=_("Desk"), url=reverse("staff_home"))]
