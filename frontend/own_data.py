"""What is kept about somebody as sentences of a page: the data of the download with labels in the
reader's language instead of names of fields, and words instead of codes.

Each key of the data has a row here. Labels are those of the models, so that the page says what the
forms said; a key without a row fails (tests/frontend/seeker/test_own_data_pdf.py).
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from frontend import formats
from frontend.applications import profile_facts
from frontend.cards import Fact
from frontend.forms.base import label_of
from frontend.forms.meanings import place_label
from frontend.views.listings.support import KINDS as SUPPORT_KINDS
from frontend.views.seeker.steps import TEXTS
from jobs.applications.models import Application, HiringResult
from jobs.complaints.models import Complaint
from matching.recommend.explain.reasons import coded, listed
from matching.recommend.models import Invitation
from portal.accounts.models import Membership, User
from portal.notices.kinds import KINDS
from portal.notices.models import Channel
from portal.people.models import Consent, Experience, JobWish, Person, Registration
from portal.people.registration import EDITABLE
from portal.search.concepts import OCCUPATION, SKILL
from training.enrolment.models import (
    Attendance,
    CommuneDecision,
    Enrolment,
    FollowUp,
    SupportClaim,
)
from training.models import CourseRecord

Reading = Callable[[Any], str]
Row = tuple[Any, "Reading | Rows"]
Rows = Mapping[str, Row]
# Of a list so many are laid out on paper; the file has all of them. A thousand pages help nobody,
# and laying them out would hold a server for minutes.
MOST = 100


@dataclass(frozen=True)
class Entry:
    """One thing: what it says, and what belongs to it."""

    facts: list[Fact] = field(default_factory=list)
    parts: "list[Part]" = field(default_factory=list)


@dataclass(frozen=True)
class Part:
    """Several things of one kind; `left_out` more stand in the file."""

    title: str
    entries: list[Entry]
    left_out: int = 0


def said(value: Any) -> str:
    """A plain value as people write it."""
    match value:
        case bool():
            return _("Yes") if value else _("No")
        case datetime():
            return f"{timezone.localtime(value):%d/%m/%Y %H:%M}"
        case date():
            return f"{value:%d/%m/%Y}"
        case time():
            return f"{value:%H:%M}"
        case Decimal():
            return formats.number(value, 2)
        case list() | tuple():
            return ", ".join(said(one) for one in value)
    return str(value)


def _coded(list_name: str) -> Reading:
    return lambda value: coded(list_name, [value] if isinstance(value, str) else value)


def _chosen(choices: type[models.TextChoices]) -> Reading:
    return lambda value: str(choices(value).label) if value in choices.values else str(value)


def _concepts(kind: str) -> Reading:
    return lambda value: listed(kind, [value] if isinstance(value, str) else value)


def _places(value: Any) -> str:
    found = [value] if isinstance(value, str) else value
    return ", ".join(place_label(code) or code for code in found)


def _kinds(value: Any) -> str:
    names = [value] if isinstance(value, str) else value
    labels = (str(KINDS[name].label) if name in KINDS else name for name in names)
    return ", ".join(dict.fromkeys(labels))


def _steps(value: Iterable[str]) -> str:
    return ", ".join(str(TEXTS[step].title) if step in TEXTS else step for step in value)


def _money(value: Any) -> str:
    return formats.money(value)


def _nothing(value: Any) -> str:
    """Stands in the words of the message, or in the name of the search."""
    return ""


def _snapshot(value: Any) -> str:
    facts = profile_facts(value)
    return "; ".join(
        f"{fact.label}: {' · '.join(filter(None, (fact.value, fact.note)))}" for fact in facts
    )


def _of(model: type[models.Model], *names: str) -> dict[str, Row]:
    """Rows for fields of a model, by their names on screen."""
    return {name: (label_of(model, name), _reading(model, name)) for name in names}


def _reading(model: type[models.Model], name: str) -> Reading:
    found: Any = model._meta.get_field(name)
    if list_name := getattr(found, "list_name", ""):
        return _coded(list_name)
    if found.choices:
        labels = dict(found.flatchoices)
        return lambda value: str(labels.get(value, value))
    if name in ("pay_min", "pay", "last_pay", "amount"):
        return _money
    return said


_at, _name = gettext_lazy("When"), gettext_lazy("Name")
_EXPERIENCE: Rows = {
    **_of(Experience, "title", "employer", "months"),
    "occupation": (gettext_lazy("Occupation"), _concepts(OCCUPATION)),
}
_WISH: Rows = {
    **_of(JobWish, "title", "max_distance_km", "pay_min", "shifts", "employment_types"),
    **_of(JobWish, "needs_dormitory", "needs_shuttle", "overseas", "train"),
    "places": (gettext_lazy("Places where you would work"), _places),
    "occupations": (gettext_lazy("Occupations"), _concepts(OCCUPATION)),
}
_PROFILE: Rows = {
    "type": ("", _nothing),
    "id": (gettext_lazy("Number"), said),
    **_of(Person, "full_name", "birth_date", "sex", "hamlet", "rural", "education", "cmkt"),
    **_of(Person, "major", "experience_months", "languages", "soft_skills", "priority_groups"),
    **_of(Person, "about", "seeking"),
    "unit": (label_of(Person, "unit"), _places),
    "skills": (gettext_lazy("Skills"), _concepts(SKILL)),
    "experiences": (gettext_lazy("Work you did"), _EXPERIENCE),
    "wish": (gettext_lazy("The work you look for"), _WISH),
    "steps_done": (gettext_lazy("Steps of the profile that you finished"), _steps),
    "courses": (
        gettext_lazy("Courses"),
        {
            "title": (_name, said),
            "centre": (gettext_lazy("Training centre"), said),
            "state": (gettext_lazy("State"), _chosen(CourseRecord.State)),
        },
    ),
    "created_at": (gettext_lazy("Since"), said),
    "updated_at": (gettext_lazy("Last changed"), said),
}
_DECISION: Rows = {
    "commune": (label_of(CommuneDecision, "unit"), said),
    **_of(CommuneDecision, "requested_on", "due_on", "decided_on", "outcome", "number", "reason"),
}
_SUPPORT: Rows = {
    **_of(SupportClaim, "route", "insurance_decision", "distance_km", "study_days"),
    "amount": (gettext_lazy("Amount"), _money),
    "group": (label_of(SupportClaim, "group"), _coded("priority_groups")),
    "lines": (
        gettext_lazy("What it is made of"),
        {
            "kind": (gettext_lazy("For"), lambda kind: str(SUPPORT_KINDS[kind])),
            "amount": (gettext_lazy("Amount"), _money),
            "legal_source": (
                gettext_lazy("Law"),
                lambda source: source.replace("Article", _("Article")),
            ),
            "provisional": (gettext_lazy("Provisional"), said),
        },
    ),
    "decision": (gettext_lazy("Decision of the commune"), _DECISION),
    "state": (gettext_lazy("State"), _chosen(SupportClaim.State)),
    "at": (_at, said),
}
_ENROLMENT: Rows = {
    "course": (gettext_lazy("Course"), said),
    "centre": (gettext_lazy("Training centre"), said),
    "first_day": (gettext_lazy("First day"), said),
    "status": (gettext_lazy("State"), _chosen(Enrolment.Status)),
    **_of(Enrolment, "reason", "grade", "score"),
    "at": (_at, said),
    "certificate": (gettext_lazy("Certificate number"), said),
    "papers": (gettext_lazy("Papers"), {"name": (_name, said), "at": (_at, said)}),
    "attendance": (
        gettext_lazy("Attendance"),
        {
            "day": (gettext_lazy("Day"), said),
            "state": (gettext_lazy("State"), _chosen(Attendance.State)),
        },
    ),
    "after_the_course": (
        gettext_lazy("After the course"),
        {
            "months": (gettext_lazy("Months after the certificate"), said),
            "answer": (gettext_lazy("Answer"), _chosen(FollowUp.Answer)),
            "at": (_at, said),
        },
    ),
    "support": (gettext_lazy("Support"), _SUPPORT),
}
_APPLICATION: Rows = {
    "employer": (gettext_lazy("Employer"), said),
    "vacancy": (gettext_lazy("Vacancy"), said),
    **_of(Application, "letter"),
    "cv": (gettext_lazy("CV file"), said),
    "profile": (gettext_lazy("Profile as it was sent"), _snapshot),
    "steps": (
        gettext_lazy("Step by step"),
        {
            "status": (gettext_lazy("State"), _chosen(Application.Status)),
            "reason": (label_of(Application, "reason"), _coded("refusal_reasons")),
            "at": (_at, said),
        },
    ),
    "messages": (
        gettext_lazy("Messages from the employer"),
        {"at": (_at, said), "text": (gettext_lazy("Text"), said)},
    ),
    "result": (
        gettext_lazy("Result of the hiring"),
        _of(HiringResult, "position", "starts_on", "probation_days", "contract", "pay"),
    ),
}
_MESSAGE: Rows = {
    "at": (_at, said),
    "kind": (gettext_lazy("Kind"), _kinds),
    "channel": (gettext_lazy("By"), _chosen(Channel)),
    "subject": (gettext_lazy("Subject"), said),
    "text": (gettext_lazy("Text"), said),
    "read_at": (gettext_lazy("Read on"), said),
    "values": ("", _nothing),
}
_TYPES = {"vacancy": gettext_lazy("Vacancy"), "course": gettext_lazy("Course")}
ROWS: Rows = {
    "account": (
        gettext_lazy("Account"),
        {
            **_of(User, "phone", "email", "full_name", "language"),
            "since": (gettext_lazy("Since"), said),
        },
    ),
    "profile": (gettext_lazy("Profile"), _PROFILE),
    "registration": (gettext_lazy("Registration for work"), _of(Registration, *EDITABLE)),
    "consents": (
        gettext_lazy("Consents"),
        {
            "purpose": (gettext_lazy("Purpose"), _chosen(Consent.Purpose)),
            "organisation": (gettext_lazy("Organisation"), said),
            "text_version": (gettext_lazy("Version of the text"), said),
            "given_at": (gettext_lazy("Given on"), said),
            "withdrawn_at": (gettext_lazy("Taken back on"), said),
        },
    ),
    "who_saw_my_contact_data": (
        gettext_lazy("Who saw name and phone"),
        {
            "at": (_at, said),
            "organisation": (gettext_lazy("Organisation"), said),
            "reason": (gettext_lazy("Reason"), said),
        },
    ),
    "applications": (gettext_lazy("Applications"), _APPLICATION),
    "invitations": (
        gettext_lazy("Invitations of employers"),
        {
            "employer": (gettext_lazy("Employer"), said),
            "vacancy": (gettext_lazy("Vacancy"), said),
            "at": (_at, said),
            "answer": (gettext_lazy("Answer"), _chosen(Invitation.Answer)),
            "answered_at": (gettext_lazy("Answered on"), said),
        },
    ),
    "enrolments": (gettext_lazy("Enrolments"), _ENROLMENT),
    "reports": (
        gettext_lazy("Reports and complaints"),
        {
            "number": (gettext_lazy("Case number"), said),
            **_of(Complaint, "kind", "about", "text", "contact", "outcome", "answer"),
            "at": (_at, said),
            "state": (gettext_lazy("State"), _chosen(Complaint.State)),
        },
    ),
    "organisations": (
        gettext_lazy("Organisations that you act for"),
        {
            "name": (_name, said),
            "role": (gettext_lazy("Role"), _chosen(Membership.Role)),
            "from": (gettext_lazy("From"), said),
            "until": (gettext_lazy("Until"), said),
        },
    ),
    "invitations_of_organisations": (
        gettext_lazy("Invitations to act for an organisation"),
        {
            "name": (_name, said),
            "role": (gettext_lazy("Role"), _chosen(Membership.Role)),
            "at": (_at, said),
        },
    ),
    "message_settings": (
        gettext_lazy("Message settings"),
        {
            "channel": (gettext_lazy("By"), _chosen(Channel)),
            "muted": (gettext_lazy("Not wanted"), _kinds),
            "quiet_from": (gettext_lazy("Quiet from"), said),
            "quiet_until": (gettext_lazy("Quiet until"), said),
        },
    ),
    "messages": (gettext_lazy("Messages"), _MESSAGE),
    "saved_searches": (
        gettext_lazy("Saved searches"),
        {
            "name": (_name, said),
            "search": ("", _nothing),
            "since": (gettext_lazy("Since"), said),
            "paused_at": (gettext_lazy("Paused on"), said),
        },
    ),
    "told_of": (
        gettext_lazy("What saved searches told you of"),
        {
            "type": (gettext_lazy("Kind"), lambda kind: str(_TYPES.get(kind, kind))),
            "object_id": (gettext_lazy("Number"), said),
            "day": (gettext_lazy("Day"), said),
        },
    ),
    "signed_in_on": (
        gettext_lazy("Where you are signed in"),
        {
            "since": (gettext_lazy("Since"), said),
            "last": (gettext_lazy("Last seen"), said),
            "from": (gettext_lazy("Address in the network"), said),
            "browser": (gettext_lazy("Browser"), said),
        },
    ),
}


def parts_of(data: Mapping[str, Any], rows: Rows = ROWS) -> list[Part]:
    """The sections in the order of `rows`; what says nothing is left out. Raises KeyError for a key
    that has no row."""
    return _entry(data, rows).parts


def _entry(data: Mapping[str, Any], rows: Rows) -> Entry:
    entry = Entry()
    unknown = data.keys() - rows.keys()
    if unknown:
        raise KeyError(", ".join(sorted(unknown)))
    for key, (label, how) in rows.items():
        value = data.get(key)
        if value is None or value in ("", [], {}, ()):
            continue
        if isinstance(how, Mapping):
            entry.parts.append(_part(str(label), value, how))
        elif text := how(value):
            entry.facts.append(Fact(label=str(label), value=text))
    return entry


def _part(title: str, value: Any, rows: Rows) -> Part:
    several = [value] if isinstance(value, Mapping) else list(value)
    left_out = max(0, len(several) - MOST)
    return Part(title, [_entry(one, rows) for one in several[:MOST]], left_out)
