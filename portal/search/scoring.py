"""What each part of a question asks of listings: to be listed at all, and to be listed first.

A concept that was understood outweighs any text: an ad for the very occupation comes before one
that mentions the words. Of all the ways in which a listing can answer a part, the best one
counts, and the others a little. The numbers were tuned on the training part of the relevance
bench (`./dev bench match`).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from elasticsearch.dsl.query import (
    Bool,
    ConstantScore,
    DisMax,
    DistanceFeature,
    Exists,
    Query,
    Range,
    Terms,
)

from portal.search import vocabulary, wording
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
from portal.search.small_words import ABROAD, COURSE, WORK
from portal.search.understand import Part, Understood


@dataclass(frozen=True)
class Boosts:
    """How much it is worth that a listing answers in each way."""

    occupation: float = 46.0
    # Occupations that need a skill that was asked for; the unit group of an occupation.
    users: float = 18.0
    skill: float = 14.0
    group: float = 20.0
    # Occupations that need much the same skills.
    relatives: float = 14.5
    organisation: float = 22.0
    place: float = 40.0
    near: float = 22.0
    # At this distance in km, being near is worth half.
    near_km: float = 8.0
    country: float = 36.0
    condition: float = 12.5
    wage: float = 20.0
    work: float = 16.0
    abroad: float = 12.0
    course: float = 30.0
    text: float = 0.55
    others: float = 0.155
    # Heads come first in Vietnamese, but what follows tells more.
    later: float = 3.1
    # "công nhân" is said of most work.
    general: float = 0.3


BOOSTS = Boosts()
# From this part of a question on, later ones tell no more.
LATEST = 2
# Where one word is enough, it must be one that says what a listing is.
_TELLING = ("title",)
_NAMING = ("title", "organisation", "place")
_FIELD = {
    OCCUPATION: "occupations",
    SKILL: "skills",
    PLACE: "places",
    SHIFT: "shifts",
    WELFARE: "welfare",
    LEVEL: "level",
    EMPLOYMENT: "employment_type",
    COUNTRY: "country",
}
# Where in a listing a condition may be told in words.
_CONDITION_TEXT = ("title", "body")
_NONE_REQUIRED = "none"
# Each holds for who finished it or more.
_EDUCATION = (*("no-schooling", "below-primary", "primary", "lower-secondary", "upper-secondary"),)


def scores(understood: Understood) -> list[Query]:
    """What ranks listings, part by part."""
    ranked: list[Query] = []
    subjects = understood.subjects
    for part, position in zip(subjects, _positions(subjects), strict=True):
        worth = BOOSTS.general if part.general else BOOSTS.later ** min(position, LATEST)
        ranked.append(_subject(part, worth))
    if len(subjects) > 1:
        ranked += wording.side_by_side(" ".join(part.spoken for part in subjects))
    if " " in understood.text:
        # Names of organisations are made of trades and places.
        named = wording.phrase(understood.text, ("organisation",))
        ranked.append(ConstantScore(filter=named, boost=BOOSTS.organisation))
    ranked += [_circumstance(part) for part in understood.circumstances]
    if understood.wage:
        ranked.append(ConstantScore(filter=pays(understood.wage.least), boost=BOOSTS.wage))
    # Who does not say otherwise looks for work here.
    for kind in sorted(understood.wants - {WORK} or {WORK}):
        boost = {COURSE: BOOSTS.course, ABROAD: BOOSTS.abroad}.get(kind, BOOSTS.work)
        ranked.append(_worth(boost, kind=[kind]))
    return ranked


def _positions(subjects: Sequence[Part]) -> list[int]:
    """Where in the question each subject stands, from 0; what somebody can beside a trade ("lễ tân
    biết tiếng Anh") tells no more than the trade."""
    positions: list[int] = []
    has_trade = False
    for at, part in enumerate(subjects):
        beside = has_trade and part.kinds == {SKILL}
        positions.append(0 if beside else at)
        has_trade = has_trade or OCCUPATION in part.kinds
    return positions


def needed(understood: Understood) -> list[Query]:
    """What a listing must answer to be listed at all, best match first: the subject, loosely; where
    there is none, all the rest."""
    # Who names a country means no other.
    must = [answered(part) for part in understood.countries]
    rest = [*understood.circumstances, *([understood.wage] if understood.wage else [])]
    if subjects := [p for p in understood.subjects if not (p.general and rest)]:
        ways = [_told(part, any_word=understood.any_word) for part in subjects]
        ways += [query for part in subjects for query in _meant(part, loose=True)]
        return [*must, Bool(should=ways, minimum_should_match=1)]
    asked = [answered(part) for part in understood.circumstances]
    if understood.wage:
        asked.append(pays(understood.wage.least))
    if not asked and understood.wants:
        asked = [Terms(kind=sorted(understood.wants))]
    if asked and understood.any_word:
        return [*must, Bool(should=asked, minimum_should_match=1)]
    return [*must, *asked]


def is_subject(understood: Understood) -> Query | None:
    """That a listing is of the trade or has the words that were asked for, and is not only near."""
    ways: list[Query] = []
    for part in understood.subjects:
        if part.general:
            return None
        if part.concepts and part.sure == 1:
            ways.append(answered(part))
        else:
            ways += [_told(part), *_meant(part, loose=False)]
    return Bool(should=ways, minimum_should_match=1) if ways else None


def all_needed(understood: Understood) -> list[Query]:
    """What a listing must answer where the order says nothing about how well it does."""
    must = [answered(part) for part in (*understood.subjects, *understood.circumstances)]
    return [*must, *([pays(understood.wage.least)] if understood.wage else [])]


def answered(part: Part) -> Query:
    """That a listing has what the part names, in its codes or in words."""
    if part.kinds & {OCCUPATION, SKILL}:
        told = wording.phrase(part.spoken, ("title",), exact=part.exact)
    elif not part.concepts:
        told = wording.all_said(part.spoken, exact=part.exact)
    elif COUNTRY in part.kinds:
        # In the body it is the firm's, or a Sunday ("chủ nhật").
        told = wording.phrase(part.spoken, ("title",))
    elif PLACE in part.kinds:
        told = wording.phrase(part.spoken, ("place",))
    else:
        told = wording.phrase(part.spoken, _CONDITION_TEXT)
    return Bool(should=[told, *_meant(part, loose=False)], minimum_should_match=1)


def unwanted(words: str) -> Query:
    """What excludes a listing: that it says the words, or is what they name."""
    names = vocabulary.current().meant_by(tuple(words.split()))
    concepts = tuple(dict.fromkeys(name.concept for name in names if not name.is_core))
    said = wording.phrase(words)
    meant = _meant(Part(words, concepts, words), loose=False)
    return Bool(should=[said, *meant], minimum_should_match=1)


def _told(part: Part, *, any_word: bool = False) -> Query:
    """That a listing says the words of a subject: all of a name, enough of other words."""
    known = part.concepts and part.sure == 1
    if any_word and not known:
        return wording.said(part.spoken, "1", _TELLING, exact=part.exact)
    if known:
        # Far from each other in a long text the words of a name mean something else.
        named = wording.all_said(part.spoken, _NAMING, exact=part.exact)
        told = wording.phrase(part.spoken, ("body",), exact=part.exact)
        return Bool(should=[named, told], minimum_should_match=1)
    return wording.said(part.spoken)


def pays(least: int) -> Query:
    """So many VND/month by the highest pay; an ad that names only the lowest is taken at that."""
    enough = {"gte": least}
    return Bool(should=[Range(pay_max=enough), Range(pay_min=enough)], minimum_should_match=1)


def _meant(part: Part, *, loose: bool) -> list[Query]:
    """Listings for what the part names, whatever words they use."""
    found: list[Query] = []
    for kind, field in _FIELD.items():
        if ids := part.ids(kind):
            found.append(_has(field, ids))
    if users := _users(part):
        found.append(Terms(occupations=users))
    if loose and (near := [*_groups(part), *_relatives(part)]):
        found.append(Terms(occupations=near))
    if _NONE_REQUIRED in part.ids(EXPERIENCE):
        found.append(_open_to_all())
    if schooling := part.ids(EDUCATION):
        found.append(Terms(education=_up_to(schooling)))
    return found


def _subject(part: Part, worth: float) -> Query:
    text = wording.said(part.spoken, "1", exact=part.exact)
    ways: list[Query] = [
        Bool(should=[text, *wording.side_by_side(part.spoken)], boost=BOOSTS.text * worth)
    ]
    sure = part.sure * worth
    if ids := part.ids(OCCUPATION):
        ways.append(_worth(BOOSTS.occupation * sure, occupations=ids))
        ways.append(_worth(BOOSTS.group * sure, occupations=_groups(part)))
        if relatives := _relatives(part):
            ways.append(_worth(BOOSTS.relatives * sure, occupations=relatives))
    if ids := part.ids(SKILL):
        ways.append(_worth(BOOSTS.skill * worth, skills=ids))
        ways.append(_worth(BOOSTS.skill / 2 * worth, skills_optional=ids))
        if not part.ids(OCCUPATION) and (users := _users(part)):
            ways.append(_worth(BOOSTS.users * worth, occupations=users))
    return DisMax(queries=ways, tie_breaker=BOOSTS.others)


def _circumstance(part: Part) -> Query:
    if PLACE not in part.kinds:
        boost = BOOSTS.country if COUNTRY in part.kinds else BOOSTS.condition
        return ConstantScore(filter=answered(part), boost=boost)
    ways: list[Query] = [_worth(BOOSTS.place, places=part.ids(PLACE))]
    ways.append(ConstantScore(filter=wording.phrase(part.spoken, ("place",)), boost=BOOSTS.place))
    for concept in part.concepts:
        # A province has no middle that matters.
        if concept.kind == PLACE and len(concept.id) > 2:
            ways.append(
                DistanceFeature(
                    field="location",
                    origin={"lat": concept.lat, "lon": concept.lon},
                    pivot=f"{BOOSTS.near_km}km",
                    boost=BOOSTS.near,
                )
            )
    return DisMax(queries=ways)


def _users(part: Part) -> list[str]:
    users = vocabulary.current().skill_users
    return list(dict.fromkeys(o for skill in part.ids(SKILL) for o in users.get(skill, ())))


def _relatives(part: Part) -> list[str]:
    relatives = vocabulary.current().relatives
    return list(dict.fromkeys(r for o in part.ids(OCCUPATION) for r in relatives.get(o, ())))


def _groups(part: Part) -> list[str]:
    return sorted({f"isco:{c.isco}" for c in part.concepts if c.kind == OCCUPATION})


def _open_to_all() -> Query:
    unsaid = Bool(must_not=[Exists(field="experience_months")])
    return Bool(should=[Range(experience_months={"lte": 0}), unsaid], minimum_should_match=1)


def _up_to(schooling: list[str]) -> list[str]:
    rank = {code: at for at, code in enumerate(_EDUCATION)}
    highest = max((rank.get(code, 0) for code in schooling), default=0)
    return list(_EDUCATION[: highest + 1])


def _has(field: str, values: list[str]) -> Query:
    return Terms(**{field: values})  # type: ignore[arg-type]


def _worth(boost: float, **terms: Any) -> Query:
    return ConstantScore(filter=Terms(**terms), boost=boost)
