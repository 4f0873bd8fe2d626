"""The facts tables of vacancies, courses and organisations: what matters most first."""

from collections.abc import Iterable

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from frontend import formats
from frontend.applications import answer_rate_words
from frontend.cards import Fact
from frontend.places import street, whole_address
from frontend.present import country_of, duration_of, labels_of, place_of
from frontend.views.listings.contacts import call, write
from jobs.models import Vacancy
from jobs.moderation.facts import fees_of
from jobs.moderation.overseas import WORKER
from portal.accounts.models import Organisation
from portal.reference import codes
from training.models import Course

# What the groups of the list physical_conditions ask, as on the official form.
CONDITIONS = {
    "workplace": gettext_lazy("Where one works"),
    "lifting": gettext_lazy("Lifting"),
    "standing": gettext_lazy("Standing or walking"),
    "hearing-speech": gettext_lazy("Hearing and speaking"),
    "eyesight": gettext_lazy("Eyesight"),
    "hand-work": gettext_lazy("Work with the hands"),
    "two-hands": gettext_lazy("Hands needed"),
}


def of_vacancy(vacancy: Vacancy, distance: str) -> list[Fact]:
    """`distance` is how far the work is from the reader, in words."""
    where = ""
    if vacancy.kind == Vacancy.Kind.DOMESTIC:
        where = street(vacancy.address, vacancy.unit, vacancy.industrial_park)
    kind = [labels_of("contracts", vacancy.contract)]
    kind.append(labels_of("employment_types", vacancy.employment_type))
    return said(
        Fact(
            label=_("Pay"),
            value=formats.pay(vacancy.pay_min, vacancy.pay_max),
            note=_rate(vacancy),
            key=True,
        ),
        Fact(label=_("Country"), value=country_of(vacancy), key=True),
        Fact(
            label=_("Place of work"),
            value=place_of(vacancy),
            note=" · ".join(filter(None, [where, distance])),
            key=True,
        ),
        Fact(label=_("Shift"), value=labels_of("shifts", vacancy.shifts)),
        Fact(label=_("Contract"), value=" · ".join(filter(None, kind))),
        Fact(label=_("Hours"), value=_hours(vacancy)),
        *_overseas(vacancy),
        Fact(
            label=_("Apply until"),
            value=formats.day(vacancy.valid_through) or _("until all openings are filled"),
            note=formats.days_left(vacancy.valid_through),
        ),
        Fact(label=_("Openings left"), value=_openings(vacancy)),
        Fact(label=_("Experience"), value=experience_of(vacancy) or _("none asked for")),
        Fact(label=_("Schooling"), value=labels_of("education", vacancy.education)),
        Fact(label=_("Professional level"), value=labels_of("cmkt", vacancy.cmkt)),
        *_of_form(vacancy),
    )


def _rate(vacancy: Vacancy) -> str:
    """How it is paid, where that is not by the month."""
    if vacancy.rate_min or vacancy.rate_max:
        return formats.pay(vacancy.rate_min, vacancy.rate_max, vacancy.pay_period)
    return "" if vacancy.pay_period == "month" else labels_of("pay_periods", vacancy.pay_period)


def _of_form(vacancy: Vacancy) -> Iterable[Fact]:
    """What the official form asks for beyond what most ads say."""
    skills = [vacancy.it_skills, labels_of("ability_grades", vacancy.it_grade)]
    spoken = [vacancy.language_certificate, labels_of("ability_grades", vacancy.language_grade)]
    days = vacancy.probation_days
    yield Fact(label=_("Position"), value=labels_of("positions", vacancy.position))
    yield Fact(label=_("For how long"), value=labels_of("working_time_purposes", vacancy.purpose))
    yield Fact(
        label=_("Probation"),
        value=ngettext("%(n)s day", "%(n)s days", days) % {"n": days} if days else "",
    )
    yield Fact(label=_("Field of study"), value=vacancy.major)
    yield Fact(label=_("Skill grade"), value=str(vacancy.skill_grade or ""))
    yield Fact(label=_("Computer skills"), value=" · ".join(filter(None, skills)))
    yield Fact(label=_("Language certificate"), value=" · ".join(filter(None, spoken)))
    yield Fact(label=_("Soft skills"), value=labels_of("soft_skills", vacancy.soft_skills))
    yield Fact(
        label=_("Further conditions"),
        value=labels_of("extra_requirements", vacancy.extra_requirements),
    )
    yield Fact(
        label=_("Especially welcome"), value=labels_of("priority_groups", vacancy.priority_groups)
    )
    yield Fact(
        label=_("A limit that a law sets"),
        value=vacancy.lawful_limit,
        note=labels_of("lawful_limit_reasons", vacancy.lawful_limit_reason),
    )
    yield Fact(
        label=_("How they recruit"),
        value=labels_of("recruitment_methods", vacancy.recruitment_methods),
    )
    if vacancy.contact_public:
        yield Fact(
            label=_("Contact"),
            value=vacancy.contact_name or formats.phone(vacancy.contact_phone),
            note=formats.phone(vacancy.contact_phone) if vacancy.contact_name else "",
            url=call(vacancy.contact_phone) if vacancy.contact_phone else "",
        )
        yield Fact(label=_("E-mail"), value=vacancy.contact_email, url=write(vacancy.contact_email))


def _hours(vacancy: Vacancy) -> str:
    hours = vacancy.hours_per_week
    return _("%(hours)s hours a week") % {"hours": hours} if hours else ""


