"""Forms of those who decide what goes public."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from frontend.forms.base import CodeChoice, ServiceForm, TextField
from jobs.moderation.findings import REASONS
from jobs.moderation.models import NOTE_LENGTH, Review


class RefusalForm(ServiceForm):
    """Why a vacancy may not go public. It begins with what the checks found."""

    reason = CodeChoice("moderation_reasons", label=_("Reason"), widget=forms.RadioSelect)
    note = TextField(
        label=_("What the employer reads"),
        help_text=_("Say which words are wrong and what they can write instead."),
        max_length=NOTE_LENGTH,
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"required": _("Say why, so that they can put it right.")},
    )

    def __init__(self, *args: Any, review: Review, **kwargs: Any) -> None:
        findings = review.findings
        initial = {
            "reason": REASONS[findings[0].code] if findings else "",
            "note": "\n".join(finding.message for finding in findings)[:NOTE_LENGTH],
        }
        super().__init__(*args, initial=initial, **kwargs)
