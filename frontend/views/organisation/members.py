"""Who acts for an organisation: members see it, owners change it."""

from allauth.core import ratelimit
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from frontend import formats
from frontend.cards import Link
from frontend.forms.organisation.members import InviteMemberForm, RoleForm
from frontend.views.organisation.acting import home_of, own_organisation
from portal.accounts import member_invitations, services
from portal.accounts.current import signed_in
from portal.accounts.models import MemberInvitation, Membership, Organisation

HOUR = "3600"  # seconds


@require_http_methods(["GET", "POST"])
def members(request: HttpRequest, pk: int) -> HttpResponse:
    """The list; an owner invites somebody. The answer never tells who has an account."""
    organisation = own_organisation(request, pk, "accounts.change_organisation")
    user = signed_in(request)
    is_owner = user.has_perm("accounts.invite_member", organisation)
    form = InviteMemberForm(request.POST or None)
    headers = {}
    if request.method == "POST":
        if not is_owner:
            raise PermissionDenied
        # Whoever registers an organisation could otherwise write to any number of phones.
        if not ratelimit.consume(request, action="add_member", user=user):
            headers["Retry-After"] = HOUR
            message = _("That were many tries. Wait an hour, then try again.")
            form.add_error(None, ValidationError(message, code="rate_limited"))
        elif form.is_valid():
            contact = form.cleaned_data["contact"]
            member_invitations.invite_member(
                organisation=organisation,
                contact=contact,
                role=form.cleaned_data["role"],
                by=user,
            )
            text = _("Invited: %(contact)s. They become a member once they agree.")
            messages.success(
                request, text % {"contact": formats.phone(contact.phone) or contact.email}
            )
            return redirect("organisation_members", pk=organisation.pk)
    rows = organisation.memberships.filter(left_at__isnull=True).select_related("user")
    context = {
        "organisation": organisation,
        "links": [Link(label=organisation.name, url=home_of(organisation))],
        "is_owner": is_owner,
        "form": form,
        "members": rows.order_by("role", "joined_at", "pk"),
        "roles": Membership.Role.choices,
        "invitations": organisation.member_invitations.open() if is_owner else (),
    }
    return TemplateResponse(request, "organisation/members.html", context, headers=headers)


def _member(organisation: Organisation, user: int) -> Membership:
    rows = organisation.memberships.filter(left_at__isnull=True).select_related("user")
    return get_object_or_404(rows, user=user)


@require_POST
def withdraw(request: HttpRequest, pk: int, invitation: int) -> HttpResponse:
    """Takes back an invitation that was not answered."""
    organisation = own_organisation(request, pk, "accounts.invite_member")
    get_object_or_404(organisation.member_invitations, pk=invitation).delete()
    messages.success(request, _("Taken back. It can no longer be accepted."))
    return redirect("organisation_members", pk=organisation.pk)


@require_POST
def answer(request: HttpRequest, invitation: int) -> HttpResponse:
    """The reader becomes a member of the organisation that invited them, or declines."""
    accept = request.POST.get("accept") == "yes"
    try:
        organisation = member_invitations.answer_invitation(
            invitation_id=invitation, user=signed_in(request), accept=accept
        )
    except MemberInvitation.DoesNotExist as error:
        raise Http404 from error
    name = {"name": organisation.name}
    if not accept:
        messages.success(request, _("Declined. %(name)s does not learn who you are.") % name)
        return redirect("my_organisations")
    messages.success(request, _("You now act for %(name)s.") % name)
    return redirect(home_of(organisation))


@require_POST
def change_role(request: HttpRequest, pk: int, user: int) -> HttpResponse:
    """Makes a member an owner or staff."""
    organisation = own_organisation(request, pk, "accounts.invite_member")
    member = _member(organisation, user)
    form = RoleForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("There is no such role."))
        return redirect("organisation_members", pk=organisation.pk)
    try:
        services.add_member(
            organisation_id=organisation.pk, user=member.user, role=form.cleaned_data["role"]
        )
    except ValidationError as error:
        messages.error(request, error.messages[0])
    else:
        messages.success(request, _("Saved."))
    return redirect("organisation_members", pk=organisation.pk)


@require_http_methods(["GET", "POST"])
def end(request: HttpRequest, pk: int, user: int) -> HttpResponse:
    """Asks, then ends a membership: owners that of anybody, others their own."""
    reader = signed_in(request)
    leaves = user == reader.pk
    permission = "accounts.change_organisation" if leaves else "accounts.invite_member"
    organisation = own_organisation(request, pk, permission)
    member = _member(organisation, user)
    back = reverse("organisation_members", args=[organisation.pk])
    if request.method == "POST":
        try:
            services.end_membership(organisation_id=organisation.pk, user=member.user)
        except ValidationError as error:
            messages.error(request, error.messages[0])
            return redirect(back)
        if leaves:
            messages.success(request, _("You no longer act for %(name)s.") % {"name": organisation})
            return redirect("home")
        text = _("%(name)s no longer acts for this organisation.")
        messages.success(request, text % {"name": member.user})
        return redirect(back)
    context = {"organisation": organisation, "member": member, "leaves": leaves, "back": back}
    return render(request, "organisation/member_end.html", context)
