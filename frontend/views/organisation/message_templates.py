"""The messages that an organisation sends often."""

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from frontend.cards import Link
from frontend.forms.organisation.applications import TemplateForm
from frontend.views.organisation.acting import for_organisation, home_of, of_organisation
from jobs.applications import correspondence
from jobs.applications.models import MessageTemplate
from portal.accounts.current import signed_in
from portal.accounts.models import Organisation


@require_safe
@for_organisation("applications.manage_templates")
def listed(request: HttpRequest, organisation: Organisation) -> HttpResponse:
    """All of them by name."""
    context = {
        "organisation": organisation,
        "templates": organisation.message_templates.all(),
        "new_url": of_organisation("message_template_new", organisation),
        "links": [Link(label=_("Hiring"), url=home_of(organisation))],
    }
    return render(request, "organisation/message_templates.html", context)


@require_http_methods(["GET", "POST"])
@for_organisation("applications.manage_templates")
def new(request: HttpRequest, organisation: Organisation) -> HttpResponse:
    """A new one; a form that comes twice changes what it made."""
    form = TemplateForm(_sent(request), organisation=organisation)
    if request.method == "POST":
        made = form.saved(
            lambda: correspondence.create_template(
                organisation=organisation, form_key=form.key, **_values(form)
            )
        )
        if made:
            return _after(request, organisation)
    return _page(request, organisation, form, None)


@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Changes one; what somebody else changed meanwhile is shown first."""
    template = _its(request, pk)
    organisation = template.organisation

    def write(version: datetime | None) -> bool:
        correspondence.update_template(template_id=template.pk, version=version, **_values(form))
        return True

    def reopen() -> TemplateForm:
        now = MessageTemplate.objects.get(pk=template.pk)
        return TemplateForm(organisation=organisation, template=now)

    form = TemplateForm(_sent(request), organisation=organisation, template=template)
    if request.method == "POST" and form.saved_unless_changed(write, reopen):
        return _after(request, organisation)
    return _page(request, organisation, form, template)


@require_http_methods(["GET", "POST"])
def delete(request: HttpRequest, pk: int) -> HttpResponse:
    """Deletes one, asked for once more."""
    template = _its(request, pk)
    back = of_organisation("message_templates", template.organisation)
    if request.method == "POST":
        correspondence.delete_template(template_id=template.pk)
        messages.success(request, _("The template is deleted."))
        return redirect(back)
    context = {"template": template, "back": back}
    return render(request, "organisation/message_template_delete.html", context)


def _its(request: HttpRequest, pk: int) -> MessageTemplate:
    """The template, for members of its organisation; there is none for others."""
    user = signed_in(request)
    rows = MessageTemplate.objects.filter(organisation__in=Organisation.objects.of_member(user))
    template: MessageTemplate = get_object_or_404(rows.select_related("organisation"), pk=pk)
    if not user.has_perm("applications.change_template", template):
        raise PermissionDenied
    return template


def _values(form: TemplateForm) -> dict[str, Any]:
    return {name: form.cleaned_data[name] for name in ("name", "text")}


def _after(request: HttpRequest, organisation: Organisation) -> HttpResponse:
    messages.success(request, _("Saved."))
    return redirect(of_organisation("message_templates", organisation))


def _page(
    request: HttpRequest,
    organisation: Organisation,
    form: TemplateForm,
    template: MessageTemplate | None,
) -> HttpResponse:
    listed_at = of_organisation("message_templates", organisation)
    context = {
        "form": form,
        "template": template,
        "organisation": organisation,
        "back": listed_at,
        "action": request.get_full_path(),
        "links": [
            Link(label=_("Hiring"), url=home_of(organisation)),
            Link(label=_("Message templates"), url=listed_at),
        ],
    }
    return render(request, "organisation/message_template.html", context)


def _sent(request: HttpRequest) -> Any:
    return request.POST if request.method == "POST" else None
