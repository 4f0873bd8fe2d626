"""Handing in a table of vacancies, and saying what becomes of it."""

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from frontend.forms.base import ServiceForm
from frontend.forms.opened import OpenedForm

# What the chooser of a browser offers; what counts is the content (portal.files).
ACCEPTED = ".xlsx,.csv"


class ImportForm(OpenedForm):
    """One file; sent twice it is one upload."""

    file = forms.FileField(
        label=_("Excel or CSV file"),
        help_text=_("At most 7 MB and 5,000 rows. Save a CSV as “CSV UTF-8”."),
        widget=forms.FileInput(attrs={"accept": ACCEPTED}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.remember(None)


class StartImportForm(ServiceForm):
    """Drafts, or the public at once."""

    DRAFT, PUBLISH = "draft", "publish"
    CHOICES: ClassVar = [
        (DRAFT, _("Save as drafts: you read them and publish them yourself")),
        (PUBLISH, _("Publish at once; the centre looks at those in doubt first")),
    ]

    become = forms.ChoiceField(
        label=_("What the right rows become"),
        choices=CHOICES,
        initial=DRAFT,
        widget=forms.RadioSelect,
    )
