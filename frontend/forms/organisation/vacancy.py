"""The form of a vacancy: one page, its rules in jobs.services."""

from typing import Any, ClassVar, cast

from babel import Locale
from django import forms
from django.http import QueryDict
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _
from phonenumbers import SUPPORTED_REGIONS

from frontend.forms import meanings
from frontend.forms.asking import READ, OfferedField, PlaceForm, Ticked
from frontend.forms.base import (
    CodesChoice,
    LineField,
    choice_field,
    from_model,
    label_of,
    money,
    offered,
)
from frontend.forms.opened import OpenedForm
from jobs.models import Vacancy
from jobs.validity import HOME_COUNTRY
from portal.accounts.models import Organisation
from portal.reference import codes
from portal.reference.catalogue import catalogue
from portal.reference.models import Occupation, OccupationSkill, Skill

# Where most people of Hải Phòng go to work abroad comes first.
FIRST_COUNTRIES = ("JP", "TW", "KR", "DE", "HU", "RO", "PL", "SG")
EXPERIENCE_MONTHS = (0, 3, 6, 12, 24, 36, 60, 120)
# The groups of physical_conditions, as form 01 of Circular 11/2022 asks for them.
CONDITION_GROUPS = {
    "workplace": gettext_lazy("Place of work"),
    "lifting": gettext_lazy("Weight to lift"),
    "standing": gettext_lazy("Standing or walking"),
    "hearing-speech": gettext_lazy("Hearing and speaking"),
    "eyesight": gettext_lazy("Eyesight"),
    "hand-work": gettext_lazy("Work with the hands"),
    "two-hands": gettext_lazy("Use of both hands"),
}
PLAIN = (
    "title",
    "description",
    "requirements",
    "benefits",
    "openings",
    "pay_min",
    "pay_max",
    "contract",
    "employment_type",
    "shifts",
    "hours_per_week",
    "welfare",
    "education",
    "cmkt",
    "experience_months",
    "languages",
    "industry",
    "address",
    "valid_through",
)
OVERSEAS = ("country", "contract_approval_number", "term_months")
HERE = ("place", "place_code", "address")
# As the page shows them, so that the list of errors leads from top to bottom.
ORDER = (
    *("title", "occupation", "occupation_words", "openings", "description", "industry"),
    *("place", "place_code", "address", *OVERSEAS),
    *("pay_min", "pay_max", "employment_type", "contract", "shifts", "hours_per_week"),
    *("requirements", "essential_skills", "essential_words", "optional_skills", "optional_words"),
    *("education", "cmkt", "experience_months", "languages"),
    *("welfare", "benefits", "valid_through"),
)


def _countries() -> list[tuple[str, Any]]:
    names = Locale(get_language() or "vi").territories
    known = sorted(
        (code for code in SUPPORTED_REGIONS if code != HOME_COUNTRY and code in names),
        key=lambda code: (code not in FIRST_COUNTRIES, names[code]),
    )
    return [("", _("choose")), *((code, names[code]) for code in known)]


