"""The form with which somebody applies."""

from typing import Any

from django import forms
from django.utils.html import escape
from django.utils.translation import gettext_lazy as _

from frontend.forms.base import from_model
from frontend.forms.opened import OpenedForm
from jobs.applications.models import Application
from portal.accounts.models import Organisation

# What the chooser of a browser offers; what counts is the content (portal.files).
ACCEPTED = ".pdf,.docx,.jpg,.jpeg"


class ApplyForm(OpenedForm):
    """A letter and a CV if they like, and a consent that nobody ticked beforehand."""

    letter = from_model(Application, "letter", widget=forms.Textarea(attrs={"rows": 6}))
    cv = forms.FileField(
        label=_("CV or papers"),
        required=False,
        allow_empty_file=True,  # said by the service, in its words
        help_text=_("PDF, Word (.docx) or JPG, at most 5 MB. A photo of a paper will do."),
        widget=forms.FileInput(attrs={"accept": ACCEPTED}),
    )
    show_contact = forms.BooleanField(
        label=_("Show my name and phone to this employer"), required=False
    )

    def __init__(self, *args: Any, employer: Organisation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["show_contact"].help_text = _(
            "%(name)s can then call you. Without it they see “Job seeker” and a number, and may "
            "ask you. You can take it back at any time. A CV with your name on it shows it anyway."
        ) % {"name": escape(employer.name)}
        self.remember(None)
