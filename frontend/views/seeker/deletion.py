"""Deleting the profile, or the whole account, for good."""

from django.contrib import messages
from django.contrib.auth import logout
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from frontend.forms.seeker.deletion import ACCOUNT, DeletionForm
from frontend.views.seeker.access import own_person, seeker_page
from portal.accounts.current import signed_in
from portal.accounts.services import delete_account
from portal.people.services import delete_person


@require_http_methods(["GET", "POST"])
@seeker_page
def my_data_delete(request: HttpRequest) -> HttpResponse:
    """Says what goes and what stays, and asks once more."""
    person = own_person(request)
    form = DeletionForm(request.POST if request.method == "POST" else None, person=person)
    if form.is_bound and form.is_valid():
        try:
            if form.cleaned_data["what"] == ACCOUNT:
                delete_account(user_id=signed_in(request).pk)
                logout(request)
                messages.success(request, _("Your account and everything in it are deleted."))
                return redirect("home")
            delete_person(person_id=person.pk)
        except ValidationError as error:
            form.refuse(error)
        else:
            messages.success(request, _("Your profile is deleted. Your account stays."))
            return redirect("profile")
    return render(request, "seeker/delete.html", {"form": form, "person": person})
