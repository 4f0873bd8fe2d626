"""Grades of documents for a question, from its rule; tests/bench/GUIDELINE.md gives the meaning."""

from typing import Any

from portal.search.registry import Json

_CONDITIONS = {
    "shifts": "shifts",
    "welfare": "welfare",
    "employment_types": "employment_type",
    "levels": "level",
}
_UNTRAINED = ("", "untrained")
SUBJECTS = ("occupations", "siblings", "skills", "languages", "organisations")


def grade(rule: Json, document: Json) -> int:
    """0–3 of a document, as the search engine gets it."""
    return max(0, _subject(rule, document) - _kind(rule, document) - _less(rule, document))


def grades(rule: Json, documents: list[Json]) -> dict[str, int]:
    """Id → grade of those documents that have one above 0."""
    graded = {document["id"]: grade(rule, document) for document in documents}
    return {key: value for key, value in graded.items() if value}


def _subject(rule: Json, document: Json) -> int:
    if not any(name in rule for name in SUBJECTS):
        return 3
    if document["organisation"] in rule.get("organisations", ()):
        return 3
    if _common(rule.get("occupations"), document["occupations"]):
        return 3
    skills = [*document["skills"], *document["skills_optional"]]
    if _common(rule.get("skills"), skills) or _common(
        rule.get("languages"), document.get("languages", ())
    ):
        return 2 if "occupations" in rule else 3
    return 1 if _common(rule.get("siblings"), document["occupations"]) else 0


def _kind(rule: Json, document: Json) -> int:
    less = 0 if document["kind"] in rule["kinds"] else 2
    if "countries" in rule and document.get("country") not in rule["countries"]:
        less += 2
    return less


def _less(rule: Json, document: Json) -> int:
    """What the place and the conditions take away."""
    alone = not any(name in rule for name in SUBJECTS)
    less = 0
    if "places" in rule and not _common(rule["places"], document["places"]):
        near = _common(rule["near"], document["places"])
        less += (1 if near else 2) + alone
    return less + (2 + alone) * _unmet(rule, document)


def _unmet(rule: Json, document: Json) -> int:
    """How many of the conditions the document does not show to hold."""
    unmet = sum(
        name in rule and not _common(rule[name], _listed(document.get(field)))
        for name, field in _CONDITIONS.items()
    )
    pays = max(document.get("pay_max") or 0, document.get("pay_min") or 0)
    unmet += pays < rule.get("pay_at_least", 0)
    experience = document.get("experience_months") or 0
    if "experience_months_at_most" in rule:
        unmet += experience > rule["experience_months_at_most"]
    if rule.get("no_experience"):
        unmet += experience > 0 or document["level"] not in _UNTRAINED
    if rule.get("free"):
        unmet += document.get("fee") != 0
    return unmet


def _common(wanted: list[str] | None, there: Any) -> bool:
    return bool(wanted) and not set(wanted or ()).isdisjoint(there)


def _listed(value: Any) -> list[str]:
    return value if isinstance(value, list) else [value]
