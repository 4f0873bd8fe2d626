"""Our own questions on our own corpus: how good search is, and what spelling and language cost."""

from dataclasses import dataclass, field
from typing import Any

from matching.bench import corpus, measures, searching
from matching.bench.grades import grades
from portal.search.registry import Json
from portal.textfold import fold

# What issue 4 asks for: the least nDCG, and the most that a writing may lose.
LEAST_NDCG, MOST_LOST_UNACCENTED, MOST_LOST_ENGLISH = 0.85, 0.02, 0.15


@dataclass
class Result:
    """nDCG@10 of every question, by writing ("q", "unaccented", "en", "plain"), and the rest."""

    questions: list[Json]
    graded: dict[str, dict[str, int]]
    rankings: dict[str, list[str]]
    ndcg: dict[str, dict[str, float]]
    figures: dict[str, Any] = field(default_factory=dict)


def questions() -> list[Json]:
    """The questions with all their writings."""
    asked = corpus.lines(corpus.FOLDER / "queries.jsonl")
    return [question | {"unaccented": fold(question["q"])} for question in asked]


def run(documents: list[Json]) -> Result:
    """Asks every question in every writing of what is indexed now."""
    asked = questions()
    graded = {q["id"]: grades(q["rule"], documents) for q in asked}
    found = {
        writing: {q["id"]: searching.portal(q[writing]) for q in asked if writing in q}
        for writing in ("q", "unaccented", "en")
    }
    found["plain"] = {q["id"]: searching.plain(q["q"]) for q in asked}
    quality = {
        writing: measures.quality(
            {key: graded[key] for key in answers}, {key: a.ids for key, a in answers.items()}
        )
        for writing, answers in found.items()
    }
    ndcg = {writing: of.ndcg10 for writing, of in quality.items()}
    result = Result(asked, graded, {k: a.ids for k, a in found["q"].items()}, ndcg)
    test = [q["id"] for q in asked if q["part"] == "test"]
    result.figures = {
        **_figures("", ndcg, list(graded)),
        **measures.with_interval("map", list(quality["q"].map.values())),
        **measures.with_interval("mrr", list(quality["q"].mrr.values())),
        "zero_hit_share": measures.mean([not a.before for a in found["q"].values()]),
        "zero_hit_share_after": measures.mean([not a.ids for a in found["q"].values()]),
        **_figures("test_", ndcg, test),
        "queries": len(asked),
        "test_queries": len(test),
    }
    result.figures["aims_missed"] = aims_missed(result.figures)
    return result


def _figures(prefix: str, ndcg: dict[str, dict[str, float]], of: list[str]) -> dict[str, Any]:
    figures: dict[str, Any] = {}
    for writing, name in (
        ("q", "ndcg10"),
        ("unaccented", "ndcg10_unaccented"),
        ("en", "ndcg10_english"),
        ("plain", "baseline_ndcg10"),
    ):
        values = [ndcg[writing][key] for key in of if key in ndcg[writing]]
        figures |= measures.with_interval(prefix + name, values)
    # Not every question has an English writing: the loss is over those that have.
    both = [key for key in of if key in ndcg["en"]]
    lost = [ndcg["q"][key] - ndcg["en"][key] for key in both]
    return figures | {f"{prefix}lost_in_english": measures.mean(lost)}


def by_kind(result: Result) -> list[str]:
    """A table of nDCG@10 by kind of question and writing."""
    writings = list(result.ndcg)
    lines = [f"{'':14}" + "".join(f"{name:>12}" for name in ("questions", *writings))]
    for kind in dict.fromkeys(kind for q in result.questions for kind in q["kinds"]):
        of = [q["id"] for q in result.questions if kind in q["kinds"]]
        values = [measures.mean([n[k] for k in of if k in n]) for n in result.ndcg.values()]
        shown = "".join(f"{'' if v is None else format(v, '.3f'):>12}" for v in values)
        lines.append(f"{kind:14}{len(of):12}{shown}")
    return lines


def worst(result: Result, documents: list[Json]) -> list[str]:
    """Questions for tuning, the worst first, each with its nDCG and the grades and titles of the
    first five documents, then of the best that are missing from the first ten. The questions of
    the test part are not shown: who looks at them tunes to them."""
    titles = {d["id"]: d["title"] for d in documents}
    shown = []
    for question in result.questions:
        key = question["id"]
        if question["part"] == "test" or not result.graded[key]:
            continue
        graded, ranking = result.graded[key], result.rankings[key]
        missing = sorted(set(graded) - set(ranking[:10]), key=lambda d: (-graded[d], d))
        told = [f"    {graded.get(d, 0)}  {d} {titles[d]}" for d in ranking[:5]]
        told += [f"    missing {graded[d]}  {d} {titles[d]}" for d in missing[:3]]
        values = " ".join(f"{w} {of[key]:.2f}" for w, of in result.ndcg.items() if key in of)
        shown.append(
            (result.ndcg["q"][key], "\n".join([f"{key}  {question['q']}  ({values})", *told]))
        )
    return [text for _, text in sorted(shown)]


def aims_missed(figures: dict[str, Any]) -> list[str]:
    """Names of the figures that fall short."""
    missed = {
        "ndcg10": figures["ndcg10"] < LEAST_NDCG,
        "ndcg10_unaccented": figures["ndcg10"] - figures["ndcg10_unaccented"]
        > MOST_LOST_UNACCENTED,
        "ndcg10_english": figures["lost_in_english"] > MOST_LOST_ENGLISH,
        "baseline_ndcg10": figures["ndcg10_ci"][0] <= figures["baseline_ndcg10_ci"][1],
    }
    return [name for name, is_missed in missed.items() if is_missed]
