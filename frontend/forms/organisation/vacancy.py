"""The form of a vacancy: one page, its rules in jobs.services."""

from collections.abc import Iterable
from typing import Any, ClassVar, cast

from babel import Locale
from django import forms
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.http import QueryDict
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _
from phonenumbers import SUPPORTED_REGIONS

from frontend import formats
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
from frontend.forms.organisation.vacancy_steps import (
    CONDITION_GROUPS,
    CONDITIONS,
    FOR_VACANCIES,
    HERE,
    OVERSEAS,
    PLAIN,
    STEPS,
)
from jobs.models import Vacancy
from jobs.pay import LEAST_RATES
from jobs.validity import HOME_COUNTRY
from portal.accounts.models import Organisation
from portal.reference import codes
from portal.reference.catalogue import catalogue
from portal.reference.models import Occupation, OccupationSkill, Skill

# Where most people of Hải Phòng go to work abroad comes first.
FIRST_COUNTRIES = ("JP", "TW", "KR", "DE", "HU", "RO", "PL", "SG")
EXPERIENCE_MONTHS = (0, 3, 6, 12, 24, 36, 60, 120)


def countries() -> list[tuple[str, Any]]:
    """Where one may work overseas, the usual countries first."""
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
    """Everything that a vacancy says, or one step of it. A new occupation is proposed from the
    title and confirmed by the employer, its skills are proposed in turn."""

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
    country = forms.ChoiceField(label=label_of(Vacancy, "country"), choices=countries)
    contract_approval_number = from_model(
        Vacancy,
        "contract_approval_number",
        help_text=gettext_lazy("Needed to publish. Leave it empty while you wait for it."),
    )
    term_months = from_model(Vacancy, "term_months")
    orientation = from_model(Vacancy, "orientation")
    industry = from_model(Vacancy, "industry")
    valid_through = from_model(Vacancy, "valid_through")
    position = from_model(Vacancy, "position")
    purpose = from_model(Vacancy, "purpose")
    pay_period = from_model(Vacancy, "pay_period")
    rate_min = money(Vacancy, "rate_min")
    rate_max = money(Vacancy, "rate_max")
    probation_days = from_model(
        Vacancy,
        "probation_days",
        help_text=gettext_lazy(
            "At most 6 working days, 30 days for intermediate, 60 for college level and above."
        ),
    )
    major = from_model(Vacancy, "major")
    skill_grade = from_model(Vacancy, "skill_grade")
    language_certificate = from_model(
        Vacancy, "language_certificate", help_text=gettext_lazy("For example TOEIC 500, N4.")
    )
    language_grade = from_model(Vacancy, "language_grade")
    it_skills = from_model(
        Vacancy, "it_skills", help_text=gettext_lazy("For example Excel, MISA, AutoCAD.")
    )
    it_grade = from_model(Vacancy, "it_grade")
    soft_skills = from_model(Vacancy, "soft_skills")
    extra_requirements = from_model(Vacancy, "extra_requirements")
    priority_groups = from_model(Vacancy, "priority_groups")
    lawful_limit = from_model(
        Vacancy,
        "lawful_limit",
        help_text=gettext_lazy(
            "Only where a law itself limits who may do this work, by sex or age for instance. Say "
            "which law. The centre reads it before the vacancy is public."
        ),
    )
    lawful_limit_reason = from_model(Vacancy, "lawful_limit_reason")
    contact_name = from_model(Vacancy, "contact_name")
    contact_phone = LineField(
        label=label_of(Vacancy, "contact_phone"), required=False, max_length=40
    )
    contact_email = from_model(Vacancy, "contact_email")
    contact_public = from_model(Vacancy, "contact_public")
    contact_by_sms = from_model(Vacancy, "contact_by_sms")
    contact_by_email = from_model(Vacancy, "contact_by_email")
    recruitment_methods = from_model(Vacancy, "recruitment_methods")

    def __init__(
        self,
        *args: Any,
        employer: Organisation,
        vacancy: Vacancy | None = None,
        like: Vacancy | None = None,
        step: str = "",
        **kwargs: Any,
    ) -> None:
        """`vacancy` is the one that is changed, `like` one that a new one begins as a copy of;
        `step` is a name of STEPS, or empty for all of them at once."""
        self.employer, self.like, self.step = employer, vacancy or like, step
        self.elsewhere: dict[str, list[ValidationError]] = {}
        """What is wrong in the other steps of a vacancy that is there, by the service's names."""
        self._has_others = bool(step and vacancy)
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
        self._offer_groups()
        if not self.is_overseas:
            # Drafts could do without, but "optional" beside it would mislead.
            self.fields["place"].required = True
        self._keep_only(STEPS[step] if step else [n for names in STEPS.values() for n in names])
        self.remember(vacancy.updated_at if vacancy else None)
        if "occupation" in self.fields:
            self._offer_occupations()
        self.ticked: list[Ticked] = []
        if "essential_skills" in self.fields:
            self._offer_skills()

    def refuse(self, error: ValidationError) -> None:
        if self._has_others and hasattr(error, "error_dict"):
            here = {NON_FIELD_ERRORS, *self.fields}
            for name, errors in error.error_dict.items():
                if self.shown_at.get(name, name) not in here:
                    self.elsewhere[name] = errors
            rest = {n: e for n, e in error.error_dict.items() if n not in self.elsewhere}
            error = ValidationError(rest)
        super().refuse(error)

    def _keep_only(self, names: Iterable[str]) -> None:
        left_out = HERE if self.is_overseas else OVERSEAS
        shown = [name for name in names if name not in left_out]
        for name in set(self.fields) - {*shown, "opened"}:
            del self.fields[name]
        self.order_fields(shown)

    def _offer_groups(self) -> None:
        offered = codes.choices("priority_groups", use=FOR_VACANCIES)
        choice_field(self, "priority_groups").choices = offered

    @property
    def trade(self) -> str:
        """The occupation as it is chosen here, or as an earlier step has stored it."""
        if "occupation" in self.fields:
            return str(self["occupation"].value() or "")
        return self.like.occupation_id if self.like else ""

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

    def says(self, *names: str) -> bool:
        """Something stands in one of these fields, or is wrong there: they are to be seen."""
        return any(self[name].value() or self[name].errors for name in names)

    def said(self, step: str) -> list[tuple[str, str]]:
        """What is stored of a step, with labels, as people read it."""
        return [
            (str(self[name].label), self._told(name))
            for name in STEPS[step]
            if name in self.fields and self._stored(name)
        ]

    @property
    def languages_said(self) -> bool:
        return self.says("languages", "language_certificate", "language_grade")

    @property
    def further_said(self) -> bool:
        return self.says("it_skills", "it_grade", "soft_skills", "major", "skill_grade")

    @property
    def rates_said(self) -> bool:
        return self.says("rate_min", "rate_max") or self["pay_period"].value() in LEAST_RATES

    @property
    def limit_said(self) -> bool:
        return self.says("lawful_limit", "lawful_limit_reason")

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
        links = OccupationSkill.objects.filter(occupation=self.trade)
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
        if "occupation" in self.fields:
            return self.trade in offered(self, "occupation")
        return bool(self.trade)

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if "occupation" not in self.fields:
            pass
        elif not data.get("occupation"):
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
        if "occupation" in self.fields:
            given["occupation"] = Occupation.objects.filter(pk=data["occupation"]).first()
        if CONDITIONS[0] in self.fields:
            given["physical_conditions"] = [code for name in CONDITIONS for code in data[name]]
        if "pay_period" in self.fields and data["pay_period"] not in LEAST_RATES:
            given |= {"rate_min": None, "rate_max": None}
        if "place" in self.fields:
            given |= self.place_values()
        given |= {name: data[name] for name in OVERSEAS if name in self.fields}
        kinds = Vacancy.Kind
        return given | {"kind": kinds.OVERSEAS if self.is_overseas else kinds.DOMESTIC}

    def skills(self) -> dict[str, list[Skill]]:
        """Arguments of jobs.services for the skills on both sides, where they are asked."""
        rows = {
            name: Skill.objects.in_bulk(self.cleaned_data[name])
            for name in ("essential_skills", "optional_skills")
            if name in self.fields
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
        "contact_phone": formats.phone(vacancy.contact_phone),
        "place": place_of(vacancy),
        "essential_skills": sides[True],
        "optional_skills": sides[False],
    }


def place_of(row: Any) -> str:
    """The park or unit of a row as its form shows it."""
    return meanings.place_label(row.industrial_park_id or row.unit_id or "")
