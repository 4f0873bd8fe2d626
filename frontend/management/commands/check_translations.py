"""Whether every text that people can see has its Vietnamese; `--update` brings new texts in.

Message ids are the English text itself, so English needs no catalogue of its own. One catalogue
serves the whole project, and also the libraries whose texts reach people but which ship no (or an
incomplete) Vietnamese one.
"""

import shutil
import subprocess
import sys
import tempfile
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import polib
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

CATALOGUE = Path("frontend/locale/vi/LC_MESSAGES/django.po")
OURS = ("frontend", "jobs", "matching", "portal", "training")
LIBRARY_FOLDER = "library_texts"
# What of each library people get to read: forms, messages, mails and pages, not its admin.
LIBRARIES = {
    "allauth": (
        "account/adapter.py",
        "account/fields.py",
        "account/forms.py",
        "account/internal",
        "mfa/adapter.py",
        "mfa/base",
        "mfa/recovery_codes",
        "mfa/totp",
        "templates/account",
        "templates/mfa",
        "templates/usersessions",
    ),
    "django": (
        "contrib/auth/password_validation.py",
        "core/paginator.py",
        "core/validators.py",
        "forms",
    ),
    "knox": ("auth.py",),
    "phonenumber_field": ("formfields.py", "validators.py", "serializerfields.py"),
    "rest_framework": (
        "exceptions.py",
        "fields.py",
        "relations.py",
        "serializers.py",
        "validators.py",
        "pagination.py",
    ),
}
# What is switched off here; mails are written by portal.notices.
UNUSED = ("*webauthn*", "*passkey*", "email", "admin*", "*.pyc", "__pycache__")


def _package_folder(name: str) -> Path:
    spec = find_spec(name)
    if spec is None or spec.origin is None:
        raise CommandError(f"{name} is not installed.")
    return Path(spec.origin).parent


def _copy_sources(target: Path) -> None:
    """Everything that may hold a text, so that makemessages works on a copy."""
    for name in OURS:
        shutil.copytree(
            settings.BASE_DIR / name,
            target / name,
            ignore=shutil.ignore_patterns("node_modules", "static", "data", "migrations", "*.mo"),
        )
    shutil.copy(settings.BASE_DIR / "manage.py", target)
    for name, parts in LIBRARIES.items():
        folder = _package_folder(name)
        for part in parts:
            source, copy = folder / part, target / LIBRARY_FOLDER / name / part
            if source.is_dir():
                shutil.copytree(source, copy, ignore=shutil.ignore_patterns(*UNUSED))
            else:
                copy.parent.mkdir(parents=True, exist_ok=True)
                shutil.copy(source, copy)
        _drop_replaced_templates(target / LIBRARY_FOLDER / name / "templates")


def _drop_replaced_templates(folder: Path) -> None:
    """Leaves out the library's pages in whose place ours are shown."""
    for page in folder.glob("**/*.*"):
        if (settings.BASE_DIR / "frontend/templates" / page.relative_to(folder)).exists():
            page.unlink()


def _translated_by_libraries() -> set[tuple[str | None, str]]:
    found = set()
    for name in LIBRARIES:
        for compiled in _package_folder(name).glob("**/locale/vi/LC_MESSAGES/django.mo"):
            for entry in polib.mofile(str(compiled)):
                if entry.msgstr or entry.msgstr_plural:
                    found.add((entry.msgctxt, entry.msgid))
    return found


def extract() -> polib.POFile:
    """The catalogue as it ought to be: every text of today, with the Vietnamese known so far."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        _copy_sources(root)
        command = ["manage.py", "makemessages", "-l", "vi", "--no-obsolete", "--add-location=file"]
        done = subprocess.run(  # noqa: S603 - our own manage.py
            [sys.executable, *command], cwd=root, capture_output=True, text=True
        )
        if done.returncode:
            raise CommandError(f"makemessages failed:\n{done.stderr}")
        catalogue = polib.pofile(str(root / CATALOGUE))
    known = _translated_by_libraries()
    for entry in list(catalogue):
        only_in_libraries = all(
            path.startswith(f"{LIBRARY_FOLDER}/") for path, _ in entry.occurrences
        )
        # A library's own words stand unless the catalogue has better ones.
        if only_in_libraries and not entry.translated() and (entry.msgctxt, entry.msgid) in known:
            catalogue.remove(entry)
        entry.occurrences = []
        entry.comment = ""
    catalogue.sort(key=lambda entry: (entry.msgid, entry.msgctxt or ""))
    catalogue.metadata.pop("POT-Creation-Date", None)
    return catalogue


def problems(fresh: polib.POFile, committed: polib.POFile) -> list[str]:
    """What is missing, left over or not filled in, one line each."""
    kept = {(e.msgctxt, e.msgid, e.msgid_plural): e for e in committed if not e.obsolete}
    found = []
    for entry in fresh:
        ours = kept.pop((entry.msgctxt, entry.msgid, entry.msgid_plural), None)
        if ours is None:
            found.append(f"not in the catalogue: {entry.msgid!r}")
        elif ours.fuzzy:
            found.append(f"fuzzy: {entry.msgid!r}")
        elif not ours.translated():
            found.append(f"no Vietnamese: {entry.msgid!r}")
    return found + [f"no longer used: {msgid!r}" for _, msgid, _ in kept]


class Command(BaseCommand):
    help = __doc__
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--update", action="store_true", help="write the catalogue anew")

    def handle(self, *args: Any, update: bool, **options: Any) -> None:
        path = settings.BASE_DIR / CATALOGUE
        fresh = extract()
        if update:
            path.parent.mkdir(parents=True, exist_ok=True)
            fresh.save(str(path))
        found = problems(fresh, polib.pofile(str(path)))
        checked = subprocess.run(  # noqa: S603 - a file of ours
            ["msgfmt", "--check-format", "-o", "/dev/null", str(path)],  # noqa: S607
            capture_output=True,
            text=True,
        )
        if checked.returncode:
            found.append(checked.stderr.strip())
        if found:
            raise CommandError(
                "\n".join(
                    [*found, f"{len(found)} texts to see to in {CATALOGUE} (--update first)."]
                )
            )
        self.stdout.write(f"{len(fresh)} texts, all in Vietnamese.")
