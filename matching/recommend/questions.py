"""The one question whose answer would sharpen somebody's recommendations most."""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from matching.recommend.facts import PersonFacts
from matching.recommend.weights import WEIGHTS


@dataclass(frozen=True)
class Question:
    """What to ask; `step` is the step of the profile that takes the answer."""

    code: str
    text: str
    step: str


@dataclass(frozen=True)
class _Ask:
    unanswered: Callable[[PersonFacts], bool]
    step: str
    text: str


ASKS = {
    "occupation": _Ask(
        lambda p: not p.wanted and not p.practised,
        "wish",
        # Translators: "Bạn muốn làm việc gì, hoặc đã làm việc gì? Điều này giúp nhiều nhất."
        gettext_noop("Which work do you want, or have you done? Knowing this helps most."),
    ),
    "skills": _Ask(
        lambda p: not p.skills and not p.studying,
        "skills",
        # Translators: "Bạn biết làm gì? Hãy đánh dấu các kỹ năng của bạn."
        gettext_noop("What can you do? Tick your skills."),
    ),
    "place": _Ask(
        lambda p: p.lat is None and not p.places,
        "place",
        # Translators: "Bạn ở xã, phường nào và đi làm được bao xa?"
        gettext_noop("In which ward or commune do you live, and how far can you go?"),
    ),
    "pay": _Ask(
        lambda p: p.pay_min is None,
        "wish",
        # Translators: "Mức lương thấp nhất bạn nhận là bao nhiêu?"
        gettext_noop("What is the least pay you would take?"),
    ),
    "level": _Ask(
        lambda p: p.cmkt is None,
        "skills",
        # Translators: "Bạn đã học hết lớp mấy, có bằng hay chứng chỉ nghề nào?"
        gettext_noop("What schooling and which certificates do you have?"),
    ),
}


def open_questions(person: PersonFacts) -> list[Question]:
    """What the person said nothing about yet, the heaviest component of the score first."""
    names = [name for name, ask in ASKS.items() if ask.unanswered(person)]
    names.sort(key=WEIGHTS.__getitem__, reverse=True)
    return [Question(name, _(ASKS[name].text), ASKS[name].step) for name in names]


def best_question(person: PersonFacts) -> Question | None:
    """The one whose answer would help most, if any is open."""
    return next(iter(open_questions(person)), None)
