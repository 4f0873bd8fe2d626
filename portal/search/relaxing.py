"""What else can be shown where a search finds nothing, in the order in which it is tried."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from django.utils.formats import number_format
from django.utils.translation import gettext_lazy as _

from portal.search import slips, vocabulary
from portal.search.query import EXACT
from portal.search.registry import Json
from portal.search.understand import Part, Understood, understand
from portal.search.vocabulary import words
from portal.textfold import fold

# A radius grows to the next of these that is at least twice as wide.
RADII_KM = (10, 20, 30, 50, 100)
# Words of the longest question that is respelled.
LONGEST_RESPELLED = 15
# Shorter words that nobody knows are more often a firm's name than a slip.
LEAST_LETTERS = 4
# What narrows beside words and place, what is given up first before the rest.
FILTERS = {
    "posted_after": _("When posted"),
    "welfare": _("Benefits"),
    "pay_min": _("Pay"),
    "shift": _("Shifts"),
    "level": _("Level"),
    "industry": _("Industry"),
    "skill": _("Skill"),
    "occupation": _("Occupation"),
}
PLACE = ("place", "lat", "lon", "radius_km")


# Code of a relaxation → what it says.
TEXTS = {
    "near": _("Nothing of just this trade. These are the nearest to it."),
    "order": _("Nothing matches all you asked for. These come nearest, best match first."),
    "spelling": _("Nothing for “%(typed)s”. Shown for “%(meant)s”."),
    "radius": _("Nothing within %(km)s km. Shown within %(wider)s km."),
    "words": _("Nothing with all these words. Shown without “%(word)s”."),
    "filter": _("Nothing with all these filters. Shown without the filter “%(name)s”."),
    "filters": _("Nothing with all these filters. Shown without them."),
    "place": _("Nothing there. Shown for everywhere."),
    "nearest": _("Nothing there yet. These are the nearest."),
    "any_word": _("Nothing with these words together. Shown with any one of them."),
    "no_words": _("Nothing for “%(typed)s”. Here is what else there is."),
}


@dataclass(frozen=True)
class Relaxation:
    """A search that asks for less: what it asks, and what was given up, as a code and in words."""

    code: str
    params: Json
    understood: Understood
    words: dict[str, str]

    @property
    def text(self) -> str:
        """What was done, as a sentence in the reader's language."""
        return str(TEXTS[self.code]) % self.words


def near(params: Json, understood: Understood, answer: Json) -> Relaxation | None:
    """Whether all that was found is only near what was asked for."""
    exact = answer["aggregations"].get(EXACT)
    is_near = exact is not None and not exact["doc_count"]
    return Relaxation("near", params, understood, {}) if is_near else None


def ways(params: Json, understood: Understood) -> list[Relaxation]:
    """All relaxations of a search; the first that finds something is taken."""
    return list(_ways(params, understood))


def _ways(params: Json, understood: Understood) -> Iterator[Relaxation]:
    def way(code: str, params: Json, understood: Understood, **words: str) -> Relaxation:
        return Relaxation(code, params, understood, words)

    typed = params["q"].strip()
    filters = [name for name in FILTERS if params[name]]
    if params["sort"] != "relevance" and not understood.is_empty:
        yield way("order", params | {"sort": "relevance"}, understood)
    for meant in _respelled(typed):
        yield way("spelling", params | {"q": meant}, understand(meant), typed=typed, meant=meant)
    if wider := _wider(params):
        km = _km(params["radius_km"])
        yield way("radius", params | {"radius_km": wider}, understood, km=km, wider=_km(wider))
    if shorter := _without_least(understood):
        yield way("words", params, shorter[1], word=shorter[0])
    for name in filters:
        yield way("filter", _without(params, [name]), understood, name=str(FILTERS[name]))
    if len(filters) > 1:
        yield way("filters", _without(params, filters), understood)
    if params["place"] or params["lat"] is not None:
        yield way("place", _without(params, PLACE) | _sorted_without_place(params), understood)
    if any_word := _any_word(understood):
        yield way("any_word", _without(params, [*filters, "radius_km"]), any_word)
    if understood.places and not understood.subjects:
        here = understood.places[0]
        around = {"lat": here.lat, "lon": here.lon, "sort": "distance", "q": ""}
        yield way("nearest", _without(params, [*filters, *PLACE]) | around, Understood())
    if not understood.is_empty:
        everything = _without(params, filters)
        if rest := understood.circumstances:
            yield way("no_words", everything, Understood(parts=tuple(rest)), typed=typed)
        everything |= {"q": "", "sort": "newest"}
        yield way("no_words", everything, Understood(), typed=typed)


def _respelled(typed: str) -> Iterator[str]:
    """The question without tone marks, and with each word that nobody knows as the likeliest
    other one."""
    asked = words(typed)
    if len(asked) > LONGEST_RESPELLED or '"' in typed:
        return
    if fold(typed) != typed.lower():
        yield fold(typed)
    known = vocabulary.current()
    unknown = [
        word for word in asked if fold(word) not in known.known_words and len(word) >= LEAST_LETTERS
    ]
    likely = {word: next(iter(slips.likely(fold(word), known)), word) for word in unknown}
    if any(word != meant for word, meant in likely.items()):
        yield " ".join(likely.get(word, word) for word in asked)


def _without(params: Json, names: Sequence[str]) -> Json:
    return params | {n: [] if isinstance(params[n], list) else None for n in names}


def _sorted_without_place(params: Json) -> Json:
    if params["sort"] != "distance":
        return {}
    return {"sort": "relevance" if params["q"].strip() else "newest"}


def _wider(params: Json) -> int | None:
    km = params["radius_km"]
    return next((r for r in RADII_KM if r >= 2 * km), None) if km else None


def _km(km: float) -> str:
    return number_format(km, 0 if km == int(km) else 1)


def _without_least(understood: Understood) -> tuple[str, Understood] | None:
    """The question without the word that says least: one that names nothing, and of these the
    one that stands in most names; with phrases, without their quotes."""
    if understood.phrases:
        return understood.phrases[-1], replace(understood, phrases=understood.phrases[:-1])
    counts = vocabulary.current().known_words
    plain = [
        (counts.get(fold(word), 0), part, word)
        for part in understood.subjects
        if not part.concepts or part.sure < 1
        for word in part.spoken.split()
    ]
    if len(understood.text.split()) < 2 or not plain:
        return None
    _count, part, word = max(plain, key=lambda found: found[0])
    spoken = " ".join(w for w in part.spoken.split() if w != word)
    return word, replace(understood, parts=_with(understood, part, spoken))


def _with(understood: Understood, part: Part, spoken: str) -> tuple[Part, ...]:
    changed = replace(part, spoken=spoken)
    return tuple(changed if p is part else p for p in understood.parts)


def _any_word(understood: Understood) -> Understood | None:
    """The same words, or without a trade the same conditions, of which one is enough. The words
    of a trade that is known belong together."""
    subjects = understood.subjects
    ways = [
        1 if part.concepts and part.sure == 1 else len(part.spoken.split()) for part in subjects
    ] or [1 for _ in understood.circumstances] + [1 for _ in (understood.wage,) if _]
    if sum(ways) < 2:
        return None
    return replace(understood, phrases=(), any_word=True)
