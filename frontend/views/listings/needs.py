"""What a vacancy asks for, line by line, marked against the reader's profile where there is one."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from frontend.cards import Reason
from frontend.present import labels_of
from frontend.views.listings.facts import experience_of
from jobs.models import Vacancy
from matching.recommend.fit import Fit, Met


def needs_of(vacancy: Vacancy, fit: Fit | None) -> list[Reason]:
    """Skills, then schooling, level, experience and languages; without a fit, marked as nothing
    but listed. Needs skill_links__skill fetched along."""
    return [*_skills(vacancy, fit), *_levels(vacancy, fit)]


def welcome_of(vacancy: Vacancy) -> str:
    """The skills that nobody must have, in one line."""
    return ", ".join(sorted(s.skill.label for s in vacancy.skill_links.all() if not s.essential))


def _skills(vacancy: Vacancy, fit: Fit | None) -> Iterator[Reason]:
    links = [link for link in vacancy.skill_links.all() if link.essential]
    for link in sorted(links, key=lambda link: link.skill.label):
        yield _marked(link.skill.label, fit.skills.get(link.skill_id, "no") if fit else "yes")


def _levels(vacancy: Vacancy, fit: Fit | None) -> Iterator[Reason]:
    asked = {
        "education": (_("Schooling: %(what)s"), labels_of("education", vacancy.education)),
        "cmkt": (_("Professional level: %(what)s"), labels_of("cmkt", vacancy.cmkt)),
        "experience": (_("Experience: %(what)s"), experience_of(vacancy)),
        "languages": (_("Languages: %(what)s"), labels_of("languages", vacancy.languages)),
    }
    for name, (text, what) in asked.items():
        if what:
            yield _marked(text % {"what": what}, fit.levels.get(name, "yes") if fit else "yes")


def _marked(text: str, met: Met) -> Reason:
    need = {"need": text}
    if met == "learning":
        return Reason(kind="fits", text=_("%(need)s: you are learning it") % need)
    if met == "likely":
        said = _("%(need)s: earlier work likely taught you; tick it in your profile if so")
        return Reason(kind="todo", text=said % need)
    if met == "partly":
        return Reason(kind="missing", text=_("%(need)s: you have a part of it") % need)
    return Reason(kind="fits" if met == "yes" else "missing", text=text)