def _openings(vacancy: Vacancy) -> str:
    left, all_of_them = formats.number(vacancy.openings_left), formats.number(vacancy.openings)
    if left == all_of_them:
        return ngettext("%(n)s person", "%(n)s people", vacancy.openings) % {"n": left}
    return _("%(left)s of %(all)s") % {"left": left, "all": all_of_them}


def experience_of(vacancy: Vacancy) -> str:
    """`2 năm`; empty where none is asked for."""
    return formats.months(vacancy.experience_months) if vacancy.experience_months else ""


def _overseas(vacancy: Vacancy) -> Iterable[Fact]:
    if vacancy.kind != Vacancy.Kind.OVERSEAS:
        return
    if vacancy.term_months:
        yield Fact(label=_("Term"), value=formats.months(vacancy.term_months))
    if vacancy.orientation:
        yield Fact(label=_("Course before departure"), value=vacancy.orientation)
    until = vacancy.employer.licence_valid_until
    yield Fact(
        label=_("Agency’s licence"),
        value=vacancy.employer.licence_number,
        note=_("valid until %(day)s") % {"day": formats.day(until)} if until else "",
    )
    yield Fact(label=_("Approved contract no."), value=vacancy.contract_approval_number)


def of_fees(vacancy: Vacancy) -> list[Fact]:
    """What going abroad costs the worker, in sum and one by one, and what others pay of it."""
    if vacancy.kind != Vacancy.Kind.OVERSEAS:
        return []
    fees = fees_of(vacancy)
    if not fees:
        return []
    own = {kind: amount for (kind, payer), amount in fees.items() if payer == WORKER}
    return [
        Fact(
            label=_("You pay in all"),
            value=formats.money(sum(own.values())) if own else _("nothing"),
            key=True,
        ),
        *(
            Fact(label=labels_of("overseas_fee_kinds", kind), value=formats.money(amount))
            for kind, amount in own.items()
        ),
        *(
            Fact(
                label=labels_of("overseas_fee_kinds", kind),
                value=formats.money(amount),
                note=_("paid by: %(who)s") % {"who": labels_of("fee_payers", payer)},
            )
            for (kind, payer), amount in fees.items()
            if payer != WORKER
        ),
    ]


def of_conditions(vacancy: Vacancy) -> list[Fact]:
    """What the body is asked for, one row for each group of the official form."""
    by_group: dict[str, list[str]] = {}
    labels = codes.labels("physical_conditions")
    for code, entry in codes.entries("physical_conditions").items():
        if code in vacancy.physical_conditions:
            by_group.setdefault(entry.extra.get("group", ""), []).append(labels[code])
    return [
        Fact(label=str(CONDITIONS.get(group, _("Other"))), value=", ".join(found))
        for group, found in by_group.items()
    ]


def of_course(course: Course, distance: str) -> list[Fact]:
    """`distance` is how far the place of teaching is from the reader, in words."""
    hours = [
        text % {"hours": formats.number(number)}
        for text, number in (
            (_("%(hours)s hours of theory"), course.hours_theory),
            (_("%(hours)s hours of practice"), course.hours_practice),
        )
        if number
    ]
    return said(
        Fact(
            label=_("Fee"),
            value=formats.fee(course.fee),
            note=_("the state may pay part of it or all: see below") if course.subsidised else "",
            key=True,
        ),
        Fact(
            label=_("Place of teaching"),
            value=whole_address("", course.unit),
            note=" · ".join(filter(None, [street(course.address, course.unit), distance])),
            key=True,
        ),
        Fact(label=_("Length"), value=duration_of(course), note=", ".join(hours)),
        Fact(label=_("Level"), value=labels_of("course_levels", course.level)),
        Fact(
            label=_("Who can join"),
            value=_entry(course),
            note=course.entry_note,
        ),
        Fact(label=_("Employers who take graduates"), value=course.employer_commitment),
    )


def _entry(course: Course) -> str:
    if not course.entry_education:
        return _("everybody")
    return _("%(schooling)s or above") % {
        "schooling": labels_of("education", course.entry_education)
    }


def of_organisation(organisation: Organisation) -> list[Fact]:
    """Who it is and how it is reached; no tax code, which is a person's own number for some."""
    place = (organisation.address, organisation.unit, organisation.industrial_park)
    until = organisation.licence_valid_until
    return said(
        Fact(label=_("Industry"), value=labels_of("industries", organisation.industry)),
        Fact(
            label=_("Enterprise type"),
            value=labels_of("enterprise_types", organisation.enterprise_type),
        ),
        Fact(label=_("Employees"), value=labels_of("size_bands", organisation.size_band)),
        Fact(label=_("Answers"), value=answer_rate_words(organisation)),
        Fact(label=_("Address"), value=whole_address(*place)),
        Fact(
            label=_("Licence or registration"),
            value=organisation.licence_number,
            note=_("valid until %(day)s") % {"day": formats.day(until)} if until else "",
        ),
        Fact(
            label=_("Phone"),
            value=formats.phone(organisation.phone),
            url=call(organisation.phone),
        ),
        Fact(label=_("E-mail"), value=organisation.email, url=write(organisation.email)),
        Fact(label=_("Website"), value=organisation.website, url=organisation.website),
    )


def said(*facts: Fact) -> list[Fact]:
    """Without the rows that have nothing to say."""
    return [fact for fact in facts if fact.value]
