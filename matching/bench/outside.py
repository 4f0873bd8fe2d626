"""An outside set of ads and graded questions, searched as the portal would search them."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.utils import timezone
from django.utils.html import strip_tags

from matching.bench import measures, searching
from matching.bench.files import BadFileError, text
from portal.reference.catalogue import catalogue
from portal.search import places
from portal.search.documents import FAR_FUTURE, isco_groups
from portal.search.registry import Json
from portal.search.understand import understand

_TEXTS = ("title", "company", "place", "description", "requirements")
HIGHEST = 3
# The engine takes no longer ones.
LONGEST_ID = 512
# The reader of titles gives 0–1; below this it guesses.
SURE_OF_TITLE = 0.5


@dataclass(frozen=True)
class Outside:
    """Ads with the keys id and _TEXTS, all of them text; questions with q and grades."""

    ads: list[dict[str, str]]
    questions: list[Json]


def read(path: Path) -> Outside:
    """The set in a JSON file. Raises BadFileError with the first thing that is wrong."""
    try:
        data = json.loads(text(path))
    except json.JSONDecodeError as error:
        raise BadFileError(path, f"not JSON: {error}") from None
    except RecursionError:
        raise BadFileError(path, "not JSON that can be read: nested too deep") from None
    try:
        return Outside(
            [_ad(ad, n) for n, ad in enumerate(_list(data, "vacancies"))],
            [_question(question, n) for n, question in enumerate(_list(data, "queries"))],
        )
    except ValueError as error:
        raise BadFileError(path, str(error)) from None


def _list(data: Any, name: str) -> list[Any]:
    if not isinstance(data, dict) or name not in data:
        raise ValueError(f'no key "{name}"')
    if not isinstance(data[name], list) or not data[name]:
        raise ValueError(f'"{name}" is no list with something in it')
    found: list[Any] = data[name]
    return found


def _ad(ad: Any, number: int) -> dict[str, str]:
    where = f"vacancies[{number}]"
    if not isinstance(ad, dict):
        raise ValueError(f"{where} is no object")
    if (key := _id(ad.get("id"))) is None:
        raise ValueError(f'{where} has no "id"')
    if len(key.encode()) > LONGEST_ID:
        raise ValueError(f'{where} has an "id" of more than {LONGEST_ID} bytes')
    texts = {name: strip_tags(_text(ad.get(name))).strip() for name in _TEXTS}
    if not texts["title"]:
        raise ValueError(f'{where} has no "title"')
    return {"id": key, **texts}


def _question(question: Any, number: int) -> Json:
    where = f"queries[{number}]"
    if not isinstance(question, dict):
        raise ValueError(f"{where} is no object")
    if not (asked := _text(question.get("q")).strip()):
        raise ValueError(f'{where} has no "q"')
    grades = question.get("grades")
    if not isinstance(grades, dict):
        raise ValueError(f'{where} has no "grades" by id')
    for key, grade in grades.items():
        if isinstance(grade, bool) or grade not in range(HIGHEST + 1):
            raise ValueError(f"{where}: the grade of {key!r} is no whole number 0–{HIGHEST}")
    return {"q": asked, "grades": {key: int(grade) for key, grade in grades.items() if grade}}


def _id(value: Any) -> str | None:
    """As the keys of grades write it: JSON has only text there."""
    return None if isinstance(value, bool | list) else _text(value) or None


def _text(value: Any) -> str:
    """Numbers as text, lists of lines joined; what is null or something else is left out."""
    if isinstance(value, list):
        return "\n".join(filter(None, map(_text, value)))
    if not isinstance(value, str | int | float):
        return ""
    # Half a pair of surrogates is JSON, but no text that the engine takes.
    return str(value).encode(errors="replace").decode()


def documents(given: Outside) -> list[Json]:
    """The ads as documents. Of two with one id, the later one counts.

    An ad of the portal has an occupation, which its form reads from the title, and the codes of
    its place; so has one here, as far as title and place can be read.
    """
    now = timezone.now().isoformat()
    return [
        {
            "id": ad["id"],
            "type": "vacancy",
            "kind": "vacancy",
            "title": ad["title"],
            "organisation": ad["company"],
            "body": "\n".join(filter(None, (ad["description"], ad["requirements"]))),
            "place": ad["place"],
            "occupations": _occupations(ad["title"]),
            "places": _places(ad["place"]),
            "published_at": now,
            "valid_through": FAR_FUTURE,
            "public": True,
        }
        for ad in given.ads
    ]


def _occupations(title: str) -> list[str]:
    known = catalogue()
    for match in known.read_title(title, 1):
        if match.score >= SURE_OF_TITLE:
            return [match.id, *isco_groups(known.occupations[match.id].code)]
    return []


def _places(text: str) -> list[str]:
    codes = [concept.id for concept in understand(text).places]
    around = places.of_units(codes)
    return list(dict.fromkeys([*codes, *(c for place in around.values() for c in place.codes)]))


def run(given: Outside) -> tuple[dict[str, Any], list[str]]:
    """The figures of the portal's search beside plain BM25; and the questions, the worst first."""
    there = {ad["id"] for ad in given.ads}
    graded: dict[str, dict[str, int]] = {}
    for number, question in enumerate(given.questions):
        # What is graded but is not in the set, nobody could find.
        known = {key: grade for key, grade in question["grades"].items() if key in there}
        if known:
            graded[str(number)] = known
    asked = {key: given.questions[int(key)]["q"] for key in graded}
    found = {key: searching.portal(q) for key, q in asked.items()}
    ours = measures.quality(graded, {key: answer.ids for key, answer in found.items()})
    plain = measures.quality(graded, {key: searching.plain(q).ids for key, q in asked.items()})
    figures: dict[str, Any] = {
        **measures.with_interval("ndcg10", list(ours.ndcg10.values())),
        **measures.with_interval("map", list(ours.map.values())),
        **measures.with_interval("mrr", list(ours.mrr.values())),
        "zero_hit_share": measures.mean([not answer.before for answer in found.values()]),
        "zero_hit_share_after": measures.mean([not answer.ids for answer in found.values()]),
        **measures.with_interval("baseline_ndcg10", list(plain.ndcg10.values())),
        "vacancies": len(there),
        "queries": len(graded),
        "skipped": len(given.questions) - len(graded),
    }
    better = graded and (figures["ndcg10"] or 0) > (figures["baseline_ndcg10"] or 0)
    figures["aims_missed"] = [] if better else ["ndcg10"]
    worst = sorted(graded, key=lambda key: ours.ndcg10[key])
    lines = [f"{ours.ndcg10[k]:.2f} (plain {plain.ndcg10[k]:.2f})  {asked[k]}" for k in worst]
    return figures, lines
