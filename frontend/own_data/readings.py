"""How values of one's data are said in words."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from frontend import formats
from frontend.applications import profile_facts
from frontend.forms.base import label_of
from frontend.forms.meanings import place_label
from frontend.views.seeker.steps import TEXTS
from matching.recommend.explain.reasons import coded, listed
from portal.notices.kinds import KINDS

Reading = Callable[[Any], str]
Row = tuple[Any, "Reading | Rows"]
Rows = Mapping[str, Row]


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


def coded_in(list_name: str) -> Reading:
    """Codes of a list in words."""
    return lambda value: coded(list_name, [value] if isinstance(value, str) else value)


def chosen(choices: type[models.TextChoices]) -> Reading:
    """Values of choices in words."""
    return lambda value: str(choices(value).label) if value in choices.values else str(value)


def concepts(kind: str) -> Reading:
    """Occupations or skills by name."""
    return lambda value: listed(kind, [value] if isinstance(value, str) else value)


def places(value: Any) -> str:
    """Codes of places by name."""
    found = [value] if isinstance(value, str) else value
    return ", ".join(place_label(code) or code for code in found)


def kinds(value: Any) -> str:
    names = [value] if isinstance(value, str) else value
    labels = (str(KINDS[name].label) if name in KINDS else name for name in names)
    return ", ".join(dict.fromkeys(labels))


def _steps(value: Iterable[str]) -> str:
    return ", ".join(str(TEXTS[step].title) if step in TEXTS else step for step in value)


def money(value: Any) -> str:
    return formats.money(value)


def nothing(value: Any) -> str:
    """Stands in the words of the message, or in the name of the search."""
    return ""


def snapshot(value: Any) -> str:
    facts = profile_facts(value)
    return "; ".join(
        f"{fact.label}: {' · '.join(filter(None, (fact.value, fact.note)))}" for fact in facts
    )


def of_model(model: type[models.Model], *names: str) -> dict[str, Row]:
    """Rows for fields of a model, by their names on screen."""
    return {name: (label_of(model, name), _reading(model, name)) for name in names}


def _reading(model: type[models.Model], name: str) -> Reading:
    found: Any = model._meta.get_field(name)
    if list_name := getattr(found, "list_name", ""):
        return coded_in(list_name)
    if found.choices:
        labels = dict(found.flatchoices)
        return lambda value: str(labels.get(value, value))
    if name in ("pay_min", "pay", "last_pay", "amount"):
        return money
    return said


AT, NAME = gettext_lazy("When"), pgettext_lazy("of a thing", "Name")
