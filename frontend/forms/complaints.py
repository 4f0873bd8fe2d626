"""Forms for reports about ads and organisations: of who makes one, and of who decides on it."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from frontend.forms.base import CodeChoice, ServiceForm, from_model, label_of
from frontend.forms.opened import OpenedForm
from jobs.complaints.models import Complaint


class ComplaintForm(OpenedForm):
    """What happened; what it is about is asked only where the reader comes from no page of it."""

    kind = CodeChoice(
        "complaint_kinds",
        label=label_of(Complaint, "kind"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what it is.")},
    )
    about = from_model(
        Complaint,
        "about",
        error_messages={"required": _("Say which ad, company or site you mean.")},
    )
    text = from_model(
        Complaint,
        "text",
        widget=forms.Textarea(attrs={"rows": 7}),
        error_messages={"required": _("Say what happened.")},
    )
    contact = from_model(Complaint, "contact")

    def __init__(self, *args: Any, known: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if known:
            del self.fields["about"]
        self.remember(None)


class DecisionForm(ServiceForm):
    """What became of a report, in a code and in words."""

    outcome = CodeChoice(
        "complaint_outcomes",
        label=label_of(Complaint, "outcome"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose an outcome.")},
    )
    answer = from_model(Complaint, "answer", widget=forms.Textarea(attrs={"rows": 5}))
