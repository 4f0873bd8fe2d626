"""The forms with which employers answer applications."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from frontend.forms.base import (
    CodeChoice,
    LineField,
    ServiceForm,
    TextField,
    choice_field,
    from_model,
    money,
)
from frontend.forms.opened import OpenedForm
from jobs.applications.models import (
    LONGEST_TEXT,
    Application,
    ApplicationNote,
    HiringResult,
    MessageTemplate,
)
from jobs.applications.services import FILLED, HEALTH
from jobs.models import Vacancy
from portal.accounts.models import Organisation
from portal.reference import codes

Status = Application.Status
# What needs no more than to be chosen.
PLAIN = (Status.VIEWED, Status.INVITED, Status.INTERVIEWED, Status.OFFERED)
SMALL = {"rows": 3}


def refusal_reasons(vacancy: Vacancy) -> list[tuple[str, str]]:
    """Reasons that an employer can give for this vacancy: health only where it names a condition,
    and that it is filled comes by itself."""
    hidden = {FILLED} if vacancy.openings_left else set()
    hidden |= set() if vacancy.physical_conditions else {HEALTH}
    return [one for one in codes.choices("refusal_reasons") if one[0] not in hidden]


class RefuseForm(ServiceForm):
    """Why; the applicant reads it."""

    reason = CodeChoice(
        "refusal_reasons",
        label=_("Why do you refuse it?"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose a reason.")},
        help_text=_("The applicant reads it."),
    )

    def __init__(self, *args: Any, vacancy: Vacancy, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choice_field(self, "reason").choices = refusal_reasons(vacancy)


class HireForm(ServiceForm):
    """What the centre is told of somebody who was hired."""

    position = from_model(HiringResult, "position")
    starts_on = from_model(HiringResult, "starts_on")
    probation_days = from_model(HiringResult, "probation_days")
    contract = from_model(HiringResult, "contract")
    pay = money(
        HiringResult,
        "pay",
    )

    def __init__(self, *args: Any, vacancy: Vacancy, **kwargs: Any) -> None:
        initial = {
            "position": vacancy.title,
            "contract": vacancy.contract,
            "pay": vacancy.pay_min,
            "probation_days": 0,
        }
        super().__init__(*args, initial=initial, **kwargs)
        self.fields["pay"].required = True


class NoteForm(ServiceForm):
    text = from_model(ApplicationNote, "text", widget=forms.Textarea(attrs=SMALL))


class TagsForm(ServiceForm):
    """Tags with commas between them."""

    tags = LineField(
        label=_("Tags"),
        required=False,
        help_text=_("With commas between them, as: night shift, lives near. Only you see them."),
    )


class MessageForm(ServiceForm):
    """A message, or one of the templates with what it asks for."""

    text = TextField(
        label=_("Message"),
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("These are filled in: {name} {title} {employer} {date} {place}"),
    )
    date = LineField(label=_("Day and time, for {date}"), required=False, max_length=100)
    place = LineField(label=_("Where, for {place}"), required=False, max_length=200)


class BulkForm(ServiceForm):
    """One step for many, with the reason or message that belongs to it."""

    status = forms.ChoiceField(label=_("Bring those that are ticked to"))
    reason = CodeChoice("refusal_reasons", label=_("Reason, where you refuse"), required=False)
    template = forms.ModelChoiceField(
        MessageTemplate.objects.none(),
        label=_("Message to each"),
        required=False,
        empty_label=_("no message"),
    )
    date = LineField(label=_("Day and time, for {date}"), required=False, max_length=100)
    place = LineField(label=_("Where, for {place}"), required=False, max_length=200)

    def __init__(self, *args: Any, vacancy: Vacancy, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choice_field(self, "status").choices = [
            (s.value, s.label) for s in (*PLAIN, Status.REFUSED)
        ]
        choice_field(self, "reason").choices = [("", _("no reason")), *refusal_reasons(vacancy)]
        template: Any = self.fields["template"]
        template.queryset = MessageTemplate.objects.filter(organisation=vacancy.employer_id)

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        if data.get("status") == Status.REFUSED and not data.get("reason"):
            self.add_error("reason", _("Choose a reason."))
        return data

    @property
    def message(self) -> dict[str, str] | None:
        """What to write to each; None where no template is chosen."""
        data = self.cleaned_data
        if not data["template"]:
            return None
        return {"text": data["template"].text, "date": data["date"], "place": data["place"]}


class TemplateForm(OpenedForm):
    """A message template of an organisation."""

    name = from_model(MessageTemplate, "name")
    text = from_model(
        MessageTemplate,
        "text",
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("These are filled in: {name} {title} {employer} {date} {place}"),
    )

    def __init__(
        self,
        *args: Any,
        organisation: Organisation,
        template: MessageTemplate | None = None,
        **kwargs: Any,
    ) -> None:
        stored = {"name": template.name, "text": template.text} if template else {}
        super().__init__(*args, initial=stored, **kwargs)
        self.organisation = organisation
        self.remember(template.updated_at if template else None)
