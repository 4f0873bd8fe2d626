"""How good rankings are: the measures of TREC, averaged over questions, with their uncertainty."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from pytrec_eval import RelevanceEvaluator
from scipy.stats import bootstrap

Grades = Mapping[str, Mapping[str, int]]
"""Question → document → grade 0–3; a pair that is not listed counts 0."""
Rankings = Mapping[str, Sequence[str]]
"""Question → documents, best first."""

_SEED, _RESAMPLES = 1, 2000


@dataclass(frozen=True)
class Quality:
    """Of each question: nDCG of ten (gain = grade), average precision, reciprocal rank."""

    ndcg10: dict[str, float]
    map: dict[str, float]
    mrr: dict[str, float]


def quality(grades: Grades, rankings: Rankings) -> Quality:
    """Relevant, for precision and rank, is grade 2 and more, or 1 where no grade is higher."""
    level = min(2, max((g for known in grades.values() for g in known.values()), default=0)) or 1
    evaluator = RelevanceEvaluator(
        {question: dict(known) for question, known in grades.items()},
        {"ndcg_cut.10", "map", "recip_rank"},
        relevance_level=level,
    )
    # It orders by score, so a place in the ranking is turned into one.
    found = evaluator.evaluate(
        {
            question: {document: -float(place) for place, document in enumerate(ranking)}
            for question, ranking in rankings.items()
        }
    )
    nothing = {"ndcg_cut_10": 0.0, "map": 0.0, "recip_rank": 0.0}
    each = {question: found.get(question) or nothing for question in grades}
    return Quality(
        {question: values["ndcg_cut_10"] for question, values in each.items()},
        {question: values["map"] for question, values in each.items()},
        {question: values["recip_rank"] for question, values in each.items()},
    )


def mean(values: Sequence[float], weights: Sequence[float] | None = None) -> float | None:
    """The mean to four places; None where there is nothing."""
    return round(float(np.average(values, weights=weights)), 4) if len(values) else None


def interval(values: Sequence[float], weights: Sequence[float] | None = None) -> list[float] | None:
    """The middle 95 % of the means of samples drawn anew; None for fewer than two values."""
    if len(values) < 2:
        return None
    data = (np.asarray(values), np.ones(len(values)) if weights is None else np.asarray(weights))
    drawn = bootstrap(
        data,
        lambda v, w, axis=-1: (v * w).sum(axis=axis) / w.sum(axis=axis),
        paired=True,
        vectorized=True,
        n_resamples=_RESAMPLES,
        method="percentile",
        rng=np.random.default_rng(_SEED),
    ).confidence_interval
    return [round(float(drawn.low), 4), round(float(drawn.high), 4)]


def with_interval(
    name: str, values: Sequence[float], weights: Sequence[float] | None = None
) -> dict[str, Any]:
    """A figure and, under `<name>_ci`, its interval."""
    return {name: mean(values, weights), f"{name}_ci": interval(values, weights)}


def agreement(first: Sequence[int], second: Sequence[int], highest: int) -> float:
    """Quadratic weighted kappa of two readers' grades 0 … `highest` for the same things: 1 where
    they always agree, 0 where they do no better than chance."""
    steps = range(highest + 1)
    both = Counter(zip(first, second, strict=True))
    ones, others = Counter(first), Counter(second)
    apart = sum(both[i, j] * (i - j) ** 2 for i in steps for j in steps)
    by_chance = sum(ones[i] * others[j] * (i - j) ** 2 for i in steps for j in steps) / len(first)
    return 1 - apart / by_chance
