"""The forms of a course and of its classes; their rules stand in training.services."""

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from frontend.forms import meanings
from frontend.forms.asking import READ, PlaceForm, Ticked
from frontend.forms.base import (
    LineField,
    from_model,
    label_of,
    money,
    offered,
)
from frontend.forms.opened import OpenedForm
from portal.accounts.models import Organisation
from portal.reference.catalogue import catalogue
from portal.reference.models import Occupation, OccupationSkill, Skill
from training.models import Course, Intake
from training.services import EDITABLE, INTAKE_EDITABLE

# As the page shows them, so that the list of errors leads from top to bottom.
ORDER = (
    *("title", "occupations", "occupation_words", "description", "skills", "skill_words"),
    *("level", "months", "hours_theory", "hours_practice", "fee"),
    *("subsidised", "subsidy_programme", "place", "place_code", "address"),
    *("entry_education", "entry_note", "employer_commitment"),
)


def _several(name: str) -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(
        label=label_of(Course, name), required=False, widget=forms.CheckboxSelectMultiple
    )


class CourseForm(PlaceForm, OpenedForm):
    """Everything that a course says. Occupations are proposed from the title, and the skills of
    those that are ticked in turn."""

    shown_at: ClassVar[dict[str, str]] = {"unit": "place"}
    read_place = staticmethod(meanings.units)

    title = from_model(
        Course,
        "title",
        help_text=gettext_lazy("As people say it: “Hàn cơ bản”, “May công nghiệp”."),
    )
    occupations = _several("occupations")
    occupation_words = LineField(
        label=gettext_lazy("Other occupations"),
        help_text=gettext_lazy("With commas between: thợ hàn, thợ cơ khí"),
        required=False,
        max_length=READ,
    )
    description = from_model(Course, "description")
    skills = _several("skills")
    skill_words = LineField(
        label=gettext_lazy("Other skills"),
        help_text=gettext_lazy("With commas between: hàn TIG, đọc bản vẽ"),
        required=False,
        max_length=READ,
    )
    level = from_model(Course, "level", empty=gettext_lazy("choose"))
    months = from_model(
        Course, "months", localize=True, help_text=gettext_lazy("Half months too: 1,5")
    )
    hours_theory = from_model(Course, "hours_theory", required=False)
    hours_practice = from_model(Course, "hours_practice", required=False)
    fee = money(Course, "fee", help_text=gettext_lazy("0 or empty: free of charge."))
    subsidised = from_model(Course, "subsidised")
    subsidy_programme = from_model(Course, "subsidy_programme")
    place = LineField(
        label=gettext_lazy("Ward or commune of teaching"),
        help_text=gettext_lazy("For example Tiên Lãng; old districts work too."),
        max_length=150,
        error_messages={"required": gettext_lazy("Say in which ward or commune you teach.")},
    )
    address = from_model(Course, "address")
    entry_education = from_model(Course, "entry_education", empty=gettext_lazy("not asked for"))
    entry_note = from_model(Course, "entry_note")
    employer_commitment = from_model(Course, "employer_commitment")

    def __init__(
        self,
        *args: Any,
        centre: Organisation,
        course: Course | None = None,
        **kwargs: Any,
    ) -> None:
        initial = (
            initial_of(course) if course else {"place": meanings.place_label(centre.unit_id or "")}
        )
        kept = initial["place"] if course else ""
        super().__init__(*args, initial=initial, kept_place=kept, **kwargs)
        self.order_fields(ORDER)
        self.remember(course.updated_at if course else None)
        self.ticked = [self._offer_occupations(course)]
        self.ticked.append(self._offer_skills(course))

    def _offer_occupations(self, course: Course | None) -> Ticked:
        labels = {o.id: o.label for o in catalogue().occupations.values()}
        if course:
            labels |= {o.pk: o.label for o in course.occupations.all()}
        title = str(self["title"].value() or "") if self.is_bound or not course else ""
        return Ticked(
            self,
            "occupations",
            "occupation_words",
            find=meanings.occupations,
            proposed=meanings.occupations(title[:READ]).choices,
            labels=labels,
        )

    def _offer_skills(self, course: Course | None) -> Ticked:
        labels = {s.id: s.label for s in catalogue().skills.values()}
        if course:
            labels |= {s.pk: s.label for s in course.skills.all()}
        known = offered(self, "occupations")
        taught = [o for o in self["occupations"].value() or () if o in known]
        links = OccupationSkill.objects.filter(occupation__in=taught)
        ids = links.order_by("-essential", "pk").values_list("skill_id", flat=True)
        return Ticked(
            self,
            "skills",
            "skill_words",
            find=meanings.skills,
            proposed=[(s, labels[s]) for s in ids if s in labels],
            labels=labels,
        )

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        occupations, skills = self.ticked
        occupations.clean(
            lambda word: _("We know no occupation “%(word)s”. Use other words.") % {"word": word}
        )
        skills.clean(
            lambda word: (
                _("We know no skill “%(word)s”. Write it under “What you learn” instead.")
                % {"word": word}
            )
        )
        return data

    def values(self) -> dict[str, Any]:
        """Fields of training.services.EDITABLE."""
        data = self.cleaned_data
        given = {name: data[name] for name in EDITABLE if name in self.fields}
        given |= {name: given[name] or 0 for name in ("fee", "hours_theory", "hours_practice")}
        place = self.place_values()
        return given | ({"unit": place["unit"]} if place else {})

    def lists(self) -> dict[str, list[Any]]:
        """Arguments of training.services for occupations and skills."""
        return {
            "occupations": list(Occupation.objects.filter(pk__in=self.cleaned_data["occupations"])),
            "skills": list(Skill.objects.filter(pk__in=self.cleaned_data["skills"])),
        }


class IntakeForm(OpenedForm):
    """One class: its days and seats."""

    starts_on = from_model(Intake, "starts_on")
    ends_on = from_model(Intake, "ends_on")
    enrol_until = from_model(Intake, "enrol_until")
    seats = from_model(Intake, "seats")
    shift = from_model(Intake, "shift")

    def __init__(self, *args: Any, intake: Intake | None = None, **kwargs: Any) -> None:
        initial = {name: getattr(intake, name) for name in INTAKE_EDITABLE} if intake else {}
        super().__init__(*args, initial=initial, **kwargs)
        self.remember(intake.updated_at if intake else None)

    def values(self) -> dict[str, Any]:
        """Fields of training.services.INTAKE_EDITABLE."""
        return {name: self.cleaned_data[name] for name in INTAKE_EDITABLE}


def initial_of(course: Course) -> dict[str, Any]:
    """What the form shows of a course."""
    return {
        **{name: getattr(course, name) for name in EDITABLE if name != "unit"},
        # Three months, not 3,0.
        "months": int(course.months) if course.months == int(course.months) else course.months,
        "occupations": [o.pk for o in course.occupations.all()],
        "skills": [s.pk for s in course.skills.all()],
        "place": meanings.place_label(course.unit_id),
    }
