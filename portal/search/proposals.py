"""Words that people search for in vain, and the known names that they may mean."""

from collections.abc import Iterable, Iterator
from datetime import timedelta
from itertools import groupby

from django.core.exceptions import ValidationError
from django.utils import timezone
from rapidfuzz import fuzz, process

from portal.reference.catalogue import catalogue
from portal.reference.places import HOME_PROVINCE, gazetteer
from portal.reference.title_noise import NOISE
from portal.search.analysis import one_spelling
from portal.search.concepts import OCCUPATION, PLACE, SKILL
from portal.search.models import QuestionCount
from portal.search.query_log import RARE, normalised
from portal.search.services import Proposal, propose
from portal.search.synonym_rules import clean_phrase
from portal.search.understand import Part, understand
from portal.textfold import fold

DAYS = 30
# How often nothing was found; and how often something was asked of which nothing was understood.
LEAST_EMPTY, LEAST_ASKED = RARE, 5
MOST_QUESTIONS = 300
MOST_MEANINGS = 3
# Of 100: below these a name is alike by chance.
LEAST_LIKE_TITLE, LEAST_LIKE = 45, 78
_NOISE = frozenset(map(fold, NOISE))


def propose_from_questions() -> int:
    """Puts before the centre what the questions of the last 30 days may mean; returns how many
    proposals are new. Safe to run at any time."""
    asked: dict[str, tuple[int, int]] = {}
    for words, searches, empty in _questions():
        for phrase in unknown_in(words, found=empty < LEAST_EMPTY):
            before = asked.get(phrase, (0, 0))
            asked[phrase] = (before[0] + searches, before[1] + empty)
    return propose(
        Proposal(phrase, kind, concept, *figures, like, likeness)
        for phrase, figures in asked.items()
        for likeness, kind, concept, like in nearest(phrase)
    )


def _questions() -> Iterator[tuple[str, int, int]]:
    asked = QuestionCount.objects.since(timezone.localdate() - timedelta(days=DAYS)).by_words()
    wanted = (
        asked.filter(empty__gte=LEAST_EMPTY).order_by("-empty", "words"),
        asked.filter(asked__gte=LEAST_ASKED).order_by("-asked", "words"),
    )
    rows = {row["words"]: row for some in wanted for row in some[:MOST_QUESTIONS]}
    for words, row in rows.items():
        yield words, row["asked"], row["empty"]


def unknown_in(question: str, *, found: bool = False) -> list[str]:
    """The words of a question that name nothing, without what says nothing. Where something was
    `found`, only those of questions of which nothing at all was understood."""
    understood = understand(question)
    if found and any(part.concepts and part.sure == 1 for part in understood.parts):
        return []
    # A guess is not understood.
    runs = groupby(understood.parts, key=lambda part: bool(part.concepts) and part.sure == 1)
    typed = {one_spelling(word): word for word in question.split()}
    phrases = (_without_noise(parts, typed) for is_known, parts in runs if not is_known)
    # Beside what is understood, a single syllable is a slip, or says too little.
    least = 2 if understood.concepts else 1
    return [phrase for phrase in dict.fromkeys(phrases) if len(phrase.split()) >= least]


def _without_noise(parts: Iterable[Part], typed: dict[str, str]) -> str:
    said = [word for part in parts for word in part.words.split()]
    words = normalised(" ".join(typed.get(word, word) for word in said)).split()
    longest = max(len(noise.split()) for noise in _NOISE)
    for size in range(longest, 0, -1):
        while len(words) >= size and fold(" ".join(words[:size])) in _NOISE:
            words = words[size:]
        while len(words) >= size and fold(" ".join(words[-size:])) in _NOISE:
            words = words[:-size]
    return " ".join(words)


def nearest(phrase: str) -> list[tuple[int, str, str, str]]:
    """What the words may mean, most alike first: the likeness (0–100), kind and id of the concept,
    and its name that is alike. Nothing that could not be a synonym of them."""
    found: dict[tuple[str, str], tuple[int, str, str, str]] = {}
    for near in sorted([*_titles(phrase), *_spelled_alike(phrase)], reverse=True):
        _likeness, kind, concept, _like = near
        if (kind, concept) in found or len(found) == MOST_MEANINGS:
            continue
        try:
            clean_phrase(phrase, kind=kind, concept=concept)
        except ValidationError:
            continue
        found[kind, concept] = near
    return list(found.values())


def _titles(phrase: str) -> Iterator[tuple[int, str, str, str]]:
    known = catalogue().occupations
    for match in catalogue().read_title(phrase, MOST_MEANINGS):
        likeness = round(match.score * 100)
        if likeness >= LEAST_LIKE_TITLE:
            yield likeness, OCCUPATION, match.id, known[match.id].label_vi


def _spelled_alike(phrase: str) -> Iterator[tuple[int, str, str, str]]:
    for kind, names in ((SKILL, _skills()), (PLACE, _places())):
        folded = [fold(name) for name, _id in names]
        near = process.extract(
            fold(phrase), folded, scorer=fuzz.ratio, score_cutoff=LEAST_LIKE, limit=MOST_MEANINGS
        )
        for _name, likeness, position in near:
            name, concept = names[position]
            yield round(likeness), kind, concept, name


def _skills() -> list[tuple[str, str]]:
    return [(name, s.id) for s in catalogue().skills.values() for name in s.names]


def _places() -> list[tuple[str, str]]:
    """Names of the places here, and of provinces: other names are mostly common words."""
    return [
        (name, place.code)
        for place in gazetteer().places.values()
        if place.is_offered and (place.province == HOME_PROVINCE or place.kind == "province")
        for name in dict.fromkeys([place.name, place.full_name, *place.synonyms])
    ]
