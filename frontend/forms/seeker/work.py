"""Step 2: one piece of work that somebody did."""

from typing import Any, ClassVar, cast

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from frontend.forms.asking import READ, OfferedField
from frontend.forms.base import ServiceForm, choice_field, from_model, offered
from frontend.forms.seeker.trades import taken_for, trades
from portal.people.models import Experience, Person
from portal.people.services import save_experience
from portal.reference.models import Occupation

# Chosen where no occupation of the list is meant.
NONE = "none"
LONGEST_YEARS = 60


class ExperienceForm(ServiceForm):
    """A title in the person's own words; the occupation it means is confirmed by them."""

    shown_at: ClassVar[dict[str, str]] = {"months": "years"}
    field_order = ("title", "occupation", "employer", "years", "months")

    title = from_model(
        Experience,
        "title",
        help_text=gettext_lazy("In your own words: “rice farmer”, “welder”, “market seller”."),
        error_messages={"required": gettext_lazy("Write what work you did.")},
    )
    occupation = OfferedField(label=gettext_lazy("Which of these was it?"))
    employer = from_model(
        Experience, "employer", help_text=gettext_lazy("A company, or simply “at home”.")
    )
    years = forms.IntegerField(
        label=gettext_lazy("Years"), required=False, min_value=0, max_value=LONGEST_YEARS
    )
    months = forms.IntegerField(
        label=gettext_lazy("Months"), required=False, min_value=0, max_value=11
    )

    def __init__(self, *args: Any, experience: Experience | None = None, **kwargs: Any) -> None:
        self.experience = experience
        super().__init__(*args, initial=initial_of(experience) if experience else {}, **kwargs)
        self._offer_occupations()

    def _offer_occupations(self) -> None:
        """Offers what the title may mean. The likely one is ticked; it was confirmed only if it
        came ticked from the browser. A title that nobody changed keeps what was chosen for it."""
        title = str(self["title"].value() or "")[:READ]
        meant = trades(title)
        stored = self.experience if self.experience and self.experience.title == title else None
        self.sure = "" if stored else meant.sure
        choices: dict[str, Any] = {} if self.sure else dict(meant.choices)
        if stored and stored.occupation:
            choices = {stored.occupation.pk: stored.occupation.label} | choices
        if choices:
            choices[NONE] = _("None of these: keep my own words")
        choice_field(self, "occupation").choices = list(choices.items())
        self.confirmed = not choices or str(self["occupation"].value() or "") in choices
        if self.is_bound and not self.confirmed:
            data = cast(QueryDict, self.data).copy()
            data["occupation"] = meant.likely
            self.data = data

    @property
    def understood(self) -> list[str]:
        """What the title was taken for without asking, if that is called otherwise."""
        return taken_for({self.cleaned_data["title"]: self.sure})

    @property
    def asks(self) -> bool:
        """Whether the occupation is not plain from the title."""
        return bool(offered(self, "occupation"))

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if data.get("title") and not self.confirmed:
            self.add_error("occupation", _("Tick what comes nearest, then save again."))
        return data

    def save(self, person: Person) -> None:
        """Writes the piece of work. Raises ValidationError by field."""
        data = self.cleaned_data
        code = self.sure or data["occupation"]
        save_experience(
            person_id=person.pk,
            experience_id=self.experience.pk if self.experience else None,
            values={
                "title": data["title"],
                "occupation": Occupation.objects.filter(pk=code).first(),
                "employer": data["employer"],
                "months": (data["years"] or 0) * 12 + (data["months"] or 0),
            },
            step="work",
        )


def initial_of(experience: Experience) -> dict[str, Any]:
    """What the form shows of a piece of work."""
    years, months = divmod(experience.months, 12)
    return {
        "title": experience.title,
        "occupation": experience.occupation_id or NONE,
        "employer": experience.employer,
        "years": years or None,
        "months": months or None,
    }
