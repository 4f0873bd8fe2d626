"""Enrolling in a class, asking for support, and handing in papers."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from frontend.forms.base import CodeChoice, LineField, ServiceForm, choice_field
from frontend.forms.opened import OpenedForm
from frontend.forms.seeker.consent import MEANING
from portal.people.models import Consent
from portal.reference import codes
from training.enrolment.models import Enrolment, SupportClaim

NONE = ""
ROUTES = (
    (NONE, _("Without support")),
    (SupportClaim.Route.GROUP, _("As one of the supported groups")),
    (SupportClaim.Route.INSURANCE, _("By unemployment insurance")),
)


class SupportForm(OpenedForm):
    """By which way somebody asks for support, if at all."""

    route = forms.ChoiceField(
        label=_("Support by the state"), choices=ROUTES, required=False, widget=forms.RadioSelect
    )
    group = forms.ChoiceField(
        label=_("Which group"),
        required=False,
        help_text=_("Those of your profile. Only who decides on support sees this."),
    )
    insurance_decision = LineField(
        label=_("Number of the decision on your unemployment benefit"),
        required=False,
        max_length=60,
    )
    distance_km = forms.DecimalField(
        label=_("Way from home to class in km"),
        required=False,
        min_value=0,
        max_value=500,
        decimal_places=1,
        localize=True,
        help_text=_("Travel money depends on it. Left empty, the map says how far it is."),
    )

    def __init__(
        self, *args: Any, groups: Iterable[str], claim: SupportClaim | None = None, **kwargs: Any
    ) -> None:
        initial = {}
        if claim is not None and claim.stands:
            names = ("route", "group", "insurance_decision", "distance_km")
            initial = {name: getattr(claim, name) for name in names}
        super().__init__(*args, initial=initial, **kwargs)
        labels = codes.labels("priority_groups")
        choice_field(self, "group").choices = [
            ("", _("the one that gives most")),
            *((code, labels.get(code, code)) for code in groups),
        ]
        self.remember(claim.updated_at if claim else None)

    def claim(self) -> dict[str, Any]:
        """What `claim_support` is told."""
        names = ("route", "group", "insurance_decision", "distance_km")
        return {name: self.cleaned_data[name] for name in names}


class EnrolForm(SupportForm):
    """Enrolling, with the support that one asks for."""

    contact = forms.BooleanField(
        label=_("The centre may see my phone number and call me about this class"), required=False
    )
    follow_up = forms.BooleanField(
        label=Consent.Purpose.FOLLOW_UP.label,
        help_text=MEANING[Consent.Purpose.FOLLOW_UP],
        required=False,
    )

    def __init__(self, *args: Any, may_ask_later: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if may_ask_later:
            del self.fields["follow_up"]


class PaperForm(ServiceForm):
    """One paper, as a file."""

    file = forms.FileField(
        label=_("Add a paper"),
        widget=forms.FileInput(attrs={"accept": ".pdf,.jpg,.jpeg"}),
        help_text=_("A photo (JPG) or a PDF, at most 5 MB. Only who decides sees it."),
        error_messages={"required": _("Choose a file."), "empty": _("This file is empty.")},
    )


class WithdrawForm(ServiceForm):
    """Why somebody leaves a class that runs; before it, nobody has to say."""

    reason = CodeChoice("enrolment_end_reasons", label=_("Why?"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, enrolment: Enrolment, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if enrolment.status != Enrolment.Status.STUDYING:
            del self.fields["reason"]
        else:
            choice_field(self, "reason").choices = reasons_to("leave")


def reasons_to(use: str) -> list[tuple[str, str]]:
    """The reasons with which a centre may `refuse`, or somebody may `leave`."""
    return codes.choices("enrolment_end_reasons", use=use)
