"""Applications as pages show them: the profile that came with one, its steps, its state."""

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from frontend import formats
from frontend.cards import Event, Fact
from frontend.present import labels_of
from jobs.applications.models import Application, ApplicationStep
from jobs.applications.silence import SILENT_AFTER, answer_rate
from matching.recommend.explain.reasons import duration, listed
from portal.accounts.models import Organisation
from portal.reference.places import gazetteer
from portal.search.concepts import SKILL

Status = Application.Status
FAILED = (Status.REFUSED, Status.WITHDRAWN)
# How a state looks, as classes of tags.
LOOKS = {
    Status.HIRED: "tag-done",
    Status.OFFERED: "tag-done",
    Status.NEW: "tag-wait",
    Status.VIEWED: "tag-wait",
}


def look(application: Application) -> str:
    """The class of the tag that shows the state."""
    return LOOKS.get(Status(application.status), "")


def events_of(application: Application) -> list[Event]:
    """The steps that were, the latest as where it stands, and what comes next if it goes on."""
    steps = list(application.steps.all())
    events = [
        Event(
            label=str(Status(step.status).label),
            state=_state(step, last=step is steps[-1]),
            at=timezone.localtime(step.at),
            note=labels_of("refusal_reasons", step.reason) if step.reason else "",
        )
        for step in steps
    ]
    if application.status in Application.UNANSWERED:
        events.append(Event(label=_("Answer of the employer")))
    return events


def _state(step: ApplicationStep, *, last: bool) -> Any:
    if step.status in FAILED:
        return "failed"
    return "now" if last and step.status != Status.HIRED else "done"


def profile_facts(profile: dict[str, Any]) -> list[Fact]:
    """The profile of an application (jobs.applications.snapshot), in words; what it does not say is
    left out, so that what a later version keeps may be missing in an older one."""
    place = gazetteer().places.get(profile.get("unit") or "")
    experience = profile.get("experience_months") or 0
    wish = profile.get("wish") or {}
    facts = [
        Fact(label=_("Lives in"), value=place.label if place else ""),
        Fact(label=_("Schooling"), value=labels_of("education", profile.get("education") or "")),
        Fact(
            label=_("Professional level"),
            value=labels_of("cmkt", profile.get("cmkt") or ""),
            note=profile.get("major") or "",
        ),
        Fact(label=_("Experience"), value=duration(experience) if experience else ""),
        *(_worked(row) for row in profile.get("experiences") or ()),
        Fact(label=_("Skills"), value=_listed(profile.get("skills"))),
        Fact(label=_("Languages"), value=labels_of("languages", profile.get("languages") or [])),
        Fact(
            label=_("Soft skills"), value=labels_of("soft_skills", profile.get("soft_skills") or [])
        ),
        Fact(label=_("Looks for"), value=wish.get("title") or ""),
        Fact(label=_("Shifts"), value=labels_of("shifts", wish.get("shifts") or [])),
        Fact(label=_("In their own words"), value=profile.get("about") or ""),
    ]
    return [fact for fact in facts if fact.value]


def _worked(row: dict[str, Any]) -> Fact:
    months = row.get("months") or 0
    rest = [row.get("employer") or "", formats.months(months) if months else ""]
    return Fact(label=_("Work"), value=row["title"], note=" · ".join(filter(None, rest)))


def _listed(skills: list[str] | None) -> str:
    return listed(SKILL, skills) if skills else ""


def answer_rate_words(organisation: Organisation) -> str:
    """How reliably it answers applications; empty where too few tell."""
    rate = answer_rate(organisation)
    if rate is None:
        return ""
    return _("Answers %(percent)s%% of applications within %(days)s days") % {
        "percent": formats.number(rate.percent),
        "days": SILENT_AFTER.days,
    }
