"""Reads and checks the project's own occupation and skill files; needs no database.

`python -m portal.reference.dataset`, which `./dev lint` runs, prints every problem with its file
and line and fails if there is one.
"""

import csv
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from portal.textfold import fold, nfc

DATA = Path(__file__).resolve().parent / "data"
SKILL_KINDS = {"skill", "knowledge", "tool", "language", "licence"}
MIN_SYNONYMS, MIN_ESSENTIAL = 4, 5


@dataclass(frozen=True)
class Concept:
    """An occupation or a skill with everything that people call it."""

    id: str
    label_vi: str
    label_en: str
    synonyms_vi: tuple[str, ...]
    synonyms_en: tuple[str, ...]
    where: str
    isco: str = ""
    kind: str = ""
    field: str = ""

    @property
    def names_vi(self) -> tuple[str, ...]:
        return (self.label_vi, *self.synonyms_vi)


@dataclass(frozen=True)
class SkillLinks:
    """Which skills an occupation cannot do without, and which help in it."""

    occupation: str
    essential: tuple[str, ...]
    optional: tuple[str, ...]
    where: str


@dataclass
class Dataset:
    occupations: list[Concept]
    skills: list[Concept]
    links: list[SkillLinks]


def rows(folder: str, data: Path = DATA) -> Iterator[tuple[dict[str, str], str, str]]:
    """Every row of the CSV files of a folder (or of one file), with its place and file stem."""
    target = data / folder
    for path in sorted(target.glob("*.csv")) if target.is_dir() else [target]:
        with path.open(encoding="utf-8", newline="") as handle:
            reader = csv.DictReader(handle)
            for row in reader:
                yield row, f"{path.relative_to(data)}:{reader.line_num}", path.stem


def split(cell: str | None) -> tuple[str, ...]:
    """The values of a cell that holds several, joined by `|`."""
    return tuple(v.strip() for v in (cell or "").split("|") if v.strip())


def load(data: Path = DATA) -> Dataset:
    """The three lists as they stand in the files."""

    def concepts(folder: str) -> list[Concept]:
        return [
            Concept(
                id=row["id"],
                label_vi=row["label_vi"],
                label_en=row["label_en"],
                synonyms_vi=split(row["synonyms_vi"]),
                synonyms_en=split(row["synonyms_en"]),
                where=where,
                isco=row.get("isco") or "",
                kind=row.get("kind") or "",
                field=field,
            )
            for row, where, field in rows(folder, data)
        ]

    links = [
        SkillLinks(row["occupation"], split(row["essential"]), split(row["optional"]), where)
        for row, where, _ in rows("occupation_skills", data)
    ]
    return Dataset(concepts("occupations"), concepts("skills"), links)


def _name_problems(concepts: list[Concept]) -> Iterator[str]:
    exact: dict[str, Concept] = {}
    folded_label: dict[str, Concept] = {}
    for c in concepts:
        if c.label_vi:
            other = folded_label.setdefault(fold(c.label_vi), c)
            if other is not c:
                yield f"{c.where}: label “{c.label_vi}” folds like the label of {other.id}"
        for name in c.names_vi:
            if nfc(name) != name:
                yield f"{c.where}: “{name}” is not NFC or has stray spaces"
            other = exact.setdefault(name.casefold(), c)
            if other is not c:
                yield f"{c.where}: “{name}” of {c.id} belongs to {other.id} already ({other.where})"
    for c in concepts:
        for name in c.synonyms_vi:
            other_label = folded_label.get(fold(name))
            if (
                other_label
                and other_label.id != c.id
                and fold(other_label.label_vi) == other_label.label_vi.lower()
            ):
                yield f"{c.where}: “{name}” of {c.id} folds like the label of {other_label.id}"


def _concept_problems(concepts: list[Concept]) -> Iterator[str]:
    seen: dict[str, str] = {}
    for c in concepts:
        if not c.id or c.id.isdigit() or c.id != fold(c.id).replace(" ", "-"):
            yield f"{c.where}: id “{c.id}” is no slug"
        if c.id in seen:
            yield f"{c.where}: id {c.id} stands already at {seen[c.id]}"
        seen[c.id] = c.where
        if not c.label_vi or not c.label_en:
            yield f"{c.where}: {c.id} lacks a label"
        if len(set(map(str.casefold, c.names_vi))) != len(c.names_vi):
            yield f"{c.where}: {c.id} names itself twice the same way"


def problems(data: Dataset) -> Iterator[str]:
    """Everything that breaks the rules of the lists, one line each."""
    yield from _concept_problems(data.occupations)
    yield from _concept_problems(data.skills)
    yield from _name_problems(data.occupations)
    yield from _name_problems(data.skills)
    for o in data.occupations:
        if len(o.isco) != 4 or not o.isco.isdigit():
            yield f"{o.where}: {o.id} has ISCO code “{o.isco}”, not four digits"
    for s in data.skills:
        if s.kind not in SKILL_KINDS:
            yield f"{s.where}: {s.id} is of unknown kind “{s.kind}”"
    occupation_ids = {o.id for o in data.occupations}
    skill_ids = {s.id for s in data.skills}
    linked: dict[str, str] = {}
    for link in data.links:
        if link.occupation not in occupation_ids:
            yield f"{link.where}: unknown occupation {link.occupation}"
        if link.occupation in linked:
            yield f"{link.where}: {link.occupation} is linked already at {linked[link.occupation]}"
        linked[link.occupation] = link.where
        for skill in (*link.essential, *link.optional):
            if skill not in skill_ids:
                yield f"{link.where}: {link.occupation} asks for unknown skill {skill}"
        for skill in set(link.essential) & set(link.optional):
            yield f"{link.where}: {skill} is both essential and optional for {link.occupation}"
    for o in data.occupations:
        if o.id not in linked:
            yield f"{o.where}: {o.id} has no skills"


def figures(data: Dataset) -> dict[str, float | int]:
    """Shares and counts that `./dev bench reference` prints; shares are 0–1."""

    def distinct(c: Concept) -> int:
        return len({fold(n) for n in c.synonyms_vi} - {fold(c.label_vi)})

    use = Counter(s for link in data.links for s in {*link.essential, *link.optional})
    essential = {link.occupation: len(set(link.essential)) for link in data.links}
    n_occ, n_skill = len(data.occupations) or 1, len(data.skills) or 1
    shared = 0
    for concepts in (data.occupations, data.skills):
        ids = defaultdict(set)
        for c in concepts:
            ids[fold(c.label_vi)].add(c.id)
        shared += sum(len(v) > 1 for v in ids.values())
    return {
        "occupations": len(data.occupations),
        "skills": len(data.skills),
        "occupations_with_4_synonyms": sum(distinct(o) >= MIN_SYNONYMS for o in data.occupations)
        / n_occ,
        "occupations_with_5_essential": sum(
            essential.get(o.id, 0) >= MIN_ESSENTIAL for o in data.occupations
        )
        / n_occ,
        "skills_used_by_2": sum(use[s.id] >= 2 for s in data.skills) / n_skill,
        "folded_labels_shared": shared,
        "concepts_without_isco": sum(not o.isco for o in data.occupations),
    }


if __name__ == "__main__":
    found = list(problems(load()))
    print(*found, sep="\n")
    sys.exit(1 if found else 0)
