"""Chips of the result page: what was understood, and what is chosen, each with its way out."""

from collections.abc import Callable, Iterator
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from frontend import formats
from frontend.cards import Chip
from frontend.forms.meanings import place_label
from frontend.present import language
from frontend.views.public.asked import POSITION, Asked
from portal.reference.places import gazetteer
from portal.search.concepts import OCCUPATION, PLACE, SKILL
from portal.search.conditions import (
    COUNTRY,
    EDUCATION,
    EMPLOYMENT,
    EXPERIENCE,
    LEVEL,
    SHIFT,
    WELFARE,
)
from portal.search.query import ISCO_GROUPS
from portal.search.results import labels_of
from portal.search.spelling import written
from portal.search.understand import Part, Understood

# More would push the results off a phone's screen.
MOST_CHOICES = 4


def chips(asked: Asked, understood: Understood) -> list[Chip]:
    """What the words name, then the place, then the filters that are set."""
    # Of several parts that one English word stands for, the first is shown.
    named = [part for part in understood.parts if part.concepts and part.words]
    found = [chip for part in named for chip in _of_part(asked, understood, part)]
    found += [*_of_wage(asked, understood), *_of_phrases(asked, understood)]
    return [*found, *_of_place(asked), *_of_filters(asked)]


def _kinds() -> dict[str, str]:
    """What a concept is called by its kind. Who names a trade means the trade, though a skill may
    be called the same: the first counts."""
    return {
        OCCUPATION: _("Occupation"),
        PLACE: _("Place"),
        SKILL: _("Skill"),
        COUNTRY: _("Country"),
        SHIFT: _("Shift"),
        WELFARE: _("Benefit"),
        LEVEL: _("Level"),
        EMPLOYMENT: _("Employment"),
        EXPERIENCE: _("Experience"),
        EDUCATION: _("Schooling"),
    }


# Those that a filter of the same name narrows to.
_FILTERED = (OCCUPATION, SKILL, SHIFT, WELFARE, LEVEL)


def _of_part(asked: Asked, understood: Understood, part: Part) -> Iterator[Chip]:
    kinds = _kinds()
    kind = next(k for k in kinds if k in part.kinds)
    meant = [concept for concept in part.concepts if concept.kind == kind]
    rest = understood.without(part) or None
    yield Chip(
        label=meant[0].label(language()) if len(meant) == 1 else part.words,
        kind=kinds[kind] if part.sure == 1 else _("Perhaps"),
        remove_url=asked.url(q=rest),
    )
    if kind == PLACE:
        # Among the words a place only ranks; chosen, it narrows.
        for concept in meant[:MOST_CHOICES]:
            yield _only(place_words(concept.id), asked.url(q=rest, place=[concept.id]))
    elif kind in _FILTERED and (len(meant) > 1 or kind not in (OCCUPATION, SKILL)):
        for concept in meant[:MOST_CHOICES]:
            chosen = [*asked.query.getlist(kind), concept.id]
            yield _only(concept.label(language()), asked.url(q=rest, **{kind: chosen}))


def _of_phrases(asked: Asked, understood: Understood) -> Iterator[Chip]:
    for kind, phrases in (
        (_("Word for word"), understood.phrases),
        (_("Not"), understood.excluded),
    ):
        for phrase in phrases:
            url = asked.url(q=understood.without_phrase(phrase) or None)
            yield Chip(label=f"“{written(phrase)}”", kind=kind, remove_url=url)


def _of_wage(asked: Asked, understood: Understood) -> Iterator[Chip]:
    if wage := understood.wage:
        rest = understood.without_wage() or None
        label = formats.pay(wage.least, None)
        yield Chip(label=label, kind=_("Pay"), remove_url=asked.url(q=rest))
        yield _only(label, asked.url(q=rest, pay_min=wage.least))


def _only(label: str, url: str) -> Chip:
    return Chip(label=label, kind=pgettext("one of several", "only"), choose_url=url)


def place_words(code: str) -> str:
    """A place's name; that a district is no more must be said, for its ward is called the same."""
    label = place_label(code)
    place = gazetteer().places.get(code)
    if place and place.kind == "district":
        return _("%(district)s (former)") % {"district": label}
    return label


def _of_place(asked: Asked) -> Iterator[Chip]:
    if asked.place_choices:
        yield Chip(label=asked.place_text, kind=_("Place"), remove_url=asked.url(place=None))
        for code in asked.place_choices:
            yield _only(place_words(code), asked.url(place=[code]))
        return
    for code in asked.places:
        rest = [other for other in asked.places if other != code]
        yield Chip(label=place_words(code), kind=_("Place"), remove_url=asked.url(place=rest))


_SINGLE: dict[str, Callable[[Any], str]] = {
    "radius_km": lambda km: _("within %(km)s km") % {"km": formats.number(km, 1)},
    "pay_min": lambda vnd: formats.pay(vnd, None),
    "posted_after": lambda day: _("posted since %(day)s") % {"day": formats.day(day)},
}


def _of_filters(asked: Asked) -> Iterator[Chip]:
    params = asked.params or {}
    if params.get("lat") is not None:
        yield Chip(label=_("near you"), remove_url=asked.url(**dict.fromkeys(POSITION)))
    for name, words in _SINGLE.items():
        if params.get(name):
            yield Chip(label=words(params[name]), remove_url=asked.url(**{name: None}))
    for name in ("occupation", "skill", "level", "shift", "welfare", "industry"):
        given = [value.removeprefix(ISCO_GROUPS) for value in params.get(name) or ()]
        labels = labels_of(name, given) if given else {}
        for value in given:
            rest = [other for other in given if other != value]
            group = _("occupations of ISCO group %(code)s") % {"code": value}
            yield Chip(label=labels.get(value, group), remove_url=asked.url(**{name: rest}))
