"""Messages with placeholders, in templates and single ones."""

import re
from collections.abc import Mapping

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from portal.people.models import Person

PLACEHOLDERS = ("name", "title", "employer", "date", "place")
# Filled for the reader alone: who writes it may not know the name.
OF_THE_READER = "name"
NAME = f"{{{OF_THE_READER}}}"
_BRACES = re.compile(r"{\s*([^{}]*?)\s*}")


def check(text: str) -> None:
    """Raises ValidationError at `text`, `unknown_placeholder`, that names what is none."""
    for found in _BRACES.findall(text):
        if found not in PLACEHOLDERS:
            names = ", ".join(f"{{{name}}}" for name in PLACEHOLDERS)
            message = _("“{%(found)s}” cannot be filled in. There are: %(names)s.") % {
                "found": found[:30],
                "names": names,
            }
            raise ValidationError({"text": ValidationError(message, code="unknown_placeholder")})


def filled(text: str, values: Mapping[str, str]) -> str:
    """The text with everything filled in but the reader's name.

    Raises ValidationError by field where the text asks for a date or place that is not given.
    """
    check(text)
    asked = set(_BRACES.findall(text)) - {OF_THE_READER}
    missing = sorted(name for name in asked if not values.get(name))
    if missing:
        message = _("The message speaks of this. Write it.")
        raise ValidationError({name: ValidationError(message, code="required") for name in missing})
    return _BRACES.sub(lambda m: _value(m[1], values), text)


def _value(name: str, values: Mapping[str, str]) -> str:
    return NAME if name == OF_THE_READER else values[name]


def for_reader(text: str, person: Person) -> str:
    """A stored message as the applicant reads it."""
    return text.replace(NAME, person.full_name or _("you"))


def for_employer(text: str, person: Person) -> str:
    """A stored message as the employer reads it: without the name."""
    return text.replace(NAME, str(person))
