"""What visitors might send: questions with filters, and beginnings of words."""

import random
from urllib.parse import urlencode

from matching.bench import own

_DISTRICTS = (
    *("an-duong", "thuy-nguyen", "hai-an", "le-chan", "kien-an", "kien-thuy", "tien-lang"),
    *("vinh-bao", "an-lao", "cat-hai"),
)
_FILTERS = {
    "place": [f"district-{name}" for name in _DISTRICTS],
    "pay_min": ["7000000", "9000000", "12000000"],
    "kind": ["vacancy", "course"],
    "shift": ["day", "office-hours"],
    "welfare": ["shuttle", "dormitory"],
    "occupation": ["72", "8153", "52", "83"],
    "sort": ["newest", "pay"],
}
# Of ten visitors three narrow what they typed, once or twice; one types nothing and browses.
_FILTERED, _BROWSING = 0.3, 0.1
_WRITINGS, _WEIGHTS = ("q", "unaccented", "en"), (6, 3, 1)
SHORTEST, LONGEST = 2, 9


def searches(number: int, rng: random.Random) -> list[str]:
    """Targets of `/api/v1/search/`."""
    asked = own.questions()
    return [f"/api/v1/search/?{_query(rng.choice(asked), rng)}" for _ in range(number)]


def _query(question: dict[str, str], rng: random.Random) -> str:
    writing = rng.choices(_WRITINGS, _WEIGHTS)[0]
    chosen = {"q": question.get(writing, question["q"])}
    if rng.random() < _BROWSING:
        chosen = {}
    if not chosen or rng.random() < _FILTERED:
        for name in rng.sample(sorted(_FILTERS), rng.choice([1, 1, 2])):
            chosen[name] = rng.choice(_FILTERS[name])
    return urlencode(chosen)


def suggestions(number: int, rng: random.Random) -> list[str]:
    """Targets of `/api/v1/suggest/`: questions of which only the beginning is typed yet."""
    asked = own.questions()
    return [
        "/api/v1/suggest/?"
        + urlencode({"q": rng.choice(asked)["q"][: rng.randrange(SHORTEST, LONGEST)].strip()})
        for _ in range(number)
    ]
