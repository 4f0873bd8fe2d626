from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import translation

from portal.notices.events import Event, events, moments
from portal.notices.kinds import KINDS, Audience, Kind
from portal.notices.texts import Words, default

DOCUMENT = Path(settings.BASE_DIR) / "docs" / "notices.md"
_WHO = {
    Audience.EVERYBODY: "whoever has the account",
    Audience.SEEKER: "the job seeker or learner",
    Audience.MEMBER: "members of the organisation",
    Audience.STAFF: "staff of the centre",
}
_HEAD = """# Messages to people

Made from the code by `manage.py notices_document`; do not edit it by hand.

A message goes by e-mail or SMS, as the person chose; without a choice by e-mail, else by SMS.
In quiet hours (21:00 to 7:00 unless changed) it waits, and kinds that are not urgent can be
turned off. An SMS leaves without tone marks and holds nothing personal beyond what is said here.
Staff can change every text; these are the ones that come with the portal.
"""


class Command(BaseCommand):
    help = "Writes docs/notices.md: what happens, who is told, by which way, in which words."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--check", action="store_true", help="Fails if it is not up to date.")

    def handle(self, *args: Any, **options: Any) -> None:
        text = document()
        if not options["check"]:
            DOCUMENT.write_text(text)
        elif DOCUMENT.read_text() != text:
            raise CommandError("docs/notices.md is out of date: run manage.py notices_document")


def document() -> str:
    """The whole text."""
    with translation.override("en"):
        return "\n".join([_HEAD, *_events(), *_moments(), *_kinds()]).rstrip() + "\n"


def _events() -> Iterator[str]:
    yield "## What happens\n"
    yield "| what | becomes | who is told, and how | message |\n|---|---|---|---|"
    for event in events():
        yield f"| {_subject(event)} | {_state(event)} | {_told(event)} | {_names(event.kinds)} |"
    yield ""


def _subject(event: Event) -> str:
    app, model, _field = event.label.rsplit(".", 2)
    return str(apps.get_model(app, model)._meta.verbose_name).capitalize()


def _state(event: Event) -> str:
    app, model, name = event.label.rsplit(".", 2)
    labels = dict(apps.get_model(app, model)._meta.get_field(name).flatchoices)
    return f"{labels[event.state]} (`{event.state}`)"


def _told(event: Event) -> str:
    who = dict.fromkeys(_WHO[KINDS[kind].audience] for kind in event.kinds)
    return ", ".join(who) if who else f"nobody: {event.why}"


def _names(kinds: tuple[str, ...]) -> str:
    return ", ".join(f"`{kind}`" for kind in kinds)


def _moments() -> Iterator[str]:
    yield "## Beside these\n"
    yield "| when | who is told | message |\n|---|---|---|"
    for kind, when in sorted(moments().items()):
        yield f"| {when} | {_WHO[KINDS[kind].audience]} | `{kind}` |"
    yield ""


def _kinds() -> Iterator[str]:
    yield "## The words\n"
    for kind in KINDS.values():
        yield f"### `{kind.name}`\n"
        yield f"{_ways(kind)}\n"
        for language, name in settings.LANGUAGES:
            words = default(kind.name, language)
            yield from _said(str(name), words)
        yield ""


def _ways(kind: Kind) -> str:
    rules = [
        "E-mail or SMS.",
        "At once, at any hour." if kind.urgent else "",
        "" if kind.may_mute else "Cannot be turned off.",
        f"Only with the consent “{kind.purpose}”." if kind.purpose else "",
        "Never at night." if kind.by_day else "",
        "Its values are wiped once it has left." if kind.secret else "",
    ]
    return " ".join(filter(None, rules))


def _said(language: str, words: Words) -> Iterator[str]:
    yield f"- {language}: **{words.subject}** — {words.text}"
    if words.email:
        yield "  - " + words.email.replace("\n\n", " / ").replace("\n", " ")
