"""Who works for the centre in which role: administrators give roles and take them away."""

from allauth.mfa.models import Authenticator
from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.core.exceptions import ValidationError
from django.db.models import Exists, OuterRef
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from frontend.cards import Link
from frontend.forms.staff import AssignForm, RoleForm
from frontend.views.staff.history import role_events
from portal.accounts.current import signed_in
from portal.accounts.models import User
from portal.accounts.services import set_esc_role

may_assign = permission_required("accounts.assign_esc_role", raise_exception=True)


@require_safe
@may_assign
def accounts(request: HttpRequest) -> HttpResponse:
    """Everybody with a role; the centre has tens of people, not thousands."""
    factor = Authenticator.objects.filter(user=OuterRef("pk"), type=Authenticator.Type.TOTP)
    people = User.objects.exclude(esc_role="").annotate(ready=Exists(factor))
    context = {"links": _trail(), "people": people.order_by("full_name", "pk")}
    return render(request, "staff/accounts.html", context)


def _trail(*, below: bool = False) -> list[Link]:
    links = [Link(label=_("Desk"), url=reverse("staff_home"))]
    if below:
        links.append(Link(label=_("Staff accounts"), url=reverse("staff_accounts")))
    return links


@require_http_methods(["GET", "HEAD", "POST"])
@may_assign
def assign(request: HttpRequest) -> HttpResponse:
    """Gives somebody a role, in two steps: a slip in a phone number must not let a stranger in."""
    form = AssignForm(request.POST or None)
    context = {"form": form, "links": _trail(below=True)}
    if request.method == "POST" and form.is_valid():
        if "sure" not in request.POST:
            return render(request, "staff/assign_confirm.html", context)
        set_esc_role(user_id=form.user.pk, role=form.cleaned_data["role"])
        messages.success(request, _("%(name)s has the role now.") % {"name": form.user})
        return redirect("staff_accounts")
    return render(request, "staff/assign.html", context, status=400 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@may_assign
def account(request: HttpRequest, pk: int) -> HttpResponse:
    """Another role for somebody who has one. Accounts without a role are nobody's business here."""
    user = _holder(pk)
    form = RoleForm(request.POST or None, initial={"role": user.esc_role})
    if request.method == "POST" and form.is_valid():
        try:
            set_esc_role(user_id=user.pk, role=form.cleaned_data["role"])
        except ValidationError as error:
            form.add_error(None, error.messages[0])
        else:
            return _done(request, _("%(name)s has the role now.") % {"name": user})
    context = {
        "account": user,
        "form": form,
        "events": role_events(user),
        "links": _trail(below=True),
    }
    return render(request, "staff/account.html", context, status=400 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@may_assign
def remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Asks, then takes the role away; the account itself stays."""
    user = _holder(pk)
    if request.method == "POST":
        try:
            set_esc_role(user_id=user.pk, role="")
        except ValidationError as error:
            messages.error(request, error.messages[0])
            return redirect("staff_account", pk)
        return _done(request, _("%(name)s has no role any more.") % {"name": user})
    context = {"account": user, "links": _trail(below=True)}
    return render(request, "staff/account_remove.html", context)


def _holder(pk: int) -> User:
    return get_object_or_404(User.objects.exclude(esc_role=""), pk=pk)


def _done(request: HttpRequest, told: str) -> HttpResponseRedirect:
    messages.success(request, told)
    # Who gave up the own role may not see the list any more.
    me = User.objects.get(pk=signed_in(request).pk)
    return redirect("staff_accounts" if me.has_perm("accounts.assign_esc_role") else "home")