def _experience(months: int) -> str:
    if months == 0:
        return _("not asked for")
    if months % 12:
        return ngettext("%(n)s month", "%(n)s months", months) % {"n": months}
    return ngettext("%(n)s year", "%(n)s years", months // 12) % {"n": months // 12}


class VacancyForm(PlaceForm, OpenedForm):
    """Everything that a vacancy says. A new occupation is proposed from the title and confirmed
    by the employer, its skills are proposed in turn."""

    shown_at: ClassVar[dict[str, str]] = {
        "unit": "place",
        "industrial_park": "place",
        "optional_skills": "optional_words",
        "physical_conditions": "conditions_workplace",
    }

    title = from_model(
        Vacancy,
        "title",
        help_text=gettext_lazy("As people say it: “Thợ hàn CO2”, “Công nhân may”."),
    )
    occupation = OfferedField(label=label_of(Vacancy, "occupation"))
    occupation_words = LineField(
        label=gettext_lazy("Name the occupation in other words"),
        max_length=150,
        required=False,
    )
    openings = from_model(Vacancy, "openings")
    description = from_model(Vacancy, "description")
    requirements = from_model(Vacancy, "requirements")
    essential_skills = forms.MultipleChoiceField(
        label=gettext_lazy("Skills that are needed"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    essential_words = LineField(
        label=gettext_lazy("Other skills that are needed"),
        help_text=gettext_lazy("With commas between: hàn TIG, đọc bản vẽ"),
        required=False,
        max_length=READ,
    )
    optional_skills = forms.MultipleChoiceField(
        label=gettext_lazy("Skills that are welcome"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    optional_words = LineField(
        label=gettext_lazy("Other skills that are welcome"),
        required=False,
        max_length=READ,
    )
    education = from_model(Vacancy, "education", empty=gettext_lazy("not asked for"))
    cmkt = from_model(Vacancy, "cmkt", empty=gettext_lazy("not asked for"))
    experience_months = forms.TypedChoiceField(
        label=gettext_lazy("Experience needed"), coerce=int, initial=0
    )
    languages = from_model(Vacancy, "languages")
    pay_min = money(Vacancy, "pay_min")
    pay_max = money(Vacancy, "pay_max")
    employment_type = from_model(Vacancy, "employment_type", initial="full-time")
    contract = from_model(Vacancy, "contract")
    shifts = from_model(Vacancy, "shifts")
    hours_per_week = from_model(Vacancy, "hours_per_week")
    welfare = from_model(Vacancy, "welfare")
    benefits = from_model(Vacancy, "benefits")
    address = from_model(Vacancy, "address")
    country = forms.ChoiceField(label=label_of(Vacancy, "country"), choices=_countries)
    contract_approval_number = from_model(
        Vacancy,
        "contract_approval_number",
        help_text=gettext_lazy("Needed to publish. Leave it empty while you wait for it."),
    )
    term_months = from_model(Vacancy, "term_months")
    industry = from_model(Vacancy, "industry")
    valid_through = from_model(Vacancy, "valid_through")

    def __init__(
        self,
        *args: Any,
        employer: Organisation,
        vacancy: Vacancy | None = None,
        like: Vacancy | None = None,
        **kwargs: Any,
    ) -> None:
        """`vacancy` is the one that is changed, `like` one that a new one begins as a copy of."""
        self.employer, self.like = employer, vacancy or like
        super().__init__(
            *args,
            initial=initial_of(self.like) if self.like else {"industry": employer.industry},
            kept_place=place_of(vacancy) if vacancy else "",
            **kwargs,
        )
        for group, label in CONDITION_GROUPS.items():
            name = f"conditions_{group}"
            self.fields[name] = CodesChoice("physical_conditions", group=group, label=label)
        self._offer_experience()
        for name in HERE if self.is_overseas else OVERSEAS:
            del self.fields[name]
        if not self.is_overseas:
            # Drafts could do without, but "optional" beside it would mislead.
            self.fields["place"].required = True
        self.order_fields(ORDER)
        self.remember(vacancy.updated_at if vacancy else None)
        self._offer_occupations()
        self._offer_skills()

    @property
    def is_overseas(self) -> bool:
        return self.employer.kind == Organisation.Kind.OVERSEAS_AGENCY

    @property
    def conditions(self) -> list[forms.BoundField]:
        """The questions on working conditions, in their order."""
        return [self[f"conditions_{group}"] for group in CONDITION_GROUPS]

    @property
    def conditions_said(self) -> bool:
        return any(field.value() for field in self.conditions)

    def _offer_experience(self) -> None:
        own = {self.like.experience_months} if self.like else set()
        months = sorted(own | set(EXPERIENCE_MONTHS))
        choice_field(self, "experience_months").choices = [(m, _experience(m)) for m in months]

    def _offer_occupations(self) -> None:
        """Offers what the title, or the other words, may mean. The likely one is ticked; it was
        confirmed only if it came ticked from the browser."""
        chosen = str(self["occupation"].value() or "")
        known = catalogue().occupations
        named = {chosen: known[chosen].label} if chosen in known else {}
        if self.like and chosen == self.like.occupation_id:
            named = {chosen: self.like.occupation.label}
        words = str(self["occupation_words"].value() or "").strip()
        read = str(self["title"].value() or "") if self.is_bound else ""
        proposed = meanings.occupations((words or read)[:READ])
        choices = dict(proposed.choices) if words else named | dict(proposed.choices)
        choice_field(self, "occupation").choices = list(choices.items())
        self.confirmed = chosen in choices
        if self.is_bound and not self.confirmed:
            data = cast(QueryDict, self.data).copy()
            data["occupation"] = proposed.likely
            self.data = data

    def _offer_skills(self) -> None:
        links = OccupationSkill.objects.filter(occupation=str(self["occupation"].value() or ""))
        rows = list(links.values_list("skill_id", "essential")) if self.offers_skills else []
        labels = {s.id: s.label for s in catalogue().skills.values()}
        if self.like:
            labels |= {s.pk: s.label for s in self.like.skills.all()}
        needed = self["essential_skills"].value() or ()
        usual = {
            "essential": [s for s, essential in rows if essential],
            "optional": [s for s, essential in rows if not essential and s not in needed],
        }
        self.ticked = [
            Ticked(
                self,
                f"{side}_skills",
                f"{side}_words",
                find=meanings.skills,
                proposed=[(s, labels[s]) for s in skills if s in labels],
                labels=labels,
            )
            for side, skills in usual.items()
        ]

    @property
    def offers_skills(self) -> bool:
        """An occupation is known, so that its skills can be proposed."""
        return str(self["occupation"].value() or "") in offered(self, "occupation")

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if not data.get("occupation"):
            self.add_error(
                "occupation", _("Say which occupation this is: it is how people find it.")
            )
        elif not self.confirmed:
            self.add_error("occupation", _("We read this from the title. Is it right?"))
        for ticked in self.ticked:
            ticked.clean(
                lambda word: (
                    _("We know no skill “%(word)s”. Write it under “What is needed” instead.")
                    % {"word": word}
                )
            )
        return data

    def values(self) -> dict[str, Any]:
        """Fields of jobs.services.EDITABLE."""
        data = self.cleaned_data
        given = {name: data[name] for name in PLAIN if name in self.fields}
        given["occupation"] = Occupation.objects.filter(pk=data["occupation"]).first()
        given["physical_conditions"] = [
            code for group in CONDITION_GROUPS for code in data[f"conditions_{group}"]
        ]
        if self.is_overseas:
            given |= {name: data[name] for name in OVERSEAS} | {"kind": Vacancy.Kind.OVERSEAS}
        else:
            given |= self.place_values() | {"kind": Vacancy.Kind.DOMESTIC}
        return given

    def skills(self) -> dict[str, list[Skill]]:
        """Arguments of jobs.services for the skills on both sides."""
        rows = {
            name: Skill.objects.in_bulk(self.cleaned_data[name])
            for name in ("essential_skills", "optional_skills")
        }
        return {name: list(found.values()) for name, found in rows.items()}


def initial_of(vacancy: Vacancy) -> dict[str, Any]:
    """What the form shows of a vacancy."""
    sides: dict[bool, list[str]] = {True: [], False: []}
    for link in vacancy.skill_links.order_by("pk"):
        sides[link.essential].append(link.skill_id)
    listed = codes.entries("physical_conditions")
    groups = {c: listed[c].extra.get("group") for c in vacancy.physical_conditions if c in listed}
    return {
        **{name: getattr(vacancy, name) for name in (*PLAIN, *OVERSEAS)},
        **{f"conditions_{g}": [c for c in groups if groups[c] == g] for g in CONDITION_GROUPS},
        "occupation": vacancy.occupation_id,
        "place": place_of(vacancy),
        "essential_skills": sides[True],
        "optional_skills": sides[False],
    }


def place_of(row: Any) -> str:
    """The park or unit of a row as its form shows it."""
    return meanings.place_label(row.industrial_park_id or row.unit_id or "")
