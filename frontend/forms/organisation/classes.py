"""What a centre does with who enrolled: small forms of one page, told apart by their button."""

import re
from collections.abc import Iterable, Mapping
from decimal import Decimal, InvalidOperation
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from frontend.fields import DayField
from frontend.forms.base import (
    CodeChoice,
    LineField,
    ServiceForm,
    choice_field,
    from_model,
    label_of,
)
from frontend.forms.seeker.enrolment import reasons_to
from training.enrolment.models import CommuneDecision, Enrolment, SupportClaim
from training.enrolment.teaching import LONGEST_REASON, Result

_SCORE = re.compile(r"\d{1,2}(?:[.,]\d{1,2})?")


class ReasonForm(ServiceForm):
    """Why the centre refuses an enrolment, or why somebody left."""

    reason = CodeChoice("enrolment_end_reasons", label=gettext_lazy("Reason"))

    def __init__(self, *args: Any, use: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].widget.attrs["id"] = f"id_{use}_reason"
        choice_field(self, "reason").choices = [("", _("choose")), *reasons_to(use)]


class MeasuresForm(ServiceForm):
    """What the amount of the support depends on."""

    distance_km = from_model(SupportClaim, "distance_km", required=False)
    study_days = from_model(SupportClaim, "study_days", required=False)


class RequestForm(ServiceForm):
    """When the claim went to the commune."""

    shown_at: ClassVar[dict[str, str]] = {"on": "requested_on"}

    requested_on = DayField(label=gettext_lazy("Sent to the commune on"))


class DecisionForm(ServiceForm):
    """What the commune decided."""

    outcome = forms.ChoiceField(
        label=label_of(CommuneDecision, "outcome"),
        choices=CommuneDecision.Outcome.choices,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose one.")},
    )
    decided_on = from_model(CommuneDecision, "decided_on", required=True)
    number = LineField(label=label_of(CommuneDecision, "number"), max_length=60, required=False)
    reason = LineField(
        label=label_of(CommuneDecision, "reason"),
        max_length=500,
        required=False,
        help_text=gettext_lazy("Only if it was refused."),
    )


class RevokeForm(ServiceForm):
    """Why a certificate is not valid any more."""

    reason = LineField(
        label=gettext_lazy("Reason"),
        max_length=LONGEST_REASON,
        help_text=gettext_lazy("The holder reads it; who checks the number does not."),
        error_messages={"required": gettext_lazy("Write the reason.")},
    )


class DayForm(forms.Form):
    """Which study day a page is about."""

    day = DayField(label=gettext_lazy("Study day"))


class PeriodForm(forms.Form):
    """From when until when classes began."""

    begin = DayField(label=gettext_lazy("Classes that began from"), required=False)
    end = DayField(label=gettext_lazy("until"), required=False)

    @property
    def limits(self) -> dict[str, Any]:
        """As a filter of enrolments."""
        given = {
            "intake__starts_on__gte": self.cleaned_data["begin"],
            "intake__starts_on__lte": self.cleaned_data["end"],
        }
        return {name: day for name, day in given.items() if day}


def states_in(data: Mapping[str, str], learners: Iterable[Enrolment]) -> dict[int, str]:
    """Attendance as the form of a whole class sends it: enrolment id → state; only those marked."""
    return {e.pk: data[f"state-{e.pk}"] for e in learners if data.get(f"state-{e.pk}")}


def results_in(
    data: Mapping[str, str], learners: Iterable[Enrolment]
) -> tuple[dict[int, Result], dict[int, str]]:
    """Results as the form of a whole class sends them, and what is wrong with a score, by id.
    Who has no grade is left as they are."""
    results, wrong = {}, {}
    for enrolment in learners:
        grade = data.get(f"grade-{enrolment.pk}", "")
        typed = data.get(f"score-{enrolment.pk}", "").strip()
        score = None
        if typed:
            score = _score(typed)
            if score is None:
                wrong[enrolment.pk] = _("Write a score from 0 to 10, as 7.5.")
                continue
            if not grade:
                wrong[enrolment.pk] = _("Choose pass or fail as well.")
                continue
        if grade:
            results[enrolment.pk] = Result(grade, score)
    return results, wrong


def _score(typed: str) -> Decimal | None:
    if not _SCORE.fullmatch(typed):
        return None
    try:
        score = Decimal(typed.replace(",", "."))
    except InvalidOperation:
        return None
    return score if score <= 10 else None
